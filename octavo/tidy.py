"""Raw HTML → a tree of closed, known elements, with their places.

The WHATWG parsing algorithm is tinyhtml5's, and says what unclosed and misnested tags
mean. Here it is told apart what is no element at all (that stays text), and each tag
keeps the offset at which it was written, which the algorithm has no need of.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from tinyhtml5.constants import Token
from tinyhtml5.parser import HTMLParser
from tinyhtml5.tokenizer import HTMLTokenizer

from octavo.elements import ATTRIBUTES, DRAWINGS, DRAWN, KNOWN, MEDIA, SILENT, VOID
from octavo.value import value

# Deeper tags are left out, their text is kept: the algorithm looks through all that is
# open at each tag.
_DEEPEST = 30

# How far behind the last thing found a text is looked for. Comments and what is left
# out may stand between; a text with entities is not found at all, and to look for each
# of many to the end takes time with the square of the source.
_NEAR = 4_000

# Stands for `<!--` where that is text: as long, and with no character of any text.
_MARK = "\ufdd0!--"

_AT = "octavo-at"
SLOT = "octavo-slot"
"""The name of an element that stands for a block of markdown; its `start` says which."""

# Kinds of `input` that show something else than their value, or nothing.
_UNSEEN = frozenset(
    ["checkbox", "color", "file", "hidden", "image", "password", "radio", "range"]
)

# End tags that may be left out (HTML, 13.1.2.4); nobody is told of those.
_OPTIONAL = frozenset(
    [
        "body",
        "caption",
        "colgroup",
        "dd",
        "dt",
        "head",
        "html",
        "li",
        "optgroup",
        "option",
        "p",
        "rb",
        "rp",
        "rt",
        "rtc",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)


class Tag(NamedTuple):
    """A tag as written, `start` to `end` in the source.

    `opens` is false for an end tag, `alone` true for `<x/>` and elements without one.
    """

    name: str
    opens: bool
    alone: bool
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


@value
class Words:
    """Text; `start` to `end` in the source, both 0 if it was not found there."""

    text: str
    start: int
    end: int


@value
class Markup:
    """An element. `attributes` are sorted, and only those a book may have."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    below: tuple["Markup | Words", ...]
    start: int
    end: int

    def given(self, name: str) -> str:
        """The value of an attribute, "" without one."""
        return dict(self.attributes).get(name, "")


class Tidied(NamedTuple):
    """A piece of HTML, read: its tree and its tags in order.

    Tags that are `unknown` are no elements; those `removed` went with what they held.
    Where there is no end to a comment, it is text, and begins at one of `uncommented`.
    """

    below: tuple[Markup | Words, ...]
    tags: tuple[Tag, ...]
    unknown: tuple[Tag, ...]
    removed: tuple[Tag, ...]
    uncommented: tuple[int, ...] = ()


class _Tokens(HTMLTokenizer):  # type: ignore[misc]  # the package has no types
    """Tokens that know where they stand; tags of no element are text again."""

    def __init__(self, source: str, parser: HTMLParser) -> None:
        super().__init__(source, parser=parser)
        self.source = source
        self.tags: list[Tag] = []
        self.unknown: list[Tag] = []
        self.uncommented = -1
        self._lines = [0]
        for at, character in enumerate(source):
            if character == "\n":
                self._lines.append(at + 1)
        self._drawing = 0
        self._depth = 0
        self._dropped = 0

    def _offset(self) -> int:
        line, column = self.stream.position()
        offset: int = min(self._lines[line - 1] + column, len(self.source))
        return offset

    def __iter__(self) -> Iterator[dict[str, Any]]:
        before = 0
        for token in super().__iter__():
            kind = token["type"]
            if kind == Token.PARSE_ERROR:
                yield token
                continue
            after = self._offset()
            start = self.source.find("<", before, after)
            start = before if start < 0 else start
            if kind in (Token.START_TAG, Token.END_TAG):
                kept = self._tag(token, start, after)
                if kept is not None:
                    yield kept
            elif kind in (Token.COMMENT, Token.DOCTYPE) and _is_no_comment(
                self.source[start:after]
            ):
                self.unknown.append(Tag("", True, True, (), start, after))
                yield {"type": Token.CHARACTERS, "data": self.source[start:after]}
            else:
                open_end = kind == Token.COMMENT and after == len(self.source)
                if open_end and not _is_closed(self.source[start:]):
                    self.uncommented = self.source.find("<!--", start)
                yield token
            before = after
        # HTML drops a tag that the text ends in.
        start = self.source.find("<", before)
        if start >= 0:
            self.unknown.append(Tag("", True, True, (), start, len(self.source)))
            yield {"type": Token.CHARACTERS, "data": self.source[start:]}

    def _tag(
        self, token: dict[str, Any], start: int, end: int
    ) -> dict[str, Any] | None:
        name, opens = token["name"], token["type"] == Token.START_TAG
        given = token["data"] if opens else {}
        alone = name in VOID or bool(token["selfClosing"])
        tag = Tag(name, opens, alone, tuple(given.items()), start, end)
        if name == SLOT:
            return token
        if name in DRAWINGS:
            self._drawing = max(0, self._drawing + (1 if opens else -1))
        if name not in KNOWN and not (self._drawing and name in DRAWN):
            self.unknown.append(tag)
            return {"type": Token.CHARACTERS, "data": self.source[start:end]}
        self.tags.append(tag)
        if not alone:
            if opens:
                self._depth += 1
                if self._depth > _DEEPEST:
                    self._dropped += 1
                    return None
            else:
                self._depth = max(0, self._depth - 1)
                if self._dropped:
                    self._dropped -= 1
                    return None
        if opens:
            token["data"] = {**given, _AT: f"{start} {end}"}
        return token


def _is_no_comment(written: str) -> bool:
    """Whether HTML takes for a comment what is written as something else."""
    return written.startswith(("<?", "<!")) and not written.startswith("<!--")


def _is_closed(comment: str) -> bool:
    """Whether a comment ends as HTML has it, be it in a way that is an error."""
    return comment.endswith(("-->", "--!>", "<!-->", "<!--->"))


class _Parser(HTMLParser):  # type: ignore[misc]  # the package has no types
    """The algorithm, fed with our tokens."""

    def _parse(
        self, stream: str, container: str | None = None, **_given: object
    ) -> None:
        self.container = container
        self.scripting = False
        self.tokenizer = _Tokens(stream, self)
        self.reset()
        self.main_loop()


def tidy(source: str) -> Tidied:
    """Read HTML. Whatever it holds, a tree of known elements comes back."""
    # The algorithm counts a carriage return as a line's end; ours are one character.
    source = source.replace("\r", "\n")
    parser = _Parser(namespace_html_elements=False)
    root = parser.parse_fragment(source)
    opened = parser.tokenizer.uncommented
    if opened >= 0:
        # It would swallow the rest; behind it no comment is closed either.
        rest = source[opened:].replace("<!--", _MARK)
        starts = [found.start() for found in re.finditer(_MARK, rest)]
        tidied = tidy(source[:opened] + rest)
        places = tuple(opened + start for start in starts)
        return tidied._replace(uncommented=places)
    tokens = parser.tokenizer
    planting = _Planting(source, closings(tuple(tokens.tags)))
    below = planting.below(root)
    removed = tuple(tag for tag in tokens.tags if tag.start in planting.removed)
    return Tidied(below, tuple(tokens.tags), tuple(tokens.unknown), removed)


def closings(tags: Iterable[Tag]) -> dict[int, int]:
    """The end of its end tag by the start of its start tag, where both are written."""
    stack: list[Tag] = []
    open_now: Counter[str] = Counter()
    ends: dict[int, int] = {}
    for tag in tags:
        if tag.opens:
            if not tag.alone:
                stack.append(tag)
                open_now[tag.name] += 1
        elif open_now[tag.name]:
            while (inner := stack.pop()).name != tag.name:
                open_now[inner.name] -= 1
            open_now[tag.name] -= 1
            ends[inner.start] = tag.end
    return ends


def unclosed(tags: Iterable[Tag]) -> list[Tag]:
    """The start tags that need an end tag and have none."""
    tags = tuple(tags)
    ends = closings(tags)
    return [
        tag
        for tag in tags
        if tag.opens
        and not tag.alone
        and tag.name not in _OPTIONAL
        and tag.start not in ends
    ]


def must_close(tag: Tag) -> bool:
    """Whether leaving out the end tag is a mistake."""
    return tag.name not in _OPTIONAL


class _Planting:
    """Turns the algorithm's tree into ours, finding texts again as it goes."""

    def __init__(self, source: str, ends: Mapping[int, int]) -> None:
        self._source = source
        self._ends = ends
        self._cursor = 0
        self.removed: set[int] = set()

    def below(self, parent: Element) -> tuple[Markup | Words, ...]:
        made: list[Markup | Words] = []
        self._add_words(made, parent.text)
        for child in parent:
            if isinstance(child.tag, str):
                made.extend(self._element(child))
            self._add_words(made, child.tail)
        return tuple(made)

    def _element(self, element: Element) -> list[Markup]:
        space, _, name = element.tag.rpartition("}")
        given = dict(element.attrib)
        place = given.pop(_AT, "")
        start, end = self._cursor, self._cursor
        if place:
            start, end = (int(number) for number in place.split())
            self._cursor = max(self._cursor, end)
        if name.lower() in SILENT and not space:
            if "".join(element.itertext()).strip():
                self.removed.add(start)
            return []
        if name in MEDIA and "src" not in given:
            given["src"] = next(
                (one.get("src", "") for one in element.iter("source")), ""
            )
        return [
            Markup(
                name=name,
                attributes=allowed(given, drawing=bool(space) or name == SLOT),
                below=self.below(element),
                start=start,
                end=self._ends.get(start, max(self._cursor, end)),
            )
        ]

    def _add_words(self, made: list[Markup | Words], text: str | None) -> None:
        if not text:
            return
        start = end = 0
        bare = text.strip()
        for written in (
            bare,
            escape(bare, quote=False),
            escape(bare),
            *bare.split()[:1],
        ):
            far = self._cursor + len(written) + _NEAR
            start = self._source.find(written, self._cursor, far)
            if start >= 0 and written:
                end = self._cursor = start + len(written)
                break
        else:
            start = end = self._cursor
        made.append(Words(text=text.replace(_MARK, "<!--"), start=start, end=end))


def allowed(
    given: dict[str, str], drawing: bool = False
) -> tuple[tuple[str, str], ...]:
    """The attributes a book may have, sorted.

    Inside MathML and SVG all but scripts and addresses of something else.
    """
    kept = {}
    unseen = given.get("type", "").lower() in _UNSEEN
    for name, said in given.items():
        if name == "value" and unseen:
            continue
        bare = name.lower().rpartition("}")[2].rpartition(":")[2]
        if drawing and bare == "href" and said.startswith("#"):
            kept["href"] = said
        if not name.replace("-", "").replace("_", "").isalnum():
            continue
        if drawing and not name.startswith("on"):
            if bare in ("href", "xmlns"):
                continue
            if "url(" in said and "url(#" not in said:
                continue
            kept[name] = said
        elif name in ATTRIBUTES:
            kept[name] = said
    return tuple(sorted(kept.items()))
