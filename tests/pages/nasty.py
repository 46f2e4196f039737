"""A book of everything that is hard to set, each at its worst and many times over."""

import io
import random
from pathlib import Path

from PIL import Image

WORDS = [
    *("alignment", "oversight", "evaluation", "of", "the", "a", "policy", "in", "and"),
    *("reward", "to", "model", "with", "distribution", "as", "capability", "for", "on"),
    *(
        "is",
        "that",
        "it",
        "was",
        "not",
        "at",
        "all",
        "so",
        "by",
        "one",
        "recommendations",
    ),
]
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 5
ADDRESS = "https://example.org/" + "/".join(WORDS) + "?" + "x" * 300
PAPERS = {"110x180mm": 1, "b5": 3, "a4": 2, "letter": 2}
"""How many chapters of running text are made for a paper."""
# Width and height in pixels.
PICTURES = {
    "dot": (1, 1),
    "pole": (40, 3000),
    "beam": (3000, 40),
    "wall": (2400, 2400),
    "stamp": (64, 48),
    "photo": (1600, 1000),
}


def sentence(lots: random.Random) -> str:
    return " ".join(lots.choices(WORDS, k=lots.randint(3, 24))).capitalize() + "."


def words(lots: random.Random, most: int = 6) -> str:
    return " ".join(sentence(lots) for _ in range(lots.randint(1, most)))


def running(seed: int) -> str:
    """Paragraphs, headings and lists of every length, so that pages end everywhere."""
    lots = random.Random(seed)
    marked = (
        "`inline_code`",
        "<kbd>Ctrl</kbd>",
        "**bold**",
        "*slanted*",
        "H<sub>2</sub>O",
    )
    parts = [f"# Running text {seed}"]
    for number in range(60):
        kind = lots.random()
        if kind < 0.2:
            parts.append(f"## Section {number} {sentence(lots)[:-1]}")
            if lots.random() < 0.5:
                parts.append(f"### Below it {number}\n\n#### And below that")
        elif kind < 0.35:
            parts.append(
                "\n".join(f"- {words(lots, 2)}" for _ in range(lots.randint(1, 7)))
            )
        elif kind < 0.42:
            parts.append(f"> [!note] {sentence(lots)}\n> {words(lots, 9)}")
        elif kind < 0.47:
            parts.append(f"> {words(lots, 8)}")
        parts.append(f"{words(lots)} {lots.choice(marked)} {words(lots)}")
    return "\n\n".join(parts)


def notes() -> str:
    """Sixty notes in a paragraph, a note longer than a page, notes everywhere."""
    lots = random.Random(7)
    called = " ".join(f"{sentence(lots)}[^{n}]" for n in range(60))
    rows = "\n".join(f"| {words(lots, 1)}[^t{n}] | {n} |" for n in range(30))
    told = [f"[^{n}]: {words(lots, 2)}" for n in range(60)]
    told += [f"[^t{n}]: Of row {n}. {words(lots, 1)}" for n in range(30)]
    told += [
        f"[^long]: {' '.join(words(lots) for _ in range(60))}",
        "[^h]: Of a heading.",
    ]
    return "\n\n".join(
        (
            f"# Notes\n\n{called}",
            f"## A heading with a note[^h]\n\n{words(lots)}[^long] {words(lots)}",
            f"| Words | Number |\n|---|---|\n{rows}",
            *told,
        )
    )


def listings() -> str:
    """Two hundred lines, lines of 300 columns, listings in lists and callouts."""
    code = "\n".join(
        f"def function_{n}(value: int) -> int:\n    return value + {n}  # {'far ' * (n % 30)}"
        for n in range(100)
    )
    deep = "\n".join(f"{'  ' * n}- level {n}" for n in range(9))
    box = "".join(
        f"{'>' * n} [!warning] Level {n}\n{'>' * n} Text of {n}.\n" for n in range(1, 7)
    )
    inner = (
        "- one\n\n  ```python\n  print('"
        + "x, " * 60
        + "')\n  ```\n\n  - two\n\n    ```\n    "
        + "y" * 200
    )
    return "\n\n".join(
        (
            f"# Listings\n\n```python\n{code}\n```",
            f"{inner}\n    ```",
            f"## Depth\n\n{deep}",
            box,
            f"> [!note]\n> ```\n> {'z' * 150}\n> ```",
        )
    )


def words_and_tables() -> str:
    """Words of 300 letters in every place, tables of twelve columns and of tall rows."""
    lots = random.Random(3)
    wide = "|".join(f" {word} " for word in lots.choices(WORDS, k=12))
    head = f"|{wide}|\n|{'---|' * 12}"
    body = "\n".join(
        "|" + "|".join(f" {word} " for word in lots.choices(WORDS, k=12)) + "|"
        for _ in range(50)
    )
    tall = "\n".join(
        f"| Row {n} | {' '.join(words(lots) for _ in range(n))} |" for n in range(1, 14)
    )
    return "\n\n".join(
        (
            f"# Words and tables {LONG}",
            f"## {LONG}\n\n{LONG} `{LONG}` <{ADDRESS}> **{LONG}** [{LONG}]({ADDRESS})",
            f"- {LONG}\n  - `{LONG}`\n\n> [!tip] {LONG}\n> {LONG}\n\n> {LONG}",
            f"{head}\n{body}",
            f"| Short | {LONG[:80]} |\n|---|---|\n| {LONG} | `{LONG}` |",
            f"| Which | Words |\n|---|---|\n{tall}",
            "## One\n\n### Two\n\n#### Three\n\n##### Four\n\n###### Five\n\nAnd text.",
            "$$" + " + ".join(f"x_{{{n}}}" for n in range(60)) + "$$",
            "✅ ❌ ⭐ ⚡ ∝ ∧ ⊙ ✓ ✗ → ⟶ ★ 🎉 ᵢ ₙ ⚠️ **✅** *✗* `├──` αβγ Ж",
        )
    )


def pictures() -> str:
    """Pictures of every size, with and without captions, in lists and in tables."""
    lots = random.Random(5)
    shown = [
        f"{words(lots)}\n\n![A {name}]({name}.png)\n\nFigure: A {name}. {sentence(lots)}"
        for name in PICTURES
    ]
    inside = "\n".join(f"- ![A {name} again]({name}.png)" for name in PICTURES)
    cells = "".join(
        f"| {name} | ![A {name} in a cell]({name}.png) |\n" for name in PICTURES
    )
    return "\n\n".join(
        (
            "# Pictures",
            *shown,
            inside,
            f"| Name | Picture |\n|---|---|\n{cells}",
            "![Wide|900](stamp.png)",
        )
    )


def nasty(folder: Path, chapters: int = 3) -> Path:
    """The book, written into `folder`."""
    folder.mkdir(parents=True)
    written = {f"{n} Running.md": running(n) for n in range(1, chapters + 1)}
    written |= {
        "7 Notes.md": notes(),
        "8 Listings.md": listings(),
        "9 Words.md": words_and_tables(),
        "99 Pictures.md": pictures(),
    }
    for name, text in written.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    for name, size in PICTURES.items():
        out = io.BytesIO()
        Image.linear_gradient("L").resize(size).save(out, "PNG")
        (folder / f"{name}.png").write_bytes(out.getvalue())
    return folder
