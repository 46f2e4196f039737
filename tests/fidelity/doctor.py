"""Finished EPUBs with something done to them that the judge has to notice."""

import zipfile
from collections.abc import Callable
from pathlib import Path

Change = Callable[[dict[str, bytes]], None]


def doctored(epub: Path, out: Path, change: Change) -> Path:
    """A copy of the EPUB after `change` has been at its files."""
    with zipfile.ZipFile(epub) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    before = dict(files)
    change(files)
    assert files != before, "the change changed nothing"
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out


def replaced(part: str, old: str, new: str) -> Change:
    """Once, in the text file whose name holds `part`."""

    def change(files: dict[str, bytes]) -> None:
        name = next(each for each in files if part in each)
        files[name] = files[name].decode().replace(old, new, 1).encode()

    return change


def swapped(one: str, other: str) -> Change:
    """Two documents change places in the spine."""

    def change(files: dict[str, bytes]) -> None:
        name = next(each for each in files if each.endswith(".opf"))
        opf = files[name].decode()
        refs = {each: _reference(opf, each) for each in (one, other)}
        opf = opf.replace(refs[one], "\0").replace(refs[other], refs[one])
        files[name] = opf.replace("\0", refs[other]).encode()

    return change


def _reference(opf: str, file: str) -> str:
    at = opf.index(file)
    item = opf[opf.rindex("<item", 0, at) : opf.index(">", at)]
    name = item.split('id="', 1)[1].split('"', 1)[0]
    return f'idref="{name}"'


def exchanged(part: str) -> Change:
    """The first two sections of a document change places."""

    def change(files: dict[str, bytes]) -> None:
        name = next(each for each in files if part in each)
        before, one, other = files[name].decode().split("<h2", 2)
        other, end = other.split("</section>", 1)
        text = f"{before}<h2{other}<h2{one}</section>{end}"
        files[name] = text.encode()

    return change


def without(part: str) -> Change:
    """A file less."""

    def change(files: dict[str, bytes]) -> None:
        del files[next(each for each in files if part in each)]

    return change
