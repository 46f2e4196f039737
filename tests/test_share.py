"""Trees that several processes make at once are those that one makes."""

import os
import subprocess
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath
from typing import ParamSpec, TypeVar

import pytest
from running import environment, vault

from octavo.dialect import DIALECTS
from octavo.model.dialect import Dialect, SoftBreak
from octavo.model.vault import Kind, Note
from octavo.parse import parse
from octavo.share import divided, shared
from octavo.workers import InPlace, processors

P = ParamSpec("P")
T = TypeVar("T")

_DIALECT = Dialect(
    kind=Kind.VAULT,
    rules=DIALECTS[Kind.VAULT],
    soft_break=SoftBreak.BLANK,
    wiki=True,
)

_CHECK = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])
from octavo.cli import main
try:
    main(["check", "notes", "--format", "json"])
finally:
    sys.stderr.write(str("multiprocessing.popen_fork" in sys.modules))
"""


class _Idle(Executor):
    """A crew that never begins with anything."""

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        return Future()


def _notes(*lengths: int) -> list[Note]:
    return [
        Note(
            path=PurePosixPath(f"{length}.md"),
            text=f"# Note\n\nSee [[{length}]].\n" + "More *words* here.\n" * length,
            digest=str(length),
        )
        for length in lengths
    ]


def _lengths(made: list[tuple[Note, object]]) -> list[int]:
    return [int(note.digest) for note, _ in made]


def test_each_note_comes_once_with_the_tree_that_one_process_makes() -> None:
    notes = _notes(3, 400, 0, 90, 12, 700, 5, 33)
    made = list(shared(notes, _DIALECT))
    assert sorted(_lengths([*made])) == [0, 3, 5, 12, 33, 90, 400, 700]
    assert all(tree == parse(note, _DIALECT) for note, tree in made)


def test_workers_begin_with_the_longest_and_what_they_begin_is_theirs() -> None:
    made = list(divided(_notes(2, 9, 4), _DIALECT, InPlace()))
    assert _lengths([*made]) == [9, 4, 2]
    assert all(made)


def test_what_no_worker_begins_is_done_here_the_shortest_first() -> None:
    made = list(divided(_notes(2, 9, 4), _DIALECT, _Idle()))
    assert _lengths([*made]) == [2, 4, 9]
    assert [data for _, data in made] == [None, None, None]


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="only Linux can leave some unused"
)
def test_a_large_source_is_checked_by_all_processors_with_the_same_result(
    tmp_path: Path,
) -> None:
    text = "[[Nowhere]] and <Foo>.\n\n" + "Words that say *little*. " * 1_200
    vault(tmp_path / "notes", **{f"N{at}": f"# N{at}\n\n{text}" for at in range(8)})

    def checked(count: int) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", _CHECK, str(count)],
            cwd=tmp_path,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr

    alone, several = checked(1), checked(2)
    assert alone[0].count("dangling-link") == 8
    assert several[0] == alone[0]
    assert (alone[1], several[1]) == ("False", str(processors() > 1))


class _Remembered(InPlace):
    """A crew that is done at once, and what it was asked, as long as somebody has it."""

    def __init__(self) -> None:
        self.begun: list[weakref.ref[Future]] = []

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        future = super().submit(function, *args, **kwargs)
        self.begun.append(weakref.ref(future))
        return future


def test_what_was_taken_of_others_is_let_go() -> None:
    crew = _Remembered()
    trees = divided(_notes(1, 2, 3, 4), _DIALECT, crew)
    taken = [next(trees), next(trees), next(trees)]
    assert [note.digest for note, _ in taken] == ["4", "3", "2"]
    assert [future() is None for future in crew.begun] == [True, True, False, False]
