"""Navigation blocks: what is taken out and what stays (dialect rules R9.1 to R9.7)."""

from pathlib import PurePosixPath

import pytest

from octavo.diagnostics import Outcome
from octavo.dialect import recognise
from octavo.model.blocks import Break
from octavo.model.config import Config
from octavo.model.document import Document, Library
from octavo.model.inlines import Link, WikiLink
from octavo.model.vault import Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.navigate import navigate
from octavo.parse import parse


def navigated(**notes: str) -> Outcome[Library]:
    """Notes by name (`a` is `a.md`, `x__a` is `x/a.md`), parsed and navigated."""
    stored = tuple(
        Note(path=PurePosixPath(f"{name.replace('__', '/')}.md"), text=text, digest="")
        for name, text in sorted(notes.items())
    )
    vault = Vault(name="v", kind=Kind.VAULT, notes=stored)
    dialect = recognise(vault, Config())
    return navigate({note.path: parse(note, dialect).value for note in stored})


def alone(text: str, **others: str) -> Document:
    """The note `b`, after navigation, among the others."""
    return navigated(b=text, **others).value[PurePosixPath("b.md")]


def shown(document: Document) -> list[str]:
    """The title when a heading gives it, then the words of each block but breaks."""
    heading = [f"# {document.title}"] if document.heading is not None else []
    blocks = [block for block in document.blocks if not isinstance(block, Break)]
    return heading + [text_of(block) for block in blocks]


def address(link: WikiLink | Link | None) -> str:
    """Where a link leads, as written."""
    if link is None:
        return ""
    return link.target if isinstance(link, WikiLink) else link.href


def test_a_titled_block_after_the_title_goes_with_its_break() -> None:
    document = alone("# A\n\n## Navigation\n\n**Next:** [[B]]\n\n---\n\nText.")
    assert shown(document) == ["# A", "Text."]
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"]
    assert address(document.navigation.next) == "B"
    assert [
        (span.line, span.column, span.end_line, span.end_column)
        for span in document.navigation.spans
    ] == [(3, 1, 5, 16)]


def test_an_untitled_block_goes_when_the_neighbours_bear_it_out() -> None:
    text = "# B\n\n[← Prev](a.md) | [Next →](c.md)\n\nText."
    document = alone(text, a="# A\n\nx", c="# C\n\nx")
    assert shown(document) == ["# B", "Text."]
    assert address(document.navigation.previous) == "a.md"
    assert address(document.navigation.next) == "c.md"


def test_an_untitled_block_stays_when_nothing_bears_it_out() -> None:
    text = "# B\n\n[← Prev](x.md) | [Next →](y.md)\n\nText."
    document = alone(text, a="# A\n\nx", c="# C\n\nx", x="x", y="y")
    assert shown(document) == ["# B", "← Prev | Next →", "Text."]


def test_two_notes_that_name_each_other_bear_each_other_out() -> None:
    others = {"a": "# A\n\nx", "c": "# C\n\nx"}
    there = "# Y\n\n**Home:** [[a]] · **Previous:** [[b]]\n\nText."
    mutual = alone("# B\n\n**Next:** [[y]]\n\nText.", y=there, **others)
    assert shown(mutual) == ["# B", "Text."]
    one_sided = alone("# B\n\n**Next:** [[y]]\n\nText.", y="# Y\n\nText.", **others)
    assert shown(one_sided) == ["# B", "Next: y", "Text."]


def test_an_untitled_block_goes_when_three_notes_have_its_shape() -> None:
    block = "Text.\n\n**Home:** [[z]] ↑\n"
    three = navigated(a=block, m=block, p=block, z="# Z\n\nText.").value
    two = navigated(a=block, m=block, z="# Z\n\nText.").value
    assert [shown(document) for document in three.values()] == [
        ["Text."],
        ["Text."],
        ["Text."],
        ["# Z", "Text."],
    ]
    assert shown(two[PurePosixPath("a.md")]) == ["Text.", "Home: z ↑"]


@pytest.mark.parametrize(
    "text",
    [
        "# App\n\n## Navigation\n\nUse the bar to move; see [[Bar]].",
        "# A\n\nText.\n\n**Next:** [[B]] shows how loops work.",
        "# A\n\nText.\n\n## See also\n\n- [[B]]\n- [[C]]",
        "# Home\n\n- [[A]]\n- [[B]]",
        "# A\n\nT.\n\n## Navigation\n\n- [[B]]\n\n## More\n\nU.",
        "# A\n\nT.\n\n## Next steps\n\n**Next:** [[c]]",
        "# A\n\nT.\n\n## Navigation\n\n- [[B]] · `code`",
        "# A\n\nT.\n\n## Navigation\n\n- [ ] [[B]]",
        "# A\n\nT.\n\n## Navigation\n\nNext: [site](https://example.org)",
        "# A\n\n## Navigation\n\n**Next:** [[c]]",
        "# A\n\n## Navigation\n\n" + "- [[c]]\n" * 9 + "\n---\n\nT.",
    ],
)
def test_what_is_not_navigation_stays_as_it_is(text: str) -> None:
    document = alone(text, a="x", c="x")
    assert document.navigation.spans == ()
    note = Note(path=PurePosixPath("b.md"), text=text, digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT, notes=(note,)), Config())
    assert document == parse(note, dialect).value


def test_a_home_note_keeps_its_list_of_notes_called_navigation() -> None:
    text = "# Home\n\nHi.\n\n## Navigation\n\n- [[a]]\n- [[c]]"
    notes = navigated(home=text, a="x", c="x", d=text).value
    assert shown(notes[PurePosixPath("home.md")])[-1] == "ac"
    assert shown(notes[PurePosixPath("d.md")]) == ["# Home", "Hi."]


def test_a_block_before_the_title_goes_and_the_title_is_settled() -> None:
    text = "## Navigation\n\n**Next:** [[c]]\n\n---\n\n# The *title*\n\nText."
    document = alone(text)
    assert document.title == "The title"
    assert shown(document) == ["# The title", "Text."]


def test_a_title_property_keeps_the_last_word_over_a_settled_heading() -> None:
    text = "---\ntitle: Other\n---\n## Nav\n\n**Next:** [[c]]\n\n---\n\n# T\n\nText."
    document = alone(text)
    assert document.title == "Other"
    assert shown(document) == ["T", "Text."]


def test_top_and_bottom_go_with_their_breaks_and_the_breadcrumb_is_kept() -> None:
    lines = "**Module:** [[toc|Contents]] → Core: Part One\n**Previous:** [[a|A]]\n"
    text = f"# B\n\n## Navigation\n\n{lines}\n---\n\nText.\n\n---\n\n## Navigation\n{lines}"
    document = alone(text + "\n---\n")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"]
    assert document.navigation.tail == "Core: Part One"
    assert address(document.navigation.up) == "toc"
    assert address(document.navigation.previous) == "a"
    assert [address(link) for link in document.navigation.links] == [
        *["toc", "a"],
        *["toc", "a"],
    ]
    assert len(document.navigation.spans) == 2


def test_a_label_without_a_link_counts_inside_a_titled_block_only() -> None:
    text = "# B\n\n## Nav\n\n**Module:** Course Contents\n**Home:** [[a]]\n\n---\n\nT."
    assert shown(alone(text)) == ["# B", "T."]
    untitled = text.replace("## Nav\n\n", "")
    assert len(shown(alone(untitled))) == 3


def test_lines_underlined_by_a_break_are_navigation_all_the_same() -> None:
    text = "# B\n\n## Navigation\n\n**Next:** [[c]]\n---\n\nText."
    assert shown(alone(text)) == ["# B", "Text."]


def test_a_bold_line_may_be_the_title_of_a_block() -> None:
    text = "# B\n\nText.\n\n---\n\n**Page navigation**\n[[a]] | [[c]]"
    assert shown(alone(text)) == ["# B", "Text."]


def test_a_table_of_one_row_is_a_line() -> None:
    text = "# B\n\n| [[a\\|Previous]] | [[c\\|Next]] |\n|---|---|\n\nText."
    assert shown(alone(text, a="x", c="x")) == ["# B", "Text."]


def test_footnotes_after_a_bottom_block_stay() -> None:
    text = "# B\n\nText[^1].\n\n## Navigation\n\n**Next:** [[c]]\n\n[^1]: Note."
    document = alone(text)
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Footnote",
    ]


def test_german_labels_are_labels() -> None:
    text = "# B\n\nText.\n\n---\n\n**Zurück:** [[a]] · **Weiter:** [[c]]"
    document = alone(text, a="x", c="x")
    assert shown(document) == ["# B", "Text."]
    assert address(document.navigation.previous) == "a"


def test_one_note_tells_how_many_were_stripped_and_where_ends_disagree() -> None:
    text = "# B\n\n## Nav\n\n**Next:** [[c]]\n\n---\n\nText.\n\n## Nav\n\n**Next:** [[d]]\n"
    told = navigated(b=text).diagnostics
    assert [(d.code, str(d.span.path), d.span.line, d.span.column) for d in told] == [
        ("nav-stripped", ".", 1, 1),
        ("nav-mismatch", "b.md", 13, 11),
    ]
    assert told[0].message == "navigation blocks left out of 1 note"
