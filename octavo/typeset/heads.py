"""A heading has two lines of text below it on its page.

Orphans see to that where a paragraph has two lines. One of a single line, such as the
first of an answer, would be all that stands below its heading at the foot.
"""

from typing import Any

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GOES_ON = frozenset(("p", "ul", "ol"))
"""What text goes on with; before a table or a picture a line may stand alone."""
_LINE = 72
"""Characters of the longest line on any of the papers that have a name."""


def keep_heads(root: Any) -> None:
    """Keep the one line below each heading of a document with the text that follows."""
    for parent in root.iter():
        children = list(parent)
        for head, text, more in zip(children, children[1:], children[2:], strict=False):
            if _heads(head) and _is_line(text) and more.tag in _GOES_ON:
                kind = text.get("class", "")
                text.set("class", f"{kind} lead-in".lstrip())


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
