"""The geometry of the PDF edition: criteria T01 to T19 of the typography notes.

One small book that has everything, set by the command and read back.
"""

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import Printed, printed
from type_area import Line, Sheet, sheets

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

MM = 72 / 25.4
# Width, height, side margin, top, bottom; in points.
PAPERS = {
    "b5": (176 * MM, 250 * MM, 28 * MM, 60, 74.66),
    "a4": (210 * MM, 297 * MM, 41 * MM, 72, 94.89),
    "letter": (612, 792, 43.95 * MM, 66, 81),
    "110x180mm": (110 * MM, 180 * MM, 110 * MM / 8, 43.37, 60.87),
}
WORDS = [
    "alignment",
    "oversight",
    "evaluation",
    "of",
    "the",
    "a",
    "policy",
    "in",
    "and",
    "reward",
    "to",
    "model",
    "with",
    "interpretability",
    "distribution",
    "as",
    "capability",
    "for",
    "on",
    "is",
    "that",
]
CODE = [f"    value_{n} = measure({n}, unit='point', figure={n})" for n in range(60)]
CALL = (
    "    answer = policy.generate(prompt, temperature=0.7).normalised().trimmed(count)"
)
LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)


def sentences(lots: random.Random, count: int) -> str:
    return " ".join(
        f"{' '.join(lots.choices(WORDS, k=lots.randint(5, 18))).capitalize()}."
        for _ in range(count)
    )


def chapter(title: str, seed: int) -> str:
    """A chapter of many sections, each with one thing that is hard to set."""
    lots = random.Random(seed)
    parts = [f"# {title}", sentences(lots, 4)]
    things = (
        "| Term | Meaning |\n|---|---|\n"
        + "\n".join(f"| Term {n} | {sentences(lots, 1)} |" for n in range(45)),
        "```python\n" + "\n".join([*CODE, CALL]) + "\n```",
        f"> [!warning] Mind the gap\n> {sentences(lots, 3)}",
        f"{LONG} `{'_'.join(WORDS)}` <https://example.org/{'/'.join(WORDS)}>",
        "- [ ] open\n- [x] done\n  - nested\n    - deeper",
        "7. seven\n8. eight",
        "| " + " | ".join(WORDS[:10]) + " |\n" + "|---" * 10 + "|\n"
        "| " + " | ".join(WORDS[10:20]) + " |",
        "$$\\sum_{i=1}^n x_i$$",
        "✅ ❌ ⭐ ⚡ ∝ ∧ ⊙ ✓ ✗ → ⟶ ★ 🎉 ᵢ ₙ ⚠️ **✅** *✗* `├──`",
    )
    for number, thing in enumerate(things, start=1):
        parts += [
            f"## Section {number} of {title}",
            f"{sentences(lots, 3)}[^{number}]",
            f"### Below {number}",
            sentences(lots, 4),
            thing,
            sentences(lots, 3),
        ]
    notes = [f"[^{n}]: Note {n}. {sentences(lots, 2)}" for n in range(1, 10)]
    return "\n\n".join([*parts, *notes])


def squeezed() -> str:
    """Lines that end in a note's mark, each a little longer than the one before."""
    lines = [
        f"the line may keep the hack {'i' * n} squeezed.[^{n}] i" for n in range(1, 41)
    ]
    return "\n\n".join(["# Marks", *lines, *(f"[^{n}]: Note." for n in range(1, 41))])


Build = Callable[[str], bytes]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The PDF on a paper; every paper is built once."""
    folder = tmp_path_factory.mktemp("look")
    source = folder / "book"
    source.mkdir()
    for number, title in enumerate(("Reward", "Oversight"), start=1):
        text = chapter(title, number)
        (source / f"{number} {title}.md").write_text(text, encoding="utf-8")
    (source / "3 Marks.md").write_text(squeezed(), encoding="utf-8")
    alone = source / "1 Reward.md"
    made: dict[str, bytes] = {}

    def built(page: str) -> bytes:
        if page not in made:
            ran = octavo(
                *(
                    "build",
                    str(source if page == "b5" else alone),
                    "--only",
                    "pdf",
                    "-o",
                    str(folder / page),
                ),
                *("--set", f"pdf.page={page}", "--no-cache"),
                # Ten columns are told to be too wide for a page of 110 mm.
                *(() if page == "110x180mm" else ("--strict",)),
                cwd=folder,
            )
            assert ran.code == 0, ran.err
            made[page] = next((folder / page).glob("*.pdf")).read_bytes()
        return made[page]

    return built


@pytest.fixture(scope="module")
def pages(build: Build) -> list[Sheet]:
    return sheets(build("b5"))


@pytest.fixture(scope="module")
def read(build: Build) -> Printed:
    return printed(build("b5"))


def text_lines(sheet: Sheet, paper: str = "b5") -> tuple[Line, ...]:
    *_, top, bottom = PAPERS[paper]
    return sheet.within(top, bottom)


@pytest.mark.parametrize(
    "paper",
    [
        "b5",
        "110x180mm",
        *(pytest.param(p, marks=pytest.mark.slow) for p in ("a4", "letter")),
    ],
)
def test_pages_have_the_paper_s_size_and_text_stays_in_its_area(
    build: Build, paper: str
) -> None:
    width, height, side, top, bottom = PAPERS[paper]
    made = sheets(build(paper))
    assert {(round(page.width), round(page.height)) for page in made} == {
        (round(width), round(height))
    }
    out = [
        (number, line.text)
        for number, page in enumerate(made)
        for line in page.lines
        if line.left < side - 1 or line.right > width - side + 1
    ]
    assert out == []
    # Nothing but a running head above the area, nothing but a folio below it; the box
    # of a line reaches a little beyond the letters.
    for page in made[1:]:
        above = [line for line in page.lines if line.bottom <= top]
        below = [line for line in page.lines if line.top >= height - bottom]
        assert len(above) <= 1
        assert [re.fullmatch(r"[ivxlc]+|\d+", line.text) for line in below] != [None]


def test_no_page_ends_with_a_heading(pages: list[Sheet]) -> None:
    last = [text_lines(page)[-1] for page in pages[4:] if text_lines(page)]
    headings = [
        line.text
        for line in last
        if re.match(r"(Section|Below)\d", line.text) and "Sans" in line.glyphs[0].font
    ]
    assert headings == []


def test_no_page_is_blank(pages: list[Sheet]) -> None:
    assert [number for number, page in enumerate(pages) if not page.lines] == []


def test_only_our_fonts_and_all_embedded(read: Printed) -> None:
    assert read.unembedded == set()
    assert {name for name in read.fonts if "+Octavo-" not in name} == set()


def test_every_character_has_a_glyph(read: Printed, pages: list[Sheet]) -> None:
    whole = "".join(read.texts)
    for sign in "✅❌⭐⚡∝∧⊙✓✗→⟶★🎉ᵢₙ⚠├":
        assert sign in whole, sign
    assert "\ufffd" not in whole


def test_nothing_is_smaller_than_six_and_a_half_points(pages: list[Sheet]) -> None:
    small = {
        (glyph.text, glyph.size)
        for page in pages
        for line in page.lines
        for glyph in line.glyphs
        if glyph.size < 6.5
    }
    assert small == set()


def test_text_keeps_the_line_distance(pages: list[Sheet]) -> None:
    """T08: 97 % of neighbouring lines of running text are 14 pt apart."""
    gaps = [
        round(below.bottom - above.bottom, 1)
        for page in pages[5:]
        for above, below in zip(text_lines(page), text_lines(page)[1:], strict=False)
        if {above.glyphs[0].font[7:], below.glyphs[0].font[7:]} == {"Octavo-Serif"}
        and {above.glyphs[0].size, below.glyphs[0].size} == {10.5}
        and 1 < below.bottom - above.bottom < 15.5
    ]
    exact = [gap for gap in gaps if abs(gap - 14) <= 0.1]
    assert len(gaps) > 100
    assert len(exact) / len(gaps) >= 0.97


def test_a_line_holds_58_to_75_characters(read: Printed) -> None:
    """T09, over the lines of the widest kind."""
    full = [
        len(line)
        for text in read.texts[6:]
        for line in text.splitlines()
        if len(line) > 53 and not re.search(r"[_=|/]|Note \d|\. \.|Term", line)
    ]
    assert 58 <= sum(full) / len(full) <= 75


def test_a_table_s_head_stands_on_each_of_its_pages(read: Printed) -> None:
    with_rows = [
        text for text in read.texts if re.search(r"^Term \d+\s", text, re.MULTILINE)
    ]
    assert len(with_rows) > 2
    assert all(re.search(r"^Term Meaning", text, re.MULTILINE) for text in with_rows)


def test_chapters_have_heads_after_their_opening_page(pages: list[Sheet]) -> None:
    heads = {
        number: [line.text for line in page.lines if line.bottom <= 60]
        for number, page in enumerate(pages)
    }
    opening = [
        number
        for number, page in enumerate(pages)
        if page.lines and re.fullmatch(r"CHAPTER\d", page.lines[0].text)
    ]
    assert len(opening) == 3
    for number in opening[:2]:
        assert heads[number] == []
        (after,) = heads[number + 1]
        assert re.fullmatch(r"(\w+)Section\dof\1", after)


def test_printed_folios_are_the_page_labels(read: Printed, pages: list[Sheet]) -> None:
    folios = {
        number: line.text
        for number, page in enumerate(pages)
        for line in page.lines
        if line.top > page.height - 74.66
    }
    assert len(folios) == len(pages) - 4
    assert folios == {number: read.labels[number] for number in folios}


def test_the_contents_print_the_page_each_entry_is_on(read: Printed) -> None:
    contents = next(text for text in read.texts if text.startswith("Contents"))
    printed_on = re.findall(r"Section 3 of (\w+)[ .]*(\d+)", contents)
    assert [title for title, _ in printed_on] == ["Reward", "Oversight"]
    for title, folio in printed_on:
        (page,) = [
            place for _, row, place in read.outline if row == f"Section 3 of {title}"
        ]
        assert read.labels[page] == folio


def test_every_footnote_stands_once_at_a_foot(read: Printed) -> None:
    whole = "\n".join(read.texts)
    for number in range(1, 10):
        assert (
            len(re.findall(rf"^{number}\s*Note {number}\. ", whole, re.MULTILINE)) == 2
        )


def test_turned_lines_of_a_listing_join_to_the_source(read: Printed) -> None:
    """T36: what is copied has no stray mark, and no character less."""
    flat = re.sub(r"\s+", "", "".join(read.texts))
    assert flat.count(re.sub(r"\s+", "", CALL)) == 2


def test_lists_begin_where_they_were_told(pages: list[Sheet]) -> None:
    marks = [line.text for page in pages for line in page.lines if len(line.text) < 3]
    assert [mark for mark in marks if re.fullmatch(r"\d\.", mark)] == ["7.", "8."] * 2


def test_short_labels_in_a_table_stay_on_one_line(read: Printed) -> None:
    whole = "\n".join(read.texts)
    assert len(re.findall(r"^Term \d+ \S", whole, re.MULTILINE)) == 90


def test_no_mark_of_a_note_begins_a_line(pages: list[Sheet]) -> None:
    """In 40 widths of a line, at some of which the word fits and the mark does not."""
    lines = [line.text for page in pages for line in page.lines]
    assert sum("squeezed." in line for line in lines) == 40
    assert [line for line in lines if re.fullmatch(r"\d+i", line)] == []
