"""Whatever TOML `tomllib` reads: each key and element of it has a place in the text."""

import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.configure import configure
from octavo.places import Path, places

LINES = (
    "[handbook]",
    "[a.b]",
    '[a."b c"]',
    "[[handbook.order]]",
    "[[a.z]]",
    "[a.z.sub]",
    'title = "A # b \\" q" # [c]',
    "'lit.key' = 1979-05-27T07:32:00Z",
    '"quo\\u0041ted".x = 1.5e3',
    "x.y.z = true",
    'order = [ "a.md", # one\n  { part = "P", chapters = ["b", {path="c", title=\'T\'}] },\n]',
    'many = """a\n"b" \\\n c"""',
    "raw = '''q'q'''",
    '"" = [[1, 2], [], {}]',
    "in = { a.b = 1, c = [] , d={} }",
    "# a comment",
    "",
)  # fmt: skip
texts = st.lists(st.sampled_from(LINES), max_size=9, unique=True).map("\n".join)
edits = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from("[]{}\"'=.,#\n a1\\-")), max_size=2
)


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of every key and element below `value`."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*path, key)
            yield from paths_in(below, (*path, key))
    elif isinstance(value, list):
        for count, below in enumerate(value):
            yield (*path, count)
            yield from paths_in(below, (*path, count))


@settings(max_examples=400, deadline=None)
@given(texts, edits)
def test_every_key_and_element_has_a_place(
    text: str, edited: list[tuple[int, str]]
) -> None:
    for at, sign in edited:
        text = text[:at] + sign + text[at:]
    told = configure(text, PurePosixPath("handbook.toml")).diagnostics
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert [each.code for each in told] == ["config-syntax"]
        return
    found = places(text)
    for path in paths_in(table):
        (start, end), (begin, close) = found[path]
        assert 0 <= start < end <= len(text)
        assert 0 <= begin < close <= len(text)
        key, written = path[-1], text[start:end]
        if isinstance(key, str) and "\\" not in written:
            assert key in written
