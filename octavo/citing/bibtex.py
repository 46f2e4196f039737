"""BibTeX and BibLaTeX → records."""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    MiddlewareErrorBlock,
    ParsingFailedBlock,
    String,
)

from octavo.citing.fields import inherited, item_of
from octavo.citing.record import Complain, Item, Place, Record, unmarked
from octavo.citing.strings import value_of
from octavo.diagnostics import Span

# What the package says goes to a log; it is told as diagnostics instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)


_ABOVE = 3
"""A parent, its own and that one's: BibTeX itself has only the first."""


def read(text: str, place: Place, complain: Complain) -> tuple[Record, ...]:
    """The records of a file; of two with one key the first counts.

    What is no entry is told and passed over.
    """
    works: dict[str, _Work] = {}
    strings: dict[str, str] = {}
    for block, start in _blocks(text):
        end = text.find("\n", start)
        line = place(start, len(text) if end < 0 else end)
        if isinstance(block, DuplicateBlockKeyBlock):
            at = text.find(block.key, start)
            span = place(at, at + len(block.key))
            if isinstance(block.ignore_error_block, String):
                why = f"a second @string is called “{block.key}”"
                help = "the first counts; give one of them another name"
                complain("bib-syntax", span, help, why=why)
                continue
            help = "the first counts; give one of them another key"
            complain("cite-duplicate-key", span, help, key=block.key)
            continue
        if isinstance(block, DuplicateFieldKeyBlock):
            twice = ", ".join(f"“{key}”" for key in sorted(block.duplicate_keys))
            help = "the first counts; take the other out"
            complain("bib-syntax", line, help, why=f"{twice} stands twice in an entry")
        elif isinstance(block, ParsingFailedBlock):
            why = _reason(str(getattr(block.error, "abort_reason", block.error)))
            help = "look for a missing brace, quote or comma; the entry is passed over"
            complain("bib-syntax", line, help, why=why)
        if isinstance(block, String):
            strings.setdefault(block.key.lower(), value_of(block.value, strings))
        entry = _entry(block)
        if entry is None:
            continue
        if not entry.key:
            help = "write it behind the brace: `@article{key,`"
            complain("bib-syntax", line, help, why="the entry has no key")
            continue
        at = text.find(entry.key, start + len(entry.entry_type) + 1)
        span = place(at, at + len(entry.key))
        kind = entry.entry_type.lower()
        works[entry.key] = _Work(kind, _fields(entry, strings), span)
    return tuple(_record(key, works, complain) for key in works)


class _Work(NamedTuple):
    kind: str
    fields: Mapping[str, str]
    span: Span


def _record(key: str, works: Mapping[str, _Work], complain: Complain) -> Record:
    """A work with what it has of its parents."""
    work = works[key]
    parents: list[str] = []
    above = work.fields.get("crossref", "").strip()
    while above in works and above not in (key, *parents) and len(parents) < _ABOVE:
        parents.append(above)
        above = works[above].fields.get("crossref", "").strip()
    if above and above not in works and not parents:
        help = f"“{key}” has it as its `crossref`; add it, or take the field out"
        complain("cite-unknown-key", work.span, help, key=above)
    given = tuple((works[each].kind, works[each].fields) for each in parents)
    made = partial(_item, work, given)
    return Record(key=key, span=work.span, item=made, parents=tuple(parents))


def _item(work: _Work, parents: tuple[tuple[str, Mapping[str, str]], ...]) -> Item:
    return item_of(work.kind, inherited(work.kind, work.fields, parents))


def _blocks(text: str) -> Iterator[tuple[Block, int]]:
    """The blocks in order, and where each begins."""
    at = 0
    for block in parse_string(text, parse_stack=[]).blocks:
        raw = block.raw or ""
        found = text.find(raw, at)
        if found >= 0:
            at = found
        yield block, at
        at += len(raw) if found >= 0 else 0


def _entry(block: Block) -> Entry | None:
    """The entry in a block, also in one of which something is wrong."""
    if isinstance(block, DuplicateFieldKeyBlock | MiddlewareErrorBlock):
        inner = block.ignore_error_block
        return inner if isinstance(inner, Entry) else None
    return block if isinstance(block, Entry) else None


def _fields(entry: Entry, strings: Mapping[str, str]) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = value_of(str(field.value), strings)
        fields.setdefault(field.key.lower(), unmarked(value))
    return fields


def _reason(why: str) -> str:
    """What the package says of an entry, in words that need no knowledge of it."""
    if why.startswith("Unexpected block start"):
        return "the next entry begins before it has ended"
    if why.startswith("Unexpectedly reached end"):
        return "the file ends before it has ended"
    return " ".join((why[:1].lower() + why[1:]).rstrip(". ").split())
