"""Whatever bytes a folder holds: it is read to the end, and all that is told has a place."""

import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.settle import check

BOOKS = Path(__file__).parent.parent / "fidelity" / "books"
FILES = sorted(
    path
    for path in BOOKS.rglob("*")
    if path.suffix in (".md", ".toml", ".json", ".rs", ".txt")
)
# What files get when editors, tools and people with bad intentions have been at them.
SPLINTERS = (
    b"\xef\xbb\xbf", b"\r\n", b"\r", b"\0", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc3",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\x1b[31m", b"\x0c", b"\t", b"[[", b"]]", b"![[", b"%%", b"==", b"---\n", b"```\n",
    b"> " * 60, b"- " * 60, b"[" * 300, b"*" * 300, b"<b>" * 60, b"$", b"{{#include parts.md}}", b"{{#include ../../x}}",
    b"|" * 200, b"a" * 20_000, b" " * 5_000, b"&#x110000;", b"&#0;", b"\\", b"^[", b"[^1]: ", b"<!--", b"<svg>", b"\n" * 200,
)  # fmt: skip

edits = st.lists(
    st.tuples(
        st.integers(0, 4_000),
        st.integers(0, 30),
        st.one_of(st.sampled_from(SPLINTERS), st.binary(max_size=6)),
    ),
    min_size=1,
    max_size=5,
)


def _checked(files: dict[str, bytes]) -> Proof:
    with tempfile.TemporaryDirectory() as place:
        for name, data in files.items():
            path = Path(place, "book", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        asked = Commission(path=Path(place, "book"), out=Path(place, "out"))
        return check(asked, lambda _: None)


def _placed(proof: Proof) -> None:
    for told in proof.diagnostics:
        span = told.span
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
        told.message.encode()


# The same folders each time; to look for more, take `derandomize` away.
LAW = settings(
    max_examples=250,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@LAW
@given(st.integers(0, 2**32), edits)
def test_a_book_with_splinters_in_it_is_read_to_the_end(
    seed: int, edited: list[tuple[int, int, bytes]]
) -> None:
    lots = random.Random(seed)
    book = lots.choice(sorted({path.relative_to(BOOKS).parts[0] for path in FILES}))
    files = {
        path.relative_to(BOOKS / book).as_posix(): path.read_bytes()
        for path in FILES
        if path.is_relative_to(BOOKS / book)
    }
    for at, width, splinter in edited:
        name = lots.choice(sorted(files))
        data = files[name]
        start = at % (len(data) + 1)
        files[name] = data[:start] + splinter + data[start + width :]
    _placed(_checked(files))


@LAW
@given(
    st.dictionaries(
        st.sampled_from(("a.md", "b/A.md", "SUMMARY.md", "book.toml", "handbook.toml")),
        st.one_of(
            st.binary(max_size=60), st.lists(st.sampled_from(SPLINTERS)).map(b"".join)
        ),
        min_size=1,
    )
)
def test_any_bytes_are_read_to_the_end(files: dict[str, bytes]) -> None:
    _placed(_checked(files))
