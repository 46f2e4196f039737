"""A handbook's own style sheets → what of them readers of an EPUB would miss.

They choose colours and sizes themselves, and read in the dark; and a book may ask for
nothing that lies elsewhere (EPUB 3.3, 3.6; EPUB Accessibility 1.1, “display
transformability”).
"""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.editions.epub.styles import LIVELY, Place, brought, parts
from octavo.seams import Seams

_COLOURED = frozenset(("color", "background", "background-color"))
_FREE = frozenset(
    ("currentcolor", "inherit", "initial", "none", "revert", "transparent", "unset")
)
_FIXED = frozenset(("px", "pt", "pc", "cm", "mm", "in", "q"))


def remarks(styles: str, place: Place) -> Iterator[Diagnostic]:
    """What is told of the handbook's rules in `styles`, each at its line.

    `place` is for files of the book. `fixed-style` for a colour or a size of type,
    `remote-style` for what is left out.
    """
    seams = Seams(styles)
    if not seams.files:
        return
    rules = tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        for part, code, words in _rule(rule, place):
            owner = seams.owner(part.source_line)
            if owner is None:
                continue
            (path, line), column = owner, part.source_column
            span = Span(
                path=path,
                line=line,
                column=column,
                end_line=line,
                end_column=column + 1,
            )
            yield tell(code, span, help=_HELP[code], what=words)


_HELP = {
    "fixed-style": "leave it out, or keep it in the sheets of the PDF alone",
    "remote-style": "put the file into the [styles] folder and name it `octavo:FILE`",
}


def _rule(node: Any, place: Place) -> Iterator[tuple[Any, str, str]]:
    """The places in a rule that something is told of: the node, the code, its words."""
    if node.type == "at-rule" and node.lower_at_keyword == "import":
        yield node, "remote-style", "`@import`"
    elif node.type == "at-rule" and node.content is not None:
        if node.lower_at_keyword in LIVELY:
            for below in tinycss2.parse_rule_list(node.content, skip_whitespace=True):
                yield from _rule(below, place)
        else:
            yield from _remote(parts(node.content), place)
    elif node.type == "qualified-rule":
        declared = parts(node.content)
        yield from _remote(declared, place)
        for part in declared:
            if part.type == "declaration" and _fixes(part):
                yield part, "fixed-style", f"`{part.name}`"


def _remote(declared: Iterable[Any], place: Place) -> Iterator[tuple[Any, str, str]]:
    for part in declared:
        if part.type == "declaration" and not brought(part.value, place):
            yield part, "remote-style", f"the file of `{part.name}`"


def _fixes(declaration: Any) -> bool:
    """Whether a declaration sets a colour, or a size of type that is no share of another."""
    values = [node for node in declaration.value if node.type != "whitespace"]
    if declaration.lower_name in _COLOURED:
        return any(
            node.type == "hash"
            or (node.type == "function" and node.lower_name not in {"url", "var"})
            or (node.type == "ident" and node.lower_value not in _FREE)
            for node in values
        )
    return declaration.lower_name in {"font-size", "font"} and any(
        node.type == "dimension" and node.lower_unit in _FIXED for node in values
    )
