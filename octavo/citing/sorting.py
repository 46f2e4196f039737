"""What a style says of the order of works, as CSL 1.0.2 has it (Sorting).

citeproc-py compares the words that are printed, so that “2023, September” is another
thing than a year, and forgets in a macro's macro that it is asked for an order.
"""

from collections.abc import Sequence
from typing import Any
from unicodedata import category, normalize

from citeproc import DATES, model, source


class Key(model.Key):  # type: ignore[misc]  # citeproc-py has no types
    """What is sorted by: numbers, dates, or text without accents, quotes and marks.

    Those would come behind all letters.
    """

    def sort_keys(self, items: Any, context: Any) -> Any:
        """The key of each item, in their order."""
        keys = super().sort_keys(items, context)
        if self.get("variable", "").replace("-", "_") in DATES:
            return keys
        return [
            _folded(str(key)) if isinstance(key, str | list) else key for key in keys
        ]


def _folded(text: str) -> str:
    plain = normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(
        character for character in plain if category(character)[0] in "LNZ"
    ).strip()


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)


class Text(model.Text):  # type: ignore[misc]  # as above
    """Text, which in a key of the order says of its macro what is to be sorted by."""

    def render(
        self, item: Any, context: Any = None, sort_options: Any = None, **rest: Any
    ) -> Any:
        """The text with what stands round it."""
        macro: Any = self.get("macro")
        if not macro or not sort_options:
            return super().render(item, context=context, **rest)
        named = self.get_macro(macro)
        text = named.render(item, context=context, sort_options=sort_options)
        return self.wrap(text) if text else None


class Date(model.Date):  # type: ignore[misc]  # as above
    """A date, which in a key of the order is digits of the parts that it would print."""

    def process(
        self,
        item: Any,
        variable: Any = None,
        show_parts: Any = None,
        context: Any = None,
        sort_options: Any = None,
    ) -> Any:
        """The date of an item; of a range both its ends."""
        if not sort_options:
            return super().process(item, variable, show_parts, context)
        date = item.reference[self.get("variable").replace("-", "_")]
        if self.get("form"):
            parts = self.get("date-parts", "year-month-day").split("-")
        else:
            parts = [part.get("name") for part in self.iterchildren()]
        if isinstance(date, source.DateRange):
            return f"{_digits(date.begin, parts)} {_digits(date.end, parts)}"
        return (
            _digits(date, parts)
            if isinstance(date, source.Date)
            else super().process(item)
        )


def _digits(date: Any, parts: Sequence[str]) -> str:
    """The parts of a date, with noughts for those it lacks, so that these come first."""
    kept = {part: date[part] for part in parts if part in date}
    return str(source.Date(**{"year": 0, "month": 0, **kept}).sort_key())
