"""mdBook's directives: what they yield, where it is stored, and what cannot be had."""

from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from octavo.diagnostics import Diagnostic, Outcome, Severity
from octavo.expand import expand
from octavo.locate import Places
from octavo.model.vault import Kind, Note, Origin, Vault

RUST = dedent(
    """\
    // ANCHOR: all
    use std::io;

    // ANCHOR: body
    fn main() {
        println!("hi");
    }
    // ANCHOR_END: body
    // ANCHOR_END: all
    fn rest() {}
    """
)


def _expand(
    text: str, kind: Kind = Kind.MDBOOK, note: str = "ch/one.md", **files: str | bytes
) -> Outcome[Note]:
    """A note of a book whose notes lie in `src`; `files` by name, `_` for `/` and `.`."""
    stored = {
        PurePosixPath(name.replace("__", "/").replace("_", ".")): data
        for name, data in files.items()
    }

    def load(path: PurePosixPath) -> bytes:
        if path not in stored:
            raise FileNotFoundError(str(path))
        data = stored[path]
        return data if isinstance(data, bytes) else data.encode()

    vault = Vault(name="book", kind=kind, above=1)
    return expand(
        Note(path=PurePosixPath(note), text=text, digest="as stored"), vault, load
    )


def _told(outcome: Outcome[Note]) -> list[tuple[str, str]]:
    return [
        (told.code, f"{told.span.path}:{told.span.line}:{told.span.column}")
        for told in outcome.diagnostics
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", 'use std::io;\n\nfn main() {\n    println!("hi");\n}\nfn rest() {}'),
        (":2", "use std::io;"),
        (":5:6", 'fn main() {\n    println!("hi");'),
        (":10:", "fn rest() {}"),
        ("::2", "use std::io;"),
        (":9:99", "fn rest() {}"),
        (":0", ""),
        (":body", 'fn main() {\n    println!("hi");\n}'),
        (":all", 'use std::io;\n\nfn main() {\n    println!("hi");\n}'),
    ],
)
def test_an_include_takes_the_lines_its_path_means(where: str, expected: str) -> None:
    outcome = _expand(f"{{{{#include f.rs{where}}}}}", ch__f_rs=RUST)
    assert outcome.value.text == expected
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("where", ["50:60", "13", "13:"])
def test_lines_past_the_end_are_nothing_with_a_warning(where: str) -> None:
    outcome = _expand(f"a\n{{{{#include f.rs:{where}}}}}", ch__f_rs=RUST)
    assert outcome.value.text == "a\n"
    assert [(told.message, told.help) for told in outcome.diagnostics] == [
        (f"f.rs has no lines {where}", "its last line is 10")
    ]


@pytest.mark.parametrize("where", ["7:5", ":0"])
def test_lines_from_a_later_one_to_an_earlier_are_nothing(where: str) -> None:
    outcome = _expand(f"{{{{#include f.rs:{where}}}}}", ch__f_rs=RUST)
    assert outcome.value.text == ""
    assert [(told.message, told.help) for told in outcome.diagnostics] == [
        (f"f.rs has no lines {where}", "write the lower number first")
    ]


def test_line_numbers_count_the_marks_of_anchors_which_are_never_shown() -> None:
    outcome = _expand("{{#include f.rs:1:4}}", ch__f_rs=RUST)
    assert outcome.value.text == "use std::io;\n"


def test_rustdoc_include_keeps_the_other_lines_hidden() -> None:
    outcome = _expand("{{#rustdoc_include f.rs:body}}", ch__f_rs=RUST)
    assert outcome.value.text == (
        '# use std::io;\n# \nfn main() {\n    println!("hi");\n}\n# fn rest() {}'
    )


def test_a_playground_is_a_listing_with_its_attributes() -> None:
    outcome = _expand("a\n\n{{#playground f.rs editable ignore}}", ch__f_rs="x();\n")
    assert outcome.value.text == "a\n\n```rust,editable,ignore\nx();\n```"
    assert _expand("{{#playpen f.rs}}", ch__f_rs="y\n").value.text == (
        "```rust\ny\n```"
    )


def test_the_fence_of_a_playground_is_longer_than_any_in_the_file() -> None:
    outcome = _expand("{{#playground f.rs}}", ch__f_rs="/*\n```\n*/\n")
    assert outcome.value.text == "````rust\n/*\n```\n*/\n````"


def test_a_title_directive_is_nothing() -> None:
    assert _expand("# One {{#title Two}}\n\nx").value.text == "# One \n\nx"


def test_a_backslash_makes_a_directive_text() -> None:
    outcome = _expand(r"`\{{#include f.rs}}` and \{{#include g.rs}}")
    assert outcome.value.text == "`{{#include f.rs}}` and {{#include g.rs}}"
    assert outcome.diagnostics == ()


def test_other_names_and_other_braces_stay() -> None:
    text = "{{#if x}} {{ #include }} {{> partial}} {{#include}} {{}}"
    assert _expand(text).value.text == text


@pytest.mark.parametrize(
    ("lead", "rest"),
    [("> ", "> "), ("  ", "  "), ("- ", "  "), ("> 12. ", ">     "), ("see ", "")],
)
def test_what_quotes_or_indents_a_directive_stands_before_its_lines(
    lead: str, rest: str
) -> None:
    outcome = _expand(f"{lead}{{{{#include f.txt}}}}", ch__f_txt="one\n\ntwo\n")
    assert outcome.value.text == f"{lead}one\n{rest.rstrip()}\n{rest}two"


def test_text_goes_on_behind_a_directive() -> None:
    outcome = _expand("{{#include f.txt}} end\nnext", ch__f_txt="one\ntwo\n")
    assert outcome.value.text == "one\ntwo end\nnext"


def test_included_files_include_others_relative_to_themselves() -> None:
    outcome = _expand(
        "{{#include ../parts/a.txt}}",
        parts__a_txt="a\n{{#include deep/b.txt}}\n",
        parts__deep__b_txt="b\n",
    )
    assert outcome.value.text == "a\nb"


def test_places_lead_into_the_file_a_line_is_stored_in() -> None:
    text = "one\n\n> {{#include ../../shared/q.md}}\n\nlast"
    outcome = _expand_shared(text)
    note = outcome.value
    assert note.origins == (
        Origin(first=1, last=2, path=PurePosixPath("ch/one.md"), line=1),
        Origin(first=3, last=3, path=PurePosixPath("../shared/q.md"), line=1, shift=1),
        Origin(first=4, last=4, path=PurePosixPath("../shared/q.md"), line=2, shift=2),
        Origin(first=5, last=6, path=PurePosixPath("ch/one.md"), line=4),
    )
    places = Places(note)
    at = note.text.index("bend")
    span = places.span(at, at + 4)
    assert (str(span.path), span.line, span.column) == ("../shared/q.md", 2, 3)
    at = note.text.index("last")
    span = places.span(at, at + 4)
    assert (str(span.path), span.line, span.column) == ("ch/one.md", 5, 1)


def _expand_shared(text: str) -> Outcome[Note]:
    data = {PurePosixPath("../shared/q.md"): b"\xef\xbb\xbfwater\r\na bend\r\n"}
    vault = Vault(name="book", kind=Kind.MDBOOK, above=1)
    note = Note(path=PurePosixPath("ch/one.md"), text=text, digest="")
    return expand(note, vault, data.__getitem__)


def test_the_digest_of_an_expanded_note_is_of_what_it_became() -> None:
    one = _expand("{{#include f.txt}}", ch__f_txt="one\n").value
    two = _expand("{{#include f.txt}}", ch__f_txt="two\n").value
    plain = _expand("no directive").value
    assert one.digest != two.digest
    assert plain.digest == "as stored"


def test_other_folders_have_no_directives() -> None:
    for kind in (Kind.VAULT, Kind.PLAIN):
        text = "{{#include f.rs}}"
        assert _expand(text, kind, ch__f_rs="x").value.text == text


def test_what_cannot_be_included_stays_and_is_told_at_its_place() -> None:
    outcome = _expand(
        "a {{#include none.rs}}\n{{#include f.rs:nope}}\n{{#include bytes.bin}}\n"
        "{{#include ../../../../etc/passwd}}\n{{#include /etc/passwd}}",
        ch__f_rs=RUST,
        ch__bytes_bin=b"\xff\xfe\x00",
    )
    assert outcome.value.text.startswith(
        "a {{#include none.rs}}\n{{#include f.rs:nope}}"
    )
    assert _told(outcome) == [
        ("missing-include", "ch/one.md:1:3"),
        ("missing-anchor", "ch/one.md:2:1"),
        ("missing-include", "ch/one.md:3:1"),
        ("escaping-path", "ch/one.md:4:1"),
        ("escaping-path", "ch/one.md:5:1"),
    ]
    assert outcome.diagnostics[1].help == "anchors there: all, body"
    assert outcome.diagnostics[2].message == "no file at bytes.bin in UTF-8"
    assert [outcome.diagnostics[at].help for at in (0, 2)] == [
        "paths count from the folder of one.md; write it from there",
        "save it as UTF-8; a picture is shown by `![…](FILE)`",
    ]


def test_an_anchor_that_never_ends_runs_to_the_end_with_a_warning() -> None:
    outcome = _expand("{{#include f.c:a}}", ch__f_c="x\n// ANCHOR: a\ny\nz\n")
    assert outcome.value.text == "y\nz"
    [told] = outcome.diagnostics
    assert (told.code, told.severity) == ("missing-anchor", Severity.WARNING)


def test_a_fault_in_an_included_file_is_told_there() -> None:
    outcome = _expand("{{#include a.txt}}", ch__a_txt="ok\n  {{#include b.txt}}\n")
    assert _told(outcome) == [("missing-include", "ch/a.txt:2:3")]


def test_files_that_include_one_another_end_after_ten() -> None:
    outcome = _expand(
        "{{#include a.txt}}",
        ch__a_txt="a\n{{#include b.txt}}\n",
        ch__b_txt="b\n{{#include a.txt}}\n",
    )
    [told] = outcome.diagnostics
    assert told.code == "include-cycle"
    assert told.message.endswith("ch/a.txt → ch/b.txt → ch/a.txt")
    assert outcome.value.text.split("\n")[:4] == ["a", "b", "a", "b"]


def _grown(outcome: Outcome[Note]) -> tuple[int, list[Diagnostic]]:
    return len(outcome.value.text), list(outcome.diagnostics)


def test_a_bomb_of_includes_is_stopped() -> None:
    files = {
        f"ch__f{level}_txt": f"{{{{#include f{level + 1}.txt}}}}\n" * 30
        for level in range(6)
    }
    size, told = _grown(_expand("{{#include f0.txt}}", **files, ch__f6_txt="x" * 5_000))
    assert size < 10_000_000
    assert [each.code for each in told] == ["include-size"]


def test_a_file_is_read_once_however_many_lines_are_taken_of_it() -> None:
    text = "\n".join(f"{{{{#include f.txt:{line}}}}}" for line in range(1, 10_001))
    file = "".join(f"{line}\n" for line in range(1, 200_001))
    outcome = _expand(text, ch__f_txt=file)
    assert outcome.value.text.split("\n") == [str(n) for n in range(1, 10_001)]


def test_what_is_beyond_the_limit_is_told_once() -> None:
    told = _expand("{{#include none.txt}}\n" * 21_000).diagnostics
    codes = [each.code for each in told]
    assert (codes.count("missing-include"), codes.count("include-size")) == (20_000, 1)
