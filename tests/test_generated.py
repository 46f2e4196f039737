"""The generated vault that scale is measured with."""

from pathlib import Path

from generated import notes, write

from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.settle import check


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def test_it_is_always_the_same_and_another_with_another_seed() -> None:
    assert list(notes(30)) == list(notes(30))
    assert list(notes(30)) != list(notes(30, seed=1))


def test_its_notes_are_all_printed_and_its_links_all_lead_somewhere(
    tmp_path: Path,
) -> None:
    write(tmp_path, 60)
    proof = check(Commission(path=tmp_path, out=tmp_path / "dist"), _nobody)
    codes = sorted({each.code for each in proof.diagnostics})
    assert codes == ["nav-stripped"]
    assert proof.reading.split("\n")[-1].startswith(
        "60 notes read as an Obsidian vault, 60 chapters"
    )
