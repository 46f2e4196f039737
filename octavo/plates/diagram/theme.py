"""Design tokens → the theme variables of Mermaid.

The names are those of Mermaid's theme `base` (its documentation, “Theme Variables”);
what is not set here it derives from these.
"""

import re
from collections.abc import Mapping

PIXELS = 14.0
"""Size of the main text of a diagram; a caption's size is its size on paper."""

PALE = tuple(f"pale-{at}" for at in range(1, 7))
STRONG = tuple(f"series-{at}" for at in range(1, 5))
COLOURS = (
    *("ink", "paper", "muted", "accent", "accent-2", "rule-grey", "tint"),
    *("tint-accent", "tint-accent-2", *PALE, *STRONG),
)
"""The tokens a drawing depends on, besides the family of its text."""

# What SVG, Mermaid and Vega read alike (CSS Color 3, 4.2): nothing that must be looked
# up, and nothing that could end a declaration.
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|[a-z]+|(?:rgb|hsl)\([\d\s.,%]+\)")
_FAMILIES = re.compile(r"[\w '\",-]+")
_VAR = re.compile(r"var\(--([a-z0-9-]+)\)")
_DEEPEST = 8


def colours(tokens: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """The colours of `COLOURS`; one that cannot be read is that of `ours`."""
    return {name: _colour(name, tokens) or ours[name] for name in COLOURS}


def family(tokens: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """The families of the book's sans; ours when what is set cannot be read."""
    value = _value("sans", tokens)
    named = value if _FAMILIES.fullmatch(value) else ours["sans"]
    # For reading systems that take no fonts from a book.
    return f"{named}, sans-serif"


def _colour(name: str, tokens: Mapping[str, str]) -> str:
    """A token as a plain colour, "" if it is none."""
    value = _value(name, tokens).lower()
    return value if _COLOUR.fullmatch(value) else ""


def _value(name: str, tokens: Mapping[str, str]) -> str:
    """What a token is worth when it means another one."""
    value = tokens.get(name, "").strip()
    for _ in range(_DEEPEST):
        other = _VAR.fullmatch(value)
        if other is None:
            break
        value = tokens.get(other[1], "").strip()
    return value


def variables(look: Mapping[str, str]) -> dict[str, object]:
    """Mermaid's variables for these colours: pale fills, dark lines, dark text."""
    boxes = {
        f"{kind}{part}": look[colour]
        for kind, fill, line in (
            ("primary", "tint-accent", "accent"),
            ("secondary", "tint-accent-2", "accent-2"),
            ("tertiary", "tint", "rule-grey"),
        )
        for part, colour in (
            ("Color", fill),
            ("BorderColor", line),
            ("TextColor", "ink"),
        )
    }
    return {
        **boxes,
        "fontSize": f"{PIXELS:g}px",
        "background": look["paper"],
        "textColor": look["ink"],
        "titleColor": look["ink"],
        "lineColor": look["muted"],
        "mainBkg": look["tint-accent"],
        "nodeBorder": look["accent"],
        "clusterBkg": look["tint"],
        "clusterBorder": look["rule-grey"],
        "edgeLabelBackground": look["paper"],
        "noteBkgColor": look["tint-accent-2"],
        "noteBorderColor": look["accent-2"],
        "noteTextColor": look["ink"],
        "signalColor": look["ink"],
        "sequenceNumberColor": look["paper"],
        "labelBoxBkgColor": look["tint"],
        "activationBkgColor": look["pale-1"],
        "activationBorderColor": look["accent"],
        "rowOdd": look["paper"],
        "rowEven": look["tint"],
        **_gantt(look),
        **_series(look),
    }


def _gantt(look: Mapping[str, str]) -> dict[str, str]:
    return {
        "sectionBkgColor": look["tint"],
        "altSectionBkgColor": look["paper"],
        "sectionBkgColor2": look["tint"],
        "taskBkgColor": look["pale-1"],
        "taskBorderColor": look["accent"],
        "taskTextColor": look["ink"],
        "taskTextDarkColor": look["ink"],
        "taskTextLightColor": look["ink"],
        "taskTextOutsideColor": look["ink"],
        "activeTaskBkgColor": look["tint-accent-2"],
        "activeTaskBorderColor": look["accent-2"],
        "doneTaskBkgColor": look["tint"],
        "doneTaskBorderColor": look["muted"],
        "critBkgColor": look["pale-2"],
        "critBorderColor": look["accent-2"],
        "gridColor": look["rule-grey"],
        "todayLineColor": look["accent-2"],
    }


def _series(look: Mapping[str, str]) -> dict[str, object]:
    """The kinds that count: slices, branches, sections, bars and lines."""
    return {
        "pieStrokeColor": look["muted"],
        "pieStrokeWidth": "1px",
        "pieOuterStrokeColor": look["muted"],
        "pieOuterStrokeWidth": "1px",
        "pieOpacity": "1",
        "pieTitleTextSize": f"{PIXELS:g}px",
        "pieSectionTextSize": f"{PIXELS:g}px",
        "pieLegendTextSize": f"{PIXELS:g}px",
        "commitLabelFontSize": f"{PIXELS:g}px",
        "commitLabelColor": look["ink"],
        "commitLabelBackground": look["tint"],
        "tagLabelFontSize": f"{PIXELS:g}px",
        "tagLabelColor": look["ink"],
        "tagLabelBackground": look["tint-accent-2"],
        "tagLabelBorder": look["accent-2"],
        "quadrantPointFill": look["series-1"],
        "quadrantPointTextFill": look["ink"],
        "quadrantTitleFill": look["ink"],
        "quadrantXAxisTextFill": look["ink"],
        "quadrantYAxisTextFill": look["ink"],
        "quadrantInternalBorderStrokeFill": look["rule-grey"],
        "quadrantExternalBorderStrokeFill": look["muted"],
        "xyChart": {
            "backgroundColor": look["paper"],
            "titleColor": look["ink"],
            "plotColorPalette": ",".join(look[name] for name in (PALE[0], *STRONG)),
            **{
                f"{axis}Axis{part}Color": look[colour]
                for axis in "xy"
                for part, colour in (
                    ("Label", "ink"),
                    ("Title", "ink"),
                    ("Tick", "muted"),
                    ("Line", "muted"),
                )
            },
        },
        **_counted(look),
    }


def _counted(look: Mapping[str, str]) -> dict[str, object]:
    """What of a series is named by its number; of each kind there are so many."""
    given: dict[str, object] = {}
    for at in range(12):
        pale, strong = look[PALE[at % len(PALE)]], look[STRONG[at % len(STRONG)]]
        given[f"pie{at + 1}"] = pale
        given[f"cScale{at}"] = pale
        given[f"cScaleLabel{at}"] = look["ink"]
        given[f"cScalePeer{at}"] = look["muted"]
        given[f"cScaleInv{at}"] = look["muted"]
        if at < 8:
            given[f"git{at}"] = strong
            given[f"gitInv{at}"] = look["paper"]
            given[f"gitBranchLabel{at}"] = look["paper" if at % 4 < 2 else "ink"]
            given[f"fillType{at}"] = pale
        if at < 4:
            given[f"quadrant{at + 1}Fill"] = look["tint" if at % 2 else "paper"]
            given[f"quadrant{at + 1}TextFill"] = look["muted"]
    return given
