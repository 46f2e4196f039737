"""Where characters that no font has, and lines too wide, are told, and how many at once."""

from pathlib import PurePosixPath

import pytest

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.vault import Kind, Note, Vault
from octavo.pinpoint import pinpointed
from octavo.typeset.heard import overfull_line

PATH = PurePosixPath("a.md")


def missing(*characters: str) -> tuple[Diagnostic, ...]:
    return tuple(
        tell(
            "missing-glyph",
            Span.whole(PATH),
            character=f"“{each}”",
            point=f"U+{ord(each):04X}",
        )
        for each in characters
    )


def test_letters_of_all_notes_are_told_together_at_a_place_that_a_reader_knows() -> (
    None
):
    notes = tuple(
        Note(path=PurePosixPath(name), text=text, digest="")
        for name, text in (("b.md", "# x\n本、カ"), ("c.md", "本の手🎲"))
    )
    seen = {"cover": "本カ", "b.md": "本、カ", "c.md": "本の手🎲", "half": "🎲本ü"}
    found = pinpointed(
        Outcome(
            None,
            tuple(
                tell("missing-glyph", Span.whole(PurePosixPath(path)), "", **words)
                for path, letters in seen.items()
                for words in (
                    {"character": f"“{c}”", "point": f"U+{ord(c):04X}"} for c in letters
                )
            ),
        ),
        Vault(name="v", kind=Kind.PLAIN, notes=notes),
    )
    assert [(str(each.span.path), each.message) for each in found.diagnostics] == [
        ("b.md", "no font here has 5 CJK letters, the first “本” (U+672C)"),
        ("c.md", "no font here has “🎲” (U+1F3B2)"),
        ("half", "no font here has “ü” (U+00FC)"),
    ]
    assert found.diagnostics[0].span.line == 2


def told(text: str, *characters: str) -> list[tuple[int, int, str]]:
    note = Note(path=PATH, text=text, digest="")
    found = pinpointed(
        Outcome(None, missing(*characters)),
        Vault(name="v", kind=Kind.PLAIN, notes=(note,)),
    )
    return [
        (each.span.line, each.span.column, each.message) for each in found.diagnostics
    ]


def test_few_characters_are_told_one_by_one_where_they_first_stand() -> None:
    assert told("# T\n\nx 手册 🎲 手\n", "册", "手", "🎲") == [
        (3, 3, "no font here has “手” (U+624B)"),
        (3, 4, "no font here has “册” (U+518C)"),
        (3, 6, "no font here has “🎲” (U+1F3B2)"),
    ]


def test_a_character_of_many_notes_is_told_once_where_a_line_shows_it() -> None:
    one, two = PurePosixPath("a.md"), PurePosixPath("b.md")
    notes = (
        Note(path=one, text="# T\n\n&#X1F3B2; `&#127922;`", digest=""),
        Note(path=two, text="🎲", digest=""),
    )
    seen = tuple(
        tell("missing-glyph", Span.whole(path), character=f"“{each}”", point=each)
        for path, each in ((two, "🎲"), (one, "🎲"), (PurePosixPath(), "🎲"))
    )
    vault = Vault(name="v", kind=Kind.PLAIN, notes=notes)
    found = pinpointed(Outcome(None, seen), vault).diagnostics
    assert [each.span for each in found] == [
        Span(path=one, line=3, column=1, end_line=3, end_column=10)
    ]


def test_many_letters_of_a_script_are_told_together_at_the_first() -> None:
    assert told("عربي ไ 👧👦🎲", *"عربيไ👧👦🎲") == [
        (1, 1, "no font here has 4 Arabic letters, the first “ع” (U+0639)"),
        (1, 6, "no font here has “ไ” (U+0E44)"),
        (1, 8, "no font here has “👧” (U+1F467)"),
        (1, 9, "no font here has “👦” (U+1F466)"),
        (1, 10, "no font here has “🎲” (U+1F3B2)"),
    ]


def test_signs_of_a_script_are_told_with_its_letters() -> None:
    assert told("عَرب، ٥ — ก", *"عَرب،٥—ก") == [
        (1, 1, "no font here has 6 Arabic letters, the first “ع” (U+0639)"),
        (1, 9, "no font here has “—” (U+2014)"),
        (1, 11, "no font here has “ก” (U+0E01)"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("# a\n\nIt is *so* “wide”.", "it is so “wide”", (3, 1, 17)),
        # What the style added, and the numbers of notes, are nowhere in the note.
        ("# a\n\nA [link](https://x.org/) here", "12 A link (x.org)", (3, 4, 8)),
        ("| One | Two |\n|---|---|\n| 1 | 2 |", "One Two", (1, 3, 12)),
        ("# a\n\nNothing.", "other words", (1, 1, 1)),
        ("# a\n\na b", "a b", (1, 1, 1)),
    ],
)
def test_words_of_a_line_are_found_whatever_markup_is_between(
    text: str, words: str, place: tuple[int, int, int]
) -> None:
    told = overfull_line(words, 9.0, PATH, table=False)
    note = Note(path=PATH, text=text, digest="")
    vault = Vault(name="v", kind=Kind.PLAIN, notes=(note,))
    (placed,) = pinpointed(Outcome(None, (told,)), vault).diagnostics
    span = placed.span
    assert (span.line, span.column, span.end_column) == place
