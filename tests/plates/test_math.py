"""Formulas → MathML and a picture; or why not, and where."""

import time
from xml.etree import ElementTree

import pytest

from octavo.plates.math.setting import drawn, for_drawing
from octavo.plates.math.tex import tidy

M = "{http://www.w3.org/1998/Math/MathML}"


def test_a_formula_becomes_mathml_and_a_picture_on_the_baseline() -> None:
    found = drawn(r"\frac{a}{b}", display=False)
    assert found.mathml == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline" '
        r'alttext="\frac{a}{b}"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    )
    assert (found.width, found.height, found.depth) == (0.669, 1.2877, 0.4804)
    assert found.alt == "a/b"
    assert ElementTree.fromstring(found.svg).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_displayed_formula_is_larger() -> None:
    assert drawn(r"\sum_i \frac{a}{b}", display=True).height > (
        drawn(r"\sum_i \frac{a}{b}", display=False).height
    )


@pytest.mark.parametrize(
    ("tex", "why", "offset"),
    [
        (r"1 + \losss", "unknown command “\\losss”", 4),
        ("a & b", "found “&”, which may only appear in a table-like environment", 2),
        ("", "it is empty", -1),
        (r"\tag{3}", "it is empty", -1),
        ("x" * 10_001, "it is longer than 10000 characters", -1),
        (r"\left(" * 21 + r"\right)" * 21, "it is nested more than 20 deep", -1),
        (r"\prescript{1}{2}{X}", "it cannot be drawn", -1),
    ],
)
def test_what_is_not_understood_is_told(tex: str, why: str, offset: int) -> None:
    found = drawn(tex, display=True)
    assert (found.why, found.offset, found.mathml, found.svg) == (why, offset, "", b"")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"x \tag{3}", "x "),
        (r"x \label{eq:a} \nonumber", "x  "),
        (r"\begin{align}a\end{align}", r"\begin{aligned}a\end{aligned}"),
        (r"\begin{equation*}a\end{equation*}", r"\begin{gathered}a\end{gathered}"),
        (r"\begin{alignat}{2}a\end{alignat}", r"\begin{aligned}a\end{aligned}"),
        (r"\begin{eqnarray}a\end{eqnarray}", r"\begin{array}{rcl}a\end{array}"),
        (
            r"\sum_{\substack{a\\{b}}} x",
            r"\sum_{\begin{subarray}{c}a\\{b}\end{subarray}} x",
        ),
        (r"\substack{open", r"\substack{open"),
        (r"\notag \notagged", r" \notagged"),
        ("a\x01b", "ab"),
    ],
)
def test_what_belongs_to_a_page_is_made_fit_for_a_formula(
    written: str, meant: str
) -> None:
    assert tidy(written) == meant


def test_levels_stand_only_where_mathml_3_has_them() -> None:
    for tex in (r"\dfrac12", r"\sum_{\substack{a\\b}}", r"\tbinom nk", r"x^{\tfrac12}"):
        root = ElementTree.fromstring(drawn(tex, display=True).mathml)
        levelled = {
            element.tag.removeprefix(M)
            for element in root.iter()
            if {"scriptlevel", "displaystyle"} & set(element.keys())
        }
        assert levelled <= {"mstyle", "mtable", "math"}, tex


def test_bold_text_is_mathml_and_not_html() -> None:
    root = ElementTree.fromstring(drawn(r"\textbf{b}", display=True).mathml)
    assert [(e.tag.removeprefix(M), e.text, e.get("mathvariant")) for e in root] == [
        ("mtext", "b", "bold")
    ]


def test_columns_of_aligned_equations_touch_in_the_picture() -> None:
    aligned = drawn(r"\begin{aligned}a&=b\end{aligned}", display=True)
    table = ElementTree.fromstring(for_drawing(aligned.mathml)).find(f"{M}mtable")
    assert table is not None
    assert (table.get("columnalign"), table.get("columnspacing")) == (
        "right left",
        "0em",
    )


def test_rows_within_rows_take_no_exponential_time() -> None:
    begun = time.perf_counter()
    drawn(r"\log \ln \exp \sin \cos \tan \det \dim \ker \sup \inf \Pr \gcd", True)
    assert time.perf_counter() - begun < 3
