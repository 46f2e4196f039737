"""Frontmatter: YAML between lines `---` at the top (dialect rule R2.2).

Scalars are read as text (YAML's base schema): a date, a version or `no` mean what they
look like, and nothing in a note can fail to become a date.
"""

import re
from typing import Any, NamedTuple

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from octavo.model.document import Properties
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Block
from octavo.syntax.rule import Branch, Reader, Rule

_NO = frozenset(("false", "no", "off", "0"))
_YES = frozenset(("true", "yes", "on", "1"))
_NONE = frozenset(("", "~", "null", "Null", "NULL"))

_LISTS = {
    "aliases": ("aliases", "alias"),
    "tags": ("tags", "tag"),
    "classes": ("cssclasses", "cssclass"),
    "authors": ("authors", "author"),
}
_TEXTS = {
    "title": ("title",),
    "language": ("lang", "language"),
    "description": ("description",),
    "part": ("part",),
}
_READ = {
    *(key for keys in (*_LISTS.values(), *_TEXTS.values()) for key in keys),
    *("publish", "draft", "order", "weight", "nav_order"),
}
_NUMBERS = ("order", "weight", "nav_order")


class Fault(NamedTuple):
    """What is wrong with properties, at which offset in the YAML, and what to do."""

    why: str
    offset: int
    help: str = "quote a value that holds `: `"


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read frontmatter: first thing in the note, closed, and no blank line first."""
    if start or silent or state.level or state.src[: state.eMarks[0]].rstrip() != "---":
        return False
    line = 1
    while line < end:
        text = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if text in {"---", "..."}:
            break
        if line == 1 and not text:
            return False
        line += 1
    else:
        return False
    state.line = line + 1
    token = state.push("frontmatter", "", 0)
    token.map = [0, state.line]
    token.content = state.src[state.bMarks[1] : state.bMarks[line]]
    token.meta["offset"] = state.bMarks[1]
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of thematic breaks, which look alike."""
    md.block.ruler.before("code", "frontmatter", scan)


def no_block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """Frontmatter is not printed."""
    return ()


def properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What the YAML says, and what is wrong with it.

    YAML that cannot be read, or is no mapping, gives no properties at all; a value of
    the wrong kind is left out.
    """
    try:
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = error.problem or error.context or "it cannot be read"
        return Properties(), (Fault(why, mark.index if mark else 0),)
    except yaml.YAMLError as error:
        return Properties(), (Fault(str(error).partition("\n")[0], 0),)
    except RecursionError:
        return Properties(), (Fault("it is nested too deep", 0),)
    if loaded in (None, ""):
        return Properties(), ()
    if not isinstance(loaded, dict):
        return Properties(), (
            Fault("it is no list of “name: value”", 0, "write `name: value` lines"),
        )
    reading = _Reading(text, loaded)
    return reading.properties(), tuple(reading.faults)


class _Reading:
    """Takes values of the kinds we want out of a mapping."""

    def __init__(self, text: str, loaded: dict[Any, Any]) -> None:
        self.faults: list[Fault] = []
        self._source = text
        self._loaded = {
            key.lower(): value for key, value in loaded.items() if isinstance(key, str)
        }

    def properties(self) -> Properties:
        texts = {field: self._text(keys) for field, keys in _TEXTS.items()}
        lists = {field: self._list(keys) for field, keys in _LISTS.items()}
        published = self._text(("publish",)).lower() not in _NO
        draft = self._text(("draft",)).lower() in _YES
        extra = {
            key: value
            for key, value in self._loaded.items()
            if isinstance(value, str) and key not in _READ
        }
        return Properties(
            **texts,  # type: ignore[arg-type]  # _TEXTS names fields that are texts
            **lists,  # type: ignore[arg-type]  # _LISTS those that are tuples
            publish=published and not draft,
            order=self._number(),
            extra=FrozenMapping(extra),
        )

    def _text(self, keys: tuple[str, ...]) -> str:
        for key in keys:
            value = self._loaded.get(key, "")
            if isinstance(value, str):
                if value not in _NONE:
                    return " ".join(value.split())
            else:
                self._fault(key, "one text")
        return ""

    def _list(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for key in keys:
            value = self._loaded.get(key, "")
            if isinstance(value, str):
                found.extend(_split(key, value))
            elif isinstance(value, list) and all(isinstance(v, str) for v in value):
                found.extend(" ".join(v.split()) for v in value if v not in _NONE)
            else:
                self._fault(key, "a list of texts")
        if keys[0] == "tags":
            found = [tag.lstrip("#") for tag in found]
        return tuple(dict.fromkeys(word for word in found if word))

    def _number(self) -> float | None:
        for key in _NUMBERS:
            value = self._loaded.get(key, "")
            if not isinstance(value, str) or value in _NONE:
                continue
            if re.fullmatch(r"[+-]?\d{1,9}(?:\.\d{1,9})?", value):
                return float(value)
            self._fault(key, "a number")
        return None

    def _fault(self, key: str, wanted: str) -> None:
        found = re.search(
            rf"^[\"']?{re.escape(key)}\b", self._source, re.MULTILINE | re.IGNORECASE
        )
        offset = found.start() if found else 0
        why = f"“{key}” wants {wanted}"
        self.faults.append(Fault(why, offset, f"write {wanted} behind `{key}:`"))


def _split(key: str, value: str) -> list[str]:
    """One text as a list: tags and classes part at blanks and commas, names do not."""
    if value in _NONE:
        return []
    if key.startswith(("tag", "css")):
        return re.split(r"[\s,]+", value.strip())
    if key.startswith("author"):
        return [part.strip() for part in value.split(",")]
    return [" ".join(value.split())]


RULE = Rule(name="frontmatter", install=install, blocks=(("frontmatter", no_block),))
