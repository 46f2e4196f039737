"""Links: each gets the anchor it means, or stays an address, or becomes plain words."""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import BulletList, Heading, OrderedList, Question
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace as rewrite
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import Citation, Inline, Link, Substitute, Text, WikiLink
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Node
from octavo.model.rack import Rack, bare
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.passes.link.crossref import Crossrefs, is_crossref, words_behind
from octavo.passes.link.wording import Wording
from octavo.reference.address import (
    OUTSIDE,
    UNSAFE,
    blocks_there,
    dangling,
    headings_there,
    opened_file,
    origin,
    out_of_book,
    remarks,
    scheme_of,
    taken_apart,
    whole_address,
)
from octavo.reference.destinations import Destinations
from octavo.reference.fragments import Fragments, Place
from octavo.reference.label import BROUGHT, flattened, spelled
from octavo.reference.listing import lists_links
from octavo.reference.names import Found, Names
from octavo.reference.spelling import medium_of_file
from octavo.sentences import openings
from octavo.words import words_in

_CONCERNED: frozenset[type] = frozenset(
    (BulletList, Citation, Heading, Link, OrderedList, Question, Substitute, WikiLink)
)
_LINKS: frozenset[type] = frozenset((Link,))
_QUESTIONS: frozenset[type] = frozenset((Question,))
_SOUGHT: frozenset[type] = frozenset((Citation, Link, Question, Substitute, WikiLink))
"""Without one of these there is nothing to settle in a block."""


def link(
    book: Book, library: Library, vault: Vault, config: Config, rack: Rack = bare
) -> Outcome[Book]:
    """The book with every wikilink and address settled (dialect sections 4 and 5).

    Runs after `embed`, whose copies hold links of other notes, and after `anchors`,
    which fills `book.targets`. Counts links for the report. Where the sentences of
    chapters begin that were looked at before is on the `rack`.
    """
    destinations = Destinations(book)
    linking = _Linking(
        library=library,
        vault=vault,
        names=Names(vault, library),
        crossrefs=Crossrefs(library),
        destinations=destinations,
        wording=Wording(library, destinations, words_in(book.metadata.language)),
        rack=rack,
    )
    book = each_chapter(book, linking.settled)
    counts = {**book.counts, **linking.counts}
    return Outcome(replace(book, counts=FrozenMapping(counts)), in_order(linking.told))


@dataclass
class _Linking:
    """One book's links; `chapter` and `seen` are those of the section reached.

    `openings` are the places of links in the chapter that begin a sentence, `glossary`
    is its anchor where it is one.
    """

    library: Library
    vault: Vault
    names: Names
    crossrefs: Crossrefs
    destinations: Destinations
    wording: Wording
    rack: Rack
    told: list[Diagnostic] = field(default_factory=list)
    fragments: dict[PurePosixPath, Fragments] = field(default_factory=dict)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("links_internal", "links_external", "links_dangling"), 0
        )
    )
    chapter: PurePosixPath = field(default_factory=PurePosixPath)
    seen: set[str] = field(default_factory=set)
    openings: frozenset[Span] = frozenset()
    glossary: str = ""

    def settled(self, chapter: Chapter) -> Chapter:
        self.chapter, self.seen = chapter.path, set()
        self.openings = self.rack(openings, chapter.blocks)
        self.glossary = chapter.anchor if chapter.kind == "glossary" else ""
        blocks = replace_all(
            chapter.blocks, self._change, _QUESTIONS, _CONCERNED, _SOUGHT, BROUGHT
        )
        title = replace_all(chapter.title_inlines, self._change, kinds=_CONCERNED)
        self._navigation(chapter.path)
        if blocks is chapter.blocks and title is chapter.title_inlines:
            return chapter
        return replace(chapter, blocks=blocks, title_inlines=replace_all(title, _light))

    def _navigation(self, path: PurePosixPath) -> None:
        """Tell which links of blocks that were taken out lead nowhere (R9.7)."""
        document = self.library.get(path)
        before = len(self.told)
        for taken in document.navigation.links if document else ():
            if not self._leads_somewhere(taken):
                self._reference(taken)
        self.told[before:] = [
            told for told in self.told[before:] if told.code == "dangling-link"
        ]

    def _leads_somewhere(self, link: WikiLink | Link) -> bool:
        """Whether a wikilink finds its note, as those of navigation nearly all do."""
        if not isinstance(link, WikiLink) or not link.target:
            return False
        here = origin(link.span, self.chapter, self.vault)
        return self.names.find(link.target, here) is not None

    def _change(self, node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, WikiLink) or (isinstance(node, Link) and not node.anchor):
            after = self._reference(node)
            self._count(after)
            return after
        if isinstance(node, Citation):
            return self._crossed(node)
        if isinstance(node, Heading):
            if node.listed and node.id:
                self.seen = set()
            inlines = replace_all(node.inlines, _light, kinds=_LINKS)
            return node if inlines is node.inlines else replace(node, inlines=inlines)
        if isinstance(node, BulletList | OrderedList) and lists_links(node):
            return rewrite(node, _light)
        if isinstance(node, Question):
            return self._question(node)
        if isinstance(node, Link | Substitute):
            self._count((node,))
        return node

    def _question(self, node: Question) -> Question:
        """A question with its links: a section, since it is looked up like one."""
        around, self.seen = self.seen, set()
        title = replace_all(node.title, self._change, kinds=_CONCERNED)
        blocks = replace_all(node.blocks, self._change, _QUESTIONS, _CONCERNED)
        self.seen = around
        return replace(node, title=title, blocks=blocks)

    def _count(self, nodes: tuple[Inline, ...]) -> None:
        for node in nodes:
            if isinstance(node, Link):
                self.counts["links_internal" if node.anchor else "links_external"] += 1
            elif isinstance(node, Substitute) and node.kind == "dangling":
                self.counts["links_dangling"] += 1

    def _reference(self, node: WikiLink | Link) -> tuple[Inline, ...]:
        here = origin(node.span, self.chapter, self.vault)
        if isinstance(node, WikiLink):
            return self._wikilink(node, here)
        scheme = scheme_of(node.href)
        if scheme in OUTSIDE:
            href = whole_address(node.href, scheme)
            words = node.inlines or (Text(span=node.span, text=href),)
            return (replace(node, href=href, inlines=words),)
        if scheme:
            return self._scheme(node, scheme, here)
        return self._address(node, here)

    # ------------------------------------------------------------ the two forms

    def _wikilink(self, node: WikiLink, here: PurePosixPath) -> tuple[Inline, ...]:
        found = self.names.find(node.target, here) if node.target else None
        if node.target and found is None:
            return self._lost(node.span, node.target, node.inlines or spelled(node))
        path = found.path if found else here
        if found:
            self.told += remarks(found, node.target, node.span)
        if path not in self.library:
            return self._attachment(node.span, path, node.inlines or spelled(node))
        place = self._place(path, node.subpath)
        term = self.destinations.term(path, node.subpath.lstrip("#"))
        if place is None and not term:
            wanted = node.subpath.lstrip("#").replace("#", " › ")
            self._no_such_place(node.span, path, wanted, node.subpath.split("#")[-1])
        label = (
            flattened(node.inlines, own=True)
            or self.wording.numbered(node.span, path, place, node.span in self.openings)
            or self.wording.shown(node, found, path, place)
        )
        if place is None and term:
            return self._pointing(node.span, term, label)
        return self._joined(node.span, path, place, label)

    def _address(self, node: Link, here: PurePosixPath) -> tuple[Inline, ...]:
        """A markdown link to a file, a folder, or a place in its own note (R4.6)."""
        target, fragment = taken_apart(node.href)
        if not target and not fragment and node.href != "#":
            return self._lost(node.span, node.href, node.inlines)
        found = self.names.addressed(target, here) if target else Found(path=here)
        if found is None:
            moved = self.names.moved_out(target, here)
            if moved:
                words = node.inlines or (Text(span=node.span, text=moved),)
                return (replace(node, href=moved, inlines=words),)
            return self._lost(node.span, target, node.inlines)
        if target:
            self.told += remarks(found, target, node.span, wiki=False)
        if found.path not in self.library:
            return self._attachment(node.span, found.path, node.inlines)
        place: Place | None = None
        if fragment:
            place = self._fragments(found.path).address(fragment)
            if place is None:
                self._no_such_place(node.span, found.path, fragment, fragment)
        label = (
            flattened(node.inlines, own=True)
            or self.wording.numbered(
                node.span, found.path, place, node.span in self.openings
            )
            or self.wording.title(node.span, found.path, place)
        )
        return self._joined(node.span, found.path, place, label, node.title)

    def _crossed(self, node: Citation) -> Node | tuple[Node, ...]:
        """A reference that is written as a citation is; other citations stay."""
        if not all(is_crossref(mention.key) for mention in node.mentions):
            return node
        here = origin(node.span, self.chapter, self.vault)
        made: list[Inline] = []
        for mention in node.mentions:
            path = self.crossrefs.note(mention.key, here)
            if path is None:
                if self.crossrefs.any() and not self.vault.bibliography:
                    help = "write the id of something in this book"
                    words = {"note": "this book", "id": mention.key}
                    span = mention.span or node.span
                    self.told.append(tell("missing-block", span, help, None, **words))
                return node
            fragments = self._fragments(path)
            place = fragments.block(mention.key) or fragments.address(mention.key)
            opens = node.span in self.openings
            label = self.wording.numbered(node.span, path, place, opens)
            label = label or self.wording.headed(path, place)
            label = label or self.wording.title(node.span, path, place)
            if label and (mention.before or mention.alone):
                number = text_of(label).rpartition("\u00a0")[2]
                said = f"{mention.before.rstrip()}\u00a0{number}".strip()
                label = (Text(span=node.span, text=said),)
            made += [Text(span=node.span, text=", ")] if made else []
            made += self._joined(node.span, path, place, label)
            behind = words_behind(mention)
            made += [Text(span=node.span, text=behind)] if behind else []
        return tuple(made)

    def _scheme(
        self, node: Link, scheme: str, here: PurePosixPath
    ) -> tuple[Inline, ...]:
        """An address with a scheme that cannot stay as it is (rule R4.11)."""
        file = opened_file(node.href)
        if file:
            target, _, fragment = file.partition("#")
            subpath = f"#{fragment}" if fragment else ""
            return self._wikilink(
                WikiLink(
                    span=node.span, target=target, subpath=subpath, inlines=node.inlines
                ),
                here,
            )
        target = taken_apart(node.href).path
        if scheme not in UNSAFE and self.names.addressed(target, here):
            return self._address(node, here)
        code = "unsafe-link" if scheme in UNSAFE else "app-link"
        help = "link to a note, or to where it is published; the words stay"
        self.told.append(tell(code, node.span, help, scheme=f"{scheme}:"))
        return node.inlines

    # --------------------------------------------------------- what comes of them

    def _joined(
        self,
        span: Span,
        path: PurePosixPath,
        place: Place | None,
        label: tuple[Inline, ...],
        title: str = "",
    ) -> tuple[Inline, ...]:
        """The link to a place, or its words when that is not in the book (R4.10)."""
        anchor = self.destinations.anchor(path, place)
        if not anchor:
            self.told.append(out_of_book(self.library[path], span, self.vault))
            return label
        if place and place.count > 1 and place.heading:
            heading = " ".join(text_of(place.heading).split())
            self.told.append(
                tell(
                    "ambiguous-heading",
                    span,
                    help=f"put the heading above it in front: `#…#{heading}`",
                    heading=heading,
                    count=place.count,
                    note=path,
                )
            )
        return self._pointing(span, anchor, label, title)

    def _pointing(
        self, span: Span, anchor: str, label: tuple[Inline, ...], title: str = ""
    ) -> tuple[Inline, ...]:
        """The link to an anchor; the first one in a section prints the page.

        Binding leaves it out where both stand on one page. From entry to entry of a
        glossary the alphabet leads.
        """
        target = self.destinations.target(anchor)
        by_letter = bool(self.glossary and target and target.chapter == self.glossary)
        wants_page = anchor not in self.seen and not by_letter
        self.seen.add(anchor)
        return (
            Link(
                span=span,
                inlines=label,
                anchor=anchor,
                title=title,
                wants_page=wants_page,
            ),
        )

    def _lost(
        self, span: Span, target: str, label: tuple[Inline, ...]
    ) -> tuple[Inline, ...]:
        told = dangling(self.names, target, span)
        if not target:
            help = "write where the link leads, or remove it"
            told = replace(told, message="the link has no address", help=help)
        self.told.append(told)
        words = label or (Text(span=span, text=target or "?"),)
        return (Substitute(span=span, kind="dangling", inlines=words),)

    def _attachment(
        self, span: Span, path: PurePosixPath, label: tuple[Inline, ...]
    ) -> tuple[Inline, ...]:
        help = "embed it, or link to where it is published"
        if medium_of_file(str(path)) in ("base", "canvas", "Excalidraw"):
            help = "link to where it is published, or show a picture of it"
        self.told.append(tell("attachment-link", span, help=help, file=path))
        return label

    def _no_such_place(
        self, span: Span, path: PurePosixPath, wanted: str, last: str
    ) -> None:
        if not self.destinations.anchor(path, None):
            return  # A note that is not in the book: one message says so.
        if last.startswith("^"):
            help = blocks_there(last, self._fragments(path))
            words = {"note": path, "id": last[1:]}
            self.told.append(tell("missing-block", span, help, None, **words))
            return
        help = headings_there(last, self._fragments(path))
        words = {"note": path, "heading": wanted}
        self.told.append(tell("missing-heading", span, help, None, **words))

    def _place(self, path: PurePosixPath, subpath: str) -> Place | None:
        """What `#…` means in a note, which is read through only when there is one."""
        if not subpath:
            return Place(id="", span=Span.whole(path))
        return self._fragments(path).subpath(subpath)

    def _fragments(self, path: PurePosixPath) -> Fragments:
        if path not in self.fragments:
            self.fragments[path] = Fragments(self.library[path])
        return self.fragments[path]


def _light(node: Node) -> Node:
    """A link without a page number; for links where numbers would be in the way."""
    if isinstance(node, Link) and node.wants_page:
        return replace(node, wants_page=False)
    return node
