"""A plan → its sheet: a template filled with composed text, and what was found in it."""

from dataclasses import replace
from hashlib import sha256

from markupsafe import Markup

from octavo.compose import Manner, make_up, own_classes, phrase
from octavo.diagnostics import Diagnostic
from octavo.model.book import Book, Chapter
from octavo.model.edition import Plan
from octavo.model.galley import Sheet
from octavo.model.inlines import Inline
from octavo.render.press import Press
from octavo.render.pull import Pull, Said
from octavo.render.scan import scan
from octavo.words import direction as direction_of


def set_sheet(
    book: Book,
    press: Press,
    names: tuple[str, ...],
    plan: Plan,
    chapter: Chapter | None,
    manner: Manner,
) -> Said:
    """The sheet of a plan, and what there is to say about it.

    It is made from the first of the templates `names` that there is.
    """
    told: list[Diagnostic] = []
    html = press.fill(names, _values(book, plan, chapter, manner, told))
    pull = _sheet(book, plan, chapter, html)
    sheet = replace(pull.sheet, template=press.suspect(names))
    return pull._replace(sheet=sheet), tuple(told)


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
