"""Diagrams on pages: within the type area, under their captions, their words as text."""

import pypdfium2
import pytest
from reading import printed
from running import octavo

NOTE = """# Loops

```mermaid title="A loop of training"
flowchart LR
  D[Gathered data] --> M[Trained model] -->|whose answers become| D
```

```mermaid title="A long way"
flowchart LR
  A[First of many steps] --> B[Second of many steps] --> C[Third of many steps]
  C --> D[Fourth of many steps] --> E[Fifth of many steps] --> F[Sixth of many steps]
```

```mermaid title="A deep way"
flowchart TD
  A[One] --> B[Two] --> C[Three] --> D[Four] --> E[Five] --> F[Six] --> G[Seven]
  G --> H[Eight] --> I[Nine] --> J[Ten] --> K[Eleven] --> L[Twelve] --> M[Thirteen]
```
"""
SIDE, TOP = 79.37, 60.0


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("loops")
    (folder / "vault").mkdir()
    (folder / "vault" / "Loops.md").write_text(NOTE, encoding="utf-8")
    ran = octavo("build", "vault", "-o", "out", "--only", "pdf", cwd=folder)
    assert ran.code == 0, ran.err
    assert ran.err.count("[diagram-text-too-small]") == 2
    return next((folder / "out").glob("*.pdf")).read_bytes()


def test_words_of_diagrams_can_be_searched_for(pages: bytes) -> None:
    text = "\n".join(printed(pages).texts)
    for words in (
        *("Gathered data", "Trained model", "whose answers become"),
        *("Sixth of many steps", "Thirteen"),
        *("Figure 1.1 A loop of training", "Figure 1.2 A long way"),
    ):
        assert words in text.replace("\r\n", " ").replace("\u2002", " "), words


def test_diagrams_are_set_in_the_fonts_of_the_book(pages: bytes) -> None:
    found = printed(pages)
    assert found.unembedded == set()
    assert {name for name in found.fonts if "Octavo" not in name} == set()


def test_words_of_diagrams_stay_in_the_type_area(pages: bytes) -> None:
    with pypdfium2.PdfDocument(pages) as document:
        for page in document:
            text = page.get_textpage()
            if "Figure" not in text.get_text_range():
                continue
            width, height = page.get_size()
            boxes = [text.get_rect(place) for place in range(text.count_rects())]
            assert min(left for left, *_ in boxes) > SIDE - 0.5
            assert max(right for _, _, right, _ in boxes) < width - SIDE + 0.5
            head = height - TOP
            assert max(top for *_, top in boxes if top < height - 50) < head
