"""One parsed note."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePosixPath
from typing import TypeAlias

from octavo.diagnostics import Span
from octavo.model.blocks import Block
from octavo.model.inlines import Lemma, Link, WikiLink
from octavo.model.mapping import FrozenMapping
from octavo.model.stretch import Stretches
from octavo.value import value


@value
class Properties:
    """What the YAML at the top of a note says (rule R2.2).

    `index` are lemmas that the whole note is about. `order` is the first of `order`,
    `weight`, `nav_order` or `sidebar_position`; None when there is none.
    `checklist` says that all lists of the note are items of the checklist, or that
    nothing in it is; None where it does not say. `extra` keeps other scalar properties
    as text (`toc`, `short`, `type`).
    """

    title: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    publish: bool = True
    checklist: bool | None = None
    classes: tuple[str, ...] = ()
    description: str = ""
    authors: tuple[str, ...] = ()
    part: str = ""
    index: tuple[Lemma, ...] = ()
    order: float | None = None
    extra: FrozenMapping[str] = field(default_factory=FrozenMapping)


@value
class Navigation:
    """What navigation blocks taken out of a note said (rule R9.7).

    `tail` is the breadcrumb's last words. `links` are all links of the blocks, so that
    one that dangles is reported like any other; `spans` say what was taken out.
    """

    previous: WikiLink | Link | None = None
    next: WikiLink | Link | None = None
    up: WikiLink | Link | None = None
    tail: str = ""
    links: tuple[WikiLink | Link, ...] = ()
    spans: tuple[Span, ...] = ()


@value
class Document:
    """A note as a tree.

    `title` is never empty (rule R10.10: property, else a level-1 heading that comes
    first, else the file's name). `heading` is that first heading when the title came
    from one or repeats it; it is not among `blocks`. Footnote definitions stand among
    `blocks` where they were written, those of inline notes at the end. Heading ids are
    slugs unique in the note (R5.2), block ids have the form `b-ID` (R7.1). `stretches`
    is what follows from `blocks`, and nothing any more once navigation is taken out.
    """

    path: PurePosixPath
    digest: str
    properties: Properties
    title: str
    blocks: tuple[Block, ...]
    heading: Block | None = None
    navigation: Navigation = field(default_factory=Navigation)
    words: int = 0
    stretches: Stretches = field(default_factory=Stretches, repr=False, compare=False)


Library: TypeAlias = Mapping[PurePosixPath, Document]
"""Every note by path, those outside the book too."""
