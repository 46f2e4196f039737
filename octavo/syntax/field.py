"""Fields, `name:: value` on a line of its own, `[name:: value]`, `(name:: value)`.

They are Logseq's properties of blocks (Logseq, “Properties”) and Dataview's inline fields
(Dataview, “Adding Metadata to your Pages”). Both programs show a name and a value, which
is what a colon says. What Logseq keeps for itself in them (`collapsed:: true`) is left
out; `id:: …` is the id of its block.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.syntax.rule import NOTES, Remark, Rule

_KEPT_BY_LOGSEQ = re.compile(
    r"[ \t]*(id|collapsed|heading|background-color|created-at|updated-at|template"
    r"|template-including-parent|exclude-from-graph-view|logseq\.[\w.-]+|ls-type"
    r"|hl-[\w-]+|card-[\w-]+|query-[\w-]+)::(?:[ \t]+(.*))?"
)
_BLOCK_ID = re.compile(r"[A-Za-z0-9-]+")
_NAME = re.compile(
    r"(?:^|(?<![\w)\]])[\[(])[*_]{0,3}\w(?:[\w /.-]{0,40}[\w/.-])?[*_]{0,3}$"
)
"""None is parted from its colons: that is a type of Haskell's, `f :: Int`; nor does a
bracket follow a word: that is a slice, `x[1:: 2]`."""
_COLONS = (":: ", "::\t")
_LONGEST = 60


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
        _remark(state, line, next(at for at, each in enumerate(found) if each))
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


def _remark(state: StateCore, line: Token, at: int) -> None:
    """Say once in a note that such fields are left out."""
    remarks: dict[object, Remark] = state.env.setdefault("remarks", {})
    texts = line.content.split("\n")
    begin = sum(len(text) + 1 for text in texts[:at])
    start = dict(line.meta["pieces"])[begin]
    what = {"what": "properties that Logseq keeps for itself are"}
    end = start + len(texts[at])
    remarks.setdefault("logseq", Remark(start, end, "left-out", "", what))


def scan(state: StateInline, silent: bool) -> bool:
    """Read the two colons behind a name as one."""
    source, start = state.src, state.pos
    if not source.startswith(_COLONS, start):
        return False
    first = max(source.rfind("\n", 0, start) + 1, start - _LONGEST)
    before = source[first:start]
    whole = first == 0 or source[first - 1] == "\n"
    if not _NAME.search(before if whole else f"\n{before}"):
        return False
    if not silent:
        state.push("text", "", 0).content = ":"
    state.pos = start + 2
    return True


def install(md: MarkdownIt) -> None:
    """Add both rules, that of lines before block ids are looked for."""
    md.inline.ruler.before("link", "field", scan)
    md.core.ruler.before("inline", "field_lines", find_lines)


RULE = Rule(name="field", kinds=NOTES, install=install, starts=(("field", _COLONS),))
