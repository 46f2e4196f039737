"""Where a note, or a place in it, has come to stand in the book."""

from pathlib import PurePosixPath

from octavo.diagnostics import Span
from octavo.model.blocks import Definition, Excerpt
from octavo.model.book import Book, Target
from octavo.model.known import those
from octavo.model.nodes import BLOCKS_ONLY
from octavo.reference.fragments import Place

_LED_TO: frozenset[type] = frozenset((Definition, Excerpt))


class Destinations:
    """Anchors of notes and places in a book whose targets are known."""

    def __init__(self, book: Book) -> None:
        self._targets = book.targets
        self._chapters: dict[PurePosixPath, str] = {}
        self._excerpts: dict[PurePosixPath, list[str]] = {}
        self._titles: dict[PurePosixPath, str] = {}
        self._terms: dict[tuple[PurePosixPath, str], str] = {}
        for chapter in book.printed():
            self._chapters.setdefault(chapter.path, chapter.anchor)
            self._titles.setdefault(chapter.path, chapter.title)
            for node in those(chapter.blocks, _LED_TO, BLOCKS_ONLY):
                own = getattr(node, "id", "")
                if isinstance(node, Definition):
                    for form in node.forms:
                        self._terms.setdefault((chapter.path, form.casefold()), own)
                if isinstance(node, Excerpt):
                    self._excerpts.setdefault(node.source, []).append(own)
        self._by_span: dict[Span, list[str]] = {}
        for anchor, target in book.targets.items():
            self._by_span.setdefault(target.span, []).append(anchor)

    def title(self, path: PurePosixPath) -> str:
        """The title of the note's chapter, "" when it is none."""
        return self._titles.get(path, "")

    def term(self, path: PurePosixPath, form: str) -> str:
        """The anchor of what a glossary explains under one of its forms, "" if none."""
        return self._terms.get((path, form.strip().casefold()), "")

    def target(self, anchor: str) -> Target | None:
        """What stands at an anchor, None when that is not known."""
        return self._targets.get(anchor)

    def anchor(self, path: PurePosixPath, place: Place | None) -> str:
        """Where a note (or a place in it) stands; "" when it is not in the book.

        Its own chapter, or else its first embed (rules R4.10, R6.4). A place that did
        not come into the book stands where its note begins.
        """
        chapter = self._chapters.get(path)
        if chapter is not None:
            return self._inside(place, f"{chapter}--", chapter) or chapter
        excerpts = self._excerpts.get(path, [])
        for excerpt in excerpts:
            found = self._inside(place, f"{excerpt}-", self._targets[excerpt].chapter)
            if found:
                return found
        return excerpts[0] if excerpts else ""

    def _inside(self, place: Place | None, before: str, chapter: str) -> str:
        if place is None or not place.id:
            return ""
        wanted = f"{before}{place.id}"
        target = self._targets.get(wanted)
        if target is not None and target.span == place.span:
            return wanted
        # The id was taken, or had characters that ids may not have.
        for anchor in self._by_span.get(place.span, ()):
            if self._targets[anchor].chapter == chapter and anchor.startswith(before):
                return anchor
        return ""
