"""A handbook's template may be at fault in ways that only the edition finds."""

from pathlib import Path

import pytest

from octavo.find import product_folder
from octavo.model.commission import Commission
from octavo.pipeline import build

NOTE = "# One\n\nText.\n\n- [ ] An item\n"
CASES: dict[str, tuple[str, str, str, str, str]] = {
    "an id twice": (
        "epub",
        "epub/chapter.xhtml",
        "{{ body }}",
        '{{ body }}<i id="x"/><i id="x"/>',
        "in the file “one” the id “x” stands twice",
    ),
    "no title": (
        "epub",
        "epub/file.xhtml",
        "<title>{{ heading }}",
        "<title> ",
        "in the file “title-page” the title is empty",
    ),
    "a link to no file": (
        "epub",
        "epub/chapter.xhtml",
        "{{ body }}",
        '<a href="gone.xhtml">x</a>',
        "in the file “one” the link “gone.xhtml” names no file of the book",
    ),
    "a link to no place": (
        "epub",
        "epub/chapter.xhtml",
        "{{ body }}",
        '<a href="#gone">x</a>',
        "in the file “one” the link “#gone” leads to no place",
    ),
    "a picture that is not there": (
        "epub",
        "epub/chapter.xhtml",
        "{{ body }}",
        '<img src="logo.png" alt=""/>',
        "in the file “one” there is no picture “logo.png”",
    ),
    "an item without its place": (
        "checklist",
        "checklist/book.html",
        'class="item" data-task="{{ task.state }}" data-at=',
        'class="item" data-of=',
        "the checklist's page lacks a place (`data-at`) on each “item”",
    ),
    "an item in a strange place": (
        "checklist",
        "checklist/book.html",
        'data-at="',
        'data-at="x',
        "the checklist's page lacks a place (`data-at`) on each “item”",
    ),
    "a group without a head": (
        "checklist",
        "checklist/book.html",
        "group-head",
        "grouphead",
        "the checklist's page lacks an element with the class “group-head” in each "
        "“group”",
    ),
    "no body": (
        "checklist",
        "checklist/book.html",
        "body>",
        "main>",
        "the checklist's page lacks the element “body”",
    ),
    "no title of the checklist": (
        "checklist",
        "checklist/book.html",
        "title>",
        "style>",
        "the checklist's page lacks the element “title”",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_page_unfit_for_its_edition_is_told_at_its_template(
    name: str, tmp_path: Path
) -> None:
    edition, template, old, new, why = CASES[name]
    ours = (product_folder("templates") / template).read_text()
    assert old in ours
    place = tmp_path / "own" / template
    place.parent.mkdir(parents=True)
    place.write_text(ours.replace(old, new))
    (tmp_path / "One.md").write_text(NOTE)
    (tmp_path / "handbook.toml").write_text('[templates]\nfolder = "own"\n')
    asked = Commission(path=tmp_path, out=tmp_path / "dist", editions=(edition,))
    proof = build(asked, lambda _: None)
    assert [
        (told.code, str(told.span.path), told.message) for told in proof.diagnostics
    ] == [
        ("template-error", f"own/{template}", f"the template cannot be used: {why}"),
    ]
    assert not (tmp_path / "dist").exists() or not list((tmp_path / "dist").iterdir())
