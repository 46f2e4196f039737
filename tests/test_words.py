"""Fixed words: found by tag, complete in every language, labels of callouts."""

from dataclasses import fields

import pytest

from octavo.words import LANGUAGES, Words, direction, words_in

TWO_NUMBERS = {"some_undescribed"}


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("zh-Hant-TW", "zh"),
        ("pt_BR", "pt"),
        ("de-x-own", "de"),
        ("en-GB", "en"),
        ("he-IL", "he"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_words_are_found_by_shortening_the_tag(tag: str, language: str) -> None:
    assert words_in(tag).language == language


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_is_complete(tag: str) -> None:
    words, english = LANGUAGES[tag], Words()
    assert words.language == tag
    for field in fields(Words):
        said, meant = getattr(words, field.name), getattr(english, field.name)
        if isinstance(said, str):
            braces = 2 if field.name in TWO_NUMBERS else meant.count("{}")
            assert said.count("{}") == braces, field.name
            if field.name not in ("page_before", "pages_before"):
                assert said or field.name in ("page_after", "blank"), field.name
    if tag != "en":
        assert dict(words.callouts).keys() == dict(LANGUAGES["de"].callouts).keys()


def test_every_type_of_callout_has_a_label_in_every_language() -> None:
    types = (
        *("note", "abstract", "summary", "info", "todo", "tip", "hint", "important"),
        *("success", "check", "done", "question", "help", "warning", "caution"),
        *("attention", "failure", "fail", "missing", "danger", "error", "bug"),
        *("example", "quote", "cite"),
    )
    assert set(types) <= dict(LANGUAGES["ja"].callouts).keys()


@pytest.mark.parametrize(
    ("tag", "written", "label"),
    [
        ("en", "FAQ", "Faq"),
        ("en", "tip", "Tip"),
        ("en", "my-own-kind", "My own kind"),
        ("de", "WARNING", "Warnung"),
        ("de", "faq", "Faq"),
        ("fr", "todo", "À faire"),
    ],
)
def test_the_label_of_a_callout(tag: str, written: str, label: str) -> None:
    assert words_in(tag).callout(written) == label


@pytest.mark.parametrize(
    ("state", "said"),
    [(" ", "open"), ("x", "done"), ("X", "done"), ("/", "half done"), ("b", "b")],
)
def test_what_a_box_says(state: str, said: str) -> None:
    assert words_in("en").task(state) == said


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("ku-Arab-IQ", "rtl"),
        ("ku", "ltr"),
        ("de", "ltr"),
    ],
)
def test_the_direction_of_a_language(tag: str, way: str) -> None:
    assert direction(tag) == way
