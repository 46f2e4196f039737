"""Charts → drawings of rows; faults at their line and column."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pytest

from octavo.find import token_values
from octavo.plates.diagram.chart import drawn, files_of, places
from octavo.plates.diagram.chart.asked import Asked, asked
from octavo.plates.diagram.chart.house import Marks
from octavo.plates.diagram.chart.rows import rows
from octavo.plates.diagram.chart.sheet import Box, Sheet
from octavo.plates.diagram.chart.spec import spec
from octavo.plates.diagram.chart.vega import Specified, vega
from octavo.plates.diagram.drawn import Drawn, Fault
from octavo.plates.diagram.theme import colours

SVG = "{http://www.w3.org/2000/svg}"
OURS = token_values()
LOOK = colours(OURS, OURS)
CSV = (
    "model,date,minutes,low,high,open\n"
    "One,2020-01-01,1,0.5,2,\n"
    "Two,2022-06-01,10,5,20,no\n"
    "Three,2025-01-01,100,,,yes\n"
)
FILES = {"t.csv": CSV}
CHART = "data: t.csv\nkind: point\nx: date\ny: minutes\n"


def draw(kind: str, text: str) -> Drawn:
    return drawn(kind, text, FILES, "'Octavo Sans', sans-serif", LOOK)


def words(found: Drawn) -> list[str]:
    root = ElementTree.fromstring(found.svg)
    return [str(text.text) for text in root.iter(f"{SVG}text")]


def specified(text: str) -> dict[str, object]:
    wanted, table = asked(text), rows("t.csv", CSV)
    assert isinstance(wanted, Asked)
    assert not isinstance(table, str)
    return spec(wanted, wanted.chosen(table), LOOK, 452)


def test_a_chart_keeps_its_words_as_text() -> None:
    found = draw("chart", f"{CHART}label: model\ntitle: Growth\ny-title: Minutes\n")
    assert found.fault is None
    assert {"One", "Two", "Three", "Growth", "Minutes", "2020"} <= set(words(found))
    assert found.width <= 340
    assert found.least >= 6.5
    assert found.cells == (
        ("model", "date", "Minutes"),
        ("One", "2020-01-01", "1"),
        ("Two", "2022-06-01", "10"),
        ("Three", "2025-01-01", "100"),
    )
    assert found == draw(
        "chart", f"{CHART}label: model\ntitle: Growth\ny-title: Minutes\n"
    )


def test_a_chart_is_the_same_each_time() -> None:
    clipped = {"type": "line", "clip": True}
    axes = {axis: {"field": "minutes", "type": "quantitative"} for axis in "xy"}
    text = {"data": {"url": "t.csv"}, "mark": clipped, "encoding": axes}
    found = draw("vega-lite", json.dumps(text))
    assert b"clip-path" in found.svg
    assert found == draw("vega-lite", json.dumps(text))


DATED = """
from octavo.plates.diagram.chart.press import pressed
rows = [{"at": "2024-01-01 10:00", "x": 1}, {"at": "2024-03-01", "x": 2}]
axes = {"x": {"field": "at", "type": "ordinal", "timeUnit": "hours"}}
print(pressed({"data": {"values": rows}, "mark": "point", "encoding": axes}, {}))
"""


def test_dates_are_the_same_in_every_time_zone() -> None:
    drawings = {
        subprocess.run(
            [sys.executable, "-c", DATED],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for zone in ("UTC", "America/Los_Angeles", "Asia/Tokyo")
    }
    assert len(drawings) == 1
    assert re.findall(r">(\d\d[^<]*)<", drawings.pop()) == ["00:00", "10:00"]


def test_intervals_are_drawn_where_there_are_any() -> None:
    made = specified(f"{CHART}low: low\nhigh: high\nscale: log\n")
    layers = made["layer"]
    assert isinstance(layers, list)
    assert layers[0]["mark"]["type"] == "errorbar"
    assert layers[0]["transform"] == [
        {"filter": {"field": "low", "valid": True}},
        {"filter": {"field": "high", "valid": True}},
    ]
    plain = draw("chart", f"{CHART}scale: log\n").svg.decode()
    barred = draw("chart", f"{CHART}scale: log\nlow: low\nhigh: high\n").svg.decode()
    assert barred.count("<line") > plain.count("<line")


def test_rows_of_the_truthy_are_hollow() -> None:
    solid = draw("chart", CHART).svg.decode()
    hollow = draw("chart", f"{CHART}hollow: open\n").svg.decode()
    mark = f'fill="{LOOK["series-1"]}"'
    assert (solid.count(mark), hollow.count(mark)) == (3, 2)


def test_rows_are_chosen_by_a_value() -> None:
    made = specified(f"{CHART}filter: {{model: [One, Three]}}\n")
    values = made["data"]
    assert isinstance(values, dict)
    assert [row["model"] for row in values["values"]] == ["One", "Three"]


def test_series_differ_by_more_than_hue() -> None:
    made = specified("data: t.csv\nkind: line\nx: date\ny: minutes\ncolour: model\n")
    encoding = made["encoding"]
    assert isinstance(encoding, dict)
    assert encoding["color"]["scale"]["range"][0] == LOOK["series-1"]
    assert encoding["strokeDash"]["scale"]["range"][1] == [6, 3]


CROWD = (
    "name,x,y,low,high,open\n"
    "Alone,0,2,1,3,\nTight,96,50,40,60,\nNext,100,50,35,65,\n"
    "Hollow,104,50,45,55,yes\nLast,105,5,4,6,\n"
)
CROWDED = "data: t.csv\nkind: point\nx: x\ny: y\nlabel: name\n"


NAMES = {"Alone", "Tight", "Next", "Hollow", "Last"}


def standing(text: str) -> dict[str, tuple[str, int, int]]:
    """Where the labels of the crowd are held, and from which side."""
    svg = drawn("chart", text, {"t.csv": CROWD}, "'Octavo Sans'", LOOK).svg
    found = {}
    for label in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if str(label.text) in NAMES:
            x, y = re.findall(r"[\d.]+", label.get("transform", ""))
            place = (str(label.get("text-anchor")), int(float(x)), int(float(y)))
            found[str(label.text)] = place
    return found


def test_labels_keep_clear_of_points() -> None:
    # The one in the middle has no side of its own left.
    assert standing(CROWDED) == {
        "Alone": ("start", 7, 221),
        "Tight": ("end", 354, 10),
        "Next": ("start", 383, 14),
        "Last": ("end", 388, 207),
    }


def test_labels_keep_clear_of_intervals_those_of_hollow_points_first() -> None:
    # That of the hollow point crosses its neighbours' intervals rather than go.
    assert standing(f"{CROWDED}low: low\nhigh: high\nhollow: open\n") == {
        "Alone": ("start", 7, 228),
        "Hollow": ("end", 384, 67),
        "Tight": ("end", 354, 49),
        "Last": ("end", 388, 217),
    }


def test_a_label_over_the_grid_has_a_ground() -> None:
    root = ElementTree.fromstring(draw("chart", f"{CHART}label: model\n").svg)
    pairs = [
        (rect.get("fill"), text.text)
        for group in root.iter(f"{SVG}g")
        for rect, text in pairwise(group)
        if rect.tag == f"{SVG}rect"
    ]
    assert pairs == [(LOOK["paper"], name) for name in ("One", "Two", "Three")]


@pytest.mark.parametrize(
    ("box", "free"),
    [
        (Box(0, 0, 4, 4), True),
        (Box(4, 4, 8.5, 8), True),
        (Box(4, 4, 9.1, 8), False),
        (Box(-1, 0, 3, 3), False),
        (Box(0, 0, 21, 3), False),
        (Box(12, 0, 20, 10), True),
        (Box(12, 0, 20, 11), False),
    ],
)
def test_a_box_is_free_where_nothing_is(box: Box, free: bool) -> None:
    sheet = Sheet(20, 10)
    sheet.take(Box(9, -50, 12, 50))
    assert sheet.free(box) is free


CURVES = "data: t.csv\nkind: line\nx: date\ny: minutes\ncolour: long_name\n"
LONG = "long_name,date,minutes\n" + "".join(
    f'"A curve, the {word} of four",{year}-01-01,{year - 2000}\n'
    for word in ("first", "second", "third", "fourth")
    for year in (2020, 2022)
)


def test_a_legend_is_set_in_as_many_rows_as_it_needs() -> None:
    svg = drawn("chart", CURVES, {"t.csv": LONG}, "'Octavo Sans'", LOOK).svg
    root = ElementTree.fromstring(svg)
    labels = {
        str(text.text): row.get("transform")
        for row in root.iter(f"{SVG}g")
        for text in row.findall(f"{SVG}text")
        if str(text.text).startswith("A curve")
    }
    places = [re.findall(r"[\d.]+", str(place)) for place in labels.values()]
    assert len(labels) == 4
    assert sorted(y for _, y in places) == ["0", "0", "14", "14"]


def test_the_lines_of_a_legend_are_long_enough_for_their_dashes() -> None:
    svg = drawn("chart", CURVES, {"t.csv": LONG}, "'Octavo Sans'", LOOK).svg
    root = ElementTree.fromstring(svg)
    samples = [
        (path.get("d"), path.get("stroke-dasharray"))
        for path in root.iter(f"{SVG}path")
        if path.get("d", "").startswith("M-13,0")
    ]
    assert samples == [
        ("M-13,0L13,0", "1,0"),
        ("M-13,0L13,0", "6,3"),
        ("M-13,0L13,0", "2,2"),
        ("M-13,0L13,0", "8,3,2,3"),
    ]


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        (Marks(), {"10,000", "0.5"}),
        (Marks(",", "\u202f"), {"10\u202f000", "0,5"}),
    ],
)
@pytest.mark.parametrize("scale", ["log", "linear"])
def test_numbers_on_axes_are_grouped_as_the_language_has_it(
    marks: Marks, numbers: set[str], scale: str
) -> None:
    rows = "a,b\n0,1000\n0.5,10000\n1,9000\n"
    text = f"data: t.csv\nx: a\ny: b\nscale: {scale}\n"
    made = drawn("chart", text, {"t.csv": rows}, "'Octavo Sans'", LOOK, marks=marks)
    assert numbers <= set(words(made))


def test_a_legend_has_the_title_it_is_given() -> None:
    def said(more: str) -> list[str]:
        return words(
            drawn("chart", CURVES + more, {"t.csv": LONG}, "'Octavo Sans'", LOOK)
        )

    assert not {"long_name", "long name"} & set(said(""))
    assert "Curves" in said("colour-title: Curves\n")


def test_the_table_of_a_chart_has_the_words_of_its_axes() -> None:
    text = f"{CURVES}x-title: Year of reading\n"
    cells = drawn("chart", text, {"t.csv": LONG}, "'Octavo Sans'", LOOK).cells
    assert cells[0] == ("Year of reading", "minutes", "long name")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "data: t.csv\nkind: lin\nx: date\ny: minutes\n",
            ("chart-spec", "“kind” cannot be “lin”", "did you mean `line`?", 2, 7, 3),
        ),
        (
            "data: t.csv\nx: dat\ny: minutes\n",
            (
                "chart-field-unknown",
                "“dat” is no column of “t.csv”",
                "did you mean `date`?",
                *(2, 4, 3),
            ),
        ),
        (
            "data: t.csv\nx: date\n",
            ("chart-spec", "it has no “y”", "add a line `y: …`", 0, 1, 0),
        ),
        (
            "data: t.csv\ncolor: model\nx: date\ny: minutes\n",
            (
                "chart-spec",
                "there is no key “color”",
                "did you mean `colour`?",
                2,
                1,
                5,
            ),
        ),
        (
            f"{CHART}low: low\n",
            (
                "chart-spec",
                "an interval has both “low” and “high”",
                "add a line `high: …` with the column of the other end",
                5,
                6,
                3,
            ),
        ),
        (
            "data: t.csv\nx: date\ny: model\nscale: log\n",
            (
                "chart-spec",
                "“model” is to hold numbers",
                "most of its cells are none; name a column of numbers",
                3,
                4,
                5,
            ),
        ),
    ],
)
def test_what_is_not_understood_is_told(text: str, fault: tuple[object, ...]) -> None:
    found = draw("chart", text).fault
    assert found is not None
    said = (found.code, found.why, found.help, found.line, found.column, found.length)
    assert said == fault


LINE = "data: t.csv\nx: a\ny: b\n"


@pytest.mark.parametrize(
    ("csv", "more", "told"),
    [
        ("a,b\n1,2\n2,\n3, NaN\n4,5\n", "", []),
        (
            "a,b\n1,2\n\n2,inf\n3,abc\n4,5\n5,6\n",
            "",
            ["line 4 has “inf” in “b”, which is no number (and so in 1 more)"],
        ),
        (
            "a,b\n1,2\n2,0\n4,5\n",
            "scale: log\n",
            ["line 3 has “0” in “b”, which has no logarithm"],
        ),
        (
            'a,b,b\n1,"2\n",4\n2,5\n3,4,5,6\n4,5,6,\n',
            "",
            [
                "two columns are called “b”; the last of them is taken",
                "line 4 has 2 cells, the first line 3 (and 1 more differ)",
            ],
        ),
        (
            'a,b,c\n1,2,x\n2,3,"y\n3,4,z\n',
            "",
            ["a quote in line 3 is never closed; all behind it is one cell"],
        ),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_told(
    csv: str, more: str, told: list[str]
) -> None:
    found = drawn("chart", LINE + more, {"t.csv": csv}, "Octavo Sans", LOOK)
    assert found.fault is None
    assert [remark.why for remark in found.remarks] == [f"“t.csv”: {w}" for w in told]
    assert not {"abc", "inf"} & set(words(found))


@pytest.mark.parametrize("kind", ["bar", "area"])
def test_what_is_filled_has_a_height_on_a_logarithmic_axis(kind: str) -> None:
    text = f"{LINE}kind: {kind}\nscale: log\n"
    files = {"t.csv": "a,b\n2020-01,1\n2021-01,30\n2022-01,400\n"}
    found = drawn("chart", text, files, "Octavo Sans", LOOK)
    assert {"0.1", "1", "10", "100"} <= set(words(found))


def test_a_filter_knows_numbers() -> None:
    wanted = asked("data: t.csv\nx: a\ny: b\nfilter: {a: [1, 3]}\n")
    table = rows("t.csv", "a,b\n1,2\n2,3\n3,4\n")
    assert isinstance(wanted, Asked)
    assert not isinstance(table, str)
    assert [row["b"] for row in wanted.chosen(table).rows] == [2, 4]


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &a [*a]\n", "x\n", "? \n"])
def test_any_text_is_understood_or_told(text: str) -> None:
    found = draw("chart", text).fault
    assert found is not None
    assert found.code == "chart-spec"


def test_files_are_looked_for_beside_the_note_and_in_the_source() -> None:
    note = PurePosixPath("Part/Note.md")
    assert [str(place) for place in places("a.csv", note)] == ["Part/a.csv", "a.csv"]
    assert [str(place) for place in places("../a.csv", note)] == ["a.csv"]
    assert places("../../a.csv", note) == ()
    assert places("/etc/passwd", note) == ()
    assert places("https://example.org/a.csv", note) == ()


def test_a_specification_gets_rows_for_every_file_it_names() -> None:
    text = json.dumps(
        {
            "data": {"url": "t.csv"},
            "transform": [
                {"lookup": "a", "from": {"data": {"url": "t.csv"}, "key": "a"}}
            ],
            "mark": "bar",
        }
    )
    assert files_of("vega-lite", text) == ("t.csv",)
    found = vega(text, FILES, 452)
    assert isinstance(found, Specified)
    assert len(found.made["data"]["values"]) == 3
    assert "url" not in json.dumps(found.made)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"mark":}', "chart-spec", (1, 9)),
        ('{"mark":' + "9" * 5000 + "}", "chart-spec", (0, 1)),
        ("[]", "chart-spec", (0, 1)),
        ("{}", "chart-spec", (0, 1)),
        (
            '{"mark": "bar",\n "data": {"url": "https://example.org/a.csv"}}',
            "chart-data-missing",
            (2, 18),
        ),
        (
            '{"mark": "bar", "data": {"url": "/etc/passwd"}}',
            "chart-data-missing",
            (1, 33),
        ),
        (
            '{"mark": "bar", "data": {"sequence": {"start": 0, "stop": 1e9}}}',
            "chart-spec",
            (1, 26),
        ),
        (
            '{"mark": "bar", "transform": [{"calculate": "sequence(1e9)", "as": "a"}]}',
            "chart-spec",
            (1, 45),
        ),
        (
            '{"mark": "bar", "transform": [{"calculate": "random()", "as": "a"}]}',
            "chart-spec",
            (1, 45),
        ),
        ('{"mark": "bar", "transform": [{"sample": 5}]}', "chart-spec", (1, 32)),
        ('{"mark": "none"}', "chart-spec", (0, 1)),
        ('{"mark": {"type": "image", "url": "a.png"}}', "chart-spec", (1, 2)),
        (
            '{"mark": "bar", "data": {"name": "a"}, "datasets": {"b": []}}',
            "chart-data-missing",
            (1, 34),
        ),
        (
            '{"mark": "bar", "data": {"url": "t.csv"},\n'
            '"encoding": {"x": {"field": "dat"}}}',
            "chart-field-unknown",
            (2, 29),
        ),
    ],
)
def test_a_bad_specification_is_told(
    text: str, code: str, place: tuple[int, int]
) -> None:
    found = draw("vega-lite", text).fault
    assert isinstance(found, Fault)
    assert (found.code, (found.line, found.column)) == (code, place)


@pytest.mark.parametrize(
    ("more", "columns"),
    [
        ({"transform": [{"calculate": "1", "as": "new"}]}, ("date", "minutes")),
        ({"transform": [{"pivot": "model", "value": "minutes"}]}, ("date", "minutes")),
        ({"data": {"sequence": {"start": 0, "stop": 9, "as": "new"}}}, ()),
        (
            {"data": {"name": "d"}, "datasets": {"d": [{"date": 1, "new": 2, "z": 3}]}},
            ("date", "new"),
        ),
    ],
)
def test_a_specification_shows_the_columns_it_names(
    more: dict[str, object], columns: tuple[str, ...]
) -> None:
    encoding = {"x": {"field": "date"}, "y": {"field": "new"}, "href": {"value": "x"}}
    if columns[1:] != ("new",) and columns:
        encoding["size"] = {"field": "minutes"}
    whole = {"data": {"url": "t.csv"}, "mark": "bar", "encoding": encoding, **more}
    found = vega(json.dumps(whole), FILES, 452)
    assert isinstance(found, Specified)
    assert found.columns == columns
    assert [remark.why for remark in found.remarks] == ["links in a chart are not kept"]


def test_the_rows_of_a_specification_can_be_read() -> None:
    encoding = {"x": {"field": "model"}, "y": {"field": "minutes"}}
    text = json.dumps({"data": {"url": "t.csv"}, "mark": "bar", "encoding": encoding})
    assert draw("vega-lite", text).cells == (
        ("model", "minutes"),
        ("One", "1"),
        ("Two", "10"),
        ("Three", "100"),
    )


def test_columns_are_numbers_dates_or_words() -> None:
    table = rows("t.csv", CSV)
    assert not isinstance(table, str)
    assert table.kinds == {
        "model": "nominal",
        "date": "temporal",
        "minutes": "quantitative",
        "low": "quantitative",
        "high": "quantitative",
        "open": "nominal",
    }
    assert table.rows[2]["low"] is None
    assert rows("t.tsv", "a\tb\n1\t2\n") == rows("t.json", '[{"a": 1, "b": 2}]')


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("t.csv", "", "has no rows"),
        ("t.csv", "a,b\n", "has no rows"),
        ("t.json", "{", "is not valid JSON"),
        ("t.json", "{}", "is no list of rows"),
        ("t.md", "x", "is no CSV, TSV or JSON file"),
        ("t.csv", "a\n" + "1\n" * 20_001, "has more than 20000 rows"),
    ],
)
def test_a_file_without_rows_says_why(name: str, text: str, why: str) -> None:
    assert rows(name, text) == why
