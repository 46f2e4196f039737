"""Embeds and pictures: `![[target]]` and `![alt](target)` (dialect rules R6.1, R6.7).

The ending of the target decides: a picture's name is a picture, anything else is an
embed.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.collate import MARKDOWN
from octavo.model.asset import PICTURES
from octavo.model.inlines import Image, Inline, InlineEmbed, Text
from octavo.model.wording import text_of
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose, tell_blanks
from octavo.value import value

_FORM = re.compile(
    r"!\[\[([^\[\]\n|\\]*(?:\\(?!\|)[^\[\]\n|\\]*)*)(?:\\?\|([^\[\]\n]*))?\]\]"
)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_PIXELS = re.compile(r"(\d{1,5})(?:px)?")

# A CSS pixel is 1/96 inch, a point 1/72 (CSS Values 4, 6.2).
_POINTS = 0.75

# Names that cameras and screens give, and digests, say nothing about the picture.
_MUTE = re.compile(
    r"(?:img|dsc|dscn|dscf|pxl|mvimg)[ _-]?\d.*|(?:pasted[ _-]image|screenshot|"
    r"screen[ _-]shot|bildschirmfoto|image|untitled)[ _-]*[\d(].*|[0-9a-f]{16,}|[\d_ .-]+"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


@value
class Shown:
    """What the words after a picture's name say: description and size in points."""

    alt: str
    width: float
    height: float


def shown(words: str) -> Shown:
    """Read `alt`, `alt|W`, `W` or `WxH` (CSS pixels); a 0 or huge size is text."""
    alt, _, last = words.rpartition("|")
    size = _SIZE.fullmatch(last.strip())
    if not size or not int(size[1]):
        return Shown(alt=words.strip(), width=0.0, height=0.0)
    height = float(size[2] or 0) * _POINTS
    return Shown(alt=alt.strip(), width=int(size[1]) * _POINTS, height=height)


def spoken_name(target: str) -> str:
    """The description a file's name gives: without folder and ending, or nothing."""
    stem = unquote(target).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    if _MUTE.fullmatch(stem):
        return ""
    return " ".join(re.sub(r"[_-]+", " ", stem).split())


def is_picture(target: str) -> bool:
    """Whether a target, fragment and query aside, ends as a picture does."""
    path = target.partition("#")[0].partition("?")[0]
    return path.rpartition(".")[2].strip().lower() in PICTURES and "." in path


def scan(state: StateInline, silent: bool) -> bool:
    """Read `![[…]]`; the label of a note is inline text, that of a picture is not."""
    found = _FORM.match(state.src, state.pos, state.posMax)
    if not found or not found[1].strip():
        return False
    if silent:
        state.pos = found.end()
        return True
    picture = is_picture(found[1])
    label = (found.end() - 2,) * 2 if picture or found[2] is None else found.span(2)
    words = found[2] or ""
    enclose(
        state,
        "embed",
        *label,
        found.end(),
        target=found[1],
        words=words,
        picture=picture,
    )
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of ordinary images."""
    md.inline.ruler.before("image", "embed", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A picture or an embed within a line."""
    span = reader.span(branch.start, branch.end)
    meta = branch.token.meta
    target, _, fragment = " ".join(str(meta["target"]).split()).partition("#")
    target = target.strip()
    if meta["picture"]:
        picture = shown(meta["words"])
        return (
            Image(
                span=span,
                target=target,
                wiki=True,
                alt=picture.alt or spoken_name(target),
                described=bool(picture.alt),
                width=picture.width,
                height=picture.height,
                hook=fragment.strip(),
            ),
        )
    parts = [part.strip() for part in fragment.split("#")]
    return (
        InlineEmbed(
            span=span,
            target=target,
            subpath="".join(f"#{part}" for part in parts if part),
            inlines=reader.inlines(branch.branches),
        ),
    )


RULE = Rule(
    name="embed",
    kinds=NOTES,
    install=install,
    starts=(("embed", ("![[",)),),
    inlines=(("embed", node),),
)


def image_node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """`![alt|W](target "title")`; with a note as its target, an embed (rule R6.1)."""
    token = branch.token
    span = reader.span(branch.start, branch.end)
    href = str(token.attrs.get("src", ""))
    if not href:
        return (Text(span=span, text=reader.written(branch.start, branch.end)),)
    tell_blanks(href, branch, reader)
    path, _, fragment = href.partition("#")
    note = path.lower().endswith(MARKDOWN) and "://" not in path
    if note and reader.dialect.wiki:
        subpath = f"#{unquote(fragment)}" if fragment else ""
        return (InlineEmbed(span=span, target=unquote(path), subpath=subpath),)
    given = token.meta.get("given", {})
    picture = _given(shown(text_of(reader.inlines(branch.branches))), given)
    local = "://" not in path and is_picture(path)
    return (
        Image(
            span=span,
            target=path if local else href,
            alt=picture.alt or (spoken_name(path) if local else ""),
            described=bool(picture.alt),
            title=str(token.attrs.get("title", "")),
            width=picture.width,
            height=picture.height,
            hook=unquote(fragment) if local else "",
        ),
    )


def _given(picture: Shown, given: Mapping[str, str]) -> Shown:
    """What a picture is shown as, with what attributes behind it say of it."""
    sizes = (_PIXELS.fullmatch(given.get(name, "")) for name in ("width", "height"))
    width, height = (float(found[1]) * _POINTS if found else 0.0 for found in sizes)
    return Shown(
        alt=given.get("fig-alt") or given.get("alt") or picture.alt,
        width=picture.width or width,
        height=picture.height or height,
    )


IMAGE = Rule(name="image", inlines=(("image", image_node),))
