r"""TeX in a field → characters: accents, dashes, quotes, simple formulas."""

import re
from contextlib import suppress
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text

from octavo.citing.record import unmarked

_PLAIN = re.compile(r"[^\\{}$~`'%&#^_-]*\Z")
_EMPHASIS = re.compile(r"\\(?:emph|textit|mkbibemph)\s*\{([^{}]*)\}")
_BOLD = re.compile(r"\\(?:textbf|mkbibbold)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%&#_$~{}])")
_MISTAKES = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_KEPT, _KEPT_END = "\U000f0020", "\U000f0021"
# From the beginning of a word only, so that a long one is read once.
_WORDS = re.compile(
    rf"(?<!\S)[^\s{_KEPT}]*(?:{_KEPT}[^{_KEPT}{_KEPT_END}]*{_KEPT_END}[^\s{_KEPT}]*)+"
)


def plain(text: str) -> str:
    """A field as text."""
    return _decoded(
        text.replace("{", "").replace("}", "") if "\\" not in text else text
    )


def titled(text: str) -> str:
    """A title as CSL-JSON has it: words in braces keep their letters as they are."""
    text = _EMPHASIS.sub(r"<i>\1</i>", text)
    text = _BOLD.sub(r"<b>\1</b>", text)
    return unmarked(_WORDS.sub(_whole_words, _decoded(_protected(text))))


def _whole_words(found: re.Match[str]) -> str:
    """Protected letters with the rest of their words, which styles take one by one."""
    words = found[0].replace(_KEPT, "").replace(_KEPT_END, "")
    return f'<span class="nocase">{words}</span>'


def address(text: str) -> str:
    r"""An address, in which only escapes are TeX: `\_`, `\%`."""
    text = text.strip().removeprefix(r"\url{").removesuffix("}").strip()
    return _ESCAPED.sub(r"\1", text)


def _protected(text: str) -> str:
    """The text with its outermost braces as marks, but for those of commands."""
    out: list[str] = []
    ends: list[str] = []
    for at, character in enumerate(text):
        if character == "{" and (at == 0 or text[at - 1] != "\\"):
            command = text[at + 1 : at + 2] == "\\" or _of_command(text, at)
            kept = not command and not any(ends)
            ends.append(_KEPT_END if kept else "" if not command else "}")
            out.append(_KEPT if kept else "{" if command else "")
        elif character == "}" and ends and text[at - 1 : at] != "\\":
            out.append(ends.pop())
        else:
            out.append(character)
    return "".join(out)


def _of_command(text: str, at: int) -> bool:
    """Whether the brace at `at` holds what a command before it works on."""
    return (
        re.search(r"\\(?:[A-Za-z]+|[^A-Za-z\s])\s*\Z", text[max(0, at - 24) : at])
        is not None
    )


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", strict_latex_spaces=False)


def _decoded(text: str) -> str:
    """TeX as characters; what pylatexenc cannot read stays as it is."""
    if not _PLAIN.match(text):
        # A percent sign begins a comment in TeX, and hardly ever in a title.
        safe = re.sub(r"(?<!\\)%", r"\\%", text)
        with suppress(*_MISTAKES):
            text = str(_decoder().latex_to_text(safe, tolerant_parsing=True))
        text = text.replace("`", "‘")
    return re.sub(r"[ \t\n]+", " ", text.replace("~", "\u00a0")).strip()
