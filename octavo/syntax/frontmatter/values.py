"""The properties of a note, from the tree of its YAML (dialect rule R2.2).

Scalars are read as text (YAML's base schema): a date or a version means what it looks
like, and nothing in a note can fail to become a date.
"""

import re

import yaml

from octavo.bounds import is_language
from octavo.model.document import Properties
from octavo.model.inlines import Lemma
from octavo.model.mapping import FrozenMapping
from octavo.syntax.frontmatter.fault import Fault, blanked, fault_of, unreadable
from octavo.syntax.frontmatter.names import LANGUAGES, LISTS, NUMBERS, READ, TEXTS
from octavo.syntax.lemmas import lemmas
from octavo.yaml.texts import Texts

# The words that are booleans in YAML 1.1, which is what vaults are written in.
_TRUTHS = {
    **dict.fromkeys(("false", "no", "off"), False),
    **dict.fromkeys(("true", "yes", "on"), True),
}
_NONE = frozenset(("", "~", "null", "Null", "NULL"))

_OTHER_INDEX = re.compile(rf"[\d.+-]+|{'|'.join(_TRUTHS)}")
_TRIES = 4
"""Lines that may be left out for the others to be read."""
_LINES = "write `name: value` lines"


def properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What the YAML says, and what is wrong with it.

    A line that cannot be read is left out, as is a value of the wrong kind; what is
    then still no mapping gives no properties at all.
    """
    faults: list[Fault] = []
    root = _composed(text)
    while isinstance(root, Fault) and len(faults) < _TRIES:
        faults.append(root)
        text = blanked(text, root.start)
        root = _composed(text)
    if isinstance(root, Fault):
        return Properties(), tuple(faults[:1])
    if faults and not isinstance(root, yaml.MappingNode):
        return Properties(), tuple(faults)
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value in _NONE):
        return Properties(), ()
    if not isinstance(root, yaml.MappingNode):
        why = "the properties are no list of “name: value”"
        return Properties(), (Fault(why, *_place(root, text), _LINES),)
    reading = _Reading(text, root)
    return reading.properties(), (*faults, *reading.faults)


def _composed(text: str) -> yaml.Node | Fault | None:
    """The tree of the YAML, or what keeps it from being read."""
    try:
        return yaml.compose(text, Loader=Texts)
    except yaml.MarkedYAMLError as error:
        return fault_of(error, text)
    except yaml.reader.ReaderError as error:
        why = "it holds a character that text may not hold"
        return unreadable(why, error.position, "remove it")
    except RecursionError:
        return unreadable("it is nested too deep", 0, _LINES)


class _Reading:
    """Takes values of the kinds we want out of a mapping; of a name twice, the last."""

    def __init__(self, text: str, root: yaml.MappingNode) -> None:
        self.faults: list[Fault] = []
        self._source = text
        self._given: dict[str, yaml.Node] = {}
        for key, value in root.value:
            if isinstance(key, yaml.ScalarNode):
                self._take(key, value)

    def _take(self, key: yaml.ScalarNode, value: yaml.Node) -> None:
        name = key.value.lower()
        if name in self._given:
            why = f"“{key.value}” is given twice; the last counts"
            self.faults.append(
                Fault(why, *_place(key, self._source), "remove one of the two")
            )
        self._given[name] = value

    def properties(self) -> Properties:
        """The values of the keys that mean something, and other texts as they are."""
        texts = {field: self._text(keys) for field, keys in TEXTS.items()}
        lists = {field: self._list(keys) for field, keys in LISTS.items()}
        published = self._truth("publish", usual=True) is not False
        draft = self._truth("draft", usual=False) is True
        extra = {
            key: node.value
            for key, node in self._given.items()
            if isinstance(node, yaml.ScalarNode) and key not in READ
        }
        return Properties(
            **texts,  # type: ignore[arg-type]  # TEXTS names fields that are texts
            **lists,  # type: ignore[arg-type]  # LISTS those that are tuples
            language=self._language(),
            publish=published and not draft,
            checklist=self._truth("checklist", usual=True),
            index=self._index(),
            order=self._number(),
            extra=FrozenMapping(extra),
        )

    def _scalar(self, key: str, wanted: str) -> yaml.ScalarNode | None:
        """The one value of a key, if it has one."""
        node = self._given.get(key)
        if isinstance(node, yaml.ScalarNode):
            return None if _is_nothing(node) else node
        if node is not None:
            self._wrong(key, wanted, node)
        return None

    def _text(self, keys: tuple[str, ...]) -> str:
        for key in keys:
            if node := self._scalar(key, "one text"):
                return " ".join(node.value.split())
        return ""

    def _language(self) -> str:
        for key in LANGUAGES:
            node = self._scalar(key, "a language tag")
            if node is None:
                continue
            tag = node.value.strip()
            if is_language(tag):
                return str(tag)
            meant = tag.replace("_", "-")
            meant = meant if is_language(meant) else "en` or `pt-BR"
            self._wrong(key, "a language tag", node, f"write `{meant}`")
        return ""

    def _list(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for key in keys:
            node = self._given.get(key)
            if isinstance(node, yaml.ScalarNode):
                found.extend([] if _is_nothing(node) else _split(key, node.value))
            elif isinstance(node, yaml.SequenceNode):
                found.extend(self._items(key, node))
            elif node is not None:
                self._wrong(key, "a list of texts", node)
        if keys[0] == "tags":
            found = [tag.lstrip("#") for tag in found]
        return tuple(dict.fromkeys(word for word in found if word))

    def _index(self) -> tuple[Lemma, ...]:
        """What the whole note is about; a number or a truth means something else."""
        node = self._given.get("index")
        texts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        made: list[Lemma] = []
        for text in texts:
            if not isinstance(text, yaml.ScalarNode) or _is_nothing(text):
                continue
            if text is node and _OTHER_INDEX.fullmatch(text.value.lower()):
                continue
            read = lemmas(text.value)
            made += read.lemmas
            for mistake in read.mistakes:
                self.faults.append(
                    Fault(mistake.why, *_place(text, self._source), mistake.help)
                )
        return tuple(made)

    def _items(self, key: str, node: yaml.SequenceNode) -> list[str]:
        found: list[str] = []
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                self._wrong(
                    key, "a list of texts", item, "write one text for each item"
                )
            elif not _is_nothing(item):
                found.append(" ".join(item.value.split()))
        return found

    def _truth(self, key: str, *, usual: bool) -> bool | None:
        """What a key says, None if it says nothing; `usual` is proposed for nonsense."""
        node = self._scalar(key, "true or false")
        if node is None:
            return None
        if node.style is None and node.value.lower() in _TRUTHS:
            return _TRUTHS[node.value.lower()]
        bare = node.style is not None and node.value.strip().lower() in _TRUTHS
        help = (
            "take the quotes away" if bare else f"write `{key}: {str(usual).lower()}`"
        )
        self._wrong(key, "true or false", node, help)
        return None

    def _number(self) -> float | None:
        for key in NUMBERS:
            node = self._scalar(key, "a number")
            if node is None:
                continue
            if re.fullmatch(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?", node.value):
                return float(node.value)
            self._wrong(key, "a number", node)
        return None

    def _wrong(self, key: str, wanted: str, node: yaml.Node, help: str = "") -> None:
        help = help or f"write {wanted} behind `{key}:`"
        why = f"“{key}” wants {wanted}, not {_shown(node)}"
        self.faults.append(Fault(why, *_place(node, self._source), help))


def _is_nothing(node: yaml.ScalarNode) -> bool:
    """Whether a value is left out: YAML's null, or an empty text."""
    return not node.value or (node.style is None and node.value in _NONE)


def _shown(node: yaml.Node) -> str:
    match node:
        case yaml.SequenceNode():
            return "a list"
        case yaml.MappingNode():
            return "names and values"
        case yaml.ScalarNode():
            text = " ".join(node.value.split())
            text = f"{text[:30]}…" if len(text) > 30 else text
            return f"the text “{text}”" if node.style else f"“{text}”"
    raise AssertionError("YAML knows three kinds of nodes")


def _place(node: yaml.Node, text: str) -> tuple[int, int]:
    """Where a value begins and ends, the blanks and line ends after it aside."""
    start = node.start_mark.index
    written = text[start : node.end_mark.index].rstrip()
    return start, start + len(written)


def _split(key: str, value: str) -> list[str]:
    """One text as a list: tags and classes part at blanks and commas, names do not."""
    if key.startswith(("tag", "css")):
        return re.split(r"[\s,]+", value.strip())
    if key.startswith("author"):
        return [part.strip() for part in value.split(",")]
    return [" ".join(value.split())]
