"""How diagnostics are written: exact texts, for people and for programs."""

import json
import os
from pathlib import Path, PurePosixPath

import pytest
from jsonschema import Draft4Validator

from octavo.codes import CODES, tell
from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.formats import FORMATS
from octavo.formats.format import Format, Paper
from octavo.model.mapping import FrozenMapping
from octavo.model.proof import Proof

NOTE = "02-concepts/rlhf.md"


def _format(name: str) -> Format:
    return next(row for row in FORMATS if row.name == name)


def _span(line: int, first: int, last: int, path: str = NOTE) -> Span:
    return Span(
        path=PurePosixPath(path),
        line=line,
        column=first,
        end_line=line,
        end_column=last,
    )


def _dangling(line: int, first: int, last: int, target: str = "Hakcing") -> Diagnostic:
    near = "did you mean “Hacking” (hacking.md)?"
    return tell("dangling-link", _span(line, first, last), near, target=target)


def _proof(line: str, *told: Diagnostic) -> Proof:
    return Proof(diagnostics=told, texts=FrozenMapping({NOTE: line}))


def _text(proof: Proof, **paper: object) -> str:
    return _format("text").write(proof, Paper(**paper))  # type: ignore[arg-type]


def test_a_warning_is_shown_with_its_line_and_carets() -> None:
    source = "\n" * 40 + "The proxy fails, see [[Hakcing]].\n"
    assert _text(_proof(source, _dangling(41, 22, 33))) == (
        "warning[dangling-link]: no note is called “Hakcing”\n"
        "  --> 02-concepts/rlhf.md:41:22\n"
        "   |\n"
        "41 | The proxy fails, see [[Hakcing]].\n"
        "   |                      ^^^^^^^^^^^\n"
        "   = help: did you mean “Hacking” (hacking.md)?\n"
        "\n"
        "no errors, 1 warning, no notes\n"
    )


@pytest.mark.parametrize(
    ("line", "first", "last", "shown", "carets"),
    [
        ("a\tb [[x]]", 5, 10, "a   b [[x]]", "      ^^^^^"),
        ("\t[[x]]", 2, 7, "    [[x]]", "    ^^^^^"),
        ("漢字と [[x]]", 5, 10, "漢字と [[x]]", "       ^^^^^"),
        ("[[漢字]] x", 1, 7, "[[漢字]] x", "^^^^^^^^"),
        ("e\u0301 [[x]]", 4, 9, "e\u0301 [[x]]", "  ^^^^^"),
        ("ab", 3, 3, "ab", "  ^"),
        ("\ufeff# [[x]]", 4, 9, "# [[x]]", "  ^^^^^"),
        ("\x1b[31m [[x]]", 7, 12, "\ufffd[31m [[x]]", "      ^^^^^"),
    ],
    ids=[
        "tab",
        "tab-first",
        "wide",
        "wide-marked",
        "combining",
        "end",
        "bom",
        "escape",
    ],
)
def test_carets_stand_below_what_they_mark(
    line: str, first: int, last: int, shown: str, carets: str
) -> None:
    lines = _text(_proof(line, _dangling(1, first, last))).splitlines()
    assert lines[3] == f"1 | {shown}"
    assert lines[4] == f"  | {carets}"


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    span = Span(path=PurePosixPath(NOTE), line=2, column=3, end_line=4, end_column=1)
    lines = _text(
        _proof("x\n  %% one\ntwo\n%%\n", tell("unclosed-comment", span, mark="%%"))
    ).splitlines()
    assert lines[3:5] == ["2 |   %% one", "  |   ^^^^^^"]


def test_a_long_line_is_cut_around_what_is_marked() -> None:
    line = "word " * 60 + "[[x]]" + " word" * 60
    lines = _text(_proof(line, _dangling(1, 301, 306)), width=60).splitlines()
    assert len(lines[3]) <= 60
    assert lines[3][lines[4].index("^") :].startswith("[[x]]")
    assert lines[4].count("^") == 5
    assert lines[3].startswith("1 | …")
    assert lines[3].endswith("…")


def test_a_file_as_such_is_shown_without_a_line() -> None:
    told = tell("not-utf8", Span.whole(PurePosixPath("a.md")), byte="FF")
    assert _text(_proof("text", told)) == (
        "error[not-utf8]: byte FF is not UTF-8\n"
        " --> a.md\n"
        "\n"
        "1 error, no warnings, no notes\n"
    )


def test_notes_are_summed_up_and_shown_when_asked_for() -> None:
    note = tell("empty-note", Span.whole(PurePosixPath("a.md")))
    proof = Proof(diagnostics=(note,), reading="1 note read")
    assert _text(proof) == "no errors, no warnings, 1 note (-v shows them)\n"
    assert _text(proof, least=Severity.NOTE) == (
        "note[empty-note]: the note has no text\n"
        " --> a.md\n"
        "\n"
        "1 note read\n"
        "no errors, no warnings, 1 note\n"
    )
    assert _text(proof, least=Severity.ERROR) == ""


def test_the_same_message_is_shown_twenty_times_and_counted() -> None:
    told = [_dangling(line, 1, 2) for line in range(1, 24)]
    written = _text(_proof("x\n" * 30, *told))
    assert written.count("warning[dangling-link]") == 20
    assert "… 3 more of [dangling-link]: no note is called “Hakcing”\n" in written
    assert written.endswith("no errors, 23 warnings, no notes\n")


def test_colours_are_for_terminals_only() -> None:
    proof = _proof("[[x]]", _dangling(1, 1, 6))
    assert "\x1b[" not in _text(proof)
    assert "\x1b[1;33mwarning" in _text(proof, colour=True)


def test_json_is_one_object_a_line() -> None:
    note = tell("empty-note", Span.whole(PurePosixPath("ä b.md")))
    written = _format("json").write(_proof("", _dangling(4, 2, 9), note), Paper())
    assert [json.loads(line) for line in written.splitlines()] == [
        {
            "code": "dangling-link",
            "severity": "warning",
            "path": "02-concepts/rlhf.md",
            "line": 4,
            "column": 2,
            "end_line": 4,
            "end_column": 9,
            "message": "no note is called “Hakcing”",
            "help": "did you mean “Hacking” (hacking.md)?",
        },
        {
            "code": "empty-note",
            "severity": "note",
            "path": "ä b.md",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 1,
            "message": "the note has no text",
            "help": "",
        },
    ]


def test_github_gets_commands_with_what_would_end_them_escaped() -> None:
    told = tell(
        "dangling-link",
        _span(4, 2, 9, "50%, a:b.md"),
        "did you mean “x”?",
        target="100%",
    )
    note = tell("empty-note", Span.whole(PurePosixPath("a.md")))
    assert _format("github").write(_proof("", told, note), Paper()) == (
        "::warning file=50%25%2C a%3Ab.md,line=4,col=2,endLine=4,endColumn=8,"
        "title=dangling-link::no note is called “100%25”%0Adid you mean “x”?\n"
        "::notice file=a.md,line=1,title=empty-note::the note has no text\n"
    )


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ((4, 2), "endLine=4,endColumn=2"),
        ((4, 3), "endLine=4,endColumn=2"),
        ((5, 1), "endLine=4"),
        ((6, 3), "endLine=6"),
    ],
)
def test_github_counts_ends_in(end: tuple[int, int], shown: str) -> None:
    span = Span(
        path=PurePosixPath(NOTE), line=4, column=2, end_line=end[0], end_column=end[1]
    )
    written = _format("github").write(
        _proof("", tell("unclosed-comment", span, mark="%%")), Paper()
    )
    assert f"line=4,col=2,{shown},title" in written


def test_github_looks_for_files_from_the_current_folder() -> None:
    told = (
        _dangling(4, 2, 9),
        tell("empty-book", Span.whole(PurePosixPath()), path="this folder"),
    )
    written = _format("github").write(
        _proof("", *told), Paper(folder=Path("docs/../book"))
    )
    first, second = written.splitlines()
    assert first.startswith(f"::warning file=book/{NOTE},line=4,")
    assert second == ("::error title=empty-book::no notes to print in this folder")


def test_sarif_names_every_code_as_a_rule_and_places_in_code_points() -> None:
    log = json.loads(_format("sarif").write(_proof("", _dangling(4, 2, 9)), Paper()))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "dangling-link"
    assert result["level"] == "warning"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "02-concepts/rlhf.md", "uriBaseId": "PATH"},
                "region": {
                    "startLine": 4,
                    "startColumn": 2,
                    "endLine": 4,
                    "endColumn": 9,
                },
            }
        }
    ]


def test_sarif_says_which_folder_its_addresses_are_in(tmp_path: Path) -> None:
    book = tmp_path / "a book"
    book.mkdir()
    told = (
        tell("not-utf8", Span.whole(PurePosixPath("ä b.md")), byte="FF"),
        tell("empty-book", Span.whole(PurePosixPath()), path="this folder"),
        tell("out-folder", Span.whole(PurePosixPath("/x y")), why="it is full"),
    )
    log = json.loads(_format("sarif").write(_proof("", *told), Paper(folder=book)))
    (run,) = log["runs"]
    assert run["originalUriBaseIds"] == {"PATH": {"uri": f"{book.as_uri()}/"}}
    assert [result["locations"] for result in run["results"]] == [
        [{"physicalLocation": {"artifactLocation": place}}]
        for place in (
            {"uri": "%C3%A4%20b.md", "uriBaseId": "PATH"},
            {"uri": "./", "uriBaseId": "PATH"},
            {"uri": "file:///x%20y"},
        )
    ]


@pytest.fixture(scope="session")
def sarif_schema(checkout: Path) -> Draft4Validator:
    """The official schema, as the package of npm that `tools/setup.sh test` installs has it."""
    package = (
        checkout / ".setup" / "node" / "node_modules" / "@microsoft" / "jest-sarif"
    )
    file = package / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    if not file.is_file():
        why = "no SARIF schema in .setup/node: run `tools/setup.sh test`"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return Draft4Validator(json.loads(file.read_text(encoding="utf-8")))


def test_sarif_is_valid_by_the_official_schema(sarif_schema: Draft4Validator) -> None:
    told = (
        _dangling(4, 2, 9),
        tell("not-utf8", Span.whole(PurePosixPath("ä b.md")), byte="FF"),
        tell("empty-book", Span.whole(PurePosixPath()), path="this folder"),
        tell("out-folder", Span.whole(PurePosixPath("/x y")), why="it is full"),
    )
    log = json.loads(_format("sarif").write(_proof("", *told), Paper()))
    assert [error.message for error in sarif_schema.iter_errors(log)] == []


def test_the_official_schema_finds_what_is_wrong(sarif_schema: Draft4Validator) -> None:
    log = json.loads(_format("sarif").write(_proof("", _dangling(4, 2, 9)), Paper()))
    (run,) = log["runs"]
    run["results"][0]["level"] = "fatal"
    run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    run["colour"] = "red"
    assert [error.json_path for error in sarif_schema.iter_errors(log)] == [
        "$.runs[0]",
        "$.runs[0].results[0].level",
        "$.runs[0].results[0].locations[0].physicalLocation.region.startLine",
    ]
