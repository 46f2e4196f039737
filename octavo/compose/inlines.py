"""Inline nodes → text of a line."""

import re
from typing import assert_never
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from octavo.compose.attributes import attributes
from octavo.compose.pictures import formula, image
from octavo.compose.stick import Stick, plain, quoted
from octavo.model.inlines import (
    Anchor,
    Citation,
    Code,
    Element,
    Emphasis,
    FootnoteMark,
    Image,
    IndexMark,
    Inline,
    InlineEmbed,
    LineBreak,
    Link,
    Mark,
    Math,
    Strike,
    Strong,
    Substitute,
    Tag,
    Text,
    WikiLink,
    WorkMark,
)
from octavo.model.nodes import Node, walk
from octavo.model.wording import text_of

_PHRASES = frozenset(
    (
        *("abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub"),
        *("sup", "u", "var"),
    )
)
_TELLING = 5
"""More characters than this at the end of an address tell it from others."""
_LONG = re.compile(r"/\S{30}")
_URL = "!#$%&'()*+,/:;=?@~"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BETWEEN = "\u202f"
"""Between two marks of notes, which would be one number without it."""
_CLOSING = ".,;:!?)]}…’”»"
_BRACKETED = (")", "]", "）")
_NEAR = 20
"""Among so many nodes before a reference its opening bracket is looked for."""
_SLASH = re.compile(r"(?<=[^/\s])/(?=[^/\s])")


def line(nodes: tuple[Inline, ...], stick: Stick) -> str:
    """The nodes one after the other; a formula keeps the punctuation behind it."""
    out: list[str] = []
    skip = 0
    for index, node in enumerate(nodes):
        if isinstance(node, Text):
            out.append(_running(node.text[skip:]))
            skip = 0
            continue
        if isinstance(node, Link) and node.wants_page:
            text = _link(node, stick, aside=_runs_on(nodes, index))
        else:
            text = _inline(node, stick)
        if isinstance(node, FootnoteMark) and text and _marked(nodes[:index], out):
            text = _BETWEEN + text
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        if isinstance(node, Math) and isinstance(after, Text):
            skip = len(after.text) - len(after.text.lstrip(_CLOSING))
            if skip:
                close = plain(after.text[:skip])
                text = f'<span class="nobreak">{text}{close}</span>'
        out.append(text)
    return "".join(out)


def _runs_on(nodes: tuple[Inline, ...], index: int) -> bool:
    """Whether words follow a reference without a mark between, outside of brackets.

    The page stands in brackets there: “Mark (p. 95) one of them”; but not behind others,
    as those of “equation (3.4)”.
    """
    if text_of((nodes[index],)).rstrip().endswith(_BRACKETED):
        return False
    after = text_of(nodes[index + 1 : index + 3]).lstrip()
    before = text_of(nodes[max(0, index - _NEAR) : index])
    inside = before.count("(") > before.count(")")
    return bool(after) and after[0] not in _CLOSING + "([" and not inside


def _marked(before: tuple[Inline, ...], out: list[str]) -> bool:
    """Whether a mark of a note was set last."""
    return bool(before) and isinstance(before[-1], FootnoteMark) and bool(out[-1])


def _inline(node: Inline, stick: Stick) -> str:
    """One node as content of a line."""
    match node:
        case Text():
            return _running(node.text)
        case Emphasis():
            return f"<em>{stick.inlines(node.inlines)}</em>"
        case Strong():
            return f"<strong>{stick.inlines(node.inlines)}</strong>"
        case Strike():
            return f"<s>{stick.inlines(node.inlines)}</s>"
        case Mark():
            return f"<mark>{stick.inlines(node.inlines)}</mark>"
        case Code():
            return f"<code>{plain(node.text)}</code>"
        case Link():
            return _link(node, stick)
        case LineBreak():
            return "<br/>\n" if node.hard else "\n"
        case FootnoteMark():
            return _note_mark(node, stick)
        case Image():
            return image(node, stick, inline=True)
        case Math():
            return formula(node, stick)
        case Substitute():
            kind = quoted(node.kind)
            return f'<span class="{kind}">{stick.inlines(node.inlines)}</span>'
        case Tag():
            return f'<span class="tag">#{plain(node.name)}</span>'
        case Anchor() | IndexMark():
            return f"<span{given}></span>" if (given := stick.id(node.id)) else ""
        case Element():
            return _element(node, stick)
        case WorkMark():
            return _work_mark(node, stick)
        case Citation():
            return stick.inlines(node.inlines)
        case WikiLink() | InlineEmbed():
            label = stick.inlines(node.inlines)
            return label or plain(node.target or node.subpath.lstrip("#^"))
        case _:
            assert_never(node)


def _running(text: str) -> str:
    """Text with places to break a line in long addresses."""
    if "/" in text and _LONG.search(text):
        return _SLASH.sub("/<wbr/>", plain(text))
    return plain(text)


def _link(node: Link, stick: Stick, *, aside: bool = False) -> str:
    """A link; where none may be (in another, or to nowhere) its text alone.

    A page stands behind a comma, or in brackets if it is an `aside`.
    Marks of notes in the text come after the link: a mark is a link itself.
    """
    manner = stick.manner
    href = manner.address(node.anchor) if node.anchor else _outside(node.href)
    if stick.linked or not href:
        return stick.inlines(node.inlines)
    outer, stick.linked, stick.waiting = stick.waiting, True, []
    text = Markup(stick.inlines(node.inlines))
    marks, stick.linked, stick.waiting = stick.waiting, False, outer
    if node.gloss:
        link = manner.shapes.term(href=href, text=text)
    elif node.anchor:
        link = manner.shapes.reference(
            href=href,
            text=text,
            anchor=node.anchor,
            title=node.title,
            page=node.wants_page and manner.setting.page_numbers,
            aside=aside,
            whole=_whole(text_of(node.inlines)),
        )
    else:
        link = manner.shapes.external(
            href=href,
            text=text,
            title=node.title,
            address="" if node.bare else _printed(node),
            bare=node.bare,
        )
    return str(link) + _BETWEEN.join([_note_mark(mark, stick) for mark in marks])


def _whole(words: str) -> bool:
    """Whether words are such as “question 6”, with nothing but no-break spaces in them."""
    return "\u00a0" in words and " " not in words


def _outside(href: str) -> str:
    """An address outside the book as a valid URL, "" for one that cannot be kept."""
    try:
        parts = urlsplit(href)
        whole = parts.netloc if parts.scheme in ("http", "https") else parts.path
        whole = whole if parts.scheme in ("http", "https", "mailto", "tel") else ""
    except ValueError:
        return ""
    if not whole:
        return ""
    front, sign, path = href.partition(parts.netloc) if parts.netloc else ("", "", href)
    path = _STRAY.sub("%25", quote(path, safe=_URL))
    return front + quote(_host(sign), safe="%:@[]") + path


def _host(sign: str) -> str:
    """A host as it is asked for: letters beyond ASCII in Punycode (RFC 5891, 4.4).

    Labels are lower case and NFKC as UTS 46 has it; unlike Python's codec, which knows
    the older IDNA, “ß” stays another letter than “ss”.
    """
    user, at, place = sign.rpartition("@")
    if place.isascii():
        return sign
    host, colon, port = place.partition(":")
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
        for label in normalize("NFKC", host).lower().split(".")
    )
    return user + at + ".".join(labels) + colon + port


def _printed(node: Link) -> str:
    """An address as paper shows it: without what every reader can do without.

    It is "" where the words end it already, as “arXiv:1706.03741” does.
    """
    href = node.href
    for prefix in ("https://", "http://", "mailto:", "tel:"):
        href = href.removeprefix(prefix)
    href = href.removesuffix("/")
    end = href.rpartition("/")[2].casefold()
    said = len(end) > _TELLING and end in text_of(node.inlines).casefold()
    return "" if said else href


def _note_mark(node: FootnoteMark, stick: Stick) -> str:
    """The mark of a note; the note itself with it where notes stand at the foot."""
    note = stick.notes.get(node.note)
    if note is None:
        number = str(node.number) if node.number else f"[^{node.label}]"
        return f"<sup>{plain(number)}</sup>" if node.number else plain(number)
    if stick.linked:
        stick.waiting.append(node)
        return ""
    shapes, first = stick.manner.shapes, note.id not in stick.marked
    stick.marked.add(note.id)
    at_foot = stick.manner.setting.footnotes == "foot"
    if not at_foot or not first:
        given = node.anchor if not at_foot and stick.id(node.anchor) else ""
        return str(shapes.note_mark(number=note.number, note=note.id, id=given))
    if stick.defers(note):
        return str(shapes.far_note(number=note.number, note=note.id))
    nested, stick.in_note = stick.in_note, True
    body = Markup(stick.run_in(note.blocks))
    stick.in_note = nested
    stick.ids.add(note.id)
    return str(
        shapes.footnote(number=note.number, id=note.id, body=body, nested=nested)
    )


def _work_mark(node: WorkMark, stick: Stick) -> str:
    """The words of a citation; its text alone in a link, or without a bibliography."""
    href = stick.manner.address(node.work)
    if stick.linked or not href:
        return stick.inlines(node.inlines)
    given = stick.given(node.id)
    stick.linked = True
    text = Markup(stick.inlines(node.inlines))
    stick.linked = False
    return str(stick.manner.shapes.citation(id=given, href=href, text=text))


def _element(node: Element, stick: Stick) -> str:
    """An element of the note's own; a plain span for names that mean nothing here."""
    name = node.name.lower()
    if name in ("br", "wbr"):
        return f"<{name}/>"
    if name == "ruby" and _sound(node):
        inner = "".join([_beside(below, stick) for below in node.inlines])
    else:
        inner = stick.inlines(node.inlines)
    files = stick.manner.setting.files
    keys = {key for key, _ in node.attributes}
    if (
        name not in _PHRASES
        or (name == "ruby" and not (files and _sound(node)))
        or (name == "bdo" and "dir" not in keys)
        or (name == "dfn" and any(_named(below, "dfn") for below in walk(node.inlines)))
    ):
        name = "span"
    given = attributes(node.attributes, name, stick)
    return inner if name == "span" and not given else f"<{name}{given}>{inner}</{name}>"


def _named(node: Node, *names: str) -> bool:
    return isinstance(node, Element) and node.name.lower() in names


def _beside(node: Inline, stick: Stick) -> str:
    """A child of `ruby`: text, or what stands above it.

    The renderer of pages knows no ruby, so there it stands behind, in parentheses.
    """
    if isinstance(node, Element) and _named(node, "rt", "rp"):
        name, inner = node.name.lower(), stick.inlines(node.inlines)
        if stick.manner.setting.files:
            return f"<{name}>{inner}</{name}>"
        return f'<span class="ruby-text">({inner})</span>' if name == "rt" else ""
    return _inline(node, stick)


def _sound(node: Element) -> bool:
    """Whether the children of `ruby` follow HTML 4.5.10: text, then what is above it."""
    if any(_named(below, "ruby") for below in walk(node.inlines)):
        return False
    shape = "".join(
        "r" if _named(below, "rt") else "p" if _named(below, "rp") else "t"
        for below in node.inlines
    )
    return re.fullmatch(r"(t+(r|prp))+", shape) is not None
