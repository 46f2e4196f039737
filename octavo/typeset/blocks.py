"""Digests of the blocks of a sheet: two with the same digest are set alike.

In a digest is what an element is and holds, which rules of the style sheet hold for it and
for all that is in it, and the words that the renderer put there, such as numbers of notes.
Styles that are inherited come from around the blocks, of which there is a digest as well.
"""

from collections.abc import Collection, Iterator
from typing import Any

from octavo.typeset.internals.matching import Remembering
from octavo.typeset.internals.pagination import Flow
from octavo.typeset.order import digest_of


def block_digests(
    flow: Flow, rules: Remembering, apt: Collection[Any]
) -> tuple[str, ...]:
    """A digest of each block; none of any where one is not an element's own.

    `apt` are elements of which more is known than they say: figures that may be moved.
    """
    owner = flow.ancestors[-1].element
    children = frozenset(owner)
    found = []
    for block in flow.blocks:
        element = block.element
        if element in children and not _added(block):
            said = _said(element, rules, apt)
        elif element is owner and _added(block):
            said = iter((str(block.element_tag),))
        else:
            return ()
        found.append(digest_of((*said, "\0", *_words(block))))
    return tuple(found)


def frame_digest(flow: Flow, root: Any, rules: Remembering) -> str:
    """A digest of what stands around the blocks of a document."""
    around = [root, *(box.element for box in flow.ancestors if box.element is not root)]
    parts: list[str] = []
    for place, element in enumerate(around):
        parts += _own(element, rules)
        if place + 1 < len(around):
            for child in element:
                if child is not around[place + 1]:
                    parts += _said(child, rules, ())
    return digest_of(parts)


def _added(block: Any) -> bool:
    """Whether a style made a box of its own beside an element's."""
    return "::" in str(block.element_tag)


def _said(element: Any, rules: Remembering, apt: Collection[Any]) -> Iterator[str]:
    for each in element.iter():
        yield from _own(each, rules)
        yield f"{len(each)}"
        if each in apt:
            yield "\0apt"


def _own(element: Any, rules: Remembering) -> Iterator[str]:
    yield str(element.tag)
    for name, value in element.attrib.items():
        yield name
        yield value
    yield element.text or ""
    yield element.tail or ""
    yield repr(rules.rules_for(element))


def _words(block: Any) -> Iterator[str]:
    stack = [block]
    while stack:
        box = stack.pop()
        text = getattr(box, "text", None)
        if isinstance(text, str):
            yield text
        # What running heads show, and what stands at the foot, may be counted as well.
        yield repr(getattr(box, "string_set", None))
        if (note := getattr(box, "footnote", None)) is not None:
            stack.append(note)
        stack.extend(getattr(box, "children", ()))
