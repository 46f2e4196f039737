"""Inlines: what stands within a line of text.

Fields described as filled later are empty until the stage named there replaces the node
by one that has them.
"""

from dataclasses import field
from pathlib import PurePosixPath
from typing import TypeAlias

from octavo.diagnostics import Span
from octavo.value import value


@value
class Text:
    """Plain characters, never empty; neighbours of a kind are merged.

    Where it is `literal`, straight marks stay as they are.
    """

    span: Span
    text: str
    literal: bool = False


@value
class Emphasis:
    """`*x*`."""

    span: Span
    inlines: tuple["Inline", ...]


@value
class Strong:
    """`**x**`."""

    span: Span
    inlines: tuple["Inline", ...]


@value
class Strike:
    """`~~x~~`."""

    span: Span
    inlines: tuple["Inline", ...]


@value
class Mark:
    """A highlight, `==x==`."""

    span: Span
    inlines: tuple["Inline", ...]


@value
class Element:
    """An allowed HTML element inside a line (`kbd`, `sub`, `abbr`, …), tidied.

    `attributes` are sorted pairs of allowed names and values.
    """

    span: Span
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    inlines: tuple["Inline", ...] = ()


@value
class Code:
    """A code span."""

    span: Span
    text: str


@value
class Math:
    """A formula in a line.

    `illustrate` fills `picture` (the name of an SVG asset), its `width`, `height` and
    `depth` below the baseline in em, `mathml` and `alt`.
    """

    span: Span
    tex: str
    picture: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    mathml: str = ""
    alt: str = ""


@value
class WikiLink:
    """`[[target#subpath|label]]`; gone after `resolve`.

    `target` is the file part as written ("" for the same note), `subpath` is "" or
    begins with `#` (`#Heading`, `#A#B`, `#^block`); `inlines` is the label, empty when
    none was written.
    """

    span: Span
    target: str
    subpath: str = ""
    inlines: tuple["Inline", ...] = ()


@value
class Link:
    """A link. Before `resolve`, `href` is the address as written.

    After it exactly one of `href` (an address outside the book) and `anchor` (a target
    inside it) is set. `wants_page` asks for the page number behind the text where an
    edition has pages; `bare` says that the text is the address itself. `gloss` says that
    octavo made it, of a word that the glossary explains.
    """

    span: Span
    inlines: tuple["Inline", ...]
    href: str = ""
    anchor: str = ""
    title: str = ""
    wants_page: bool = False
    bare: bool = False
    gloss: bool = False


@value
class Substitute:
    """Text set in place of something that could not be: a dangling link, a lost image.

    `kind` becomes its class: `dangling`, `missing-image`, `remote-image`,
    `unsupported`.
    """

    span: Span
    kind: str
    inlines: tuple["Inline", ...]


@value
class Image:
    """A picture.

    `target` is the path as written, `wiki` says that it was written `![[…]]`. `resolve`
    fills `path` (a file of the vault), `illustrate` fills `asset` (the name of the
    prepared picture). `width` and `height` are in points, 0 when not given; `hook` is
    a style hook (`icon`) or "". `described` says that `alt` was written by the author.
    """

    span: Span
    target: str
    wiki: bool = False
    alt: str = ""
    described: bool = False
    title: str = ""
    width: float = 0.0
    height: float = 0.0
    hook: str = ""
    path: PurePosixPath | None = None
    asset: str = ""


@value
class InlineEmbed:
    """`![[target]]` within a sentence; gone after `resolve`.

    `opening` says that of a block of several only its first line is meant.
    """

    span: Span
    target: str
    subpath: str = ""
    inlines: tuple["Inline", ...] = ()
    opening: bool = False


@value
class FootnoteMark:
    """`[^label]`, or the mark of an inline note.

    The `footnotes` pass fills `number`, and `anchor` and `note` (ids of this mark and
    of the note it means, unique in the book).
    """

    span: Span
    label: str
    number: int = 0
    anchor: str = ""
    note: str = ""


@value
class Mention:
    """One work in a citation, as it is written: `see @key, p. 3`.

    `before` and `after` are the words round it; `label` (a term of CSL: page, chapter,
    …) and `locator` are the place in the work, "" for none. `alone` leaves the authors
    out (`-@key`). `span` is where the key is written.
    """

    key: str
    before: str = ""
    label: str = ""
    locator: str = ""
    after: str = ""
    alone: bool = False
    span: Span | None = field(default=None, repr=False)


@value
class Citation:
    """`[see @a, p. 3; @b]`, or `@key [p. 3]` in a sentence (`running`), until `resolve`.

    `inlines` is what the text is where a book has no bibliography.
    """

    span: Span
    mentions: tuple[Mention, ...]
    running: bool = False
    inlines: tuple["Inline", ...] = ()


@value
class WorkMark:
    """The words by which a citation names a work; the `cite` pass makes it.

    `id` is the mark's own anchor, "" for one that is not led back to; `work` is that
    of the work in the bibliography.
    """

    span: Span
    inlines: tuple["Inline", ...]
    work: str
    id: str = ""


@value
class Tag:
    """`#name`, without the `#`."""

    span: Span
    name: str


@value
class Anchor:
    """A place inside a line that can be linked to (`<a id="x"></a>`)."""

    span: Span
    id: str


@value
class Lemma:
    """What readers would look up, from the outermost level of the index inwards.

    `main` says that the place tells most of it. `extent` is `from` and `to` at the ends
    of a range, else "". `see` and `also` are other lemmas by their levels; one that has
    `see` is not looked up at this place.
    """

    levels: tuple[str, ...]
    main: bool = False
    extent: str = ""
    see: tuple[tuple[str, ...], ...] = ()
    also: tuple[tuple[str, ...], ...] = ()


@value
class IndexMark:
    """`<!-- index: … -->` or `%%index: …%%`; nothing to read. `index` fills `id`."""

    span: Span
    lemmas: tuple[Lemma, ...]
    id: str = ""


@value
class LineBreak:
    """A line end: `hard` as written, or soft (`parse` decides what soft ones mean)."""

    span: Span
    hard: bool


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strike
    | Mark
    | Element
    | Code
    | Math
    | WikiLink
    | Link
    | Substitute
    | Image
    | InlineEmbed
    | FootnoteMark
    | Citation
    | WorkMark
    | Tag
    | Anchor
    | IndexMark
    | LineBreak
)
