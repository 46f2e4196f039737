"""Citations and entries of the styles that come along, for a dozen nasty works."""

from pathlib import Path

import pytest

from octavo.citing import Cluster, Unusable, Written, read, sketch, write
from octavo.citing.plain import COMMON, ordinary
from octavo.citing.record import Item
from octavo.diagnostics import Span
from octavo.find import citation_style, citation_styles
from octavo.model.inlines import Mention

BIB = Path(__file__).with_name("nasty.bib")
MARKS = {0xF0010: "_", 0xF0019: "_", **dict.fromkeys(range(0xF0001, 0xF0004), "")}


def _nowhere(start: int, end: int) -> Span:
    raise AssertionError("nothing is wrong with this file")


def items(*keys: str) -> list[Item]:
    text = BIB.read_text(encoding="utf-8")
    where = Span.whole(Path("nasty.bib"))  # type: ignore[arg-type]
    records = {
        record.key: record
        for record in read(".bib", text, lambda start, end: where, print)
    }
    return [records[key].item() for key in keys]


def cluster(work: int, *, running: bool = False, **more: object) -> Cluster:
    mention = Mention(key="", **more)  # type: ignore[arg-type]
    return Cluster(mentions=(mention,), works=(work,), running=running)


def shown(text: str) -> str:
    for work in range(12):
        text = text.replace(f"\U000f0001{work}\U000f0002", "")
    return text.translate(MARKS)


def written(
    style: str, *keys: str, language: str = "en"
) -> tuple[list[str], list[str]]:
    source = citation_style(style)
    assert source is not None
    works = range(len(keys))
    clusters = [cluster(work) for work in works]
    clusters += [cluster(work, running=True) for work in works]
    made: Written = write(items(*keys), clusters, source, language)
    assert made.unset == ()
    entries = [f"{each.label} {shown(each.text)}".strip() for each in made.entries]
    return [shown(text) for text in made.citations], entries


ALL = (
    *("others", "corporate", "accents", "undated", "twice1", "twice2", "edited"),
    *("page", "preprint", "nobody", "thesis", "part"),
)


def test_the_styles_that_come_along() -> None:
    assert citation_styles() == (
        "apa",
        "chicago-author-date",
        "ieee",
        "modern-language-association",
        "vancouver",
    )


@pytest.mark.parametrize("style", ["apa", "ieee", "chicago-author-date", "vancouver"])
def test_a_dozen_nasty_works(style: str, accept: bool) -> None:
    citations, entries = written(style, *ALL)
    got = "\n".join((*citations, "", *entries, ""))
    expected = BIB.with_name(f"{style}.txt")
    if accept and not (expected.is_file() and expected.read_text() == got):
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")


def test_a_place_and_words_round_a_work() -> None:
    source = citation_style("apa")
    assert source is not None
    asked = [
        cluster(0, before="see ", label="page", locator="3-4", after=" and on"),
        cluster(0, alone=True),
        Cluster(
            mentions=(Mention(key=""), Mention(key="", label="chapter", locator="2")),
            works=(0, 1),
            running=False,
        ),
    ]
    made = write(items("twice1", "edited"), asked, source, "en")
    assert [shown(text) for text in made.citations] == [
        "(see Hu,\u00a02021, pp.\u00a03–4 and on)",
        "(2021)",
        "(Hu,\u00a02021; Smith & Poe,\u00a02001, Chapter\u00a02)",
    ]
    # The place in the work is no part of its entry.
    assert shown(made.entries[0].text).startswith("Hu, A. (2021). One.")


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
def test_no_full_stop_follows_a_title_that_asks_or_exclaims(style: str) -> None:
    source = citation_style(style)
    assert source is not None
    titles = [
        'How Does <span class="nocase">LLM</span> Training Fail?',
        'Whose is <span class="nocase">AI?</span>',
        "Really <i>so!</i>",
        "What. Why?.. no",
    ]
    works = [
        dated(title, (2020 + at,), kind=kind)
        for at, title in enumerate(titles)
        for kind in ("book", "article-journal")
    ]
    works = [{**work, "publisher": "P", "container-title": "J"} for work in works]
    made = write(works, [cluster(0)], source, "en")
    texts = [shown(each.text).replace("_", "") for each in made.entries]
    assert len(texts) == 8
    for text, end in zip(
        texts, ["Fail?", "Fail?", "AI?", "AI?", "so!", "so!"], strict=False
    ):
        _, _, after = text.partition(end)
        assert after.lstrip("”</i>").startswith(" "), text
    assert [text.casefold().count("why?.. no") for text in texts[6:]] == [1, 1]


def test_a_line_is_never_broken_before_a_year_or_the_number_of_a_page() -> None:
    source = citation_style("apa")
    assert source is not None
    asked = [
        cluster(
            0, label="page", locator="3, 7, 12", before="in 2 places, ", after=" f 4"
        ),
        cluster(0, running=True),
    ]
    made = write(items("others"), asked, source, "en")
    assert [shown(text) for text in made.citations] == [
        "(in 2 places, Vaswani\u00a0et\u00a0al., 2017, pp.\u00a03, 7, 12 f 4)",
        "Vaswani\u00a0et\u00a0al.\u00a0(2017)",
    ]


def test_words_are_in_the_language_of_the_book() -> None:
    citations, _ = written("apa", "others", "undated", language="de")
    assert citations[2:] == ["Vaswani\u00a0et\u00a0al.\u00a0(2017)", "Doe (o.\u00a0J.)"]
    citations, _ = written("apa", "edited", language="fr")
    assert citations[1] == "Smith et Poe\u00a0(2001)"


@pytest.mark.parametrize(
    ("style", "cited", "entry"),
    [
        ("apa", "(田中 & Hu,\u00a02020)", "田中太郎, & Hu, A. (2020). T."),
        (
            "chicago-author-date",
            "(田中 and Hu\u00a02020)",
            "田中太郎, and Ann Hu. 2020. T.",
        ),
        ("vancouver", "(1)", "1. 田中太郎, Hu A. T. 2020."),
        ("ieee", "[1]", "[1] 田中太郎 and A. Hu, T. 2020."),
    ],
)
def test_a_japanese_name_is_written_at_a_stretch(
    style: str, cited: str, entry: str
) -> None:
    names = [{"family": "田中", "given": "太郎"}, {"family": "Hu", "given": "Ann"}]
    year = {"date-parts": [[2020]]}
    work: Item = {"type": "book", "title": "T", "author": names, "issued": year}
    source = citation_style(style)
    assert source is not None
    made = write([work], [cluster(0)], source, "en")
    assert shown(made.citations[0]).replace("_", "") == cited
    (listed,) = made.entries
    assert f"{listed.label} {shown(listed.text)}".strip().replace("_", "") == entry


def dated(title: str, *parts: tuple[int, ...], kind: str = "webpage") -> Item:
    work: Item = {"type": kind, "title": title, "author": [{"literal": "Org"}]}
    return {**work, "issued": {"date-parts": list(parts)}} if parts else work


def ordered(source: bytes, works: list[Item]) -> tuple[list[str], str]:
    """The titles in the order of the bibliography, and all cited in one place."""
    every = tuple(range(len(works)))
    mentions = tuple(Mention(key="") for _ in works)
    made = write(
        works, [Cluster(mentions=mentions, works=every, running=False)], source, "en"
    )
    titles = [str(works[each.work]["title"]) for each in made.entries]
    return titles, shown(made.citations[0])


def test_works_of_one_author_are_in_the_order_of_their_years() -> None:
    works = [
        dated("Sept 2025", (2025, 9)),
        dated("19 Sept 2023", (2023, 9, 19)),
        dated("A 2023", (2023,)),
        dated("A 2025", (2025,)),
        dated("A report of 2024", (2024, 11, 5), kind="report"),
        dated("15 Oct 2024", (2024, 10, 15)),
        dated("Nov 2025", (2025, 11)),
        dated("undated"),
        dated("50 B.C.", (-50,)),
        dated("2020 to 2021", (2020,), (2021,)),
    ]
    source = citation_style("apa")
    assert source is not None
    assert ordered(source, works) == (
        [
            *("undated", "50 B.C.", "2020 to 2021", "A 2023", "19 Sept 2023"),
            *("A report of 2024", "15 Oct 2024", "A 2025", "Sept 2025", "Nov 2025"),
        ],
        "(Org, n.d.; Org,\u00a050 B.C.E.; Org,\u00a02020–2021; Org,\u00a02023a; Org,\u00a02023b; "
        "Org,\u00a02024a; Org,\u00a02024b; Org,\u00a02025a; Org,\u00a02025b; Org,\u00a02025c)",
    )


STYLE = (
    "<style xmlns='http://purl.org/net/xbiblio/csl' class='in-text' version='1.0'>"
    "<macro name='names'><names variable='author'><name/></names></macro>"
    "<macro name='who'><text macro='names'/></macro>"
    "<macro name='day'><date variable='issued' form='text'/></macro>"
    "<macro name='when'><text macro='day'/></macro>"
    "<citation><layout><text variable='title'/></layout></citation>"
    "<bibliography><sort>{}</sort><layout><text variable='title'/></layout>"
    "</bibliography></style>"
)


@pytest.mark.parametrize(
    ("keys", "titles"),
    [
        ("<key macro='when'/>", ["range", "year", "June", "day", "later"]),
        (
            "<key macro='when' sort='descending'/>",
            ["later", "day", "June", "year", "range"],
        ),
        ("<key variable='issued'/>", ["range", "year", "June", "day", "later"]),
    ],
)
def test_a_style_of_ones_own_has_dates_in_order(keys: str, titles: list[str]) -> None:
    works = [
        dated("later", (2021, 2)),
        dated("June", (2020, 6)),
        dated("year", (2020,)),
        dated("range", (2019,), (2022,)),
        dated("day", (2020, 6, 2)),
    ]
    assert ordered(STYLE.format(keys).encode(), works)[0] == titles


def test_names_are_in_the_order_of_families_however_deep_in_macros() -> None:
    works: list[Item] = [
        {
            "type": "book",
            "title": f"{given} {family}",
            "author": [{"given": given, "family": family}],
        }
        for given, family in (("Ann", "Zuse"), ("Zoe", "Ames"))
    ]
    titles, _ = ordered(STYLE.format("<key macro='who'/>").encode(), works)
    assert titles == ["Zoe Ames", "Ann Zuse"]


CSL = b"<style xmlns='http://purl.org/net/xbiblio/csl'>"


@pytest.mark.parametrize(
    ("source", "why", "line"),
    [
        (b"", "its XML is broken in line 1 (Document is empty)", 1),
        (
            b"<a>\n<b>\n</a>",
            "its XML is broken in line 3 (Opening and ending tag mismatch: b line 2 and a)",
            3,
        ),
        (
            b"<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><s>&a;</s>",
            "it is no style of CSL (it begins with <s> and not with CSL’s <style>)",
            1,
        ),
        (
            CSL + b"</style>",
            "it has no citations, or no bibliography, of its own",
            1,
        ),
        (
            CSL + b"<info><link rel='independent-parent'"
            b" href='http://www.zotero.org/styles/nature'/></info></style>",
            "it only refers to the style “nature”, and says nothing itself",
            1,
        ),
    ],
)
def test_what_is_no_style_is_said_to_be_none(
    source: bytes, why: str, line: int
) -> None:
    with pytest.raises(Unusable) as raised:
        write(items("page"), [cluster(0)], source, "en")
    assert (str(raised.value), raised.value.line) == (why, line)
    assert raised.value.help


NONE = (
    b"<style xmlns='http://purl.org/net/xbiblio/csl' class='in-text' version='1.0'>"
    b"<citation><layout><text macro='none'/></layout></citation>"
    b"<bibliography><layout><text macro='none'/></layout></bibliography></style>"
)


def test_a_work_that_a_style_cannot_set_is_set_in_a_plain_way() -> None:
    made = write(items("page"), [cluster(0)], NONE, "en")
    assert made.unset == (0,)
    text = 'Roe (2023). A page about <span class="nocase">LaTeX</span>'
    assert [shown(each) for each in made.citations] == [text.replace(" (", "\u00a0(")]
    assert [shown(each.text) for each in made.entries] == [text]


def test_what_is_not_printed_is_sketched_in_a_style_that_comes_along() -> None:
    apa = citation_style("apa")
    assert apa is not None
    made = sketch(items("page", "others"), [cluster(1), cluster(0)], apa, "en")
    page = 'Roe (2023). A page about <span class="nocase">LaTeX</span>'
    others = shown(write(items("others"), [cluster(0)], NONE, "en").entries[0].text)
    assert [shown(each) for each in made.citations] == [others, page]
    assert [(each.work, each.label) for each in made.entries] == [(0, ""), (1, "")]
    assert made.unset == ()


def test_a_sketch_says_what_cannot_be_set() -> None:
    assert sketch(items("page"), [cluster(0)], NONE, "en").unset == (0,)
    with pytest.raises(Unusable):
        sketch(items("page"), [cluster(0)], b"<style/>", "en")
    apa = citation_style("apa")
    assert apa is not None
    page, untitled = items("page")[0], {"type": "interview", "genre": "Letter"}
    clusters = [cluster(0), cluster(2), cluster(1)]
    made = sketch([page, page, untitled], clusters, apa, "en")
    assert (
        made.unset == write([page, page, untitled], clusters, apa, "en").unset == (2,)
    )
    both = Cluster(mentions=(Mention(key=""),) * 2, works=(0, 2), running=False)
    made = sketch([page, page, untitled], [both], apa, "en")
    assert made.unset == write([page, page, untitled], [both], apa, "en").unset


@pytest.mark.parametrize("style", citation_styles())
def test_any_ordinary_work_can_be_set_in_a_style_that_comes_along(style: str) -> None:
    source = citation_style(style)
    assert source is not None
    works: list[Item] = [
        {"type": kind, "title": "T", "author": [{"family": "A"}]}
        for kind in sorted(COMMON)
    ]
    clusters = [
        cluster(work, alone=alone, running=running)
        for work in range(len(works))
        for alone in (False, True)
        for running in (False, True)
    ]
    assert write(works, clusters, source, "en").unset == ()


def test_bibtex_has_common_kinds_alone() -> None:
    kinds = ("article", "book", "inbook", "phdthesis", "misc", "online", "video", "x")
    text = "".join(
        f"@{kind}{{{kind}, title = {{T}}, author = {{A}}, eprint = {{2001.00001}}}}"
        for kind in kinds
    )
    where = Span.whole(Path("works.bib"))  # type: ignore[arg-type]
    records = read(".bib", text, lambda start, end: where, print)
    assert [ordinary(record.item()) for record in records] == [True] * len(kinds)
