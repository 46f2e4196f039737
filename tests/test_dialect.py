"""Which rules a folder is read by, and what its line ends mean."""

from pathlib import Path, PurePosixPath

import pytest

from octavo.dialect import recognise
from octavo.model.blocks import BulletList
from octavo.model.config import Config
from octavo.model.dialect import SoftBreak
from octavo.model.inlines import Math, WikiLink
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Note, Vault
from octavo.parse import parse

WRAPPED = (
    "A line that its author has ended because the editor's window ended there,\nand"
)


def vault(text: str = "", kind: Kind = Kind.VAULT, **settings: str) -> Vault:
    names = {"app": ".obsidian/app.json", "book": "book.toml"}
    return Vault(
        name="v",
        kind=kind,
        notes=(Note(path=PurePosixPath("A.md"), text=text, digest=""),),
        settings=tuple((PurePosixPath(names[k]), v) for k, v in settings.items()),
    )


def soft_break(given: Vault) -> SoftBreak:
    return recognise(given, Config()).soft_break


def test_a_vault_says_itself_what_a_line_end_is() -> None:
    strict = '{"strictLineBreaks": true}'
    assert soft_break(vault("one\ntwo", app=strict)) is SoftBreak.BLANK
    assert soft_break(vault(WRAPPED, app="{}")) is SoftBreak.BREAK


def test_a_setting_that_cannot_be_read_says_nothing() -> None:
    assert soft_break(vault(WRAPPED, app="{")) is SoftBreak.BLANK
    assert soft_break(vault("one\ntwo", app="[" * 9000)) is SoftBreak.BREAK
    assert soft_break(vault("one\ntwo", app="9" * 9000)) is SoftBreak.BREAK


def test_half_of_the_lines_make_it_wrapped_by_hand() -> None:
    assert soft_break(vault(f"{WRAPPED}\n\none\ntwo")) is SoftBreak.BLANK
    assert soft_break(vault(f"{WRAPPED}\n\none\ntwo\nthree")) is SoftBreak.BREAK
    assert soft_break(vault("no line goes on")) is SoftBreak.BREAK


def test_only_lines_of_prose_count() -> None:
    other = "```\na\nb\n```\n\n# h\n\n- a\n- b\n\n**Next:** [[B]]\n**Home:** [[C]]\n\n"
    assert soft_break(vault(other + WRAPPED)) is SoftBreak.BLANK


def test_an_mdbook_has_formulas_only_when_it_asks() -> None:
    text = "$x$ [[y]]"
    for book, formulas in (
        ("", 0),
        ("[output.html]\nmathjax-support = true\n", 1),
        ("[preprocessor.katex]\n", 1),
        ("not toml", 0),
    ):
        given = vault(text, Kind.MDBOOK, book=book)
        document, _ = parse(given.notes[0], recognise(given, Config()))
        nodes = [type(node) for node in walk(document.blocks)]
        assert (nodes.count(Math), nodes.count(WikiLink)) == (formulas, 0)
    assert soft_break(vault(text, Kind.MDBOOK)) is SoftBreak.BLANK


def test_the_course_is_read_as_counted_by_hand(course_vault: Path) -> None:
    notes = tuple(
        Note(
            path=PurePosixPath(path.relative_to(course_vault)),
            text=path.read_text(encoding="utf-8"),
            digest="",
        )
        for path in sorted(course_vault.rglob("*.md"))
    )
    dialect = recognise(Vault(name="c", kind=Kind.VAULT, notes=notes), Config())
    assert dialect.soft_break is SoftBreak.BREAK
    counts: dict[str, int] = {}
    told: list[str] = []
    tasks = 0
    for note in notes:
        document, diagnostics = parse(note, dialect)
        told += [one.code for one in diagnostics]
        for node in walk(document.blocks):
            name = type(node).__name__
            counts[name] = counts.get(name, 0) + 1
            if isinstance(node, BulletList):
                tasks += sum(bool(item.task) for item in node.items)
    wanted = {"WikiLink": 847, "Table": 135, "CodeBlock": 49, "MathBlock": 7}
    wanted |= {"Code": 558, "Callout": 0, "Math": 0, "Mark": 0, "Tag": 0, "Element": 0}
    assert {name: counts.get(name, 0) for name in wanted} == wanted
    assert tasks == 17
    assert sorted(told) == ["table-pipe", *["unknown-html"] * 6]


def test_settings_nested_too_deeply_count_as_absent() -> None:
    deep = f"x = {'[' * 5000}"
    assert "math" not in recognise(vault("a", Kind.MDBOOK, book=deep), Config()).rules


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_reads_what_commonmark_has(kind: Kind) -> None:
    rules = recognise(vault(kind=kind), Config()).rules
    assert {"paragraph", "heading", "list", "code", "link", "image", "html"} <= {*rules}
