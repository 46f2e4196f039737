"""The judge itself: every kind of loss, done to a book on purpose, is found by name."""

import subprocess
import sys
from pathlib import Path

import pytest
from doctor import Change, doctored, exchanged, replaced, swapped, without
from expected import Expected
from judge import judge
from making import Made

HULL = "text/boats-hull.xhtml"

DONE: dict[str, tuple[Change, list[str]]] = {
    "a paragraph is gone": (
        replaced(HULL, "An ordinary quotation", ""),
        ["epub words: Boats/Hull.md:43: ordinary", "epub words: Boats/Hull.md:43: quotation"],
    ),
    "a word is another": (
        replaced(HULL, "spruce for the spars", "spruce for the stars"),
        ["epub words: Boats/Hull.md:23: spars"],
    ),
    "a line of code is gone": (
        replaced(HULL, "float", "int"),
        ["epub code: Boats/Hull.md:61: float"],
    ),
    "chapters change places": (
        swapped("boats-hull.xhtml", "weather-wind.xhtml"),
        ["out of order: spine"],
    ),
    "a link leads to another chapter": (
        replaced("text/start.xhtml", "weather-tides.xhtml#weather-tides--b-springs", HULL[5:]),
        ["epub links: Start.md:12: Weather/Tides.md#^springs"],
    ),
    "a link leads to another heading": (
        replaced("text/start.xhtml", "#boats-rigging-knots--bowline", "#boats-rigging-knots--quiz"),
        ["epub links: Start.md:12: Boats/Rigging/Knots.md#Bowline"],
    ),
    "a link leads nowhere": (
        replaced("text/start.xhtml", "#boats-rigging-knots--bowline", "#no-such-id"),
        ["epub links: Start.md:12: Boats/Rigging/Knots.md#Bowline"],
    ),
    "a wikilink shows": (
        replaced(HULL, "Planks overlap", "[[Planks]] overlap"),
        ["epub leaks: Boats/Hull.md: wikilink [[", "epub leaks: Boats/Hull.md: wikilink ]]"],
    ),
    "a callout's mark shows": (
        replaced(HULL, "Support the hull", "[!warning] Support the hull"),
        ["epub leaks: Boats/Hull.md: callout [!warning]"],
    ),
    "a comment shows": (
        replaced("text/start.xhtml", "The remark above", "%%hm%% The remark above"),
        ["epub leaks: Start.md: comment %%"],
    ),
    "a highlight shows": (
        replaced("text/start.xhtml", "The remark above", "==The== remark above"),
        ["epub leaks: Start.md: highlight =="],
    ),
    "a block id shows": (
        replaced(HULL, "its back the stern.", "its back the stern. ^keel-line"),
        ["epub leaks: Boats/Hull.md: block id ^keel-line"],
    ),
    "a property shows": (
        replaced("text/start.xhtml", "A notebook about", "created: 2024-05-01</p><p>A notebook about"),
        ["epub leaks: Start.md: property created:"],
    ),
    "a picture is not packed": (
        without("square"),
        ["epub images: Boats/Hull.md:8: Attachments/square.png"],
    ),
    "another picture is shown": (
        replaced(HULL, "images/square", "images/photo"),
        ["epub images: Boats/Hull.md:8: Attachments/square.png"],
    ),
    "paragraphs change places": (
        exchanged("text/boats-rigging-blocks-and-tackle.xhtml"),
        ["epub order: Boats/Rigging/Blocks and tackle.md:9: stands before what it follows"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("made", ["vault"], indirect=True)
@pytest.mark.parametrize("what", DONE)
def test_what_was_done_to_a_book_is_found(
    made: Made, what: str, tmp_path: Path
) -> None:
    change, wanted = DONE[what]
    epub = doctored(made.epub, tmp_path / "doctored.epub", change)
    found = judge(made.expected, epub, None).faults()
    for each in wanted:
        assert [fault for fault in found if fault.startswith(each)], found
    # And little else: the words around a loss stand in no run of five any more.
    others = [f for f in found if not f.startswith((*wanted, "epub order"))]
    assert len(others) <= 2, others


@pytest.mark.parametrize("made", ["plain"], indirect=True)
def test_the_pages_of_another_book_hold_nothing(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    text = "# Planting\n\nQuicksilver bananas, [[Walk|snowfall]].\n"
    (folder / "Planting.md").write_text(text, encoding="utf-8")
    (folder / "Walk.md").write_text("# A walk through the orchard\n\nSnow.\n")
    found = judge(Expected(folder), None, made.pdf)
    assert found.total("pdf words").lacking == [
        "Planting.md:3: quicksilver",
        "Planting.md:3: bananas",
        "Planting.md:3: snowfall",
        "Walk.md:3: snow",
    ]
    assert found.total("pdf links").lacking == ["Planting.md:3: Walk.md “snowfall”"]
    # In the other book this is code; here nothing says so.
    assert found.total("pdf leaks").lacking == [
        "Planting.md: wikilink [[",
        "Planting.md: wikilink ]]",
    ]


@pytest.mark.parametrize("made", ["plain"], indirect=True)
def test_the_command_by_hand_says_the_same(made: Made, checkout: Path) -> None:
    source = str(made.expected.shelf.folder)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fidelity", source, str(made.epub), str(made.pdf)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    last = ran.stdout.splitlines()[-1].split()
    assert last[0] == "all"
    assert last[6] == last[12] == "0"
