"""Drawings and formulas in raw HTML (`<svg>`, `<math>`) → a picture, a formula.

What the parser left of them is written out again as well-formed XML; whether it can be
drawn is for the plates to say (dialect rule R8.8).
"""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from octavo.diagnostics import Span
from octavo.model.inlines import Image, Inline, Math, Text
from octavo.tidy import Markup, Words

_NAMESPACES = {
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
}
_BLANKS = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
"""What would be a plain blank in an attribute (XML 1.0, 3.3.3)."""
_TOKENS = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_OF_FORMULAS = frozenset(
    (
        *("accent", "accentunder", "close", "columnalign", "columnspan", "depth"),
        *("display", "displaystyle", "fence", "form", "height", "largeop"),
        *("linethickness", "lspace", "mathvariant", "maxsize", "minsize"),
        *("movablelimits", "open", "rowspan", "rspace", "scriptlevel", "separator"),
        *("separators", "stretchy", "symmetric", "width"),
    )
)
"""Attributes of MathML that say how a formula looks (MathML 3, appendix A)."""
_UNREAD = frozenset(("style", "script", "title", "desc", "metadata"))


def drawn(one: Markup, span: Span) -> tuple[Inline, ...]:
    """The picture or formula; nothing for a drawing that is only there to be named."""
    if one.name == "math":
        return (Math(span=span, tex=_tex(one) or _xml(one)),)
    if not any(isinstance(each, Markup) for each in one.below):
        # Words with nothing drawn about them would be seen by nobody.
        text = " ".join("".join(_words(one)).split())
        return (Text(span=span, text=text),) if text else ()
    if "display:none" in one.given("style").replace(" ", ""):
        return ()
    alt = _described(one)
    address = f"data:image/svg+xml,{quote(_xml(one))}"
    return (Image(span=span, target=address, alt=alt, described=bool(alt)),)


def _described(one: Markup) -> str:
    """What a drawing says of itself, else the words in it."""
    titles = [
        each for each in one.below if isinstance(each, Markup) and each.name == "title"
    ]
    said = one.given("aria-label") or " ".join(
        words for title in titles[:1] for words in _words(title)
    )
    inside = (words for each in one.below for words in _words(each, _UNREAD))
    return " ".join((said or " ".join(inside)).split())


def _words(one: Markup | Words, unread: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(one, Words):
        yield one.text
    elif one.name not in unread:
        for each in one.below:
            yield from _words(each, unread)


def _tex(one: Markup) -> str:
    """The TeX that a formula was made of, as many programs note it; "" without."""
    for each in one.below:
        if isinstance(each, Markup):
            if each.given("encoding") == "application/x-tex":
                return " ".join("".join(_words(each)).split())
            if found := _tex(each):
                return found
    return ""


def _xml(one: Markup) -> str:
    """The element as XML; of alternatives in a formula the first, which is to be seen."""
    start = f' xmlns="{_NAMESPACES[one.name]}"'
    return _element(one, start, formula=one.name == "math")


def _element(one: Markup, more: str = "", *, formula: bool) -> str:
    given = "".join(
        f' {name}="{escape(value).translate(_BLANKS)}"'
        for name, value in one.attributes
        if not formula or name in _OF_FORMULAS
    )
    inside = "".join(
        _text(one, each.text, formula)
        if isinstance(each, Words)
        else _element(each, formula=formula)
        for each in one.below
        if isinstance(each, Words) or not each.name.startswith("annotation")
    )
    if one.name == "semantics":
        return inside
    return f"<{one.name}{more}{given}>{inside}</{one.name}>"


def _text(around: Markup, text: str, formula: bool) -> str:
    """Text; in a formula it stands in an element of its own (MathML Core, 2.1.2)."""
    if not formula or around.name in _TOKENS:
        return escape(text, quote=False)
    return f"<mtext>{escape(text, quote=False)}</mtext>" if text.strip() else ""
