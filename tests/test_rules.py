"""The rules of the dialect one by one: tests/dialect/RULE.md holds the cases of a rule.

A case is a heading and fences. `file PATH` is a file of the folder that is read; `bytes
PATH` one whose text holds escapes (`\\xef`, `\\r`) and whose own line ends don't count;
`link PATH` a symbolic link to what stands in the fence. `book` is what is printed: a
line for each part and chapter, below it the chapter as HTML; where `drawn` stands for
it, once its pictures are prepared. A case about order alone has `order`: no HTML, but a
dot for each level, what the contents call a chapter, its number and its role. `told` is all that is said meanwhile; left out,
nothing is. `pytest --accept` writes what came out.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from outline import place
from printing import printed

from octavo.assemble import assemble
from octavo.configure import configure
from octavo.diagnostics import Diagnostic, Outcome, collect, in_order
from octavo.dialect import recognise
from octavo.expand import expand
from octavo.illustrate import illustrate, materials
from octavo.model.book import Book, Role
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.proofs import Proofs
from octavo.read import handbook, read
from octavo.reckon import Memory
from octavo.resolve import resolve
from octavo.transcript import of_book, of_printed

FOLDER = Path(__file__).with_name("dialect")
_TITLE = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^(~{3,})[ ]?([^\n]*)\n(.*?)^\1$\n?", re.MULTILINE | re.DOTALL)
_SHOWN = ("book", "drawn", "order")
_MADE = (*_SHOWN, "told")


class Case(NamedTuple):
    """One case: where it stands, and its fences by their first line."""

    file: Path
    title: str
    source: str

    @property
    def parts(self) -> dict[str, str]:
        return {fence[2].strip(): fence[3] for fence in _FENCE.finditer(self.source)}


def _cases() -> list[Case]:
    found = []
    for file in sorted(FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        # Fences may hold headings of their own.
        bare = _FENCE.sub(lambda fence: "\0" * len(fence[0]), text)
        titles = list(_TITLE.finditer(bare))
        ends = [*(title.start() for title in titles[1:]), len(text)]
        for title, end in zip(titles, ends, strict=True):
            found.append(Case(file, title[1], text[title.start() : end]))
    return found


CASES = _cases()


def _laid(case: Case, folder: Path) -> None:
    """Write the files of a case, links last."""
    for name, text in case.parts.items():
        kind, _, path = name.partition(" ")
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if kind == "file":
            place.write_text(text, encoding="utf-8")
        elif kind == "bytes":
            escaped = text.replace("\n", "").encode("latin-1", "backslashreplace")
            place.write_bytes(escaped.decode("unicode_escape").encode("latin-1"))
        elif kind == "link":
            place.symlink_to(text.strip())


def _settled(folder: Path, drawn: bool) -> Outcome[Book]:
    """The book of a folder as `check` leaves it, or with its pictures, and what is said."""
    found = handbook(folder)
    config, told = configure(found.text, found.name, ())
    (vault, load), more = read(found.root(config), config, folder=found.folder)
    told += more
    dialect = recognise(vault, config)
    expanded = [expand(note, vault, load) for note in vault.notes]
    vault = replace(vault, notes=tuple(note for note, _ in expanded))
    trees, of_notes = collect(parse(note, dialect) for note in vault.notes)
    library, more = navigate({tree.path: tree for tree in trees})
    told += more
    book, more = assemble(vault, library, dialect, config)
    told += more
    book, more = resolve(book, library, vault, config)
    told += (*more, *of_book(of_notes, book))
    told += collect(of_printed(expanded, book)).diagnostics
    if drawn:
        book, more = illustrate(book, materials(book, load), Proofs(Memory()))
        told += more
    return Outcome(book, in_order(told))


def _printed(book: Book) -> str:
    """Parts, chapters, and the chapters as HTML."""
    lines = []
    for part in book.parts:
        lines += [f"part {part.title}"] if part.title else []
        for chapter in part.chapters:
            lines.append(f"{chapter.path}: h{chapter.level} {chapter.title}")
            html = printed(chapter.blocks)
            lines += [html] if html else []
    return "".join(f"{line}\n" for line in lines)


def _ordered(book: Book) -> str:
    """Parts and chapters, and all that their places say of them."""
    lines = []
    for part in book.parts:
        lines += [f"part {part.title}"] if part.title else []
        for chapter in part.chapters:
            words = [
                "." * (chapter.level - 1),
                f"{chapter.path}:" if chapter.page else "(no page)",
                chapter.title,
                f"listed “{chapter.listed}”" if chapter.listed != chapter.title else "",
                f"[{chapter.number}]" if chapter.number else "",
                "" if chapter.role is Role.BODY else f"({chapter.role})",
                "(apart)" if chapter.apart else "",
            ]
            lines.append(" ".join(filter(None, words)))
    return "".join(f"{line}\n" for line in lines)


def _said(told: tuple[Diagnostic, ...]) -> str:
    """One line a diagnostic: severity, code, place, message, help."""
    return "".join(
        f"{each.severity.name.lower()} {each.code} {each.span.path}:"
        f"{place(each.span)} {each.message}{f' ({each.help})' if each.help else ''}\n"
        for each in told
    )


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.file.stem}: {case.title}"
)
def test_the_folder_becomes_exactly_this_book(
    case: Case, tmp_path: Path, accept: bool
) -> None:
    _laid(case, tmp_path)
    shown = next((kind for kind in _SHOWN if kind in case.parts), "book")
    book, told = _settled(tmp_path, shown == "drawn")
    text = _ordered(book) if shown == "order" else _printed(book)
    made = {shown: text, "told": _said(told)}
    given = {name: case.parts.get(name, "") for name in made}
    if accept and given != made:
        _accept(case, made)
        return
    assert given == made


def _accept(case: Case, made: dict[str, str]) -> None:
    """Write what came out into the case's file."""
    kept = _FENCE.sub(
        lambda fence: "" if fence[2].strip() in _MADE else fence[0], case.source
    ).rstrip("\n")
    fences = "".join(
        f"~~~~ {name}\n{text}~~~~\n" for name, text in made.items() if text
    )
    text = case.file.read_text(encoding="utf-8")
    assert text.count(case.source) == 1
    fresh = text.replace(case.source, f"{kept}\n{fences}\n")
    case.file.write_text(fresh.rstrip("\n") + "\n", encoding="utf-8")


def test_every_file_of_cases_is_named_after_a_rule() -> None:
    for file in FOLDER.glob("*.md"):
        assert re.fullmatch(r"R12|R\d+\.\d+b?", file.stem), file
