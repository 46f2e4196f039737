"""Publishing: every file or none, and no trace of builds that died."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from octavo import __version__
from octavo.model.artifact import Artifact
from octavo.publish import Published, changed_pages, manifest, publish, usable
from octavo.typeset.pile import piled


def _artifact(name: str, data: bytes, *pages: str) -> Artifact:
    return Artifact(
        edition=name.rpartition(".")[2],
        name=name,
        media_type="application/x",
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        pages=len(pages) or None,
        page_digests=tuple(page * 64 for page in pages),
    )


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith("manifest.json")
    }


def test_files_and_their_manifest_appear(tmp_path: Path) -> None:
    out = tmp_path / "new" / "dist"
    artifacts = (_artifact("b.pdf", b"pdf", "1", "2"), _artifact("b.epub", b"epub"))
    (names, removed, _), told = publish(artifacts, "b", "abc", out)
    assert (removed, told) == ((), ())
    assert names == ("b.pdf", "b.epub", "b.manifest.json")
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert json.loads((out / "b.manifest.json").read_bytes()) == {
        "octavo": __version__,
        "revision": "abc",
        "files": [
            {
                "edition": "pdf",
                "name": "b.pdf",
                "media_type": "application/x",
                "bytes": 3,
                "sha256": hashlib.sha256(b"pdf").hexdigest(),
                "pages": 2,
                "page_digests": ["1" * 16, "2" * 16],
            },
            {
                "edition": "epub",
                "name": "b.epub",
                "media_type": "application/x",
                "bytes": 4,
                "sha256": hashlib.sha256(b"epub").hexdigest(),
            },
        ],
    }


def test_when_one_file_cannot_be_placed_all_stay_as_they_were(tmp_path: Path) -> None:
    publish(
        (_artifact("b.pdf", b"old pdf"), _artifact("c.pdf", b"old")), "b", "", tmp_path
    )
    before = _content(tmp_path)
    (tmp_path / "b.epub").mkdir()
    (tmp_path / "b.epub" / "in the way").touch()
    artifacts = tuple(
        _artifact(name, b"new") for name in ("b.pdf", "new.pdf", "b.epub", "c.pdf")
    )
    published, told = publish(artifacts, "b", "", tmp_path)
    assert published == Published()
    assert [(row.code, row.span.path.name) for row in told] == [
        ("out-folder", tmp_path.name)
    ]
    assert _content(tmp_path) == before
    assert not (tmp_path / "new.pdf").exists()


def _sheets(data: bytes, *names: str) -> tuple[Artifact, ...]:
    return tuple(replace(_artifact(name, data), edition="checklist") for name in names)


def test_files_that_an_edition_no_longer_has_are_removed(tmp_path: Path) -> None:
    before = (
        *_sheets(b"sheet", "b-checklist.pdf", "b-checklist-letter.pdf"),
        _artifact("b.epub", b"epub"),
    )
    publish(before, "b", "", tmp_path)
    (tmp_path / "mine.pdf").write_bytes(b"mine")
    after = (*_sheets(b"new", "b-checklist-letter.pdf"), _artifact("b.pdf", b"pdf"))
    published, _ = publish(after, "b", "", tmp_path, ("pdf", "checklist"))
    assert published.removed == ("b-checklist.pdf",)
    assert _content(tmp_path) == {
        "b-checklist-letter.pdf": b"new",
        "b.pdf": b"pdf",
        "b.epub": b"epub",
        "mine.pdf": b"mine",
    }


def test_nothing_is_removed_when_one_file_cannot_be_placed(tmp_path: Path) -> None:
    publish(_sheets(b"sheet", "b-checklist.pdf"), "b", "", tmp_path)
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / "b.pdf" / "in the way").touch()
    publish((_artifact("b.pdf", b""),), "b", "", tmp_path, ("pdf", "checklist"))
    assert _content(tmp_path) == {"b-checklist.pdf": b"sheet"}


@pytest.mark.parametrize("name", ["../b-out.pdf", "other.pdf", "b/../x.pdf", 3, None])
def test_a_manifest_that_lists_what_is_not_ours_removes_nothing(
    tmp_path: Path, name: object
) -> None:
    out = tmp_path / "out"
    (out / "b").mkdir(parents=True)
    others = [tmp_path / "b-out.pdf", out / "other.pdf", out / "x.pdf"]
    for other in others:
        other.write_bytes(b"mine")
    row = {"edition": "checklist", "name": name}
    (out / "b.manifest.json").write_text(json.dumps({"files": [row]}))
    published, _ = publish((), "b", "", out, ("checklist",))
    assert published.removed == ()
    assert all(other.is_file() for other in others)


_KILLED = """
import os, sys
from pathlib import Path
from octavo.model.artifact import Artifact
from octavo.publish import publish
names, left = Path.replace, int(sys.argv[2])
def replace(self, target):
    global left
    if left == 0:
        {how}
    left -= 1
    return names(self, target)
Path.replace = replace
artifacts = tuple(
    Artifact(edition="pdf", name=name, media_type="x", data=b"new", digest="")
    for name in ("b-1", "b-2", "b-3")
)
publish(artifacts, "b", "", Path(sys.argv[1]), ("pdf",))
"""
_OLD = ("b-1", "b-2", "b-old")


def _cut_short(out: Path, after: int, how: str) -> None:
    old = tuple(replace(_artifact(name, b"old"), edition="pdf") for name in _OLD)
    publish(old, "b", "", out)
    script = _KILLED.format(how=how)
    words = (sys.executable, "-c", script, str(out), str(after))
    done = subprocess.run(words, check=False, capture_output=True)
    assert done.returncode != 0


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_build_killed_among_its_last_steps_is_finished_by_the_next(
    tmp_path: Path, after: int
) -> None:
    _cut_short(tmp_path, after, how="os.kill(os.getpid(), 9)")
    publish((_artifact("c.epub", b"other"),), "c", "", tmp_path, ("epub",))
    assert _content(tmp_path) == {
        **dict.fromkeys(("b-1", "b-2", "b-3"), b"new"),
        "c.epub": b"other",
    }
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_build_interrupted_among_its_last_steps_changes_nothing(
    tmp_path: Path, after: int
) -> None:
    _cut_short(tmp_path, after, how="left = 99; raise KeyboardInterrupt")
    assert _content(tmp_path) == dict.fromkeys(_OLD, b"old")
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_build_left_is_removed_and_a_running_one_is_not(
    tmp_path: Path,
) -> None:
    dead = tmp_path / ".octavo-123-b.pdf.part"
    alive = tmp_path / ".octavo-456-b.pdf.part"
    mine = tmp_path / "notes.part"
    for file in (dead, alive, mine):
        file.write_bytes(b"half")
    with alive.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        publish((_artifact("b.pdf", b"pdf"),), "b", "", tmp_path)
    assert not dead.exists()
    assert alive.exists()
    assert mine.exists()


def test_builds_that_publish_at_once_do_not_sweep_each_others_files(
    tmp_path: Path,
) -> None:
    def work(slug: str) -> list[str]:
        data = slug.encode() * 1000
        artifacts = (_artifact(f"{slug}.pdf", data), _artifact(f"{slug}.epub", data))
        return [
            told.message
            for _ in range(40)
            for told in publish(artifacts, slug, "", tmp_path).diagnostics
        ]

    # Threads have the same process number, as have builds in two containers.
    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(work, ("a", "b", "a", "c"))) == [[], [], [], []]
    assert _content(tmp_path) == {
        f"{slug}.{end}": slug.encode() * 1000
        for slug in "abc"
        for end in ("pdf", "epub")
    }


def test_files_get_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        publish((_artifact("b.pdf", b"pdf"),), "b", "", tmp_path)
    finally:
        os.umask(mask)
    assert (tmp_path / "b.pdf").stat().st_mode & 0o777 == 0o640


def test_a_file_in_place_of_the_folder_is_found_out_before_the_work(
    tmp_path: Path,
) -> None:
    file = tmp_path / "taken"
    file.write_text("mine")
    for out in (file, file / "deeper"):
        (told,) = usable(out)
        assert told.message == (
            f"the output folder cannot be used: {file} is not a folder"
        )
        _, (after,) = publish((_artifact("b.pdf", b"pdf"),), "b", "", out)
        assert after.code == "out-folder"
    assert file.read_text() == "mine"


def test_a_folder_that_may_not_be_written_to_is_found_out_before_the_work() -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    expected = f"the output folder cannot be used: {folder} may not be written to"
    child = os.fork()
    if child == 0:
        # Nothing is closed to root, so that root looks with nobody's eyes.
        if os.geteuid() == 0:
            os.setuid(65534)
        told = [usable(out)[0].message for out in (folder, folder / "new")]
        os._exit(0 if told == [expected, expected] else 1)
    _, status = os.waitpid(child, 0)
    folder.rmdir()
    assert os.waitstatus_to_exitcode(status) == 0


def test_a_folder_that_can_be_made_is_fine_and_not_made_yet(tmp_path: Path) -> None:
    assert usable(tmp_path / "a" / "b") == ()
    assert list(tmp_path.iterdir()) == []


def test_changed_pages_are_those_that_were_other_ones_before(tmp_path: Path) -> None:
    now = _artifact("b.pdf", b"", "1", "2", "3", "4")
    assert changed_pages(now, "b", tmp_path) == (1, 2, 3, 4)
    publish((_artifact("b.pdf", b"", "1", "x", "3"),), "b", "", tmp_path)
    assert changed_pages(now, "b", tmp_path) == (2, 4)
    publish((now,), "b", "", tmp_path)
    assert changed_pages(now, "b", tmp_path) == ()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": [{}]}'])
def test_a_manifest_that_is_none_means_that_every_page_changed(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "b.manifest.json").write_text(text)
    assert changed_pages(_artifact("b.pdf", b"", "1"), "b", tmp_path) == (1,)


def test_a_manifest_says_nothing_of_when_and_where() -> None:
    artifact = _artifact("b.pdf", b"pdf")
    assert manifest((artifact,), "r") == manifest((artifact,), "r")
    assert b"time" not in manifest((artifact,), "r")


def test_a_file_that_lies_in_pieces_is_published_whole(tmp_path: Path) -> None:
    data = b"".join(bytes([number]) * 300_000 for number in range(9))
    file = piled(data[at : at + 70_000] for at in range(0, len(data), 70_000))
    made = replace(_artifact("book.pdf", b""), data=file, digest=file.digest)
    published, told = publish((made,), "book", "", tmp_path)
    assert told == ()
    assert (tmp_path / "book.pdf").read_bytes() == data
    assert published.digests[0] == hashlib.sha256(data).hexdigest()
    listed = json.loads((tmp_path / "book.manifest.json").read_bytes())["files"]
    assert (listed[0]["bytes"], listed[0]["sha256"]) == (len(data), file.digest)
