"""Diagrams in the EPUB: drawings within the text, so that they have its fonts."""

import re
from pathlib import Path

import pytest
from epub_books import Epub, make
from epub_checker import epubcheck, faults

SVG = "{http://www.w3.org/2000/svg}"
NOTE = """# Loops

```mermaid title="The loop"
flowchart LR
  D[Data] --> M[Model] --> D
```

```mermaid
flowchart LR
  D[Data] --> M[Model] --> D
```

```mermaid
flowchart LR
  D[Data] --> M[Model] --> D
```

```vega-lite title="A fall"
{"data": {"values": [{"step": 1, "loss": 4.5}, {"step": 2, "loss": 3}]},
 "mark": "bar",
 "encoding": {"x": {"field": "step"}, "y": {"field": "loss", "type": "quantitative"}}}
```

```chart
data: loss.csv
kind: bar
x: step
y: loss
title: Falling
```

In a note.[^1]

[^1]: Here:

    ```mermaid
    sequenceDiagram
      accTitle: Asking
      U->>M: Ask
    ```

```mermaid
flowchart LR
  D[Data
```
"""


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> Epub:
    folder = tmp_path_factory.mktemp("loops")
    (folder / "vault").mkdir()
    (folder / "vault" / "Loops.md").write_text(NOTE, encoding="utf-8")
    rows = "step,loss\none,4.5\ntwo,3\n"
    (folder / "vault" / "loss.csv").write_text(rows, encoding="utf-8")
    return make(folder / "vault", folder / "out")


def test_drawings_stand_in_the_text_and_share_no_id(loops: Epub) -> None:
    tree = loops.tree("EPUB/text/loops.xhtml")
    drawings = list(tree.iter(f"{SVG}svg"))
    assert [drawing.findtext(f"{SVG}title") for drawing in drawings] == [
        "The loop",
        "Diagram: Data, Model",
        "Diagram: Data, Model",
        "A fall",
        "Diagram: one, two, step, 0, 1, 2, 3, 4, loss, Falling",
        "Asking",
    ]
    assert {drawing.get("role") for drawing in drawings} == {"img"}
    ids = [str(element.get("id")) for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    text = loops.files["EPUB/text/loops.xhtml"].decode()
    pointed = re.findall(r"url\(#([^)]*)\)", text)
    assert pointed
    assert set(pointed) <= set(ids)


def test_the_numbers_of_a_chart_stand_below_it(loops: Epub) -> None:
    tree = loops.tree("EPUB/text/loops.xhtml")
    tables = list(tree.iter("{http://www.w3.org/1999/xhtml}table"))
    assert [" ".join("".join(table.itertext()).split()) for table in tables] == [
        "step loss 1 4.5 2 3",
        "step loss one 4.5 two 3",
    ]


def test_the_source_of_one_that_could_not_be_drawn_is_shown(loops: Epub) -> None:
    text = loops.files["EPUB/text/loops.xhtml"].decode()
    assert '<pre class="code undrawn" data-language="mermaid">' in text
    assert "D[Data\n" in text


def test_the_package_says_that_there_are_drawings(loops: Epub) -> None:
    package = loops.files["EPUB/content.opf"].decode()
    items = re.findall(r'<item [^>]*href="text/loops.xhtml"[^>]*>', package)
    assert [re.findall(r'properties="([^"]*)"', item) for item in items] == [["svg"]]


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(loops: Epub, tmp_path: Path) -> None:
    assert faults(epubcheck(loops.path, tmp_path / "report.json")) == []
