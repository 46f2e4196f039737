"""Book × Edition → Galley: templates filled with composed text, styles, assets.

An edition plans its sheets; each is a template under `templates/`, named with its
edition's folder or without. It sees the plan's values and the names that `_values`
gives. How the text of a chapter is written is decided by `octavo.compose` and the macros
of `templates/shared/`.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose import Manner
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.faces import faces, letters_of
from octavo.find import Overrides
from octavo.model.asset import Asset
from octavo.model.bench import Spread, Store, in_turn
from octavo.model.book import Book, Chapter, Part
from octavo.model.config import Config
from octavo.model.edition import Edition, Plan
from octavo.model.galley import Galley, Sheet
from octavo.model.rack import Rack, bare
from octavo.paper import area_of
from octavo.render.dress import decoded, dress
from octavo.render.press import MISTAKES, Press
from octavo.render.pull import Blamed, Pull, Said
from octavo.render.scan import Unsound
from octavo.render.sheet import set_sheet
from octavo.render.standing import Standing
from octavo.words import words_in
from octavo.words.vocabulary import Words

Begin = Callable[[Sheet], None]
"""What is to be done with a sheet while others are still set."""

_NONE = Overrides()
_FONTS = re.compile(rb"\bfont(?:-family)?\s*:|@font-face", re.IGNORECASE)
"""What a sheet of the handbook says if it may set words in other fonts than ours."""
_KNOWN = frozenset(("book", "words"))
"""Of what all templates see, what is no part of the key of a sheet that is kept.

Sheets that are kept ask nothing of the book; words follow from its language.
"""
_LISTS = frozenset(("contents", "nav"))
"""Kinds of sheets that are long though no chapter: what they list is in their plan."""


def render(
    book: Book,
    edition: Edition,
    config: Config,
    overrides: Overrides = _NONE,
    store: Store | None = None,
    sheets: Store | None = None,
    spread: Spread = in_turn,
    fresh: Container[PurePosixPath] = (),
    rack: Rack = bare,
    begin: Begin | None = None,
) -> Outcome[Galley]:
    """The galley of `book` in `edition`.

    What templates are compiled to is kept in `store`, if any, chapters' sheets in
    `sheets`, and what was looked at lately on the `rack`. A sheet whose template is at
    fault is missing from the galley, and told.
    Assets are the pictures and fonts that sheets and styles name. `begin` is given each
    chapter's sheet that was not kept, as soon as it is there; these come first, and of
    them those of notes that are known to be `fresh`. Where several processes `spread`
    the work, none is to be given.
    """
    told: list[Diagnostic] = []
    overrides = replace(overrides, templates=_readable(overrides, told))
    plans = edition.plan(book, config)
    keep = None if sheets is None else partial(Standing, sheets, rack=rack)
    forme = _forme(book, edition, plans, config, overrides, store, keep)
    pulled: tuple[Pull, ...] = ()
    if isinstance(forme, Diagnostic):
        told.append(forme)
    else:
        pulled = _pulled(forme, plans, spread, begin, fresh, told)
    named = {name for _, findings in pulled for name in findings.assets}
    pictures = tuple(picture for picture in book.pictures if picture.name in named)
    scripts = faces(_letters(pulled, pictures), book.metadata.language)
    direction = book.metadata.direction
    dressed = dress(edition, config, overrides, scripts, direction, told)
    galley = Galley(
        edition=edition.name,
        metadata=book.metadata,
        sheets=tuple(sheet for sheet, _ in pulled),
        styles=dressed.styles,
        assets=pictures + dressed.assets,
        outline=book.contents,
        values=edition.values(config),
    )
    return Outcome(galley, in_order(told))


def _letters(pulled: Iterable[Pull], pictures: Iterable[Asset]) -> str:
    """Of all that is set in type, the sheets and the words of drawings."""
    drawn = (
        letters_of(picture.read().decode(errors="ignore"))
        for picture in pictures
        if picture.media_type == "image/svg+xml"
    )
    return "".join([*(findings.letters for _, findings in pulled), *drawn])


class _Forme(NamedTuple):
    """What all sheets of a book are set with; `standing` has those set before."""

    book: Book
    edition: Edition
    press: Press
    manner: Manner
    standing: Standing | None
    chapters: dict[str, Chapter]

    def apart(self, plan: Plan) -> bool:
        """Whether it is a chapter that is set for itself: an index is the book's."""
        chapter = self.chapters.get(plan.chapter)
        return chapter is not None and chapter.kind != "index"

    def key(self, plan: Plan) -> str:
        """Under which the sheet may stand as it was set before; "" if it never does."""
        if self.standing is None or not (plan.kind in _LISTS or self.apart(plan)):
            return ""
        return self.standing.key(plan, self.chapters.get(plan.chapter))

    def found(self, key: str) -> Said | None:
        """The sheet of that key as it stands."""
        if self.standing is None or not key:
            return None
        return self.standing.found(key, self.manner)

    def set(self, plan: Plan, key: str) -> Said | Blamed:
        """The sheet as it is set now, or what its template is blamed for."""
        names = (f"{self.edition.templates}/{plan.template}", plan.template)
        chapter, press = self.chapters.get(plan.chapter), self.press
        set_now = partial(set_sheet, self.book, press, names, plan, chapter)
        try:
            if self.standing is not None and key:
                return self.standing.set(key, self.manner, set_now)
            return set_now(self.manner)
        except Unsound as error:
            mistake = press.accuse(press.chosen(names), 1, _unsound(error))
        except MISTAKES as error:
            mistake = _blamed(press, error)
        return None, (mistake,)


def _pulled(
    forme: _Forme,
    plans: Sequence[Plan],
    spread: Spread,
    begin: Begin | None,
    fresh: Container[PurePosixPath],
    told: list[Diagnostic],
) -> tuple[Pull, ...]:
    """Every sheet that could be printed, in the order of the plans."""
    # Two sheets may have one name, as a chapter may be called like the title page.
    keys = [""] * len(plans)
    pulls: list[Said | Blamed | None] = [None] * len(plans)

    def pull(place: int) -> Said | Blamed:
        made = forme.set(plans[place], keys[place])
        if begin is not None and made[0] is not None and forme.apart(plans[place]):
            begin(made[0].sheet)
        return made

    for places in _turns(forme, plans, fresh if begin else ()):
        for place in places:
            keys[place] = forme.key(plans[place])
            pulls[place] = forme.found(keys[place])
        missing = [place for place in places if pulls[place] is None]
        for place, made in zip(missing, spread(pull, missing), strict=True):
            pulls[place] = made
    there = [each for each in pulls if each is not None]
    told.extend(each for _, said in there for each in said)
    return tuple(pull for pull, _ in there if pull is not None)


def _turns(
    forme: _Forme, plans: Sequence[Plan], fresh: Container[PurePosixPath]
) -> tuple[list[int], list[int]]:
    """The places of the sheets to be pulled first, and of all others.

    Whoever draws pages can begin with chapters, and waits for those of `fresh` notes
    while it is looked up whether all others stand.
    """
    first: list[int] = []
    others: list[int] = []
    for place, plan in enumerate(plans):
        chapter = forme.chapters.get(plan.chapter)
        (first if chapter and chapter.path in fresh else others).append(place)
    for places in (first, others):
        places.sort(key=lambda place: not forme.apart(plans[place]))
    return first, others


def _forme(
    book: Book,
    edition: Edition,
    plans: Sequence[Plan],
    config: Config,
    overrides: Overrides,
    store: Store | None,
    keep: Callable[[str], Standing] | None,
) -> _Forme | Diagnostic:
    """What sheets are set with, or what a handbook's macros are blamed for."""
    words, area = words_in(book.metadata.language), area_of(config.pdf.page)
    seen = _seen(book, edition, overrides, words)
    press = Press(overrides, seen, store)
    try:
        shapes = press.shapes()
    except MISTAKES as error:
        return _blamed(press, error)
    manner = Manner(
        setting=edition.setting,
        area=area,
        shapes=shapes,
        words=words,
        places=_places(book, plans),
        pictures={picture.name: picture for picture in book.pictures},
    )
    standing = None
    # A handbook's own templates may look at whatever they like.
    if keep is not None and not overrides.templates:
        common = {name: what for name, what in seen.items() if name not in _KNOWN}
        standing = keep(f"{common!r} {area!r} {press.digest}")
    chapters = {chapter.anchor: chapter for chapter in book.chapters()}
    return _Forme(book, edition, press, manner, standing, chapters)


def _seen(
    book: Book, edition: Edition, overrides: Overrides, words: Words
) -> dict[str, object]:
    """What all templates see."""
    return {
        "book": book,
        "metadata": book.metadata,
        "words": words,
        "setting": edition.setting,
        "edition": edition.name,
        "our_fonts": not any(_FONTS.search(data) for _, data in overrides.styles),
        "of_words": _of_words(book, words),
    }


def _of_words(book: Book, words: Words) -> Markup:
    """The attribute that says in which language fixed words are; "" in a book of one."""
    own = book.metadata.language
    spoken = {own, *(chapter.language or own for chapter in book.chapters())}
    if {_primary(language) for language in spoken} == {_primary(words.language)}:
        return Markup("")
    same = _primary(own) == _primary(words.language)
    return Markup(' lang="{}"').format(own if same else words.language)


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _places(book: Book, plans: Sequence[Plan]) -> Mapping[str, str]:
    """In which sheet an anchor stands, for all that have one in this edition."""
    sheets = {plan.chapter: plan.name for plan in plans if plan.chapter}
    places = {
        anchor: sheets[target.chapter]
        for anchor, target in book.targets.items()
        if target.chapter in sheets
    }
    for plan in plans:
        part = plan.values.get("part")
        if isinstance(part, Part) and part.anchor:
            places[part.anchor] = plan.name
    return places | sheets


def _unsound(error: Unsound) -> str:
    """Why a sheet is not XML, with the line it was found in."""
    there = error.line.strip()
    shown = there if len(there) <= 60 else f"{there[:60]}…"
    return f"its page is not well-formed XML: {error} near “{shown}”"


def _blamed(press: Press, error: Exception) -> Diagnostic:
    """The diagnostic for a template's mistake; a mistake of ours goes on as it came."""
    told = press.blame(error)
    if told is None:
        raise error
    return told


def _readable(
    overrides: Overrides, told: list[Diagnostic]
) -> tuple[tuple[str, bytes], ...]:
    """The handbook's templates but those that are not UTF-8, which are told.

    So is what could not be read of either folder.
    """
    told += [
        tell("unreadable-file", Span.whole(PurePosixPath(path)), why=why)
        for path, why in overrides.unread
    ]
    folder = PurePosixPath(overrides.templates_folder)
    count = len(told)
    kept = []
    for name, data in overrides.templates:
        text = decoded(data, folder / name, told)
        if len(told) == count:
            kept.append((name, text.encode()))
        count = len(told)
    return tuple(kept)
