"""A vault of any size, always the same for a number of notes and a seed.

For measuring and for tests of scale: `python tests/generated.py FOLDER 5000`. Notes look
like those people write: headings, links to other notes and headings, callouts, lists,
tables, tags, formulas, listings, comments, and navigation blocks in some folders.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

_WORDS = (
    "agent",
    "model",
    "reward",
    "policy",
    "token",
    "prompt",
    "latency",
    "budget",
    "review",
    "failure",
    "context",
    "memory",
    "planner",
    "tool",
    "search",
    "index",
    "vector",
    "cache",
    "batch",
    "trace",
    "metric",
    "safety",
    "audit",
    "rollout",
    "user",
    "answer",
    "question",
    "system",
    "network",
    "signal",
    "gradient",
    "sample",
    "error",
    "bound",
    "proof",
    "value",
    "state",
)
_IN_A_FOLDER = 25


def notes(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Paths and texts of `count` notes."""
    chance = random.Random(seed)
    paths = [
        f"{n // _IN_A_FOLDER:03}_{_name(n)}/{n:05}_{_name(n)}.md" for n in range(count)
    ]
    for number, path in enumerate(paths):
        yield path, _note(number, paths, chance)


def write(folder: Path, count: int, seed: int = 0) -> None:
    """Write the vault into a folder."""
    for path, text in notes(count, seed):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _name(number: int) -> str:
    return (
        f"{_WORDS[number % len(_WORDS)]}_{_WORDS[number // len(_WORDS) % len(_WORDS)]}"
    )


def _note(number: int, paths: list[str], chance: random.Random) -> str:
    blocks = [f"# {_name(number).replace('_', ' ').title()} {number}"]
    if number // _IN_A_FOLDER % 2:
        before, after = paths[number - 1], paths[(number + 1) % len(paths)]
        blocks.append(
            f"## Navigation\n\n**Previous:** [[{before[:-3]}]]\n**Next:** [[{after[:-3]}]]"
        )
        blocks.append("---")
    for section in range(1, 4):
        blocks.append(f"## {chance.choice(_WORDS).title()} {section}")
        makers = chance.choices(_MAKERS, k=3)
        blocks += [maker(chance, paths) for maker in makers]
    return "\n\n".join(blocks) + "\n"


def _sentence(chance: random.Random, paths: list[str]) -> str:
    words = chance.choices(_WORDS, k=14)
    words[3] = f"**{words[3]}**"
    words[6] = f"[[{chance.choice(paths)[:-3]}|{words[6]}]]"
    words[9] = f"`{words[9]}`"
    return " ".join(words).capitalize() + "."


def _paragraph(chance: random.Random, paths: list[str]) -> str:
    return " ".join(_sentence(chance, paths) for _ in range(4))


def _list(chance: random.Random, paths: list[str]) -> str:
    lines = [f"- {_sentence(chance, paths)}" for _ in range(5)]
    return "\n".join([*lines, "  - [ ] a task", "  - [x] another"])


def _callout(chance: random.Random, paths: list[str]) -> str:
    return f"> [!tip] {chance.choice(_WORDS)}\n> {_sentence(chance, paths)} #tag ==marked=="


def _table(chance: random.Random, paths: list[str]) -> str:
    rows = (" | ".join(chance.choices(_WORDS, k=3)) for _ in range(4))
    return "\n".join(
        ["| a | b | c |", "|---|---|---|", *(f"| {row} |" for row in rows)]
    )


def _listing(chance: random.Random, paths: list[str]) -> str:
    lines = (
        f"{word} = {at}  # {word}"
        for at, word in enumerate(chance.choices(_WORDS, k=6))
    )
    return "\n".join(["```python", *lines, "```"])


def _formula(chance: random.Random, paths: list[str]) -> str:
    return "It costs $5 to $10, and $x_1 + y$ is the sum. %%a comment%%\n\n$$\na^2 + b^2\n$$"


_MAKERS = (
    _paragraph,
    _paragraph,
    _paragraph,
    _list,
    _callout,
    _table,
    _listing,
    _formula,
)

if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
