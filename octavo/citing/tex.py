r"""TeX in a field → characters: accents, dashes, quotes, simple formulas."""

import re
from functools import cache, lru_cache
from typing import Any

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    SpecialsTextSpec,
    get_default_latex_context_db,
)

from octavo.citing.record import unmarked

_PLAIN = re.compile(r"[^\\{}$~`'%&#^_-]*\Z")
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_UNSEEN = re.compile(
    rf"\\(?:(?:href|texorpdfstring)\s*{_GROUP}\s*(?=\{{)|(?:noopsort|SortNoop|noop)\s*{_GROUP})"
)
"""What a reader does not see: an address behind words, TeX that has words for it, and
letters that only BibTeX sorts by."""
_EMPHASIS = re.compile(r"\\(?:emph|textit|mkbibemph)\s*\{([^{}]*)\}")
_BOLD = re.compile(r"\\(?:textbf|mkbibbold)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%&#_$~{}])")
_BARE = re.compile(r"(?<!\\)[%&]")
_FORMULA = re.compile(r"((?<!\\)\$[^\s$](?:[^$]*[^\s$\\])?\$(?!\d))|(?<!\\)\$")
"""A formula as Pandoc knows one from an amount of money; any other dollar."""
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\s*|(.))")
_NAMES = {
    name: name
    for name in ("TeX", "LaTeX", "BibTeX", "XeTeX", "LuaTeX", "XeLaTeX", "LuaLaTeX")
} | {"LaTeXe": "LaTeX2ε"}
_SWITCHES = (
    *("em", "bf", "it", "rm", "sc", "sf", "sl", "tt", "bfseries", "itshape", "scshape"),
    *("rmfamily", "sffamily", "ttfamily", "upshape", "normalfont", "displaystyle"),
    *("left", "right", "big", "Big", "limits", "protect", "relax", "/", "-"),
)
"""Commands that change what is behind them, and say nothing themselves."""
_MISTAKES = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_KEPT, _KEPT_END = "\U000f0020", "\U000f0021"
# From the beginning of a word only, so that a long one is read once.
_WORDS = re.compile(
    rf"(?<!\S)[^\s{_KEPT}]*(?:{_KEPT}[^{_KEPT}{_KEPT_END}]*{_KEPT_END}[^\s{_KEPT}]*)+"
)


def plain(text: str) -> str:
    """A field as text."""
    text = _UNSEEN.sub("", text)
    return _decoded(
        text.replace("{", "").replace("}", "") if "\\" not in text else text
    )


def titled(text: str) -> str:
    """A title as CSL-JSON has it: words in braces keep their letters as they are."""
    text = _EMPHASIS.sub(r"<i>\1</i>", _UNSEEN.sub("", text))
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
    known = get_default_latex_context_db()
    own = {"url": _address, **dict.fromkeys(_NAMES, _name)}
    known.add_context_category(
        "octavo",
        [
            *(MacroTextSpec(name, made) for name, made in own.items()),
            *(MacroTextSpec(name, discard=True) for name in _SWITCHES),
        ],
        specials=[SpecialsTextSpec("~", "\u00a0")],
        prepend=True,
    )
    known.set_unknown_macro_spec(MacroTextSpec("", _unknown))
    return LatexNodes2Text(
        latex_context=known, math_mode="text", strict_latex_spaces=False
    )


def _address(node: Any) -> str:
    argument = node.nodeargd.argnlist[0] if node.nodeargd else None
    return address(argument.latex_verbatim()[1:-1]) if argument else ""


def _name(node: Any) -> str:
    """What is called by its command, which would eat the blank behind it."""
    return f"{_NAMES[node.macroname]}{node.macro_post_space}"


def _unknown(node: Any, l2tobj: LatexNodes2Text) -> str:
    """What a command works on; of one that works on nothing its own name."""
    given = node.nodeargd.argnlist if node.nodeargd else ()
    if any(given):
        return str(l2tobj.nodelist_to_text([each for each in given if each]))
    end = node.pos + node.len
    rest = node.parsing_state.s[end : end + 2]
    before = rest[:1] == "{" and rest != "{}"
    return "" if before else f"{node.macroname}{node.macro_post_space}"


@lru_cache(maxsize=10_000)
def _decoded(text: str) -> str:
    """TeX as characters; of what pylatexenc cannot read the words."""
    text = text.replace("&amp;", "&")
    if not _PLAIN.match(text):
        # These two begin a comment and a cell in TeX, and hardly ever in a title.
        safe = _BARE.sub(r"\\\g<0>", text)
        safe = _FORMULA.sub(lambda found: found[1] or r"\$", safe)
        try:
            text = str(_decoder().latex_to_text(safe, tolerant_parsing=True))
        except _MISTAKES:
            text = _COMMAND.sub(r"\1", text).replace("{", "").replace("}", "")
        text = text.replace("`", "‘")
    return re.sub(r"[ \t\n]+", " ", text).strip()
