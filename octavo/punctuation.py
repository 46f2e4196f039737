"""Straight quotes, double hyphens and three dots → the marks a language uses.

Pure text in, text out; which texts are prose is decided by the `smarten` pass.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Marks(NamedTuple):
    """The quotation marks of a language: outer and inner, each opening and closing."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH: Final = Marks("“", "”", "‘", "’")
_GERMAN: Final = Marks("„", "“", "‚", "‘")
_GUILLEMETS: Final = Marks("«", "»", "“", "”")
_LOW_HIGH: Final = Marks("„", "”", "«", "»")
_NORDIC: Final = Marks("”", "”", "’", "’")

MARKS: Final[dict[str, Marks]] = {
    "bg": _GERMAN,
    "ca": _GUILLEMETS,
    "cs": _GERMAN,
    "da": Marks("»", "«", "›", "‹"),
    "de": _GERMAN,
    "de-ch": Marks("«", "»", "‹", "›"),
    "de-li": Marks("«", "»", "‹", "›"),
    "el": _GUILLEMETS,
    "en": _ENGLISH,
    "es": _GUILLEMETS,
    "et": _GERMAN,
    "fi": _NORDIC,
    "fr": Marks("«\u00a0", "\u00a0»", "“", "”"),
    "fr-ch": Marks("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "hr": Marks("„", "”", "‚", "’"),
    "hu": Marks("„", "”", "»", "«"),
    "is": _GERMAN,
    "it": _GUILLEMETS,
    "lt": _GERMAN,
    "nb": Marks("«", "»", "‘", "’"),
    "nl": _ENGLISH,
    "nn": Marks("«", "»", "‘", "’"),
    "no": Marks("«", "»", "‘", "’"),
    "pl": _LOW_HIGH,
    "pt": _ENGLISH,
    "pt-pt": _GUILLEMETS,
    "ro": _LOW_HIGH,
    "ru": Marks("«", "»", "„", "“"),
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sr": Marks("„", "”", "‚", "’"),
    "sv": _NORDIC,
    "uk": Marks("«", "»", "„", "“"),
}
"""By language tag in lower case; a language that is not here has the English ones.

Outer and inner marks as CLDR 47 gives them (`delimiters`), but for pl (inner), pt and
cs-like pairs, where the national style books are followed; the blanks within French
guillemets are part of the marks.
"""

OBJECT: Final = "\ufffc"
"""Stands in a line for what is no prose: a code span, a formula, a picture."""

_STRAIGHT = re.compile(
    r"""(?P<address>(?:\b[A-Za-z][A-Za-z0-9+.-]*://|\bwww\.)[^\s<>"']+)
    |(?P<program>\{\{[<%\#][^{}\n]*\}\}|\{%[^{}\n]*%\}|<%[^<>\n]*%>)
    |(?P<dashes>-{2,}) | (?P<dots>\.{2,}) | (?P<quote>["'])""",
    re.VERBOSE,
)
_ALONE = re.compile(r"""(?P<dashes>-{2,})|(?P<dots>\.{2,})|(?P<quote>["'])""")
"""The same where there are no addresses and programs, which are looked for everywhere."""
_ADDRESSED: Final = ("://", "www.", "{{", "{%", "<%")
_OPENERS: Final = frozenset("([{<-–—/=|“‘«‹„‚¿¡")
_CLOSERS: Final = frozenset(")]}>.,;:!?…-–—/|”’»›")
# A quotation may begin with dots or a dash, but not with these.
_NEVER_OPENED: Final = frozenset(",;:!?)]}")
_DECADE = re.compile(r"'\d\d(?!\d)")
_AND = re.compile(r"'[nN]'")


class Edit(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text, and what stands there now."""

    start: int
    end: int
    text: str


def marks_of(language: str) -> Marks:
    """The marks for a BCP 47 tag, shortened until there is a row (RFC 4647, 3.4)."""
    tag = language.lower().replace("_", "-")
    while tag not in MARKS and "-" in tag:
        tag = tag.rpartition("-")[0]
    return MARKS.get(tag, _ENGLISH)


def straight(text: str) -> bool:
    """Whether there is anything in a text that `edits` might change."""
    return '"' in text or "'" in text or "--" in text or "..." in text


def smart(text: str, marks: Marks) -> str:
    """The text with its straight marks set."""
    if not straight(text):
        return text
    out: list[str] = []
    done = 0
    for edit in edits(text, marks):
        out += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*out, text[done:]))


def edits(text: str, marks: Marks) -> tuple[Edit, ...]:
    """What to change in a paragraph's text, in order.

    Quotes are told by what stands beside them and pair up within the paragraph; one
    that stays alone keeps the form its place gives it. Double hyphens become an en
    dash, three an em dash, but not where a word begins with them (`--strict`) or in
    an arrow or between the corners of a table. Addresses and what is some program's
    (`{{< x >}}`) stay as they are.
    """
    return tuple(_Quotes(text, marks).edits())


class _Quotes:
    """One paragraph; `open_marks` are quotes not closed yet."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.open_marks: list[tuple[str, int]] = []
        self.opened: set[int] = set()
        # Apostrophes of a word that begins with one look like opening quotes; those
        # that are never closed are told apart at the end.
        self.singles: dict[int, int] = {}

    def edits(self) -> Iterator[Edit]:
        found: list[Edit] = []
        addressed = any(mark in self.text for mark in _ADDRESSED)
        for match in (_STRAIGHT if addressed else _ALONE).finditer(self.text):
            start, end = match.span()
            if match["quote"]:
                put = (
                    self._double(start)
                    if match["quote"] == '"'
                    else self._single(start, len(found))
                )
            elif match["dashes"]:
                put = self._dash(start, end)
            elif match["dots"]:
                put = self._dots(start, end)
            else:
                continue
            if put:
                found.append(Edit(start, end, put))
        for place in self.singles.values():
            found[place] = found[place]._replace(text="’")
        yield from found

    def _beside(self, at: int) -> tuple[str, str]:
        before = self.text[at - 1] if at else " "
        after = self.text[at + 1] if at + 1 < len(self.text) else " "
        return before, after

    def _opens(self, at: int) -> bool:
        before, after = self._beside(at)
        free = before.isspace() or before in _OPENERS or at - 1 in self.opened
        return free and not after.isspace() and after not in _NEVER_OPENED

    def _closes(self, at: int) -> bool:
        before, after = self._beside(at)
        free = after.isspace() or after in _CLOSERS or after in "\"'"
        return not before.isspace() and (free or not self._opens(at))

    def _inside(self, quote: str) -> bool:
        return any(mark == quote for mark, _ in self.open_marks)

    def _close(self, quote: str) -> int:
        """Close the latest open quote of a kind, and what opened in it; its offset."""
        while True:
            mark, at = self.open_marks.pop()
            if mark == quote:
                return at

    def _double(self, at: int) -> str:
        before, _ = self._beside(at)
        if self._inside('"') and self._closes(at):
            self._close('"')
            return self.marks.closing
        if self._opens(at):
            self.open_marks.append(('"', at))
            self.opened.add(at)
            return self.marks.opening
        if before.isdecimal():
            return "″"
        if not before.isspace():
            return self.marks.closing
        # Blanks or commas on both sides: a quoted blank, if there is another quote.
        if self._inside('"'):
            self._close('"')
            return self.marks.closing
        if self.text.find('"', at + 1) < 0:
            return ""
        self.open_marks.append(('"', at))
        self.opened.add(at)
        return self.marks.opening

    def _single(self, at: int, place: int) -> str:
        before, after = self._beside(at)
        if before.isalnum() and after.isalnum():
            return "′" if before.isdecimal() and after.isdecimal() else "’"
        if _DECADE.match(self.text, at) or _AND.match(self.text, at):
            return "’"
        if self.text[at - 2 : at] in ("'n", "'N") and at >= 2:
            return "’"
        inside = self._inside("'")
        if inside and self._closes(at):
            del self.singles[self._close("'")]
            return self.marks.inner_closing
        if self._opens(at):
            self.open_marks.append(("'", at))
            self.opened.add(at)
            self.singles[at] = place
            return self.marks.inner_opening
        if before.isdecimal() and not inside:
            return "′"
        return "’"

    def _dash(self, start: int, end: int) -> str:
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        spaced = (
            before.isspace() and after.isspace() and start > 0 and end < len(self.text)
        )
        joining = not before.isspace() and not after.isspace()
        if (
            end - start > 3
            or before in "<-+|"
            or after in ">-+|"
            or not (spaced or joining)
        ):
            return ""
        return "–" if end - start == 2 else "—"

    def _dots(self, start: int, end: int) -> str:
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        return (
            "…"
            if end - start == 3 and before not in "/\\" and after not in "/\\"
            else ""
        )
