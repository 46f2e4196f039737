"""Glossaries: what becomes an entry, in which order, and which words lead to it."""

import pytest
from settling import Settled, outline, settled

from octavo.model.blocks import (
    BulletList,
    Definition,
    Definitions,
    Heading,
    Paragraph,
)
from octavo.model.book import Chapter, Role
from octavo.model.inlines import Link
from octavo.model.nodes import walk
from octavo.model.vault import Kind
from octavo.model.wording import text_of
from octavo.spot import Spotter


def book(glossary: str, text: str = "x", **more: str) -> Settled:
    note = f"---\ntype: glossary\n---\n# Glossary\n\n{glossary}"
    return settled({"G.md": note, "X.md": text, **more})


def entries(chapter: Chapter) -> list[tuple[str, tuple[str, ...], str]]:
    """Of each entry its id, its forms and what it says."""
    return [
        (node.id.removeprefix("g--"), node.forms, text_of(node.blocks))
        for node in walk(chapter.blocks)
        if isinstance(node, Definition)
    ]


def linked(own: Settled, path: str = "X.md") -> list[str]:
    return [
        f"{text_of(node.inlines)} -> {node.anchor}"
        for node in walk(own.chapter(path).blocks)
        if isinstance(node, Link) and node.gloss
    ]


# ------------------------------------------------------------------ what a term is


def test_a_heading_with_what_stands_below_it_is_a_term() -> None:
    glossary = (
        "Read me.\n\n## Zeta\n\nLast.\n\n- a list\n\n"
        "## Sparse autoencoder (SAE)\n\nA *network*.\n\n### Detail\n\nMore.\n\n"
        "Also: sparse autoencoders, SAEs.\n"
    )
    chapter = book(glossary).chapter("G.md")
    assert outline(chapter.blocks)[0] == "Paragraph Read me."
    assert entries(chapter) == [
        (
            "sparse-autoencoder-sae",
            ("Sparse autoencoder", "SAE", "sparse autoencoders", "SAEs"),
            "A network.DetailMore.",
        ),
        ("zeta", ("Zeta",), "Last.a list"),
    ]
    heading = next(node for node in walk(chapter.blocks) if isinstance(node, Heading))
    assert not heading.listed
    assert [entry.text for entry in book(glossary).book.contents] == ["X", "Glossary"]


@pytest.mark.parametrize(
    ("item", "forms", "meaning"),
    [
        ("- **Agent**: it acts", ("Agent",), "it acts"),
        ("- **Agent:** it acts", ("Agent",), "it acts"),
        ("- **Agent** — it *acts*", ("Agent",), "it acts"),
        ("- **Language model** (LM): it speaks", ("Language model", "LM"), "it speaks"),
        ("- **RLHF (learning from people)**: x", ("RLHF", "learning from people"), "x"),
        ("- **Loss (training)**: x", ("Loss (training)",), "x"),
        ("- **Agent**\n\n  It acts.", ("Agent",), "It acts."),
        ("- **Agent**: it acts\n  Also: agents; actor", ("Agent", "agents", "actor"), "it acts"),
    ],
)  # fmt: skip
def test_a_bullet_that_begins_with_bold_words_is_a_term(
    item: str, forms: tuple[str, ...], meaning: str
) -> None:
    (entry,) = entries(book(item).chapter("G.md"))
    assert entry[1:] == (forms, meaning)


def test_what_is_no_term_stays_where_it_was() -> None:
    glossary = (
        "Before.\n\n## Training\n\n- **Loss**: l\n- not bold\n- **alone**\n\n"
        "Between.\n\n- **Agent**: a\n- **Actor**: b\n"
    )
    chapter = book(glossary).chapter("G.md")
    assert [type(block) for block in chapter.blocks] == [
        *(Paragraph, Heading, Definitions, BulletList, Paragraph, Definitions)
    ]
    assert [entry[0] for entry in entries(chapter)] == ["loss", "actor", "agent"]


def test_bullets_in_an_entry_that_is_a_heading_are_its_body() -> None:
    glossary = (
        "## SAE\n\nSparse.\n\n## RLHF\n\nIn steps:\n\n"
        "- **Step one**: gather\n- **Step two**: train\n- **Step three**: test\n"
    )
    assert entries(book(glossary).chapter("G.md")) == [
        ("rlhf", ("RLHF",), "In steps:Step one: gatherStep two: trainStep three: test"),
        ("sae", ("SAE",), "Sparse."),
    ]


def test_a_heading_with_nothing_below_it_is_a_term_and_told() -> None:
    own = book("## C++\n\n## RLHF\n\nx\n\n- **a**: b\n", "C++ and RLHF")
    assert entries(own.chapter("G.md")) == [
        ("c", ("C++",), ""),
        ("rlhf", ("RLHF",), "xa: b"),
    ]
    assert own.codes() == ["glossary-empty@G.md:6:1"]


def test_definition_lists_are_terms_where_they_are_read() -> None:
    note = "---\ntype: glossary\n---\n# G\n\nLoss\n: How wrong.\n\nAgent\n: Acts.\n"
    own = settled({"G.md": note, "X.md": "The loss."}, kind=Kind.PLAIN)
    assert [entry[0] for entry in entries(own.chapter("G.md"))] == ["agent", "loss"]
    assert linked(own) == ["loss -> g--loss"]


@pytest.mark.parametrize("kind", Kind)
def test_definition_lists_are_terms_in_a_glossary_of_every_kind(kind: Kind) -> None:
    text = "Eau\n: Liquide.\n\nRLHF\nPrefs\n: Learning.\n\n  More.\n"
    notes = {
        "G.md": f"---\ntype: glossary\n---\n# G\n\n{text}",
        "X.md": "L'eau, prefs.",
    }
    own = settled(notes, kind=kind)
    assert entries(own.chapter("G.md")) == [
        ("eau", ("Eau",), "Liquide."),
        ("rlhf-prefs", ("RLHF", "Prefs"), "Learning.More."),
    ]
    assert linked(own) == ["eau -> g--eau", "prefs -> g--rlhf-prefs"]


def test_letters_are_octavos_own_and_stand_above_more_than_sixty_terms() -> None:
    few = "".join(f"### A{n}\n\nx\n\n" for n in range(60))
    lists = book(f"## A\n\n{few}").chapter("G.md").blocks
    assert [getattr(block, "letter", "?") for block in lists] == [""]
    many = f"## A\n\n{few}## Ö\n\n### Öl\n\nx\n\n## 0–9\n\n### 3D\n\nx\n"
    chapter = book(many).chapter("G.md")
    assert [block.letter for block in chapter.blocks] == ["", "A", "O"]  # type: ignore[union-attr]


def test_notes_of_a_term_stay_notes() -> None:
    own = book("## A\n\nx[^1]\n\n[^1]: note\n\n## B\n\ny\n")
    assert [entry[0] for entry in entries(own.chapter("G.md"))] == ["a", "b"]
    assert own.codes() == ["glossary-unused@G.md:4:1"]


# -------------------------------------------------------------------- where it stands


def test_a_glossary_has_no_number_and_stands_behind_the_text() -> None:
    own = book("## A\n\nx", "# X", **{"H.md": "# H"})
    assert [str(chapter.path) for chapter in own.book.chapters()] == ["H.md", "X.md", "G.md"]  # fmt: skip
    chapter = own.chapter("G.md")
    assert (chapter.role, chapter.number, chapter.kind) == (Role.BACK, "", "glossary")
    alone = settled({"G.md": "---\ntype: glossary\n---\n# G\n\n## A\n\nx"})
    assert alone.chapter("G.md").role is Role.BODY


@pytest.mark.parametrize("subpath", ["Inner alignment (IA)", "IA", "inner alignment"])
def test_links_by_hand_still_find_the_term(subpath: str) -> None:
    own = book("## Inner alignment (IA)\n\nx", f"[[G#{subpath}|here]]")
    assert own.links("X.md") == ["here -> g--inner-alignment-ia"]
    assert own.codes() == []
    own = book("- **Inner alignment** (IA): x", "[[G#IA|here]]")
    assert own.links("X.md") == ["here -> g--inner-alignment"]


# ---------------------------------------------------------------------- first uses

TERMS = (
    "- **Reward hacking**: x\n- **Reward**: x\n- **AI**: x\n- **Goodhart's law**: x\n"
    "- **C++**: x\n- **報酬**: x\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reward hacking, a reward, reward hacking.", ["Reward hacking", "reward"]),
        ("Rewards are no reward.", ["reward"]),
        ("ai and AI's", ["AI"]),
        ("reward\nhacking", ["reward"]),
        ("*reward* **the reward hacking**", ["reward", "reward hacking"]),
        ('"Goodhart\'s law"', ["Goodhart’s law"]),
        ("C++, not C", ["C++"]),
        ("この報酬は", ["報酬"]),
        ("> reward\n\n# reward\n\n`reward` [reward](http://a.org)\n\n| reward |\n|---|\n| reward |", []),
        ("**Reward hacking**\n\n> [!note] AI\n> reward", ["reward"]),
        ("- reward\n- [ ] AI", ["reward", "AI"]),
        ("a[^1] reward\n\n[^1]: AI reward", ["reward", "AI"]),
        ("[[G#AI|that]] AI", []),
        ("![[G#AI]]\n\nreward", ["reward"]),
    ],
)  # fmt: skip
def test_the_first_use_in_a_chapter_leads_to_the_entry(
    text: str, expected: list[str]
) -> None:
    assert [
        words.partition(" -> ")[0] for words in linked(book(TERMS, text))
    ] == expected


def test_a_term_goes_over_a_line_end_that_is_a_blank() -> None:
    notes = {
        "G.md": f"---\ntype: glossary\n---\n# G\n\n{TERMS}",
        "X.md": "a reward\nhacking",
    }
    (node,) = settled(notes, kind=Kind.MDBOOK).chapter("X.md").blocks
    assert isinstance(node, Paragraph)
    assert [text_of(inline) for inline in node.inlines] == ["a ", "reward hacking"]


def test_every_chapter_begins_again_and_the_glossary_is_left_alone() -> None:
    own = book(TERMS, "reward", **{"Y.md": "the reward"})
    assert linked(own) == linked(own, "Y.md") == ["reward -> g--reward"]
    assert linked(own, "G.md") == []


def test_a_checklist_item_is_explained_by_its_section_not_by_the_glossary() -> None:
    own = book(TERMS, "## Work\n\n- [ ] find reward hacking")
    (task,) = own.book.tasks
    assert task.explained == "x--work"
    assert not any(isinstance(node, Link) for node in walk(task.inlines))


def test_forms_and_text_of_any_length_take_time_in_proportion() -> None:
    spotter = Spotter((f"term {n} of many", n) for n in range(10_000))
    text = "term 9999 of many " * 20_000
    assert sum(1 for _ in spotter.spot(text)) == 20_000
    long = Spotter([("a " * 12 + "b", 0), ("a " * 11 + "b", 1)])
    found = list(long.spot("a " * 50_000 + "b"))
    assert [(each.start, each.value) for each in found] == [(2 * (50_000 - 11), 1)]


def test_links_from_entry_to_entry_print_no_page_and_others_do() -> None:
    own = book("## Alpha\n\nSee [[#Beta]] and [[X]].\n\n## Beta\n\nx", "[[G#Beta]]")
    wanted = [
        (node.anchor, node.wants_page)
        for path in ("G.md", "X.md")
        for node in walk(own.chapter(path).blocks)
        if isinstance(node, Link)
    ]
    assert wanted == [("g--beta", False), ("x", True), ("g--beta", True)]
