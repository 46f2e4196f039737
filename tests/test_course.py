"""A real course vault of 121 notes: navigation, order and parts, counted."""

import re
from collections import Counter
from pathlib import Path

import pytest

from octavo.assemble import assemble
from octavo.dialect import recognise
from octavo.model.blocks import Break
from octavo.model.book import Book, Role
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.vault import Vault
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.read import read

pytestmark = pytest.mark.slow

_LINE = re.compile(r"^\*\*(Module|Previous|Next|Home|Course completed!)")


@pytest.fixture(scope="module")
def course(course_vault: Path) -> tuple[Vault, Library, Library, Book]:
    """The vault, its notes before and after `navigate`, and the book."""
    (vault, _), _ = read(course_vault, Config())
    dialect = recognise(vault, Config())
    before = {note.path: parse(note, dialect).value for note in vault.notes}
    after = navigate(before).value
    return vault, before, after, assemble(vault, after, dialect, Config()).value


def test_every_navigation_block_goes_and_nothing_else(
    course: tuple[Vault, Library, Library, Book],
) -> None:
    vault, before, after, _ = course
    gone: Counter[str] = Counter()
    for note in vault.notes:
        old, new = before[note.path], after[note.path]
        assert len(new.navigation.spans) in (0, 2)
        lines = note.text.split("\n")
        for span in new.navigation.spans:
            for line in lines[span.line - 1 : span.end_line]:
                kind = "heading" if line == "## Navigation" else "line"
                gone[kind] += bool(line.strip())
                assert line.strip() in ("", "## Navigation") or _LINE.match(line)
                lines[lines.index(line, span.line - 1)] = ""
        assert not [line for line in lines if _LINE.match(line)], note.path
        gone["break"] += sum(isinstance(b, Break) for b in old.blocks)
        gone["break"] -= sum(isinstance(b, Break) for b in new.blocks)
        outside = [
            block
            for block in (*([old.heading] if old.heading else []), *old.blocks)
            if not isinstance(block, Break)
            and not any(
                span.line <= block.span.line <= span.end_line
                for span in new.navigation.spans
            )
        ]
        assert new.heading is not None
        kept = [block for block in new.blocks if not isinstance(block, Break)]
        assert outside == [new.heading, *kept]
    assert sum(1 for document in after.values() if document.navigation.spans) == 119
    assert gone == {"heading": 238, "line": 698, "break": 244}


def test_the_chain_gives_118_chapters_in_21_parts_after_the_home_note(
    course: tuple[Vault, Library, Library, Book],
) -> None:
    book = course[3]
    assert [str(chapter.path) for chapter in book.parts[0].chapters] == ["00_Home.md"]
    assert book.parts[0].chapters[0].role is Role.FRONT
    chapters = [str(chapter.path) for chapter in book.chapters()]
    assert len(chapters) == 118
    assert chapters == sorted(chapters)
    assert [part.title for part in book.parts] == [
        "",
        "LLM Fundamentals",
        "Prompt Engineering",
        "AI Agents: Core Concepts",
        "Multi-Agent Systems",
        "Model Context Protocol",
        "RAG",
        "Frameworks",
        "Structured Output",
        "Conversational AI",
        "Fine-Tuning",
        "Evaluation and Testing",
        "Observability",
        "Deployment",
        "Security and Safety",
        "GPU Architecture",
        "Distributed Training",
        "Production Inference",
        "AI Governance",
        "Practical Projects",
        "Architecture Research",
        "Interview Preparation",
    ]
    assert book.metadata.title == "AI Agents & Agentic Systems: Complete Course"
