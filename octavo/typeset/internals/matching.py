"""Which rules of a style sheet hold for an element, remembered while styles are found."""

from typing import Any


class Remembering:
    """A style sheet's matcher that remembers what it was asked, until `forget`.

    A rule is told by its place in the sheet, and by the pseudo-element that it is for.
    """

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher
        self._found: dict[Any, tuple[tuple[int, Any], ...]] = {}

    def match(self, element: Any) -> Any:
        """The rules for an element, as the sheet's own matcher gives them."""
        found = self._matcher.match(element)
        self._found[element.etree_element] = tuple(
            (order, pseudo) for _, order, pseudo, _ in found
        )
        return found

    def rules_for(self, element: Any) -> tuple[tuple[int, Any], ...]:
        """The rules that were found for an element."""
        return self._found.get(element, ())

    def forget(self) -> None:
        """Let go of all elements."""
        self._found.clear()


def remembered(styles: Any) -> Remembering:
    """What remembers from now on which rules of a style sheet hold."""
    styles.matcher = rules = Remembering(styles.matcher)
    return rules
