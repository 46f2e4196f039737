"""Which rules a folder of notes is read by, and what its line ends mean."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from octavo.mdbook import Mdbook, mdbook
from octavo.model.config import Config
from octavo.model.dialect import Dialect, SoftBreak
from octavo.model.mapping import FrozenMapping
from octavo.model.rack import Rack, bare
from octavo.model.vault import Kind, Note, Vault
from octavo.syntax import RULES
from octavo.syntax.jsx import IMPORT

# A line counts as wrapped by hand when it ends where editors wrap (rule R8.2).
_WRAPPED = range(60, 101)

# What a block begins with; such a line ends no line of a paragraph.
_OPENING = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|\||```|~~~|<|!\[|%%|\$\$|:::"
    r"|\[[^\]\n]*\]:|(?:[-*_=][ \t]*){3,}$)",
    re.MULTILINE,
)
# “**Next:** [[…]]”: how long a line of navigation is says nothing of how its author
# wraps prose, and there may be more of them than of prose.
_NAVIGATION = re.compile(r"[ \t>]*(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)[ \t→]*\[.*")
_FENCE = re.compile(r"[ \t>]*(```+|~~~+)")
# Nearly all lines of notes are neither: they stand alone, or open a block.
_FENCE_OR_SECOND = re.compile(
    rf"\n(?:{_FENCE.pattern}([^\n]*)|(?<!\n\n)(?!{_OPENING.pattern}|[^\S\n]*$))",
    re.MULTILINE,
)

_IMPORTS = re.compile(
    rf"(?:---\n(?:(?!---).*\n)*---\n)?\s*{IMPORT.pattern}$", re.MULTILINE
)
_BLOCK_REFERENCE = re.compile(r"\(\(([0-9a-f-]{36})\)\)")
_BLOCK_ID = re.compile(r"^[ \t]*id:: ([0-9a-f-]{36})[ \t]*$", re.MULTILINE)

_ITEM_OR_QUOTE = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>)")


def of_note(note: Note, dialect: Dialect) -> Dialect:
    """What one note of a folder is read by: code and components of MDX in its pages.

    In other notes of the same folder `<Name>` may stand for a name, `{2: 3}` for itself.
    """
    if "jsx" not in dialect.rules or _of_mdx(note):
        return dialect
    return _without_jsx(dialect)


def recognise(vault: Vault, config: Config, rack: Rack = bare) -> Dialect:
    """The dialect of a vault: its kind decides, its own settings refine.

    Formulas are read in an mdBook only where the book asks for them (rule R7.5), and a
    soft line end means what rule R8.2 says. Settings that cannot be read count as
    absent: they are another program's, and it is that program's to complain. Of notes
    that were looked at before it is on the `rack` how their lines end.
    """
    settings = {str(path): text for path, text in vault.settings}
    rules = list(DIALECTS[vault.kind])
    graph = "logseq/config.edn" in settings
    if not graph:
        absent = {"logseq", "field"} if vault.kind is Kind.PLAIN else {"logseq"}
        rules = [rule for rule in rules if rule not in absent]
    if not any(map(_of_mdx, vault.notes)):
        rules = [rule for rule in rules if rule != "jsx"]
    book = Mdbook()
    if vault.kind is Kind.MDBOOK:
        book = mdbook(settings.get("book.toml", ""))
        rules = [rule for rule in rules if rule not in _unasked(book)]
    return Dialect(
        kind=vault.kind,
        rules=tuple(rules),
        soft_break=_soft_break(vault, settings, rack),
        wiki=vault.kind is not Kind.MDBOOK,
        hidden=book.hidden,
        smart=book.smart,
        numbered=book.numbered,
        blocks=_blocks(vault.notes) if graph else FrozenMapping(),
    )


DIALECTS: dict[Kind, tuple[str, ...]] = {
    kind: tuple(rule.name for rule in RULES if kind in rule.kinds) for kind in Kind
}
"""The names of the rules each kind of folder is read by."""


def _unasked(book: Mdbook) -> frozenset[str]:
    """The rules that an mdBook asks for and this one does not (rules R7.5, R11.8)."""
    rules: set[str] = set()
    if not book.formulas:
        rules |= {"math", "mathjax"}
    if not book.preprocessors:
        rules.add("component")
    if not any(name.endswith("-note") for name in book.preprocessors):
        rules.add("note_quote")
    return frozenset(rules)


@cache
def _without_jsx(dialect: Dialect) -> Dialect:
    rules = tuple(rule for rule in dialect.rules if rule != "jsx")
    return replace(dialect, rules=rules)


def _of_mdx(note: Note) -> bool:
    """Whether a note is a page of MDX: by its ending, or by an import at its top."""
    return note.path.suffix == ".mdx" or _IMPORTS.match(note.text) is not None


def _blocks(notes: Iterable[Note]) -> FrozenMapping[str]:
    """Which note each block stands in that some note of Logseq's refers to."""
    notes = tuple(notes)
    wanted = {name for note in notes for name in _BLOCK_REFERENCE.findall(note.text)}
    return FrozenMapping(
        {
            name: str(note.path)
            for note in notes
            for name in (_BLOCK_ID.findall(note.text) if wanted else ())
            if name in wanted
        }
    )


def _soft_break(vault: Vault, settings: dict[str, str], rack: Rack) -> SoftBreak:
    if vault.kind is Kind.MDBOOK:
        return SoftBreak.BLANK
    strict = _strict_line_breaks(settings.get(".obsidian/app.json"))
    if strict is None:
        strict = wrapped_by_hand(vault.notes, rack)
    return SoftBreak.BLANK if strict else SoftBreak.BREAK


def _strict_line_breaks(text: str | None) -> bool | None:
    """The vault's own word; None without one. A file that is silent says no."""
    if text is None:
        return None
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return isinstance(settings, dict) and settings.get("strictLineBreaks") is True


def wrapped_by_hand(notes: Iterable[Note], rack: Rack = bare) -> bool:
    """Whether at least half of the soft line ends stand at columns 60 to 100."""
    soft = wrapped = 0
    for note in notes:
        more, where_wrapped = rack(_soft_ends, note.text)
        soft += more
        wrapped += where_wrapped
    return soft > 0 and wrapped * 2 >= soft


def _soft_ends(text: str) -> tuple[int, int]:
    """How many soft line ends a note has, and how many of them where editors wrap."""
    lengths = [len(line.rstrip()) for line in _soft_lines(text)]
    return len(lengths), sum(length in _WRAPPED for length in lengths)


def _soft_lines(text: str) -> Iterable[str]:
    """Lines of paragraphs that end softly: a line of text follows."""
    text = f"\n{text}"
    fence = ""
    for found in _FENCE_OR_SECOND.finditer(text):
        mark = found[1]
        if mark is None:
            before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if not fence and _goes_on(before) and not before.endswith(("  ", "\\")):
                yield before
        elif not fence:
            fence = mark
        elif mark.startswith(fence) and not found[2].rstrip(" \t>"):
            fence = ""


def _goes_on(line: str) -> bool:
    """Whether a line is text that may go on below it, in an item or a quote too."""
    return bool(
        line.strip()
        and not _FENCE.match(line)
        and not _NAVIGATION.match(line)
        and (not _OPENING.match(line) or _ITEM_OR_QUOTE.match(line))
    )
