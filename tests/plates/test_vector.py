"""Drawings keep their picture and lose what acts."""

import pytest

from octavo.plates.vector import cleaned

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 2"><defs/>'
KEPT = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><defs/>{}</svg>'
)


@pytest.mark.parametrize(
    ("inside", "left", "removed"),
    [
        ("<rect/>", "<rect/>", ()),
        ("<!-- x --><?x y?><rect/>", "<rect/>", ()),
        ("<script>alert(1)</script>after", "after", ("“script”",)),
        ('<rect onclick="x()" ONLOAD="y"/>', "<rect/>", ("event handlers",)),
        ('<a href="javascript:x"><rect/></a>', "<g><rect/></g>", ("links",)),
        ("<foreignObject><rect/></foreignObject>", "", ("“foreignObject”",)),
        ('<rect><animate attributeName="x"/></rect>', "<rect/>", ("animation",)),
        ('<set attributeName="x"/>', "", ("animation",)),
        ('<use id="a" href="#a"/>', '<use id="a" href="#a"/>', ()),
        ('<use href="#b"/>', "<use/>", ()),
        ('<use href="other.svg#a"/>', "", ("outside addresses",)),
        ('<image href="http://x/y.png"/>', "", ("outside addresses",)),
        (
            '<image href="data:image/png;base64,AAAA"/>',
            '<image href="data:image/png;base64,AAAA"/>',
            (),
        ),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "", ("outside addresses",)),
        ('<g id="g" fill="url(#g)"/>', '<g id="g" fill="url(#g)"/>', ()),
        ('<rect fill="url(http://x)"/>', "<rect/>", ("outside addresses",)),
        ("<rect style=\"fill:URL( 'x.svg#a')\"/>", "<rect/>", ("outside addresses",)),
        ('<rect style="fill:u\\72l(x)"/>', "<rect/>", ("outside addresses",)),
        ("<style>.a{fill:red}</style>", "<style>.a{fill:red}</style>", ()),
        ('<style>@import "x";</style>', "<style></style>", ("styles that load files",)),
        (
            "<style>a{}<g/>@import url(http://x/y.css);</style>",
            "<style></style>",
            ("styles that load files",),
        ),
        (
            "<style>.a{fill:<q xmlns='x'/>u<g>rl(http://x)</g>}</style>",
            "<style></style>",
            ("styles that load files",),
        ),
        ("<style>a<g>b</g>{}</style>c", "<style>ab{}</style>c", ()),
        (
            """<rect style="fill:src('http://x')"/>""",
            "<rect/>",
            ("outside addresses",),
        ),
        (
            """<rect style="mask:-webkit-image-set('http://x' 1x)"/>""",
            "<rect/>",
            ("outside addresses",),
        ),
        ('<rect style="fill:url(&#10;//x)"/>', "<rect/>", ("outside addresses",)),
        ('<rect xml:base="http://x/"/>', "<rect/>", ("outside addresses",)),
        ('<g xmlns:i="http://ink"><i:x/><rect i:y="1"/></g>', "<g><rect/></g>", ()),
    ],
)
def test_a_drawing_does_nothing(
    inside: str, left: str, removed: tuple[str, ...]
) -> None:
    found = cleaned(f"{OPEN}{inside}</svg>".encode())
    assert (found.data.decode(), found.removed) == (KEPT.format(left), removed)


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        # Of copies the first is meant; an id that is none goes.
        ('<g id="a"/><g id="a"/><g id=""/>', '<g id="a"/><g/><g/>'),
        # A name that XML forbids becomes one that nothing else has.
        (
            '<g id="2 x"/><g id="id-1"/><use href="#2 x"/><g mask="url( \'#2 x\' )"/>',
            '<g id="id-2"/><g id="id-1"/><use href="#id-2"/><g mask="url(#id-2)"/>',
        ),
        ('<g id="Größe_1.a-b"/>', '<g id="Größe_1.a-b"/>'),
        # Who leads nowhere is painted as if that were said.
        (
            '<g fill="url(#x)" clip-path="url(#x)"/>',
            '<g fill="none" clip-path="none"/>',
        ),
        ('<g fill="url(#x) red"/>', '<g fill="red"/>'),
        (
            '<g id="a" style="fill:url(#x) rgb(1,2,3);stroke:url(#a) red"/>',
            '<g id="a" style="fill:rgb(1,2,3);stroke:url(#a) red"/>',
        ),
        ('<g filter="url(#x) url(#y)"/>', '<g filter="none none"/>'),
        (
            '<text><textPath href="#x">t</textPath></text>',
            "<text><textPath>t</textPath></text>",
        ),
    ],
)
def test_ids_are_sound_and_addresses_follow_them(inside: str, left: str) -> None:
    drawing = cleaned(f"{OPEN}{inside}</svg>".encode())
    assert drawing.data.decode() == KEPT.format(left)


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("<radialGradient/>", '<radialGradient r="0.5"/>'),
        ('<radialGradient r=" 62.5% "/>', '<radialGradient r="0.625"/>'),
        *(
            (kept, kept)
            for kept in (
                '<radialGradient r=".7"/>',
                '<radialGradient r="1e999%"/>',
                '<radialGradient gradientUnits="userSpaceOnUse" r="9%"/>',
                '<radialGradient id="a"/><radialGradient href="#a" r="9%"/>',
                '<linearGradient id="a"/><radialGradient href="#a"/>',
            )
        ),
    ],
)
def test_radii_of_gradients_are_parts_of_the_shape(inside: str, left: str) -> None:
    drawing = cleaned(f"{OPEN}{inside}</svg>".encode())
    assert drawing.data.decode() == KEPT.format(left)


def test_a_million_addresses_take_no_longer_than_reading_them() -> None:
    value = "url(#" * 200_000 + " " * 500_000
    drawing = cleaned(f'{OPEN}<rect fill="{value}"/></svg>'.encode())
    assert value.encode() in drawing.data


def test_a_file_named_by_an_entity_is_not_read() -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = cleaned(f"{doctype}{OPEN}<text>a&f;b</text></svg>".encode())
    assert found.data.decode() == KEPT.format("<text>ab</text>")
    assert found.removed == ("entities",)


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ('width="96" height="48px"', (72.0, 36.0)),
        ('width="1in" height="25.4mm"', (72.0, 72.0)),
        ('viewBox="0 0 40 20"', (30.0, 15.0)),
        ('viewBox="0,0,40,20" width="40pt"', (40.0, 20.0)),
        ('viewBox="0 0 40 20" width="100%" height="9pt"', (18.0, 9.0)),
        ('viewBox="0 0 0 20"', (225.0, 112.5)),
        ('viewBox="0 0 40.5.5"', (30.375, 0.375)),
        ('viewBox="0 0 1.2.3 4"', (225.0, 112.5)),
        ('viewBox="0 0 1e999 4"', (225.0, 112.5)),
        ('viewBox="0 0 ٤ 4"', (225.0, 112.5)),
        ('viewBox="0 0 40 20" width="1e999"', (30.0, 15.0)),
        ('width="1e308in" height="9pt"', (225.0, 9.0)),
        ('width="-3" height="9pt"', (225.0, 9.0)),
        ('viewBox="0 0 1e-300 1e300" width="9pt"', (225.0, 112.5)),
        ("", (225.0, 112.5)),
    ],
)
def test_a_drawing_has_a_size(given: str, size: tuple[float, float]) -> None:
    found = cleaned(f'<svg xmlns="http://www.w3.org/2000/svg" {given}/>'.encode())
    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    ("given", "view"),
    [
        ('width="300" height="120"', "0 0 300 120"),
        ('width="2in" height="10.5px"', "0 0 192 10.5"),
        ('width="40"', "0 0 40 150"),
        ("", "0 0 300 150"),
        ('viewBox="1 2 3 4" width="30"', "1 2 3 4"),
        ('viewBox="none"', "none"),
    ],
)
def test_a_drawing_that_names_no_view_can_be_scaled(given: str, view: str) -> None:
    found = cleaned(f'<svg xmlns="http://www.w3.org/2000/svg" {given}/>'.encode())
    assert f'viewBox="{view}"' in found.data.decode()
