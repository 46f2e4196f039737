"""Sheets of chapters that stand from one build to the next, and those that do not."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from settling import settled

from octavo.compose import Manner
from octavo.diagnostics import Diagnostic
from octavo.editions import EDITIONS
from octavo.find import Overrides, product_folder
from octavo.model.asset import Asset
from octavo.model.bench import in_turn
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.edition import Plan
from octavo.model.galley import Galley, Sheet
from octavo.reckon import Memory
from octavo.render import render
from octavo.render.pull import Pull
from octavo.render.scan import scan
from octavo.render.standing import Standing
from octavo.words.vocabulary import Words

NOTES = {
    "A.md": "# One\n\nSee [[B#There]] and *more*.\n",
    "B.md": "# Two\n\nSome words.\n\n## There\n\nOther words.\n",
    "C.md": "# Three\n\nThe last words.\n",
}
NOTHING = Overrides()


class _House(Memory):
    """Builds one after another, with one store; `put_there` counts the sheets set anew."""

    def __init__(self) -> None:
        super().__init__()
        self.put_there = 0

    def put(self, key: str, data: bytes) -> None:
        super().put(key, data)
        self.put_there += 1

    def galley(
        self,
        notes: Mapping[str, str],
        edition: str = "epub",
        brought: Overrides = NOTHING,
        **metadata: str,
    ) -> Galley:
        """The galley, which is the one that a build without a store makes."""
        row = next(each for each in EDITIONS if each.name == edition)
        plain = render(_book(notes, metadata), row, Config(), brought).value
        self.put_there = 0
        kept = render(_book(notes, metadata), row, Config(), brought, sheets=self)
        assert kept.value == plain
        return kept.value


def _book(notes: Mapping[str, str], metadata: Mapping[str, str]) -> Book:
    book = settled(notes).book
    return replace(book, metadata=replace(book.metadata, **metadata))  # type: ignore[arg-type]


@pytest.fixture
def house() -> _House:
    return _House()


def test_one_chapter_is_set_anew_when_its_words_change(house: _House) -> None:
    house.galley(NOTES)
    # Those of the chapters, and the contents.
    assert house.put_there == 4
    house.galley(NOTES)
    assert house.put_there == 0
    house.galley({**NOTES, "C.md": "# Three\n\nOther last words.\n"})
    assert house.put_there == 1


def test_chapters_that_are_set_anew_are_told_of_at_once(house: _House) -> None:
    house.galley(NOTES)
    edited = {**NOTES, "B.md": NOTES["B.md"].replace("Some", "New")}
    row = next(each for each in EDITIONS if each.name == "epub")
    begun: list[Sheet] = []
    book, nothing = _book(edited, {}), NOTHING
    galley = render(book, row, Config(), nothing, sheets=house, begin=begun.append)
    assert [sheet.title for sheet in begun] == ["Two"]
    assert begun[0] in galley.value.sheets
    begun.clear()
    galley = render(book, row, Config(), nothing, begin=begun.append)
    assert [sheet.title for sheet in begun] == ["One", "Two", "Three"]
    assert begun == [each for each in galley.value.sheets if each.kind == "chapter"]


def test_of_what_is_set_anew_fresh_notes_come_first(house: _House) -> None:
    row = next(each for each in EDITIONS if each.name == "epub")
    begun: list[Sheet] = []
    given = NOTHING, None, house, in_turn, {PurePosixPath("B.md")}
    galley = render(_book(NOTES, {}), row, Config(), *given, begin=begun.append)
    assert [sheet.title for sheet in begun] == ["Two", "One", "Three"]
    plain = render(_book(NOTES, {}), row, Config(), NOTHING)
    assert galley.value.sheets == plain.value.sheets


@pytest.mark.parametrize("edition", ["pdf", "epub"])
@pytest.mark.parametrize("name", ["Title", "Contents", "Nav", "Part 1"])
def test_a_chapter_may_be_called_like_another_sheet(
    house: _House, edition: str, name: str
) -> None:
    notes = {**NOTES, f"{name}.md": f"# {name}\n\nWords of its own.\n"}
    for _ in range(2):
        sheets = house.galley(notes, edition).sheets
        assert sum("Words of its own." in each.html for each in sheets) == 1
        assert len({each.html for each in sheets}) == len(sheets)


def test_a_sheet_stands_as_long_as_what_it_asks_for_is_the_same() -> None:
    (chapter, *_) = settled(NOTES).book.chapters()
    plan = Plan(template="t", name="a", kind="chapter", role="body", chapter="a")
    setting = next(each for each in EDITIONS if each.name == "epub").setting
    standing, asked = Standing(Memory(), ""), []

    def set_now(manner: Manner) -> tuple[Pull, tuple[Diagnostic, ...]]:
        asked.append(manner.address("there"))
        picture = manner.pictures.get("p.png")
        html = f"<p>{asked[-1]} {picture and picture.digest}</p>"
        sheet = Sheet(name="a", kind="chapter", role="body", html=html, digest="")
        return Pull(sheet, scan(html)), ()

    def pulled(places: dict[str, str], *pictures: Asset) -> str:
        shown = {each.name: each for each in pictures}
        manner = Manner(
            setting=setting, shapes=None, words=Words(), places=places, pictures=shown
        )
        key = standing.key(plan, chapter)
        pull, _ = standing.found(key, manner) or standing.set(key, manner, set_now)
        return pull.sheet.html

    picture = Asset(name="p.png", data=b"1", media_type="image/png", digest="1")
    assert pulled({}) == "<p> None</p>"
    assert pulled({"there": "b", "else": "c"}) == "<p>b.xhtml#there None</p>"
    assert pulled({"there": "b", "else": "d"}, replace(picture, name="q.png"))
    assert len(asked) == 2
    assert pulled({"there": "b"}, picture) == "<p>b.xhtml#there 1</p>"
    assert pulled({"there": "b"}, replace(picture, digest="2")).endswith(" 2</p>")
    assert pulled({"there": "c"}, picture) == "<p>c.xhtml#there 1</p>"
    assert len(asked) == 5


def test_pages_of_an_index_alone_are_filled_from_the_whole_book() -> None:
    """Of what all templates see a key has `metadata` and the words, not the book."""
    seen = re.compile(r"\{[{%][^}]*?(?<![\w./\"])book\b(?!\.html)[^}]*\}")
    found = {
        (path.name, line)
        for path in product_folder("templates").rglob("*.*html")
        for line in path.read_text("utf-8").splitlines()
        if seen.search(line)
    }
    index = '{% if chapter.kind == "index" %}{{ index.index(book.index, address) }}{% endif %}'
    assert found == {("chapter.html", index), ("chapter.xhtml", index)}


@pytest.mark.parametrize("edition", ["pdf", "epub"])
def test_the_contents_are_set_anew_when_a_line_of_them_changes(
    house: _House, edition: str
) -> None:
    house.galley(NOTES, edition)
    house.galley(
        {**NOTES, "B.md": NOTES["B.md"].replace("# There", "# Where")}, edition
    )
    # With the chapter the one that refers to it.
    assert house.put_there == 3
    house.galley({**NOTES, "B.md": NOTES["B.md"].replace("Some", "Few")}, edition)
    assert house.put_there == 1


def test_editions_and_settings_stand_apart(house: _House) -> None:
    house.galley(NOTES)
    house.galley(NOTES, "pdf")
    assert house.put_there == 4
    house.galley(NOTES, title="Another book")
    assert house.put_there == 4
    house.galley(NOTES)
    assert house.put_there == 0


def test_with_templates_of_its_own_a_handbook_sets_all_anew(house: _House) -> None:
    frame = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body>{{ book.parts|length }} '
        b"{{ body }}</body></html>"
    )
    brought = Overrides(templates=(("epub/chapter.xhtml", frame),))
    first = house.galley(NOTES, brought=brought)
    assert "1 <p>" in first.sheets[-1].html
    assert house.put_there == 0
