"""Custom properties are written into the style sheet."""

import pytest

from octavo.editions.epub.styles import flattened


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (":root { --a: 3px } p { margin: var(--a) }", "p { margin: 3px }\n"),
        ("p { margin: var(--no, 2px) }", "p { margin: 2px }\n"),
        ("p { margin: var(--no); color: red }", "p { color: red }\n"),
        ("p { margin: var(--no) }", ""),
        (":root { --a: var(--b); --b: var(--a) } p { margin: var(--a) }", ""),
        (
            ":root { --a: 1px; --b: var(--a) solid } p { border: var(--b) }",
            "p { border: 1px solid }\n",
        ),
        (
            ":root { --a: 1px } p { width: calc(2 * var(--a)) }",
            "p { width: calc(2 * 1px) }\n",
        ),
        (
            ":root { --a: 1px } .paper { --a: 2px } p { margin: var(--a) }",
            "p { margin: 1px }\n",
        ),
        (
            ":root { --a: 1px } :root { --a: 2px } p { margin: var(--a) }",
            "p { margin: 2px }\n",
        ),
        ("p { a: b !important }", "p { a: b !important }\n"),
        ("/* words */ p { a: b; /* words */ }", "p { a: b }\n"),
        (
            "@media print { p { a: var(--no, c) } q { d: var(--no) } }",
            "@media print { p { a: c } }\n",
        ),
        (
            "@font-face { src: url('octavo:fonts/a.ttf') }",
            '@font-face { src: url("../fonts/a.ttf") }\n',
        ),
        ("p { background: url(octavo:x.png) }", 'p { background: url("../x.png") }\n'),
        # What is not in the book is not named in it; without a file a font is none.
        ("p { background: url(octavo:none.png); a: b }", "p { a: b }\n"),
        (
            "@font-face { font-family: A; src: url(octavo:none.ttf) } p { a: b }",
            "p { a: b }\n",
        ),
        ("@font-face { font-family: A; src: url(https://example.org/a.ttf) }", ""),
        ("@font-face { src: local(A) }", "@font-face { src: local(A) }\n"),
        # Nothing is asked of the network, or of the folders around the book.
        ("@import 'https://example.org/a.css'; p { a: b }", "p { a: b }\n"),
        ("@import url(x.css);", ""),
        ("p { background: red url(http://example.org/x.png); a: b }", "p { a: b }\n"),
        ("p { background: url( '//example.org/x.png' ) }", ""),
        ("p { background: url(../../x.png) }", ""),
        ("p { a: f(url(http://example.org/x)) }", ""),
        (":root { --u: url(file:///etc/passwd) } p { background: var(--u) }", ""),
        (
            "p { background: url(data:image/png;base64,AA==) }",
            'p { background: url("data:image/png;base64,AA==") }\n',
        ),
    ],
)
def test_values_stand_where_properties_were_named(written: str, left: str) -> None:
    spaced = flattened(written, lambda name: "" if "none" in name else f"../{name}")
    assert " ".join(spaced.split()) == " ".join(left.split())
