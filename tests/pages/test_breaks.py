"""Where lines end: at quotation marks, dashes and compounds, and within names."""

from dataclasses import replace

import pypdfium2
import pytest
from pages_sample import STYLES, bench, galley, sheet
from reading import data_of

from octavo.model.asset import Asset
from octavo.typeset import typeset
from octavo.typeset.door import Press
from octavo.typeset.layout import lay_out
from octavo.typeset.pages import boxes

HYPHEN = "\u2010"
UNSEEN = "\u200b\u2060"


def _rows(words: str) -> str:
    """A paragraph in eighty widths."""
    return "".join(
        f'<p style="width: {width}pt">{words}</p>' for width in range(60, 140)
    )


def _lines(fonts: tuple[Asset, ...], words: str) -> list[str]:
    """The lines it has in these widths."""
    styles = STYLES + "html { hyphens: auto; hyphenate-limit-chars: 6 3 3 }"
    one = sheet("b", _rows(words), kind="chapter", role="body")
    laid = lay_out(Press(styles, fonts), one, {}, {}, first=1, verso=False)
    found = []
    for box in (box for page in laid.pages for box in boxes(page)):
        if type(box).__name__ == "LineBox" and box.element is not None:
            texts = (getattr(below, "text", "") for below in box.descendants())
            found.append("".join(texts).translate(dict.fromkeys(map(ord, UNSEEN))))
    return found


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("some “word” (or more)", {"some", "“word”", "(or", "more)"}),
        ("das „Wort“ „oder“ so", {"das", "„Wort“", "„oder“", "so"}),
        ("hers — or <em>yours</em> – is", {"hers", "or", "yours", "is"}),
        ("a top-k of e-mail by t-SNE", {"a", "top-k", "of", "e-mail", "by", "t-SNE"}),
        ("all the DeepMind one", {"all", "the", "DeepMind", "one"}),
        ("a rate of GPT4Vision", {"a", "rate", "of", "GPT4Vision"}),
        ("a weight_decays one", {"a", "weight_decays", "one"}),
        ("a section=“given” one", {"a", "section=“given”", "one"}),
        ("a resource-constrained", {"a", "resource-", "constrained"}),
        ("so of length ≥ k it is", {"so", "of", "length", "≥", "it", "is"}),
        (
            "so https://www.octavo.org/this",
            {"so", "https://www.octavo.org/", "https://www.octavo.org/this", "this"},
        ),
    ],
)
def test_lines_begin_with_whole_words(
    words: str, begins: set[str], fonts: tuple[Asset, ...]
) -> None:
    first = {line.split()[0] for line in _lines(fonts, words)}
    compounds = {word for word in first if word.split("-")[0] + "-" in begins}
    assert len(first) > 1
    assert first - compounds <= begins


def test_no_third_line_in_a_row_ends_in_a_hyphen(fonts: tuple[Asset, ...]) -> None:
    lines = _lines(
        fonts, "an internationally characteristic representation " * 12 + "is it"
    )
    ends = "".join("-" if line.endswith(HYPHEN) else " " for line in lines)
    assert "--" in ends
    assert "---" not in ends


def test_halves_of_compounds_and_words_in_bold_count_among_hyphens(
    fonts: tuple[Asset, ...],
) -> None:
    phrase = "a well-considered <b>characteristic</b> cross-reference of it, "
    lines = _lines(fonts, phrase * 12 + "is it")
    ends = "".join("-" if line[-1] in f"-{HYPHEN}" else " " for line in lines)
    assert {line.split()[-1] for line in lines} >= {"well-", f"char{HYPHEN}", "cross-"}
    assert "--" in ends
    assert "---" not in ends


@pytest.mark.parametrize("tag", ["b", "code"])
def test_a_compound_of_its_own_kind_is_no_third_line_with_a_hyphen(
    tag: str, fonts: tuple[Asset, ...]
) -> None:
    phrase = f"internationally characteristic <{tag}>well-considered</{tag}> "
    lines = _lines(fonts, phrase * 12 + "is it")
    ends = "".join("-" if line[-1] in f"-{HYPHEN}" else " " for line in lines)
    assert "--" in ends
    assert "well-" in {line.split()[-1] for line in lines}
    assert "---" not in ends


def test_what_has_no_blank_is_broken_at_its_hyphens(fonts: tuple[Asset, ...]) -> None:
    lines = _lines(fonts, "all-of-one-or-<b>another-and-any</b>-" * 12 + "way")
    longest = max(len(line) for line in lines)
    assert longest < 40


def test_plain_words_are_divided_as_in_america_unless_a_country_is_named(
    fonts: tuple[Asset, ...],
) -> None:
    def divided(language: str) -> set[str]:
        lines = _lines(fonts, f'<span lang="{language}">some adaptive</span>')
        return {line.split()[-1] for line in lines if line.endswith(HYPHEN)}

    assert divided("en") == {f"adap{HYPHEN}"}
    assert divided("en-GB") == {f"adapt{HYPHEN}"}


def test_nothing_of_it_is_copied(fonts: tuple[Asset, ...]) -> None:
    one = sheet(
        "b", _rows("some “word” (or more) — of a top-k"), kind="chapter", role="body"
    )
    book = replace(galley(fonts, 1), sheets=(one,), outline=())
    with pypdfium2.PdfDocument(data_of(typeset(book, bench()).value)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert not {*UNSEEN} & {*text}
    assert "more) — of a top-k" in text


def test_letters_without_end_are_no_word(fonts: tuple[Asset, ...]) -> None:
    styles = STYLES + "p { hyphens: auto; overflow-wrap: anywhere; width: 100pt }"
    letters = "information" * 40
    one = sheet("b", f"<p>some {letters} more</p>", kind="chapter", role="body")
    laid = lay_out(Press(styles, fonts), one, {}, {}, first=1, verso=False)
    texts = [getattr(box, "text", "") for page in laid.pages for box in boxes(page)]
    set_so = "".join(texts).translate(dict.fromkeys(map(ord, UNSEEN)))
    assert letters[:250] in set_so


@pytest.mark.parametrize("words", ["{} more", "so<b>me {}</b> more", "a <i>{}</i>, so"])
def test_letters_without_end_are_set_as_a_few_of_them_are(
    words: str, fonts: tuple[Asset, ...]
) -> None:
    def first(count: int) -> list[str]:
        letters = "".join(chr(ord("a") + at * at % 23) for at in range(count))
        styles = STYLES + "p { overflow-wrap: anywhere; width: 100pt }"
        one = sheet(
            "b", f"<p>some {words.format(letters)}</p>", kind="chapter", role="body"
        )
        laid = lay_out(Press(styles, fonts), one, {}, {}, first=1, verso=False)
        texts = [
            box.text
            for page in laid.pages
            for box in boxes(page)
            if hasattr(box, "text") and box.element_tag in ("p", "b", "i")
        ]
        assert letters in "".join(texts)
        return texts[:16]

    assert first(3_000) == first(399)
