"""The closed set of nodes a note's text is made of, and two ways to go through them.

Every pass and `compose` match over the set with `assert_never`, so a new node is a type
error until each reader has decided. Fields described as filled later are empty until
the stage named there replaces the node by one that has them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, fields
from dataclasses import replace as dataclass_replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any, Self, TypeAlias, TypeVar

from octavo.diagnostics import Span
from octavo.model.unopened import Openable, Unopened, unopened
from octavo.value import value

# ---------------------------------------------------------------- inlines


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


# ----------------------------------------------------------------- blocks


@value
class Heading:
    """A heading; `level` 1 to 6, as written until `assemble` shifts it (rule R5.4).

    `listed` is False for headings inside quotes, callouts, items and embeds, which the
    contents leave out. `number` is filled by the `number` pass where sections count.
    `classes` are the author's own.
    """

    span: Span
    level: int
    inlines: tuple["Inline", ...]
    id: str = ""
    listed: bool = True
    number: str = ""
    classes: tuple[str, ...] = ()


@value
class Paragraph(Openable):
    """A paragraph."""

    span: Span
    inlines: tuple["Inline", ...]
    id: str = ""


@value
class Item:
    """A list item; `task` is "" or the character in its box (a blank when open)."""

    span: Span
    blocks: tuple["Block", ...]
    task: str = ""
    id: str = ""


@value
class BulletList(Openable):
    """An unordered list; `tight` items have no paragraph space."""

    span: Span
    items: tuple[Item, ...]
    tight: bool = True
    id: str = ""


@value
class OrderedList(Openable):
    """A numbered list that begins at `start`."""

    span: Span
    items: tuple[Item, ...]
    tight: bool = True
    start: int = 1
    id: str = ""


@value
class Quote(Openable):
    """A block quotation."""

    span: Span
    blocks: tuple["Block", ...]
    id: str = ""


@value
class Callout(Openable):
    """A callout.

    `kind` is one of the thirteen types of rule R8.4, `written` the type as written.
    `title` is empty when none was written. `fold` is "", "+" or "-"; a book shows the
    callout open whatever it says. `classes` are the words of its metadata; `alert` says
    that it is one of GitHub's five, which look different from one another.
    """

    span: Span
    kind: str
    written: str
    title: tuple["Inline", ...]
    blocks: tuple["Block", ...]
    fold: str = ""
    classes: tuple[str, ...] = ()
    alert: bool = False
    id: str = ""


@value
class Question(Openable):
    """A question of a question bank and its answer (rule R8.4).

    `facts` are what its type line says of it (kind, level, time), in order. A paragraph
    directly in `blocks` that is one bold run is a label of what follows it. `number`
    comes from the `number` pass and counts through the whole book.
    """

    span: Span
    title: tuple["Inline", ...]
    facts: tuple[str, ...]
    blocks: tuple["Block", ...]
    number: str = ""
    id: str = ""


@value
class CodeBlock:
    """A listing. `marks` are the attributes of the info string as (name, value).

    `illustrate` fills `tokens`: (class, text) runs that join to `text`; an empty class
    is plain. Classes are those of `styles/code.css`. `number` comes from the `number`
    pass when the listing has a title or a caption.
    """

    span: Span
    language: str
    text: str
    marks: tuple[tuple[str, str], ...] = ()
    title: str = ""
    caption: tuple["Inline", ...] = ()
    tokens: tuple[tuple[str, str], ...] = ()
    number: str = ""
    id: str = ""


@value
class Listing:
    """Listings and what belongs to them under a caption, `<Listing>` of an mdBook.

    `number` is the author's and counts nothing here; `file` is what the file is called.
    """

    span: Span
    number: str = ""
    file: str = ""
    caption: tuple["Inline", ...] = ()
    blocks: tuple["Block", ...]
    id: str = ""


@value
class MathBlock:
    """A displayed formula; see `Math` for what `illustrate` fills.

    `number` comes from the `number` pass when the formula has a tag or an id.
    """

    span: Span
    tex: str
    picture: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    mathml: str = ""
    alt: str = ""
    number: str = ""
    id: str = ""


@value
class Cell:
    """One cell of a table."""

    span: Span
    inlines: tuple["Inline", ...]


@value
class Row:
    """One row of a table; as many cells as the head has."""

    span: Span
    cells: tuple[Cell, ...]


@value
class Table(Openable):
    """A table. `align` holds "", "left", "center" or "right" for each column."""

    span: Span
    head: Row
    rows: tuple[Row, ...]
    align: tuple[str, ...]
    caption: tuple["Inline", ...] = ()
    number: str = ""
    id: str = ""


@value
class Figure:
    """A picture alone in its paragraph; `number` comes from the `number` pass."""

    span: Span
    image: Image
    caption: tuple["Inline", ...] = ()
    number: str = ""
    id: str = ""


@value
class Diagram:
    """A fence that describes a drawing; `kind` is its language, in small letters.

    `lines` is where each line of `text` stands, for what is said of it. `number` comes
    from the `number` pass when there is a caption. `illustrate` fills `asset` (the name
    of an SVG asset, "" when it could not be drawn), `width` and `height` in points, and
    `alt`, whose words are the author's if it is `described` and the labels if not;
    `cells` are the rows of a small chart, the names of its columns first.
    """

    span: Span
    kind: str
    text: str
    lines: tuple[Span, ...] = ()
    caption: tuple["Inline", ...] = ()
    number: str = ""
    id: str = ""
    asset: str = ""
    width: float = 0.0
    height: float = 0.0
    alt: str = ""
    described: bool = False
    cells: tuple[tuple[str, ...], ...] = ()


@value
class Definition:
    """A term and what it means.

    The `glossary` pass fills `forms` in a glossary: how the term may be written, its
    name first.
    """

    span: Span
    term: tuple["Inline", ...]
    blocks: tuple["Block", ...]
    forms: tuple[str, ...] = ()
    id: str = ""


@value
class Definitions(Openable):
    """A definition list; `letter` stands above those of a long glossary."""

    span: Span
    pairs: tuple[Definition, ...]
    letter: str = ""
    id: str = ""


@value
class Footnote(Openable):
    """The text of a note; the `footnotes` pass fills `number`, `id` and `marks`.

    `marks` are the anchors of the marks that refer to it, in order.
    """

    span: Span
    label: str
    blocks: tuple["Block", ...]
    number: int = 0
    marks: tuple[str, ...] = ()
    id: str = ""


@value
class Embed:
    """`![[target#subpath]]` alone in its paragraph; gone after `resolve`."""

    span: Span
    target: str
    subpath: str = ""
    inlines: tuple["Inline", ...] = ()
    id: str = ""


@value
class Excerpt:
    """What an embed took from another note (rule R6.3)."""

    span: Span
    source: PurePosixPath
    blocks: tuple["Block", ...]
    id: str = ""


@value
class Division(Openable):
    """An allowed HTML block element (`div`, `section`, `details`, …), tidied."""

    span: Span
    name: str
    blocks: tuple["Block", ...]
    attributes: tuple[tuple[str, str], ...] = ()
    id: str = ""


@value
class Work:
    """An entry of the bibliography; `label` is its number, "" where works have none.

    `marks` are the anchors of the citations it is led back to, in order; `firsts` those
    of the first in each chapter.
    """

    span: Span
    inlines: tuple["Inline", ...]
    id: str
    label: str = ""
    marks: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()


@value
class Works:
    """The bibliography: the works a book cites, made by the `cite` pass."""

    span: Span
    works: tuple[Work, ...]
    id: str = ""


@value
class Break:
    """A thematic break."""

    span: Span
    id: str = ""


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
Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | Quote
    | Callout
    | Question
    | CodeBlock
    | Listing
    | MathBlock
    | Table
    | Figure
    | Diagram
    | Definitions
    | Footnote
    | Embed
    | Excerpt
    | Division
    | Works
    | Break
)
Piece: TypeAlias = Item | Row | Cell | Definition | Work
Node: TypeAlias = Inline | Block | Piece

_CHILDREN: dict[type, tuple[str, ...]] = {
    Emphasis: ("inlines",),
    Strong: ("inlines",),
    Strike: ("inlines",),
    Mark: ("inlines",),
    Element: ("inlines",),
    WikiLink: ("inlines",),
    Link: ("inlines",),
    Substitute: ("inlines",),
    InlineEmbed: ("inlines",),
    Citation: ("inlines",),
    WorkMark: ("inlines",),
    Heading: ("inlines",),
    Paragraph: ("inlines",),
    Item: ("blocks",),
    BulletList: ("items",),
    OrderedList: ("items",),
    Quote: ("blocks",),
    Callout: ("title", "blocks"),
    Question: ("title", "blocks"),
    CodeBlock: ("caption",),
    Listing: ("caption", "blocks"),
    Cell: ("inlines",),
    Row: ("cells",),
    Table: ("caption", "head", "rows"),
    Figure: ("image", "caption"),
    Diagram: ("caption",),
    Definition: ("term", "blocks"),
    Definitions: ("pairs",),
    Footnote: ("blocks",),
    Embed: ("inlines",),
    Excerpt: ("blocks",),
    Division: ("blocks",),
    Work: ("inlines",),
    Works: ("works",),
}


_BELOW = {
    kind: tuple(attrgetter(name) for name in reversed(names))
    for kind, names in _CHILDREN.items()
}
"""How to get what stands below a node, the last first."""

NOTHING: frozenset[type] = frozenset()
BLOCKS_ONLY: frozenset[type] = frozenset(
    (Paragraph, Heading, CodeBlock, Table, Figure, Diagram)
)
"""Nodes that hold lines of text: `walk` and `replace` may stop at them."""


def walk(
    node: Node | tuple[Node, ...], closed: frozenset[type] = NOTHING
) -> Iterator[Node]:
    """The node (or each of a tuple of nodes) and all below, in document order.

    What stands below nodes of a type in `closed` is left out.
    """
    stack: list[Node] = list(reversed(node)) if isinstance(node, tuple) else [node]
    while stack:
        here = stack.pop()
        yield here
        kind = type(here)
        if kind not in _BELOW or kind in closed:
            continue
        for get in _BELOW[kind]:
            below = get(here)
            if isinstance(below, tuple):
                stack += below[::-1]
            else:
                stack.append(below)


_LAZY = _CHILDREN | {Table: ("head", "rows")}
"""What of a node may be unopened: what a caption says is asked for of every table."""
_OPENABLE: frozenset[type] = frozenset(
    kind for kind in _CHILDREN if issubclass(kind, Openable)
)
_GIVEN: dict[type, tuple[str, ...]] = {
    kind: tuple(
        each.name for each in fields(kind) if each.init and each.name not in _LAZY[kind]
    )
    for kind in _OPENABLE
}


def given(node: Node) -> tuple[tuple[str, object], ...]:
    """The fields of a block that are known while it is unopened, with their values."""
    return tuple((name, getattr(node, name)) for name in _GIVEN[type(node)])


def holding(kind: type) -> tuple[str, ...]:
    """The fields of nodes of a type that hold nodes."""
    return _CHILDREN.get(kind, ())


def below(kind: type) -> tuple[str, ...]:
    """The fields of blocks of a type that may be unopened; none for nodes that never are."""
    return _LAZY[kind] if kind in _OPENABLE else ()


def holds_none(node: Node, kinds: frozenset[type]) -> bool:
    """Whether it is known, without looking, that below a node is none of these types.

    So it may be asked for what else `Unopened.holds` can say.
    """
    if type(node) not in _OPENABLE:
        return False
    own: Unopened | None = node.unopened  # type: ignore[union-attr]  # by the line before
    return own is not None and own.holds.isdisjoint(kinds)


class Known(tuple["Block", ...]):
    """The blocks of a note, and what is known of them all without looking.

    `holds` are the types of the blocks and of all below them, and what else
    `Unopened.holds` can say. Whatever makes other blocks of these makes a plain tuple,
    unless it knows what they hold (`replace_all`, `some_of`).
    """

    holds: frozenset[type]

    def __new__(cls, blocks: Iterable["Block"], holds: frozenset[type]) -> Self:
        """The blocks with what they hold."""
        made = super().__new__(cls, blocks)
        made.holds = holds
        return made

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """The blocks alone: what is known of them is no part of what a book says."""
        return tuple, (tuple(self),)


def hold_none(nodes: tuple[Node, ...], kinds: frozenset[type]) -> bool:
    """Whether it is known that neither the nodes nor any below are of these types."""
    return isinstance(nodes, Known) and nodes.holds.isdisjoint(kinds)


def some_of(
    blocks: tuple["Block", ...],
    kept: Iterable["Block"],
    gone: frozenset[type] = NOTHING,
) -> tuple["Block", ...]:
    """Those of the blocks that are kept, of which all holds that is known of them.

    `gone` are types that stood in the others alone, as the caller knows.
    """
    return (
        Known(kept, blocks.holds - gone) if isinstance(blocks, Known) else tuple(kept)
    )


def those(
    nodes: tuple[Node, ...], kinds: frozenset[type], closed: frozenset[type] = NOTHING
) -> list[Node]:
    """The nodes of some types among `walk(nodes, closed)`, in the same order.

    Blocks that have none below them stay unopened.
    """
    if isinstance(nodes, Known) and nodes.holds.isdisjoint(kinds):
        return []
    found: list[Node] = []
    stack = list(nodes[::-1])
    while stack:
        here = stack.pop()
        kind = type(here)
        if kind in kinds:
            found.append(here)
        if kind not in _BELOW or kind in closed:
            continue
        if kind in _OPENABLE:
            own: Unopened | None = here.unopened  # type: ignore[union-attr]  # it has one
            if own and own.holds.isdisjoint(kinds):
                continue
        for get in _BELOW[kind]:
            below = get(here)
            if isinstance(below, tuple):
                stack += below[::-1]
            else:
                stack.append(below)
    return found


Change = Callable[[Node], Node | tuple[Node, ...]]


def replace(
    node: Node,
    change: Change,
    closed: frozenset[type] = NOTHING,
    kinds: frozenset[type] | None = None,
) -> Node | tuple[Node, ...]:
    """`node` with `change` applied to everything below it, then to itself.

    `change` returns the node it was given, another, or a tuple of nodes to set in its
    place (empty to remove it; only where a sequence holds it). A node below which
    nothing changed stays the same object. What stands below nodes of a type in
    `closed` stays as it is; so do nodes of other types than `kinds`, if that is given.
    """
    after = replace_all((node,), change, closed, kinds)
    return after[0] if len(after) == 1 else after


Kindred = TypeVar("Kindred", Block, Inline, Node)


def replace_all(
    nodes: tuple[Kindred, ...],
    change: Change,
    closed: frozenset[type] = NOTHING,
    kinds: frozenset[type] | None = None,
    within: frozenset[type] | None = None,
    brings: frozenset[type] | None = None,
) -> tuple[Kindred, ...]:
    """`replace` over a sequence; the same tuple when nothing in it changed.

    A change gives blocks for blocks and inlines for inlines. A block is not opened where
    none of `kinds` is below it. One that is unopened and holds none of `within`, if that
    is given, stays as it is: the caller knows that nothing in it would change. `brings`
    is for one that knows, too, which types the change brings that were not there; then
    what is known of `nodes` holds on.
    """
    if isinstance(nodes, Known):
        # Without these there is nothing that the change is made to.
        needed = [each for each in (kinds, within) if each is not None]
        if any(map(nodes.holds.isdisjoint, needed)):
            return nodes
    out: list[Node] | None = None
    for at, node in enumerate(nodes):
        kind = type(node)
        whole: Node = node
        stays = kind not in _CHILDREN or kind in closed
        if kind in _OPENABLE:
            own: Unopened | None = node.unopened  # type: ignore[union-attr]  # it has one
            if own and within is not None and own.holds.isdisjoint(within):
                if out is not None:
                    out.append(node)
                continue
            if own and within is None and kinds and own.holds.isdisjoint(kinds):
                stays = True
        # Most nodes have nothing below them.
        if not stays:
            fresh: dict[str, object] = {}
            for name in _CHILDREN[kind]:
                below = getattr(node, name)
                if not below:
                    continue
                single = not isinstance(below, tuple)
                before = (below,) if single else below
                # Most lines are one text.
                alone = len(before) == 1 and type(before[0]) is Text
                if alone and kinds is not None and Text not in kinds:
                    continue
                made = replace_all(before, change, closed, kinds, within)
                if made is not before:
                    assert len(made) == 1 or not single, "it holds a single node"
                    fresh[name] = made[0] if single else made
            if fresh:
                whole = dataclass_replace(node, **fresh)  # type: ignore[arg-type]  # the names come from _CHILDREN
        after = change(whole) if kinds is None or kind in kinds else whole
        if out is None:
            if after is node:
                continue
            out = list(nodes[:at])
        if isinstance(after, tuple):
            out.extend(after)
        else:
            out.append(after)
    if out is None:
        return nodes
    if brings is not None and isinstance(nodes, Known):
        return Known(out, nodes.holds | brings)  # type: ignore[arg-type]  # blocks, for they were
    return tuple(out)  # type: ignore[arg-type]  # by the convention above


def deferred(node: Kindred, change: Callable[[Kindred], Kindred]) -> Kindred | None:
    """An unopened node that is changed when it is opened; None if it cannot wait.

    Only what it holds may change, and that not in kind (see `Unopened`).
    """
    if type(node) not in _OPENABLE:
        return None
    own: Unopened | None = node.unopened  # type: ignore[union-attr]  # by the line before
    if own is None or own.change is not None:
        return None
    waiting = own._replace(change=change)
    return unopened(type(node), given(node), waiting)  # type: ignore[type-var]  # likewise


def _name_of(node: WikiLink | InlineEmbed) -> str:
    return "" if node.inlines else node.target or node.subpath.lstrip("#^")


_SAID: dict[type, Callable[[Any], str]] = {
    Text: attrgetter("text"),
    Code: attrgetter("text"),
    CodeBlock: attrgetter("text"),
    Math: attrgetter("tex"),
    MathBlock: attrgetter("tex"),
    Tag: lambda tag: f"#{tag.name}",
    LineBreak: lambda _: " ",
    Image: attrgetter("alt"),
    WikiLink: _name_of,
    InlineEmbed: _name_of,
}
"""What a node itself says to a reader."""
_SPEAKING = frozenset(_SAID)


def text_of(node: Node | tuple[Node, ...]) -> str:
    """The words of a node as a reader would say them: no markup, no note marks.

    Code and formulas give their source, line ends a blank; pictures give their
    description.
    """
    nodes = node if isinstance(node, tuple) else (node,)
    if len(nodes) == 1 and type(nodes[0]) is Text:
        # Most headings, and much else that is read over and over.
        return nodes[0].text
    return "".join([_SAID[type(here)](here) for here in those(nodes, _SPEAKING)])
