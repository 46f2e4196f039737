"""`octavo new`: a handbook that builds without a word."""

import tempfile
from pathlib import Path

import click
from running import listing, octavo
from somebody import as_somebody_else

from octavo.cli.new import command


def test_the_starter_builds_strictly_with_nothing_to_say(tmp_path: Path) -> None:
    code, out, err = octavo("new", "my handbook", cwd=tmp_path)
    assert (code, out) == (0, "my handbook\n")
    assert err == "Now build it: octavo build 'my handbook'\n"
    before = listing(tmp_path / "my handbook")
    assert "handbook.toml" in before
    ran = octavo("build", "--strict", "-v", "my handbook", cwd=tmp_path)
    assert ran.code == 0
    assert ran.err == (
        "4 notes read as an Obsidian vault, 4 chapters in the order of handbook.toml "
        "(2 elsewhere in the order of their folders and names)\n"
        "no errors, no warnings, no notes\n"
    )
    assert len(ran.out.splitlines()) == 5
    assert listing(tmp_path / "my handbook") == before


def test_an_empty_folder_is_filled_and_a_full_one_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert octavo("new", "empty", cwd=tmp_path).code == 0
    before = listing(tmp_path)
    for taken, why in (
        ("empty", "and not empty; name a new folder"),
        ("empty/handbook.toml", "and is a file, not a folder; name a new folder"),
    ):
        code, out, err = octavo("new", taken, cwd=tmp_path)
        assert (code, out) == (2, "")
        assert f"{taken} is there already {why}\n" in " ".join(err.split(" "))
    assert listing(tmp_path) == before


def test_a_folder_that_may_not_be_looked_into_is_wrong_usage() -> None:
    folder = Path(tempfile.mkdtemp())
    place = folder / "new"

    def look() -> str:
        try:
            command.main([str(place)], standalone_mode=False)
        except click.UsageError as problem:
            return problem.message
        return "written"

    said = f"{place} cannot be written: Permission denied"
    assert as_somebody_else(look) == repr(said)
    folder.rmdir()
