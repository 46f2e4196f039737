"""Twice the text is twice the work: calls are counted, as no clock is to be trusted."""

import sys
from pathlib import PurePosixPath

import pytest

from octavo.dialect import recognise
from octavo.model.config import Config
from octavo.model.vault import Kind, Note, Vault
from octavo.parse import parse

PIECES = (
    "[", "![", "[[", "![[a|", "]", "**a", "*a **b ", "_a_", "~~a", "==a", "`a ``b ", "$a ", "$$a", "%%a ",
    "^[a", "[^a]", "[a](", "[a][b] ", "<a", "<b>", "</b>", "<!--", "&a", "\\", "#a ", "http://a.b ", "a@b.c ",
    "> ", "> a\n", "- a\n", "- ", "1. a\n", "# a\n", "a\n===\n", "---\n", "|a|b|\n", "|a\n|-\n", "```\n", "~~~\na\n",
    "    a\n", "[a]: b\n", "[^a]: b\n\n", "> [!note] a\n", "%%\na\n", ":::a\n", "!!! a\n    b\n", "a\n: b\n", "<div>\n\n",
    "<div>a\n", "a ^b\n\n", "{{#a}} ", "{{< a >}}", "@a ", "[@a; ", '"a" ', "a\tb", "\u2028", "é", "\0",
)  # fmt: skip
FEW = 300


def _calls(text: str, kind: Kind) -> int:
    note = Note(path=PurePosixPath("N.md"), text=text, digest="")
    dialect = recognise(Vault(name="v", kind=kind), Config())
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse(note, dialect)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", Kind)
def test_twice_the_text_takes_twice_the_work(kind: Kind) -> None:
    parse(
        Note(path=PurePosixPath("N.md"), text="a", digest=""),
        recognise(Vault(name="v", kind=kind), Config()),
    )
    grown = {}
    for piece in PIECES:
        ratio = _calls(piece * FEW * 2, kind) / _calls(piece * FEW, kind)
        if ratio > 2.5:
            grown[piece] = round(ratio, 1)
    assert grown == {}
