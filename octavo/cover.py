"""Which picture is the cover: what the handbook names, else what an mdBook has (R11.7)."""

from pathlib import PurePosixPath

from octavo.model.book import Book, Role
from octavo.model.config import Config
from octavo.model.displays import Figure
from octavo.model.vault import Kind, Loader, Vault

_NAMES = ("cover.png", "cover.jpg", "cover.jpeg", "cover.svg")


def cover(vault: Vault, load: Loader, book: Book, config: Config) -> str:
    """The path of the picture in the source, "" for a cover that is set in type.

    An mdBook has no key for one. Its cover is the picture of that name among its notes
    or beside `book.toml`, else the one that is all there is in its first prefix chapter.
    """
    if config.epub.cover or vault.kind is not Kind.MDBOOK:
        return config.epub.cover
    for folder in dict.fromkeys(("", "../" * vault.above)):
        for name in _NAMES:
            if _is_there(PurePosixPath(f"{folder}{name}"), load):
                return f"{folder}{name}"
    first = next(book.chapters(), None)
    if first is not None and first.role is Role.FRONT:
        match first.blocks:
            case (Figure(image=image),) if image.path is not None:
                # A `data:` address is no file that could be named.
                return "" if image.target.startswith("data:") else str(image.path)
    return ""


def _is_there(path: PurePosixPath, load: Loader) -> bool:
    try:
        return bool(load(path))
    except OSError:
        return False
