"""CSL-JSON and its YAML: keys, and what is said of files that are broken."""

from pathlib import PurePosixPath

import pytest

from octavo.citing import read
from octavo.diagnostics import Span
from octavo.locate import Places
from octavo.model.vault import Note


def told(text: str, suffix: str = ".json") -> tuple[list[str], list[str]]:
    """The keys of a file, and what is said of it, with its line and column."""
    said: list[str] = []

    def complain(code: str, span: Span, help: str = "", **words: object) -> None:
        assert help
        said.append(f"{code} {span.line}:{span.column} {words.get('why', '')}".strip())

    note = Note(path=PurePosixPath(f"works{suffix}"), text=text, digest="")
    records = read(suffix, text, Places(note).span, complain)
    return [record.key for record in records], said


def test_an_id_is_a_text_or_a_number() -> None:
    text = '[{"id": "a b"}, {"id": 5}, {"id": 0}, {"id": null}, {"id": true}]'
    why = "bib-syntax 1:35 a work behind this has no id"
    assert told(text) == (["a b", "5", "0"], [why, why])
    assert told("- id: 5\n", ".yaml") == (["5"], [])


def test_in_yaml_dates_and_numbers_are_what_is_written() -> None:
    text = "- id: a\n  issued: 0000-00-00\n  volume: 0x" + "f" * 5000 + "\n"
    assert told(text, ".yaml") == (["a"], [])


def test_an_escape_that_names_no_character_is_told() -> None:
    why = "bib-syntax 2:13 found unknown escape character"
    assert told('- id: "a"\n  title: "\\UFFFFFFFF"\n', ".yaml") == ([], [why])


@pytest.mark.parametrize(
    ("suffix", "text", "why"),
    [
        (".json", "[\n {'id': 1}]", "2:3 expecting property name enclosed in double quotes"),
        (".json", "{}", "1:1 this is no list of works"),
        (".yaml", "- id: [\n", "2:1 expected the node content, but found '<stream end>'"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_at_its_line(suffix: str, text: str, why: str) -> None:
    assert told(text, suffix) == ([], [f"bib-syntax {why}"])
