"""What `resolve` makes of citations: their words, the bibliography, ways to and fro."""

from pathlib import PurePosixPath

import pytest
from settling import Settled, settled

from octavo.citing import marked
from octavo.diagnostics import Span
from octavo.model.blocks import Paragraph, Works
from octavo.model.book import Role, unresolved
from octavo.model.inlines import Link, WorkMark
from octavo.model.nodes import walk
from octavo.model.wording import text_of

BIB = """
@book{hu, author = {Hu, Ann}, title = {A "Book"}, year = 2021, publisher = {P}}
@book{li, author = {Li, Bo and Ek, Cy}, title = {Another}, year = 2020, publisher = {P}}
@book{no, author = {No, Di}, title = {Uncited}, year = 2020, publisher = {P}}
"""


def lines(book: Settled, path: str = "X.md") -> list[str]:
    blocks = book.chapter(path).blocks
    return [text_of(node) for node in blocks if isinstance(node, Paragraph)]


def works(book: Settled) -> Works:
    found = [
        node
        for chapter in book.book.chapters()
        for node in walk(chapter.blocks)
        if isinstance(node, Works)
    ]
    assert len(found) == 1
    return found[0]


def test_citations_are_set_and_their_works_listed_in_a_chapter_at_the_end() -> None:
    book = settled({"X.md": "See [see @hu, p. 3; @li] and @li.\n"}, works=BIB)
    assert lines(book) == [
        "See (see Hu,\u00a02021, p.\u00a03; Li & Ek,\u00a02020) and Li and Ek\u00a0(2020)."
    ]
    last = list(book.book.chapters())[-1]
    assert (last.title, last.role, last.anchor) == (
        "Bibliography",
        Role.BACK,
        "bibliography",
    )
    assert [(work.id, text_of(work)) for work in works(book).works] == [
        ("bib-hu", "Hu, A. (2021). A “Book”. P."),
        ("bib-li", "Li, B., & Ek, C. (2020). Another. P."),
    ]
    assert [entry.text for entry in book.book.contents] == ["X", "Bibliography"]
    assert unresolved(book.book) == ()


SICI = "10.1002/(SICI)1234-981X(199707)5:3<305::AID-EURO184>3.0.CO;2-4"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (f"doi = {{{SICI}}}", f"https://doi.org/{SICI}"),
        ("url = {https://example.org/a}, note = {x}", "https://example.org/a"),
    ],
)
def test_an_address_is_a_link_as_a_whole(field: str, shown: str) -> None:
    bib = f"@article{{hu, author = {{Hu, A}}, title = {{T?}}, year = 2000, {field}}}\n"
    (work,) = works(settled({"X.md": "[@hu]\n"}, works=bib)).works
    (link,) = [node for node in walk(work.inlines) if isinstance(node, Link)]
    assert (link.href, text_of(link)) == (shown, shown)
    assert text_of(work) == f"Hu, A. (2000). T? {shown}"


def test_angle_brackets_round_an_address_are_no_part_of_it() -> None:
    text = f"A <https://example.org/a>, <doi:{SICI}> <https://x.org/a<b c>."
    found = marked.inlines(text, Span.whole(PurePosixPath("a")))
    assert [node.href for node in found if isinstance(node, Link)] == [
        "https://example.org/a",
        f"https://doi.org/{SICI}",
        "https://x.org/a",
    ]


def test_each_citation_and_its_work_know_each_other() -> None:
    notes = {"X.md": "@hu and [@hu; @li].\n", "Y.md": "[@hu], again [-@hu].\n"}
    book = settled(notes, works=BIB)
    marks = [
        (node.id, node.work, text_of(node))
        for chapter in book.book.chapters()
        for node in walk(chapter.blocks)
        if isinstance(node, WorkMark)
    ]
    assert marks == [
        ("x--cite", "bib-hu", "Hu\u00a0(2021)"),
        ("x--cite-1", "bib-hu", "Hu,\u00a02021"),
        ("x--cite-2", "bib-li", "Li & Ek,\u00a02020"),
        ("y--cite", "bib-hu", "Hu,\u00a02021"),
        ("y--cite-1", "bib-hu", "2021"),
    ]
    hu = works(book).works[0]
    assert hu.marks == ("x--cite", "x--cite-1", "y--cite", "y--cite-1")
    assert hu.firsts == ("x--cite", "y--cite")
    assert {"x--cite", "y--cite-1", "bib-hu", "bib-li"} <= set(book.book.targets)


def test_numbers_follow_the_order_of_reading_through_the_whole_book() -> None:
    notes = {"A.md": "[@li] note[^1]\n\n[^1]: @no\n", "B.md": "[@hu] [@li]\n"}
    book = settled(notes, works=BIB, style="ieee")
    assert lines(book, "A.md") == ["[1] note"]
    assert lines(book, "B.md") == ["[3] [1]"]
    listed = [(work.label, work.id) for work in works(book).works]
    assert listed == [("[1]", "bib-li"), ("[2]", "bib-no"), ("[3]", "bib-hu")]


def test_the_works_stand_behind_the_text_of_a_note_that_is_the_bibliography() -> None:
    notes = {
        "A.md": "[@hu]\n",
        "B.md": "---\ntype: bibliography\n---\n# Read more\n\nWorks.\n",
        "C.md": "[@li]\n",
    }
    book = settled(notes, works=BIB)
    blocks = book.chapter("B.md").blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Works"]
    assert [(chapter.title, chapter.role) for chapter in book.book.chapters()] == [
        ("A", Role.BODY),
        ("C", Role.BODY),
        ("Read more", Role.BACK),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See [*see* @hu, p. 3; -@li], @hu's and [@x](https://x.org) **[@b]**.",
        "漢字[@hu]漢字",
        "@hu",
        "- [@hu]: a\n- x @li",
    ],
)
def test_without_a_file_of_works_a_citation_is_the_text_it_was(text: str) -> None:
    plain = settled({"X.md": text.replace("@", "＠")})
    book = settled({"X.md": text})
    same = repr(book.chapter("X.md").blocks).replace("@", "＠")
    assert same == repr(plain.chapter("X.md").blocks)
    assert book.told == ()
    assert [chapter.title for chapter in book.book.chapters()] == ["X"]


def test_a_heading_and_a_title_have_the_words_of_their_citations() -> None:
    book = settled({"X.md": "# On @hu\n\n## As [@li] says\n"}, works=BIB)
    assert book.chapter("X.md").title == "On Hu\u00a0(2021)"
    entry = book.book.contents[0]
    assert (entry.text, [below.text for below in entry.entries]) == (
        "On Hu\u00a0(2021)",
        ["As (Li & Ek,\u00a02020) says"],
    )


def test_an_item_to_tick_has_the_words_and_no_link() -> None:
    book = settled({"X.md": "- [ ] Read @hu [@li]\n"}, works=BIB)
    (task,) = book.book.tasks
    assert text_of(task.inlines) == "Read Hu\u00a0(2021) (Li & Ek,\u00a02020)"
    assert not any(isinstance(node, WorkMark) for node in walk(task.inlines))


def test_a_citation_in_the_words_of_a_link_is_not_led_back_to() -> None:
    notes = {"X.md": "[[#As @hu says]]\n\n## As @hu says\n"}
    book = settled(notes, works=BIB)
    assert lines(book) == ["As Hu\u00a0(2021) says"]
    assert works(book).works[0].marks == ("x--cite-1",)


def test_copied_text_cites_what_it_cites() -> None:
    notes = {"X.md": "![[Y]]\n", "Y.md": "As @hu says.\n"}
    book = settled(notes, works=BIB)
    assert works(book).works[0].firsts == ("x--cite", "y--cite")


def test_what_is_said_of_keys() -> None:
    text = "[@hu; @li2] @somebody @huu [@zzz]\n"
    said = settled({"X.md": text}, works=BIB).told
    assert [
        (each.code, each.severity.word, each.span.column, each.message, each.help)
        for each in said
        if each.code == "cite-unknown-key"
    ] == [
        ("cite-unknown-key", "warning", 7, "no work is called “li2”", "did you mean “li”?"),
        ("cite-unknown-key", "note", 13, "no work is called “somebody”", "add it to works.bib"),
        ("cite-unknown-key", "warning", 23, "no work is called “huu”", "did you mean “hu”?"),
        ("cite-unknown-key", "warning", 29, "no work is called “zzz”", "add it to works.bib"),
    ]  # fmt: skip


def test_words_of_ours_in_a_key_or_a_title_do_no_harm() -> None:
    mark = "\U000f0001"
    bib = f"@book{{hu, author = {{H{mark}u}}, title = {{T{mark}9}}, year = 2000}}\n"
    book = settled({"X.md": f"[{mark}see @hu, {mark}x]\n"}, works=bib)
    assert lines(book) == ["(see Hu,\u00a02000, x)"]
    assert text_of(works(book).works[0]) == "Hu. (2000). T9."


def test_of_a_citation_the_works_that_are_there_are_set() -> None:
    text = "[see @hu; e.g. -@zzz, chap. 2 f; @li, p. 4] and [@zzz].\n"
    book = settled({"X.md": text}, works=BIB)
    assert lines(book) == [
        "(see Hu,\u00a02021; Li & Ek,\u00a02020, p.\u00a04) [e.g. -@zzz, chapter 2 f] and [@zzz]."
    ]


def test_a_place_behind_a_citation_in_a_sentence_as_pandoc_has_it() -> None:
    text = "@li [p. 33] and @hu [pp. 3-4] but @hu [sic], @hu [p. 3](x), [@hu , p.3].\n"
    book = settled({"X.md": text}, works=BIB)
    assert lines(book)[0].replace("\u00a0", " ") == (
        "Li and Ek (2020, p. 33) and Hu (2021, pp. 3–4) but Hu (2021) [sic], "
        "Hu (2021) p. 3, (Hu, 2021, p. 3)."
    )
    book = settled({"X.md": "@li [p. 33].\n"}, works=BIB, style="ieee")
    assert lines(book)[0].replace("\u00a0", " ") == "Li and Ek [1, p. 33]."


def test_a_file_that_cannot_be_read_is_told_once() -> None:
    book = settled({"X.md": "[@hu] @li [@no]\n"}, works="@book{hu, title = {A\n")
    assert [each.code for each in book.told] == ["bib-syntax"]
    assert lines(book) == ["[@hu] @li [@no]"]


def test_numbers_in_a_row_are_a_range_where_the_style_says_so() -> None:
    bib = "".join(
        f"@book{{w{n}, author = {{A, B}}, title = {{T{n}}}, year = 2000}}\n"
        for n in range(1, 7)
    )
    text = "@w1 [@w2; @w3] [@w6; @w1; @w3; @w4; @w2] [@w1; @w2 too; @w3] [@w1; @w2]\n"
    book = settled({"X.md": text}, works=bib, style="vancouver")
    assert lines(book) == ["A\u00a0(1) (2,3) (1–5) (1,2 too,3) (1,2)"]
    # What is within the range is led back to as well.
    two = next(work for work in works(book).works if work.id == "bib-w2")
    assert two.marks == ("x--cite-1", "x--cite-4", "x--cite-9", "x--cite-12")
    book = settled({"X.md": text}, works=bib, style="ieee")
    assert lines(book)[0].startswith("A\u00a0[1] [2], [3] [1], [2], [3], ")


def test_a_key_is_pointed_at_on_any_line_of_a_citation() -> None:
    text = "> - [see *so* @hu;\n>   @zz1]\n\n| a \\| b | [@hu2; @zz2] |\n|---|---|\n"
    told = settled({"X.md": text}, works=BIB).told
    places = [
        (each.span.line, each.span.column, each.span.end_column)
        for each in told
        if each.code == "cite-unknown-key"
    ]
    assert places == [(2, 5, 9), (4, 13, 17), (4, 19, 23)]
