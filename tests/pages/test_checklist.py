"""The checklist as it is printed: every item once, on paper, in a size that is read."""

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from inspector.leaves import leaves
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from type_area import Sheet, sheets

from octavo.editions.checklist.makeup import SIZES
from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.pipeline import build

MM = 72 / 25.4
PAPERS = {"": (595.276, 841.89), "-letter": (612.0, 792.0)}
WORDS = [
    "read",
    "the",
    "notes",
    "twice",
    "before",
    "anything",
    "else",
    "is",
    "signed",
    "or",
    "sent",
    "out",
]


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def _items(count: int, words: int = 6, begin: int = 0) -> list[str]:
    """Items that can be told apart: `q7q` and then words."""
    return [
        f"q{number}q "
        + " ".join(WORDS[(number + k) % len(WORDS)] for k in range(words + number % 3))
        for number in range(begin, begin + count)
    ]


def _note(title: str, items: Sequence[str], group: int = 9) -> str:
    lines = [f"# {title}", ""]
    for place, item in enumerate(items):
        if place % group == 0:
            lines += ["", f"## Checklist {place // group + 1}", ""]
        lines.append(f"- [ ] {item}")
    return "\n".join(lines) + "\n"


def _built(folder: Path, toml: str = "", moment: int = 0, **notes: str) -> Proof:
    source = folder / "s"
    source.mkdir(exist_ok=True)
    (source / "handbook.toml").write_text(
        f'[handbook]\nslug = "s"\nlicence = "CC0-1.0"\n{toml}'
    )
    for name, text in notes.items():
        place = source / f"{name.replace('__', '/')}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    asked = Commission(
        path=source, out=folder / "out", editions=("checklist",), moment=moment
    )
    return build(asked, _nobody)


def _sheets(folder: Path, suffix: str = "") -> list[Sheet]:
    return sheets((folder / "out" / f"s-checklist{suffix}.pdf").read_bytes())


def _marks(pages: Sequence[Sheet]) -> list[int]:
    """The numbers of the items found, in reading order of the file's lines."""
    text = " ".join(line.text for page in pages for line in page.lines)
    return [int(number) for number in re.findall(r"q(\d+)q", text)]


def _sound(pages: Sequence[Sheet], suffix: str) -> None:
    """Nothing in the margin that printers need, nothing too small, nothing on another."""
    for page in pages:
        assert (page.width, page.height) == pytest.approx(PAPERS[suffix], abs=0.01)
        for line in page.lines:
            assert line.left >= 10 * MM
            assert line.right <= page.width - 10 * MM
            assert line.top >= 10 * MM
            assert line.bottom <= page.height - 10 * MM
            assert min(glyph.size for glyph in line.glyphs) >= 7.5 * 0.9 - 0.01
        feet = [line.top for line in page.lines if "CC0-1.0" in line.text]
        heads = [line.bottom for line in page.lines if "1970-01-01" in line.text]
        marked = [line for line in page.lines if re.search(r"q\d+q", line.text)]
        if len(feet) == len(heads) == 1:
            assert all(heads[0] < line.bottom - 12 for line in marked)
            assert all(line.bottom < feet[0] + 1 for line in marked)
        _apart(page)


def _apart(page: Sheet) -> None:
    """Lines beside one another do not touch, lines above one another are apart."""
    for place, line in enumerate(page.lines):
        for other in page.lines[place + 1 :]:
            size = min(glyph.size for glyph in (*line.glyphs, *other.glyphs))
            if other.bottom - line.bottom >= 1.1 * size:
                break
            assert line.right <= other.left + 0.5 or other.right <= line.left + 0.5


def _sizes(pages: Sequence[Sheet]) -> set[float]:
    """The sizes of type that items are set in."""
    return {
        round(glyph.size, 2)
        for page in pages
        for line in page.lines
        if re.match(r"q\d+q", line.text)
        for glyph in line.glyphs
    }


@pytest.mark.parametrize("count", [1, 7, 40, 110])
def test_all_items_stand_on_one_page_of_either_paper(
    tmp_path: Path, count: int
) -> None:
    proof = _built(tmp_path, One=_note("One", _items(count, words=4)))
    assert [told.code for told in proof.diagnostics] == []
    for suffix in PAPERS:
        pages = _sheets(tmp_path, suffix)
        assert len(pages) == 1
        assert sorted(_marks(pages)) == list(range(count))
        _sound(pages, suffix)
        (size,) = _sizes(pages)
        assert size in SIZES
        assert size == 12 or count >= 40


@pytest.mark.slow
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    count=st.integers(min_value=2, max_value=400),
    words=st.lists(st.integers(min_value=0, max_value=59), min_size=1, max_size=5),
    group=st.integers(min_value=1, max_value=40),
)
@example(count=1, words=[59], group=1)
@example(count=18, words=[0], group=1)
@example(count=110, words=[3, 4, 5], group=9)
@example(count=400, words=[29], group=40)
def test_a_checklist_is_one_sound_page_or_missed_in_true_figures(
    count: int, words: list[int], group: int
) -> None:
    # What is far too much is so in the same way, but takes minutes to set.
    most = 12000 // count
    items = [
        " ".join(
            [f"q{n}q"]
            + [WORDS[(n + k) % 12] for k in range(min(words[n % len(words)], most))]
        )
        for n in range(count)
    ]
    toml = '[checklist]\nper = "book"\npaper = ["a4"]\n'

    def made(kept: int) -> Proof:
        return _built(Path(folder), toml, One=_note("One", items[:kept], group))

    with TemporaryDirectory() as folder:
        told = made(count).diagnostics
        kept = count
        if told:
            assert [one.code for one in told] == ["checklist-overfull"]
            found = re.match(r"remove about (\d+) of (\d+) items", told[0].help)
            assert found is not None
            assert int(found[2]) == count
            kept -= int(found[1])
            assert not (Path(folder) / "out").exists()
            fewer = made(kept + 1).diagnostics
            assert [one.code for one in fewer] == ["checklist-overfull"]
            assert made(kept).diagnostics == ()
        pages = _sheets(Path(folder))
        assert len(pages) == 1
        assert sorted(_marks(pages)) == list(range(kept))
        _sound(pages, "")
        (size,) = _sizes(pages)
        assert size in SIZES


def test_a_sheet_that_is_missed_is_told_in_true_figures(tmp_path: Path) -> None:
    items = _items(190, words=5)
    toml = '[checklist]\nper = "book"\npaper = ["a4"]\n'
    (told,) = _built(tmp_path, toml, One=_note("One", items)).diagnostics
    found = re.match(r"remove about (\d+) of 190 items, ", told.help)
    assert found is not None
    over = int(found[1])
    assert not (tmp_path / "out").exists()
    fewer = _built(tmp_path, toml, One=_note("One", items[: 191 - over]))
    assert [row.code for row in fewer.diagnostics] == ["checklist-overfull"]
    enough = _built(tmp_path, toml, One=_note("One", items[: 190 - over]))
    assert enough.diagnostics == ()
    assert len(_sheets(tmp_path)) == 1


def test_the_largest_groups_are_named_when_the_sheet_is_missed(tmp_path: Path) -> None:
    note = "---\nchecklist: true\n---\n# One\n"
    for head, count in (
        ("Few", 5),
        ("Most", 90),
        ("Some", 40),
        ("More", 60),
        ("No", 1),
    ):
        note += f"\n## {head}\n\n" + "".join(f"- {row}\n" for row in _items(count, 12))
    toml = '[checklist]\nper = "book"\npaper = ["a4"]\n'
    (told,) = _built(tmp_path, toml, One=note).diagnostics
    assert "(most are in “Most” (90), “More” (60)), shorten" in told.help


def _course(first: int, second: int) -> dict[str, str]:
    """Two parts of two chapters each, with items in all of them."""
    counts = (first, second, first, second)
    begins = [sum(counts[:place]) for place in range(4)]
    names = ("Basics__One", "Basics__Two", "Outlook__Three", "Outlook__Four")
    return {
        name: _note(name.partition("__")[2], _items(count, 5, begin))
        for name, count, begin in zip(names, counts, begins, strict=True)
    }


_HELPS = [
    ({"One": 240}, "leave `[checklist] per` out, for 2 sheets"),
    ({"One": 120, "Two": 120}, "set `[checklist] per` to “chapter”"),
    (
        {"A__1": 60, "A__2": 60, "B__3": 60, "B__4": 60},
        "set `[checklist] per` to “part” or “chapter”",
    ),
    (
        {"A__1": 120, "A__2": 120, "B__3": 9, "B__4": 9},
        "set `[checklist] per` to “chapter”",
    ),
    ({"One": 240, "Two": 9}, "leave `[checklist] per` out, for 3 sheets"),
]


@pytest.mark.parametrize(("counts", "way"), _HELPS)
def test_only_what_would_help_in_this_book_is_said_to_help(
    tmp_path: Path, counts: dict[str, int], way: str
) -> None:
    toml = '[checklist]\nper = "book"\npaper = ["a4"]\n'
    notes = {
        name: _note(name.rpartition("__")[2], _items(count, 2))
        for name, count in counts.items()
    }
    (told,) = _built(tmp_path, toml, **notes).diagnostics
    assert told.help.endswith(f", or {way}")
    assert "several lines" not in told.help


@pytest.mark.parametrize(
    ("per", "units"),
    [
        ("book", []),
        ("auto", []),
        ("part", ["Basics", "Outlook"]),
        ("chapter", ["Four", "One", "Three", "Two"]),
    ],
)
def test_a_sheet_is_made_for_each_of_what_was_asked_for(
    tmp_path: Path, per: str, units: list[str]
) -> None:
    proof = _built(tmp_path, f'[checklist]\nper = "{per}"\n', **_course(3, 4))
    assert proof.diagnostics == ()
    for suffix in PAPERS:
        pages = _sheets(tmp_path, suffix)
        assert len(pages) == max(1, len(units))
        assert sorted(_marks(pages)) == list(range(14))
        with pikepdf.open(tmp_path / "out" / f"s-checklist{suffix}.pdf") as pdf:
            assert sorted(row.title for row in pdf.open_outline().root) == units


def test_a_sheet_is_the_same_all_day(tmp_path: Path) -> None:
    days = []
    for moment in (86_400, 172_799, 172_800):
        _built(tmp_path, moment=moment, A=_note("A", ["one", "two"]))
        days.append((tmp_path / "out" / "s-checklist.pdf").read_bytes())
    assert days[0] == days[1] != days[2]


@pytest.mark.parametrize(
    ("first", "second", "sheets_made"),
    [(60, 50, "2 sheets were made, one for each part"), (90, 90, "one for each ch")],
)
def test_what_is_too_much_for_a_sheet_goes_by_part_else_by_chapter(
    tmp_path: Path, first: int, second: int, sheets_made: str
) -> None:
    toml = '[checklist]\npaper = ["a4"]\n'
    (told,) = _built(tmp_path, toml, **_course(first, second)).diagnostics
    assert (told.code, told.severity.word) == ("checklist-overfull", "warning")
    assert sheets_made in told.help
    pages = _sheets(tmp_path)
    assert sorted(_marks(pages)) == list(range(2 * (first + second)))
    _sound(pages, "")


def test_a_chapter_too_long_for_a_sheet_runs_on_and_is_numbered(tmp_path: Path) -> None:
    toml = '[checklist]\npaper = ["a4"]\n'
    _built(tmp_path, toml, One=_note("One", _items(190, 6)))
    pages = _sheets(tmp_path)
    assert len(pages) == 2
    assert sorted(_marks(pages)) == list(range(190))
    _sound(pages, "")
    # Evenly, and in the size of which both are capable.
    first, second = (len(_marks([page])) for page in pages)
    assert 0 <= first - second <= 6
    (size,) = _sizes(pages)
    assert size > 8
    with pikepdf.open(tmp_path / "out" / "s-checklist.pdf") as pdf:
        titles = [row.title for row in pdf.open_outline().root]
    assert titles == ["One (1/2)", "One (2/2)"]


@pytest.mark.parametrize("per", ["auto", "book", "chapter"])
def test_an_item_longer_than_a_sheet_is_told_and_nothing_is_written(
    tmp_path: Path, per: str
) -> None:
    words = [f"q{number}q" for number in range(1, 3001)]
    toml = f'[checklist]\npaper = ["a4"]\nper = "{per}"\n'
    note = _note("One", ["q0q", " ".join(words), "q3001q"])
    (told,) = _built(tmp_path, toml, One=note).diagnostics
    assert (told.code, told.severity.word, told.span.line) == ("long-item", "error", 7)
    assert not (tmp_path / "out").exists()
    pages = re.match(r"this item alone takes (\d\.\d\d) A4 pages", told.message)
    part = re.match(r"shorten it to about (\d+) % of its length, or make", told.help)
    assert pages is not None
    assert part is not None
    assert int(part[1]) == pytest.approx(100 / float(pages[1]), abs=2)
    cut = words[: len(words) * int(part[1]) // 100]
    assert _built(tmp_path, toml, One=_note("One", [" ".join(cut)])).diagnostics == ()
    assert len(_sheets(tmp_path)) == 1


def test_items_of_hundreds_of_words_share_a_sheet(tmp_path: Path) -> None:
    items = _items(4, words=440)
    assert _built(tmp_path, One=_note("One", items)).diagnostics == ()
    for suffix in PAPERS:
        (page,) = _sheets(tmp_path, suffix)
        assert sorted(_marks([page])) == [0, 1, 2, 3]
        _sound([page], suffix)


@pytest.mark.parametrize("quoted", ["{}", "`{}`", "**{}**"])
def test_a_word_without_a_break_stays_in_its_column(
    tmp_path: Path, quoted: str
) -> None:
    long = quoted.format("Xy" * 300)
    note = (
        f"---\nchecklist: true\n---\n# One\n\n## Checklist {'W' * 90}\n\n- [ ] {long}\n"
    )
    note += "\n## Others\n\n" + "- [ ] q1q\n" * 25
    assert _built(tmp_path, One=note).diagnostics == ()
    for suffix in PAPERS:
        (page,) = _sheets(tmp_path, suffix)
        text = "".join(line.text for line in page.lines)
        assert text.count("X") == 300
        assert text.count("W") == 90
        _sound([page], suffix)
        words = [line for line in page.lines if set("XyW") & set(line.text)]
        assert max(line.right for line in words) < page.width / 2


def test_titles_of_any_length_push_the_columns_down(tmp_path: Path) -> None:
    title = " ".join(f"t{number}t" for number in range(45))
    chapter = " ".join(f"c{number}c" for number in range(60))
    toml = f'title = "{title}"\n[checklist]\nper = "chapter"\ntitle = "{title}"\n'
    _built(tmp_path, toml, One=_note(chapter, _items(20)))
    for suffix in PAPERS:
        (page,) = _sheets(tmp_path, suffix)
        _sound([page], suffix)
        lines = [line for line in page.lines if re.match(r"q\d+q", line.text)]
        text = "".join(line.text for line in page.lines if line.bottom < lines[0].top)
        assert re.findall(r"t(\d+)t", text) == [*map(str, range(45))] * 2
        assert re.findall(r"c(\d+)c", text) == [*map(str, range(60))]


@pytest.mark.parametrize(
    ("notes", "title"),
    [
        (
            {"One": "---\nchecklist: true\n---\n# Before you go\n\n- q1q\n"},
            "Before you go",
        ),
        ({"One": "# Checklist for friends\n\n- q1q\n"}, "Checklist for friends"),
        ({"One": "# Going\n\n- [ ] q1q\n"}, "Checklist"),
        (
            {
                "One": "---\nchecklist: true\n---\n# Before you go\n\n- q1q\n",
                "Two": "# Other\n\n- [ ] q2q\n",
            },
            "Checklist",
        ),
        (
            {
                "One": "---\nchecklist: true\n---\n# Before you go\n\n- q1q\n",
                "Two": "---\nchecklist: false\n---\n# Other\n\n- [ ] q2q\n",
            },
            "Before you go",
        ),
    ],
)
def test_a_note_heads_the_sheet_if_all_of_it_is_from_there(
    tmp_path: Path, notes: dict[str, str], title: str
) -> None:
    _built(tmp_path, 'title = "The book"\n', **notes)
    (page,) = _sheets(tmp_path)
    glyphs = [glyph for line in page.lines for glyph in line.glyphs]
    large = "".join(glyph.text for glyph in glyphs if glyph.size > 18)
    assert large == title.replace(" ", "")
    # What is said at the head is not said again above the items.
    assert sum(title.replace(" ", "") in line.text for line in page.lines) == 1


def test_a_sheet_from_right_to_left_is_mirrored(tmp_path: Path) -> None:
    toml = 'language = "he"\n[checklist]\npaper = ["a4"]\n'
    items = _items(40)
    _built(tmp_path, toml, One=_note("One", items, group=20))
    (page,) = _sheets(tmp_path)
    _sound([page], "")
    # The words of a page from right to left are not in the order of its letters.
    (leaf,) = leaves((tmp_path / "out" / "s-checklist.pdf").read_bytes())
    right = " ".join(line.text for line in leaf.lines if line.left > page.width / 2)
    assert re.findall(r"q(\d+)q", right) == [str(number) for number in range(20)]
    with pikepdf.open(tmp_path / "out" / "s-checklist.pdf") as pdf:
        boxes = [[float(at) for at in field.Rect] for field in pdf.Root.AcroForm.Fields]
    edges = sorted({round(box[2]) for box in boxes})
    assert edges == [round((page.width - 16) / 2 - 0.25), round(page.width - 12 * MM)]


def test_a_chapter_from_right_to_left_is_mirrored_among_others(tmp_path: Path) -> None:
    right = "---\nlang: he\n---\n# Two\n\n- [ ] q2q\n"
    _built(tmp_path, One="# One\n\n- [ ] q1q\n", Two=right)
    (page,) = _sheets(tmp_path)
    ends = {line.text: line for line in page.lines if re.match(r"q\dq", line.text)}
    assert ends["q1q"].left < 60
    assert ends["q2q"].right > page.width - 60


def test_long_words_are_divided_as_the_language_of_the_note_has_it(
    tmp_path: Path,
) -> None:
    word = "Wahrscheinlichkeitsverteilungsfunktionen"
    note = "---\nlang: de\nchecklist: true\n---\n# One\n\n" + (
        f"- Die {word} der Aufsichtsbehörde kennen\n" * 70
    )
    _built(tmp_path, '[checklist]\npaper = ["a4"]\n', One=note)
    with pypdfium2.PdfDocument(tmp_path / "out" / "s-checklist.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_range()
    # The reader gives a hyphen at the end of a line as U+FFFE, and no end of the line.
    assert text.count("Die Wahrscheinlichkeitsverteilungsfunk\ufffetionen der") == 70


def test_boxes_show_what_stands_in_them(tmp_path: Path) -> None:
    states = [" ", "x", "X", "/", ">", "-", "!", "?", "§"]
    note = "# One\n\n" + "".join(f"- [{state}] item\n" for state in states)
    _built(tmp_path, One=note)
    (page,) = _sheets(tmp_path)
    texts = [line.text for line in page.lines if line.text.endswith("item")]
    assert texts == [f"{sign}item" for sign in ("", "", "", "", "›", "", "!", "?", "§")]
    with pikepdf.open(tmp_path / "out" / "s-checklist.pdf") as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.TU) for field in fields] == [
            "item",
            "item",
            "item",
            "item (half done)",
            "item (forwarded)",
            "item (cancelled)",
            "item (important)",
            "item (unclear)",
            "item (§)",
        ]
        assert [field.V == "/on" for field in fields] == [False, True, True] + [
            False
        ] * 6


def test_a_picture_stands_beside_its_box_in_its_own_shape(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    Image.new("RGB", (300, 200), "#888888").save(tmp_path / "s" / "p.png")
    note = "# One\n\n- [ ] ![[p.png]]\n- [ ] see ![a map](p.png) first\n"
    _built(tmp_path, One=note)
    with pypdfium2.PdfDocument(tmp_path / "out" / "s-checklist.pdf") as pdf:
        shown = [
            one.get_bounds()
            for one in pdf[0].get_objects()
            if one.type == FPDF_PAGEOBJ_IMAGE
        ]
    assert len(shown) == 2
    for left, bottom, right, top in shown:
        assert (right - left) / (top - bottom) == pytest.approx(1.5, abs=0.01)
        assert top - bottom == pytest.approx(36, abs=0.1)


def test_lines_break_between_words_whatever_their_markup(tmp_path: Path) -> None:
    words = " ".join(
        f"**{word}**" if place % 2 else f"*{word}*"
        for place, word in enumerate(
            ["notwithstanding", "otherwise", "thereafter"] * 40
        )
    )
    _built(tmp_path, One=f"# One\n\n- [ ] {words}\n- [ ] [{words}](https://e.org)\n")
    with pypdfium2.PdfDocument(tmp_path / "out" / "s-checklist.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_range()
    body = text[text.index("notwithstanding") : text.rindex("thereafter") + 10]
    assert set(body.split()) == {"notwithstanding", "otherwise", "thereafter"}
