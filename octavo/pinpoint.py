"""A character that no font has, found in the note it comes from.

Whoever sets pages knows the sheet and the character, but has not seen the source.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar
from unicodedata import name

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.locate import Places
from octavo.model.vault import Note, Vault

T = TypeVar("T")

_CHARACTER = re.compile("“(.+)”")
_MANY = 3
"""So many letters of one script that a note lacks are told together, at the first."""


def pinpointed(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome, each `missing-glyph` of a note moved to the first place that has it.

    What is not found in the note's text (it stands in an embed, or a rule put it there)
    stays with the note as such. Letters of one script are told together.
    """
    notes = {note.path: note for note in vault.notes}
    others = [each for each in outcome.diagnostics if each.code != "missing-glyph"]
    moved = in_order(
        _moved(each, notes.get(each.span.path))
        for each in outcome.diagnostics
        if each.code == "missing-glyph"
    )
    return Outcome(outcome.value, in_order((*others, *_together(moved))))


def _together(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """One diagnostic for many letters of a script in a note, which come in order."""
    scripts: dict[tuple[PurePosixPath, str], list[Diagnostic]] = {}
    for each in told:
        scripts.setdefault((each.span.path, _script(each)), []).append(each)
    for (_, script), found in scripts.items():
        if not script or len(found) < _MANY:
            yield from found
            continue
        first = found[0]
        character = _letter(first)
        yield tell(
            "missing-glyph",
            first.span,
            help=first.help,
            character=f"{len(found)} {script} letters, the first “{character}”",
            point=f"U+{ord(character):04X}",
        )


def _script(told: Diagnostic) -> str:
    """The script of a letter, as its name in Unicode begins; "" for what is none."""
    character = _letter(told)
    word = name(character, "").partition(" ")[0] if character.isalpha() else ""
    return word if word == "CJK" else word.capitalize()


def _letter(told: Diagnostic) -> str:
    named = _CHARACTER.search(told.message)
    return named[1] if named and len(named[1]) == 1 else ""


def _moved(told: Diagnostic, note: Note | None) -> Diagnostic:
    named = _CHARACTER.search(told.message)
    if note is None or named is None or told.span != Span.whole(told.span.path):
        return told
    at = note.text.find(named[1])
    if at < 0:
        return told
    return replace(told, span=Places(note).span(at, at + len(named[1])))
