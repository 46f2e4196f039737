"""Book × Edition → Galley: templates filled with composed text, styles, assets.

An edition plans its sheets; each is a template under `templates/`, named with its
edition's folder or without. It sees the plan's values and the names that `_values`
gives. How the text of a chapter is written is decided by `octavo.compose` and the macros
of `templates/shared/`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose import Manner, make_up, own_classes, phrase
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.faces import faces
from octavo.find import Overrides
from octavo.model.area import Area
from octavo.model.asset import Asset
from octavo.model.bench import Spread, Store, in_turn
from octavo.model.book import Book, Chapter, Part
from octavo.model.config import Config
from octavo.model.edition import Edition, Plan
from octavo.model.galley import Galley, Sheet
from octavo.model.nodes import Inline
from octavo.paper import area_of
from octavo.render.dress import decoded, dress
from octavo.render.press import MISTAKES, Press
from octavo.render.pull import Pull
from octavo.render.scan import Unsound, scan
from octavo.render.standing import Standing
from octavo.words import direction as direction_of
from octavo.words import words_in
from octavo.words.vocabulary import Words

_NONE = Overrides()
_FONTS = re.compile(rb"\bfont(?:-family)?\s*:|@font-face", re.IGNORECASE)
"""What a sheet of the handbook says if it may set words in other fonts than ours."""
_KNOWN = frozenset(("book", "words"))
"""Of what all templates see, what is no part of the key of a sheet that is kept.

Sheets that are kept ask nothing of the book; words follow from its language.
"""


def render(
    book: Book,
    edition: Edition,
    config: Config,
    overrides: Overrides = _NONE,
    store: Store | None = None,
    sheets: Store | None = None,
    spread: Spread = in_turn,
) -> Outcome[Galley]:
    """The galley of `book` in `edition`.

    What templates are compiled to is kept in `store`, if any, chapters' sheets in
    `sheets`. A sheet whose template is at fault is missing from the galley, and told.
    Assets are the pictures and fonts that sheets and styles name.
    """
    told: list[Diagnostic] = []
    overrides = replace(overrides, templates=_readable(overrides, told))
    plans = edition.plan(book, config)
    area = area_of(config.pdf.page)
    pulled = _pull(book, edition, plans, overrides, area, store, sheets, spread, told)
    named = {name for _, findings in pulled for name in findings.assets}
    pictures = tuple(picture for picture in book.pictures if picture.name in named)
    scripts = faces(_texts(pulled, pictures), book.metadata.language)
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


def _texts(pulled: Iterable[Pull], pictures: Iterable[Asset]) -> Iterator[str]:
    """All that is set in type: the sheets, and the words of drawings."""
    for sheet, _ in pulled:
        yield sheet.html
    for picture in pictures:
        if picture.media_type == "image/svg+xml":
            yield picture.data.decode(errors="ignore")


def _pull(
    book: Book,
    edition: Edition,
    plans: Sequence[Plan],
    overrides: Overrides,
    area: Area,
    store: Store | None,
    sheets: Store | None,
    spread: Spread,
    told: list[Diagnostic],
) -> tuple[Pull, ...]:
    """Every sheet that could be printed, in the order of the plans."""
    words = words_in(book.metadata.language)
    seen = _seen(book, edition, overrides, words)
    press = Press(overrides, seen, store)
    try:
        manner = Manner(
            setting=edition.setting,
            area=area,
            shapes=press.shapes(),
            words=words,
            places=_places(book, plans),
            pictures={picture.name: picture for picture in book.pictures},
        )
    except MISTAKES as error:
        told.append(_blamed(press, error))
        return ()
    standing = None
    # A handbook's own templates may look at whatever they like.
    if sheets is not None and not overrides.templates:
        common = {name: what for name, what in seen.items() if name not in _KNOWN}
        standing = Standing(sheets, f"{common!r} {area!r} {press.digest}")
    chapters = {chapter.anchor: chapter for chapter in book.chapters()}

    def pull(plan: Plan) -> tuple[Pull | None, tuple[Diagnostic, ...]]:
        chapter = chapters.get(plan.chapter)
        names = (f"{edition.templates}/{plan.template}", plan.template)
        set_now = partial(_set, book, press, names, plan, chapter)
        try:
            # Pages of an index are the whole book's.
            if standing and chapter and chapter.kind != "index":
                return standing.pull(plan, chapter, manner, set_now)
            return set_now(manner)
        except Unsound as error:
            mistake = press.accuse(press.chosen(names), 1, _unsound(error))
        except MISTAKES as error:
            mistake = _blamed(press, error)
        return None, (mistake,)

    pulls = spread(pull, plans)
    told.extend(each for _, said in pulls for each in said)
    return tuple(made for made, _ in pulls if made is not None)


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


def _set(
    book: Book,
    press: Press,
    names: tuple[str, ...],
    plan: Plan,
    chapter: Chapter | None,
    manner: Manner,
) -> tuple[Pull, tuple[Diagnostic, ...]]:
    """The sheet of a plan, and what there is to say about it."""
    told: list[Diagnostic] = []
    html = press.fill(names, _values(book, plan, chapter, manner, told))
    pull = _sheet(book, plan, chapter, html)
    sheet = replace(pull.sheet, template=press.suspect(names))
    return pull._replace(sheet=sheet), tuple(told)


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


def _values(
    book: Book,
    plan: Plan,
    chapter: Chapter | None,
    manner: Manner,
    told: list[Diagnostic],
) -> dict[str, object]:
    """What a template sees besides the names that all see (book, metadata, words,
    setting, edition, our_fonts, of_words): the plan's values and its name, kind, role
    and title. `our_fonts` says that no sheet of the handbook names a font; `of_words`
    is the attribute for elements of `words` where not all chapters are in their language.

    `compose_inlines` sets inlines as a line, `address` gives the href of an anchor,
    "" where this edition has no such place. A chapter's sheet has `chapter`, `classes`
    (of the note), and composed `title` and `body`; elsewhere `chapter` is None. What
    setting it has to say is added to `told`.
    """  # noqa: D205
    level = chapter.level if chapter else 1
    short = str(plan.values.get("short", ""))
    here = replace(manner, sheet=plan.name, shift=level - 1, short=short)
    own = chapter.language if chapter else ""

    def compose_inlines(inlines: tuple[Inline, ...]) -> Markup:
        return phrase(inlines, here)

    values: dict[str, object] = {
        "name": plan.name,
        "kind": plan.kind,
        "role": plan.role,
        "title": plan.title,
        "language": own or book.metadata.language,
        "direction": direction_of(own) if own else book.metadata.direction,
        "chapter": chapter,
        "classes": "",
        "compose_inlines": compose_inlines,
        "address": here.address,
        **plan.values,
    }
    if chapter is not None:
        made_up = make_up(chapter, here)
        values["title"], values["body"] = made_up.title, made_up.body
        told.extend(made_up.told)
        values["classes"] = own_classes(" ".join(chapter.classes))
    return values


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


def _sheet(book: Book, plan: Plan, chapter: Chapter | None, html: str) -> Pull:
    findings = scan(html)
    sheet = Sheet(
        name=plan.name,
        kind=plan.kind,
        role=plan.role,
        html=html,
        digest=sha256(html.encode()).hexdigest(),
        title=plan.title or (chapter.title if chapter else ""),
        language=(chapter.language if chapter else "") or book.metadata.language,
        anchors=findings.anchors,
        wants=findings.wants,
        places=findings.places,
        notes=findings.notes,
        level=chapter.level if chapter else int(plan.kind != "part"),
        source=str(chapter.path) if chapter else "",
        opens=plan.opens,
    )
    return Pull(sheet, findings)


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
