"""TeX in the fields of a work: letters that keep their case, text of any length."""

import pytest

from octavo.citing.tex import titled


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
