"""The index: what marks say becomes a tree of subjects that lead to their places."""

from collections.abc import Iterable

import pytest
from settling import Settled, settled

from octavo.model.blocks import Division, Heading, Paragraph
from octavo.model.book import Subject
from octavo.model.displays import CodeBlock
from octavo.model.inlines import IndexMark
from octavo.model.nodes import Node, walk


def shown(subjects: Iterable[Subject], depth: int = 0) -> list[str]:
    """One line a subject: its words, its places, where else it points."""
    out = []
    for subject in subjects:
        line = f"{'  ' * depth}{subject.text}"
        line += f" [{subject.pages}]" if subject.pages else ""
        line += "".join(f" see {other.text}" for other in subject.see)
        line += "".join(f" also {other.text}" for other in subject.also)
        out += [line, *shown(subject.subjects, depth + 1)]
    return out


def index(own: Settled) -> list[str]:
    return [line for column in own.book.index for line in shown(column.subjects)]


def of(text: str, **more: str) -> Settled:
    return settled({"X.md": text, **more})


def marks(own: Settled, path: str = "X.md") -> list[str]:
    return [n.id for n in walk(own.chapter(path).blocks) if isinstance(n, IndexMark)]


def test_a_book_without_marks_has_no_index() -> None:
    own = of("x")
    assert own.book.index == ()
    assert [chapter.kind for chapter in own.book.chapters()] == [""]


def test_marks_are_anchors_in_reading_order_and_the_index_comes_last() -> None:
    own = of("a %%index: b; a%% c <!-- index: A --> d", **{"Y.md": "%%index: a%% x"})
    assert marks(own) == ["ix-1", "ix-2"]
    assert marks(own, "Y.md") == ["ix-3"]
    assert index(own) == ["a [ix-1 ix-2 ix-3]", "b [ix-1]"]
    assert [c.title for c in own.book.chapters()] == ["X", "Y", "Index"]
    assert own.book.contents[-1].text == "Index"
    assert {own.book.targets[f"ix-{n}"].chapter for n in (1, 2, 3)} == {"x", "y"}
    assert own.book.targets["index"].kind == "chapter"


def test_levels_main_entries_and_references() -> None:
    own = of(
        "x %%index: reward!hacking; reward!Gaming**; proxy|see reward!hacking; "
        "reward|seealso zeta; zeta%%"
    )
    assert index(own) == [
        "proxy see reward, hacking",
        "reward [ix-1] also zeta",
        "  Gaming [ix-1!]",
        "  hacking [ix-1]",
        "zeta [ix-1]",
    ]
    assert own.told == ()
    (column, *_) = own.book.index
    assert column.letter == "P"
    (pointer,) = column.subjects[0].see
    (target,) = (
        below.anchor
        for each in own.book.index
        for subject in each.subjects
        for below in subject.subjects
        if below.text == "hacking"
    )
    assert pointer.anchor == target


def test_ranges_go_over_chapters_and_properties_cover_a_note() -> None:
    own = of(
        "---\nindex: [whole, 'some!part']\n---\nx %%index: long|(%%",
        **{"Y.md": "---\nindex: 3\n---\ny %%index: long|)%%"},
    )
    assert index(own) == ["long [ix-1:ix-2]", "some", "  part [x:*]", "whole [x:*]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a %%index: t|(%% b", ["index-range-open@1:3"]),
        ("a %%index: t|)%% b", ["index-range-open@1:3"]),
        ("%%index: t|(%% a %%index: t|(; t|)%% b", ["index-range-open@1:1"]),
        ("a %%index: t|see u%% b", ["index-see-dangling@1:3"]),
        ("a %%index: t!!u%% b", ["index-syntax@1:12"]),
        ("---\nindex: [a!!b]\n---\nx", ["bad-frontmatter@2:9"]),
    ],
)
def test_faults_are_told_where_they_stand(text: str, expected: list[str]) -> None:
    assert of(text).codes() == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("%%index: t%%\n\nwords", Paragraph),
        ("%%index: t%%\n# Head\n\nwords", Paragraph),
        ("words\n\n%%index: t%%\n## Head", Heading),
        ("words\n\n%%index: t%%", Paragraph),
        ("words\n\n%%index: t%%\n```\ncode\n```", Division),
        ("```\ncode\n```\n\n%%index: t%%", Division),
        ("> %%index: t%%\n> words", Paragraph),
        ("- %%index: t%%\n\n  words", Paragraph),
    ],
)
def test_a_mark_alone_belongs_to_what_comes_next(text: str, kind: type[Node]) -> None:
    own = of(text)
    assert index(own) == ["t [ix-1]"]
    holders = [
        node
        for node in walk(own.chapter("X.md").blocks)
        if getattr(node, "id", "") == "ix-1"
        or any(isinstance(n, IndexMark) for n in getattr(node, "inlines", ()))
    ]
    assert isinstance(holders[0], kind)
    empty = [
        node
        for node in walk(own.chapter("X.md").blocks)
        if isinstance(node, Paragraph)
        and all(isinstance(inline, IndexMark) for inline in node.inlines)
    ]
    assert empty == []
    assert not any(isinstance(n, CodeBlock) and n.id for n in walk(own.chapter("X.md").blocks))  # fmt: skip


def test_marks_stand_wherever_text_does() -> None:
    own = of(
        "# T %%index: title%%\n\n| a %%index: cell%% |\n|---|\n| b |\n\n"
        "> [!note] Call %%index: callout%%\n> x\n\nn[^1]\n\n[^1]: f %%index: note%%\n\n"
        "## H %%index: head%%\n\n- [ ] task %%index: task%%\n\n[w %%index: link%%](http://a.org)"
    )
    lines = index(own)
    assert [line.partition(" [")[0] for line in lines] == [
        *("callout", "cell", "head", "link", "note", "task", "title")
    ]
    assert "title [x]" in lines
    assert own.book.targets["x--h"].text == "H "


def test_a_note_of_the_type_index_is_where_it_stands() -> None:
    note = "---\ntype: index\n---\n# Register\n\nRead this first.\n"
    own = of("x %%index: t%%", **{"A.md": note})
    assert [c.title for c in own.book.chapters()] == ["X", "Register"]
    assert own.chapter("A.md").kind == "index"
    assert [column.letter for column in own.book.index] == ["T"]


def test_a_note_of_that_type_is_a_chapter_like_others_where_nothing_is_marked() -> None:
    note = "---\ntype: index\n---\n# Map\n\n- [[X]]\n"
    own = of("x", **{"A.md": note})
    assert [(c.title, c.kind, c.number) for c in own.book.chapters()] == [
        ("Map", "", "1"),
        ("X", "", "2"),
    ]


def test_terms_of_a_glossary_are_main_entries() -> None:
    glossary = "---\ntype: glossary\n---\n# G\n\n- **Reward**: x\n"
    own = of("a reward %%index: reward%%", **{"G.md": glossary})
    assert index(own) == ["reward [ix-1 g--reward!]"]
    assert of("a reward", **{"G.md": glossary}).book.index == ()


def test_a_mark_for_the_main_entry_goes_before_the_glossary() -> None:
    glossary = "---\ntype: glossary\n---\n# G\n\n- **Reward**: x\n"
    own = of("a %%index: reward**; reward!model%%", **{"G.md": glossary})
    assert index(own) == ["reward [ix-1! g--reward]", "  model [ix-1]"]


def test_many_marks_take_time_in_proportion() -> None:
    text = "\n\n".join(
        f"p {n} <!-- index: term {n}!below; all|see term {n} --> <!-- index: "
        for n in range(3_000)
    )
    own = of(text)
    assert len(marks(own)) == 3_000
    assert len(index(own)) == 6_001
