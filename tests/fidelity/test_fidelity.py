"""No word, link or picture of these books is lost, and no mark of their source shows.

The judge reads the sources with another parser, and the finished files with programs
that did not write them.
"""

from pathlib import Path

import pytest
from expected import Expected
from judge import judge
from making import Made, make
from report import table
from shelves import TITLES

# A judge that has read nothing would find nothing wrong.
LEAST = {
    "vault": {"words": 900, "code": 30, "links": 35, "images": 7},
    "mdbook": {"words": 270, "code": 19, "links": 14, "images": 1},
    "includes": {"words": 50, "code": 50, "links": 0, "images": 0},
    "plain": {"words": 130, "code": 12, "links": 10, "images": 2},
    "deutsch": {"words": 75, "code": 0, "links": 3, "images": 0},
    "nihongo": {"words": 95, "code": 3, "links": 3, "images": 0},
    "arabi": {"words": 35, "code": 0, "links": 3, "images": 0},
    "kluis": {"words": 300, "code": 40, "links": 14, "images": 2},
    "rustgids": {"words": 210, "code": 80, "links": 9, "images": 1},
    "hugo": {"words": 107, "code": 8, "links": 3, "images": 0},
    "talen": {"words": 200, "code": 11, "links": 8, "images": 1},
}


@pytest.mark.parametrize("made", [title.name for title in TITLES], indirect=True)
def test_a_book_holds_all_that_its_notes_say(
    made: Made, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["made"]
    title = next(each for each in TITLES if each.name == name)
    judgement = judge(made.expected, made.epub, made.pdf)
    print(table(title.name, judgement))  # noqa: T201 - shown when the test fails
    assert judgement.faults(*title.excused) == []
    for measure, least in LEAST[title.name].items():
        assert judgement.total(f"epub {measure}").sought >= least


@pytest.mark.slow
def test_the_handbook_holds_all_that_its_notes_say(
    checkout: Path, tmp_path: Path
) -> None:
    expected = Expected(checkout / "source")
    made = make(checkout, tmp_path / "out", expected)
    judgement = judge(*made)
    assert judgement.faults() == []
    assert judgement.total("epub words").sought > 29_000
    assert judgement.total("pdf links").sought > 100


@pytest.mark.slow
def test_a_whole_course_holds_all_that_its_notes_say(
    course_vault: Path, tmp_path: Path
) -> None:
    unread = ("CONTRIBUTING.md", "README.md", "Table_of_Contents.md")
    expected = Expected(course_vault, left_out=unread)
    judgement = judge(*make(course_vault, tmp_path / "out", expected, jobs="2"))
    assert judgement.faults() == []
    assert judgement.total("pdf words").sought > 320_000
