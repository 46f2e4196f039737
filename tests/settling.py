"""Books for tests: a few notes, parsed, assembled and resolved."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.assemble import assemble
from octavo.diagnostics import Diagnostic
from octavo.dialect import recognise
from octavo.find import citation_style
from octavo.model.blocks import Block, Excerpt
from octavo.model.book import Book, Chapter
from octavo.model.config import ChecklistConfig, Config, HandbookConfig
from octavo.model.document import Library
from octavo.model.inlines import Link, Substitute
from octavo.model.nodes import Node, walk
from octavo.model.vault import Attachment, Bibliography, Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.resolve import resolve


class Settled(NamedTuple):
    """A resolved book, and what `resolve` and the parser said."""

    book: Book
    told: tuple[Diagnostic, ...]
    library: Library
    vault: Vault

    def chapter(self, path: str) -> Chapter:
        return next(c for c in self.book.chapters() if str(c.path) == path)

    def links(self, path: str) -> list[str]:
        """`words -> anchor or address` of links, `words?` of what replaced them."""
        out = []
        for node in walk(self.chapter(path).blocks):
            if isinstance(node, Link):
                out.append(f"{text_of(node.inlines)} -> {node.anchor or node.href}")
            elif isinstance(node, Substitute):
                out.append(f"{text_of(node.inlines)} ? {node.kind}")
        return out

    def codes(self) -> list[str]:
        """`code@line:column` of what was said, with the path when it is not `X.md`."""
        return [
            f"{told.code}@{told.span.line}:{told.span.column}"
            if str(told.span.path) == "X.md"
            else f"{told.code}@{told.span.path}:{told.span.line}:{told.span.column}"
            for told in self.told
        ]


def settled(
    notes: Mapping[str, str],
    *,
    files: tuple[str, ...] = (),
    kind: Kind = Kind.VAULT,
    unprinted: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
    works: str = "",
    style: str = "apa",
    language: str = "en",
    book_toml: str = "",
) -> Settled:
    """The book of `notes`, text by path, beside `files` that are no notes.

    `works` is the text of a `works.bib`, "" for none.
    """
    written = citation_style(style)
    vault = Vault(
        name="vault",
        kind=kind,
        notes=tuple(
            Note(path=PurePosixPath(path), text=text, digest="")
            for path, text in sorted(notes.items())
        ),
        attachments=tuple(
            Attachment(path=PurePosixPath(path), size=1) for path in sorted(files)
        ),
        unprinted=tuple(map(PurePosixPath, unprinted)),
        settings=((PurePosixPath("book.toml"), book_toml),) if book_toml else (),
        bibliography=Bibliography(
            path=PurePosixPath("works.bib"), text=works, style=written or b""
        )
        if works
        else None,
    )
    config = Config(
        handbook=HandbookConfig(language=language),
        checklist=ChecklistConfig(headings=headings),
    )
    dialect = recognise(vault, config)
    told: list[Diagnostic] = []
    library = {}
    for note in vault.notes:
        library[note.path], more = parse(note, dialect)
        told += more
    walked, _ = navigate(library)
    book, _ = assemble(vault, walked, dialect, config)
    book, more = resolve(book, walked, vault, config)
    return Settled(book, (*told, *more), walked, vault)


def outline(blocks: tuple[Node, ...]) -> list[str]:
    """Blocks as `kind words`, excerpts with what is in them."""
    out = []
    for block in blocks:
        name = type(block).__name__
        if isinstance(block, Excerpt):
            inside = "; ".join(outline(block.blocks))
            out.append(f"Excerpt {block.source} ({inside})")
        else:
            level = getattr(block, "level", "")
            out.append(f"{name}{level} {text_of(block)}".strip())
    return out


__all__ = ["Block", "Settled", "outline", "settled"]
