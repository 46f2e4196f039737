"""`octavo explain`: the entries of the codes."""

from pathlib import Path

import pytest
from running import octavo

from octavo.codes import CODES


@pytest.mark.parametrize("word", ["dangling-link", "warning[dangling-link]:"])
def test_an_entry_is_printed_as_it_is_written(
    tmp_path: Path, checkout: Path, word: str
) -> None:
    code, out, err = octavo("explain", word, cwd=tmp_path)
    assert (code, err) == (0, "")
    entry = checkout / "octavo" / "codes" / "dangling-link.md"
    assert out == entry.read_text(encoding="utf-8")


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    code, out, err = octavo("explain", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(CODES)


def test_a_misspelt_code_is_told_what_was_meant(tmp_path: Path) -> None:
    code, out, err = octavo("explain", "dangling-lnik", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "no diagnostic “dangling-lnik”; did you mean “dangling-link”?" in err
