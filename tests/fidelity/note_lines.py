"""Marks that belong to whole lines: comments, navigation, definitions of footnotes."""

import re
from collections.abc import Iterator

from wording import plain_words

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_LABEL = re.compile(
    r"prev|previous|next|up|back|to|home|start|top|contents|index|chapter|page"
)
_TITLED = re.compile(r"#{1,6} (?:\w+ )?Nav(?:igation)?$")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")

Lines = list[tuple[int, str]]


def _fenced(lines: Lines) -> Iterator[tuple[int, str, bool]]:
    """Each line, and whether it belongs to fenced code."""
    fence = ""
    for number, text in lines:
        mark = re.match(
            r"^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(`{3,}|~{3,})([^`]*)$", text
        )
        inside = bool(fence)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        yield number, text, inside or bool(fence)


def piped(lines: Lines) -> Lines:
    """The pipes of links in tables escaped, where the writer forgot it."""
    forgotten = re.compile(r"(\[\[[^\[\]|\\]+)\|(?=[^\[\]|]*\]\])")
    return [
        (number, text if code or text[:1] != "|" else forgotten.sub(r"\1\|", text))
        for number, text, code in _fenced(lines)
    ]


def unattributed(lines: Lines) -> Lines:
    """Without lines of kramdown's attributes, `{: .x}`, which say nothing to read."""
    return [
        (number, text if code or not re.match(r"\s*\{:[^{}]*\}\s*$", text) else "")
        for number, text, code in _fenced(lines)
    ]


def addressed(lines: Lines) -> Lines:
    """Addresses that Hugo and Jekyll reckon, by the note that they are reckoned from."""
    reckoned = re.compile(r'\]\(\{\{[<%] *(?:rel)?ref +"([^"]+)" *[>%]\}\}\)')
    return [
        (number, text if code else reckoned.sub(r"](\1)", text))
        for number, text, code in _fenced(lines)
    ]


def unlisted(lines: Lines) -> Lines:
    """Without what stands for a list of headings: `[TOC]`, `* TOC` above `{:toc}`."""
    rows = list(_fenced(lines))
    gone = {
        at for at, (_, text, code) in enumerate(rows) if not code and text == "[TOC]"
    }
    for at, (_, text, code) in enumerate(rows[1:], 1):
        if not code and re.match(r"\{:\s*toc\b[^{}]*\}$", text):
            gone |= {at - 1, at}
    return [
        (number, "" if at in gone else text)
        for at, (number, text, _) in enumerate(rows)
    ]


def uncommented(lines: Lines) -> Lines:
    """Without comments that stand on lines of their own."""
    kept, closed = [], True
    rows = list(_fenced(lines))
    for at, (number, text, code) in enumerate(rows):
        below = [row[1].strip() for row in rows[at + 1 :]]
        closing = below.index("%%") if "%%" in below else -1
        if closed and re.match(r"%% ?[^%]+$", text) and all(below[: closing + 1]):
            # Words behind the opening mark, up to a line of marks with no gap before it.
            closed = False
            kept.append((number, ""))
            continue
        if text.strip() == "%%" and not (code and closed):
            later = any(not c and t.strip() == "%%" for _, t, c in rows[at + 1 :])
            if not closed or later:
                closed = not closed
                kept.append((number, ""))
                continue
        kept.append((number, text if closed else ""))
    return kept


def unguided(lines: Lines) -> Lines:
    """Without blocks of navigation at the top and the bottom."""
    texts = [text.strip() for _, text in lines]
    filled = [at for at, text in enumerate(texts) if text and not _RULE.match(text)]
    body = [at for at in filled if not texts[at].startswith("# ")]
    gone: set[int] = set()
    for rows in (body, body[::-1]):
        block: list[int] = []
        for at in rows:
            if not (_TITLED.match(texts[at]) or _guides(texts[at])):
                break
            block.append(at)
            if rows is body and _TITLED.match(texts[at]) and len(block) > 1:
                block.pop()
                break
        if len(block) < len(body) and any("[" in texts[at] for at in block):
            gone.update(block)
    return [
        (number, "" if at in gone else text) for at, (number, text) in enumerate(lines)
    ]


def _guides(text: str) -> bool:
    """Whether a line is nothing but labels and links to the notes beside this one."""
    rest = re.sub(r"\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\)", "", text)
    labels = re.sub(r"[*_:|·•/<>!-]|←|→|⬅|➡", " ", rest)
    if not re.search(r"(?i)\b(?:prev|next|home|up|module|back|course)|←|→|<<|>>", text):
        return False
    bold = re.match(r"\*\*[^*]+\*\*", text)
    if bold and len(plain_words(rest)) <= 12:
        return True
    return "[" in text and all(_LABEL.fullmatch(each) for each in plain_words(labels))


def divided(lines: Lines) -> tuple[Lines, dict[str, Lines]]:
    """The text, and the definitions of footnotes out of it."""
    body: Lines = []
    notes: dict[str, Lines] = {}
    label = ""
    for number, text, code in _fenced(lines):
        match = None if code else _DEFINITION.match(text)
        if match:
            label = match[1] if match[1] not in notes else "…"
            notes[label] = [(number, text[match.end() :])]
            body.append((number, ""))
        elif label and (re.match(r"^(?: {4}|\t| {2,})\S", text) or not text.strip()):
            notes[label].append((number, re.sub(r"^(?: {1,4}|\t)", "", text)))
            body.append((number, ""))
        elif (
            label
            and not code
            and notes[label][-1][1].strip()
            and not re.match(r"[#>*+-]", text)
        ):
            notes[label].append((number, text))
            body.append((number, ""))
        else:
            label = ""
            body.append((number, text))
    notes.pop("…", None)
    return body, notes
