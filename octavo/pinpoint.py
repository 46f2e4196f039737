"""What finishers tell of, found where it can be mended.

Whoever sets pages knows the sheet and the character that no font has, but has not seen
the source; whoever packs an EPUB knows that a key asks too much, but not where it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar
from unicodedata import name

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.locate import Places
from octavo.model.vault import Note, Vault
from octavo.places import set_span, span_of

T = TypeVar("T")

_CHARACTER = re.compile("“(.+)”")
_EAST_ASIAN = re.compile("[\u3000-\u30ff\uff00-\uffef]")
_MANY = 3
"""So many letters of one script that a book lacks are told together, at the first."""


def pinpointed(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome, each `missing-glyph` moved to the first place of a note that has it.

    What is not found in the note's text (it stands in an embed, or on a title page) is
    looked for in all notes, and stays where it was if none has it. Letters of one
    script are told together.
    """
    notes = {note.path: note for note in vault.notes}
    others = [each for each in outcome.diagnostics if each.code != "missing-glyph"]
    moved = {
        _moved(each, notes)
        for each in outcome.diagnostics
        if each.code == "missing-glyph"
    }
    return Outcome(outcome.value, in_order((*others, *_together(in_order(moved)))))


def at_its_key(
    outcome: Outcome[T], text: str, path: PurePosixPath, overrides: Sequence[str]
) -> Outcome[T]:
    """The outcome, a claim that is not made moved to the key that asks for it.

    It stands in `overrides`, or in `text`, the handbook's file at `path`.
    """
    key = ("epub", "certified_by")
    moved = (
        replace(
            each,
            span=set_span(".".join(key), overrides)
            or span_of(key, text, path)
            or Span.whole(path),
        )
        if each.code == "accessibility-claim"
        else each
        for each in outcome.diagnostics
    )
    return Outcome(outcome.value, in_order(moved))


def _together(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """One diagnostic for many letters of a script in the book, at the first of them.

    Its vowel signs, digits and marks of punctuation come with them.
    """
    told = tuple(told)
    lettered = {_script(each) for each in told if _letter(each).isalpha()}
    scripts: dict[str, dict[str, Diagnostic]] = {}
    for each in told:
        script = _script(each)
        if script in lettered:
            scripts.setdefault(script, {}).setdefault(_letter(each), each)
        else:
            yield each
    for script, found in scripts.items():
        if len(found) < _MANY:
            yield from found.values()
            continue
        character, first = next(iter(found.items()))
        yield tell(
            "missing-glyph",
            first.span,
            help=f"add a font with {script} letters to the [styles] folder; "
            "`octavo explain missing-glyph` says how",
            character=f"{len(found)} {script} letters, the first “{character}”",
            point=f"U+{ord(character):04X}",
        )


def _script(told: Diagnostic) -> str:
    """The script of a character, as its name in Unicode begins; "" without one.

    Chinese and Japanese letters, and the signs between them, are of one font.
    """
    character = _letter(told)
    if _EAST_ASIAN.match(character):
        return "CJK"
    word = re.split("[ -]", name(character, ""))[0] if character else ""
    return word if word == "CJK" else word.capitalize()


def _letter(told: Diagnostic) -> str:
    named = _CHARACTER.search(told.message)
    return named[1] if named and len(named[1]) == 1 else ""


def _moved(told: Diagnostic, notes: Mapping[PurePosixPath, Note]) -> Diagnostic:
    named = _CHARACTER.search(told.message)
    if named is None or told.span != Span.whole(told.span.path):
        return told
    own = notes.get(told.span.path)
    for note in (*([own] if own else []), *notes.values()):
        at = note.text.find(named[1])
        if at >= 0:
            return replace(told, span=Places(note).span(at, at + len(named[1])))
    return told
