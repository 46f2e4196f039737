"""Documents → Book: order, parts, titles, levels, names (dialect section 10, R5).

A book is shown as lines: a part's title after `=`, a chapter's path with its level's
worth of dots before it, and its role where that is not the body.
"""

from pathlib import PurePosixPath

import pytest

from octavo.assemble import assemble
from octavo.configure import configure
from octavo.diagnostics import Outcome
from octavo.dialect import recognise
from octavo.model.blocks import Heading
from octavo.model.book import Book, Role
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.navigate import navigate
from octavo.parse import parse


def assembled(
    notes: dict[str, str],
    toml: str = "",
    *,
    kind: Kind = Kind.VAULT,
    settings: dict[str, str] | None = None,
    chosen: str = "",
) -> Outcome[Book]:
    """The book of these notes."""
    config, wrong = configure(toml, PurePosixPath("handbook.toml"))
    assert wrong == ()
    vault = Vault(
        name="my_vault",
        kind=kind,
        notes=tuple(
            Note(path=PurePosixPath(path), text=text, digest="")
            for path, text in sorted(notes.items())
        ),
        settings=tuple(
            (PurePosixPath(path), text) for path, text in (settings or {}).items()
        ),
        chosen=PurePosixPath(chosen) if chosen else None,
    )
    dialect = recognise(vault, config)
    library = {note.path: parse(note, dialect).value for note in vault.notes}
    return assemble(vault, navigate(library).value, dialect, config)


def lines(book: Book) -> list[str]:
    """The book as this file shows it."""
    out: list[str] = []
    for part in book.parts:
        out += [f"= {part.title}"] if part.title else []
        for chapter in part.chapters:
            role = "" if chapter.role is Role.BODY else f" ({chapter.role})"
            shown = chapter.path if chapter.page else f"(draft) {chapter.title}"
            out.append("." * (chapter.level - 1) + str(shown) + role)
    return out


def order(paths: str, toml: str = "", **notes: str) -> list[str]:
    """The lines of a book of notes that hold a word each, or the text given."""
    texts = {path: f"# {path}\n\nText." for path in paths.split()}
    texts |= {f"{name.replace('__', '/')}.md": text for name, text in notes.items()}
    return lines(assembled(texts, toml).value)


# ---------------------------------------------------------------- R10.7, R10.8, R10.9


def test_folders_are_parts_and_numbers_count_by_value() -> None:
    assert order(
        "01_a/02_x.md 01_a/10_y.md 01_a/9_w.md 02_b/00_intro.md 02_b/1.md"
    ) == [
        "= A",
        *["01_a/02_x.md", "01_a/9_w.md", "01_a/10_y.md"],
        "= B",
        *["02_b/00_intro.md", "02_b/1.md"],
    ]


def test_without_numbers_notes_come_before_folders_and_case_does_not_count() -> None:
    assert order("b.md A.md c/x.md B.md a/x.md") == [
        *["A.md", "B.md", "b.md"],
        *["a/x.md", "c/x.md"],
    ]


def test_root_notes_are_front_matter_before_the_parts_and_back_matter_after() -> None:
    assert order("00_start.md 1_a/x.md 1_a/y.md 2_b/x.md 2_b/y.md 3_end.md 1_z.md") == [
        "00_start.md (front)",
        "= A",
        *["1_a/x.md", "1_a/y.md"],
        "= B",
        *["2_b/x.md", "2_b/y.md"],
        *["1_z.md (back)", "3_end.md (back)"],
    ]


def test_one_folder_with_several_notes_makes_no_parts() -> None:
    assert order("a/x.md a/y.md b/z.md") == ["a/x.md", "a/y.md", "b/z.md"]


@pytest.mark.parametrize("name", ["index", "README", "_index", "00_zz", "0_zz", "deep"])
def test_deeper_folders_nest_below_their_index_note(name: str) -> None:
    assert order(f"a/deep/{name}.md a/deep/b.md a/deep/a.md a/x.md b/x.md b/y.md") == [
        "= A",
        *["a/x.md", f"a/deep/{name}.md", ".a/deep/a.md", ".a/deep/b.md"],
        "= B",
        *["b/x.md", "b/y.md"],
    ]


def test_deeper_folders_without_an_index_note_nest_below_a_line_of_the_contents() -> (
    None
):
    assert order("a/deep/b.md a/x.md b/x.md b/y.md")[:4] == [
        "= A",
        *["a/x.md", "(draft) Deep", ".a/deep/b.md"],
    ]


def test_a_folder_whose_notes_stand_apart_in_the_order_gets_no_line() -> None:
    numbers = {"a__d__x": 1, "a__y": 2, "a__d__z": 3}
    texts = {name: f"---\norder: {at}\n---\n# N {at}" for name, at in numbers.items()}
    assert order("", **texts) == ["a/d/x.md", "a/y.md", "a/d/z.md"]


def test_a_folder_of_nothing_but_a_glossary_gets_no_line() -> None:
    glossary = "---\ntype: glossary\n---\n# G\n\n- **T**: x"
    listed = order("a/x.md a/y.md b/x.md b/y.md", a__d__e__g=glossary)
    assert listed == [
        *("= A", "a/x.md", "a/y.md", "= B", "b/x.md", "b/y.md"),
        "a/d/e/g.md (back)",
    ]


def test_a_draft_moves_no_glossary_out_of_its_place() -> None:
    summary = "- [a](a.md)\n- [d]()\n- [g](g.md)\n- [b](b.md)\n"
    assert order("a.md b.md", SUMMARY=summary, g="---\ntype: glossary\n---\n# G") == [
        *["a.md", "(draft) d", "g.md (back)", "b.md"],
    ]


def test_a_part_property_overrides_the_folder() -> None:
    moved = "---\npart: Extras\n---\n# M\n\nText."
    assert order("a/x.md a/y.md b/x.md b/y.md", a__z=moved) == [
        "= A",
        *["a/x.md", "a/y.md"],
        "= Extras",
        "a/z.md",
        "= B",
        *["b/x.md", "b/y.md"],
    ]


def test_a_part_is_called_by_the_breadcrumb_tail_its_notes_share() -> None:
    def note(tail: str) -> str:
        return f"# N {tail}\n\n## Nav\n\n**Module:** [[toc]] → {tail}\n\n---\n\nText."

    book = assembled(
        {
            "a/x.md": note("Core: One"),
            "a/y.md": note("Core: One"),
            "b/x.md": note("Other"),
            "b/y.md": note("Another"),
            "toc.md": "Text.",
        }
    ).value
    assert [part.title for part in book.parts] == ["", "Core: One", "B"]


def test_a_part_is_called_by_an_index_note_that_is_nothing_else() -> None:
    index = "# The beginning\n\n- [[x]]\n- [[y]]"
    prose = "# The end\n\nA long story.\n\n- [[x]]"
    listed = order("a/x.md a/y.md b/x.md b/y.md", a__index=index, b__index=prose)
    assert [line for line in listed if line[0] == "="] == ["= The beginning", "= B"]


# ------------------------------------------------------------------------------ R10.1


def test_an_order_lists_paths_globs_parts_and_the_rest() -> None:
    toml = """handbook.order = [
      "preface.md",
      { part = "One", chapters = ["b", { path = "a/1.md", chapters = ["a/2.md"] }] },
      { part = "Two", chapters = ["a/*.md"] },
      "...",
    ]"""
    assert order(
        "preface.md a/1.md a/2.md a/10.md a/3.md b.md z.md README.md", toml
    ) == [
        "preface.md (front)",
        "= One",
        *["b.md", "a/1.md", ".a/2.md"],
        "= Two",
        *["a/3.md", "a/10.md"],
        "z.md (back)",
    ]


def test_an_order_without_parts_leaves_them_to_the_folders() -> None:
    toml = 'handbook.order = ["b/*.md", "a/*.md"]'
    assert order("a/x.md a/y.md b/x.md b/y.md", toml) == [
        "= B",
        *["b/x.md", "b/y.md"],
        "= A",
        *["a/x.md", "a/y.md"],
    ]


def test_what_is_missing_or_twice_in_an_order_is_told_at_its_place() -> None:
    toml = (
        '[handbook]\norder = [\n  "a.md",\n  "chapterr.md",\n  "a.md",\n  "x/*.md"]\n'
    )
    texts = {"a.md": "a", "chapter.md": "c", "d.md": "d"}
    book, told = assembled(texts, toml)
    assert lines(book) == ["a.md"]
    assert [
        (d.code, f"{d.span.path}:{d.span.line}:{d.span.column}", d.message, d.help)
        for d in told
    ] == [
        (
            "orphan-note",
            ".:1:1",
            "2 notes are not in the reading order: chapter.md, d.md",
            "they are left out; add them to `order` to print them",
        ),
        (
            "order-missing",
            "handbook.toml:4:3",
            "no file at chapterr.md",
            "did you mean “chapter.md”?",
        ),
        (
            "order-duplicate",
            "handbook.toml:5:3",
            "a.md is listed twice",
            "first at line 3",
        ),
        (
            "order-missing",
            "handbook.toml:6:3",
            "no file at x/*.md",
            "no note matches this pattern",
        ),
    ]


def test_an_order_titles_chapters_in_the_contents_only() -> None:
    toml = """handbook.order = [
      { path = "a.md", title = "Listed" }, { path = "b.md", title = "Given" }]"""
    book = assembled({"a.md": "# Own\n\nText.", "b.md": "Text."}, toml).value
    assert [(c.title, c.listed) for c in book.chapters()] == [
        ("Own", "Listed"),
        ("Given", "Given"),
    ]


# ----------------------------------------------------------------------- R10.2, R11.1

SUMMARY = """# Summary

[Foreword](foreword.md)
[Preface](./pre%20face.md)

- [One](one.md)
    - [Deep](one/deep.md)
        - [Deeper](one/deeper.md)
    - [Draft]()

# Part Two

* [Two](two.md)

---

[Afterword](after.md)
"""


def test_a_summary_gives_prefix_numbered_and_suffix_chapters() -> None:
    names = [
        "foreword",
        "pre%face",
        "one",
        "one/deep",
        "one/deeper",
        "two",
        "after",
        "left",
    ]
    texts = {f"{n.replace('%', ' ')}.md": f"## {n} own\n\nText." for n in names}
    book, told = assembled({**texts, "SUMMARY.md": SUMMARY}, kind=Kind.MDBOOK)
    assert lines(book) == [
        *["foreword.md (front)", "pre face.md (front)"],
        *["one.md", ".one/deep.md", "..one/deeper.md"],
        ".(draft) Draft",
        *["= Part Two", "two.md"],
        "after.md (back)",
    ]
    assert [(c.title, c.listed) for c in book.chapters()][:2] == [
        ("foreword own", "Foreword"),
        ("pre%face own", "Preface"),
    ]
    assert [(d.code, d.message) for d in told] == [
        ("orphan-note", "1 note is not in the reading order: left.md")
    ]


def test_a_separator_in_a_summary_sets_the_next_entry_apart() -> None:
    summary = (
        "[A](a.md)\n\n---\n\n- [B](b.md)\n\n---\n\n- [Draft]()\n- [C](c.md)\n\n---\n\n"
        "# Part\n\n- [D](d.md)\n\n---\n\n[E](e.md)\n"
    )
    texts = {f"{name}.md": f"# {name}\n\nText." for name in "abcde"}
    book = assembled({**texts, "SUMMARY.md": summary}, kind=Kind.MDBOOK).value
    assert [each.listed for each in book.chapters() if each.apart] == [
        "B",
        "Draft",
        "E",
    ]


def test_what_is_wrong_in_a_summary_is_told_at_its_line() -> None:
    summary = "- [A](a.md)\n- [B](bb.md)\n- [A](a.md)\n\n[S](s.md)\n\n- [C](c.md)\n"
    texts = {"a.md": "a", "b.md": "b", "c.md": "c", "s.md": "s", "SUMMARY.md": summary}
    _, told = assembled(texts, kind=Kind.MDBOOK)
    assert [(d.code, d.span.line, d.span.column, d.help) for d in told][1:] == [
        ("order-missing", 2, 3, "did you mean “b.md”?"),
        ("order-duplicate", 3, 3, "first at line 1"),
        ("bad-summary", 7, 1, "move the paragraph links below the last list"),
    ]


# ------------------------------------------------------------------------------ R10.3


def test_a_contents_note_gives_order_parts_and_one_level_of_nesting() -> None:
    contents = """# Contents

## 1. Basics

- [[c]]
  - [[b]]
    - [[a]]

## More

| Note | About |
|---|---|
| [[d]] | d |
"""
    book, told = assembled(
        {
            **{f"{name}.md": f"# {name}\n\nText." for name in "abcdz"},
            "Table of Contents.md": contents,
        }
    )
    assert lines(book) == [
        *["= Basics", "c.md", ".b.md", ".a.md"],
        *["= More", "d.md", "z.md"],
    ]
    assert [(d.code, d.message, d.help) for d in told] == [
        (
            "orphan-note",
            "1 note is not in the reading order: z.md",
            "it was put in beside its neighbours",
        )
    ]


def test_what_an_item_without_a_link_holds_is_nested_under_no_chapter() -> None:
    contents = """# Contents

1. [[a]]
   1. [[b]]
2. Weather
   - [[c]]
     - [[d]]
"""
    notes = {f"{name}.md": f"# {name}\n\nText." for name in "abcd"}
    book, _ = assembled({**notes, "Contents.md": contents})
    assert lines(book) == ["a.md", ".b.md", "c.md", ".d.md"]


def test_a_contents_note_that_is_mostly_prose_is_printed_first() -> None:
    home = "# Home\n\nAll of this is a long introduction to it.\n\n- [[b]]\n- [[a]]\n- [[c]]"
    assert order("a.md b.md c.md", home=home) == ["home.md", "b.md", "a.md", "c.md"]


def test_a_home_note_that_reaches_too_few_orders_nothing() -> None:
    assert order("a.md b.md c.md d.md e.md", home="- [[c]]\n- [[b]]\n- [[a]]") == [
        *["a.md", "b.md", "c.md", "d.md", "e.md", "home.md"]
    ]


# ------------------------------------------------------------------------------ R10.4


def test_a_published_site_orders_its_folders_and_hides_notes() -> None:
    site = '{"navigationOrdering": ["z", "b.md", "z/y.md"], "navigationHiddenItems": ["h.md", "q"]}'
    texts = {f"{n}.md": n for n in ["a", "b", "h", "z/x", "z/y", "q/r"]}
    book = assembled(texts, settings={"publish.json": site}).value
    assert lines(book) == ["z/y.md", "z/x.md", "b.md", "a.md"]


# ------------------------------------------------------------------------------ R10.5


def chained(name: str, previous: str = "", following: str = "") -> str:
    """A note with a navigation block."""
    lines = [f"**Previous:** [[{previous}]]"] if previous else []
    lines += [f"**Next:** [[{following}]]"] if following else []
    return f"# {name}\n\n## Navigation\n\n" + "\n".join(lines) + "\n\n---\n\nText."


def test_a_chain_of_next_and_previous_decides_the_order() -> None:
    assert order(
        "b2.md README.md",
        c=chained("c", following="a"),
        a=chained("a", previous="c"),
        b=chained("b", previous="a"),
        d=chained("d", previous="b"),
    ) == ["c.md", "a.md", "b.md", "b2.md", "d.md"]


def test_next_beats_previous_and_the_quarrel_is_told_at_the_line() -> None:
    texts = {
        "a.md": chained("a", following="b"),
        "b.md": chained("b", previous="c", following="c"),
        "c.md": chained("c", previous="b"),
    }
    book, told = assembled(texts)
    assert lines(book) == ["a.md", "b.md", "c.md"]
    assert [(d.code, str(d.span.path), d.span.line, d.message) for d in told] == [
        (
            "nav-chain-broken",
            "a.md",
            5,
            "a.md says next is b.md, b.md says previous is c.md",
        )
    ]


def test_a_readme_in_the_chain_is_a_chapter() -> None:
    assert order(
        "LICENSE.md",
        README=chained("r", following="a"),
        a=chained("a", previous="README", following="b"),
        b=chained("b", previous="a"),
    ) == ["README.md", "a.md", "b.md"]


def test_a_circle_is_no_chain() -> None:
    texts = {"b": chained("b", "c", "a"), "a": chained("a", "b", "c")}
    assert order("", c=chained("c", "a", "b"), **texts) == ["a.md", "b.md", "c.md"]


# ------------------------------------------------------------------------------ R10.6


def test_properties_give_the_order_when_half_the_notes_have_them() -> None:
    def note(number: str) -> str:
        return f"---\norder: {number}\n---\nText."

    assert order("c.md d.md", b=note("1.5"), a=note("2"), e=note("-1")) == [
        *["e.md", "b.md", "a.md", "c.md", "d.md"]
    ]
    assert order("c.md d.md e.md", b=note("1"), a=note("2")) == [
        *["a.md", "b.md", "c.md", "d.md", "e.md"]
    ]


# ------------------------------------------------------------------- R1.4, what is left


def test_a_readme_is_the_first_chapter_and_other_repository_files_are_none() -> None:
    assert order("b.md README.md a.md sub/README.md") == [
        *["README.md", "a.md", "b.md", "sub/README.md"]
    ]
    hidden = "CONTRIBUTING.md LICENSE.md CHANGELOG.md SECURITY.md CODE_OF_CONDUCT.md"
    assert order(f"a.md {hidden}") == ["a.md"]


def test_unpublished_and_empty_notes_are_left_out() -> None:
    texts = {
        "a.md": "---\npublish: false\n---\nText.",
        "b.md": "---\ntags: x\n---\n",
        "c.md": "Text.",
    }
    book, told = assembled(texts)
    assert lines(book) == ["c.md"]
    assert [(d.code, str(d.span.path)) for d in told] == [
        ("unpublished-note", "."),
        ("empty-note", "b.md"),
    ]


def test_a_chosen_note_is_the_whole_book() -> None:
    book = assembled({"a.md": "# A\n\nx", "b.md": "# B\n\nx"}, chosen="b.md").value
    assert lines(book) == ["b.md"]
    assert book.metadata.title == "B"


def test_a_chosen_note_is_printed_whatever_it_says_of_publishing() -> None:
    texts = {"a.md": "---\npublish: false\n---\nText.", "b.md": ""}
    book, told = assembled(texts, chosen="a.md")
    assert (lines(book), told) == (["a.md"], ())


def test_a_book_without_notes_is_an_error() -> None:
    told = assembled({}).diagnostics
    assert [(d.code, str(d.span.path), d.message) for d in told] == [
        ("empty-book", ".", "no notes to print in this folder")
    ]


# -------------------------------------------------------------- titles, names, metadata


def test_titles_come_from_properties_headings_then_file_names() -> None:
    texts = {
        "a.md": "---\ntitle: Given\n---\n# Written\n\nx",
        "b.md": "# The *heading*\n\nx",
        "03_of_the_file.md": "x",
    }
    book = assembled(texts).value
    assert [(chapter.title, text_of(chapter.title_inlines)) for chapter in book.chapters()] == [
        ("of the file", "of the file"),
        ("Given", "Given"),
        ("The heading", "The heading"),
    ]  # fmt: skip
    given = next(c for c in book.chapters() if c.title == "Given")
    assert [text_of(block) for block in given.blocks] == ["Written", "x"]


def test_anchors_and_file_names_are_unique() -> None:
    names = "a/b c.md a-b c.md ü.md Ü.md 2.md".replace(" c", "_c").split()
    book = assembled({name: f"# {name}\n\nx" for name in names}).value
    assert [(str(c.path), c.anchor, c.slug) for c in book.chapters()] == [
        ("2.md", "_2", "2"),
        ("a-b_c.md", "a-b_c", "a-b-c"),
        ("Ü.md", "ü", "u"),
        ("ü.md", "ü-1", "u-1"),
        ("a/b_c.md", "a-b_c-1", "a-b-c-1"),
    ]


def test_two_chapters_of_one_title_are_told_at_the_second() -> None:
    told = assembled({"a.md": "# T\n\nx", "b.md": "\n# T\n\nx"}).diagnostics
    assert [(d.code, str(d.span.path), d.span.line, d.help) for d in told] == [
        (
            "duplicate-title",
            "b.md",
            2,
            "also a.md; a `title` in the properties tells them apart",
        )
    ]


def test_properties_reach_the_chapter() -> None:
    text = "---\nshort: Brief\nchecklist: true\nlang: de\n---\n# A long title\n\nx"
    (chapter,) = assembled({"a.md": text}).value.chapters()
    assert (chapter.short, chapter.checklist, chapter.language) == ("Brief", True, "de")


def test_metadata_is_inferred_and_the_configuration_has_the_last_word() -> None:
    texts = {"00_home.md": "# Welcome\n\nx", "a.md": "# A\n\nx"}
    found = assembled(texts).value.metadata
    assert (found.title, found.language, found.slug) == ("Welcome", "en", "welcome")
    assert found.identifier == "urn:uuid:78311ec1-e975-5517-893b-6992b8e29994"
    toml = (
        "[handbook]\ntitle = 'Über'\nslug = 's'\nidentifier = 'isbn:1'\nauthors = ['A']"
    )
    given = assembled(texts, toml).value.metadata
    assert (given.title, given.slug, given.identifier, given.authors) == (
        *("Über", "s", "isbn:1"),
        ("A",),
    )
    for texts in ({"a.md": "x"}, {"toc.md": "# Table of Contents\n\nx"}):
        assert assembled(texts).value.metadata.title == "My vault"


# ------------------------------------------------------------------------------- R5.4


@pytest.mark.parametrize(
    ("text", "levels", "skips"),
    [
        ("# T\n\n## a\n\n### b", [2, 3], []),
        ("# T\n\n### a\n\n#### b", [2, 3], []),
        ("## a\n\n# b\n\n## c", [2, 2, 3], [(1, "the first section has level 2, “b” below has 1")]),
        (
            "# T\n\n## a\n\n#### b\n\n### c",
            [2, 3, 3],
            [(5, "level 2 is followed by level 4")],
        ),
        ("# T\n\n## a\n\n> # q\n\n# b", [2, 2, 2], [(3, "the first section has level 2, “b” below has 1")]),
        ("# T\n\n" + "\n\n".join("#" * n + " x" for n in range(1, 7)), [2, 3, 4, 5, 6, 6], []),
    ],
)  # fmt: skip
def test_headings_go_below_the_chapter_title_one_step_at_a_time(
    text: str, levels: list[int], skips: list[tuple[int, str]]
) -> None:
    book, told = assembled({"a.md": text})
    (chapter,) = book.chapters()
    headings = [node for node in walk(chapter.blocks) if isinstance(node, Heading)]
    assert [heading.level for heading in headings] == levels
    assert [(d.span.line, d.message) for d in told] == skips


def test_a_nested_chapter_begins_its_sections_one_level_deeper() -> None:
    toml = 'handbook.order = [{ path = "a.md", chapters = ["b.md"] }]'
    book = assembled({"a.md": "# A\n\n## s", "b.md": "# B\n\n## s"}, toml).value
    assert [
        (chapter.level, block.level)
        for chapter in book.chapters()
        for block in chapter.blocks
        if isinstance(block, Heading)
    ] == [(1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("text", "line", "message", "help"),
    [
        (
            "# T\n\n## a\n\n#### b",
            5,
            "level 2 is followed by level 4",
            "write `###`, one level below the heading before it",
        ),
        (
            "# T\n\n## a\n\nSetext\n======",
            3,
            "the first section has level 2, “Setext” below has 1",
            "write `#`, or give “Setext” a lower level",
        ),
    ],
)
def test_a_heading_too_deep_is_told_with_what_to_write(
    text: str, line: int, message: str, help: str
) -> None:
    (told,) = assembled({"a.md": text}).diagnostics
    assert (told.code, told.span.line) == ("heading-skip", line)
    assert (told.message, told.help) == (message, help)


def test_notes_kept_back_are_named_in_one_message() -> None:
    notes = {f"{name}.md": "---\npublish: false\n---\nx" for name in "bcdefgh"}
    (told,) = assembled({"a.md": "# A", **notes}).diagnostics
    assert (told.code, told.message) == (
        "unpublished-note",
        "7 notes are not published: b.md, c.md, d.md, e.md, f.md and 2 more",
    )


# -------------------------------------------------------------------------------- R12

_MKDOCS = """\
site_name: Site
docs_dir: text
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - Guide:
    - guide/one.md
    - Deep:
      - guide/deep/index.md
      - Last words: guide/deep/x.md
    - Loose:
      - guide/y.md
  - Outside: https://example.org/
  - About: about.md
"""


def site(settings: dict[str, str], *paths: str) -> Outcome[Book]:
    notes = {path: f"# {path}\n\nText." for path in paths}
    return assembled(notes, kind=Kind.PLAIN, settings=settings)


def test_the_navigation_of_mkdocs_gives_parts_titles_and_nesting() -> None:
    book, told = site(
        {"mkdocs.yml": _MKDOCS},
        *["README.md", "text/index.md", "text/guide/one.md", "text/guide/y.md"],
        *["text/guide/deep/index.md", "text/guide/deep/x.md", "text/about.md"],
        "text/unlisted.md",
    )
    assert lines(book) == [
        "text/index.md (front)",
        "= Guide",
        "text/guide/one.md",
        "text/guide/deep/index.md",
        ".text/guide/deep/x.md",
        "(draft) Loose",
        ".text/guide/y.md",
        "text/about.md (back)",
    ]
    listed = {str(each.path): each.listed for each in book.printed()}
    assert listed["text/guide/deep/index.md"] == "Deep"
    assert listed["text/guide/deep/x.md"] == "Last words"
    assert book.order == "site"
    assert [(each.code, each.message) for each in told] == [
        (
            "orphan-note",
            "2 notes are not in the reading order: text/unlisted.md, README.md",
        )
    ]


def test_what_is_wrong_in_a_navigation_is_told_at_its_place() -> None:
    nav = "nav:\n  - A: a.md\n  - B: bb.md\n  - a.md\n  - lab.ipynb\n"
    _, told = site({"mkdocs.yml": nav}, "docs/a.md", "docs/b.md")
    assert [
        (each.code, each.severity.word, each.span.line, each.span.column, each.help)
        for each in told
        if each.code.startswith("order-")
    ] == [
        ("order-missing", "error", 3, 8, "paths count from the folder of the notes"),
        ("order-duplicate", "error", 4, 5, "first at line 2"),
        ("order-missing", "warning", 5, 5, "only markdown can be printed"),
    ]


def test_a_table_of_contents_of_jupyter_book_gives_parts_and_nesting() -> None:
    toc = (
        "format: jb-book\nroot: intro\nparts:\n- caption: First\n  chapters:\n"
        "  - file: a\n    title: Alpha\n    sections:\n    - file: sub/b\n"
        "- caption: Second\n  chapters:\n  - file: c.md\n"
    )
    book = site({"_toc.yml": toc}, "intro.md", "a.md", "sub/b.md", "c.md").value
    assert lines(book) == [
        *["intro.md (front)", "= First", "a.md", ".sub/b.md", "= Second", "c.md"]
    ]
    assert [each.listed for each in book.printed()][1] == "Alpha"


def test_the_chapters_of_quarto_give_parts_preface_and_appendices() -> None:
    project = (
        "project:\n  type: book\nbook:\n  chapters:\n    - index.qmd\n"
        "    - part: Basics\n      chapters:\n        - a.qmd\n        - b.md\n"
        "    - part: more.md\n      chapters: [c.md]\n  appendices:\n    - z.md\n"
    )
    paths = ["index.md", "a.md", "b.md", "more.md", "c.md", "z.md"]
    assert lines(site({"_quarto.yml": project}, *paths).value) == [
        "index.md (front)",
        *["= Basics", "a.md", "b.md"],
        *["= more.md", "more.md", "c.md", "z.md (back)"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        *["", "nav: [", "nav: x", "- a", "nav: [no.md]", "nav: {a: b}", "[" * 5000],
        *["nav: &a [*a]", "nav: [{a: {b: c}}, [d], null]", "a: &a [1]\nnav: *b"],
    ],
)
def test_a_site_that_names_no_note_has_no_order(text: str) -> None:
    book, told = site({"mkdocs.yml": text}, "docs/b.md", "docs/a.md")
    assert (book.order, lines(book)) == ("folders", ["docs/a.md", "docs/b.md"])
    assert told == ()


@pytest.mark.parametrize(
    ("settings", "toml", "said"),
    [
        (
            {"mkdocs.yml": "site_name: M\nsite_author: Ann\nsite_description: d\n"},
            "",
            ("M", "", ("Ann",), "d", "en"),
        ),
        (
            {"mkdocs.yml": "site_name: M\nsite_author: Ann\n"},
            "[handbook]\ntitle = 'Own'\nauthors = ['Bo']\n",
            ("Own", "", ("Bo",), "", "en"),
        ),
        (
            {
                "_quarto.yml": "lang: de\nbook:\n  title: Q\n  subtitle: S\n"
                "  author: [Ann, {name: Bo}, {x: y}]\n"
            },
            "",
            ("Q", "S", ("Ann", "Bo"), "", "de"),
        ),
        (
            {"_quarto.yml": "website: {title: W}\nlang: x y\n"},
            "",
            ("W", "", (), "", "en"),
        ),
        (
            {"_quarto.yml": "book: [\n", "mkdocs.yml": "- a\n"},
            "",
            ("A", "", (), "", "en"),
        ),
    ],
)
def test_a_site_says_what_the_book_is_called(
    settings: dict[str, str], toml: str, said: tuple[object, ...]
) -> None:
    own = assembled({"index.md": "# A\n\ntext"}, toml, settings=settings).value.metadata
    assert (
        own.title,
        own.subtitle,
        own.authors,
        own.description,
        own.language,
    ) == said
