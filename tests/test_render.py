"""Galleys: what templates see, how a handbook restyles, what its mistakes look like."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from elsewhere import elsewhere
from jinja2 import TemplateSyntaxError
from lxml import etree
from somebody import as_somebody_else

from octavo.diagnostics import Outcome, Span
from octavo.find import Overrides, files, overrides, product_folder
from octavo.model.artifact import Artifact
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.blocks import Block, Callout, Footnote, Paragraph
from octavo.model.book import Book, Chapter, Entry, Metadata, Part, Role, Target
from octavo.model.config import Config, StylesConfig
from octavo.model.dialect import Dialect, SoftBreak
from octavo.model.displays import Figure
from octavo.model.edition import Edition, Plan, Setting
from octavo.model.galley import Galley
from octavo.model.inlines import FootnoteMark, Image, Link, Text
from octavo.model.mapping import FrozenMapping
from octavo.model.vault import Kind
from octavo.render import render
from octavo.render.press import Press

AT = Span.whole(PurePosixPath("note.md"))
FRAME = b'<html><body class="{{ kind }} {{ role }}">{{ body }}</body></html>'


def p(*inlines: object) -> Paragraph:
    return Paragraph(
        span=AT,
        inlines=tuple(
            Text(span=AT, text=piece) if isinstance(piece, str) else piece
            for piece in inlines
        ),
    )


def chapter(anchor: str, *blocks: Block, **fields: object) -> Chapter:
    return Chapter(
        path=PurePosixPath(f"{anchor}.md"),
        title=f"Title {anchor}",
        title_inlines=(),
        anchor=anchor,
        slug=f"{anchor}-file",
        digest="",
        role=Role.BODY,
        blocks=blocks,
        span=AT,
        **fields,  # type: ignore[arg-type]
    )


def book(*chapters: Chapter, language: str = "en", direction: str = "ltr") -> Book:
    targets = {
        c.anchor: Target(
            anchor=c.anchor, chapter=c.anchor, text=c.title, kind="chapter", span=AT
        )
        for c in chapters
    }
    return Book(
        metadata=Metadata(
            title="T & t",
            language=language,
            identifier="urn:x",
            slug="t",
            direction=direction,
        ),
        dialect=Dialect(
            kind=Kind.VAULT,
            rules=(),
            soft_break=SoftBreak.BLANK,
            wiki=True,
        ),
        parts=(Part(title="One", chapters=chapters, number=1, anchor="part-1"),),
        targets=FrozenMapping(targets),
        contents=(Entry(text="Title a", anchor="a", level=1),),
    )


def plan(book: Book, config: Config) -> tuple[Plan, ...]:
    """A sheet for each chapter that has a page."""
    return tuple(
        Plan(
            template="chapter.html",
            name=each.slug,
            kind="chapter",
            role="body",
            chapter=each.anchor,
            title=each.title,
        )
        for each in book.chapters()
        if each.page
    )


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    return Outcome(())


def edition(**fields: object) -> Edition:
    row = Edition(
        name="trial",
        about="",
        templates="trial",
        styles=("tokens",),
        setting=Setting(
            footnotes="foot", formulas="picture", page_numbers=True, files=False
        ),
        plan=plan,
        values=lambda config: (("page", config.pdf.page),),
        finish=finish,
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def own(*, styles: dict[str, str] | None = None, **templates: bytes) -> Overrides:
    """A handbook's templates; `shared_x` is shared/x.html, other names trial/x.html."""
    return Overrides(
        templates=tuple(
            (
                f"{name}.html".replace("_", "/")
                if "_" in name
                else f"trial/{name}.html",
                t,
            )
            for name, t in sorted({"chapter": FRAME, **templates}.items())
        ),
        styles=tuple((name, text.encode()) for name, text in (styles or {}).items()),
        templates_folder="my/templates",
        styles_folder="my/styles",
    )


def first(printed: Outcome[Galley]) -> str:
    assert printed.diagnostics == ()
    return printed.value.sheets[0].html


def told(printed: Outcome[Galley]) -> list[tuple[str, str, int, str]]:
    return [(d.code, str(d.span.path), d.span.line, d.message) for d in printed[1]]


# ------------------------------------------------------------------ the galley


def test_a_sheet_says_what_stands_in_it() -> None:
    note = Footnote(
        span=AT, label="x", blocks=(p("n"),), number=1, marks=("m",), id="a--n1"
    )
    mark = FootnoteMark(span=AT, label="x", number=1, anchor="m", note="a--n1")
    to_b = Link(span=AT, inlines=(), anchor="b", wants_page=True)
    whole = book(
        chapter("a", p("x", mark, to_b), note, level=2, language="de"), chapter("b")
    )
    galley, diagnostics = render(whole, edition(), Config(), own())
    assert diagnostics == ()
    sheet, other = galley.sheets
    assert (sheet.name, sheet.kind, sheet.role) == ("a-file", "chapter", "body")
    assert (sheet.title, sheet.language, sheet.level) == ("Title a", "de", 2)
    assert (sheet.anchors, sheet.wants, sheet.notes) == (("a--n1",), ("b",), 1)
    assert (other.language, other.level, other.notes) == ("en", 1, 0)
    assert sheet.digest != other.digest
    assert galley.values == (("page", "b5"),)
    assert galley.outline == whole.contents
    assert galley.edition == "trial"


def test_a_template_sees_what_the_docstring_promises() -> None:
    template = (
        b"<html><p>{{ book.metadata.title }}|{{ metadata.slug }}|{{ words.contents }}|"
        b"{{ setting.footnotes }}|{{ edition }}|{{ name }}|{{ title }}|{{ language }}|"
        b"{{ direction }}|{{ classes }}|{{ chapter.anchor }}|{{ address('b') }}|"
        b"{{ address('nowhere') }}|{{ compose_inlines(chapter.blocks[0].inlines) }}</p>"
        b"</html>"
    )
    whole = book(
        chapter("a", p("<x>"), classes=("Wide", "a.b")),
        chapter("b", p("y")),
        language="fa",
        direction="rtl",
    )
    assert first(render(whole, edition(), Config(), own(chapter=template))) == (
        "<html><p>T &amp; t|t|Contents|foot|trial|a-file|Title a|fa|rtl|x-wide|a|#b||"
        "&lt;x&gt;</p></html>"
    )


def test_a_link_to_another_file_names_it_and_one_to_no_file_is_text() -> None:
    def to(anchor: str) -> Link:
        return Link(span=AT, inlines=(Text(span=AT, text="x"),), anchor=anchor)

    files = edition(
        setting=Setting(
            footnotes="end",
            formulas="mathml",
            page_numbers=False,
            files=True,
            suffix=".xhtml",
        )
    )
    whole = book(
        chapter("a", p(to("a"), to("b"), to("draft"), to("part-1"))),
        chapter("b"),
        chapter("draft", page=False),
    )
    assert first(render(whole, files, Config(), own())) == (
        '<html><body class="chapter body"><p><a class="reference" href="#a">x</a>'
        '<a class="reference" href="b-file.xhtml#b">x</a>xx</p></body></html>'
    )


def test_a_part_page_is_a_place() -> None:
    def with_part(book: Book, config: Config) -> tuple[Plan, ...]:
        part = Plan(
            template="trial/part.html",
            name="one",
            kind="part",
            role="body",
            title="One",
            values={"part": book.parts[0]},
        )
        return (part, *plan(book, config))

    to_part = Link(span=AT, inlines=(Text(span=AT, text="x"),), anchor="part-1")
    part = (
        b'<html id="{{ part.anchor }}">{{ part.title }}, {{ chapter is none }}</html>'
    )
    galley, _ = render(
        book(chapter("a", p(to_part))),
        edition(plan=with_part),
        Config(),
        own(part=part),
    )
    assert galley.sheets[0].html == '<html id="part-1">One, True</html>'
    assert galley.sheets[0].level == 0
    assert '<a class="reference" href="#part-1">x</a>' in galley.sheets[1].html


def test_only_pictures_that_are_used_come_along() -> None:
    pictures = tuple(
        Asset(name=name, media_type="image/png", data=b"", digest="")
        for name in ("images/a.png", "images/b.png")
    )
    image = Image(span=AT, target="b.png", asset="images/b.png")
    whole = replace(book(chapter("a", Figure(span=AT, image=image))), pictures=pictures)
    galley, _ = render(whole, edition(), Config(), own())
    assert [asset.name for asset in galley.assets] == ["images/b.png"]


def test_characters_that_no_sheet_may_hold_are_not_printed_by_templates() -> None:
    whole = book(chapter("a"))
    whole = replace(whole, metadata=replace(whole.metadata, title="a\x00\x1fb"))
    template = b"<html>{{ metadata.title }}</html>"
    printed = render(whole, edition(), Config(), own(chapter=template))
    assert first(printed) == "<html>ab</html>"


# ------------------------------------------------------------------ restyling


def test_one_macro_file_restyles_callouts_and_may_leave_arguments_out() -> None:
    callout = Callout(span=AT, kind="tip", written="tip", title=(), blocks=(p("x"),))
    macro = b"{% macro callout(label, body) %}<aside>{{ label }}{{ body }}</aside>{% endmacro %}"
    printed = render(
        book(chapter("a", callout)), edition(), Config(), own(shared_callout=macro)
    )
    assert first(printed) == (
        '<html><body class="chapter body"><aside>Tip<p>x</p></aside></body></html>'
    )


def test_tokens_and_sheets_of_the_handbook_come_last_in_this_order() -> None:
    config = Config(
        styles=StylesConfig(tokens=(("accent", "#123456"), ("ink", "#000")))
    )
    sheets = {
        "b.css": "b{}",
        "a.css": "a{}",
        "trial/z.css": "z{}",
        "epub/y.css": "y{}",
        "note.txt": "t",
    }
    galley, diagnostics = render(book(), edition(), config, own(styles=sheets))
    assert diagnostics == ()
    assert galley.styles.endswith(
        ":root {\n  --accent: #123456;\n  --ink: #000;\n}\n"
        "/* octavo: 1 lines of my/styles/b.css */\nb{}\n"
        "/* octavo: 1 lines of my/styles/a.css */\na{}\n"
        "/* octavo: 1 lines of my/styles/trial/z.css */\nz{}"
    )
    assert galley.styles.index("--accent:") < galley.styles.index("#123456")


@pytest.mark.parametrize(
    ("sheet", "ours"),
    [
        ("p { color: red }", "yes"),
        ("p { font-size: 9pt }", "yes"),
        ("p { FONT-family: Mine }", "no"),
        ("p{font:9pt Mine}", "no"),
    ],
)
def test_a_template_knows_whether_fonts_are_ours(sheet: str, ours: str) -> None:
    template = b"<html><p>{{ 'yes' if our_fonts else 'no' }}</p></html>"
    mine = own(styles={"own.css": sheet}, chapter=template)
    assert first(render(book(chapter("a")), edition(), Config(), mine)) == (
        f"<html><p>{ours}</p></html>"
    )


def test_a_font_that_a_sheet_names_comes_along() -> None:
    styles = {"own.css": "@font-face { src: url(octavo:fonts/Mine.ttf) }"}
    mine = own(styles=styles)
    mine = replace(mine, styles=(*mine.styles, ("fonts/Mine.ttf", b"font")))
    galley, _ = render(book(), edition(styles=()), Config(), mine)
    assert [(a.name, a.media_type, a.read()) for a in galley.assets] == [
        ("fonts/Mine.ttf", "font/ttf", b"font")
    ]


def test_a_font_of_ours_lies_where_it_lies(checkout: Path) -> None:
    name = "fonts/OctavoMono-Regular.ttf"
    mine = own(styles={"own.css": f"@font-face {{ src: url(octavo:{name}) }}"})
    galley, _ = render(book(), edition(styles=()), Config(), mine)
    (font,) = galley.assets
    data = (checkout / "styles" / name).read_bytes()
    assert (font.name, font.media_type, font.read()) == (name, "font/ttf", data)
    assert font.digest == sha256(data).hexdigest()


# ------------------------------------------------------------------ mistakes

MISTAKES = {
    "an undefined name": (
        {"chapter": b"<html>\n{{ chaptr }}</html>"},
        ("my/templates/trial/chapter.html", 2, "'chaptr' is undefined"),
    ),
    "an undefined field": (
        {"chapter": b"<html>\n\n{{ chapter.titel }}</html>"},
        (
            "my/templates/trial/chapter.html",
            3,
            "a Chapter has no attribute 'titel'",
        ),
    ),
    "broken syntax": (
        {"chapter": b"<html>\n{% if %}</html>"},
        (
            "my/templates/trial/chapter.html",
            2,
            "Expected an expression, got 'end of statement block'",
        ),
    ),
    "arithmetic": (
        {"chapter": b"<html>{{ 1 // 0 }}</html>"},
        ("my/templates/trial/chapter.html", 1, "integer division or modulo by zero"),
    ),
    "a type": (
        {"chapter": b"<html>\n{{ 1 + 'a' }}</html>"},
        (
            "my/templates/trial/chapter.html",
            2,
            "unsupported operand type(s) for +: 'int' and 'str'",
        ),
    ),
    "a missing template": (
        {"chapter": b"\n{% extends 'trial/frme.html' %}"},
        (
            "my/templates/trial/chapter.html",
            2,
            "there is no template “trial/frme.html”",
        ),
    ),
    "endless recursion": (
        {"chapter": b"<html>{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}</html>"},
        ("my/templates/trial/chapter.html", 1, "it calls itself without end"),
    ),
    "an element left open": (
        {"chapter": b"<html>\n<br>\n</html>"},
        (
            "my/templates/trial/chapter.html",
            1,
            "its page is not well-formed XML: mismatched tag near “</html>”",
        ),
    ),
    "a named entity": (
        {"chapter": b"<html>a&nbsp;b</html>"},
        (
            "my/templates/trial/chapter.html",
            1,
            "its page is not well-formed XML: undefined entity near "
            "“<html>a&nbsp;b</html>”",
        ),
    ),
    "a way out of the sandbox": (
        {"chapter": b"<html>{{ ''.__class__.__mro__ }}</html>"},
        (
            "my/templates/trial/chapter.html",
            1,
            "access to attribute '__class__' of 'str' object is unsafe",
        ),
    ),
    "a macro that is not there": (
        {"shared_callout": b"{% macro calout() %}{% endmacro %}"},
        ("my/templates/shared/callout.html", 1, "it has no macro “callout”"),
    ),
    "an undefined name in a macro": (
        {"shared_callout": b"{% macro callout() %}\n{{ colour }}{% endmacro %}"},
        ("my/templates/shared/callout.html", 2, "'colour' is undefined"),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_template_is_told_with_its_line(name: str) -> None:
    templates, (path, line, why) = MISTAKES[name]
    callout = Callout(span=AT, kind="tip", written="tip", title=(), blocks=())
    whole = book(chapter("a", callout), chapter("b", callout))
    printed = render(whole, edition(), Config(), own(**templates))
    message = f"the template cannot be used: {why}"
    assert told(printed) == [("template-error", path, line, message)]
    assert printed.value.sheets == ()


def test_all_that_readers_restyle_has_its_macro() -> None:
    ours = tuple(files(product_folder("templates")))
    Press(Overrides(templates=ours), {}).shapes()
    without = tuple(row for row in ours if row[0] != "shared/task.html")
    broken = (*without, ("shared/task.html", b"{% macro bax() %}{% endmacro %}"))
    with pytest.raises(TemplateSyntaxError, match="it has no macro “box”"):
        Press(Overrides(templates=broken), {}).shapes()


def test_sheets_and_mistakes_are_the_same_whoever_prints_them() -> None:
    frame = b"<html>{{ chapter.title }}{% if name == 'b-file' %}{{ 1 // 0 }}{% endif %}"
    whole = book(*(chapter(name, p(f"Text {name}")) for name in "abc"))
    given = (whole, edition(), Config(), own(chapter=frame + b"{{ body }}</html>"))
    helped = render(*given, spread=elsewhere)
    assert helped == render(*given)
    assert [sheet.name for sheet in helped.value.sheets] == ["a-file", "c-file"]
    assert len(told(helped)) == 1


def test_a_template_that_is_not_utf8_is_told_and_ours_taken() -> None:
    callout = Callout(span=AT, kind="tip", written="tip", title=(), blocks=())
    printed = render(
        book(chapter("a", callout)),
        edition(),
        Config(),
        own(shared_callout="{# ü\n #} ü".encode() + b"\xff"),
    )
    assert told(printed) == [
        ("not-utf8", "my/templates/shared/callout.html", 2, "byte FF is not UTF-8")
    ]
    assert printed.diagnostics[0].span.column == 6
    assert '<div class="callout callout-tip"' in printed.value.sheets[0].html


def test_a_mistake_of_ours_is_no_mistake_of_the_template() -> None:
    def broken() -> str:
        return {}["ours"]

    broken.__globals__["__name__"], name = (
        "octavo.broken",
        broken.__globals__["__name__"],
    )
    call: Callable[[], str] = broken

    def with_call(book: Book, config: Config) -> tuple[Plan, ...]:
        return tuple(
            replace(each, values={"call": call}) for each in plan(book, config)
        )

    template = b"<html>{{ call() }}</html>"
    try:
        with pytest.raises(KeyError, match="ours"):
            render(
                book(chapter("a")),
                edition(plan=with_call),
                Config(),
                own(chapter=template),
            )
    finally:
        broken.__globals__["__name__"] = name


# ------------------------------------------------------------------ the folders


def test_overrides_are_read_from_the_folders_of_the_handbook(tmp_path: Path) -> None:
    (tmp_path / "own" / "shared").mkdir(parents=True)
    (tmp_path / "own" / "shared" / "callout.html").write_bytes(b"a")
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "b.css").write_bytes(b"b")
    assert overrides(tmp_path, "own", "css") == Overrides(
        templates=(("shared/callout.html", b"a"),),
        styles=(("b.css", b"b"),),
        templates_folder="own",
        styles_folder="css",
    )


def test_a_folder_that_is_not_inside_the_handbooks_is_not_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "css").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.css").write_bytes(b"s")
    (home / "css" / "link.css").symlink_to(tmp_path / "out" / "secret.css")
    found = overrides(home, "../out", "css")
    assert (found.templates, found.styles) == ((), ())


def test_files_of_the_handbook_that_may_not_be_read_are_told() -> None:
    home = Path(mkdtemp())
    home.chmod(0o755)
    for name in ("own/a.html", "own/deep/b.html", "css/c.css", "css/d.css"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"")
    (home / "own" / "chapter.html").write_bytes(FRAME)
    (home / "own" / "a.html").chmod(0)
    (home / "css" / "c.css").chmod(0)
    (home / "own" / "deep").chmod(0o644)

    def look() -> object:
        found = overrides(home, "own", "css")
        printed = render(book(chapter("a")), edition(), Config(), found)
        return found.styles, told(printed)

    why = "the file cannot be read: permission denied"
    unread = ("css/c.css", "own/a.html", "own/deep/b.html")
    expected = [("unreadable-file", path, 1, why) for path in unread]
    assert as_somebody_else(look) == repr(((("d.css", b""),), expected))
    (home / "own" / "deep").chmod(0o755)
    rmtree(home)


# ------------------------------------------------------------------ real editions


@pytest.mark.parametrize(
    "text", ["", "<&>\"'", "\x00\x1f\ufffe", "{{ x }}", "ß ü 漢 ع"]
)
def test_our_own_templates_are_well_formed_whatever_the_book_says(text: str) -> None:
    from octavo.editions import EDITIONS

    one = chapter("a", p(text or "x"), description=text, short=text, number="1")
    whole = book(one, chapter("b"))
    given = replace(
        whole.metadata,
        title=text or "T",
        subtitle=text,
        authors=(text,),
        version=text,
        licence=text,
        description=text,
    )
    whole = replace(whole, metadata=given)
    for row in EDITIONS:
        galley, diagnostics = render(whole, row, Config())
        assert diagnostics == ()
        for sheet in galley.sheets:
            etree.fromstring(sheet.html.encode())
