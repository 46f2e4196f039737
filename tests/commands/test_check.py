"""`octavo check`: what it says, where, and how it ends. Nothing is ever written."""

import json
from pathlib import Path

import pytest
from running import listing, octavo, vault

BROKEN = "# One\n\nSee [[Tow]].\n"


def test_a_sound_source_ends_with_0_and_a_line_of_sums(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One="# One\n\nSee [[Two]].\n", Two="# Two\n\nText.\n")
    assert octavo("check", "notes", cwd=tmp_path) == (
        0,
        "",
        "no errors, no warnings, no notes\n",
    )


def test_a_book_toml_that_is_no_toml_is_an_error_and_no_defect(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One="# One\n\nText.\n")
    (tmp_path / "notes" / "book.toml").write_text("title: One\n", encoding="utf-8")
    code, out, err = octavo("check", "notes", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith("error[config-syntax]: this is not valid TOML")
    assert err.endswith("1 error, no warnings, no notes\n")


def test_a_broken_link_is_shown_at_its_place(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One=BROKEN, Two="# Two\n\nText.\n")
    assert octavo("check", "notes", cwd=tmp_path) == (
        0,
        "",
        "warning[dangling-link]: no note is called “Tow”\n"
        " --> One.md:3:5\n"
        "  |\n"
        "3 | See [[Tow]].\n"
        "  |     ^^^^^^^\n"
        "  = help: did you mean “Two” (Two.md)?\n"
        "\n"
        "no errors, 1 warning, no notes\n",
    )


def test_strict_makes_warnings_errors(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One=BROKEN, Two="# Two\n\nText.\n")
    code, out, err = octavo("check", "--strict", "notes", cwd=tmp_path)
    assert (code, out) == (1, "")
    assert err.startswith("error[dangling-link]: ")
    assert err.endswith("1 error, no warnings, no notes\n")


def test_the_current_folder_is_the_default(tmp_path: Path) -> None:
    vault(tmp_path, One=BROKEN)
    assert " --> One.md:3:5\n" in octavo("check", cwd=tmp_path).err


def test_paths_are_those_of_the_folder_that_was_named(tmp_path: Path) -> None:
    book = tmp_path / "book"
    vault(book / "source" / "deep", One=BROKEN)
    (book / "handbook.toml").write_text(
        '[handbook]\nsource = "source"\norder = ["deep/One.md", "Thre.md"]\n'
    )
    err = octavo("check", "book", cwd=tmp_path).err
    assert " --> source/deep/One.md:3:5\n" in err
    assert " --> handbook.toml:3:25\n" in err


def test_one_note_can_be_checked_alone(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One=BROKEN, Other="# Other\n\n```\n[[Nowhere]]\n")
    err = octavo("check", "notes/One.md", cwd=tmp_path).err
    assert " --> One.md:3:5\n" in err
    assert "Other.md" not in err


def test_an_empty_folder_is_an_error_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert octavo("check", "notes", cwd=tmp_path) == (
        1,
        "",
        "error[empty-book]: no notes to print in this folder\n"
        " --> .\n"
        "  = help: name the folder of the notes: `source` in handbook.toml\n"
        "\n"
        "1 error, no warnings, no notes\n",
    )


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    code, out, err = octavo("check", "nowhere", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "'nowhere' does not exist" in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gen.py", "gen.py is not markdown: PATH is a folder of notes or one .md file"),
        ("handbook.toml", "name the folder handbook.toml stands in: ."),
    ],
)
def test_a_file_that_is_no_note_is_wrong_usage(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / name).write_text("")
    for command in ("check", "build"):
        code, out, err = octavo(command, name, cwd=tmp_path)
        assert (code, out) == (2, "")
        assert err.endswith(f"{said}\n")


@pytest.mark.parametrize(
    ("toml", "message", "place"),
    [
        ("[handbook\n", "error[config-syntax]", "handbook.toml:1:10"),
        ("[handbook]\ntitel = 1\n", "error[config-unknown]", "handbook.toml:2:1"),
        ("[handbook]\ntitle = 1\n", "error[config-type]", "handbook.toml:2:9"),
        (
            '[handbook]\neditions = ["pdf", "epud"]\n',
            "error[config-value]: “handbook.editions” cannot be “epud”",
            "handbook.toml:2:20",
        ),
        (
            '[styles.tokens]\nink = "#000"\naccnt = "red"\n',
            "error[config-unknown]: there is no key “styles.tokens.accnt”",
            "handbook.toml:3:1",
        ),
        (
            '[styles]\ntokens = { accent = "red} b{" }\n',
            "error[config-value]: “styles.tokens.accent” cannot be “red} b{”",
            "handbook.toml:2:21",
        ),
        (
            '[templates]\nfolder = "../out"\n',
            "error[config-value]: “templates.folder” cannot be “../out”: there is no",
            "handbook.toml:2:10",
        ),
    ],
)
def test_a_bad_handbook_toml_is_wrong_usage(
    tmp_path: Path, toml: str, message: str, place: str
) -> None:
    vault(tmp_path, One="# One\n\nText.\n")
    (tmp_path / "handbook.toml").write_text(toml)
    code, _, err = octavo("check", cwd=tmp_path)
    assert code == 2
    assert err.startswith(message)
    assert f"--> {place}\n" in err


def test_a_token_set_for_once_is_told_where_it_was_set(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\nText.\n")
    asked = ("--set", "pdf.page=a4", "--set")
    for third in ("styles.tokens.accnt=red", "styles.folder=x"):
        code, _, err = octavo("check", *asked, third, cwd=tmp_path)
        assert code == 2
        assert "--> --set:2:1\n" in err


@pytest.mark.parametrize(
    ("source", "help"),
    [
        ("sorce", "there is no such folder; did you mean “source”?"),
        ("source/deap", "there is no such folder; did you mean “source/deep”?"),
        ("nope", "there is no such folder; there is “pictures”, “source”"),
        ("a.md", "there is no such folder; there is “pictures”, “source”"),
    ],
)
def test_a_folder_of_notes_that_is_not_there_is_wrong_usage(
    tmp_path: Path, source: str, help: str
) -> None:
    vault(tmp_path / "source" / "deep", One="# One\n\nText.\n")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "handbook.toml").write_text(f'[handbook]\r\nsource = "{source}"\r\n')
    code, _, err = octavo("check", cwd=tmp_path)
    assert code == 2
    assert err.startswith(
        f"error[config-value]: “handbook.source” cannot be “{source}”"
    )
    assert " --> handbook.toml:2:10\n" in err
    assert f"  = help: {help}\n\n1 error" in err
    code, _, err = octavo("check", "--set", "handbook.source=gone", cwd=tmp_path)
    assert code == 2
    assert " --> --set:1:1\n" in err


def test_an_order_that_leads_nowhere_is_told_once_and_where(tmp_path: Path) -> None:
    vault(tmp_path / "notes" / "deep", One="# One\n\nText.\n")
    (tmp_path / "notes" / "handbook.toml").write_text(
        '[handbook]\norder = ["One.md", "two/*.md", "deep/[One.md"]\n'
    )
    code, _, err = octavo("check", "notes", cwd=tmp_path)
    assert code == 1
    assert err == (
        "error[order-missing]: no file at One.md\n"
        " --> handbook.toml:2:10\n"
        "  |\n"
        '2 | order = ["One.md", "two/*.md", "deep/[One.md"]\n'
        "  |          ^^^^^^^^\n"
        "  = help: did you mean “deep/One.md”?\n"
        "\n"
        "error[order-missing]: no file at two/*.md\n"
        " --> handbook.toml:2:20\n"
        "  |\n"
        '2 | order = ["One.md", "two/*.md", "deep/[One.md"]\n'
        "  |                    ^^^^^^^^^^\n"
        "  = help: no note matches this pattern\n"
        "\n"
        "error[order-missing]: no file at deep/[One.md\n"
        " --> handbook.toml:2:32\n"
        "  |\n"
        '2 | order = ["One.md", "two/*.md", "deep/[One.md"]\n'
        "  |                                ^^^^^^^^^^^^^^\n"
        "  = help: in a pattern every “[” is closed by a “]”\n"
        "\n"
        "3 errors, no warnings, 1 note (-v shows them)\n"
    )


def test_an_exclusion_of_everything_is_named_as_the_cause(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\nText.\n")
    (tmp_path / "handbook.toml").write_text('[handbook]\nexclude = ["**"]\n')
    err = octavo("check", cwd=tmp_path).err
    assert "; `exclude` there may leave all of them out\n" in err


def test_help_says_what_only_a_build_sees(tmp_path: Path) -> None:
    ran = octavo("check", "--help", cwd=tmp_path)
    for what in ("formulas", "pictures", "font", "style sheets", "checklist"):
        assert what in " ".join(ran.out.split())


def test_listings_for_an_app_are_told_without_a_build(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\n```plantuml\nx\n```\n\n```dataview\nLIST\n```\n")
    out = octavo("check", "--format", "json", cwd=tmp_path).out
    told = [json.loads(line) for line in out.splitlines()]
    assert [(row["code"], row["line"]) for row in told] == [
        ("mermaid-unrendered", 3),
        ("unsupported-block", 7),
    ]


def test_a_misspelt_edition_is_told_what_was_meant(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\nText.\n")
    (tmp_path / "handbook.toml").write_text('[handbook]\neditions = ["epud"]\n')
    assert "help: did you mean “epub”?" in octavo("check", cwd=tmp_path).err


def test_a_key_can_be_set_for_once(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\nText.\n")
    code, _, err = octavo("check", "--set", "pdf.page=a44", cwd=tmp_path)
    assert code == 2
    assert err.startswith("error[config-value]: “pdf.page” cannot be “a44”\n")
    assert "1 | pdf.page=a44\n" in err
    assert octavo("check", "--set", "pdf.page=a4", cwd=tmp_path).code == 0


def test_json_goes_to_standard_output_alone(tmp_path: Path) -> None:
    vault(tmp_path, One=BROKEN)
    code, out, err = octavo("check", "--format", "json", cwd=tmp_path)
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    told = json.loads(line)
    assert (told["path"], told["line"], told["column"]) == ("One.md", 3, 5)


def test_under_github_actions_diagnostics_are_annotations(tmp_path: Path) -> None:
    vault(tmp_path, One=BROKEN)
    err = octavo("check", cwd=tmp_path, GITHUB_ACTIONS="true").err
    assert err.startswith("::warning file=One.md,line=3,col=5,")
    above = octavo("check", tmp_path.name, cwd=tmp_path.parent, GITHUB_ACTIONS="true")
    assert above.err.startswith(f"::warning file={tmp_path.name}/One.md,line=3,col=5,")
    err = octavo("check", "--format", "text", cwd=tmp_path, GITHUB_ACTIONS="true").err
    assert err.startswith("warning[dangling-link]")


def test_quiet_says_errors_only_and_verbose_says_how_it_was_read(
    tmp_path: Path,
) -> None:
    vault(tmp_path, One=BROKEN)
    assert octavo("check", "-q", cwd=tmp_path) == (0, "", "")
    assert octavo("check", "-q", "--strict", cwd=tmp_path).err.startswith("error[")
    assert octavo("check", "-v", cwd=tmp_path).err.endswith(
        "1 note read as an Obsidian vault, "
        "1 chapter in the order of their folders and names\n"
        "no errors, 1 warning, no notes\n"
    )


def test_nothing_is_written_anywhere(tmp_path: Path) -> None:
    vault(tmp_path, One=BROKEN)
    before = listing(tmp_path)
    octavo("check", cwd=tmp_path)
    assert listing(tmp_path) == before


def test_the_same_source_gives_the_same_text_wherever_it_lies(tmp_path: Path) -> None:
    notes = {f"Note {number}": f"# N{number}\n\n[[x{number}]]\n" for number in range(9)}
    vault(tmp_path / "a", **notes)
    vault(tmp_path / "b" / "c", **dict(reversed(notes.items())))
    assert (
        octavo("check", "-v", "a", cwd=tmp_path).err
        == octavo("check", "-v", "b/c", cwd=tmp_path).err
    )


def test_whoever_stops_reading_is_not_told_of_a_defect(tmp_path: Path) -> None:
    import subprocess
    import sys

    from running import environment

    notes = {f"N{number}": "# N\n\n" + "[[x]] \n" * 500 for number in range(20)}
    vault(tmp_path, **notes)
    command = f"{sys.executable} -m octavo check --format json | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_bytes_that_are_no_text_count_where_the_book_has_the_note(
    tmp_path: Path,
) -> None:
    source = tmp_path / "book" / "src"
    source.mkdir(parents=True)
    (tmp_path / "book" / "book.toml").write_text('[book]\ntitle = "T"\n', "utf-8")
    (source / "SUMMARY.md").write_text("# Summary\n\n- [A](a.md)\n", "utf-8")
    (source / "a.md").write_text("# A\n\nText.\n", "utf-8")
    (source / "b.md").write_bytes(b"# B \xff\n")
    assert octavo("check", "book", cwd=tmp_path).code == 0
    (source / "a.md").write_bytes(b"# A \xff\n")
    said = octavo("check", "book", cwd=tmp_path)
    assert said.code == 1
    assert said.err.startswith(
        "error[not-utf8]: byte FF is not UTF-8\n --> src/a.md:1:5"
    )
