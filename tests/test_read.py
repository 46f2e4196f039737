"""A folder → Vault: which files are read, and what their bytes become."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from somebody import as_somebody_else

from octavo.diagnostics import Diagnostic, Severity
from octavo.model.config import Config, HandbookConfig
from octavo.model.vault import Kind, Vault
from octavo.read import handbook, read


def written(root: Path, files: dict[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def vault_of(root: Path, files: dict[str, str | bytes], **more: object) -> Vault:
    """The vault of a folder with these files, which must cause no diagnostics."""
    (vault, _), told = read(written(root, files), Config(), **more)  # type: ignore[arg-type]
    assert told == ()
    return vault


def paths(vault: Vault) -> tuple[list[str], list[str]]:
    """Notes and attachments."""
    return (
        [str(note.path) for note in vault.notes],
        [str(attachment.path) for attachment in vault.attachments],
    )


def places(told: tuple[Diagnostic, ...]) -> list[tuple[str, str, str]]:
    """Code, place and message of each diagnostic."""
    return [
        (d.code, f"{d.span.path}:{d.span.line}:{d.span.column}", d.message)
        for d in told
    ]


def test_markdown_becomes_notes_and_the_rest_attachments(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b/B.MD": "b",
        "a.markdown": "a",
        "img/x.png": b"\x89",
        "z.txt": "z",
        ".hidden.md": "no",
        ".git/x.md": "no",
        "node_modules/y.md": "no",
    }
    vault = vault_of(tmp_path, files)
    assert paths(vault) == (["a.markdown", "b/B.MD"], ["img/x.png", "z.txt"])
    assert [attachment.size for attachment in vault.attachments] == [1, 1]


def test_a_byte_order_mark_line_ends_and_nul_are_settled(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": b"\xef\xbb\xbfa\r\nb\rc\0\n"}
    (note,) = vault_of(tmp_path, files).notes
    assert (note.text, note.bom) == ("a\nb\nc\ufffd\n", True)
    assert (
        note.digest
        == "8e21a2baab054806b06cb09575cff7f09f902e331d4f283c4d7d480254286bb9"
    )


def test_a_byte_that_is_no_utf8_is_an_error_at_its_place(tmp_path: Path) -> None:
    written(tmp_path, {"a.md": b"\xef\xbb\xbfgood\r\nna\xc3\xafve caf\xe9 and \xe8\n"})
    (vault, _), told = read(tmp_path, Config())
    assert places(told) == [("not-utf8", "a.md:2:10", "byte E9 is not UTF-8")]
    assert vault.notes[0].text == "good\nnaïve caf\ufffd and \ufffd\n"


def test_names_are_compared_in_nfc(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {"Cafe\u0301.md": "x", "img/u\u0308.png": b"x"})
    assert paths(vault) == (["Caf\u00e9.md"], ["img/\u00fc.png"])


def test_two_spellings_of_one_name_both_exist(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {"Cafe\u0301.md": "nfd", "Caf\u00e9.md": "nfc"})
    texts = {str(note.path): note.text for note in vault.notes}
    assert texts == {"Caf\u00e9.md": "nfc", "Cafe\u0301.md": "nfd"}


def test_exclude_gitignore_and_the_output_folder_are_never_read(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        ".gitignore": "drafts/\n*.tmp.md\n!\n[z-a]\n",
        "a.md": "a",
        "drafts/d.md": "no",
        "x.tmp.md": "no",
        "templates/t.md": "no",
        "deep/templates/t.md": "yes",
        "dist/o.md": "no",
    }
    config = Config(handbook=HandbookConfig(exclude=("/templates/**",)))
    root = written(tmp_path, files)
    (root / "shelf").mkdir()
    (root / "shelf/drafts").symlink_to("../deep")
    (root / "shelf/built").symlink_to("../dist")
    (vault, _), told = read(root, config, skip=(tmp_path / "dist",))
    assert told == ()
    assert paths(vault) == (["a.md", "deep/templates/t.md"], [])


def test_the_gitignore_beside_the_handbook_counts_in_its_source(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        ".gitignore": "source/old/\n",
        "source/a.md": "a",
        "source/old/b.md": "no",
    }
    written(tmp_path, files)
    (vault, _), _ = read(tmp_path / "source", Config(), folder=tmp_path)
    assert paths(vault) == (["a.md"], [])
    assert vault.name == tmp_path.name


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, {"out/secret.md": "secret", "in/a.md": "a"})
    (tmp_path / "in/s.md").symlink_to(tmp_path / "out/secret.md")
    (tmp_path / "in/more").symlink_to(tmp_path / "out")
    (vault, load), told = read(tmp_path / "in", Config())
    assert paths(vault) == (["a.md"], [])
    assert places(told) == [
        ("escaping-path", "more:1:1", "more leads out of the folder"),
        ("escaping-path", "s.md:1:1", "s.md leads out of the folder"),
    ]
    for path in ("../out/secret.md", "s.md", "more/secret.md", "/etc/passwd"):
        with pytest.raises(FileNotFoundError):
            load(PurePosixPath(path))


def test_links_inside_the_folder_give_attachments_twice_and_notes_once(
    tmp_path: Path,
) -> None:
    written(tmp_path, {"z/a.md": "a", "z/i.png": b"i", ".keep/only.md": "o"})
    (tmp_path / "b.md").symlink_to("z/a.md")
    (tmp_path / "c").symlink_to("z")
    (tmp_path / "z/round").symlink_to("..")
    (tmp_path / "only.md").symlink_to(".keep/only.md")
    (vault, load), told = read(tmp_path, Config())
    assert told == ()
    assert paths(vault) == (["only.md", "z/a.md"], ["c/i.png", "z/i.png"])
    assert load(PurePosixPath("c/i.png")) == b"i"


def test_links_that_lead_nowhere_or_round_are_told_for_notes(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("gone.md")
    (tmp_path / "b.md").symlink_to("b.md")
    (tmp_path / "c.png").symlink_to("gone.png")
    assert places(read(tmp_path, Config()).diagnostics) == [
        ("unreadable-file", "a.md:1:1", "the file cannot be read: it is a link that leads nowhere, to gone.md"),
        ("unreadable-file", "b.md:1:1", "the file cannot be read: it is a link that leads nowhere, to b.md"),
    ]  # fmt: skip
    first = read(tmp_path, Config()).diagnostics[0]
    assert first.severity is Severity.WARNING
    assert first.help == "remove the link, or add “a.md” to `exclude` in handbook.toml"


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder with files that nobody may read, and one that nobody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    files: dict[str, str | bytes] = {
        "a.md": "# A\n",
        "no.md": "# No\n",
        "handbook.toml": "",
        ".gitignore": "a.md",
        ".obsidian/app.json": "{}",
        "deep/b.md": "# B\n",
        "deep/book.toml": "",
    }
    written(folder, files)
    for name in ("no.md", "handbook.toml", ".gitignore", ".obsidian/app.json"):
        (folder / name).chmod(0)
    (folder / "deep").chmod(0o644)
    yield folder
    (folder / "deep").chmod(0o755)
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_told_and_the_rest_is_read(closed: Path) -> None:
    def look() -> object:
        (vault, _), told = read(closed, Config())
        return paths(vault)[0], vault.settings, places(told)

    why = "the file cannot be read: permission denied"
    assert as_somebody_else(look) == repr(
        (
            ["a.md"],
            (),
            [
                ("unreadable-file", "deep/b.md:1:1", why),
                ("unreadable-file", "deep/book.toml:1:1", why),
                ("unreadable-file", "no.md:1:1", why),
            ],
        )
    )


def test_a_root_that_may_not_be_entered_holds_nothing(closed: Path) -> None:
    def look() -> object:
        (vault, _), told = read(closed / "deep", Config(), folder=closed)
        return paths(vault), [(d.code, str(d.span.path)) for d in told]

    told = [("unreadable-file", "b.md"), ("unreadable-file", "book.toml")]
    assert as_somebody_else(look) == repr((([], []), told))


@pytest.mark.parametrize("below", ["", "deep"])
def test_a_handbook_that_may_not_be_read_is_told(closed: Path, below: str) -> None:
    def look() -> object:
        found = handbook(closed / below)
        return found.text, places(found.told)

    why = "the file cannot be read: permission denied"
    told = [("unreadable-file", "handbook.toml:1:1", why)]
    assert as_somebody_else(look) == repr(("", told))


def test_pipes_and_folders_with_the_name_of_a_note_are_no_notes(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert paths(vault_of(tmp_path, {"folder.md/a.md": "a"})) == (
        ["folder.md/a.md"],
        [],
    )


def test_a_name_that_is_no_utf8_is_told_and_left_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    (vault, _), told = read(tmp_path, Config())
    assert paths(vault) == ([], [])
    assert places(told) == [
        (
            "unreadable-file",
            "caf\ufffd.md:1:1",
            "the file cannot be read: its name is not UTF-8",
        )
    ]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    (vault, _), told = read(tmp_path / "none", Config())
    assert (paths(vault), told) == (([], []), ())


def test_files_of_apps_are_counted_not_read(tmp_path: Path) -> None:
    files = {"a.canvas": "{}", "b/c.Canvas": "{}", "d.base": "", "e.excalidraw.md": ""}
    written(tmp_path, {**files})
    (vault, _), told = read(tmp_path, Config())
    assert paths(vault) == ([], [*files])
    assert places(told) == [
        ("ignored-file", ".:1:1", "1 .base file is not part of a book"),
        ("ignored-file", ".:1:1", "1 .excalidraw.md file is not part of a book"),
        ("ignored-file", ".:1:1", "2 .canvas files are not part of a book"),
    ]


def test_templates_and_ignored_notes_are_in_the_vault_but_unprinted(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        ".obsidian/templates.json": '{"folder": "meta/templates"}',
        ".obsidian/app.json": '{"userIgnoreFilters": ["log/", "/^x.*y\\\\.md$/", "/(/"]}',
        "meta/templates/t.md": "t",
        "meta/other.md": "o",
        "log/l.md": "l",
        "xy.md": "x",
        "axy.md": "a",
    }
    vault = vault_of(tmp_path, files)
    assert len(vault.notes) == 5
    assert [str(path) for path in vault.unprinted] == [
        "log/l.md",
        "meta/templates/t.md",
        "xy.md",
    ]
    assert [str(path) for path, _ in vault.settings] == [
        ".obsidian/app.json",
        ".obsidian/templates.json",
    ]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"a.md": "see [[b]]"}, Kind.VAULT),
        ({"a.md": "```\n[[b]]\n```\n`[[b]]` ``a ` [[c]]``"}, Kind.PLAIN),
        ({"a.md": "~~~\n[[b]]"}, Kind.PLAIN),
        ({"a.md": "<!-- [[b]] --> a <!-- [[c]] -->"}, Kind.PLAIN),
        ({"a.md": "<!-- a --> b <!-- [[c]]"}, Kind.VAULT),
        ({"a.md": "x", ".obsidian/app.json": "{}"}, Kind.VAULT),
        ({"book.toml": "", "a.md": "[[b]]"}, Kind.MDBOOK),
    ],
)
def test_the_kind_of_a_folder(
    tmp_path: Path, files: dict[str, str | bytes], kind: Kind
) -> None:
    assert vault_of(tmp_path, files).kind is kind


def test_equal_folders_make_equal_vaults_wherever_they_lie(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"b.md": "b", "a/c.md": "[[b]]", "a/i.png": b"i"}
    one = vault_of(tmp_path / "one/v", files)
    two = vault_of(tmp_path / "two/v", dict(reversed(files.items())))
    assert one == two


def test_a_single_note_is_printed_alone_from_its_folder(tmp_path: Path) -> None:
    written(tmp_path, {"n/a.md": "a", "n/b.md": b"\xff", "n/i.png": b"i"})
    found = handbook(tmp_path / "n/a.md")
    (vault, _), told = read(found.root(Config()), Config(), chosen=found.chosen)
    assert told == ()
    assert paths(vault) == (["a.md", "b.md"], ["i.png"])
    assert str(vault.chosen) == "a.md"


def test_beside_handbook_toml_book_toml_says_where_the_notes_are(
    tmp_path: Path,
) -> None:
    book = '[book]\nsrc = "notes"\n'
    written(tmp_path, {"book.toml": book, "handbook.toml": "", "notes/a.md": "a"})
    assert handbook(tmp_path).root(Config()) == tmp_path / "notes"
    (tmp_path / "book.toml").write_text('[book]\nsrc = "../elsewhere"\n')
    assert handbook(tmp_path).root(Config()) == tmp_path / "src"


def test_handbook_toml_comes_before_book_toml(tmp_path: Path) -> None:
    written(tmp_path, {"book.toml": "b", "src/a.md": "a"})
    mdbook = handbook(tmp_path)
    assert (mdbook.text, str(mdbook.name)) == ("b", "book.toml")
    written(tmp_path, {"handbook.toml": b"caf\xe9"})
    ours = handbook(tmp_path)
    assert (ours.text, ours.toml) == ("caf\udce9", tmp_path / "handbook.toml")
    assert ours.root(Config()) == tmp_path / "src"
    named = Config(handbook=HandbookConfig(source="text"))
    assert ours.root(named) == tmp_path / "text"
