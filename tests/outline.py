"""A tree as lines of text: what literate cases and failures show."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields

from octavo.diagnostics import Diagnostic, Span
from octavo.model.document import Document
from octavo.model.nodes import Node

_CHILDREN = ("title", "term", "image", "caption", "head", "rows", "cells")
_CHILDREN += ("items", "pairs", "inlines", "blocks")


def outline(nodes: Iterable[Node], depth: int = 0) -> Iterator[str]:
    """One line a node: its class, its place, its text, other fields that are set."""
    for node in nodes:
        words = [type(node).__name__, place(node.span)]
        below: list[Node] = []
        for field in fields(node):
            value = getattr(node, field.name)
            if field.name in _CHILDREN and not isinstance(value, str):
                below.extend(value if isinstance(value, tuple) else (value,))
            elif field.name in ("text", "tex"):
                words.append(json.dumps(value, ensure_ascii=False))
            elif field.name != "span" and value != _default(field):
                words.append(f"{field.name}={_shown(value)}")
        yield "  " * depth + " ".join(words)
        yield from outline(below, depth + 1)


def document_outline(document: Document) -> Iterator[str]:
    """The document's blocks, its title heading first, and what its properties say."""
    own = document.properties
    for field in fields(own):
        value = getattr(own, field.name)
        if value and value != _default(field) and field.name != "extra":
            yield f"{field.name}: {_shown(value)}"
        elif field.name in ("publish", "checklist") and value is False:
            yield f"{field.name}: no"
    for key, value in own.extra.items():
        yield f"extra {key}: {_shown(value)}"
    heading = () if document.heading is None else (document.heading,)
    for line in outline(heading):
        yield f"{line} (title)" if line.startswith("Heading") else line
    yield from outline(document.blocks)


def told_lines(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One line a diagnostic: code, place, message, help."""
    for told in diagnostics:
        tail = f" ({told.help})" if told.help else ""
        yield f"{told.code} {place(told.span)} {told.message}{tail}"


def place(span: Span) -> str:
    """A span without its path."""
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def _default(field: object) -> object:
    default = getattr(field, "default", MISSING)
    return None if default is MISSING else default


def _shown(value: object) -> str:
    if isinstance(value, Span):
        return place(value)
    if isinstance(value, tuple):
        return "(" + ", ".join(_shown(one) for one in value) + ")"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
