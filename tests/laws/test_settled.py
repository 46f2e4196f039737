"""Laws of `resolve`, over vaults made of whatever can go wrong with references."""

import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from settling import settled

from octavo.model.blocks import Block, Footnote
from octavo.model.book import unresolved
from octavo.model.config import Config
from octavo.model.inlines import FootnoteMark, Link, Text
from octavo.model.nodes import walk
from octavo.model.vault import Kind
from octavo.resolve import resolve

PATHS = ("A.md", "b/A.md", "b/C d.md", "b/e/01_F.md", "G & h.md")
TARGETS = (
    "A",
    "b/A",
    "C d",
    "../A",
    "/A",
    "01_F",
    "f",
    "Nope",
    "G & h",
    "",
    "..",
    "p.png",
)
PARTS = ("", "#One", "#one#Two", "#^q", "#^none", "#Nope", "#")
PIECES = (
    "[[{t}{f}]]",
    "[[{t}{f}|w *x*]]",
    "![[{t}{f}]]",
    "see ![[{t}{f}]] here",
    "[m]({t}{f})",
    "![a]({t})",
    "# One",
    "## Two\n\n### Two",
    "text ^q",
    '- [ ] do [[{t}{f}]]\n- "it\'s"',
    "a[^1] b^[c [[{t}]]]\n\n[^1]: d[^2]\n\n[^2]: e",
    "---",
    "> [!note] [[{t}]]\n> x",
    "| a | [[{t}{f}]] |\n|---|---|\n| b | c |",
    '```\n[[{t}]] "x"\n```',
)

pieces = st.builds(
    lambda piece, target, part: piece.format(t=target, f=part),
    st.sampled_from(PIECES),
    st.sampled_from(TARGETS),
    st.sampled_from(PARTS),
)
texts = st.lists(pieces, max_size=6).map(lambda found: "\n\n".join(["words", *found]))
vaults = st.dictionaries(st.sampled_from(PATHS), texts, min_size=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(vaults, st.sampled_from((Kind.VAULT, Kind.PLAIN, Kind.MDBOOK)))
def test_a_settled_book_is_settled_to_the_last_reference(
    notes: dict[str, str], kind: Kind
) -> None:
    book, _, library, vault = settled(notes, files=("p.png",), kind=kind)
    assert unresolved(book) == ()
    ids: list[str] = []
    for chapter in book.chapters():
        notes_here = [
            node for node in walk(chapter.blocks) if isinstance(node, Footnote)
        ]
        assert [note.number for note in notes_here] == list(
            range(1, len(notes_here) + 1)
        )
        ids.append(chapter.anchor)
        for node in walk(chapter.blocks):
            ids += filter(None, [getattr(node, "id", "")])
            if isinstance(node, Link):
                assert bool(node.href) != bool(node.anchor)
                assert not node.anchor or node.anchor in book.targets
            if isinstance(node, FootnoteMark):
                assert node.note in {note.id for note in notes_here}
                ids.append(node.anchor)
    assert len(ids) == len(set(ids))
    assert set(book.targets) <= set(ids)
    again, told = resolve(book, library, vault, Config())
    assert again == book
    assert told == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(vaults)
def test_no_words_of_a_chapter_are_lost(notes: dict[str, str]) -> None:
    plain = {path: text.replace("![", "[") for path, text in notes.items()}
    book, _, library, _ = settled(plain, files=("p.png",))
    for chapter in book.chapters():
        # A folder without a note of its own is a line of the contents alone.
        if not chapter.page:
            continue
        assert not _words(library[chapter.path].blocks) - _words(chapter.blocks)


def _words(blocks: tuple[Block, ...]) -> Counter[str]:
    return Counter(
        word
        for node in walk(blocks)
        if isinstance(node, Text)
        for word in re.findall("[a-z]+", node.text)
    )


def test_chapters_a_pass_does_not_concern_stay_the_same_object() -> None:
    first = settled({"A.md": "# A\n\nwords", "B.md": "# B\n\n[[A]]"})
    again, _ = resolve(first.book, first.library, first.vault, Config())
    assert all(
        one is other
        for one, other in zip(first.book.chapters(), again.chapters(), strict=True)
    )
