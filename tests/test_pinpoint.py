"""Where characters that no font has are told, and how many at once."""

from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.vault import Kind, Note, Vault
from octavo.pinpoint import pinpointed

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


def test_many_letters_of_a_script_are_told_together_at_the_first() -> None:
    assert told("عربي ไ 👧👦🎲", *"عربيไ👧👦🎲") == [
        (1, 1, "no font here has 4 Arabic letters, the first “ع” (U+0639)"),
        (1, 6, "no font here has “ไ” (U+0E44)"),
        (1, 8, "no font here has “👧” (U+1F467)"),
        (1, 9, "no font here has “👦” (U+1F466)"),
        (1, 10, "no font here has “🎲” (U+1F3B2)"),
    ]
