"""Compute the tables that the charts of the handbook draw.

Run by a writer when a formula or a measurement changes, never by a build:

    python tools/handbook_data.py [FOLDER]

FOLDER holds what was measured, each row with the key of its source in the bibliography;
without it, `source/Data/raw`. Equal input gives equal bytes.
"""

import csv
import io
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "source" / "Data"
RAW = DATA / "raw"

BEST_OF = 60_000
STEPS = 40

UNRELIABLE = 16 * 60  # minutes; above this METR doesn't trust its suite
LABELS = {
    "GPT-2": "GPT-2",
    "GPT-3 (davinci-002)": "GPT-3",
    "GPT-3.5 (turbo-instruct)": "GPT-3.5",
    "GPT-4 (Mar 2023)": "GPT-4",
    "o1": "o1",
    "GPT-5": "GPT-5",
    "Claude Mythos Preview (early snapshot)": "at least 16 h",
}


def best_of_n(d: float, alpha: float, beta: float) -> float:
    """Gold reward of best-of-n at drift d (Gao, Schulman and Hilton, 2022).

    >>> best_of_n(2.0, 1.0, 0.25)
    1.0
    """
    return d * (alpha - beta * d)


def reinforced(d: float, alpha: float, beta: float) -> float:
    """Gold reward of reinforcement learning at drift d, from the same paper.

    >>> reinforced(1.0, 0.6, 0.2)
    0.6
    """
    return d * (alpha - beta * math.log(d)) if d else 0.0


def best_of_n_drift(n: int) -> float:
    """Largest d that best-of-n reaches: the root of log n - (n - 1) / n.

    >>> round(best_of_n_drift(60_000), 1)
    3.2
    """
    return math.sqrt(math.log(n) - (n - 1) / n)


# The forms of the curves are the paper's. The coefficients are SCHEMATIC: chosen so that
# the peaks lie apart on one page, with the larger proxy's later. They are no fit.
CURVES: list[
    tuple[str, Callable[[float, float, float], float], float, float, float]
] = [
    ("Best of n, small proxy", best_of_n, 1.0, 0.28, best_of_n_drift(BEST_OF)),
    ("Best of n, large proxy", best_of_n, 1.0, 0.20, best_of_n_drift(BEST_OF)),
    ("RL, small proxy", reinforced, 0.6, 0.25, 12.0),
    ("RL, large proxy", reinforced, 0.6, 0.20, 12.0),
]


def over_optimisation(_raw: Path) -> Iterator[list[str]]:
    """Rows of `over-optimisation.csv`, head first."""
    yield ["curve", "d", "kl_nats", "gold_reward", "coefficients"]
    for name, form, alpha, beta, end in CURVES:
        for step in range(STEPS + 1):
            d = end * step / STEPS
            gold = form(d, alpha, beta)
            note = f"schematic: alpha {alpha:g}, beta {beta:g}"
            yield [name, f"{d:.3f}", f"{d * d:.3f}", f"{gold + 0:.4f}", note]


def time_horizons(raw: Path) -> Iterator[list[str]]:
    """Rows of `metr-time-horizons.csv`: by release, with what the chart prints."""
    yield [
        "suite",
        "model",
        "release_date",
        "horizon_50_minutes",
        "ci_low",
        "ci_high",
        "horizon_80_minutes",
        "at_least",
        "label",
    ]
    measured = _rows(raw / "metr-time-horizons.csv")
    for row in sorted(measured, key=lambda row: row["release_date"]):
        beyond = float(row["p50_minutes"]) > UNRELIABLE
        yield [
            row["suite"],
            row["model"],
            row["release_date"],
            row["p50_minutes"],
            row["p50_ci95_low"],
            row["p50_ci95_high"],
            row["p80_minutes"],
            "yes" if beyond else "",
            LABELS.get(row["model"], ""),
        ]


def doubling_times(raw: Path) -> Iterator[list[str]]:
    """Rows of `metr-doubling-times.csv`: the last word on each window, longest first."""
    yield ["estimate", "suite", "period", "doubling_days", "ci_low", "ci_high"]
    stated = _rows(raw / "metr-doubling-times.csv")
    last = {(row["suite"], row["from"]): row for row in stated}
    for row in sorted(last.values(), key=lambda row: -int(row["days"])):
        since, until = row["from"], row["to"]
        yield [
            window(row["suite"], since, until),
            row["suite"],
            f"{since} to {until}" if until else f"from {since}",
            row["days"],
            row["ci95_low"],
            row["ci95_high"],
        ]


def window(suite: str, since: str, until: str) -> str:
    """What stands below a bar.

    >>> window("TH1.0", "2019-02", "2025-03")
    '2019–25, 1.0'
    >>> window("TH1.1", "2023", "")
    '2023+, 1.1'
    """
    years = f"{since[:4]}–{until[2:4]}" if until else f"{since}+"
    return f"{years}, {suite.removeprefix('TH')}"


TABLES: dict[str, Callable[[Path], Iterator[list[str]]]] = {
    "over-optimisation.csv": over_optimisation,
    "metr-time-horizons.csv": time_horizons,
    "metr-doubling-times.csv": doubling_times,
}


def table(name: str, raw: Path = RAW) -> str:
    """The text of one table.

    >>> all(table(n) == (DATA / n).read_text("utf-8") for n in TABLES)
    True
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(TABLES[name](raw))
    return text.getvalue()


def main(raw: Path = RAW) -> None:
    """Write every table."""
    DATA.mkdir(exist_ok=True)
    for name in TABLES:
        (DATA / name).write_text(table(name, raw), encoding="utf-8", newline="\n")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
