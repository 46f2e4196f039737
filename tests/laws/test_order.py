"""Whatever a folder holds: order is total, loses nothing twice, and never varies."""

from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assemble import assemble
from octavo.collate import in_folders
from octavo.dialect import recognise
from octavo.model.blocks import Break
from octavo.model.config import Config
from octavo.model.vault import Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.navigate import navigate
from octavo.navigate.wayline import lines_of
from octavo.parse import parse

NAMES = ("a", "b", "01_c", "2 d", "index", "README", "00_Home", "Contents", "SUMMARY")
paths = st.builds(
    lambda parts, name: PurePosixPath(*parts, f"{name}.md"),
    st.lists(st.sampled_from(("x", "10_y", "2_y")), max_size=2),
    st.sampled_from(NAMES),
)
pieces = st.sampled_from(
    (
        "# T",
        "## Navigation",
        "---",
        "**Next:** [[b]]",
        "**Previous:** [[a]] | **Next:** [[x/b]]",
        "**Module:** [[Contents]] → Part: One",
        "**Home:** Course",
        "← [[a]] · [[b]] →",
        "- [[a]]\n- [[x/b|B]]\n  - [[c]]",
        "[^1]: note",
        "> [[b]]",
        "| [[a]] | [[b]] |\n|---|---|",
        "Some text.",
        "```\n[[a]]\n```",
        "#### Deep",
    )
)
texts = st.one_of(
    st.lists(pieces, max_size=7).map("\n\n".join),
    st.lists(pieces, max_size=7).map("\n".join),
    st.text(max_size=40),
)
vaults = st.dictionaries(paths, texts, max_size=9)


@settings(max_examples=150, deadline=None)
@given(vaults, st.randoms(use_true_random=False), st.sampled_from(Kind))
def test_any_folder_gives_one_book_whatever_the_order_of_its_notes(
    notes: dict[PurePosixPath, str], random: object, kind: Kind
) -> None:
    shuffled = list(notes.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    books = []
    for items in (sorted(notes.items()), shuffled):
        stored = [Note(path=path, text=text, digest="") for path, text in items]
        vault = Vault(name="v", kind=kind, notes=tuple(stored))
        dialect = recognise(vault, Config())
        library = {note.path: parse(note, dialect).value for note in stored}
        after, told = navigate(library)
        books.append((assemble(vault, after, dialect, Config()), told))
    assert books[0] == books[1]
    chapters = books[0][0].value.chapters()
    printed = [chapter.path for chapter in chapters if chapter.page]
    assert len(printed) == len(set(printed))
    assert set(printed) <= set(notes)
    # What has no page is a folder that notes are in: a line of the contents.
    folders = {folder for path in notes for folder in path.parents}
    assert {chapter.path for chapter in chapters if not chapter.page} <= folders


@settings(max_examples=150, deadline=None)
@given(vaults)
def test_navigation_takes_out_whole_blocks_and_nothing_more(
    notes: dict[PurePosixPath, str],
) -> None:
    stored = [Note(path=path, text=text, digest="") for path, text in notes.items()]
    vault = Vault(name="v", kind=Kind.VAULT, notes=tuple(stored))
    dialect = recognise(vault, Config())
    before = {note.path: parse(note, dialect).value for note in stored}
    after = navigate(before).value
    for path, old in before.items():
        new = after[path]
        if not new.navigation.spans:
            assert new == old
            continue
        left = {id(block) for block in (new.heading, *new.blocks)}
        for block in old.blocks:
            if id(block) in left or isinstance(block, Break):
                continue
            assert any(
                span.line <= block.span.line <= span.end_line
                for span in new.navigation.spans
            )
            assert lines_of(block)
        assert any(text_of(block) for block in new.blocks)


@given(st.lists(paths, unique=True), st.randoms(use_true_random=False))
def test_folders_keep_every_note_and_their_notes_together(
    found: list[PurePosixPath], random: object
) -> None:
    ordered = in_folders(found)
    random.shuffle(found)  # type: ignore[attr-defined]
    assert in_folders(found) == ordered
    assert sorted(ordered) == sorted(found)
    tops = [path.parts[0] for path in ordered if len(path.parts) > 1]
    runs = [top for n, top in enumerate(tops) if n == 0 or tops[n - 1] != top]
    assert len(runs) == len(set(runs))
