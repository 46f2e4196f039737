"""YAML as a tree of texts; the package that reads it is loaded for text that is there."""

from typing import Any, Protocol


class Node(Protocol):
    """A place in the tree.

    `id` is `scalar`, `sequence` or `mapping`, and says what `value` is: a text, a list
    of nodes, or one of pairs of them.
    """

    id: str
    value: Any
    start_mark: Any
    end_mark: Any


def composed(text: str) -> Node | None:
    """The tree of the YAML; None for what is none, and for no text."""
    if not text:
        return None
    from octavo.yaml.texts import tree

    root: Node | None = tree(text)
    return root


def pairs(node: Node | None) -> dict[str, Node]:
    """What a mapping holds, by name; nothing for any other node."""
    if node is None or node.id != "mapping":
        return {}
    return {key.value: value for key, value in node.value if is_scalar(key)}


def items(node: Node | None) -> list[Node]:
    """What a sequence holds; nothing for any other node."""
    return node.value if node is not None and node.id == "sequence" else []


def is_scalar(node: Node | None) -> bool:
    """Whether a node is a text."""
    return node is not None and node.id == "scalar"


def words_of(node: Node | None) -> str:
    """A scalar's text with single blanks; "" for any other node."""
    return " ".join(node.value.split()) if node is not None and is_scalar(node) else ""
