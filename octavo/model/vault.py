"""A folder of notes as it was read: text and the list of other files."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from octavo.value import value

Loader = Callable[[PurePosixPath], bytes]
"""Bytes of a file of the vault; a closure over the root, which nothing else knows."""


class Kind(StrEnum):
    """What kind of folder it is (dialect rule R1.1); sets defaults, forbids nothing."""

    VAULT = "vault"
    MDBOOK = "mdbook"
    PLAIN = "plain"


@value
class Origin:
    """Where a run of lines of an expanded note is stored.

    Lines `first` to `last` (from 1, inclusive) of the note's text are the lines from
    `line` on of the file `path`, each moved right by `shift` code points.
    """

    first: int
    last: int
    path: PurePosixPath
    line: int
    shift: int = 0


@value
class Note:
    r"""One markdown file.

    `text` is decoded from UTF-8, without a byte-order mark, with `\n` line ends;
    `digest` is of the file's bytes. `bom` says that the stored first line is one code
    point longer. `origins` is empty unless lines of other files were put in.
    """

    path: PurePosixPath
    text: str
    digest: str
    bom: bool = False
    origins: tuple[Origin, ...] = ()


@value
class Attachment:
    """Any other file; its bytes are fetched through the loader, never kept here."""

    path: PurePosixPath
    size: int


@value
class Bibliography:
    """The file of works that notes may cite, and the style (CSL) they are set in."""

    path: PurePosixPath
    text: str
    style: bytes


@value
class Vault:
    """All that was read of a folder.

    Notes and attachments are sorted by path in NFC. No absolute path is held, so equal
    folders make equal vaults. `settings` holds the few texts of the folder's own
    configuration that later stages read (`book.toml`, `SUMMARY.md`,
    `.obsidian/app.json`, …) as (path, text). `unprinted` are notes that can be linked
    to or embedded but are no chapters (rule R1.4). `above` is how many folders up from the
    notes an mdBook begins: files there can be included (rule R11.3). `chosen` is the
    note to print alone when the command named a single file. `bibliography` is None
    where there is none.
    """

    name: str
    kind: Kind
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    settings: tuple[tuple[PurePosixPath, str], ...] = ()
    unprinted: tuple[PurePosixPath, ...] = ()
    above: int = 0
    chosen: PurePosixPath | None = None
    bibliography: Bibliography | None = None
