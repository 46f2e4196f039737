"""Comparisons of what was written with what was found."""

from collections import Counter

from verdict import Count
from wording import Word, grams, raw_syntax, words
from written import Block, Link


def row_of(blocks: list[Block]) -> list[Word]:
    return [word for block in blocks for word in words(block.fragments)]


def runs_of(block: Block) -> list[tuple[str, ...]]:
    """Its runs of five words; none holds words that the book has put in."""
    return [
        run
        for fragments in block.runs
        for run in grams([word.text for word in words(fragments)])
    ]


def lost(expected: list[Word], there: Counter[str]) -> list[Word]:
    """Words that are there less often than expected; prose is served before code."""
    lost = []
    for word in sorted(expected, key=lambda each: each.code):
        if there[word.text] > 0:
            there[word.text] -= 1
        else:
            lost.append(word)
    return lost


def but_broken(lost: list[Word], squeezed: str) -> list[Word]:
    """Without code and long words that lines break where no hyphen is."""
    return [
        word
        for word in lost
        if not ((word.code or len(word.text) > 11) and word.text in squeezed)
    ]


def tally(
    path: str,
    expected: list[Word],
    lost: list[Word],
    counts: dict[str, Count],
    book: str,
) -> None:
    for code, measure in ((False, "words"), (True, "code")):
        counts[f"{book} {measure}"] = Count(
            sum(word.code is code for word in expected),
            [f"{path}:{word.line}: {word.text}" for word in lost if word.code is code],
        )


def leaks(path: str, text: str, blocks: list[Block], code: bool) -> Count:
    """Raw syntax beyond what the note shows on purpose."""
    meant: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        said = "".join(
            each.text if code or not each.code else " " for each in block.fragments
        )
        meant += raw_syntax(said)
    shown = raw_syntax(text)
    by_kind = Counter({kind: 0 for kind, _ in shown})
    lacking = []
    for kind in by_kind:
        extra = sum(n for (k, _), n in shown.items() if k == kind) - sum(
            n for (k, _), n in meant.items() if k == kind
        )
        surplus = [
            what for (k, what), n in shown.items() if k == kind and n > meant[k, what]
        ]
        if extra > 0:
            lacking += [f"{path}: {kind} {what}" for what in (surplus or [""])[:extra]]
    return Count(len(lacking), lacking)


def matched(
    notes: dict[str, list[tuple[str, ...]]],
    documents: dict[str, Counter[tuple[str, ...]]],
) -> dict[str, str]:
    """Pairs of notes and documents, those that share the largest part of both first."""
    holders: dict[tuple[str, ...], list[str]] = {}
    for name, there in documents.items():
        for run in there:
            holders.setdefault(run, []).append(name)
    scores = []
    for path, runs in notes.items():
        own = Counter(runs)
        shared: Counter[str] = Counter()
        for run, times in own.items():
            for name in holders.get(run, ()):
                shared[name] += min(times, documents[name][run])
        for name, times in shared.items():
            whole = sum(own.values()) + sum(documents[name].values())
            # A chapter may have far more than its note: a bibliography has.
            if 2 * times > min(0.2 * whole, sum(own.values())):
                scores.append((2 * times / whole, path, name))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, path, name in sorted(scores, key=lambda row: (-row[0], row[1], row[2])):
        if path not in found and name not in taken:
            found[path] = name
            taken.add(name)
    return found


def holds(row: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return " " + " ".join(wanted) + " " in " " + " ".join(row) + " " if wanted else True


def described(link: Link) -> str:
    part = (
        f"#{link.heading}" if link.heading else f"#^{link.block}" if link.block else ""
    )
    return f"{link.target}{part} “{' '.join(link.words)}”"
