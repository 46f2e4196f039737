"""Diagrams → drawings in which every word is text, and nothing leads outside them."""

import re
from collections.abc import Mapping
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from octavo.find import token_values
from octavo.plates.diagram.drawn import Drawn, Fault
from octavo.plates.diagram.fonts import BOLD, REGULAR
from octavo.plates.diagram.measurer import wrapped
from octavo.plates.diagram.mermaid import drawn
from octavo.plates.diagram.theme import colours, family
from octavo.plates.diagram.widths import widths

SVG = "{http://www.w3.org/2000/svg}"
OURS = token_values()
LOOK = colours(OURS, OURS)
FAMILY = "'Octavo Sans', sans-serif"

KINDS = {
    "flowchart": (
        "flowchart TD\n A[Start here] -->|if so| B{A choice}\n B --> C([End])\n",
        ("Start here", "if so", "A choice", "End"),
    ),
    "sequence": (
        "sequenceDiagram\n actor U as User\n U->>M: Ask\n Note over U,M: Both\n",
        ("User", "M", "Ask", "Both"),
    ),
    "state": (
        "stateDiagram-v2\n [*] --> Idle\n state Busy {\n  Fetch --> Decode\n }\n Idle --> Busy : go\n",
        ("Idle", "Busy", "Fetch", "Decode", "go"),
    ),
    "class": (
        "classDiagram\n class Agent {\n  +String name\n  +act() Action\n }\n Agent *-- Policy : has\n",
        ("Agent", "+String name", "+act() : Action", "Policy", "has"),
    ),
    "er": (
        "erDiagram\n USER ||--o{ PROMPT : writes\n USER {\n  int id PK\n }\n",
        ("USER", "PROMPT", "writes", "int", "id", "PK"),
    ),
    "gantt": (
        "gantt\n title Plan\n dateFormat YYYY-MM-DD\n section One\n Read :a, 2026-01-05, 9d\n",
        ("Plan", "One", "Read"),
    ),
    "pie": ('pie title Time\n "Read" : 3\n "Write" : 1\n', ("Time", "Read", "75%")),
    "mindmap": ("mindmap\n root((Top))\n  Left\n  Right\n", ("Top", "Left", "Right")),
    "timeline": (
        "timeline\n title Papers\n 2016 : Concrete\n 2022 : Instruct\n",
        ("Papers", "2016", "Concrete", "Instruct"),
    ),
    "git": (
        'gitGraph\n commit id: "first"\n branch side\n commit id: "second" tag: "v1"\n',
        ("main", "side", "first", "second", "v1"),
    ),
    "quadrant": (
        "quadrantChart\n title Reach\n x-axis Low --> High\n quadrant-1 Plan\n Evals: [0.3, 0.8]\n",
        ("Reach", "Low", "High", "Plan", "Evals"),
    ),
    "xychart": (
        'xychart-beta\n title "Loss"\n x-axis [a, b]\n y-axis "Nats" 0 --> 5\n bar [4, 2]\n',
        ("Loss", "Nats", "a", "b"),
    ),
    "journey": (
        "journey\n title Day\n section Morning\n  Queue: 5: Me\n",
        ("Day", "Morning", "Queue", "Me"),
    ),
    "sankey": ("sankey-beta\nData,Model,3\n", ("Data 3", "Model 3")),
    "block": ('block-beta\n a["In"] b["Out"]\n a --> b\n', ("In", "Out")),
    "kanban": ("kanban\n Todo\n  a[Read it]\n", ("Todo", "Read it")),
    "requirement": (
        "requirementDiagram\n requirement r {\n id: 1\n text: refuses\n }\n",
        ("r", "ID: 1", "Text: refuses"),
    ),
    "c4": (
        'C4Context\n Person(u, "User", "asks")\n System(s, "Helper", "answers")\n Rel(u, s, "calls")\n',
        ("User", "asks", "Helper", "answers", "calls"),
    ),
    "packet": ('packet-beta\n0-15: "Source"\n16-31: "Target"\n', ("Source", "Target")),
    "radar": (
        'radar-beta\n axis m["Maths"], c["Code"], w["Words"]\n curve a["Ann"]{1, 2, 3}\n',
        ("Maths", "Code", "Words", "Ann"),
    ),
    "architecture": (
        "architecture-beta\n service db(database)[Store]\n service s(server)[Host]\n db:L -- R:s\n",
        ("Store", "Host"),
    ),
}


def draw(text: str, look: Mapping[str, str] = LOOK) -> Drawn:
    return drawn(text, FAMILY, look)


def words(found: Drawn) -> list[str]:
    """Every piece of text in a drawing, as a reader of its source finds it."""
    root = ElementTree.fromstring(found.svg)
    return [" ".join("".join(t.itertext()).split()) for t in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_its_words_as_text(kind: str) -> None:
    source, expected = KINDS[kind]
    found = draw(source)
    assert found.fault is None
    assert set(expected) - set(words(found)) == set()
    assert set(expected) - set(found.labels) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_keeps_to_itself(kind: str) -> None:
    found = draw(KINDS[kind][0])
    root = ElementTree.fromstring(found.svg)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names & {"style", "use", "svg", "script", "foreignObject", "a"} == {"svg"}
    assert [element.tag for element in root.iter(f"{SVG}svg")] == [f"{SVG}svg"]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{found.name}(-\d+)?", str(each)) for each in ids)
    text = found.svg.decode()
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)
    families = {element.get("font-family") for element in root.iter()} - {None}
    assert families == {FAMILY}
    strange = {"class", "style", "role", "filter", "cursor"}
    below = {key for element in list(root.iter())[1:] for key in element.attrib}
    assert below & strange == set()
    assert [key for key in below if key.startswith(("data-", "on", "aria-"))] == []


def test_a_drawing_is_as_large_as_its_text_makes_it() -> None:
    found = draw("flowchart LR\n A[Data] --> B[Model]\n")
    root = ElementTree.fromstring(found.svg)
    assert root.get("viewBox") == "4 4 242.05 67"
    # Fourteen pixels are eight and a half points.
    assert (found.width, found.height, found.least) == (146.96, 40.68, 8.5)
    assert found.labels == ("Data", "Model")


def test_a_drawing_is_the_same_each_time() -> None:
    source = KINDS["class"][0]
    assert draw(source) == draw(source)
    assert draw(source).name != draw(f"{source}\n").name


def test_boxes_are_as_wide_as_words_in_the_font_of_the_book() -> None:
    assert round(widths(REGULAR).of("Data"), 3) == 1.961
    assert widths(BOLD).of("Data") > widths(REGULAR).of("Data")
    assert widths(REGULAR).of("日") == 1.0
    wide = draw("flowchart LR\n A[" + "W" * 20 + "]\n").width
    thin = draw("flowchart LR\n A[" + "i" * 20 + "]\n").width
    assert thin < wide / 2


def test_lines_are_broken_at_blanks() -> None:
    assert wrapped("one two three", 7, len) == ["one two", "three"]
    assert wrapped("abcdefghij k", 3, len) == ["abcdefghij", "k"]
    assert wrapped("one two", float("inf"), len) == ["one two"]


def test_colours_are_the_tokens() -> None:
    look = {**LOOK, "accent": "#123456", "tint-accent": "#abcdef"}
    box = ElementTree.fromstring(draw("flowchart LR\n A\n", look).svg).find(
        f".//{SVG}rect"
    )
    assert box is not None
    assert (box.get("fill"), box.get("stroke")) == ("#abcdef", "#123456")


def test_what_an_author_colours_stays_so() -> None:
    svg = draw("flowchart LR\n A\n style A fill:#111111,color:#ffffff\n").svg.decode()
    assert 'fill="#111111"' in svg
    assert re.search(r'<text[^>]* fill="#ffffff"', svg)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("#123456", "#123456"),
        (" NAVY ", "navy"),
        ("rgb(1, 2, 3)", "rgb(1, 2, 3)"),
        ("var(--muted)", OURS["muted"]),
        ("var(--ink)", OURS["ink"]),
        ("red;}</style>", OURS["ink"]),
        ("url(http://example.org)", OURS["ink"]),
        ("var(--none)", OURS["ink"]),
    ],
)
def test_a_token_that_is_no_plain_colour_is_ours(value: str, meant: str) -> None:
    assert colours({**OURS, "ink": value}, OURS)["ink"] == meant


def test_the_family_of_the_words_is_that_of_the_book() -> None:
    assert family({"sans": "'My Sans'"}, OURS) == "'My Sans', sans-serif"
    assert family({"sans": "x{}"}, OURS) == f"{OURS['sans']}, sans-serif"


def test_its_author_may_say_what_it_shows() -> None:
    found = draw(
        "flowchart LR\n accTitle: A loop.\n accDescr: Round and round\n A-->B\n"
    )
    assert found.spoken == "A loop. Round and round"
    assert found.labels == ("A", "B")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            "flowchart TD\n  Ä[ö] --> B{Check\n",
            Fault(
                code="diagram-syntax",
                why="unterminated node label (missing `}`)",
                line=2,
                column=13,
                length=6,
            ),
        ),
        (
            "%% a remark\nflowchrt TD\n",
            Fault(
                code="diagram-unknown-type",
                why="“flowchrt” begins no kind of diagram",
                help="did you mean `flowchart`?",
                line=2,
                length=8,
            ),
        ),
        ("\n \n", Fault(code="diagram-syntax", why="it is empty")),
        (
            'flowchart TD\n A --> B["so $$x^2$$"]\n',
            Fault(
                code="diagram-syntax",
                why="formulas in diagrams are not drawn",
                help="write it with signs and plain words, as in `x²` or `α`",
                line=2,
                column=14,
                length=7,
            ),
        ),
        (
            "flowchart TD\n" + "%" * 50_000,
            Fault(code="diagram-too-large", why="it is longer than 50000 characters"),
        ),
    ],
)
def test_what_is_not_understood_is_told(source: str, fault: Fault) -> None:
    assert draw(source) == Drawn(fault=fault)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('click A href "https://a.org/x" "t"', (3, 16, 15)),
        ('click A "https://a.org"', (3, 11, 13)),
        ("click A callback", None),
    ],
)
def test_links_that_a_drawing_does_not_have_are_told(
    line: str, place: tuple[int, int, int] | None
) -> None:
    found = drawn(f"flowchart TD\n A --> B\n {line}\n", FAMILY, LOOK).remarks
    told = [(each.line, each.column, each.length) for each in found]
    assert told == ([place] if place else [])


def test_nothing_in_a_label_acts() -> None:
    svg = draw(
        'flowchart TD\n A["<script>x</script><img src=x onerror=y> \x01 words"] --> B\n'
        ' click A "https://example.org" "tip"\n'
    ).svg.decode()
    assert "words" in svg
    assert not re.search(r"<script|<img|onerror|href=|example\.org|\x01", svg)


def test_dates_under_a_gantt_do_not_stand_on_one_another() -> None:
    source = "gantt\n dateFormat YYYY-MM-DD\n section S\n Work :a, 2026-01-01, 40d\n"
    root = ElementTree.fromstring(draw(source).svg)
    places = [
        float(re.findall(r"[\d.]+", tick.get("transform", ""))[0])
        for tick in root.iter(f"{SVG}g")
        for text in tick.findall(f"{SVG}text")
        if re.fullmatch(r"\d\d\d\d-\d\d-\d\d|\d\d-\d\d", text.text or "")
    ]
    assert len(places) > 2
    gaps = [after - before for before, after in pairwise(places)]
    assert min(gaps) > 35


def test_no_lifeline_goes_through_words() -> None:
    source = (
        "sequenceDiagram\n A->>B: between\n B->>B: upon it\n"
        " rect rgb(1,2,3)\n B->>B: on a ground\n end\n"
        " alt if so\n A->>C: across\n else if not at all\n A->>C: far away\n end\n"
    )
    root = ElementTree.fromstring(draw(source).svg)
    parts = [part for part in root if part.tag in {f"{SVG}rect", f"{SVG}text"}]
    grounds = {
        "".join(text.itertext()): (rect.get("fill"), float(rect.get("width", "0")))
        for rect, text in pairwise(parts)
        if text.tag == f"{SVG}text"
        and rect.tag == f"{SVG}rect"
        and rect.get("stroke") is None
    }
    paper = LOOK["paper"]
    assert {said: fill for said, (fill, _) in grounds.items()} == {
        "upon it": paper,
        "on a ground": "rgb(1,2,3)",
        "across": paper,
        "[if not at all]": paper,
        "far away": paper,
    }
    assert grounds["upon it"][1] == round(widths(REGULAR).of("upon it") * 16 + 4, 2)
    assert words(draw(source)).count("upon it") == 1


def test_the_ground_of_words_on_an_edge_is_wider_than_they_are() -> None:
    root = ElementTree.fromstring(draw("flowchart LR\n A -->|outer gap| B --> C").svg)
    ((ground, text),) = [
        (rect, text)
        for group in root.iter()
        for rect, text in pairwise(group)
        if text.tag == f"{SVG}text" and rect.get("fill") == LOOK["paper"]
    ]
    assert "".join(text.itertext()) == "outer gap"
    wide = widths(REGULAR).of("outer gap") * 14
    assert float(ground.get("width", "0")) == pytest.approx(wide + 10, abs=0.1)
    middle = float(ground.get("x", "0")) + float(ground.get("width", "0")) / 2
    assert middle == pytest.approx(float(text.get("x", "0")), abs=0.1)


def test_the_words_of_a_timeline_stand_in_the_middle_of_their_boxes() -> None:
    source = "timeline\n 2016 : One : A label that is as long as two lines or so\n"
    root = ElementTree.fromstring(draw(source).svg)
    offsets = []
    for box in root.iter(f"{SVG}g"):
        foot, text = box.find(f"{SVG}line"), box.find(f"{SVG}g/{SVG}text")
        if foot is not None and text is not None:
            lines = [float(line.get("y", "nan")) for line in text]
            middle = (lines[0] + lines[-1]) / 2 - float(foot.get("y1", "nan")) / 2
            offsets.append((len(lines), round(middle, 1)))
            assert {line.get("dy") for line in text} | {text.get("dy")} == {None}
    # Letters reach from the line they stand on to some two thirds of an em above it.
    assert offsets == [(1, 4.6), (1, 4.6), (2, 4.6)]
