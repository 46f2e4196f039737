"""BibTeX and BibLaTeX → records."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    MiddlewareErrorBlock,
    ParsingFailedBlock,
)

from octavo.citing.fields import item_of
from octavo.citing.record import Complain, Item, Place, Record, unmarked

# What the package says goes to a log; it is told as diagnostics instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)


def read(text: str, place: Place, complain: Complain) -> tuple[Record, ...]:
    """The records of a file; of two with one key the first counts.

    What is no entry is told and passed over.
    """
    records: list[Record] = []
    for block, start in _blocks(text):
        end = text.find("\n", start)
        line = place(start, len(text) if end < 0 else end)
        if isinstance(block, DuplicateBlockKeyBlock):
            at = text.find(block.key, start)
            span = place(at, at + len(block.key))
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
        entry = _entry(block)
        if entry is None:
            continue
        if not entry.key:
            help = "write it behind the brace: `@article{key,`"
            complain("bib-syntax", line, help, why="the entry has no key")
            continue
        at = text.find(entry.key, start + len(entry.entry_type) + 1)
        records.append(
            Record(
                key=entry.key,
                span=place(at, at + len(entry.key)),
                item=_maker(entry.entry_type.lower(), _fields(entry)),
            )
        )
    return tuple(records)


def _blocks(text: str) -> Iterator[tuple[Block, int]]:
    """The blocks in order, and where each begins."""
    at = 0
    for block in parse_string(text).blocks:
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


def _fields(entry: Entry) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for field in entry.fields:
        value: Any = field.value
        fields.setdefault(field.key.lower(), unmarked(str(value)))
    return fields


def _maker(kind: str, fields: Mapping[str, str]) -> Any:
    def item() -> Item:
        return item_of(kind, fields)

    return item


def _reason(why: str) -> str:
    """What the package says of an entry, in words that need no knowledge of it."""
    if why.startswith("Unexpected block start"):
        return "the next entry begins before it has ended"
    if why.startswith("Unexpectedly reached end"):
        return "the file ends before it has ended"
    return " ".join((why[:1].lower() + why[1:]).rstrip(". ").split())
