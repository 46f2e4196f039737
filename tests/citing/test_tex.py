"""TeX in the fields of a work: letters that keep their case, text of any length."""

import pytest

from octavo.citing.names import people
from octavo.citing.tex import plain, titled


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "The {LLM}s of {New York}",
            'The <span class="nocase">LLMs</span> of <span class="nocase">New York</span>',
        ),
        ("x{Y}z{W} d", '<span class="nocase">xYzW</span> d'),
        (r"\emph{Deep} blue", "<i>Deep</i> blue"),
        ("left{Open", "leftOpen"),
        # A word of this length is read once, or this takes an hour.
        ("a" * 200_000, "a" * 200_000),
    ],
    ids=lambda text: text[:12],
)
def test_a_title_keeps_what_its_braces_keep(written: str, expected: str) -> None:
    assert titled(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Q & A in AT&T, R&amp;D", "Q & A in AT&T, R&D"),
        (r"On \LaTeX{} and \TeX at last", "On LaTeX and TeX at last"),
        (r"Cost $5 and $10, US\$2", "Cost $5 and $10, US$2"),
        (r"$O(n^2)$ and $\alpha$", "O(n^2) and α"),
        (r"\url{https://x.org/~a_b%20c}", "https://x.org/~a_b%20c"),
        (r"\href{u}{zed} \emph{a} \href{v_w}{b {\'e}}", "zed a b é"),
        (r"Nguy\~{\^e}n", "Nguyễn"),
        (r"\foo, \foo{bar} and \texttt{code} {\em x}", "foo, bar and code x"),
        (r"\noopsort{b}Last", "Last"),
    ],
)
def test_no_word_of_a_field_is_lost(written: str, expected: str) -> None:
    assert plain(written) == expected


def test_names_keep_the_accents_they_begin_with() -> None:
    written = (
        r"Novak, A and \v{S}koda, J and \"{O}ster, B and \c{C}elik and \O{}stby, K"
    )
    assert [name["family"] for name in people(written) if "family" in name] == [
        *("Novak", "Škoda", "Öster", "Çelik", "Østby"),
    ]


def test_an_and_in_braces_parts_no_names() -> None:
    assert people("{Smith and Sons} and\n Alexander, A AND others") == [
        {"literal": "Smith and Sons"},
        {"family": "Alexander", "given": "A"},
        {"literal": "\U000f0030"},
    ]
