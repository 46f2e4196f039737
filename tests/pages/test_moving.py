"""Figures that do not fit on the rest of a page, and the text before them."""

from itertools import pairwise

import pytest
from running import octavo, vault
from type_area import Sheet, sheets

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="420">'
    '<rect width="400" height="420"/></svg>'
)
SHORT = (
    "It fills a line of its page and a little of the next, and is no longer than that."
)
LONG = " ".join([SHORT] * 4)


def told(figure: str, *behind: str, before: int = 20) -> str:
    """A chapter with a page that a figure does not fit on."""
    return "\n\n".join(["# Title", *[SHORT] * before, figure, *behind])


def figure(name: str) -> str:
    return f"![A square](square.svg)\n\nFigure: The square. ^{name}"


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sheet]]:
    """The pages of chapters, by name."""
    home, out = tmp_path_factory.mktemp("moving"), tmp_path_factory.mktemp("out")
    (home / "square.svg").write_text(PICTURE, encoding="utf-8")
    see = "Text that refers to [[#^{}]]. "
    tail = [f"Behind {n}. {LONG}" for n in range(6)]
    vault(
        home,
        A=told(figure("a"), see.format("a") + tail[0], *tail[1:]),
        B=told(figure("b"), *tail),
        C=told(figure("c"), f"## Head\n\n{see.format('c')}", *tail),
        D=told(f"Announced:\n\n{figure('d')}", see.format("d") + tail[0], *tail[1:]),
        E=told(figure("e"), see.format("e") + tail[0], *tail[1:], before=1),
        F=told(
            f"## Section\n\n{SHORT}\n\n{figure('f')}",
            f"### Head\n\n{see.format('f')}{LONG}",
            *tail,
            before=18,
        ),
        G=told(
            figure("g"),
            see.format("g"),
            *[f"Behind {n}. So it is." for n in range(6)],
            *["And so it is."] * 30,
        ),
    )
    made = {}
    for name in "ABCDEFG":
        note = home / f"{name}.md"
        folder = tmp_path_factory.mktemp(name)
        (folder / note.name).write_text(note.read_text("utf-8"), encoding="utf-8")
        (folder / "square.svg").write_text(PICTURE, encoding="utf-8")
        ran = octavo(
            *("build", str(folder), "-o", str(out / name)),
            *("--only", "pdf", "--no-cache"),
            cwd=out,
        )
        assert ran.code == 0, ran.err
        made[name] = sheets(next((out / name).glob("*.pdf")).read_bytes())
    return made


def around(pages: list[Sheet]) -> tuple[int, str]:
    """The lines of the page before that of the figure, and what follows the caption."""
    for before, page in pairwise(pages):
        lines = [line.text for line in page.within(60, 70)]
        at = next((n for n, text in enumerate(lines) if "Thesquare." in text), None)
        if at is not None:
            return len(before.within(60, 70)), lines[at + 1][:8]
    raise AssertionError("no figure")


@pytest.mark.parametrize(
    ("name", "full", "follows"),
    [
        # The reference is in the text that follows, which fills the page.
        ("A", True, "Behind5."),
        # Nothing refers to it.
        ("B", False, "Behind0."),
        # A new section begins below it.
        ("C", False, "Head"),
        # Words that end in a colon announce it.
        ("D", False, "Texttha"),
        # It fits on the first page, behind three lines of another sheet.
        ("E", False, "Texttha"),
        # A heading of the section runs on, and is not left alone above it.
        ("F", True, "Behind"),
    ],
)
def test_text_fills_the_page_before_a_figure_that_it_refers_to(
    chapters: dict[str, list[Sheet]], name: str, full: bool, follows: str
) -> None:
    lines, below = around(chapters[name])
    assert below.startswith(follows)
    assert (lines > 36) is full


def test_as_many_short_paragraphs_as_it_takes_fill_the_page(
    chapters: dict[str, list[Sheet]],
) -> None:
    for before, page in pairwise(chapters["G"]):
        if any("Thesquare." in line.text for line in page.lines):
            foot = max(line.bottom for line in before.within(60, 70))
    assert foot > 600


@pytest.mark.parametrize("name", "ABCDEFG")
def test_no_text_is_lost_and_none_comes_twice(
    chapters: dict[str, list[Sheet]], name: str
) -> None:
    whole = "".join(line.text for page in chapters[name] for line in page.lines)
    for words in ("Thesquare.", *(f"Behind{n}." for n in range(6))):
        assert whole.count(words) == 1, words
