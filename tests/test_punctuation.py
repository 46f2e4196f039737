"""Straight marks in prose become those of the language."""

import pytest

from octavo.punctuation import MARKS, marks_of, smart


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("\"Hello,\" she said, \"it's 'fine'.\"", "“Hello,” she said, “it’s ‘fine’.”"),
        ("the '90s and rock 'n' roll, dogs' bones", "the ’90s and rock ’n’ roll, dogs’ bones"),
        ("'tis the season, 'twas", "’tis the season, ’twas"),
        ("\"'nested' first\"", "“‘nested’ first”"),
        ('("quoted")—"more"', "(“quoted”)—“more”"),
        ('"a "b" c"', "“a “b” c”"),
        ('"unclosed start', "“unclosed start"),
        ('5\'10" tall, a 7" disc', "5′10″ tall, a 7″ disc"),
        ('["380", " +", " ", "7"]', "[“380”, “ +”, “ ”, “7”]"),
        ('the " alone', 'the " alone'),
        ("a -- b, c--d, x --- y, 1990--95", "a – b, c–d, x — y, 1990–95"),
        ("--strict, ---, --> and <--", "--strict, ---, --> and <--"),
        ("end... a....b path/.../x", "end… a....b path/.../x"),
        ("See http://x.y/a--b...c'd", "See http://x.y/a--b...c’d"),
        ("“set” already", "“set” already"),
        ('{{< x y="a--b" >}} {% "x" %} <% "x" %>', '{{< x y="a--b" >}} {% "x" %} <% "x" %>'),
        ("+---+--+ |---|", "+---+--+ |---|"),
    ],
)  # fmt: skip
def test_english_marks(written: str, printed: str) -> None:
    assert smart(written, marks_of("en-GB")) == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", "„ja ‚na‘ so“ l’a"),
        ("de-CH", "«ja ‹na› so» l’a"),
        ("fr", "«\u00a0ja “na” so\u00a0» l’a"),
        ("ru", "«ja „na“ so» l’a"),
        ("sv-SE", "”ja ’na’ so” l’a"),
        ("pl", "„ja «na» so” l’a"),
        ("xx", "“ja ‘na’ so” l’a"),
    ],
)
def test_marks_follow_the_language(language: str, printed: str) -> None:
    assert smart("\"ja 'na' so\" l'a", marks_of(language)) == printed


@pytest.mark.parametrize("language", MARKS)
def test_what_is_set_stays_as_it_is(language: str) -> None:
    marks = marks_of(language)
    once = smart("\"ja 'na' so\" -- l'a... \"x", marks)
    assert smart(once, marks) == once
