"""What `book.toml` says beyond the configuration, and old pages that moved."""

from pathlib import PurePosixPath

import pytest
from settling import settled

from octavo.dialect import recognise
from octavo.mdbook import Mdbook, mdbook
from octavo.model.config import Config
from octavo.model.vault import Kind, Note, Vault
from octavo.parse import parse
from octavo.reference.names import Names

BOOK = """
[book]
text-direction = "rtl"
[build]
use-default-preprocessors = false
[output.html]
smart-punctuation = false
no-section-label = true
[preprocessor.links]
[preprocessor.katex]
[output.html.code.hidelines]
python = "~"
count = 3
[output.html.redirect]
"/old/page.html" = "../new/page.html"
"/far.html" = "https://example.org/new/page.html"
"/top.html" = "/new/page.html#part"
"""


def test_only_what_changes_the_meaning_of_text_is_read() -> None:
    assert mdbook(BOOK) == Mdbook(
        formulas=True,
        expands=True,
        smart=False,
        numbered=False,
        direction="rtl",
        hidden=(("python", "~"),),
        redirects=(
            ("/far.html", "https://example.org/new/page.html"),
            ("/old/page.html", "../new/page.html"),
            ("/top.html", "/new/page.html#part"),
        ),
        preprocessors=("katex",),
    )


@pytest.mark.parametrize(
    "text",
    ["", "not toml", "[output]\nhtml = 3", "output = 1", f"output = {'9' * 5000}"],
)
def test_a_file_that_says_nothing_usable_gives_the_defaults(text: str) -> None:
    assert mdbook(text) == Mdbook()


@pytest.mark.parametrize(
    ("target", "here", "expected"),
    [
        ("page.html", "old/beside.md", "new/page.md"),
        ("old/page.html", "top.md", "new/page.md"),
        ("../top.html", "deep/x.md", "new/page.md"),
        ("far.html", "x.md", None),
        ("nowhere.html", "x.md", None),
    ],
)
def test_a_link_to_an_old_page_means_the_note_it_was_moved_to(
    target: str, here: str, expected: str | None
) -> None:
    note = Note(path=PurePosixPath("new/page.md"), text="# Page", digest="")
    vault = Vault(
        name="book",
        kind=Kind.MDBOOK,
        notes=(note,),
        settings=((PurePosixPath("book.toml"), BOOK),),
    )
    document, _ = parse(note, recognise(vault, Config()))
    found = Names(vault, {note.path: document}).addressed(target, PurePosixPath(here))
    assert (found and str(found.path)) == expected


def test_a_link_to_a_page_that_left_the_book_leads_there() -> None:
    notes = {"SUMMARY.md": "# Summary\n\n- [A](x/A.md)", "x/A.md": "[far](../far.html)"}
    book = settled(notes, kind=Kind.MDBOOK, book_toml=BOOK)
    assert book.links("x/A.md") == ["far -> https://example.org/new/page.html"]
    assert book.told == ()


@pytest.mark.parametrize(
    ("asked", "language", "direction"),
    [
        ("", "en", "ltr"),
        ("", "ar", "rtl"),
        ('[book]\ntext-direction = "rtl"\n', "en", "rtl"),
        ('[book]\ntext-direction = "ltr"\n', "ar", "ltr"),
        ('[book]\ntext-direction = "up"\n', "ar", "rtl"),
    ],
)
def test_the_text_runs_as_the_book_says_or_its_language(
    asked: str, language: str, direction: str
) -> None:
    notes = {"a.md": "# A\n\nx"}
    asked = asked or "[book]\n"
    made = settled(notes, kind=Kind.MDBOOK, language=language, book_toml=asked)
    assert made.book.metadata.direction == direction
