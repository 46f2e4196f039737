"""What `resolve` makes of references, embeds, pictures and notes; rules of the dialect."""

from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from settling import Settled, outline, settled

from octavo.model.blocks import Footnote, Item, Paragraph, Question
from octavo.model.book import unresolved
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.inlines import FootnoteMark, Image, Link
from octavo.model.nodes import walk
from octavo.model.vault import Kind
from octavo.model.wording import text_of
from octavo.sentences import first_sentence


def links(notes: dict[str, str], path: str = "X.md", **more: object) -> list[str]:
    return settled(notes, **more).links(path)  # type: ignore[arg-type]


def told(notes: dict[str, str], **more: object) -> list[tuple[str, str, str]]:
    said = settled(notes, **more).told  # type: ignore[arg-type]
    return [(each.code, each.message, each.help) for each in said]


# ------------------------------------------------------------------ R4.3 to R4.5


@pytest.mark.parametrize(
    ("notes", "path", "expected"),
    [
        ({"x/A.md": "a", "A.md": "b", "x/B.md": "[[A]]"}, "x/B.md", "A -> x-a"),
        ({"x/A.md": "a", "A.md": "b", "x/B.md": "[[/A]]"}, "x/B.md", "A -> a"),
        ({"x/A.md": "a", "A.md": "b", "x/B.md": "[[../A]]"}, "x/B.md", "A -> a"),
        ({"x/A.md": "a", "x/y/B.md": "[[./../A]]"}, "x/y/B.md", "A -> x-a"),
        ({"x/y/A.md": "a", "B.md": "[[y/A]]"}, "B.md", "A -> x-y-a"),
        ({"x/xy/A.md": "a", "B.md": "[[y/A]]"}, "B.md", "A ? dangling"),
        ({"Cafe\u0301.md": "a", "B.md": "[[Caf\u00e9]]"}, "B.md", "Café -> café"),
        ({"guide/Set Up.md": "a", "B.md": "[[set up]]"}, "B.md", "set up -> guide-set-up"),
        ({"a/Note.md": "a", "b/Note.md": "b", "b/F.md": "[[Note]]"}, "b/F.md", "Note -> b-note"),
        ({"a/c/Note.md": "a", "b/Note.md": "b", "a/F.md": "[[Note]]"}, "a/F.md", "Note -> a-c-note"),
        ({"v1.2.md": "a", "B.md": "[[v1.2]]"}, "B.md", "v1.2 -> v12"),
        ({"A.md": "---\naliases: [RLHF]\n---\nx", "B.md": "[[rlhf]]"}, "B.md", "rlhf -> a"),
    ],
)  # fmt: skip
def test_the_first_step_with_an_answer_decides(
    notes: dict[str, str], path: str, expected: str
) -> None:
    book = settled(notes)
    assert book.links(path) == [expected]
    assert all(each.code == "dangling-link" for each in book.told)


def test_a_tie_goes_to_the_shallower_note_and_is_told() -> None:
    notes = {"a/Note.md": "a", "b/Note.md": "b", "X.md": "[[Note]]"}
    assert links(notes) == ["Note -> a-note"]
    assert told(notes) == [
        (
            "ambiguous-link",
            "“Note” could be a/Note.md or b/Note.md; a/Note.md was taken",
            "write the folder: `a/Note`",
        )
    ]


def test_a_path_that_leaves_the_root_is_brought_back_and_told() -> None:
    notes = {"A.md": "a", "x/B.md": "[[../../A]]"}
    assert links(notes, "x/B.md") == ["A -> a"]
    assert told(notes) == [
        (
            "escaping-path",
            "“../../A” leads out of the folder",
            "from here it is `../A.md`",
        )
    ]


def test_a_number_in_front_and_dashes_may_be_left_out_with_a_note() -> None:
    notes = {"01_LLM-basics.md": "# LLM basics", "X.md": "[[llm basics]]"}
    assert links(notes) == ["llm basics -> _01_llm-basics"]
    assert told(notes) == [
        (
            "loose-link",
            "“llm basics” was taken for 01_LLM-basics.md",
            "write `01_LLM-basics`, and the words to be read after `|`",
        )
    ]


# -------------------------------------------------------------------------- R4.6


MARKDOWN = {
    "Some Note.md": "# Some Note\n\n## A b\n\nx",
    "01_Basics/00_index.md": "# Basics",
    "01_Basics/1.md": "# One",
    "02_More/b.md": "# B",
    "app-d.md": "# D",
    "book/README.md": "# Book",
    "a+b.md": "# Plus",
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[t](Some%20Note.md#A%20b)", "t -> some-note--a-b"),
        ("[t](<Some Note.md#a-b>)", "t -> some-note--a-b"),
        ("[t](Some%20Note)", "t -> some-note"),
        ("[t](Some%20Note.md?x=1)", "t -> some-note"),
        ("[](Some%20Note.md)", "Some Note -> some-note"),
        ("[](Some%20Note.md#a-b)", "A b -> some-note--a-b"),
        ("[t](./01_Basics/)", "t -> _01_basics-00_index"),
        ("[t](01_Basics)", "t -> _01_basics-00_index"),
        ("[t](02_More/)", "t -> _02_more-b"),
        ("[t][d]\n\n[d]: app-d.html", "t -> app-d"),
        ("[t](book/index.html)", "t -> book-readme"),
        ("[t](a+b.md)", "t -> ab"),
        ("[t](//x.y/z)", "t -> https://x.y/z"),
        ("[t](doi:10.1/2)", "t -> https://doi.org/10.1/2"),
        ("[t](mailto:a@b.c)", "t -> mailto:a@b.c"),
        ("[](https://x.y)", "https://x.y -> https://x.y"),
        ("[t](obsidian://open?vault=v&file=Some%20Note%23A%20b)", "t -> some-note--a-b"),
        ("[t](#)", "t -> x"),
        ("[t](nope.md)", "t ? dangling"),
        ("[t](<>)", "t ? dangling"),
    ],
)  # fmt: skip
def test_a_markdown_link_leads_where_its_path_says(written: str, expected: str) -> None:
    assert links({**MARKDOWN, "X.md": f"# X\n\n{written}"}) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[t](javascript:alert)", ("unsafe-link", "javascript: links are not allowed", "link to a note, or to where it is published; the words stay")),
        ("[t](data:text/html,x)", ("unsafe-link", "data: links are not allowed", "link to a note, or to where it is published; the words stay")),
        ("[t](obsidian://search?q=x)", ("app-link", "readers of a book cannot follow obsidian: links", "link to a note, or to where it is published; the words stay")),
        ("[t](things:///show)", ("app-link", "readers of a book cannot follow things: links", "link to a note, or to where it is published; the words stay")),
        ("[t](ftp://e.x/a)", ("app-link", "readers of a book cannot follow ftp: links", "link to a note, or to where it is published; the words stay")),
        ("[t](code/run.py)", ("attachment-link", "code/run.py is not part of the book", "embed it, or link to where it is published")),
        ("[[Hidden#Gone|t]]", ("link-out-of-book", "Hidden.md is not in this book", "its properties say that it is not to be published")),
        ("[t](Hidden.md#gone)", ("link-out-of-book", "Hidden.md is not in this book", "its properties say that it is not to be published")),
        ("[[Hidden|t]]", ("link-out-of-book", "Hidden.md is not in this book", "its properties say that it is not to be published")),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_becomes_its_words(
    written: str, expected: tuple[str, str, str]
) -> None:
    notes = {
        "X.md": f"# X\n\nSee {written}.",
        "Hidden.md": "---\npublish: false\n---\nx",
    }
    book = settled(notes, files=("code/run.py",))
    assert outline(book.chapter("X.md").blocks) == ["Paragraph See t."]
    assert [(each.code, each.message, each.help) for each in book.told] == [expected]


# ------------------------------------------------------------------------- R4.7


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[[folder/Note]]", "Note"),
        ("[[folder/Note.md]]", "Note"),
        ("[[01_LLM_Basics]]", "LLM Basics"),
        ("[[Note#Deep **part**]]", "Note › Deep part"),
        ("[[Note|**b** `c`]]", "b c"),
        ("[[#own]]", "own"),
        ("[[Alias x]]", "Alias x"),
        ("[[Note#^q]]", "Note"),
        ("[[Nope#Far]]", "Nope › Far"),
    ],
)
def test_a_wikilink_without_words_shows_its_target(written: str, words: str) -> None:
    book = settled(
        {
            "folder/Note.md": "# Note\n\n## Deep **part**\n\ntext ^q",
            "01_LLM_Basics.md": "# LLM Basics\n\ntext",
            "Other.md": "---\naliases: [alias X]\n---\n# Other",
            "X.md": f"# X\n\n{written}\n\n## own\n\ntext",
        }
    )
    assert text_of(book.chapter("X.md").blocks[0]) == words


# ----------------------------------------------------------------- R5.2b and R5.3


HEADINGS = "# A\n\nx\n\n## Set: up\n\n1\n\n# B\n\n## Set: up\n\n2\n\n## 2024\n\ny ^Q1"


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("[[N#Set up]]", "n--set-up"),
        ("[[N#set-up?]]", "n--set-up"),
        ("[[N#B#Set up]]", "n--set-up-1"),
        ("[[N#A]]", "n"),
        ("[[N#^q1]]", "n--b-Q1"),
        ("[m](N.md#set-up-1)", "n--set-up-1"),
        ("[m](N.md#2024)", "n--_2024"),
        ("[m](N.md#Set+up)", "n--set-up"),
        ("[m](N.md#^Q1)", "n--b-Q1"),
    ],
)
def test_a_fragment_finds_its_heading_or_block(written: str, anchor: str) -> None:
    book = settled({"N.md": HEADINGS, "X.md": written})
    found = [
        node for node in walk(book.chapter("X.md").blocks) if isinstance(node, Link)
    ]
    assert [node.anchor for node in found] == [anchor]
    assert {each.code for each in book.told} <= {"ambiguous-heading"}


def test_a_missing_heading_leads_to_the_chapter_and_names_the_nearest() -> None:
    notes = {"N.md": HEADINGS, "X.md": "[[N#B#Sit up]] [[N#^none]]"}
    assert links(notes) == ["N › Sit up -> n", "N -> n"]
    assert told(notes) == [
        (
            "missing-heading",
            "N.md has no heading “B › Sit up”",
            "did you mean “Set: up”?",
        ),
        (
            "missing-block",
            "N.md has no block ^none",
            "end the block that is meant with ` ^none`",
        ),
    ]


def test_a_missing_heading_with_none_near_names_those_there_are() -> None:
    notes = {
        "N.md": "# N\n\n## One\n\nx",
        "X.md": "[[N#Quite another]] [[Y#Any]]",
        "Y.md": "y",
    }
    assert [help for _, _, help in told(notes)] == [
        "its headings are “N”, “One”",
        "it has no headings; link to the note itself",
    ]


def test_a_heading_that_stands_twice_is_told_when_it_is_meant() -> None:
    assert told({"N.md": HEADINGS, "X.md": "[[N#Set: up]]"}) == [
        (
            "ambiguous-heading",
            "“Set: up” stands 2 times in N.md; the first is meant",
            "put the heading above it in front: `#…#Set: up`",
        )
    ]


def test_anchors_of_two_chapters_never_collide() -> None:
    book = settled(
        {
            "RLHF.md": "# RLHF\n\n## limits\n\n[[#limits]]",
            "RLHF & limits.md": "# Both",
            "X.md": "[[RLHF#limits]] [[RLHF & limits]]",
        }
    )
    assert list(book.book.targets) == ["rlhf", "rlhf--limits", "rlhf--limits-1", "x"]
    assert book.links("X.md") == [
        "RLHF › limits -> rlhf--limits-1",
        "RLHF & limits -> rlhf--limits",
    ]


# ------------------------------------------------------------------------- R4.9


def test_a_dangling_link_with_nothing_near_says_what_can_be_done() -> None:
    assert told({"X.md": "[[Zebra]]"}) == [
        (
            "dangling-link",
            "no note is called “Zebra”",
            "write such a note, mend the link, or take it away",
        )
    ]


def test_a_dangling_link_names_what_is_near() -> None:
    notes = {
        "02-concepts/reward-hacking.md": "# Reward hacking",
        "X.md": "See [[Reward Hakcing]].",
    }
    assert links(notes) == ["Reward Hakcing ? dangling"]
    assert told(notes) == [
        (
            "dangling-link",
            "no note is called “Reward Hakcing”",
            "did you mean “Reward hacking” (02-concepts/reward-hacking.md)?",
        )
    ]


def test_a_link_of_a_navigation_block_that_dangles_is_told() -> None:
    notes = {
        "X.md": "# X\n\n## Navigation\n\n**Previous:** [[Nope|x]]\n**Next:** [[Y]]\n\n---\n\nText.",
        "Y.md": "# Y\n\nText.",
    }
    book = settled(notes)
    assert book.links("X.md") == []
    assert book.codes() == ["dangling-link@5:15"]


def test_a_question_is_a_section_to_the_page_numbers_in_it() -> None:
    asked = "> [!question|core] Why?\n> [[Y]] [[Y]]\n"
    book = settled(
        {"X.md": f"# X\n\n[[Y]]\n\n{asked}\n{asked}\n[[Y]]", "Y.md": "# Y\n\nx"}
    )
    blocks = book.chapter("X.md").blocks
    assert [node.wants_page for node in walk(blocks) if isinstance(node, Link)] == [
        *(True,),
        *(True, False),
        *(True, False),
        *(False,),
    ]


def test_page_numbers_are_wanted_once_a_section_and_not_in_headings_or_indexes() -> (
    None
):
    book = settled(
        {
            "X.md": "# X\n\n[[Y]] [[Y]] [[#s]]\n\n## [[Y]] head\n\n[[Y]] [[#head]]\n\n"
            "- [[Y]]\n- [[Y#a]]\n- [[Y#b]]\n- [[Y#c]]\n- [[Y#d]]\n\n## s\n\n[[#s]]",
            "Y.md": "# Y\n\n## a\n\n## b\n\n## c\n\n## d\n\nx",
        }
    )
    found = [
        node for node in walk(book.chapter("X.md").blocks) if isinstance(node, Link)
    ]
    assert [(node.anchor, node.wants_page) for node in found] == [
        ("y", True),
        ("y", False),
        ("x--s", True),
        ("y", False),
        ("y", True),
        ("x", True),
        ("y", False),
        ("y--a", False),
        ("y--b", False),
        ("y--c", False),
        ("y--d", False),
        ("x--s", True),
    ]


# ------------------------------------------------------------------ R6.1 to R6.6


NOTE = "# Note\n\nIntro.\n\n## A\n\na1\n\n### A2\n\na2\n\n## B\n\nb"


def body(notes: dict[str, str], path: str = "X.md") -> list[str]:
    return outline(settled(notes).chapter(path).blocks)


def test_an_embed_takes_a_section_and_puts_it_below_the_heading_it_stands_under() -> (
    None
):
    assert body({"X.md": "# X\n\n## S\n\n![[Note#A]]", "Note.md": NOTE}) == [
        "Heading2 S",
        "Excerpt Note.md (Heading3 A; Paragraph a1; Heading4 A2; Paragraph a2)",
    ]


def test_an_embed_of_a_note_leaves_its_title_out() -> None:
    assert body({"X.md": "# X\n\n![[Note]]", "Note.md": NOTE}) == [
        "Excerpt Note.md (Paragraph Intro.; Heading2 A; Paragraph a1; Heading3 A2; "
        "Paragraph a2; Heading2 B; Paragraph b)"
    ]


def test_an_embed_of_a_list_item_takes_that_item() -> None:
    notes = {"X.md": "# X\n\n![[L#^i]]", "L.md": "# L\n\n- a\n- b ^i\n- c"}
    assert body(notes) == ["Excerpt L.md (BulletList b)"]


def test_headings_of_an_embed_are_not_in_the_contents_and_have_their_own_ids() -> None:
    book = settled({"X.md": "# X\n\n![[Note]]\n\n![[Note#B]]", "Note.md": NOTE})
    assert [entry.text for entry in book.book.contents[1].entries] == []
    assert [anchor for anchor in book.book.targets if anchor.startswith("x--")] == [
        "x--e1",
        "x--e1-a",
        "x--e1-a2",
        "x--e1-b",
        "x--e2",
        "x--e2-b",
    ]


def test_a_link_to_a_note_that_is_only_embedded_goes_to_its_first_embed() -> None:
    notes = {
        "X.md": "# X\n\n![[Note#A]]\n\n![[Note]]\n\n[[Note#B]] [[Note]] [[Note#A2]]",
        "Note.md": f"---\npublish: false\n---\n{NOTE}",
    }
    assert links(notes) == [
        "Note › B -> x--e2-b",
        "Note -> x--e1",
        "Note › A2 -> x--e1-a2",
    ]


def test_an_embed_in_a_sentence_gives_its_words_or_a_link() -> None:
    book = settled(
        {
            "X.md": "# X\n\nSee ![[One]] and ![[Note]].",
            "One.md": "# One\n\nJust *one* [[Note]].[^1]\n\n[^1]: foot",
            "Note.md": NOTE,
        }
    )
    assert outline(book.chapter("X.md").blocks) == [
        "Paragraph See Just one Note. and Note.",
        "Footnote foot",
    ]
    assert book.links("X.md") == ["Note -> note", "Note -> note"]
    assert [(each.code, each.message) for each in book.told] == [
        ("inline-embed", "7 blocks cannot stand inside a sentence")
    ]


def test_embeds_that_go_round_become_links() -> None:
    book = settled({"X.md": "# X\n\n![[B]]", "B.md": "# B\n\n![[X]]"})
    assert outline(book.chapter("X.md").blocks) == ["Excerpt B.md (Paragraph X)"]
    assert book.links("X.md") == ["X -> x"]
    assert [(each.span.path.name, each.message) for each in book.told] == [
        ("B.md", "the embed leads back to itself: X → B → X"),
        ("X.md", "the embed leads back to itself: B → X → B"),
    ]


def test_a_section_that_embeds_another_of_its_note_does_not_go_round() -> None:
    book = settled({"X.md": "# X\n\n## s\n\n![[#t]]\n\n## t\n\nhere"})
    assert outline(book.chapter("X.md").blocks) == [
        "Heading2 s",
        "Excerpt X.md (Heading3 t; Paragraph here)",
        "Heading2 t",
        "Paragraph here",
    ]
    assert book.told == ()


def test_embeds_end_five_deep() -> None:
    letters = "ABCDEFG"
    notes = {f"{a}.md": f"# {a}\n\n![[{b}]]" for a, b in pairwise(letters)}
    book = settled({**notes, "G.md": "# G\n\nend"})
    assert outline(book.chapter("A.md").blocks) == [
        "Excerpt B.md (Excerpt C.md (Excerpt D.md (Excerpt E.md (Excerpt F.md (Paragraph G)))))"
    ]
    assert book.codes() == ["embed-depth@F.md:3:1"]


def test_embeds_that_multiply_are_stopped() -> None:
    notes = {
        f"{level}.md": f"# {level}\n\n" + f"![[{level + 1}]]\n\n" * 12
        for level in range(1, 6)
    }
    book = settled({**notes, "6.md": "# 6\n\n" + "word " * 40})
    assert [(each.code, each.message) for each in book.told] == [
        ("embed-size", "embeds make the book more than 20 times its source")
    ]
    assert unresolved(book.book) == ()


def test_links_and_pictures_of_an_embed_are_relative_to_its_own_note() -> None:
    book = settled(
        {
            "X.md": "# X\n\n![[sub/N]]",
            "M.md": "# Wrong",
            "sub/N.md": "# N\n\n[[./M]] [m](M.md) ![d](pic.png)",
            "sub/M.md": "# Right",
        },
        files=("pic.png", "sub/pic.png"),
    )
    assert book.links("X.md") == ["M -> sub-m", "m -> sub-m"]
    pictures = [
        node for node in walk(book.chapter("X.md").blocks) if isinstance(node, Image)
    ]
    assert [node.path for node in pictures] == [PurePosixPath("sub/pic.png")]


# ----------------------------------------------------------------- R6.7 to R6.11


def one(written: str) -> Settled:
    files = ("a b.png", "x.svg", "c.jpg", "doc.pdf", "f.mp4", "s.mp3")
    files += ("d.canvas", "b.base", "e.excalidraw.md")
    return settled({"X.md": f"# X\n\n{written}"}, files=files)


def test_a_picture_alone_is_a_figure_with_its_title_as_caption() -> None:
    book = one('![cat|100x80](c.jpg "The cat")')
    (figure,) = book.chapter("X.md").blocks
    assert isinstance(figure, Figure)
    assert (figure.image.path, figure.image.alt, figure.image.width) == (
        PurePosixPath("c.jpg"),
        "cat",
        75.0,
    )
    assert (text_of(figure.caption), figure.number) == ("The cat", "1.1")


SHOW = "link to where it can be seen or heard, or show a picture of it"
PUT = "mend the path, or put the file there"


@pytest.mark.parametrize(
    ("written", "words", "message", "help"),
    [
        ("![[a c.png]]", "a c.png", "no image at a c.png", "did you mean “a b.png”?"),
        ("![r](https://e.x/r.png)", "r", "images from the network are not fetched", "save it beside the note"),
        ("![[gone.mp4]]", "gone.mp4", "no file at gone.mp4", PUT),
        ("![vid](movies.mp4)", "vid", "no file at movies.mp4", PUT),
        ("![[dd.canvas]]", "dd.canvas", "no file at dd.canvas", "did you mean “d.canvas”?"),
        ("<video src='gone%20a.mp4'>Two <p>words</p></video>", "Two words", "no file at gone a.mp4", PUT),
        ("![[zzzz.png]]", "zzzz.png", "no image at zzzz.png", PUT),
        ("![[doc.pdf#page=3]]", "PDF: doc.pdf, page 3", "PDF cannot be shown in a book", SHOW),
        ("<object data='doc.pdf#page=3'></object>", "PDF: doc.pdf, page 3", "PDF cannot be shown in a book", SHOW),
        ("<iframe src='doc.pdf'></iframe>", "PDF: doc.pdf", "PDF cannot be shown in a book", SHOW),
        ("![[d.canvas]]", "canvas: d.canvas", "canvas cannot be shown in a book", SHOW),
        ("![board](b.base)", "base: board", "base cannot be shown in a book", SHOW),
        ("![[e.excalidraw]]", "Excalidraw: e.excalidraw", "Excalidraw cannot be shown in a book", SHOW),
        ("![[e.excalidraw.md]]", "Excalidraw: e.excalidraw", "Excalidraw cannot be shown in a book", SHOW),
        ("<video><source src='f.mp4'></video>", "Video: f.mp4", "film cannot be shown in a book", SHOW),
        ("a <audio src='https://e.x/'>b</audio>", "a b", "sound cannot be shown in a book", SHOW),
        ("![r](https://e.x/r.webm)", "r", "film cannot be shown in a book", SHOW),
        ("![[s.mp3]]", "Audio: s.mp3", "sound cannot be shown in a book", SHOW),
        ("![[f.mp4|the film]]", "Video: the film", "film cannot be shown in a book", SHOW),
        ("![y](https://www.youtube.com/watch?v=1)", "y", "film cannot be shown in a book", SHOW),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_leaves_a_line(
    written: str, words: str, message: str, help: str
) -> None:
    book = one(written)
    assert outline(book.chapter("X.md").blocks) == [f"Paragraph {words}"]
    assert [(each.message, each.help) for each in book.told] == [(message, help)]


@pytest.mark.parametrize(
    "written",
    [
        "![b](https://img.shields.io/x)",
        "![b](https://img.shields.io/x) ![b](https://img.shields.io/y)",
        "[![b](https://img.shields.io/x)](https://e.x)",
    ],
)
def test_badges_are_left_out_with_the_links_around_them(written: str) -> None:
    book = one(written)
    assert book.chapter("X.md").blocks == ()
    assert {each.code for each in book.told} == {"remote-image"}


def test_a_missing_description_is_told_once_a_file() -> None:
    book = one("![[a b.png]]\n\ntext ![[a b.png]] ![[x.svg#icon]]")
    assert book.codes() == ["missing-alt@3:1", "missing-alt@5:19"]


# -------------------------------------------------------------------- R7.7, R8.9


def test_footnotes_are_numbered_by_first_reference_and_stand_at_the_end() -> None:
    book = settled(
        {
            "X.md": "# X\n\na[^x] b^[in *line*] c[^x]\n\n[^x]: note with[^y]\n\n"
            "[^y]: deep\n\n## End\n\nlast"
        }
    )
    blocks = book.chapter("X.md").blocks
    assert outline(blocks) == [
        "Paragraph a b c",
        "Heading2 End",
        "Paragraph last",
        "Footnote note with",
        "Footnote in line",
        "Footnote deep",
    ]
    notes = [node for node in walk(blocks) if isinstance(node, Footnote)]
    assert [(note.number, note.id, note.marks) for note in notes] == [
        (1, "x--fn-1", ("x--fr-1", "x--fr-1-2")),
        (2, "x--fn-2", ("x--fr-2",)),
        (3, "x--fn-3", ("x--fr-3",)),
    ]
    marks = [node for node in walk(blocks) if isinstance(node, FootnoteMark)]
    assert [(mark.number, mark.anchor, mark.note) for mark in marks] == [
        (1, "x--fr-1", "x--fn-1"),
        (2, "x--fr-2", "x--fn-2"),
        (1, "x--fr-1-2", "x--fn-1"),
        (3, "x--fr-3", "x--fn-3"),
    ]


def test_footnotes_of_an_embed_are_its_own() -> None:
    book = settled(
        {
            "X.md": "# X\n\na[^1]\n\n![[E]]\n\n[^1]: mine",
            "E.md": "# E\n\nb[^1]\n\n[^1]: theirs",
        }
    )
    assert outline(book.chapter("X.md").blocks) == [
        "Paragraph a",
        "Excerpt E.md (Paragraph b)",
        "Footnote mine",
        "Footnote theirs",
    ]


def test_a_mark_without_a_note_stays_as_text() -> None:
    assert body({"X.md": "# X\n\na[^nope]"}) == ["Paragraph a[^nope]"]


def test_breaks_that_are_layout_go() -> None:
    text = """# X

---

## a

text

---

## b

---

mid

---

### c

x

---

[^1]: foot

y[^1]

---
"""
    assert body({"X.md": text}) == [
        "Heading2 a",
        "Paragraph text",
        "Heading2 b",
        "Break",
        "Paragraph mid",
        "Break",
        "Heading3 c",
        "Paragraph x",
        "Break",
        "Paragraph y",
        "Footnote foot",
    ]


# ------------------------------------------------------------ numbers, contents


def test_contents_nest_sections_under_chapters_and_chapters_under_parts() -> None:
    book = settled(
        {
            "01_one/a.md": "# A “b”\n\n## s\n\n### t\n\nx",
            "01_one/b.md": "# B",
            "02_two/a.md": "# C",
            "02_two/b.md": "# D",
        }
    )
    assert [
        (part.text, part.level, [(entry.text, entry.number) for entry in part.entries])
        for part in book.book.contents
    ] == [
        ("One", 0, [("A “b”", "1"), ("B", "2")]),
        ("Two", 0, [("C", "3"), ("D", "4")]),
    ]
    first = book.book.contents[0].entries[0]
    assert [(entry.text, entry.anchor, entry.level) for entry in first.entries] == [
        ("s", "_01_one-a--s", 2)
    ]
    assert [entry.text for entry in first.entries[0].entries] == ["t"]


def test_a_chapter_of_no_part_behind_one_stands_apart_beside_the_parts() -> None:
    texts = {f"{name}.md": f"# {name}\n\n## Section" for name in "abcdef"}
    summary = (
        "[a](a.md)\n\n# One\n\n- [b](b.md)\n- [c](c.md)\n\n"
        "# Two\n\n- [d](d.md)\n\n[e](e.md)\n[f](f.md)\n"
    )
    book = settled({**texts, "SUMMARY.md": summary}, kind=Kind.MDBOOK)
    assert [
        (entry.text, entry.level, entry.apart, [below.text for below in entry.entries])
        for entry in book.book.contents
    ] == [
        ("a", 1, False, ["Section"]),
        ("One", 0, False, ["b", "c"]),
        ("Two", 0, False, ["d"]),
        ("e", 1, True, ["Section"]),
        ("f", 1, False, ["Section"]),
    ]


def numbers(book: Settled, kind: type) -> list[str]:
    return [
        node.number
        for chapter in book.book.chapters()
        for node in walk(chapter.blocks)
        if isinstance(node, kind)
    ]


def test_questions_count_through_the_book_and_listings_in_their_chapter() -> None:
    asked = '> [!question|core] Why?\n> ```py title="a"\n> 1\n> ```\n'
    book = settled(
        {"01 A.md": f"# A\n\n{asked}\n{asked}", "02 B.md": f"# B\n\n{asked}\n^q"},
        kind=Kind.PLAIN,
    )
    assert numbers(book, Question) == ["1", "2", "3"]
    assert numbers(book, CodeBlock) == ["1.1", "1.2", "2.1"]
    asked_for = [each for each in book.book.targets.values() if each.kind == "question"]
    assert [(each.anchor, each.number) for each in asked_for] == [
        ("_01-a--question-1", "1"),
        ("_01-a--question-2", "2"),
        ("_02-b--b-q", "3"),
    ]


def test_what_is_counted_counts_through_a_book_of_chapters_without_numbers() -> None:
    book = settled(
        {
            "SUMMARY.md": "# Summary\n\n[A](A.md)\n[B](B.md)\n\n- [C](C.md)",
            "A.md": "# A\n\nTable: a\n\n| x |\n|---|",
            "B.md": "# B\n\n| x |\n|---|\n\nTable: b",
            "C.md": "# C\n\nTable: c\n\n| x |\n|---|\n\n| none |\n|---|",
        },
        kind=Kind.MDBOOK,
    )
    assert numbers(book, Table) == ["1", "2", "1.1", ""]


def test_formulas_are_numbered_by_their_id_and_keep_their_own_tag() -> None:
    text = "# A\n\n$$x$$\n^a\n\n$$y$$\n\n$$z \\tag{*}$$\n^b\n\n$$w$$ ^c"
    assert numbers(settled({"A.md": text}), MathBlock) == ["1.1", "", "*", "1.2"]


def test_a_question_within_another_has_the_later_number() -> None:
    text = "> [!question|core] Outer?\n> a\n>\n> > [!question|core] Inner?\n> > b\n"
    book = settled({"A.md": f"{text}\n> [!question|core] Next?\n> c"})
    found = [
        node for node in walk(book.chapter("A.md").blocks) if isinstance(node, Question)
    ]
    assert [(text_of(node.title), node.number) for node in found] == [
        ("Outer?", "1"),
        ("Inner?", "2"),
        ("Next?", "3"),
    ]


def test_what_is_embedded_has_the_number_it_has_where_it_is_written() -> None:
    table = (
        "Table: T ^t\n\n| x |\n|---|\n\nSee [[#^t]].\n\n> [!question|core] Q?\n> a\n"
    )
    book = settled(
        {
            "01 A.md": "# A\n\n![[02 B]]\n\nTable: own\n\n| y |\n|---|\n\n![[02 B]]",
            "02 B.md": f"# B\n\n{table}",
        }
    )
    assert numbers(book, Table) == ["2.1", "1.1", "2.1", "2.1"]
    assert numbers(book, Question) == ["1", "1", "1"]
    assert set(book.links("01 A.md")) == {"Table\u00a02.1 -> _02-b--b-t"}


def test_what_is_nowhere_but_embedded_has_the_number_of_its_first_copy() -> None:
    book = settled(
        {
            "SUMMARY.md": "# Summary\n\n- [A](A.md)\n- [B](B.md)",
            "A.md": "# A\n\n![[C]]",
            "B.md": "# B\n\n![[C]]\n\nTable: own\n\n| y |\n|---|",
            "C.md": "# C\n\nTable: T\n\n| x |\n|---|\n",
        }
    )
    assert numbers(book, Table) == ["1.1", "1.1", "2.1"]


COUNTED = (
    "# A\n\nTable: T ^t\n\n| x |\n|---|\n\n![p](c.jpg)\n\nFigure: F ^f\n\n"
    "```py\n1\n```\nListing: L ^l\n\n$$x$$\n^e\n\n> [!question|core] Q?\n> a\n\n^q\n\n"
    "Words. ^w\n\n| y |\n|---|\n^u"
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[[A#^t]]", "Table\u00a01.1"),
        ("[](A.md#^f)", "Figure\u00a01.1"),
        ("[[A#^l|]]", "Listing\u00a01.1"),
        ("[[A#^e]]", "equation\u00a0(1.1)"),
        ("[[A#^q]]", "question\u00a01"),
        ("[[A#^t|these]]", "these"),
        ("[those](A.md#^q)", "those"),
        ("[[A#^w]]", "A"),
        ("[[A#^u]]", "A"),
    ],
)
def test_a_reference_to_what_has_a_number_says_it(written: str, said: str) -> None:
    notes = {"A.md": COUNTED, "B.md": f"# B\n\nSee {written}"}
    book = settled(notes, files=("c.jpg",), kind=Kind.VAULT)
    (link,) = [
        node for node in walk(book.chapter("B.md").blocks) if isinstance(node, Link)
    ]
    assert (text_of(link), link.wants_page) == (said, True)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", "Question"),
        ("- **", "Question"),
        ("It is so. ", "Question"),
        ("“Is it?”\n", "Question"),
        ("It is ($x$). (", "Question"),
        ("It *is so.* ", "Question"),
        ("See ", "question"),
        ("Read this: ", "question"),
        ("By Hu et al. ", "question"),
        ("For example, i.e. ", "question"),
        ("It is so [[A#^t]] ", "question"),
        ("See `x.y`, and (", "question"),
    ],
)
def test_a_reference_at_the_start_of_a_sentence_has_a_capital(
    before: str, said: str
) -> None:
    end = "**" if before.endswith("**") else ""
    notes = {"A.md": COUNTED, "B.md": f"# B\n\n{before}[[A#^q]]{end} asks."}
    book = settled(notes, files=("c.jpg",), kind=Kind.VAULT)
    *_, link = (
        node for node in walk(book.chapter("B.md").blocks) if isinstance(node, Link)
    )
    assert text_of(link) == f"{said}\u00a01"


def test_references_are_in_the_language_of_the_book() -> None:
    text = "# A\n\nTabelle: T ^t\n\n| x |\n|---|\n\n[[#^t]]"
    book = settled({"A.md": text}, language="de-AT")
    assert book.links("A.md") == ["Tabelle\u00a01.1 -> a--b-t"]


@pytest.mark.parametrize(("count", "kinds"), [(9, []), (10, ["table", "question"])])
def test_what_a_book_has_many_of_is_listed(count: int, kinds: list[str]) -> None:
    one = 'Table: "T" *x*[^n]\n\n| x |\n|---|\n\n> [!question|core] Q [[A]]?\n> a'
    none = "| no caption |\n|---|"
    text = "\n\n".join(["# A", none, *[one] * count, "[^n]: note"])
    lists = settled({"A.md": text}).book.catalogues
    assert [each.kind for each in lists] == kinds
    assert [len(each.entries) for each in lists] == [count] * len(kinds)
    assert [
        (each.entries[1].number, each.entries[1].text, each.entries[1].anchor)
        for each in lists
    ] == [("1.2", "“T” x", "a--table-1.2"), ("2", "Q A?", "a--question-2")][
        : len(kinds)
    ]


@pytest.mark.parametrize(
    ("caption", "listed"),
    [
        ("Rewards. Solid lines were measured.", "Rewards"),
        ("What is it? Say why.", "What is it?"),
        (
            "Rewards vs. Costs, by Fig. 2 of Hu et al. 2023. Left: costs.",
            "Rewards vs. Costs, by Fig. 2 of Hu et al. 2023",
        ),
        ("J. S. Bach says “so.” Others differ.", "J. S. Bach says “so.”"),
        ("At 1.5 s. of it", "At 1.5 s. of it"),
        ("And so on ...", "And so on ..."),
        ("報酬。実線は測定値。", "報酬。"),
    ],
)
def test_lists_say_the_first_sentence_of_a_caption(caption: str, listed: str) -> None:
    assert first_sentence(caption) == listed


def test_what_is_embedded_is_listed_once_where_it_is_written() -> None:
    tables = "\n\n".join(f"Table: T{n}\n\n| x |\n|---|" for n in range(10))
    notes = {"A.md": "# A\n\n![[B]]\n\n![[B]]", "B.md": f"# B\n\n{tables}"}
    (tables_of,) = settled(notes).book.catalogues
    assert [each.anchor for each in tables_of.entries] == [
        f"b--table-2.{n}" for n in range(1, 11)
    ]


def test_words_and_links_are_counted() -> None:
    notes = {"X.md": "# X\n\none [[X]] [[Nope]] [t](https://e.x)", "Y.md": "# Y\n\ntwo"}
    counts = settled(notes).book.counts
    assert {key: counts[key] for key in counts if key.startswith("links")} == {
        "links_internal": 1,
        "links_external": 1,
        "links_dangling": 1,
    }
    assert counts["words"] > 0


# ------------------------------------------------------------------------ tasks


def test_the_checklist_takes_boxes_sections_and_whole_notes() -> None:
    book = settled(
        {
            "X.md": "# X\n\n- [ ] one [[Y#s|see]][^1]\n- [x] two\n  - nested\n"
            "  - [ ] boxed\n- plain\n\n## Checklist: x\n\n- a\n- b ^b\n\n### deeper\n\n"
            "1. c\n\n## other\n\n- no\n\n[^1]: n",
            "Y.md": "---\nchecklist: true\n---\n# Y\n\n- y0\n\n## s\n\n- y1 “q”\n\n> - y2",
        }
    )
    assert [
        (task.state, text_of(task.inlines), task.anchor, task.explained, task.group)
        for task in book.book.tasks
    ] == [
        (" ", "one see (n)", "x--task", "y--s", "X"),
        ("x", "two", "x--task-1", "x", "X"),
        (" ", "boxed", "x--task-2", "x", "X"),
        ("", "a", "x--task-3", "x--checklist-x", "X"),
        ("", "b", "x--b-b", "x--checklist-x", "X"),
        ("", "c", "x--task-5", "x--deeper", "X"),
        ("", "y0", "y--task", "y", "Y"),
        ("", "y1 “q”", "y--task-1", "y--s", "s"),
        ("", "y2", "y--task-2", "y--s", "s"),
    ]
    assert {task.anchor for task in book.book.tasks} <= set(book.book.targets)


def _said(note: str, language: str = "en", headings: tuple[str, ...] = ()) -> list[str]:
    book = settled({"X.md": note}, language=language, headings=headings).book
    return [text_of(task.inlines) for task in book.tasks]


def test_a_note_of_an_item_is_told_in_brackets_once() -> None:
    note = (
        "# X\n\n- [ ] a[^1], b[^1]\n- [ ] *c[^2]*\n- [ ] d^[e. f!]\n- [ ] g^[**h**.]\n"
    )
    note += "\n[^1]: Twice *a* week[^2].\n\n    And so on.\n\n[^2]: Well...\n"
    assert _said(note) == [
        "a (Twice a week. And so on), b",
        "c (Well…)",
        "d (e. f!)",
        "g (h)",
    ]


def test_an_item_says_what_it_begins_with_be_it_no_paragraph() -> None:
    note = "# X\n\n- [ ] $$x$$\n- [ ] `y`\n"
    note += "\n## Checklist\n\n- ```\n  first line\n  second\n  ```\n- > quoted\n- ### Head\n- - inner\n"
    assert _said(note) == ["x", "y", "first line", "quoted", "Head", "inner"]


@pytest.mark.parametrize(
    ("language", "headings", "heading", "found"),
    [
        ("en", (), "Checklist for later", ["a"]),
        ("en", (), "The checklist", []),
        ("en", (), "Liste de contrôle", []),
        ("fr", (), "Liste de contrôle : avant", ["a"]),
        ("de-AT", (), "CHECKLISTE", ["a"]),
        ("ja", (), "チェックリスト：前日", ["a"]),
        ("ru", (), "Чек-лист", ["a"]),
        ("en", ("To do",), "to do today", ["a"]),
        ("en", ("To do",), "Checklist", []),
    ],
)
def test_headings_say_that_a_list_is_a_checklist_in_the_language(
    language: str, headings: tuple[str, ...], heading: str, found: list[str]
) -> None:
    note = f"# X\n\n## {heading}\n\n- a\n\n## Other\n\n- b\n"
    assert _said(note, language, headings) == found


def test_a_note_whose_title_begins_so_is_one_grouped_by_its_headings() -> None:
    note = "# Checklist for the day\n\n## Morning\n\n- a\n\n## Evening\n\n- b\n"
    book = settled({"X.md": note}).book
    assert [(task.group, text_of(task.inlines)) for task in book.tasks] == [
        ("Morning", "a"),
        ("Evening", "b"),
    ]


def test_items_of_an_embedded_chapter_are_listed_once() -> None:
    notes = {"X.md": "# X\n\n![[Y]]", "Y.md": "# Y\n\n- [ ] do"}
    assert [task.anchor for task in settled(notes).book.tasks] == ["y--task"]


def test_a_note_that_wants_none_has_no_items_wherever_it_is_embedded() -> None:
    off = "---\nchecklist: no\n---\n# {0}\n\n- [ ] a\n\n## Checklist\n\n- b\n"
    notes = {
        "X.md": "# X\n\n- [ ] one\n\n![[Y]]\n\n![[Z]]\n\n- [ ] two\n",
        "Y.md": off.format("Y"),
        "Z.md": "---\npublish: false\nchecklist: false\n---\n# Z\n\n- [ ] z\n",
    }
    book = settled(notes)
    assert [text_of(task.inlines) for task in book.book.tasks] == ["one", "two"]
    items = [
        node for node in walk(book.chapter("Y.md").blocks) if isinstance(node, Item)
    ]
    assert [item.task for item in items] == [" ", ""]


def test_a_checklist_has_boxes_in_the_book_too() -> None:
    note = "# X\n\n- no\n\n## Checklist\n\n- a\n  - why\n- [x] b\n- c ^c\n\n1. d\n"
    items = [
        (node.task, node.id)
        for node in walk(settled({"X.md": note}).chapter("X.md").blocks)
        if isinstance(node, Item)
    ]
    assert items == [
        ("", ""),
        (" ", "x--task"),
        ("", ""),
        ("x", "x--task-1"),
        (" ", "x--b-c"),
        (" ", "x--task-3"),
    ]


def test_a_formula_within_an_items_words_does_not_end_them() -> None:
    note = "# X\n\n- [ ] know $$x$$ and\n  more\n- [ ] so:\n  $$y$$\n- [ ] but\n\n  $$z$$\n"
    assert _said(note) == ["know x and more", "so: y", "but"]


def test_an_item_that_is_a_picture_says_what_the_picture_is_called() -> None:
    assert _said("# X\n\n- [ ] ![[a map.png]]\n- [ ] ![The way](b.png)\n") == [
        "a map.png",
        "The way",
    ]


def test_a_chapter_that_is_a_checklist_and_nothing_else_is_known_as_one() -> None:
    notes = {
        "A.md": "---\nchecklist: true\nlang: de\n---\n# Vorher\n\n- a\n",
        "B.md": "# Checklist\n\n- b\n",
        "C.md": "# Two\n\n## Checklist\n\n- c\n",
    }
    assert [(task.whole, task.language) for task in settled(notes).book.tasks] == [
        (True, "de"),
        (True, ""),
        (False, ""),
    ]


def test_quotes_pair_across_markup_and_leave_code_alone() -> None:
    book = settled(
        {"X.md": "# It's\n\n\"a *b 'c* d' `'x'` [\"l\"](https://e.x/a--b)\" -- e..."}
    )
    chapter = book.chapter("X.md")
    assert chapter.title == "It’s"
    (paragraph,) = chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph) == "“a b ‘c d’ 'x' “l”” – e…"
    assert book.book.contents[0].text == "It’s"


PROPERTIES = """---
description: 'What "we" don''t know -- yet... --all'
author: Conan O'Brien
{}---
# It's

> [!question|author's "own", 5 min] Why's that?
> So.
"""


def test_what_is_printed_of_properties_has_the_marks_of_the_language() -> None:
    notes = {"Home.md": PROPERTIES.format(""), "B.md": "# B\n"}
    notes["C.md"] = PROPERTIES.format("lang: de\n")
    book = settled(notes)
    said = book.book.metadata
    assert said.authors == ("Conan O’Brien",)
    assert said.description == "What “we” don’t know – yet… --all"
    for path, description, fact in (
        ("Home.md", "What “we” don’t know – yet… --all", "author’s “own”"),
        ("C.md", "What „we“ don’t know – yet… --all", "author’s „own“"),
    ):
        chapter = book.chapter(path)
        assert chapter.title == "It’s"
        assert chapter.description == description
        (question,) = chapter.blocks
        assert isinstance(question, Question)
        assert question.facts == (fact, "5 min")


def test_words_in_diagrams_have_their_apostrophes_and_signs_stay() -> None:
    drawn = "%%{init: {'theme':'base'}}%%\nflowchart LR\nA[The user's 'own'] --> B"
    chart = '{"mark": "bar", "title": "user\'s"}'
    text = f"```mermaid\n{drawn}\n```\n\n```vega-lite\n{chart}\n```\n"
    blocks = settled({"X.md": text}).chapter("X.md").blocks
    assert [node.text.strip() for node in blocks if isinstance(node, Diagram)] == [
        drawn.replace("r's", "r’s"),
        chart,
    ]


def test_in_a_plain_folder_wikilinks_are_links_and_in_mdbook_text() -> None:
    notes = {
        "SUMMARY.md": "- [A](a.md)\n- [B](b.md)",
        "a.md": "# A\n\n[[b]] [b](b.html)",
        "b.md": "# B",
    }
    assert links(notes, "a.md", kind=Kind.MDBOOK) == ["b -> b"]
    plain = {path: text for path, text in notes.items() if path != "SUMMARY.md"}
    assert links(plain, "a.md", kind=Kind.PLAIN) == ["b -> b", "b -> b"]


def test_a_title_may_hold_a_picture_and_names_what_it_embeds() -> None:
    book = settled(
        {"X.md": "# ![d](p.png) See ![[Y]] and [[Y]]\n\nx", "Y.md": "# Y"},
        files=("p.png",),
    )
    title = book.chapter("X.md").title_inlines
    assert [type(node).__name__ for node in title] == [
        "Image",
        "Text",
        "Link",
        "Text",
        "Link",
    ]
    assert book.told == ()


# ---------------------------------------------------------------------- R11.3


def test_unknown_directives_of_mdbook_are_told_in_prose() -> None:
    text = "a {{#toc x}} {{x}}\n\n`{{#if T}}`\n\n```hbs\n{{#each b}}\n```\n"
    book = settled({"X.md": text}, kind=Kind.MDBOOK)
    assert [(each.code, each.span.column, each.message) for each in book.told] == [
        ("unknown-directive", 3, "“#toc” is not known here"),
    ]
    elsewhere = settled({"X.md": text}).told
    assert [each.message for each in elsewhere] == ["“x” is not known here"]


def test_a_heading_without_words_is_not_in_the_contents() -> None:
    book = settled({"X.md": "# X\n\n##\n\n### a\n\n## b"}).book
    (chapter,) = book.contents
    assert [entry.text for entry in chapter.entries] == ["a", "b"]


def test_a_footnote_in_the_words_of_a_link_is_numbered() -> None:
    book = settled(
        {"X.md": "# X\n\n[m[^1]](Y.md) [w^[in]](Y.md)\n\n[^1]: n", "Y.md": "# Y"}
    )
    marks = [
        node.number
        for node in walk(book.chapter("X.md").blocks)
        if isinstance(node, FootnoteMark)
    ]
    assert (marks, book.told) == ([1, 2], ())
    assert book.links("X.md") == ["m -> y", "w -> y"]
