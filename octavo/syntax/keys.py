"""Keys to press, `++ctrl+alt+del++` (PyMdown Extensions, “Keys”; MkDocs Material)."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Element, Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule

_KEY = r"""(?:[a-z0-9]+(?:-[a-z0-9]+)*|"[^"\n]{1,40}"|'[^'\n]{1,40}')"""
_FORM = re.compile(rf"\+\+({_KEY}(?:\+{_KEY})*)\+\+(?![\w+])", re.IGNORECASE)
_EACH = re.compile(_KEY, re.IGNORECASE)
_LONGEST = 120

_CAPTIONS = {
    **dict.fromkeys(("ctrl", "control", "left-control", "right-control"), "Ctrl"),
    **dict.fromkeys(("alt", "left-alt", "right-alt"), "Alt"),
    **dict.fromkeys(("alt-graph", "altgr"), "AltGr"),
    **dict.fromkeys(("shift", "left-shift", "right-shift"), "Shift"),
    **dict.fromkeys(("cmd", "command", "left-command", "right-command"), "Cmd"),
    **dict.fromkeys(("win", "windows", "left-windows", "right-windows"), "Win"),
    **dict.fromkeys(("option", "opt", "left-option", "right-option"), "Option"),
    **dict.fromkeys(("super", "left-super", "right-super"), "Super"),
    **dict.fromkeys(("meta", "left-meta", "right-meta"), "Meta"),
    **dict.fromkeys(("fn", "function"), "Fn"),
    **dict.fromkeys(("menu", "context-menu"), "Menu"),
    **dict.fromkeys(("del", "delete"), "Del"),
    **dict.fromkeys(("ins", "insert"), "Ins"),
    **dict.fromkeys(("esc", "escape"), "Esc"),
    **dict.fromkeys(("enter", "return", "ret"), "Enter"),
    **dict.fromkeys(("backspace", "bksp"), "Backspace"),
    **dict.fromkeys(("space", "spc", "spacebar"), "Space"),
    **dict.fromkeys(("tab", "tabulator"), "Tab"),
    **dict.fromkeys(("caps", "caps-lock", "capital", "cplk"), "Caps Lock"),
    **dict.fromkeys(("num-lock", "nmlk"), "Num Lock"),
    **dict.fromkeys(("scroll-lock", "scroll", "sclk"), "Scroll Lock"),
    **dict.fromkeys(("print-screen", "prtsc", "prtscn"), "Print Screen"),
    **dict.fromkeys(("page-up", "pageup", "pgup", "prior"), "Page Up"),
    **dict.fromkeys(("page-down", "pagedown", "pgdn", "next"), "Page Down"),
    **dict.fromkeys(("pause", "break"), "Pause"),
    "home": "Home",
    "end": "End",
    **dict.fromkeys(("up", "arrow-up"), "↑"),
    **dict.fromkeys(("down", "arrow-down"), "↓"),
    **dict.fromkeys(("left", "arrow-left"), "←"),
    **dict.fromkeys(("right", "arrow-right"), "→"),
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
    **{f"num{number}": f"Num {number}" for number in range(10)},
    **dict.fromkeys(("plus", "num-plus"), "+"),
    **dict.fromkeys(("minus", "hyphen", "num-minus"), "-"),
    **dict.fromkeys(("equal", "equals"), "="),
    "asterisk": "*",
    "at": "@",
    **dict.fromkeys(("grave", "backtick"), "`"),
    "backslash": "\\",
    "slash": "/",
    **dict.fromkeys(("pipe", "bar"), "|"),
    "comma": ",",
    **dict.fromkeys(("period", "dot"), "."),
    "colon": ":",
    "semicolon": ";",
    "question": "?",
    **dict.fromkeys(("exclam", "exclamation"), "!"),
    **dict.fromkeys(("apostrophe", "single-quote"), "'"),
    **dict.fromkeys(("double-quote", "quote"), '"'),
    **dict.fromkeys(("hash", "number-sign"), "#"),
    "dollar": "$",
    "percent": "%",
    "ampersand": "&",
    "tilde": "~",
    "caret": "^",
    "underscore": "_",
    **dict.fromkeys(("bracket-left", "left-bracket"), "["),
    **dict.fromkeys(("bracket-right", "right-bracket"), "]"),
}
"""What is printed on the keys that have names."""


def scan(state: StateInline, silent: bool) -> bool:
    """Read keys; names of no key between such marks are text (`++i++`, `C++ and C++`)."""
    start, source = state.pos, state.src
    before = source[start - 1 : start]
    if before == "+" or before.isalnum() or not source.startswith("++", start):
        return False
    found = _FORM.match(source, start, min(state.posMax, start + _LONGEST))
    if not found:
        return False
    keys = _EACH.findall(found[1])
    captions = [_caption(key) for key in keys]
    # A single letter is as likely a variable that is counted up, numbers are a sum.
    if not all(captions) or len("".join(keys)) == 1 or "".join(keys).isdigit():
        return False
    if not silent:
        state.push("keys", "", 0).meta = {"captions": captions}
    state.pos = found.end()
    return True


def _caption(key: str) -> str:
    """What is printed on a key; "" for a name that none has."""
    if key[0] in "\"'":
        return key[1:-1]
    if len(key) == 1 or (len(key) == 2 and key.isdigit()):
        return key.upper()
    return _CAPTIONS.get(key.lower(), "")


def install(md: MarkdownIt) -> None:
    """Add the rule before that of links."""
    md.inline.ruler.before("link", "keys", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The keys, a plus between two."""
    span = reader.span(branch.start, branch.end)
    made: list[Inline] = []
    for caption in branch.token.meta["captions"]:
        if made:
            made.append(Text(span=span, text="+"))
        words = (Text(span=span, text=caption, literal=True),)
        made.append(Element(span=span, name="kbd", inlines=words))
    return tuple(made)


RULE = Rule(
    name="keys",
    kinds=NOTES,
    install=install,
    starts=(("keys", ("++",)),),
    inlines=(("keys", node),),
)
