"""Compute the data that a chart of the handbook draws from a formula.

Run by a writer when a formula or a coefficient changes, never by a build:

    python tools/handbook_data.py

Measured data are not made here: they are copied into `source/Data/` with their source.
Equal code gives equal bytes.
"""

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "source" / "Data"

BEST_OF = 60_000
STEPS = 40


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


def over_optimisation() -> Iterator[list[str]]:
    """Rows of `over-optimisation.csv`, head first."""
    yield ["curve", "d", "kl_nats", "gold_reward", "coefficients"]
    for name, form, alpha, beta, end in CURVES:
        for step in range(STEPS + 1):
            d = end * step / STEPS
            gold = form(d, alpha, beta)
            note = f"schematic: alpha {alpha:g}, beta {beta:g}"
            yield [name, f"{d:.3f}", f"{d * d:.3f}", f"{gold + 0:.4f}", note]


def main() -> None:
    """Write every computed table."""
    DATA.mkdir(exist_ok=True)
    with (DATA / "over-optimisation.csv").open(
        "w", newline="", encoding="utf-8"
    ) as file:
        csv.writer(file, lineterminator="\n").writerows(over_optimisation())


if __name__ == "__main__":
    main()
