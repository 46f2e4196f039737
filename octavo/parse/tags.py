"""Elements of HTML within a line → nodes: what markdown has too becomes the same node."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from octavo.diagnostics import Span
from octavo.model.inlines import (
    Anchor,
    Code,
    Element,
    Emphasis,
    Image,
    Inline,
    InlineEmbed,
    LineBreak,
    Link,
    Mark,
    Strike,
    Strong,
    Text,
)
from octavo.model.wording import text_of
from octavo.syntax.rule import Reader

Attributes = tuple[tuple[str, str], ...]

_MARKS: dict[str, Callable[..., Inline]] = {
    **dict.fromkeys(("em", "i"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("s", "strike", "del"), Strike),
    "mark": Mark,
}
# What a line keeps besides; of other elements (font, button, label) the words stay.
_KEPT = frozenset(
    [
        "abbr",
        "bdi",
        "bdo",
        "cite",
        "data",
        "dfn",
        "ins",
        "kbd",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "samp",
        "small",
        "span",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "code",
        "tt",
    ]
)

# Elements that only hold others.
_SPLICED = frozenset(
    ["html", "body", "form", "fieldset", "dialog", "head", "frameset", "menuitem"]
)
# What a page shows as a thing of its own: without a blank, words would run together.
_CONTROLS = frozenset(("button", "option", "textarea"))
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PIXELS = re.compile(r"(\d{1,5})(?:\.\d+)?(?:px)?")


def inline(
    name: str,
    attributes: Attributes,
    inlines: tuple[Inline, ...],
    span: Span,
    reader: Reader,
) -> tuple[Inline, ...]:
    """The node of an element within a line, or what it holds where none fits."""
    given = dict(attributes)
    if name in _CONTROLS and inlines:
        return (Text(span=span, text=" "), *inlines)
    if name in _MARKS:
        return (_MARKS[name](span=span, inlines=inlines),) if inlines else ()
    match name:
        case "br":
            return (LineBreak(span=span, hard=True),)
        case "img":
            return _image(given, span)
        case "a":
            return _anchor(given, inlines, span, reader)
        case "code" | "tt" if all(isinstance(node, Text) for node in inlines):
            return (Code(span=span, text=text_of(inlines)),) if inlines else ()
        case "audio" | "video" | "object" | "iframe" | "embed":
            return _embedded(name, given, inlines, span, reader)
        case "input" if given.get("value"):
            return (Text(span=span, text=given["value"]),)
    attributes = tuple(pair for pair in attributes if pair[0] != "name")
    if name in _KEPT:
        if name == "span" and not attributes:
            return inlines
        return (Element(span=span, name=name, attributes=attributes, inlines=inlines),)
    return inlines


def _image(given: dict[str, str], span: Span) -> tuple[Inline, ...]:
    if not given.get("src"):
        return ()
    alt = " ".join(given.get("alt", "").split())
    target, _, hook = given["src"].partition("#")
    return (
        Image(
            span=span,
            target=target,
            alt=alt,
            described="alt" in given,
            title=given.get("title", ""),
            width=_points(given.get("width", "")),
            height=_points(given.get("height", "")),
            hook=hook,
        ),
    )


def _points(written: str) -> float:
    """CSS pixels as points; a percentage is no size of the picture's own."""
    found = _PIXELS.fullmatch(written.strip())
    return int(found[1]) * 0.75 if found else 0.0


def _anchor(
    given: dict[str, str], inlines: tuple[Inline, ...], span: Span, reader: Reader
) -> tuple[Inline, ...]:
    name = given.get("id") or given.get("name") or ""
    name = name and reader.unique(name, span, explicit=True)
    place: tuple[Inline, ...] = (Anchor(span=span, id=name),) if name else ()
    if not given.get("href"):
        return (*place, *inlines)
    title = given.get("title", "")
    return (*place, Link(span=span, inlines=inlines, href=given["href"], title=title))


_SHOWN = {"audio": "sound", "video": "film"}


def _embedded(
    name: str,
    given: dict[str, str],
    inlines: tuple[Inline, ...],
    span: Span,
    reader: Reader,
) -> tuple[Inline, ...]:
    """A file as an embed; what lies in the network as a link, its words those inside."""
    address = given.get("src") or given.get("data") or ""
    if not address:
        return inlines
    words = inlines if text_of(inlines).strip() else ()
    title = given.get("title", "")
    if title and not words:
        words = (Text(span=span, text=title),)
    if not _ABSOLUTE.match(address):
        path, _, fragment = address.partition("#")
        subpath = f"#{fragment}" if fragment else ""
        return (
            InlineEmbed(
                span=span, target=unquote(path), subpath=subpath, inlines=words
            ),
        )
    reader.tell(
        "unsupported-embed",
        span,
        "link to where it can be seen or heard, or show a picture of it",
        kind=_SHOWN.get(name, "a web frame"),
        edition="a book",
    )
    words = words or (Text(span=span, text=address),)
    return (Link(span=span, inlines=words, href=address),)
