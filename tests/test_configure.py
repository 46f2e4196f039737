"""`handbook.toml`, `book.toml` and `--set` → Config, and what is said about them."""

from pathlib import PurePosixPath

import pytest

from octavo.configure import configure
from octavo.model.config import Config, HandbookConfig, OrderEntry, PdfConfig

TOML = PurePosixPath("handbook.toml")


def told(text: str, *overrides: str) -> list[tuple[str, str, str, str]]:
    """Place, code, message and help of each diagnostic."""
    return [
        (
            f"{d.span.path}:{d.span.line}:{d.span.column}-"
            f"{d.span.end_line}:{d.span.end_column}",
            d.code,
            d.message,
            d.help,
        )
        for d in configure(text, TOML, overrides).diagnostics
    ]


def test_nothing_written_gives_the_defaults() -> None:
    assert configure("", TOML) == (Config(), ())


def test_every_kind_of_value_is_read() -> None:
    text = """
[handbook]
title = "T"
authors = ["A", "B"]
order = ["a.md", { part = "P", chapters = ["b/*.md", { path = "c.md", title = "C" }] }]
[pdf]
page = "17x24cm"
tagged = false
toc_depth = 3
[styles]
tokens = { ink = "#111", accent = "red" }
"""
    config, diagnostics = configure(text, TOML)
    assert diagnostics == ()
    assert config.handbook == HandbookConfig(
        title="T",
        authors=("A", "B"),
        order=(
            OrderEntry(path="a.md", line=5, column=10),
            OrderEntry(
                part="P",
                line=5,
                column=18,
                chapters=(
                    OrderEntry(path="b/*.md", line=5, column=44),
                    OrderEntry(path="c.md", title="C", line=5, column=54),
                ),
            ),
        ),
    )
    assert config.pdf == PdfConfig(page="17x24cm", tagged=False, toc_depth=3)
    assert config.styles.tokens == (("accent", "red"), ("ink", "#111"))


def test_an_unknown_key_is_told_at_the_key_with_a_suggestion() -> None:
    assert told('[handbook]\n  titel = "T"\n') == [
        (
            "handbook.toml:2:3-2:8",
            "config-unknown",
            "there is no key “handbook.titel”",
            "did you mean “title”?",
        )
    ]


def test_an_unknown_table_is_told_at_its_header() -> None:
    assert told("# x\n\n[pfd]\npage = 3\n") == [
        (
            "handbook.toml:3:1-3:6",
            "config-unknown",
            "there is no key “pfd”",
            "did you mean “pdf”?",
        )
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[pdf]\ntagged = 'yes'", "2:10-2:15", "“pdf.tagged” wants true or false, not a text"),
        ("pdf = 3", "1:7-1:8", "“pdf” wants a table, not a number"),
        ("handbook.authors = 'A'", "1:20-1:23", "“handbook.authors” wants a list, not a text"),
        (
            "handbook.authors = [\n  'A', # one\n  4,\n]",
            "3:3-3:4",
            "“handbook.authors[1]” wants a text, not a number",
        ),
        ("pdf.toc_depth = true", "1:17-1:21", "“pdf.toc_depth” wants a whole number, not true or false"),
        ("pdf.toc_depth = 2.5", "1:17-1:20", "“pdf.toc_depth” wants a whole number, not a number"),
        ("handbook.version = 2024-01-01", "1:20-1:30", "“handbook.version” wants a text, not a date"),
        ("styles.tokens = { a = 1 }", "1:23-1:24", "“styles.tokens.a” wants a text, not a number"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_told_at_the_value(text: str, place: str, message: str) -> None:
    assert [row[:3] for row in told(text)] == [
        (f"handbook.toml:{place}", "config-type", message)
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('pdf.page = "b6"', "1:12-1:16", "“pdf.page” cannot be “b6”"),
        (
            'site.url = "example.org"',
            "1:12-1:25",
            "“site.url” cannot be “example.org”",
        ),
        (
            'site.url = "https://a b.org"',
            "1:12-1:29",
            "“site.url” cannot be “https://a b.org”",
        ),
        (
            'site.url = "https://[x"',
            "1:12-1:24",
            "“site.url” cannot be “https://[x”",
        ),
        (
            f'site.url = "https://{"x" * 113}"',
            "1:12-1:135",
            f"“site.url” cannot be “https://{'x' * 113}”",
        ),
        ('pdf.page = "10x10mm"', "1:12-1:21", "“pdf.page” cannot be “10x10mm”"),
        ("pdf.toc_depth = 0", "1:17-1:18", "“pdf.toc_depth” cannot be 0"),
        ('handbook.language = "English"', "1:21-1:30", "“handbook.language” cannot be “English”"),
        ('handbook.slug = "A b"', "1:17-1:22", "“handbook.slug” cannot be “A b”"),
        ('handbook.source = "../x"', "1:19-1:25", "“handbook.source” cannot be “../x”"),
        ('handbook.order = "by name"', "1:18-1:27", "“handbook.order” cannot be “by name”"),
        ('checklist.per = "page"', "1:17-1:23", "“checklist.per” cannot be “page”"),
        ("handbook.editions = []", "1:21-1:23", "“handbook.editions” cannot be empty"),
        ("checklist.paper = []", "1:19-1:21", "“checklist.paper” cannot be empty"),
        ('handbook.exclude = ["a/**", "["]', "1:29-1:32", "“handbook.exclude[1]” cannot be “[”"),
        ('handbook.exclude = ["a\\\\"]', "1:21-1:26", "“handbook.exclude[0]” cannot be “a\\”"),
        ('handbook.order = [{ part = "P" }]', "1:19-1:33", "“handbook.order[0].chapters” cannot be empty"),
        ('checklist.paper = ["a5"]', "1:20-1:24", "“checklist.paper[0]” cannot be “a5”"),
        ("handbook.order = [{ title = 'T' }]", "1:19-1:34", "“handbook.order[0].path” cannot be a table with neither"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_the_value(
    text: str, place: str, message: str
) -> None:
    assert [row[:3] for row in told(text)] == [
        (f"handbook.toml:{place}", "config-value", message)
    ]
    assert told(text)[0][3] != ""


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("a = [1,\n", "2:1-2:1", "invalid value"),
        ("a = 1\na = 2\n", "2:6-2:6", "cannot overwrite a value"),
        ('a = "caf\udce9"', "1:9-1:10", "byte E9 is not UTF-8"),
        ("a = " + "[" * 5000, "1:5005-1:5005", "the values are nested too deeply"),
        ("a = " + "9" * 5000, "1:5005-1:5005", "a number has too many digits"),
    ],
)
def test_what_is_no_toml_is_told_where_it_breaks(
    text: str, place: str, why: str
) -> None:
    message = f"this is not valid TOML: {why}"
    assert [row[:3] for row in told(text)] == [
        (f"handbook.toml:{place}", "config-syntax", message)
    ]


def test_a_wrong_value_keeps_its_default_and_the_rest_is_read() -> None:
    config = configure("[handbook]\ntitle = 1\nslug = 'x'", TOML).value
    assert (config.handbook.title, config.handbook.slug) == ("", "x")


def test_line_ends_and_a_byte_order_mark_move_no_position() -> None:
    assert told("\ufeff# x\r\n[handbook]\r\nslug = 'A'\r\n")[0][0] == (
        "handbook.toml:3:8-3:11"
    )


def test_an_override_is_toml_or_else_text_and_comes_last() -> None:
    text = "[pdf]\npage = 'a4'\n"
    overrides = ("pdf.page=letter", "handbook.title=X: a title", "pdf.toc_depth=4")
    config, diagnostics = configure(text, TOML, overrides)
    assert diagnostics == ()
    assert config.pdf == PdfConfig(page="letter", toc_depth=4)
    assert config.handbook.title == "X: a title"


def test_what_is_wrong_with_an_override_is_told_at_the_override() -> None:
    assert told("[pdf]\npage = 'a4'\n", "pdf.page=a9", "pdfpage", "pdf.pages=1") == [
        (
            "--set:1:1-1:12",
            "config-value",
            "“pdf.page” cannot be “a9”",
            "“b5”, “a4”, “letter”, or a size as “170mmx240mm”",
        ),
        (
            "--set:2:1-2:8",
            "config-syntax",
            "this is not valid TOML: “pdfpage” is not KEY=VALUE",
            "write `--set pdf.page=a4`",
        ),
        (
            "--set:3:1-3:12",
            "config-unknown",
            "there is no key “pdf.pages”",
            "did you mean “page”?",
        ),
    ]


def test_an_mdbook_is_read_by_its_own_keys() -> None:
    text = """
[book]
title = "The Book"
authors = ["A"]
language = "de"
multilingual = false
[output.html]
theme = "x"
"""
    config, diagnostics = configure(text, PurePosixPath("book.toml"))
    assert diagnostics == ()
    assert config.handbook == HandbookConfig(
        title="The Book", authors=("A",), language="de", source="src"
    )


def test_an_mdbook_in_its_own_folder_leaves_out_what_it_built() -> None:
    text = "[book]\nsrc = '.'\n[build]\nbuild-dir = 'out'\n"
    config = configure(text, PurePosixPath("book.toml")).value
    assert config.handbook == HandbookConfig(source=".", exclude=("/out/",))


def test_a_wrong_type_in_an_mdbook_is_told_in_its_file() -> None:
    text = "[book]\nsrc = 'text'\ntitle = 4\n"
    config, diagnostics = configure(text, PurePosixPath("book.toml"))
    assert config.handbook.source == "text"
    assert [(str(d.span.path), d.span.line, d.code) for d in diagnostics] == [
        ("book.toml", 3, "config-type")
    ]


@pytest.mark.parametrize("key", ["pdf.toc_depth", "checklist.per", "pdf.x", "site"])
def test_a_number_that_python_cannot_show_is_told(key: str) -> None:
    huge = "0x" + "f" * 5000
    (fault,) = told("", f"{key}={huge}")
    assert fault[1] in ("config-value", "config-type", "config-unknown")
    assert len(fault[2]) < 100


def test_a_number_beyond_toml_is_called_what_it_is() -> None:
    (fault,) = told("[pdf]\ntoc_depth = 0x" + "f" * 5000)
    assert fault[2] == "“pdf.toc_depth” cannot be a number of more than 64 bits"
