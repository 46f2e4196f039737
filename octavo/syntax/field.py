"""Fields, `name:: value` on a line of its own, `[name:: value]`, `(name:: value)`.

They are Logseq's properties of blocks (Logseq, “Properties”) and Dataview's inline fields
(Dataview, “Adding Metadata to your Pages”). Both programs show a name and a value, which
is what a colon says. Folders that are neither's have none (`octavo.dialect.recognise`),
nor have headings, cells and links; what may be C++, Rust or Haskell stays. What Logseq
keeps for itself in them (`collapsed:: true`) is left out; `id:: …` is the id of its
block.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.syntax.rule import NOTES, Rule, leave_out

_KEPT_BY_LOGSEQ = re.compile(
    r"[ \t]*(id|collapsed|heading|background-color|created-at|updated-at|template"
    r"|template-including-parent|exclude-from-graph-view|logseq\.[\w.-]+|ls-type"
    r"|hl-[\w-]+|card-[\w-]+|query-[\w-]+)::(?:[ \t]+(.*))?"
)
_BLOCK_ID = re.compile(r"[A-Za-z0-9-]+")
_NAME = re.compile(
    r"(^|(?<![\w)\]])[\[(])[*_]{0,3}(\w(?:[\w /.-]{0,40}[\w/.-])?)[*_]{0,3}$"
)
"""None is parted from its colons: that is a type of Haskell's, `f :: Int`; nor does a
bracket follow a word: that is a slice, `x[1:: 2]`."""
_COLONS = (":: ", "::\t")
_LONGEST = 60
_FARTHEST = 1000
"""A bracket that is closed further on was hardly meant."""
_LEFT_OUT = "properties that Logseq keeps for itself are"
_NAMESPACES = frozenset(("boost", "crate", "self", "std", "super"))
"""What C++ and Rust write before two colons."""
_MOST_WORDS = 3
"""More of them before two colons are the beginning of a sentence."""
_WRAPPED = 60
"""A line of so many letters was as likely wrapped by hand: its sentence goes on."""


def find_lines(state: StateCore) -> None:
    """Take Logseq's own fields out of paragraphs; of nothing else, there is none.

    The id of a block is left behind its text in the form in which block ids are read.
    """
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type != "paragraph_close" or "::" not in kept[-2].content:
            continue
        line = kept[-2]
        texts = line.content.split("\n")
        found = [_KEPT_BY_LOGSEQ.fullmatch(text) for text in texts]
        if not any(found):
            continue
        first = next(at for at, each in enumerate(found) if each)
        begin = sum(len(text) + 1 for text in texts[:first])
        leave_out(state, line, (begin, begin + len(texts[first])), _LEFT_OUT)
        _keep(line, [each is None for each in found])
        names = [each[2] or "" for each in found if each and each[1] == "id"]
        name = names[0].strip() if names else ""
        if not line.content:
            del kept[-3:]
            if name and _heads_item(kept):
                kept[-4].meta["id"] = f"b-{name}"
        elif _BLOCK_ID.fullmatch(name):
            line.content += f" ^{name}"
    state.tokens = kept


def _heads_item(tokens: Sequence[Token]) -> bool:
    """Whether the last thing read is a heading that begins an item."""
    return (
        len(tokens) > 3
        and tokens[-1].type == "heading_close"
        and tokens[-4].type == "list_item_open"
    )


def _keep(line: Token, wanted: Sequence[bool]) -> None:
    """Keep the lines of a paragraph that are `wanted`, with their places."""
    pieces: list[tuple[int, int]] = []
    texts: list[str] = []
    pending = line.meta["pieces"][::-1]
    offset = length = 0
    for text, stays in zip(line.content.split("\n"), wanted, strict=True):
        stop = offset + len(text) + 1
        while pending and pending[-1][0] < stop:
            start, place = pending.pop()
            if stays:
                pieces.append((start - offset + length, place))
        if stays:
            texts.append(text)
            length += len(text) + 1
        offset = stop
    line.content = "\n".join(texts)
    line.meta["pieces"] = pieces or line.meta["pieces"]


def scan(state: StateInline, silent: bool) -> bool:
    """Read the two colons behind a name as one."""
    source, start = state.src, state.pos
    if not source.startswith(_COLONS, start):
        return False
    first = max(source.rfind("\n", 0, start) + 1, start - _LONGEST)
    before = source[first:start]
    whole = first == 0 or source[first - 1] == "\n"
    named = _named(before if whole else f"\n{before}")
    if named is None or state.linkLevel:
        return False
    bracket, words = named
    if not (_is_closed(state, bracket) if bracket else _is_line(state, first, words)):
        return False
    if not silent:
        token = state.push("text", "", 0)
        token.content, token.meta = "::", {"field": True}
    state.pos = start + 2
    return True


def _named(before: str) -> tuple[str, list[str]] | None:
    """The bracket before a name, if any, and its words; None where there is no name."""
    found = _NAME.search(before)
    words = found[2].split() if found else []
    if found is None or words[-1] in _NAMESPACES:
        return None
    return found[1], words


def _is_closed(state: StateInline, bracket: str) -> bool:
    """Whether the bracket before a name is closed in the same line."""
    start, source = state.pos, state.src
    closing = "]" if bracket == "[" else ")"
    end = source.find(closing, start, start + _FARTHEST)
    return end >= 0 and "\n" not in source[start:end]


def _is_line(state: StateInline, first: int, words: Sequence[str]) -> bool:
    """Whether a line that begins with a name, at `first`, is a field and no sentence."""
    source = state.src
    stop = source.find("\n", state.pos)
    value = source[state.pos : stop if stop >= 0 else None].rstrip()
    if len(words[-1]) == 1 or len(words) > _MOST_WORDS or "->" in value:
        return False
    if len(words) > 1 and value.endswith((".", "!", "?")):
        return False
    above = source[source.rfind("\n", 0, max(first - 1, 0)) + 1 : max(first - 1, 0)]
    name, colons, _ = above.partition(":: ")
    return len(above) < _WRAPPED or (colons != "" and _named(name) is not None)


def settle(state: StateCore) -> None:
    """Make one colon of the two of fields in paragraphs; elsewhere there are none."""
    before = ""
    for token in state.tokens:
        if token.type == "inline" and before == "paragraph_open":
            for child in token.children or ():
                if "field" in child.meta:
                    child.content = ":"
        before = token.type


def install(md: MarkdownIt) -> None:
    """Add the rules, that of lines before block ids are looked for."""
    md.inline.ruler.before("link", "field", scan)
    md.core.ruler.after("inline", "field", settle)
    md.core.ruler.before("inline", "field_lines", find_lines)


RULE = Rule(name="field", kinds=NOTES, install=install, starts=(("field", _COLONS),))
