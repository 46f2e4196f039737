"""A heading has two lines of text below it on its page, and so has what announces a list.

Orphans see to that where a paragraph has two lines, or the first item of a list. One of a
single line, such as the first of an answer, would be all that stands below its heading at
the foot.
"""

from itertools import pairwise
from typing import Any

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol"))
_GOES_ON = _LISTS | {"p"}
"""What text goes on with; before a table or a picture a line may stand alone."""
_ANNOUNCES = frozenset(("lead-in", "facts", "answer-label"))
_LINE = 72
"""Characters of the longest line on any of the papers that have a name."""


def keep_heads(root: Any) -> None:
    """Keep the one line below each heading of a document with the text that follows."""
    for parent in root.iter():
        children = list(parent)
        for head, text, more in zip(children, children[1:], children[2:], strict=False):
            if _heads(head) and _is_line(text) and more.tag in _GOES_ON:
                _keep(text)
        for head, text in pairwise(children):
            many = text.tag in _LISTS and len(text) > 1
            if many and _announces(head) and _length(text[0]) <= _LINE:
                _keep(text[0])


def _keep(element: Any) -> None:
    """Have what follows an element stand on its page."""
    element.set("class", f"{element.get('class', '')} lead-in".lstrip())


def _announces(element: Any) -> bool:
    """Whether it belongs to the list below it."""
    kinds = element.get("class", "").split()
    return element.tag in _HEADS or not _ANNOUNCES.isdisjoint(kinds)


def _heads(element: Any) -> bool:
    """Whether it is a heading, or what is said of a question below its own."""
    return element.tag in _HEADS or element.get("class") == "facts"


def _is_line(element: Any) -> bool:
    return element.tag == "p" and not _heads(element) and _length(element) <= _LINE


def _length(element: Any) -> int:
    """Characters of a paragraph, without the notes that stand at the foot."""
    size = len(element.text or "")
    for child in element:
        if child.get("class") != "footnote":
            size += _length(child)
        size += len(child.tail or "")
    return size
