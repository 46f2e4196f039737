"""Every node as HTML, in both settings, and laws that hold for any tree.

FOOT is how paged editions set text: notes at the foot, formulas drawn, page numbers in
references. END is how files are set: notes at the end, MathML, addresses with file names.
"""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from octavo.compose import Manner, compose, make_up, phrase
from octavo.diagnostics import Severity, Span
from octavo.find import Overrides
from octavo.model.asset import Asset
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Division,
    Embed,
    Excerpt,
    Footnote,
    Heading,
    Item,
    Listing,
    OrderedList,
    Paragraph,
    Question,
    Quote,
    Work,
    Works,
)
from octavo.model.book import Chapter, Role
from octavo.model.displays import (
    Cell,
    CodeBlock,
    Diagram,
    Figure,
    MathBlock,
    Row,
    Table,
)
from octavo.model.edition import Setting
from octavo.model.inlines import (
    Anchor,
    Citation,
    Code,
    Element,
    Emphasis,
    FootnoteMark,
    Image,
    IndexMark,
    Inline,
    InlineEmbed,
    LineBreak,
    Link,
    Mark,
    Math,
    Strike,
    Strong,
    Substitute,
    Tag,
    Text,
    WikiLink,
    WorkMark,
)
from octavo.model.nodes import walk
from octavo.render.press import Press
from octavo.words import words_in

AT = Span.whole(PurePosixPath("note.md"))
FOOT = Setting(footnotes="foot", formulas="picture", page_numbers=True, files=False)
END = Setting(
    footnotes="end", formulas="mathml", page_numbers=False, files=True, suffix=".xhtml"
)
PLACES = {"here": "here", "here--s": "here", "there": "there", "there--s": "there"}
PICTURES = {
    "images/diagram-12345678.svg": Asset(
        name="images/diagram-12345678.svg",
        media_type="image/svg+xml",
        data=(
            b'<svg id="diagram-12345678"><path id="diagram-12345678-0" '
            b'fill="url(#diagram-12345678-0)"/></svg>'
        ),
        digest="",
        width=24.0,
        height=12.0,
    ),
    "images/cat.png": Asset(
        name="images/cat.png",
        media_type="image/png",
        data=b"",
        digest="",
        width=300.0,
        height=150.0,
    ),
    "images/dot.svg": Asset(
        name="images/dot.svg",
        media_type="image/svg+xml",
        data=b"",
        digest="",
        width=12.0,
        height=12.0,
    ),
}


def manner(setting: Setting, language: str = "en", **fields: object) -> Manner:
    words = words_in(language)
    press = Press(Overrides(), {"setting": setting, "words": words, "of_words": ""})
    return Manner(
        setting=setting,
        shapes=press.shapes(),
        words=words,
        sheet="here",
        places=PLACES,
        pictures=PICTURES,
        **fields,  # type: ignore[arg-type]
    )


MANNERS = {"foot": manner(FOOT), "end": manner(END)}


def html(setting: str, *blocks: Block) -> str:
    return str(compose(blocks, MANNERS[setting]))


def line(setting: str, *inlines: Inline) -> str:
    return str(phrase(inlines, MANNERS[setting]))


def t(text: str) -> Text:
    return Text(span=AT, text=text)


def bold(text: str, id: str = "") -> Paragraph:
    return Paragraph(span=AT, inlines=(Strong(span=AT, inlines=(t(text),)),), id=id)


def p(*inlines: Inline | str, id: str = "") -> Paragraph:
    return Paragraph(
        span=AT,
        inlines=tuple(t(i) if isinstance(i, str) else i for i in inlines),
        id=id,
    )


def link(*inlines: Inline, **fields: object) -> Link:
    return Link(span=AT, inlines=inlines, **fields)  # type: ignore[arg-type]


def mark(number: int, again: str = "") -> FootnoteMark:
    return FootnoteMark(
        span=AT,
        label=str(number),
        number=number,
        anchor=f"m{number}{again}",
        note=f"n{number}",
    )


def note(number: int, *blocks: Block, marks: tuple[str, ...] = ()) -> Footnote:
    return Footnote(
        span=AT,
        label=str(number),
        blocks=blocks,
        number=number,
        marks=marks or (f"m{number}",),
        id=f"n{number}",
    )


def item(*blocks: Block, task: str = "", id: str = "") -> Item:
    return Item(span=AT, blocks=blocks, task=task, id=id)


def row(*cells: str | Math) -> Row:
    inlines = ((t(c) if isinstance(c, str) else c,) if c else () for c in cells)
    return Row(span=AT, cells=tuple(Cell(span=AT, inlines=each) for each in inlines))


def div(name: str, *blocks: Block, **given: str) -> Division:
    id = given.pop("id", "")
    return Division(
        span=AT,
        name=name,
        blocks=blocks,
        attributes=tuple(sorted(given.items())),
        id=id,
    )


def element(name: str, *inlines: Inline, **given: str) -> Element:
    return Element(
        span=AT, name=name, inlines=inlines, attributes=tuple(sorted(given.items()))
    )


# cases
LINES: dict[str, tuple[tuple[Inline, ...], str, str]] = {
    "words_of_a_citation": (
        (WorkMark(span=AT, inlines=(t("Hu, 2021"),), work="there", id="c1"),),
        '<a id="c1" class="citation" href="#there">Hu, 2021</a>',
        '<a id="c1" class="citation" href="there.xhtml#there" epub:type="biblioref" role="doc-biblioref">Hu, 2021</a>',
    ),
    "words_of_a_citation_in_a_link_or_to_nowhere": (
        (
            link(
                WorkMark(span=AT, inlines=(t("a"),), work="there"), href="https://a.b"
            ),
            WorkMark(span=AT, inlines=(t("b"),), work="nowhere", id="c2"),
        ),
        '<a class="external" href="https://a.b" data-address="a.b">a</a>b',
        '<a class="external" href="https://a.b">a</a>b',
    ),
    "a_citation_without_a_bibliography": (
        (Citation(span=AT, mentions=(), inlines=(t("[@a]"),)),),
        "[@a]",
        "=",
    ),
    "text_is_escaped": ((t('a < b & "c" > d'),), 'a &lt; b &amp; "c" &gt; d', "="),
    "characters_that_xml_forbids_are_dropped": (
        (t("a\x00b\ufffec\td"),),
        "abc\td",
        "=",
    ),
    "line_ends_that_are_not_markdowns_are_blanks": (
        (t("a\u2029b\u2028c\x85d\x0be\x0cf\rg"), Code(span=AT, text="h\u2029i")),
        "a b c d e f g<code>h i</code>",
        "=",
    ),
    "a_long_address_may_break_after_a_slash": (
        (t("see ex.org/one/two/a-very-long-page-name-that-goes-on.html"),),
        (
            "see ex.org/<wbr/>one/<wbr/>two/<wbr/>a-very-long-page-name-that-goes-on.html"
        ),
        "=",
    ),
    "short_alternatives_do_not_break": ((t("and/or"),), "and/or", "="),
    "emoji_are_left_to_the_fonts": ((t("👍🏽 🇩🇪 ❤️"),), "👍🏽 🇩🇪 ❤️", "="),
    "emphasis": ((Emphasis(span=AT, inlines=(t("x"),)),), "<em>x</em>", "="),
    "strong": ((Strong(span=AT, inlines=(t("x"),)),), "<strong>x</strong>", "="),
    "strike": ((Strike(span=AT, inlines=(t("x"),)),), "<s>x</s>", "="),
    "highlight": ((Mark(span=AT, inlines=(t("x"),)),), "<mark>x</mark>", "="),
    "code": ((Code(span=AT, text="a<b>"),), "<code>a&lt;b&gt;</code>", "="),
    "a_reference_in_the_same_sheet": (
        (link(t("x"), anchor="here--s"),),
        '<a class="reference" href="#here--s">x</a>',
        "=",
    ),
    "a_reference_to_another_sheet": (
        (link(t("x"), anchor="there--s", title="T & t"),),
        ('<a class="reference" href="#there--s" title="T &amp; t">x</a>'),
        ('<a class="reference" href="there.xhtml#there--s" title="T &amp; t">x</a>'),
    ),
    "a_reference_that_wants_a_page": (
        (link(t("x"), anchor="there", wants_page=True),),
        (
            '<a class="reference" href="#there">x<span class="page-reference">, <span class="page-place">p.\xa0<span data-page-of="there"></span></span></span></a>'
        ),
        '<a class="reference" href="there.xhtml#there">x</a>',
    ),
    "a_reference_to_what_has_a_number_holds_together": (
        (
            link(t("question\xa06"), anchor="there"),
            link(t("on question\xa06"), anchor="there"),
        ),
        (
            '<a class="reference whole" href="#there">question\xa06</a>'
            '<a class="reference" href="#there">on question\xa06</a>'
        ),
        (
            '<a class="reference whole" href="there.xhtml#there">question\xa06</a>'
            '<a class="reference" href="there.xhtml#there">on question\xa06</a>'
        ),
    ),
    "a_reference_without_a_place_is_text": (
        (link(t("x"), anchor="nowhere"),),
        "x",
        "=",
    ),
    "an_outside_link": (
        (link(t("x"), href="https://ex.org/a b/?q=1&r=2"),),
        (
            '<a class="external" href="https://ex.org/a%20b/?q=1&amp;r=2" data-address="ex.org/a b/?q=1&amp;r=2">x</a>'
        ),
        ('<a class="external" href="https://ex.org/a%20b/?q=1&amp;r=2">x</a>'),
    ),
    "a_bare_address": (
        (link(t("https://ex.org/"), href="https://ex.org/", bare=True),),
        ('<a class="external bare" href="https://ex.org/">https://ex.org/</a>'),
        "=",
    ),
    "mail": (
        (link(t("us"), href="mailto:us@ex.org"),),
        ('<a class="external" href="mailto:us@ex.org" data-address="us@ex.org">us</a>'),
        '<a class="external" href="mailto:us@ex.org">us</a>',
    ),
    "a_scheme_that_is_not_allowed_is_text": (
        (link(t("x"), href="javascript:alert(1)"),),
        "x",
        "=",
    ),
    "an_address_without_a_host_is_text": ((link(t("x"), href="https://"),), "x", "="),
    "a_broken_address_is_text": ((link(t("x"), href="http://[ex/"),), "x", "="),
    "an_address_is_made_valid": (
        (link(t("x"), href="https://[::1]:80/a[1]|é 100%/%20?q=<"),),
        (
            '<a class="external" href="https://[::1]:80/a%5B1%5D%7C%C3%A9%20100%25/%20?q=%3C" data-address="[::1]:80/a[1]|é 100%/%20?q=&lt;">x</a>'
        ),
        (
            '<a class="external" href="https://[::1]:80/a%5B1%5D%7C%C3%A9%20100%25/%20?q=%3C">x</a>'
        ),
    ),
    "a_host_beyond_ascii_is_named_as_it_is_asked_for": (
        (link(t("x"), href="https://a@MÜNCHEN.straße.例え.ex:80/ü"),),
        (
            '<a class="external" href="https://a@xn--mnchen-3ya.xn--strae-oqa.xn--r8jz45g.ex:80/%C3%BC" data-address="a@MÜNCHEN.straße.例え.ex:80/ü">x</a>'
        ),
        (
            '<a class="external" href="https://a@xn--mnchen-3ya.xn--strae-oqa.xn--r8jz45g.ex:80/%C3%BC">x</a>'
        ),
    ),
    "a_file_beside_the_note_is_text": ((link(t("x"), href="data.csv"),), "x", "="),
    "a_link_in_a_link_is_text": (
        (link(t("a "), link(t("b"), anchor="here"), anchor="there"),),
        '<a class="reference" href="#there">a b</a>',
        '<a class="reference" href="there.xhtml#there">a b</a>',
    ),
    "a_hard_line_end": ((LineBreak(span=AT, hard=True),), ("<br/>\n"), "="),
    "a_soft_line_end": ((LineBreak(span=AT, hard=False),), ("\n"), "="),
    "a_substitute": (
        (Substitute(span=AT, kind="dangling", inlines=(t("gone"),)),),
        '<span class="dangling">gone</span>',
        "=",
    ),
    "a_tag": (
        (Tag(span=AT, name="todo/now"),),
        '<span class="tag">#todo/now</span>',
        "=",
    ),
    "a_mark_of_the_index": (
        (IndexMark(span=AT, lemmas=(), id="ix-1"),),
        '<span id="ix-1"></span>',
        "=",
    ),
    "an_anchor": ((Anchor(span=AT, id="here--x"),), '<span id="here--x"></span>', "="),
    "a_picture_in_a_line": (
        (Image(span=AT, target="cat.png", alt='A "cat"', asset="images/cat.png"),),
        (
            '<img src="octavo:images/cat.png" alt="A &quot;cat&quot;" style="width:300pt"/>'
        ),
        '<img src="octavo:images/cat.png" alt="A &quot;cat&quot;"/>',
    ),
    "a_picture_with_a_width": (
        (
            Image(
                span=AT,
                target="cat.png",
                alt="cat",
                width=75.0,
                asset="images/cat.png",
                title="T",
            ),
        ),
        ('<img src="octavo:images/cat.png" alt="cat" title="T" style="width:75pt"/>'),
        ('<img src="octavo:images/cat.png" alt="cat" title="T" width="100"/>'),
    ),
    "a_picture_with_both_sizes": (
        (
            Image(
                span=AT,
                target="cat.png",
                width=75.0,
                height=60.0,
                asset="images/cat.png",
            ),
        ),
        (
            '<img src="octavo:images/cat.png" alt="" style="width:75pt;height:60pt;object-fit:fill"/>'
        ),
        ('<img src="octavo:images/cat.png" alt="" width="100" height="80"/>'),
    ),
    "a_picture_larger_than_the_page_keeps_its_shape": (
        (
            Image(
                span=AT,
                target="cat.png",
                width=680.0,
                height=100.0,
                asset="images/cat.png",
            ),
        ),
        (
            '<img src="octavo:images/cat.png" alt="" style="width:340.16pt;height:50.0235pt;object-fit:fill"/>'
        ),
        '<img src="octavo:images/cat.png" alt="" width="907" height="133"/>',
    ),
    "a_low_picture_is_an_icon": (
        (Image(span=AT, target="dot.svg", asset="images/dot.svg", hook="interface"),),
        '<img src="octavo:images/dot.svg" alt="" class="img-interface icon"/>',
        "=",
    ),
    "a_picture_that_is_missing": (
        (Image(span=AT, target="no.png", alt=""),),
        '<span class="missing-image">no.png</span>',
        "=",
    ),
    "a_formula": (
        (
            Math(
                span=AT,
                tex="x",
                picture="math/1.svg",
                width=0.5,
                height=1.25,
                depth=0.25,
                mathml="<math><mi>x</mi></math>",
                alt="x",
            ),
        ),
        (
            '<img class="formula" src="octavo:math/1.svg" alt="x" style="width:0.5em;height:1.25em;vertical-align:-0.25em"/>'
        ),
        "<math><mi>x</mi></math>",
    ),
    "a_formula_keeps_its_comma": (
        (
            Math(
                span=AT,
                tex="x",
                picture="math/1.svg",
                width=0.5,
                height=1.0,
                mathml="<math><mi>x</mi></math>",
            ),
            t("), then"),
        ),
        (
            '<span class="nobreak"><img class="formula" src="octavo:math/1.svg" alt="x" style="width:0.5em;height:1em"/>),</span> then'
        ),
        '<span class="nobreak"><math><mi>x</mi></math>),</span> then',
    ),
    "a_formula_that_was_not_drawn": (
        (Math(span=AT, tex="a<b"),),
        '<code class="formula">a&lt;b</code>',
        "=",
    ),
    "an_element": ((element("kbd", t("Ctrl")),), "<kbd>Ctrl</kbd>", "="),
    "an_element_with_attributes": (
        (
            element(
                "abbr", t("EU"), title="European Union", style="color: red", lang="en"
            ),
        ),
        '<abbr lang="en" title="European Union">EU</abbr>',
        ('<abbr lang="en" xml:lang="en" title="European Union">EU</abbr>'),
    ),
    "an_abbreviation_of_more_than_words": (
        (element("abbr", t("x"), title="y" * 301),),
        "<abbr>x</abbr>",
        f'<abbr title="{"y" * 301}">x</abbr>',
    ),
    "an_element_without_meaning_here": ((element("font", t("x")),), "x", "="),
    "an_unknown_element_keeps_its_class": (
        (element("time", t("x"), **{"class": "when"}),),
        '<span class="x-when">x</span>',
        "=",
    ),
    "a_void_element": ((element("br"),), "<br/>", "="),
    "ruby": (
        (element("ruby", t("漢"), element("rt", t("kan"))),),
        '漢<span class="ruby-text">(kan)</span>',
        "<ruby>漢<rt>kan</rt></ruby>",
    ),
    "ruby_out_of_order": (
        (element("ruby", element("rt", t("kan")), t("漢")),),
        "kan漢",
        "=",
    ),
    "bdo_without_direction": (
        (
            element("bdo", t("x")),
            element("bdo", t("y"), dir="rtl"),
        ),
        'x<bdo dir="rtl">y</bdo>',
        "=",
    ),
    "dfn_within_dfn": ((element("dfn", element("dfn", t("x"))),), "<dfn>x</dfn>", "="),
    "an_attribute_with_a_wrong_value": (
        (element("span", t("x"), dir="up", lang="not a tag", start="3"),),
        "x",
        "=",
    ),
    "a_wikilink_that_was_left": (
        (WikiLink(span=AT, target="Note", subpath="#A"),),
        "Note",
        "=",
    ),
    "an_inline_embed_that_was_left": (
        (InlineEmbed(span=AT, target="", subpath="#^b1"),),
        "b1",
        "=",
    ),
}

BLOCKS: dict[str, tuple[tuple[Block, ...], str, str]] = {
    "works": (
        (
            Works(
                span=AT,
                works=(
                    Work(
                        span=AT,
                        id="bib-a",
                        label="[1]",
                        inlines=(
                            t("A. "),
                            link(t("ex.org/a"), href="https://ex.org/a", bare=True),
                        ),
                        marks=("there", "m2", "there", "there"),
                        firsts=("there",),
                    ),
                    Work(span=AT, id="bib-b", label="[2]", inlines=(t("B."),)),
                ),
            ),
        ),
        (
            '<ul class="works labelled">\n'
            '<li id="bib-a" class="work"><span class="work-label">[1]</span> A. <span class="nobreak"><a class="external bare" href="https://ex.org/a">ex.org/a</a></span> '
            '<span class="cited">cited on p.\u00a0<a href="#there"><span data-page-of="there"></span></a></span></li>\n'
            '<li id="bib-b" class="work"><span class="work-label">[2]</span> B.</li>\n'
            "</ul>"
        ),
        (
            '<ul class="works labelled">\n'
            '<li id="bib-a" class="work"><span class="work-label">[1]</span> A. <span class="nobreak"><a class="external bare" href="https://ex.org/a">ex.org/a</a></span> '
            '<a class="backlink" href="there.xhtml#there" epub:type="backlink" role="doc-backlink" aria-label="back to the text 1">↩︎</a> '
            '<a class="backlink" href="there.xhtml#there" epub:type="backlink" role="doc-backlink" aria-label="back to the text 2">↩︎</a></li>\n'
            '<li id="bib-b" class="work"><span class="work-label">[2]</span> B.</li>\n'
            "</ul>"
        ),
    ),
    "paragraph": ((p("x", id="here--b-1"),), '<p id="here--b-1">x</p>', "="),
    "heading": (
        (Heading(span=AT, level=2, inlines=(t("A"),), id="here--a"),),
        '<h2 id="here--a">A</h2>',
        "=",
    ),
    "numbered_heading": (
        (Heading(span=AT, level=3, inlines=(t("A"),), number="4.2"),),
        '<h3><span class="number">4.2</span> A</h3>',
        "=",
    ),
    "heading_outside_the_contents": (
        (Heading(span=AT, level=3, inlines=(t("A"),), listed=False),),
        '<h3 class="unlisted">A</h3>',
        "=",
    ),
    "heading_with_a_note": (
        (
            Heading(span=AT, level=2, inlines=(t("A & b"), mark(1)), id="h"),
            note(1, p("n")),
        ),
        (
            '<h2 id="h" data-head="A &amp; b">A &amp; b<span id="n1" class="footnote" data-note="1">n</span></h2>'
        ),
        (
            '<h2 id="h">A &amp; b<a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></h2>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> n <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "heading_too_long_for_a_running_head": (
        (
            Heading(
                span=AT,
                level=2,
                inlines=(
                    t(
                        "A heading whose words go on past forty-six columns, and then past "
                        "all that the chapter leaves"
                    ),
                ),
            ),
        ),
        (
            '<h2 data-head="A heading whose words go on past forty-six columns, and then past all that the…">A heading whose words go on past forty-six columns, and then past all that the chapter leaves</h2>'
        ),
        "<h2>A heading whose words go on past forty-six columns, and then past all that the chapter leaves</h2>",
    ),
    "listing_whose_long_lines_are_turned": (
        (
            CodeBlock(
                span=AT,
                language="",
                text="  call(first_argument, " + "x" * 40 + ", last_argument)\n",
            ),
        ),
        (
            '<figure class="listing">\n'
            '<pre class="code"><code><span class="ln">  call(first_argument, \n'
            '<span class="turn" style="padding-inline-start:2.4em"></span>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, last_argument)\n'
            "</span></code></pre>\n"
            "</figure>"
        ),
        (
            '<figure class="listing">\n'
            '<pre class="code"><code><span class="ln">  call(first_argument, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, last_argument)\n'
            "</span></code></pre>\n"
            "</figure>"
        ),
    ),
    "a_paragraph_that_leads_in": (
        (p("as ", Emphasis(span=AT, inlines=(t("follows:"),))),),
        '<p class="lead-in">as <em>follows:</em></p>',
        "<p>as <em>follows:</em></p>",
    ),
    "a_paragraph_of_nothing": (
        (
            p(" "),
            p(id="b1"),
        ),
        '<p id="b1"></p>',
        "=",
    ),
    "no_heading_takes_the_level_of_the_title": (
        (Heading(span=AT, level=1, inlines=(t("A"),)),),
        "<h2>A</h2>",
        "=",
    ),
    "tight_list": (
        (
            BulletList(
                span=AT,
                items=(
                    item(p("a")),
                    item(p("b", id="b1"), BulletList(span=AT, items=(item(p("c")),))),
                ),
            ),
        ),
        (
            "<ul>\n"
            "<li>a</li>\n"
            '<li><span id="b1">b</span>\n'
            "<ul>\n"
            "<li>c</li>\n"
            "</ul>\n"
            "</li>\n"
            "</ul>"
        ),
        "=",
    ),
    "loose_list": (
        (
            BulletList(
                span=AT, tight=False, items=(item(p("a"), p("b")), item()), id="l1"
            ),
        ),
        ('<ul id="l1" class="loose">\n<li><p>a</p>\n<p>b</p>\n</li>\n<li></li>\n</ul>'),
        "=",
    ),
    "ordered_list": (
        (OrderedList(span=AT, start=3, items=(item(p("a")),)),),
        ('<ol start="3" style="counter-reset:list-item 2">\n<li>a</li>\n</ol>'),
        ('<ol start="3">\n<li>a</li>\n</ol>'),
    ),
    "tasks": (
        (
            BulletList(
                span=AT,
                items=(
                    item(p("a"), task=" ", id="t1"),
                    item(p("b"), task="x"),
                    item(p("c"), task='"'),
                    item(Break(span=AT), task="-"),
                ),
            ),
        ),
        (
            '<ul class="tasks">\n'
            '<li id="t1" class="task" data-task=" "><span class="box" role="img" aria-label="open"></span> a</li>\n'
            '<li class="task" data-task="x"><span class="box" role="img" aria-label="done"></span> b</li>\n'
            '<li class="task" data-task="&quot;"><span class="box" role="img" aria-label="&#34;" data-mark="&#34;"></span> c</li>\n'
            '<li class="task" data-task="-"><span class="box" role="img" aria-label="cancelled"></span> <hr/></li>\n'
            "</ul>"
        ),
        (
            '<ul class="tasks">\n'
            '<li id="t1" class="task" data-task=" "><span class="box" role="img" aria-label="open">☐</span> a</li>\n'
            '<li class="task" data-task="x"><span class="box" role="img" aria-label="done">☑</span> b</li>\n'
            '<li class="task" data-task="&quot;"><span class="box" role="img" aria-label="&#34;">[&#34;]</span> c</li>\n'
            '<li class="task" data-task="-"><span class="box" role="img" aria-label="cancelled">☒</span> <hr/></li>\n'
            "</ul>"
        ),
    ),
    "loose_tasks": (
        (BulletList(span=AT, tight=False, items=(item(p("a"), p("b"), task="/"),)),),
        (
            '<ul class="loose tasks">\n'
            '<li class="task" data-task="/"><p><span class="box" role="img" aria-label="half done"></span> a</p>\n'
            "<p>b</p>\n"
            "</li>\n"
            "</ul>"
        ),
        (
            '<ul class="loose tasks">\n'
            '<li class="task" data-task="/"><p><span class="box" role="img" aria-label="half done">[/]</span> a</p>\n'
            "<p>b</p>\n"
            "</li>\n"
            "</ul>"
        ),
    ),
    "quote": (
        (Quote(span=AT, blocks=(p("x"),), id="q1"),),
        ('<blockquote id="q1">\n<p>x</p>\n</blockquote>'),
        "=",
    ),
    "callout": (
        (
            Callout(
                span=AT,
                kind="warning",
                written="caution",
                title=(t("Mind "), Emphasis(span=AT, inlines=(t("it"),))),
                blocks=(p("x"),),
                id="c1",
            ),
        ),
        (
            '<div id="c1" class="callout callout-warning" data-callout="caution" role="note">\n'
            '<p class="callout-title"><span class="label">Caution</span><span class="colon">: </span><span class="title">Mind <em>it</em></span></p>\n'
            "<p>x</p>\n"
            "</div>"
        ),
        "=",
    ),
    "question": (
        (
            Heading(span=AT, level=3, inlines=(t("H"),)),
            Question(
                span=AT,
                title=(t("Is "), Emphasis(span=AT, inlines=(t("it?"),))),
                facts=("core & more", "4 min"),
                blocks=(
                    Paragraph(
                        span=AT,
                        inlines=(Strong(span=AT, inlines=(t("Answer"),)),),
                        id="p1",
                    ),
                    Heading(span=AT, level=2, inlines=(t("Deep"),), listed=False),
                    Question(span=AT, title=(t("Q"),), facts=(), blocks=(), number="8"),
                    p("x"),
                ),
                number="7",
                id="q1",
            ),
            Question(span=AT, title=(t("Q"),), facts=(), blocks=(), number="9"),
        ),
        (
            "<h3>H</h3>\n"
            '<section id="q1" class="question">\n'
            '<h4 class="ask unlisted"><span class="number">Q7</span> Is <em>it?</em></h4>\n'
            '<p class="facts">core &amp; more · 4 min</p>\n'
            '<p id="p1" class="answer-label">Answer</p>\n'
            '<h5 class="unlisted">Deep</h5>\n'
            '<section class="question">\n'
            '<h5 class="ask unlisted"><span class="number">Q8</span> Q</h5>\n'
            "</section>\n"
            "<p>x</p>\n"
            "</section>\n"
            '<section class="question">\n'
            '<h4 class="ask unlisted"><span class="number">Q9</span> Q</h4>\n'
            "</section>"
        ),
        (
            "<h3>H</h3>\n"
            '<section id="q1" class="question" epub:type="qna" role="doc-qna">\n'
            '<h4 class="ask unlisted"><span class="number">Q7</span> Is <em>it?</em></h4>\n'
            '<p class="facts">core &amp; more · 4 min</p>\n'
            '<p id="p1" class="answer-label">Answer</p>\n'
            '<h5 class="unlisted">Deep</h5>\n'
            '<section class="question" epub:type="qna" role="doc-qna">\n'
            '<h5 class="ask unlisted"><span class="number">Q8</span> Q</h5>\n'
            "</section>\n"
            "<p>x</p>\n"
            "</section>\n"
            '<section class="question" epub:type="qna" role="doc-qna">\n'
            '<h4 class="ask unlisted"><span class="number">Q9</span> Q</h4>\n'
            "</section>"
        ),
    ),
    "answer": (
        (
            Question(
                span=AT,
                title=(t("Q"),),
                facts=(),
                blocks=(
                    bold("Asked"),
                    p("why"),
                    bold("Own", id="own"),
                    p("x"),
                    bold("Shape"),
                    bold("Answer"),
                    p("a *& b"),
                    p("more"),
                    bold("End"),
                ),
                number="1",
            ),
        ),
        (
            '<section class="question">\n'
            '<h2 class="ask unlisted"><span class="number">Q1</span> Q</h2>\n'
            '<p><span class="answer-label">Asked</span> why</p>\n'
            '<p id="own" class="answer-label">Own</p>\n'
            "<p>x</p>\n"
            '<p class="answer-label">Shape</p>\n'
            '<p><span class="answer-label">Answer</span> a *&amp; b</p>\n'
            "<p>more</p>\n"
            '<p class="answer-label">End</p>\n'
            "</section>"
        ),
        (
            '<section class="question" epub:type="qna" role="doc-qna">\n'
            '<h2 class="ask unlisted"><span class="number">Q1</span> Q</h2>\n'
            '<p><span class="answer-label">Asked</span> why</p>\n'
            '<p id="own" class="answer-label">Own</p>\n'
            "<p>x</p>\n"
            '<p class="answer-label">Shape</p>\n'
            '<p><span class="answer-label">Answer</span> a *&amp; b</p>\n'
            "<p>more</p>\n"
            '<p class="answer-label">End</p>\n'
            "</section>"
        ),
    ),
    "callout_without_title": (
        (Callout(span=AT, kind="question", written="FAQ", title=(), blocks=()),),
        (
            '<div class="callout callout-question" data-callout="FAQ" role="note">\n'
            '<p class="callout-title"><span class="label">Faq</span></p>\n'
            "</div>"
        ),
        "=",
    ),
    "callout_whose_title_says_its_kind": (
        (
            Callout(
                span=AT, kind="tip", written="tip", title=(t("TIP"),), blocks=(p("x"),)
            ),
        ),
        (
            '<div class="callout callout-tip" data-callout="tip" role="doc-tip">\n'
            '<p class="callout-title"><span class="label">Tip</span></p>\n'
            "<p>x</p>\n"
            "</div>"
        ),
        "=",
    ),
    "callout_of_another_kind": (
        (Callout(span=AT, kind="note", written="not-known", title=(), blocks=()),),
        (
            '<div class="callout callout-note" data-callout="not-known" role="note">\n'
            '<p class="callout-title"><span class="label">Not known</span></p>\n'
            "</div>"
        ),
        "=",
    ),
    "listing": (
        (
            CodeBlock(
                span=AT,
                language="py",
                text="a = 1\n\n\tb\n",
                tokens=(("hl-name", "a"), ("", " = 1\n\n\t"), ("hl-comment", "b\n")),
            ),
        ),
        (
            '<figure class="listing">\n'
            '<pre class="code" data-language="py"><code><span class="ln"><span class="hl-name">a</span> = 1\n'
            '</span><span class="ln">\n'
            '</span><span class="ln">    <span class="hl-comment">b</span>\n'
            "</span></code></pre>\n"
            "</figure>"
        ),
        "=",
    ),
    "listings_under_a_caption": (
        (
            Listing(
                span=AT,
                number="1-2",
                file="src/<m>.rs",
                caption=(t("A "), Code(span=AT, text="b")),
                blocks=(p("c"),),
                id="here--listing-1-2",
            ),
            Listing(span=AT, blocks=(p("d"),)),
        ),
        (
            '<figure id="here--listing-1-2" class="listing captioned">\n'
            '<figcaption><span class="number">Listing 1-2</span> A <code>b</code></figcaption>\n'
            '<p class="file"><code>src/&lt;m&gt;.rs</code></p>\n'
            "<p>c</p>\n"
            "</figure>\n"
            '<figure class="listing captioned">\n'
            "<p>d</p>\n"
            "</figure>"
        ),
        "=",
    ),
    "listing_with_title_and_marks": (
        (
            CodeBlock(
                span=AT,
                language="",
                text="a\nb",
                title="x.py",
                number="2.1",
                marks=(("hl_lines", "2"), ("linenums", "7")),
                id="here--l",
            ),
        ),
        (
            '<figure id="here--l" class="listing">\n'
            '<figcaption><span class="number">Listing 2.1</span> x.py</figcaption>\n'
            '<pre class="code"><code><span class="ln" data-n="7">a\n'
            '</span><span class="ln hl" data-n="8">b\n'
            "</span></code></pre>\n"
            "</figure>"
        ),
        "=",
    ),
    "empty_listing": (
        (CodeBlock(span=AT, language="", text=""),),
        ('<figure class="listing">\n<pre class="code"><code></code></pre>\n</figure>'),
        "=",
    ),
    "equation": (
        (
            MathBlock(
                span=AT,
                tex="x",
                picture="math/1.svg",
                width=2.0,
                height=1.5,
                depth=0.5,
                mathml='<math display="block"><mi>x</mi></math>',
                alt="x",
                number="1",
                id="here--e",
            ),
        ),
        (
            '<div id="here--e" class="equation"><img class="formula" src="octavo:math/1.svg" alt="x" style="width:2em;height:1.5em;vertical-align:-0.5em"/><span class="number">(1)</span></div>'
        ),
        (
            '<div id="here--e" class="equation"><math display="block"><mi>x</mi></math><span class="number">(1)</span></div>'
        ),
    ),
    "equation_that_was_not_drawn": (
        (MathBlock(span=AT, tex="a<b"),),
        ('<div class="equation"><code class="formula">a&lt;b</code></div>'),
        "=",
    ),
    "diagram": (
        (
            Diagram(
                span=AT,
                kind="mermaid",
                text="x",
                caption=(t("cap"),),
                number="3",
                id="here--d",
                asset="images/diagram-12345678.svg",
                width=24.0,
                height=12.0,
                alt="A, B",
            ),
            Diagram(
                span=AT,
                kind="mermaid",
                text="x",
                asset="images/diagram-12345678.svg",
                width=24.0,
                height=12.0,
                alt="A loop",
                described=True,
            ),
            Diagram(
                span=AT,
                kind="mermaid",
                text="x",
                asset="images/diagram-12345678.svg",
                width=24.0,
                height=12.0,
                alt="A third time",
                described=True,
            ),
        ),
        (
            '<figure id="here--d" class="figure diagram">\n'
            '<img src="octavo:images/diagram-12345678.svg" alt="Diagram: A, B" style="width:24pt"/>\n'
            '<figcaption><span class="number">Figure 3</span> cap</figcaption>\n'
            "</figure>\n"
            '<figure class="figure diagram">\n'
            '<img src="octavo:images/diagram-12345678.svg" alt="A loop" style="width:24pt"/>\n'
            "</figure>\n"
            '<figure class="figure diagram">\n'
            '<img src="octavo:images/diagram-12345678.svg" alt="A third time" style="width:24pt"/>\n'
            "</figure>"
        ),
        (
            '<figure id="here--d" class="figure diagram">\n'
            '<svg id="diagram-12345678" style="width:2em"><title>Diagram: A, B</title><path id="diagram-12345678-0" fill="url(#diagram-12345678-0)"/></svg>\n'
            '<figcaption><span class="number">Figure 3</span> cap</figcaption>\n'
            "</figure>\n"
            '<figure class="figure diagram">\n'
            '<svg id="diagram-12345678-again" style="width:2em"><title>A loop</title><path id="diagram-12345678-again-0" fill="url(#diagram-12345678-again-0)"/></svg>\n'
            "</figure>\n"
            '<figure class="figure diagram">\n'
            '<svg id="diagram-12345678-again2" style="width:2em"><title>A third time</title><path id="diagram-12345678-again2-0" fill="url(#diagram-12345678-again2-0)"/></svg>\n'
            "</figure>"
        ),
    ),
    "diagram_that_was_not_drawn": (
        (Diagram(span=AT, kind="mermaid", text="a<b\n"),),
        (
            '<figure class="figure diagram">\n'
            '<pre class="code undrawn" data-language="mermaid"><code><span class="ln">a&lt;b\n'
            "</span></code></pre>\n"
            "</figure>"
        ),
        "=",
    ),
    "table": (
        (
            Table(
                span=AT,
                head=row("A", "", "C"),
                rows=(row("1", "2", "3"),),
                align=("", "right", "center"),
                caption=(t("cap"),),
                number="2",
                id="here--t",
            ),
        ),
        (
            '<div id="here--t" class="table brief" data-columns="3">\n'
            "<table>\n"
            '<caption><span class="number">Table 2</span> cap</caption>\n'
            "<thead>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            '<td class="r"></td>\n'
            '<th scope="col" class="c">C</th>\n'
            "</tr>\n"
            "</thead>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            '<td class="r">2</td>\n'
            '<td class="c">3</td>\n'
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
        (
            '<div id="here--t" class="table" data-columns="3">\n'
            "<table>\n"
            '<caption><span class="number">Table 2</span> cap</caption>\n'
            "<thead>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            '<td class="r"></td>\n'
            '<th scope="col" class="c">C</th>\n'
            "</tr>\n"
            "</thead>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            '<td class="r">2</td>\n'
            '<td class="c">3</td>\n'
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
    ),
    "table_without_a_head": (
        (Table(span=AT, head=row("", ""), rows=(row("1", "2"),), align=("left", "")),),
        (
            '<div class="table brief" data-columns="2">\n'
            "<table>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            "<td>2</td>\n"
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
        (
            '<div class="table" data-columns="2">\n'
            "<table>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            "<td>2</td>\n"
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
    ),
    "table_without_rows": (
        (Table(span=AT, head=row("A"), rows=(), align=("",)),),
        (
            '<div class="table brief" data-columns="1">\n'
            "<table>\n"
            "<tbody>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
        (
            '<div class="table" data-columns="1">\n'
            "<table>\n"
            "<tbody>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>"
        ),
    ),
    "figure": (
        (
            Figure(
                span=AT,
                image=Image(
                    span=AT,
                    target="cat.png",
                    alt="cat",
                    asset="images/cat.png",
                    title="cap",
                ),
                caption=(t("cap"),),
                number="3",
                id="here--f",
            ),
        ),
        (
            '<figure id="here--f" class="figure">\n'
            '<img src="octavo:images/cat.png" alt="cat" style="width:300pt"/>\n'
            '<figcaption><span class="number">Figure 3</span> cap</figcaption>\n'
            "</figure>"
        ),
        (
            '<figure id="here--f" class="figure">\n'
            '<img src="octavo:images/cat.png" alt="cat"/>\n'
            '<figcaption><span class="number">Figure 3</span> cap</figcaption>\n'
            "</figure>"
        ),
    ),
    "figure_without_caption": (
        (
            Figure(
                span=AT,
                image=Image(
                    span=AT, target="cat.png", alt="cat", asset="images/cat.png"
                ),
            ),
        ),
        (
            '<figure class="figure">\n'
            '<img src="octavo:images/cat.png" alt="cat" style="width:300pt"/>\n'
            "</figure>"
        ),
        (
            '<figure class="figure">\n'
            '<img src="octavo:images/cat.png" alt="cat"/>\n'
            "</figure>"
        ),
    ),
    "figure_without_picture": (
        (Figure(span=AT, image=Image(span=AT, target="no.png"), caption=(t("cap"),)),),
        ('<p class="figure"><span class="missing-image">no.png</span></p>'),
        "=",
    ),
    "definitions": (
        (
            Definitions(
                span=AT,
                pairs=(
                    Definition(span=AT, term=(t("a"),), blocks=(p("b"),), id="here--g"),
                    Definition(span=AT, term=(t("c"),), blocks=(p("d"), p("e"))),
                ),
            ),
        ),
        (
            "<dl>\n"
            '<dt id="here--g">a</dt>\n'
            "<dd>b</dd>\n"
            "<dt>c</dt>\n"
            "<dd><p>d</p>\n"
            "<p>e</p></dd>\n"
            "</dl>"
        ),
        "=",
    ),
    "excerpt": (
        (
            Excerpt(
                span=AT,
                source=PurePosixPath("A & b.md"),
                blocks=(p("x"),),
                id="here--e1",
            ),
        ),
        (
            '<section class="embed" id="here--e1" data-source="A &amp; b.md">\n'
            "<p>x</p>\n"
            "</section>"
        ),
        "=",
    ),
    "embed_that_was_left": ((Embed(span=AT, target="Note"),), "<p>Note</p>", "="),
    "thematic_break": ((Break(span=AT),), "<hr/>", "="),
    "an_id_stands_once": (
        (
            p("x", id="i"),
            p("y", id="i"),
        ),
        ('<p id="i">x</p>\n<p>y</p>'),
        "=",
    ),
    "division": (
        (
            div(
                "section",
                p("x"),
                id="here--d",
                **{"class": "Box odd.one", "onclick": "x()"},
            ),
        ),
        '<section id="here--d" class="x-box"><p>x</p></section>',
        "=",
    ),
    "details_stand_open": (
        (div("details", div("summary", p("s")), p("x")),),
        ('<div class="details"><p class="summary">s</p>\n<p>x</p></div>'),
        "=",
    ),
    "elements_out_of_place": (
        (
            div("li", p("x")),
            div("td", p("y")),
            div("figcaption", p("z")),
        ),
        (
            '<div class="html-li"><p>x</p></div>\n'
            '<div class="html-td"><p>y</p></div>\n'
            '<div class="html-figcaption"><p>z</p></div>'
        ),
        "=",
    ),
    "html_table": (
        (
            div(
                "table",
                div("caption", p("c")),
                div(
                    "tr", div("th", p("a"), scope="col"), div("td", p("b"), colspan="2")
                ),
            ),
        ),
        (
            '<div class="table">\n'
            "<table><caption>c</caption>\n"
            '<tr><th scope="col">a</th>\n'
            '<td colspan="2">b</td></tr></table>\n'
            "</div>"
        ),
        "=",
    ),
    "html_table_out_of_order": (
        (div("table", div("tr", div("td", p("a"))), div("caption", p("c"))),),
        (
            '<div class="html-table"><div class="html-tr"><div class="html-td"><p>a</p></div></div>\n'
            '<p class="html-caption">c</p></div>'
        ),
        "=",
    ),
    "html_list_with_stray_text": (
        (div("ul", div("li", p("a")), p("b")),),
        ('<div class="html-ul"><div class="html-li"><p>a</p></div>\n<p>b</p></div>'),
        "=",
    ),
    "html_definition_list": (
        (div("dl", div("dt", p("a")), div("dd", p("b"))),),
        ("<dl><dt>a</dt>\n<dd>b</dd></dl>"),
        "=",
    ),
    "html_definition_list_that_ends_early": (
        (div("dl", div("dt", p("a"))),),
        '<div class="html-dl"><p class="html-dt">a</p></div>',
        "=",
    ),
    "html_figure": (
        (div("figure", p("a"), div("figcaption", p("b"))),),
        ("<figure><p>a</p>\n<figcaption>b</figcaption></figure>"),
        "=",
    ),
    "html_figure_with_two_captions": (
        (div("figure", div("figcaption", p("a")), p("b"), div("figcaption", p("c"))),),
        (
            '<div class="html-figure"><div class="html-figcaption"><p>a</p></div>\n'
            "<p>b</p>\n"
            '<div class="html-figcaption"><p>c</p></div></div>'
        ),
        "=",
    ),
    "html_caption_with_a_list": (
        (
            div(
                "table",
                div("caption", BulletList(span=AT, items=(item(p("c")),))),
                div("tr", div("td")),
            ),
        ),
        (
            '<div class="table">\n'
            '<table><caption><span><span class="list"><span class="item" data-mark="•">c</span></span></span></caption>\n'
            "<tr><td></td></tr></table>\n"
            "</div>"
        ),
        "=",
    ),
    "footnote": (
        (
            p("a", mark(1), "."),
            note(1, p("b ", Emphasis(span=AT, inlines=(t("c"),)))),
        ),
        ('<p>a<span id="n1" class="footnote" data-note="1">b <em>c</em></span>.</p>'),
        (
            '<p>a<a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a>.</p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> b <em>c</em> <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_marked_twice": (
        (
            p("a", mark(1), mark(1, "-2")),
            note(1, p("b"), marks=("m1", "m1-2")),
        ),
        (
            '<p>a<span id="n1" class="footnote" data-note="1">b</span>\u202f<a class="note-mark" href="#n1"><sup>1</sup></a></p>'
        ),
        (
            '<p>a<a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a>\u202f<a id="m1-2" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> b <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text 1">↩︎</a> <a class="backlink" href="#m1-2" epub:type="backlink" role="doc-backlink" aria-label="back to the text 2">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_of_blocks": (
        (
            p(mark(1)),
            note(
                1,
                p("a"),
                BulletList(span=AT, items=(item(p("b")),)),
                OrderedList(span=AT, start=2, items=(item(p("c")),)),
                Quote(span=AT, blocks=(p("q"),)),
                CodeBlock(span=AT, language="", text="x\n"),
                MathBlock(
                    span=AT,
                    tex="x",
                    picture="m.svg",
                    width=1.0,
                    height=1.0,
                    mathml="<math/>",
                ),
                Table(span=AT, head=row("A"), rows=(row("1"),), align=("",)),
                Figure(
                    span=AT,
                    image=Image(span=AT, target="c", alt="c", asset="images/dot.svg"),
                ),
                Callout(span=AT, kind="tip", written="tip", title=(), blocks=(p("x"),)),
                Heading(span=AT, level=4, inlines=(t("h"),)),
                Definitions(
                    span=AT,
                    pairs=(Definition(span=AT, term=(t("d"),), blocks=(p("e"),)),),
                ),
                div("div", p("f")),
                Break(span=AT),
                p("z"),
            ),
        ),
        (
            '<p><span class="footnote" data-note="1">→ <a href="#n1">p.\xa0<span data-page-of="n1"></span></a></span></p>\n'
            '<section class="notes">\n'
            '<aside id="n1" class="note">\n'
            '<p><span class="note-number">1.</span> a</p>\n'
            "<ul>\n"
            "<li>b</li>\n"
            "</ul>\n"
            '<ol start="2" style="counter-reset:list-item 1">\n'
            "<li>c</li>\n"
            "</ol>\n"
            "<blockquote>\n"
            "<p>q</p>\n"
            "</blockquote>\n"
            '<figure class="listing">\n'
            '<pre class="code"><code><span class="ln">x\n'
            "</span></code></pre>\n"
            "</figure>\n"
            '<div class="equation"><img class="formula" src="octavo:m.svg" alt="x" style="width:1em;height:1em"/></div>\n'
            '<div class="table brief" data-columns="1">\n'
            "<table>\n"
            "<thead>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            "</tr>\n"
            "</thead>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>\n"
            '<figure class="figure">\n'
            '<img src="octavo:images/dot.svg" alt="c" style="width:12pt"/>\n'
            "</figure>\n"
            '<div class="callout callout-tip" data-callout="tip" role="doc-tip">\n'
            '<p class="callout-title"><span class="label">Tip</span></p>\n'
            "<p>x</p>\n"
            "</div>\n"
            "<h4>h</h4>\n"
            "<dl>\n"
            "<dt>d</dt>\n"
            "<dd>e</dd>\n"
            "</dl>\n"
            "<div><p>f</p></div>\n"
            "<hr/>\n"
            "<p>z</p>\n"
            "</aside>\n"
            "</section>"
        ),
        (
            '<p><a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> a</p>\n'
            "<ul>\n"
            "<li>b</li>\n"
            "</ul>\n"
            '<ol start="2">\n'
            "<li>c</li>\n"
            "</ol>\n"
            "<blockquote>\n"
            "<p>q</p>\n"
            "</blockquote>\n"
            '<figure class="listing">\n'
            '<pre class="code"><code><span class="ln">x\n'
            "</span></code></pre>\n"
            "</figure>\n"
            '<div class="equation"><math/></div>\n'
            '<div class="table" data-columns="1">\n'
            "<table>\n"
            "<thead>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            "</tr>\n"
            "</thead>\n"
            "<tbody>\n"
            "<tr>\n"
            "<td>1</td>\n"
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>\n"
            '<figure class="figure">\n'
            '<img src="octavo:images/dot.svg" alt="c"/>\n'
            "</figure>\n"
            '<div class="callout callout-tip" data-callout="tip" role="doc-tip">\n'
            '<p class="callout-title"><span class="label">Tip</span></p>\n'
            "<p>x</p>\n"
            "</div>\n"
            "<h4>h</h4>\n"
            "<dl>\n"
            "<dt>d</dt>\n"
            "<dd>e</dd>\n"
            "</dl>\n"
            "<div><p>f</p></div>\n"
            "<hr/>\n"
            '<p>z <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_with_captions": (
        (
            p(mark(1)),
            note(
                1,
                p("a"),
                Table(
                    span=AT,
                    head=row("A"),
                    rows=(),
                    align=("",),
                    caption=(t("T & U"),),
                    number="1.1",
                    id="there",
                ),
                CodeBlock(
                    span=AT,
                    language="",
                    text="x",
                    title="a.py",
                    caption=(t("L"),),
                    number="1.2",
                ),
                p("z"),
            ),
        ),
        (
            '<p><span id="n1" class="footnote" data-note="1">a<span id="there" class="caption">Table 1.1 T &amp; U</span><span class="group"><span class="row"><span class="cell">A</span></span></span><span class="caption">Listing 1.2 a.py: L</span><code class="para code"><span class="ln">x\n</span></code><span class="para">z</span></span></p>'
        ),
        (
            '<p><a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> a</p>\n'
            '<div id="there" class="table" data-columns="1">\n'
            "<table>\n"
            '<caption><span class="number">Table 1.1</span> T &amp; U</caption>\n'
            "<tbody>\n"
            "<tr>\n"
            '<th scope="col">A</th>\n'
            "</tr>\n"
            "</tbody>\n"
            "</table>\n"
            "</div>\n"
            '<figure class="listing">\n'
            '<figcaption><span class="number">Listing 1.2</span> a.py: L</figcaption>\n'
            '<pre class="code"><code><span class="ln">x\n'
            "</span></code></pre>\n"
            "</figure>\n"
            '<p>z <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_in_a_footnote": (
        (
            p(mark(1)),
            note(1, p("a", mark(2))),
            note(2, p("b", mark(1, "-2"))),
        ),
        (
            '<p><span id="n1" class="footnote" data-note="1">a<span id="n2" class="nested-note" data-note="2"> (b<a class="note-mark" href="#n1"><sup>1</sup></a>)</span></span></p>'
        ),
        (
            '<p><a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> a<a id="m2" class="note-mark" href="#n2" epub:type="noteref" role="doc-noteref"><sup>2</sup></a> <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            '<aside id="n2" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">2.</span> b<a id="m1-2" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a> <a class="backlink" href="#m2" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_in_a_link": (
        (
            p(link(t("a"), mark(1), anchor="there")),
            note(1, p("b")),
        ),
        (
            '<p><a class="reference" href="#there">a</a><span id="n1" class="footnote" data-note="1">b</span></p>'
        ),
        (
            '<p><a class="reference" href="there.xhtml#there">a</a><a id="m1" class="note-mark" href="#n1" epub:type="noteref" role="doc-noteref"><sup>1</sup></a></p>\n'
            '<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
            '<aside id="n1" class="note" epub:type="footnote" role="doc-footnote">\n'
            '<p><span class="note-number">1.</span> b <a class="backlink" href="#m1" epub:type="backlink" role="doc-backlink" aria-label="back to the text">↩︎</a></p>\n'
            "</aside>\n"
            "</section>"
        ),
    ),
    "footnote_without_a_mark": (
        (
            p("a"),
            note(1, p("b")),
        ),
        "<p>a</p>",
        "=",
    ),
    "mark_without_a_note": (
        (p("a", mark(7), FootnoteMark(span=AT, label="x")),),
        "<p>a<sup>7</sup>\u202f[^x]</p>",
        "=",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_an_inline_is_set_as(name: str) -> None:
    nodes, foot, end = LINES[name]
    assert line("foot", *nodes) == foot
    assert line("end", *nodes) == (foot if end == "=" else end)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_set_as(name: str) -> None:
    nodes, foot, end = BLOCKS[name]
    assert html("foot", *nodes) == foot
    assert html("end", *nodes) == (foot if end == "=" else end)


IN_LINE = (
    '<span class="list"><span class="item" data-mark="•">b</span></span>',
    '<span class="list"><span class="item" data-mark="2.">c</span></span>',
    '<span class="quote"><span class="para">q</span></span>',
    '<code class="para code"><span class="ln">x\n</span></code>',
    '<span class="para"><img class="formula" src="octavo:m.svg" alt="x" style="width:1em;height:1em"/></span>',
    '<span class="group"><span class="row"><span class="cell">A</span></span><span class="row"><span class="cell">1</span></span></span>',
    '<span class="para"><img src="octavo:images/dot.svg" alt="c" class="icon"/></span>',
    '<span class="group"><span class="heading">Tip</span><span class="para">x</span></span>',
    '<span class="heading">h</span>',
    '<span class="group"><span class="para"><strong>d</strong></span><span class="para">e</span></span>',
    '<span class="group"><span class="para">f</span></span>',
    "",
    '<span class="para">z</span>',
)
"""Each block of the note above, as it is set in the line that calls the note."""


@pytest.mark.parametrize("place", range(len(IN_LINE)))
def test_a_block_of_a_short_note_is_set_in_a_line(place: int) -> None:
    (_, whole), _, _ = BLOCKS["footnote_of_blocks"]
    assert isinstance(whole, Footnote)
    made = html("foot", p(mark(1)), note(1, p("a"), whole.blocks[place + 1]))
    opening = '<p><span id="n1" class="footnote" data-note="1">a'
    assert made == f"{opening}{IN_LINE[place]}</span></p>"


def cells(*words: str | Math) -> Table:
    """A table of one row; what heads a column is its number."""
    head = row(*(f"h{n}" for n in range(len(words))))
    return Table(span=AT, head=head, rows=(row(*words),), align=("",) * len(words))


def many(*words: str | Math) -> Table:
    """The same with four rows, too many to be columns."""
    table = cells(*words)
    return replace(table, rows=table.rows * 4)


def formula(width: float) -> Math:
    return Math(span=AT, tex="x", picture="math/1.svg", width=width)


def test_a_table_that_no_size_makes_fit_is_a_list_of_records_and_told() -> None:
    table = Table(
        span=AT,
        head=row(*(f"head {n}" for n in range(40)), ""),
        rows=(row(*(f"r{n}" for n in range(39)), "", "last"), *[row("x")] * 3),
        align=("",) * 41,
        caption=(t("cap"),),
        id="here--t",
    )
    made = make_up(chapter(table), MANNERS["foot"])
    assert str(made.body) == (
        '<div id="here--t" class="records">\n<p class="caption">cap</p>\n'
        '<div class="record">\n'
        + "".join(f"<p><strong>head {n}:</strong> r{n}</p>\n" for n in range(39))
        + "<p>last</p>\n</div>"
        + '\n<div class="record">\n<p><strong>head 0:</strong> x</p>\n</div>' * 3
        + "\n</div>"
    )
    assert [(told.code, told.span, told.message) for told in made.told] == [
        ("wide-table", AT, "41 columns are too wide for the page; set as a list")
    ]
    files = make_up(chapter(table), MANNERS["end"])
    assert str(files.body) == str(made.body)
    assert [(told.severity, told.message) for told in files.told] == [
        (Severity.NOTE, "41 columns are too wide for a small screen; set as a list")
    ]


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (cells("one", "two"), "table"),
        (cells(*["eleven-more", "length"] * 2), "table"),
        (cells(*["elevenmore"] * 4), "table narrow"),
        (cells(*["configurations"] * 5), "table narrow"),
        (cells(*["word"] * 9), "table narrow"),
        (cells(*["words"] * 9), "records"),
        (cells(*["configurations"] * 6), "records"),
        (cells("w" * 300), "table narrow"),
    ],
)
def test_a_table_on_a_screen_is_as_wide_as_a_telephone_at_most(
    table: Table, kind: str
) -> None:
    body = make_up(chapter(table), MANNERS["end"]).body
    assert re.findall(r'<div class="([^"]+)"', str(body))[0] == kind


def test_the_columns_of_a_narrow_table_hold_their_words_and_share_the_rest() -> None:
    words = ("undividedwords", "x", "some words of a sentence", "constitutional")
    body = make_up(chapter(cells(*words)), MANNERS["end"]).body
    shares = re.findall(r'<col style="width: (\d+)%"/>', str(body))
    assert shares == ["33", "10", "23", "33"]
    assert "<colgroup>" not in make_up(chapter(cells(*words)), MANNERS["foot"]).body


def test_a_wide_table_of_few_rows_has_them_for_columns() -> None:
    table = replace(cells(*["configuration"] * 9), id="here--t", caption=(t("cap"),))
    made = make_up(chapter(table), MANNERS["foot"])
    assert made.told == ()
    assert re.findall(r"<(t[hd][^>]*)>(.*?)</t[hd]>", str(made.body))[:6] == [
        ('th scope="col"', "h0"),
        ('th scope="col"', "configuration"),
        ('th scope="row"', "h1"),
        ("td", "configuration"),
        ('th scope="row"', "h2"),
        ("td", "configuration"),
    ]


def test_a_table_is_turned_only_where_it_stands_by_itself() -> None:
    table = many(*["configuration"] * 9)
    made = make_up(chapter(table), MANNERS["foot"])
    assert [told.message for told in made.told] == [
        "9 columns are too wide for the page; set on a page of its own, turned"
    ]
    inside = make_up(chapter(Quote(span=AT, blocks=(table,))), MANNERS["foot"])
    assert [told.message for told in inside.told] == [
        "9 columns are too wide for the page; set as a list"
    ]


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (cells("one", "two"), "table brief"),
        (cells(*["word"] * 5), "table brief"),
        (cells(*["configuration"] * 5), "table brief"),
        (cells(*["a-reconfiguration"] * 5), "table smaller brief"),
        (cells(*["word"] * 7), "table smaller brief"),
        (cells(*["configuration"] * 8), "table smallest brief"),
        (cells(*["words"] * 12), "table smallest brief"),
        (cells(*["configuration"] * 9), "table brief"),
        (cells(*["123"] * 18), "table smallest brief"),
        (many(*["configuration"] * 9), "table smallest brief turned"),
        (many(*["123"] * 30), "table smallest brief turned"),
        (many(*["configuration"] * 15), "records"),
        (cells(formula(12.0), "x"), "table brief"),
        (many(formula(40.0), formula(15.0)), "records"),
        (cells("word " * 500, "x"), "table"),
    ],
)
def test_the_size_of_a_table_follows_from_its_words(table: Table, kind: str) -> None:
    made = etree.fromstring(html("foot", table))
    assert made.get("class") == kind


@pytest.mark.parametrize(
    ("words", "rows", "whole"),
    [
        # A cell of 25 words takes two lines, of 70 five, of 125 nine.
        ("word", 12, True),
        ("word", 13, False),
        ("word " * 25, 8, True),
        ("word " * 25, 9, False),
        ("word " * 70, 6, True),
        ("word " * 125, 6, False),
    ],
)
def test_a_table_of_few_lines_stays_on_one_page(
    words: str, rows: int, whole: bool
) -> None:
    one = cells(words)
    made = etree.fromstring(html("foot", replace(one, rows=one.rows * rows)))
    assert made.get("class") == ("table brief" if whole else "table")


def test_only_a_tall_row_may_be_broken() -> None:
    made = etree.fromstring(html("foot", cells("word " * 500, "x")))
    assert made.xpath("//tbody/tr/@class") == ["tall"]
    assert 'class="tall"' not in html("foot", cells("word " * 100, "x"))


def test_a_cell_with_a_word_too_long_says_so() -> None:
    made = etree.fromstring(html("foot", cells("x" * 25, "y" * 24)))
    assert made.xpath("//td/@class") == ["long"]


def test_the_words_of_a_cancelled_task_are_struck_and_what_is_below_is_not() -> None:
    made = {
        tight: html(
            "foot",
            BulletList(span=AT, items=(item(p("a"), p("b"), task="-"),), tight=tight),
        )
        for tight in (True, False)
    }
    assert "</span> <s>a</s>\n<p>b</p>" in made[True]
    assert "</span> <s>a</s></p>\n<p>b</p>" in made[False]


def test_marks_of_two_notes_do_not_read_as_one_number() -> None:
    body = html("end", p("x", mark(1), mark(2)), note(1, p("n")), note(2, p("m")))
    assert "<sup>1</sup></a>\u202f<a" in body


def test_every_kind_of_node_has_a_case() -> None:
    seen = set()
    for nodes, _, _ in (*LINES.values(), *BLOCKS.values()):
        seen |= {type(node) for node in walk(nodes)}
    assert set(get_args(Inline)) | set(get_args(Block)) <= seen


# ------------------------------------------------------------------ chapters


def chapter(*blocks: Block, title: tuple[Inline, ...] = (), level: int = 1) -> Chapter:
    return Chapter(
        path=AT.path,
        title="A & b",
        title_inlines=title,
        anchor="here",
        slug="here",
        digest="",
        role=Role.BODY,
        blocks=blocks,
        level=level,
        span=AT,
    )


def test_a_note_marked_in_the_title_stands_there_and_not_again() -> None:
    made = make_up(
        chapter(p("x", mark(1, "-2")), note(1, p("n")), title=(t("T"), mark(1))),
        MANNERS["foot"],
    )
    assert made.title == 'T<span id="n1" class="footnote" data-note="1">n</span>'
    assert made.body == '<p>x<a class="note-mark" href="#n1"><sup>1</sup></a></p>'


def test_a_title_without_markup_is_escaped() -> None:
    assert make_up(chapter(), MANNERS["foot"]).title == "A &amp; b"


def test_the_id_of_the_chapter_is_kept_free_for_the_template() -> None:
    assert make_up(chapter(p("x", id="here")), MANNERS["foot"]).body == "<p>x</p>"


def test_headings_of_a_nested_chapter_move_up_with_its_title() -> None:
    heading = Heading(span=AT, level=4, inlines=(t("x"),))
    made = make_up(chapter(heading, level=2), manner(FOOT, shift=1))
    assert made.body == "<h3>x</h3>"


@pytest.mark.parametrize(
    ("short", "head"),
    [
        ("Glossary", "Recursive reward modelling of tasks"),
        ("Terms of the trade, with what they are taken for", "Recursive reward…"),
    ],
)
def test_a_term_in_a_running_head_has_what_the_title_leaves(
    short: str, head: str
) -> None:
    words = "Recursive reward modelling of tasks"
    entry = Definition(span=AT, term=(t(words),), blocks=(p("b"),), forms=(words,))
    made = compose((Definitions(span=AT, pairs=(entry,)),), manner(FOOT, short=short))
    assert f'<dt data-head="{head}"><dfn>{words}</dfn></dt>' in made


def test_the_last_of_short_items_stays_with_the_one_before_it() -> None:
    short, long = item(p("a")), item(p("a " * 110))
    kept = '<li class="kept">a</li>'
    for items, count in (
        ((short, short), 1),
        ((short,), 0),
        ((short, long), 0),
        ((long, short), 0),
        ((long, short, short), 1),
        ((short, item(p("a"), p("b"))), 0),
    ):
        made = BulletList(span=AT, items=items)
        assert compose((made,), MANNERS["foot"]).count(kept) == count
        assert kept not in compose((made,), MANNERS["end"])


@pytest.mark.parametrize(
    ("width", "number", "said"),
    [
        (22.5, "3.5", "equation"),
        (25.0, "3.5", "equation snug"),
        (27.9, "3.5", "equation tight"),
        (28.1, "3.5", "equation wide"),
        (28.1, "", "equation"),
        (23.1, "12.10", "equation snug"),
    ],
)
def test_the_number_of_a_formula_stands_beside_it_if_there_is_room(
    width: float, number: str, said: str
) -> None:
    node = MathBlock(span=AT, tex="x", picture="p", width=width, number=number)
    assert f'class="{said}"' in compose((node,), MANNERS["foot"])
    assert 'class="equation"' in compose((node,), MANNERS["end"])


@pytest.mark.parametrize(
    ("before", "after", "page"),
    [
        ("See ", " one", " (p.\xa0)"),
        ("See ", "\u2009– one", " (p.\xa0)"),
        ("See ", ".", ", p.\xa0"),
        ("See ", ", one", ", p.\xa0"),
        ("See ", " (one)", ", p.\xa0"),
        ("(see ", " one)", ", p.\xa0"),
        ("(one) ", " two", " (p.\xa0)"),
        ("See ", "", ", p.\xa0"),
    ],
)
def test_a_page_among_words_stands_in_brackets(
    before: str, after: str, page: str
) -> None:
    reference = link(t("Mark"), anchor="there", wants_page=True)
    made = phrase((t(before), reference, t(after)), MANNERS["foot"])
    assert re.sub("<.*?>", "", made) == f"{before}Mark{page}{after}"


def test_no_brackets_stand_behind_others() -> None:
    reference = link(t("equation (3.4)"), anchor="there", wants_page=True)
    made = phrase((t("See "), reference, t(" for one")), MANNERS["foot"])
    assert re.sub("<.*?>", "", made) == "See equation (3.4), p.\xa0 for one"


def test_a_page_in_brackets_is_in_those_of_the_language() -> None:
    reference = link(t("x"), anchor="there", wants_page=True)
    made = phrase((reference, t("を見よ")), manner(FOOT, "ja"))
    assert re.sub("<.*?>", "", made) == "x（ページ）を見よ"


def test_fixed_words_are_those_of_the_language() -> None:
    german = manner(FOOT, "de-AT")
    reference = link(t("x"), anchor="there", wants_page=True)
    assert phrase((reference,), german) == (
        '<a class="reference" href="#there">x<span class="page-reference">, '
        '<span class="page-place">S.\xa0<span data-page-of="there"></span></span></span></a>'
    )
    japanese = manner(FOOT, "ja")
    assert phrase((reference,), japanese) == (
        '<a class="reference" href="#there">x<span class="page-reference">、'
        '<span class="page-place"><span data-page-of="there"></span>ページ</span></span></a>'
    )
    callout = Callout(span=AT, kind="tip", written="hint", title=(), blocks=())
    assert compose((callout,), german) == (
        '<div class="callout callout-tip" data-callout="hint" role="doc-tip">\n'
        '<p class="callout-title"><span class="label">Tipp</span></p>\n</div>'
    )


# ------------------------------------------------------------------- any tree

TEXTS = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("<>&\"'/ \x00\x0c\ufffe"),
    min_size=1,
    max_size=12,
)
NAMES = st.sampled_from(("", "a", "b--1", "c", "ü", 'x"y', "here"))
ELEMENTS = st.sampled_from(
    ("span", "kbd", "abbr", "br", "ruby", "rt", "rp", "bdo", "dfn", "a", "time", "X Y")
)
DIVISIONS = st.sampled_from(
    (
        *("div", "section", "details", "summary", "p", "pre", "center", "main", "h2"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"),
        *("col", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "<b>"),
    )
)
GIVEN = st.dictionaries(
    st.sampled_from(("class", "id", "lang", "dir", "title", "colspan", "style", "rel")),
    TEXTS | st.sampled_from(("en", "rtl", "2", "wide")),
    max_size=2,
).map(lambda pairs: tuple(sorted(pairs.items())))
AT_ALL = st.just(AT)


def node(
    kind: type, /, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[object]:
    return st.builds(kind, span=AT_ALL, **fields)


def marks() -> st.SearchStrategy[object]:
    return node(
        FootnoteMark,
        label=TEXTS,
        number=st.integers(0, 3),
        anchor=NAMES,
        note=st.sampled_from(("n1", "n2", "n3", "")),
    )


LEAVES = st.one_of(
    node(Text, text=TEXTS),
    node(Code, text=TEXTS),
    node(Math, tex=TEXTS, picture=st.sampled_from(("", "m.svg")), alt=TEXTS),
    node(Image, target=TEXTS, alt=TEXTS, title=TEXTS, hook=TEXTS, asset=NAMES),
    marks(),
    node(Tag, name=TEXTS),
    node(Anchor, id=NAMES),
    node(LineBreak, hard=st.booleans()),
    node(WikiLink, target=TEXTS),
    node(InlineEmbed, target=TEXTS),
)


def line_of(below: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    inside = st.lists(below, max_size=4).map(tuple)
    hrefs = st.sampled_from(("https://ex.org/?a=1&b", "javascript:x", "x", "http://["))
    return st.one_of(
        *(node(kind, inlines=inside) for kind in (Emphasis, Strong, Strike, Mark)),
        node(Element, name=ELEMENTS, attributes=GIVEN, inlines=inside),
        node(Link, inlines=inside, href=hrefs, title=TEXTS, bare=st.booleans()),
        node(
            Link,
            inlines=inside,
            anchor=st.sampled_from(tuple(PLACES)),
            wants_page=st.booleans(),
        ),
        node(Substitute, kind=st.just("dangling"), inlines=inside),
    )


INLINES = st.lists(st.recursive(LEAVES, line_of, max_leaves=8), max_size=4).map(tuple)
CELLS = st.lists(node(Cell, inlines=INLINES), min_size=2, max_size=2).map(tuple)
ROWS = node(Row, cells=CELLS)
FLAT = st.one_of(
    node(Paragraph, inlines=INLINES, id=NAMES),
    node(
        Heading,
        level=st.integers(1, 6),
        inlines=INLINES,
        id=NAMES,
        listed=st.booleans(),
    ),
    node(
        CodeBlock,
        language=TEXTS,
        text=TEXTS,
        title=TEXTS,
        tokens=st.lists(st.tuples(st.just("k"), TEXTS), max_size=3).map(tuple),
        marks=st.just((("hl_lines", "1-2"), ("linenums", "x"))),
        id=NAMES,
    ),
    node(MathBlock, tex=TEXTS, number=TEXTS, id=NAMES),
    node(
        Table,
        head=ROWS,
        rows=st.lists(ROWS, max_size=2).map(tuple),
        align=st.just(("right", "")),
        caption=INLINES,
        id=NAMES,
    ),
    node(
        Figure,
        image=node(
            Image, target=TEXTS, alt=TEXTS, asset=st.sampled_from(("", "a.png"))
        ),
        caption=INLINES,
        number=TEXTS,
        id=NAMES,
    ),
    node(Break, id=NAMES),
    node(Embed, target=TEXTS, inlines=INLINES),
)


def around(below: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    inside = st.lists(below, max_size=4).map(tuple)
    items = st.lists(
        node(Item, blocks=inside, task=st.sampled_from(("", "x", '"')), id=NAMES),
        max_size=3,
    ).map(tuple)
    pairs = st.lists(
        node(Definition, term=INLINES, blocks=inside, id=NAMES), max_size=2
    ).map(tuple)
    return st.one_of(
        node(BulletList, items=items, tight=st.booleans(), id=NAMES),
        node(OrderedList, items=items, tight=st.booleans(), start=st.integers(0, 9)),
        node(Quote, blocks=inside, id=NAMES),
        node(Callout, kind=st.just("tip"), written=TEXTS, title=INLINES, blocks=inside),
        node(
            Question,
            title=INLINES,
            facts=st.lists(TEXTS, max_size=2).map(tuple),
            blocks=inside,
            number=st.just("7"),
            id=NAMES,
        ),
        node(Definitions, pairs=pairs, id=NAMES),
        node(Excerpt, source=st.just(PurePosixPath('a"&.md')), blocks=inside),
        node(Division, name=DIVISIONS, blocks=inside, attributes=GIVEN, id=NAMES),
        node(
            Footnote,
            label=TEXTS,
            blocks=inside,
            number=st.integers(0, 3),
            marks=st.lists(NAMES, max_size=2).map(tuple),
            id=st.sampled_from(("n1", "n2", "n3")),
        ),
    )


TREES = st.lists(st.recursive(FLAT, around, max_leaves=10), max_size=4).map(tuple)

BLOCK_ELEMENTS = frozenset(
    (
        *("p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "pre", "section", "aside"),
    )
)
LINE_ELEMENTS = frozenset(
    (
        *("p", "h2", "h3", "h4", "h5", "h6", "span", "a", "em", "strong", "s", "mark"),
        *("kbd", "abbr", "ruby", "bdo", "dfn", "code", "pre", "dt", "caption", "sup"),
    )
)
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "colgroup": {"col"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
}
PARENTS = {
    name: {parent for parent, below in CHILDREN.items() if name in below}
    for name in set().union(*CHILDREN.values())
}


def faults(markup: str) -> list[str]:
    """Where well-formed markup breaks a content model of HTML."""
    root = etree.fromstring(f'<body xmlns:epub="urn:e">{markup}</body>')
    found = []
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    found += [f"id {name} twice" for name in {i for i in ids if ids.count(i) > 1}]
    for element in root.iter():
        name = element.tag
        below = [child.tag for child in element]
        inside = [child.tag for child in element.iterdescendants()]
        if name in LINE_ELEMENTS:
            found += [
                f"{child} in {name}" for child in inside if child in BLOCK_ELEMENTS
            ]
        if name in ("a", "dfn") and name in inside:
            found.append(f"{name} in {name}")
        if name in CHILDREN:
            found += [f"{c} in {name}" for c in below if c not in CHILDREN[name]]
            words = [element.text, *(child.tail for child in element)]
            found += [
                f"text in {name}" for text in words if (text or "").strip(" \t\r\n")
            ]
        parent = element.getparent()
        if name in PARENTS and (parent is None or parent.tag not in PARENTS[name]):
            found.append(f"{name} out of place")
        if name == "figcaption" and (parent is None or parent.tag != "figure"):
            found.append("figcaption out of place")
    return found


@pytest.mark.parametrize("setting", MANNERS)
@settings(max_examples=40, deadline=None)
@given(blocks=TREES)
def test_any_tree_is_well_formed_and_valid(
    setting: str, blocks: tuple[Block, ...]
) -> None:
    assert faults(html(setting, *blocks)) == []


@pytest.mark.parametrize("setting", MANNERS)
def test_a_note_that_is_about_itself_ends(setting: str) -> None:
    circle = html(setting, p(mark(1)), note(1, p("a", mark(1, "-2"))))
    assert faults(circle) == []
    assert circle.count(">1<") == (1 if setting == "foot" else 2)
