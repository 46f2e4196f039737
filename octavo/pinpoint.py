"""A character that no font has, found in the note it comes from.

Whoever sets pages knows the sheet and the character, but has not seen the source.
"""

import re
from dataclasses import replace
from typing import TypeVar

from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.locate import Places
from octavo.model.vault import Note, Vault

T = TypeVar("T")

_CHARACTER = re.compile("“(.+)”")


def pinpointed(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome, each `missing-glyph` of a note moved to the first place that has it.

    What is not found in the note's text (it stands in an embed, or a rule put it there)
    stays with the note as such.
    """
    notes = {note.path: note for note in vault.notes}
    told = (
        _moved(each, notes.get(each.span.path))
        if each.code == "missing-glyph"
        else each
        for each in outcome.diagnostics
    )
    return Outcome(outcome.value, in_order(told))


def _moved(told: Diagnostic, note: Note | None) -> Diagnostic:
    named = _CHARACTER.search(told.message)
    if note is None or named is None or told.span != Span.whole(told.span.path):
        return told
    at = note.text.find(named[1])
    if at < 0:
        return told
    return replace(told, span=Places(note).span(at, at + len(named[1])))
