"""The order of mdBook's `SUMMARY.md` (rules R10.2, R11.1)."""

from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Heading,
    Item,
    OrderedList,
    Paragraph,
)
from octavo.model.book import Role
from octavo.model.inlines import Link
from octavo.model.nodes import walk
from octavo.model.vault import Kind
from octavo.model.wording import text_of
from octavo.orders.order import Arrangement, Gathering, Order, Place, Question
from octavo.suggest import Guesses

SUMMARIES = (PurePosixPath("src/SUMMARY.md"), PurePosixPath("SUMMARY.md"))


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """Prefix chapters, numbered chapters under their part titles, suffix chapters."""
    own = question.vault.kind is Kind.MDBOOK
    places = reversed(SUMMARIES) if own else SUMMARIES
    path = next((path for path in places if path in question.library), None)
    if path is None:
        return Outcome(None)
    summary = _Summary(question, path)
    for block in question.library[path].blocks:
        summary.take(block)
    gatherings = summary.finished()
    left = tuple(
        note
        for note in question.candidates
        if note not in summary.placed and note not in question.named
    )
    arrangement = Arrangement(
        gatherings=gatherings,
        parted=any(each.title or each.role is not Role.BODY for each in gatherings),
        left=left,
    )
    return Outcome(arrangement, tuple(summary.told))


class _Summary:
    """One reading of the file from top to bottom."""

    def __init__(self, question: Question, path: PurePosixPath) -> None:
        self.question = question
        self.guesses = Guesses(map(str, question.library))
        self.path = path
        self.role = Role.FRONT
        self.title = ""
        self.places: list[Place] = []
        self.gatherings: list[Gathering] = []
        self.placed: dict[PurePosixPath, Span] = {}
        self.told: list[Diagnostic] = []
        self.apart = False

    def finished(self) -> tuple[Gathering, ...]:
        """All gatherings that hold something."""
        self._close(self.role, "")
        return tuple(self.gatherings)

    def take(self, block: Block) -> None:
        """Read one block; what is neither heading, list nor paragraph says nothing."""
        match block:
            case Heading() if block.level == 1:
                begun = bool(self.places or self.gatherings)
                self.apart = False
                if begun or self.question.library[self.path].heading is not None:
                    self._close(Role.BODY, " ".join(text_of(block).split()))
            case BulletList() | OrderedList():
                if self.role is Role.BACK:
                    what = "a list after the chapters at the end"
                    help = "move the paragraph links below the last list"
                    self.told.append(
                        tell("bad-summary", _line(block.span), help, None, what=what)
                    )
                if self.role is Role.FRONT:
                    self._close(Role.BODY, "")
                self._items(block, level=1)
            case Paragraph():
                self._loose(block)
            case Break():
                self.apart = bool(self.placed)
            case _:
                pass

    def _loose(self, block: Paragraph) -> None:
        """Links in a paragraph: chapters before the first list or after the last."""
        links = [node for node in walk(block) if isinstance(node, Link)]
        if links and self.role is Role.BODY and self._begun():
            self._close(Role.BACK, "")
        for link in links:
            self._place(link, level=1)

    def _begun(self) -> bool:
        return bool(self.places) or any(
            each.role is Role.BODY for each in self.gatherings
        )

    def _items(self, block: BulletList | OrderedList, level: int) -> None:
        for item in block.items:
            link = _own_link(item)
            if link is not None:
                self._place(link, level)
            for inner in item.blocks:
                if isinstance(inner, BulletList | OrderedList):
                    self._items(inner, level + (link is not None))

    def _place(self, link: Link, level: int) -> None:
        address = unquote(link.href.partition("#")[0])
        if not address:
            self._draft(link, level)
            return
        note = self._note(address)
        if note is None:
            near = self.guesses.nearest(address, limit=1)
            help, severity = f"paths count from the folder of {self.path.name}", None
            if "://" in address:
                help = "only files of the book can be chapters; take the link out"
                severity = Severity.WARNING
            elif near:
                help = f"did you mean “{near[0]}”?"
            told = tell("order-missing", link.span, help, severity, path=address)
            self.told.append(told)
        elif note in self.placed:
            help = f"first at line {self.placed[note].line}"
            self.told.append(
                tell("order-duplicate", link.span, help, None, path=str(note))
            )
        else:
            self.placed[note] = link.span
            listed = " ".join(text_of(link).split())
            self._add(Place(path=note, listed=listed, level=level))

    def _draft(self, link: Link, level: int) -> None:
        """A chapter that is yet to be written: in the contents, without a page."""
        listed = " ".join(text_of(link).split())
        if listed:
            self._add(Place(path=self.path, listed=listed, level=level, draft=True))

    def _add(self, place: Place) -> None:
        """Put in a place, apart from the one before where a line was drawn between."""
        self.places.append(replace(place, apart=self.apart))
        self.apart = False

    def _note(self, address: str) -> PurePosixPath | None:
        """The note at a path from the summary's folder; mdBook guesses nothing."""
        parts = list(self.path.parent.parts)
        for part in PurePosixPath(address).parts:
            if part == ".." and parts:
                parts.pop()
            else:
                parts.append(part)
        path = PurePosixPath(*parts)
        return path if path in self.question.library else None

    def _close(self, role: Role, title: str) -> None:
        """End the gathering at hand and begin another."""
        if self.places:
            places = tuple(self.places)
            self.gatherings.append(
                Gathering(title=self.title, places=places, role=self.role)
            )
        self.places, self.role, self.title = [], role, title


def _own_link(item: Item) -> Link | None:
    """The first link of the item's own text."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return None
    return next((node for node in walk(first) if isinstance(node, Link)), None)


def _line(span: Span) -> Span:
    return Span(
        path=span.path,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.column + 1,
    )


ORDER = Order(name="summary", rule="R10.2", arrange=arrange)
