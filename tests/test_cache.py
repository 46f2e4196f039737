"""The cache: what it gives back is what was put, or nothing."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from octavo.cache import Cache


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_comes_back_another_time(tmp_path: Path) -> None:
    Cache(tmp_path).put("a sheet", b"\0bytes")
    Cache(tmp_path).put("nothing", b"")
    assert Cache(tmp_path).get("a sheet") == b"\0bytes"
    assert Cache(tmp_path).get("nothing") == b""
    assert Cache(tmp_path).get("another") is None


def test_a_damaged_piece_counts_as_absent_and_is_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("sheet", b"whole")
    (file,) = _files(tmp_path)
    for damage in (b"", b"short", file.read_bytes()[:-1], b"\0" + file.read_bytes()):
        file.write_bytes(damage)
        assert cache.get("sheet") is None
        assert not file.exists()
        cache.put("sheet", b"whole")
    assert cache.get("sheet") == b"whole"


def test_a_piece_under_the_name_of_another_is_damaged(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("sheet", b"a sheet")
    (sheet,) = _files(tmp_path)
    cache.put("tree", b"a tree")
    (tree,) = set(_files(tmp_path)) - {sheet}
    tree.write_bytes(sheet.read_bytes())
    assert (cache.get("tree"), cache.get("sheet")) == (None, b"a sheet")
    assert cache.damaged == 1


def test_any_text_is_a_key_and_none_leads_out_of_the_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "inside")
    for key in ("../../escape", "/etc/passwd", "ä" * 500, "", "a/b", "a\0b"):
        cache.put(key, key.encode())
        assert cache.get(key) == key.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]


def test_failing_to_keep_is_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put("sheet", b"bytes")
    assert cache.get("sheet") is None
    cache.trim()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=3 * 132)
    for age, key in enumerate(("oldest", "older", "old", "new")):
        cache.put(key, bytes(100))
        newest = max(_files(tmp_path), key=lambda path: path.stat().st_mtime)
        os.utime(newest, (1000 + age, 1000 + age))
    assert cache.get("oldest") == bytes(100)
    cache.trim()
    kept = [key for key in ("oldest", "older", "old", "new") if cache.get(key)]
    assert kept == ["oldest", "old", "new"]


def test_caches_of_other_handbooks_count_for_the_limit(tmp_path: Path) -> None:
    other = Cache(tmp_path / "other")
    other.put("theirs", bytes(100))
    (file,) = _files(tmp_path)
    os.utime(file, (1000, 1000))
    mine = Cache(tmp_path / "mine", tmp_path, limit=200)
    mine.put("ours", bytes(100))
    mine.trim()
    assert other.get("theirs") is None
    assert mine.get("ours") == bytes(100)


def test_unfinished_pieces_of_killed_builds_are_removed_a_day_later(
    tmp_path: Path,
) -> None:
    cache = Cache(tmp_path)
    cache.put("sheet", b"bytes")
    (file,) = _files(tmp_path)
    abandoned = file.with_name("octavo-a.part")
    running = file.with_name("octavo-b.part")
    for stray, age in ((abandoned, 90000), (running, 60)):
        stray.write_bytes(b"half")
        then = file.stat().st_mtime - age
        os.utime(stray, (then, then))
    cache.trim()
    assert not abandoned.exists()
    assert running.exists()
    assert cache.get("sheet") == b"bytes"


def test_files_that_no_cache_has_made_stay_and_do_not_count(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=200)
    cache.put("sheet", bytes(100))
    (piece,) = _files(tmp_path)
    theirs = (
        tmp_path / "thesis.docx",
        tmp_path / "film.part",
        tmp_path / ("a" * 62),
        tmp_path / "photographs" / "ab.jpg",
        piece.with_name("film.part"),
        piece.with_name("thesis.docx"),
        piece.with_name("a" * 62),
        tmp_path / "2024" / piece.name,
    )
    for place in theirs:
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(bytes(1000))
        os.utime(place, (1000, 1000))
    cache.trim()
    assert [place for place in theirs if not place.exists()] == []
    assert cache.get("sheet") == bytes(100)


def test_two_builds_may_keep_and_take_at_once(tmp_path: Path) -> None:
    def work(number: int) -> set[bytes | None]:
        cache = Cache(tmp_path)
        seen = set()
        for _ in range(50):
            cache.put("same", b"x" * 5000)
            seen.add(cache.get("same"))
        return seen

    with ThreadPoolExecutor(4) as hands:
        assert set().union(*hands.map(work, range(4))) == {b"x" * 5000}
    assert len(_files(tmp_path)) == 1
