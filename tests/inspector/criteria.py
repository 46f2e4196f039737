"""An inspector of finished PDFs: criteria of good typesetting, measured.

It knows nothing of how the file was made. `leaves` is what pages show, `tree` what the
file says of their structure; each check takes a `Copy` and yields what is wrong, in
words that begin with the page. `CRITERIA` lists the checks.
"""

from collections.abc import Callable, Iterator, Mapping

from inspector import book, file, page
from inspector.copy import Copy

Check = Callable[[Copy], Iterator[str]]

CRITERIA: Mapping[str, Check] = {
    "trim": page.trim,
    "type-area": page.type_area,
    "widow": page.widow,
    "orphan": page.orphan,
    "heading-at-the-foot": page.heading_at_the_foot,
    "hyphens": page.hyphens,
    "divided-last-word": page.divided_last_word,
    "line-distance": page.line_distance,
    "characters-a-line": page.characters_a_line,
    "blank-page": page.blank_page,
    "collision": page.collision,
    "notes": book.notes,
    "links": book.links,
    "outline": book.outline,
    "labels": book.labels,
    "references": book.references,
    "headings": book.headings,
    "fonts": file.fonts,
    "characters": file.characters,
    "smallest-type": file.smallest_type,
    "resolution": file.resolution,
    "catalogue": file.catalogue,
    "contrast": file.contrast,
    "leftover-markup": file.leftover_markup,
}


def inspected(copy: Copy) -> dict[str, list[str]]:
    """What is wrong by criterion; nothing is what we want."""
    found = {name: list(check(copy)) for name, check in CRITERIA.items()}
    return {name: faults for name, faults in found.items() if faults}
