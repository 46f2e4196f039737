"""What finishers tell of, found where it can be mended.

Whoever sets pages knows the sheet, and the character that no font has or the words of a
line that is too wide, but has not seen the source; whoever packs an EPUB knows that a key
asks too much, but not where it stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar
from unicodedata import name

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.faces import package
from octavo.locate import Places
from octavo.model.vault import Note, Vault
from octavo.places import set_span, span_of

T = TypeVar("T")

_KEYS = {
    "accessibility-claim": ("epub", "certified_by"),
    "cover-size": ("epub", "cover"),
    "missing-metadata": ("handbook", "title"),
    "press-profile": ("print", "profile"),
}
_WORDS = re.compile("“(.+)”", re.DOTALL)
_EAST_ASIAN = re.compile("[\u3000-\u30ff\uff00-\uffef]")
_MANY = 3
"""So many letters of one script that a book lacks are told together, at the first."""
_FEW = 3
"""Letters that stand in any note."""


def pinpointed(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome, what is missing or too wide moved to the first place that has it.

    What is not found in the note's text (it stands in an embed, or on a title page) is
    looked for in all notes, and stays where it was if none has it. A character is told
    of once, letters of one script are told together.
    """
    notes = {note.path: note for note in vault.notes}
    places: dict[PurePosixPath, Places] = {}
    letters: dict[PurePosixPath, _Letters] = {}
    missing: set[Diagnostic] = set()
    others: list[Diagnostic] = []
    for each in outcome.diagnostics:
        if each.code == "missing-glyph":
            missing.add(_moved(each, notes, places, _written))
        elif each.code == "overfull-line":
            others.append(_moved(each, notes, places, partial(_worded, letters)))
        else:
            others.append(each)
    told = _together(_once(in_order(missing)))
    return Outcome(outcome.value, in_order((*others, *told)))


def at_its_key(
    outcome: Outcome[T], text: str, path: PurePosixPath, overrides: Sequence[str]
) -> Outcome[T]:
    """The outcome, what a key of the configuration asks for or could mend moved to it.

    It stands in `overrides`, or in `text`, the handbook's file at `path`.
    """
    moved = (
        replace(
            each,
            span=set_span(".".join(_KEYS[each.code]), overrides)
            or span_of(_KEYS[each.code], text, path)
            or Span.whole(path),
        )
        if each.code in _KEYS
        else each
        for each in outcome.diagnostics
    )
    return Outcome(outcome.value, in_order(moved))


def _once(told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Of each character the first place, one that names a line before one that does not."""
    first: dict[str, Diagnostic] = {}
    for each in sorted(told, key=lambda each: each.span == Span.whole(each.span.path)):
        first.setdefault(each.message, each)
    return tuple(first.values())


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
        mend = _mend(script, "".join(found))
        if len(found) < _MANY:
            yield from (
                replace(each, help=mend or each.help) for each in found.values()
            )
            continue
        character, first = next(iter(found.items()))
        yield tell(
            "missing-glyph",
            first.span,
            help=mend
            or f"add a font with {script} letters to the [styles] folder; "
            "`octavo explain missing-glyph` says how",
            character=f"{len(found)} {script} letters, the first “{character}”",
            point=f"U+{ord(character):04X}",
        )


def _mend(script: str, letters: str) -> str:
    """What to install for letters of a script; "" where nothing would help."""
    wanted = package(letters)
    return wanted and f"`pip install {wanted}` brings a font with {script} letters"


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
    named = _WORDS.search(told.message)
    return named[1] if named and len(named[1]) == 1 else ""


def _moved(
    told: Diagnostic,
    notes: Mapping[PurePosixPath, Note],
    known: dict[PurePosixPath, Places],
    found: Callable[[str, Note], tuple[int, int]],
) -> Diagnostic:
    """The diagnostic at the place of its words that `found` names, (-1, -1) for none.

    `known` keeps the places of notes that something was found in: thousands may be told.
    """
    named = _WORDS.search(told.message)
    if named is None or told.span != Span.whole(told.span.path):
        return told
    own = notes.get(told.span.path)
    for note in (*([own] if own else []), *notes.values()):
        begin, end = found(named[1], note)
        if begin >= 0:
            places = known.get(note.path) or known.setdefault(note.path, Places(note))
            return replace(told, span=places.span(begin, end))
    return told


def _written(words: str, note: Note) -> tuple[int, int]:
    """Where a note has the words as they are, or a character by its number."""
    at = note.text.find(words)
    if at >= 0:
        return at, at + len(words)
    if len(words) == 1 and "&#" in note.text:
        number = f"&#(?:x0*{ord(words):x}|0*{ord(words)});"
        if entity := re.search(number, note.text, re.IGNORECASE):
            return entity.span()
    return -1, -1


class _Letters:
    """The letters and figures of a note, which print as they are written."""

    def __init__(self, text: str) -> None:
        self.places = [at for at, sign in enumerate(text) if sign.isalnum()]
        self.text = _printed(text)


def _printed(text: str) -> str:
    """The letters and figures alone, in lower case, as many as there are."""
    return "".join([sign.lower()[0] for sign in text if sign.isalnum()])


def _worded(
    known: dict[PurePosixPath, _Letters], words: str, note: Note
) -> tuple[int, int]:
    """Where a note has the words, or the longest of them, whatever markup is between.

    `known` keeps the letters of the notes that were looked at.
    """
    letters = known.get(note.path)
    if letters is None:
        letters = known[note.path] = _Letters(note.text)
    single = max(map(_printed, words.split()), key=len, default="")
    for wanted in (_printed(words), single):
        at = letters.text.find(wanted) if len(wanted) > _FEW else -1
        if at >= 0:
            return letters.places[at], letters.places[at + len(wanted) - 1] + 1
    return -1, -1
