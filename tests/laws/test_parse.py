"""Laws of the parser: it takes any text, loses none of it, and knows where it stood."""

import pickle
import time
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from octavo.diagnostics import Outcome
from octavo.dialect import recognise
from octavo.model.config import Config
from octavo.model.document import Document
from octavo.model.inlines import Text
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.parse import parse

# What markdown is made of, so that random texts are likely to mean something.
MARKS = (
    """
\n|\n\n|  |\t|> |- |1. |# |## |* |*|**|_|`|```\n|~~~\n|~~|[[|]]|![[|[|](|)|]|![|<|>|<div>|</div>
|<b>|</b>|<table>|<tr><td>|<!--|-->|%%|==|$|$$|\\|#|^|^[|[^a]|[^a]: |&amp;|||---\n|===\n||-|-|\n
|:::note\n|:::\n|!!! note\n    |: |^id|[!note]|- [ ] |{#id}|title: x\n|http://a.b|é|中|\U0001f600|a|b 1
|<svg>|<x>|\0|\u2028|\ufeff
""".strip("\n")
    .replace("\n|", "|")
    .split("|")
)
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=4))).map("".join)
KINDS = st.sampled_from(list(Kind))


def parsed(text: str, kind: Kind = Kind.VAULT) -> Outcome[Document]:
    note = Note(path=PurePosixPath("Note.md"), text=text, digest="")
    return parse(note, recognise(Vault(name="v", kind=kind), Config()))


@settings(max_examples=80, deadline=None)
@given(TEXTS, KINDS)
@example("\u2028\t\n[^a] x", Kind.PLAIN)
@example("* \u2028\n==b 1", Kind.MDBOOK)
def test_any_text_gives_a_document_whose_places_lie_in_the_note(
    text: str, kind: Kind
) -> None:
    document, told = parsed(text, kind)
    lines = text.split("\n")
    heading = () if document.heading is None else (document.heading,)
    for node in (*walk((*heading, *document.blocks)), *told):
        span = node.span
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(lines)
        assert span.column <= len(lines[span.line - 1]) + 1
        assert span.end_column <= len(lines[span.end_line - 1]) + 1
    assert document.title
    assert pickle.loads(pickle.dumps(document)) == document


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "*x*", "> q", "- i", "`c`", "\n"])))
def test_plain_text_stands_where_its_place_says(words: list[str]) -> None:
    text = " ".join(words)
    document, _ = parsed(text)
    lines = text.split("\n")
    for node in walk(document.blocks):
        if isinstance(node, Text):
            line = lines[node.span.line - 1]
            assert line[node.span.column - 1 : node.span.end_column - 1] == node.text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "[[" * 5_000 + "]",
        ">" * 5_000 + " deep",
        "- " * 2_000 + "deep",
        "**" * 5_000 + "a" + "**" * 5_000,
        "$a " * 5_000,
        "%%" * 5_000,
        "<b>" * 3_000 + "deep",
        ("<b>" * 29 + "*a ") * 60 + "deep" + "*" * 60,
        "<div>\n\n" * 1_000 + "deep",
        "^[" * 3_000 + "]",
        "# a\n" * 3_000,
        "---\n" + "[" * 3_000 + "\n---\n",
        "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|\n" * 100,
        ":::note\n" * 2_000,
        ":::a\n" * 20_000 + ":::\n" * 20_000,
        "a\nid:: x\n" * 20_000,
        "|a|\n|-|\n\n: a" + " " * 50_000 + "b",
        "[@a, " + "i" * 5_000 + "z]",
        "[a](" + ".md#" * 12_000,
        "![a](b){" + "a=b," * 12_000 + '"',
        "![a](b){.a" + " " * 50_000 + '"',
        "{{<" + " " * 50_000 + "/",
        "{{<" + "a" * 50_000,
        "{%" + "a" * 50_000,
        "<" + "a" * 50_000,
        "<%\n" * 10_000 + "%> deep",
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_takes_no_more_than_seconds(text: str) -> None:
    begun = time.process_time()
    document, _ = parsed(text)
    assert time.process_time() - begun < 10
    if "deep" in text:
        assert "deep" in text_of(document.blocks)


@pytest.mark.parametrize("line", ["import {", "{/*", "<Aa x={", "<Aa>"])
def test_hostile_pages_of_mdx_take_no_more_than_seconds(line: str) -> None:
    page = Note(path=PurePosixPath("a.mdx"), text=f"{line}\n" * 6_000, digest="")
    vault = Vault(name="v", kind=Kind.PLAIN, notes=(page,))
    begun = time.process_time()
    parse(page, recognise(vault, Config()))
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("9" * 5_000, "a number has too many digits"),
        ("[" * 400 + "]" * 400, "the values are nested too deeply"),
        ("[" * 5_000 + "]" * 5_000, "the values are nested too deeply"),
    ],
    ids=["digits", "deep", "deeper"],
)
def test_toml_beyond_what_can_be_held_is_told(value: str, why: str) -> None:
    _, told = parsed(f"+++\na = {value}\n+++\ntext\n")
    message = f"the properties are not valid TOML: {why}"
    assert [(each.code, each.message) for each in told] == [
        ("bad-frontmatter", message)
    ]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("9" * 5_000, "a number is too long"),
        ("[" * 400 + "]" * 400, "the values are nested too deeply"),
        ("[" * 50_000, "the values are nested too deeply"),
    ],
    ids=["digits", "deep", "deeper"],
)
def test_json_beyond_what_can_be_held_is_told(value: str, why: str) -> None:
    _, told = parsed(f'{{\n"title": {value}\n}}\ntext\n')
    message = f"the properties are not valid JSON: {why}"
    assert [(each.code, each.message) for each in told] == [
        ("bad-frontmatter", message)
    ]
