r"""The TeX of notes → what math-core 0.9 reads."""

import re

# Environments that set a page's equations → those that stand in a formula, in AMS-LaTeX's
# own terms (amsmath 3.6 and 3.7); the first group is the environment's name.
_ENVIRONMENTS = (
    (re.compile(r"\\(begin|end)\{(?:align|flalign|split)\*?\}"), r"\\\1{aligned}"),
    (re.compile(r"\\begin\{align(?:ed)?at\*?\}\s*\{\d*\}"), r"\\begin{aligned}"),
    (re.compile(r"\\end\{align(?:ed)?at\*?\}"), r"\\end{aligned}"),
    (
        re.compile(r"\\(begin|end)\{(?:equation|gather|multline)\*?\}"),
        r"\\\1{gathered}",
    ),
    (re.compile(r"\\begin\{eqnarray\*?\}"), r"\\begin{array}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*?\}"), r"\\end{array}"),
)
_TAG = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![A-Za-z])")
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(tex: str) -> str:
    """`tex` without characters that XML forbids."""
    return _FORBIDDEN.sub("", tex)


def tidy(tex: str) -> str:
    r"""`tex` with nothing that only a whole page could mean.

    `\substack` and the environments of whole equations become what may stand within a
    formula. Numbers (`\tag`, `\label`) go: the book numbers formulas itself, and a
    counter that starts anew in each formula would give (1) everywhere.
    """
    plain = _TAG.sub("", _unstacked(legal(tex)))
    for written, meant in _ENVIRONMENTS:
        plain = written.sub(meant, plain)
    return plain


def _unstacked(tex: str) -> str:
    r"""`tex` with each `\substack{…}` as `\begin{subarray}{c}…\end{subarray}`."""
    name = r"\substack{"
    while (start := tex.find(name)) >= 0:
        depth, end = 1, 0
        # A backslash takes the next character along: the brace of `\\{` opens, `\{` not.
        for mark in re.finditer(r"\\.|[{}]", tex[start + len(name) :], re.DOTALL):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if not depth:
                end = start + len(name) + mark.end()
                break
        if not end:
            return tex
        inside = tex[start + len(name) : end - 1]
        tex = (
            rf"{tex[:start]}\begin{{subarray}}{{c}}{inside}\end{{subarray}}{tex[end:]}"
        )
    return tex
