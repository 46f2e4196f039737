"""Between which lines of a long listing a page may end."""

import time
from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from octavo.compose.lines import lines
from octavo.compose.portions import Portion, portions, unended
from octavo.compose.turns import columns
from octavo.diagnostics import Span
from octavo.model.area import B5
from octavo.model.displays import CodeBlock
from octavo.plates.code import tokens_of

HERE = Span.whole(PurePosixPath("a.md"))
PYTHON = '''
import re

@cache
def first(value):
    """What it does.

    >>> first(1)
    1
    """
    if value:
        return (
            value,

            1,
        )
    # A remark
    # in two lines.
    for one in value:
        yield one
    return value

class Second:

    def one(self):
        pass

    def two(self):
        return {
            "a": 1,
            "b": 2,
        }
'''
SCRIPT = """
const app = express();

describe("a", () => {
  it("one", () => {
    const made = {
      one: 1,
    };
    expect(made).toBe(1);
  });

  it("two", () => {
    fetch("/")
      .then((read) => read.json())
      .then((read) => {
        show(read);
      });
  });
});
if (query) {
  send("a");
} else {
  send("b");
  send("c");
}
end();
"""
ALLMAN = """
/* A licence

   of three lines */
int main(void)
{
    int c = 1;
    for (;;)
    {
        c += 1;
        c += 2;
    }
    if (c > 10 &&
        c < 20)
    {
        return 1;
    }
    else
    {
        return 2;
    }
    return c;
}
"""
JSON = """
[
  {
    "name": "a",
    "deep": {
      "x": 1,
      "y": 2
    }
  },
  {
    "name": "b",
    "deep": {
      "x": 1,
      "y": 2
    }
  },
  {
    "name": "c",
    "deep": {
      "x": 1,
      "y": 2
    }
  }
]
"""
SHELL = """
set -e
for f in *.md; do
  echo "$f"
done
cat <<EOF
one

two
three
EOF
curl -s x \\
  -H a \\
  -d b
make a &&
make b
case "$1" in
  a) one;;
  b) two;;
esac
echo done
"""
SESSION = """
>>> def f(x):
...     y = x
...     return y
...
>>> f(1)
1
>>> f([1,
...    2])
[1, 2]
>>> print("a\\nb")
a
b
>>> 1
1
>>> 2
2
>>> 3
3
"""


def begins(language: str, text: str) -> list[str]:
    """The first words of each portion but the first; what is loose says so."""
    text = dedent(text).lstrip("\n")
    rows = text.splitlines()
    tokens = tokens_of(language, text)
    runs: list[list[tuple[str, str]]] = [[]]
    for name, run in tokens:
        for nth, piece in enumerate(run.split("\n")):
            if nth:
                runs.append([])
            if piece:
                runs[-1].append((name, piece))
    found = portions(runs[: len(rows)], [1] * len(rows), unended(tokens))
    assert [row for part in found for row in rows[part.begin : part.end]] == (
        rows if found else []
    )
    return [
        ("LOOSE " if part.loose else "") + rows[part.begin].strip() for part in found
    ][1:]


@pytest.mark.parametrize(
    ("language", "text", "made"),
    [
        (
            "python",
            PYTHON,
            ["if value:", "# A remark", "class Second:"],
        ),
        (
            "javascript",
            SCRIPT,
            ['it("two", () => {', "if (query) {"],
        ),
        ("c", ALLMAN, ["if (c > 10 &&"]),
        ("json", JSON, ["{", "{"]),
        ("bash", SHELL, ["cat <<EOF", "curl -s x \\", "make a &&"]),
        ("pycon", SESSION, [">>> f(1)", '>>> print("a\\nb")', ">>> 1"]),
        ("text", "a\n" * 17, []),
        (
            "text",
            "one\nand more\n\n" * 6,
            ["one"] * 5,
        ),
        # No bracket is closed again: prose is divided all the same.
        ("text", "a (sketch\nof it\n\n" * 8, ["a (sketch"] * 7),
        # What no page has room for is divided within brackets too.
        ("python", "x = (\n" + "    1 +\n" * 40 + ")\n", ["1 +"] * 13),
    ],
    ids=[
        "python",
        "javascript",
        "c",
        "json",
        "bash",
        "session",
        "short",
        "paragraphs",
        "sketch",
        "sum",
    ],
)
def test_a_page_ends_between_what_belongs_together(
    language: str, text: str, made: list[str]
) -> None:
    assert begins(language, text) == made


def test_what_has_no_good_place_is_broken_anywhere() -> None:
    text = 'words = """\n' + "line\n" * 60 + '"""\n'
    tokens = tokens_of("python", text)
    rows = [[("hl-string", row)] for row in text.splitlines()]
    assert portions(rows, [1] * 62, unended(tokens)) == [Portion(0, 62, True)]


def test_lines_that_were_turned_over_count_as_often_as_they_are_set() -> None:
    rows = [[("", f"row{n}")] for n in range(8)]
    assert portions(rows, [2] * 8, ()) == []
    assert portions(rows, [3] * 8, ()) == [Portion(0, 3, False), Portion(3, 8, False)]


def test_pages_have_portions_and_files_have_none() -> None:
    node = CodeBlock(span=HERE, language="", text="one\ntwo\n\n" * 6 + "end")
    paged = lines(node, columns(B5))
    rows = (
        '<span class="ln">one\n</span>'
        '<span class="ln">two\n</span><span class="ln">\n</span>'
    )
    portion = f'<span class="portion">{rows}</span>'
    last = f'<span class="portion">{rows}<span class="ln">end\n</span></span>'
    assert paged == portion * 5 + last
    assert "portion" not in lines(node, None)


@pytest.mark.parametrize(
    "rows",
    [
        ["x"] * 100_000,
        ["x", "", "", ""] * 25_000,
        [f"{' ' * (200 - n % 200)}x" for n in range(100_000)],
        ["x ("] * 100_000,
        ["x ("] * 50_000 + ["y )"] * 50_000,
        ["a ["] * 50_000 + ["b ]", "b"] * 25_000,
        [*["x"] * 20, "{[(=," * 100_000],
    ],
    ids=("alike", "blank", "stairs", "open", "closed", "mixed", "brackets"),
)
def test_a_listing_without_end_takes_no_more_than_a_second_or_two(
    rows: list[str],
) -> None:
    runs = [[("", row)] if row else [] for row in rows]
    begun = time.process_time()
    found = portions(runs, [1] * len(rows), ())
    assert time.process_time() - begun < 5
    assert found[-1].end == len(rows)
