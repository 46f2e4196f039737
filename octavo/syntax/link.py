"""Markdown links, reference links and `<autolinks>` (CommonMark 6.3 and 6.5).

The words of a link may hold a footnote's mark, which begins with a bracket as a link
does: the parser takes it for one, and no link may stand in another. The path of a note
or a picture may hold blanks, which ends an address in CommonMark; people write it so.
"""

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

from octavo.model.asset import PICTURES
from octavo.model.inlines import Inline, Link
from octavo.syntax.rule import Branch, Reader, Rule, tell_blanks

_ENDINGS = "|".join(("md", "markdown", "html", "pdf", *sorted(PICTURES)))


@cache
def _path() -> re.Pattern[str]:
    """A path that may hold blanks, compiled for a book that has links by path."""
    # Of so many characters at most: what is longer is no path, and would be read as often
    # as an ending stands in it.
    return re.compile(
        rf"(?:[^()<>\n]|\([^()<>\n]*\)){{1,1000}}?\.(?:{_ENDINGS})"
        r"(?:#[^()<>\n\"]{0,500})?"
        r"(?=[ ]*(?:[ ](?:\"[^\"\n]*\"|'[^'\n]*')[ ]*)?\))",
        re.IGNORECASE,
    )


def label_end(state: StateInline, start: int, lone: bool = False) -> int:
    """Where the words of a link that begin at `start` end, -1 if they do not.

    The parser's own function, but that `lone`, which forbids links in them, allows
    marks of footnotes.
    """
    before, depth = state.pos, 1
    state.pos = start + 1
    end = -1
    while state.pos < state.posMax:
        at = state.pos
        sign = state.src[at]
        if sign == "]":
            depth -= 1
            if depth == 0:
                end = at
                break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == at + 1:
            depth += 1
        elif sign == "[" and lone and not _is_mark(state.src[at : state.pos]):
            break
    state.pos = before
    return end


def _is_mark(written: str) -> bool:
    return written.startswith("[^") and written.endswith("]")


def destination(source: str, start: int, stop: int) -> Any:
    """The address of a link or a picture that begins at `start`, as the parser gives it."""
    found = helpers.parseLinkDestination(source, start, stop)
    path = _path().match(source, start, stop)
    if path and " " in path[0] and path.end() > found.pos:
        found.ok, found.pos, found.str = True, path.end(), path[0].rstrip()
    return found


def install(md: MarkdownIt) -> None:
    """Let this parser alone find the ends of links so; its functions are shared."""
    own = {name: getattr(helpers, name) for name in helpers.__all__}
    own |= {"parseLinkLabel": label_end, "parseLinkDestination": destination}
    md.helpers = SimpleNamespace(**own)  # type: ignore[assignment]  # a module is but its names


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The link, its address as written."""
    token = branch.token
    tell_blanks(str(token.attrs.get("href", "")), branch, reader)
    return (
        Link(
            span=reader.span(branch.start, branch.end),
            inlines=reader.inlines(branch.branches),
            href=str(token.attrs.get("href", "")),
            title=str(token.attrs.get("title", "")),
            bare=token.markup in {"autolink", "bare"},
        ),
    )


RULE = Rule(name="link", install=install, inlines=(("link", node),))
