"""What may be said of an EPUB's accessibility, and no more (EPUB Accessibility 1.1, 2).

Everything is worked out from the finished files. That the book conforms to a standard
is for a person to say who has looked at it; here is found out what speaks against it.
"""

from collections.abc import Iterator, Sequence

from octavo.editions.epub.leaf import Leaf
from octavo.words import words_in

_ALWAYS = (
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)


def claims(
    leaves: Sequence[Leaf], language: str, *, moving: bool, fixed: bool, paged: bool
) -> Iterator[tuple[str, str]]:
    """Pairs of a property of schema.org and its value, in the order they are written.

    `moving` says that a picture moves, `fixed` that styles of the book's own fix
    colours or sizes that a reader could change before, `paged` that the pages of
    the PDF are marked.
    """
    pictures = sum(leaf.pictures for leaf in leaves)
    undescribed = sum(leaf.undescribed for leaf in leaves)
    formulas = sum(leaf.formulas for leaf in leaves)
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
    if not undescribed:
        yield "accessModeSufficient", "textual"
    if pictures:
        yield "accessModeSufficient", "textual,visual"
    features = set(_ALWAYS)
    if fixed:
        features.discard("displayTransformability")
    if pictures and not undescribed:
        features.add("alternativeText")
    if formulas:
        features.add("MathML")
    if paged:
        features |= {"pageBreakMarkers", "pageNavigation"}
    for feature in sorted(features, key=str.lower):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "unknown" if moving else "none"
    yield (
        "accessibilitySummary",
        _summary(pictures, undescribed, formulas, language, paged=paged),
    )


def objections(leaves: Sequence[Leaf], *, moving: bool, fixed: bool) -> tuple[str, ...]:
    """What keeps the book from conforming to WCAG 2.1 AA, as far as can be counted.

    The success criteria are 1.1.1, 1.3.1, 2.4.4, 2.2.2 and 1.4.3 with 1.4.4.
    """
    counted = (
        (sum(leaf.undescribed for leaf in leaves), "pictures without a description"),
        (sum(leaf.headless for leaf in leaves), "tables without a head"),
        (sum(leaf.wordless for leaf in leaves), "links without words"),
    )
    found = [f"{what}: {count}" for count, what in counted if count]
    if moving:
        found.append("a picture moves")
    if fixed:
        found.append("your styles fix colours or sizes")
    return tuple(found)


def _summary(
    pictures: int, undescribed: int, formulas: int, language: str, *, paged: bool
) -> str:
    words = words_in(language)
    said = [words.reflowable]
    if pictures and undescribed:
        said.append(words.some_undescribed.format(undescribed, pictures))
    elif pictures:
        said.append(words.all_described.format(pictures))
    if formulas:
        said.append(words.formulas_readable)
    if paged:
        said.append(words.paged)
    return " ".join(said)
