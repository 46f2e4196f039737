"""`tools/benchmarks.py`: what its file says of a run that was ended."""

import importlib.util
from pathlib import Path

_SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "benchmarks.py"
_given = importlib.util.spec_from_file_location("benchmarks", _SCRIPT)
assert _given is not None
assert _given.loader is not None
benchmarks = importlib.util.module_from_spec(_given)
_given.loader.exec_module(benchmarks)

PARTS = tuple(benchmarks.parts(Path("tools"), ()))
BEGINS = """
- a machine
"""
FIRST = """
## Building

The ratio is how many times less CPU it takes than the plain way: the same pages in one\
 pass of WeasyPrint.

```
1 2 3
```
"""


def test_a_run_that_was_ended_says_which_tables_are_missing() -> None:
    text = benchmarks.page(["a machine"], ["1 2 3"], PARTS)
    ended = (
        "\nThe run was ended before these were measured:"
        " Beside others, Growing, Checking, The checklist.\n"
    )
    assert text.endswith(f"{BEGINS}{ended}{FIRST}")


def test_a_whole_run_has_all_tables_and_says_nothing_more() -> None:
    text = benchmarks.page(["a machine"], ["1 2 3"] * len(PARTS), PARTS)
    assert f"{BEGINS}{FIRST}" in text
    assert text.count("1 2 3") == len(PARTS)
