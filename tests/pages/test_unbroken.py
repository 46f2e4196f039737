"""Where lines of pages are broken in references and citations, and where never."""

import re

import pytest
from reading import printed
from running import octavo, vault

FILL = "It is so and as we had to say it of all we did in an odd year of it too. "
BIB = (
    "@book{a, author = {Langosco, A. and Bo, C. and De, E.}, title = {T}, year = 2024}\n"
    "@book{b, author = {Gabriel, A. and Hernandez, B.}, title = {U}, year = 2023}\n"
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a chapter in which each reference stands a letter farther right."""
    home, out = tmp_path_factory.mktemp("lines"), tmp_path_factory.mktemp("out")
    some = [
        f"{(FILL * 2)[:at].strip()} it is in [[Two#^q{at}]].\n\n"
        f"{(FILL * 2)[:at].strip()} it is said (also [@a, p. 5; @b]).\n\n"
        for at in range(20, 90)
    ]
    asked = [
        f"> [!question|core] Why is it?\n> So.\n\n^q{at}\n\n" for at in range(20, 90)
    ]
    vault(home, One="# One\n\n" + "".join(some), Two="# Two\n\n" + "".join(asked))
    (home / "works.bib").write_text(BIB, encoding="utf-8")
    ran = octavo(
        "build", str(home), "-o", str(out), "--only", "pdf", "--no-cache", cwd=out
    )
    assert ran.code == 0, ran.err
    book = printed(next(out.glob("*.pdf")).read_bytes())
    first, end = book.destinations["one"], book.destinations["two"]
    text = "\n".join(book.texts[first:end]).replace("\u00a0", " ")
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_a_reference_is_broken_before_its_page_and_not_before_a_number(
    lines: list[str],
) -> None:
    begins = {
        re.sub(r"\d+", "N", line) for line in lines if re.match(r"p. \d+\.|ques", line)
    }
    assert begins == {"p. N.", "question N, p. N."}
    ends = {line.rpartition(" ")[2] for line in lines}
    assert not ends & {"question", "p."}
    assert [line for line in lines if re.search(r"\bques\W*$", line)] == []


def test_names_are_not_divided_and_a_year_begins_a_line_only_behind_others(
    lines: list[str],
) -> None:
    text = "\n".join(lines)
    for words in ("Langosco", "Langosco et al.,", "p. 5", "Gabriel", "Hernandez, 2023"):
        assert text.count(words) == 70, words
