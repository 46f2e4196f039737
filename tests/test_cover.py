"""Which picture is the cover (dialect rule R11.7)."""

from pathlib import PurePosixPath

import pytest
from settling import settled

from octavo.cover import cover
from octavo.model.book import Book
from octavo.model.config import Config, EpubConfig
from octavo.model.vault import Kind, Vault

SUMMARY = "[Front](front.md)\n\n- [One](one.md)\n"
PICTURE = "pics/front.png"


def book(front: str) -> Book:
    notes = {"SUMMARY.md": SUMMARY, "front.md": front, "one.md": "# One\n\nText."}
    return settled(notes, kind=Kind.MDBOOK, files=(PICTURE,)).book


def chosen(
    *files: str, front: str = "Hello.", kind: Kind = Kind.MDBOOK, named: str = ""
) -> str:
    def load(path: PurePosixPath) -> bytes:
        if str(path) not in files:
            raise FileNotFoundError(path)
        return b"picture"

    vault = Vault(name="book", kind=kind, above=1)
    return cover(vault, load, book(front), Config(epub=EpubConfig(cover=named)))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], ""),
        (["cover.png"], "cover.png"),
        (["../cover.svg"], "../cover.svg"),
        (["../cover.png", "cover.jpg"], "cover.jpg"),
        (["cover.gif", "img/cover.png", "../../cover.png"], ""),
    ],
)
def test_an_mdbook_has_a_picture_of_that_name(files: list[str], expected: str) -> None:
    assert chosen(*files) == expected


def test_a_picture_alone_in_the_first_prefix_chapter_is_the_cover() -> None:
    alone = "# Front\n\n![a](pics/front.png)"
    assert chosen(front=alone) == PICTURE
    assert chosen("cover.png", front=alone) == "cover.png"
    assert chosen(front=f"{alone}\n\nText.") == ""


def test_the_handbook_comes_first_and_other_folders_have_no_such_picture() -> None:
    assert chosen("cover.png", named="mine.png") == "mine.png"
    assert chosen("cover.png", kind=Kind.VAULT) == ""
