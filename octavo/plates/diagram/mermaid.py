"""Mermaid → SVG.

It is drawn by merman, a port of Mermaid in Rust; where that has no wheel, by mmdr, which
holds an earlier form of the same, does not measure text and cannot say where a mistake
is.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from octavo.model.area import B5
from octavo.plates.diagram.drawn import Drawn, Fault, plainly
from octavo.plates.diagram.settled import settled
from octavo.plates.diagram.theme import PIXELS, STRONG, variables

CAPTION = 8.5
"""Points of a caption (`--t-caption`), the size of a diagram's main text."""

_LARGE = 16.0
LONGEST = 50_000
"""Characters of a source; Mermaid's own limit (`maxTextSize`)."""

_SITE = {
    "look": "classic",
    "theme": "base",
    "flowchart": {
        "minNodeWidth": 30,
        "wrappingWidth": 170,
        "nodeSpacing": 36,
        "rankSpacing": 40,
    },
    "state": {"minNodeWidth": 30, "nodeSpacing": 40, "rankSpacing": 40},
    "timeline": {"width": 96, "leftMargin": 20, "padding": 8},
    "c4": {
        "width": 170,
        "c4ShapeMargin": 40,
        "diagramMarginX": 10,
        **{
            f"{kind}FontSize": PIXELS
            for kind in (
                *("person", "external_person", "system", "external_system"),
                *("system_db", "external_system_db", "system_queue", "boundary"),
                *("container", "external_container", "component", "message"),
            )
        },
    },
    "packet": {"bitWidth": 17, "rowHeight": 30},
    "sequence": {
        "actorFontSize": PIXELS,
        "messageFontSize": PIXELS,
        "noteFontSize": PIXELS,
        "actorMargin": 36,
        "width": 120,
        "height": 60,
    },
    "quadrantChart": {"chartWidth": 460, "chartHeight": 420},
    "journey": {"width": 110, "leftMargin": 90, "taskMargin": 20},
    "radar": {"width": 400, "height": 400},
    "treemap": {"nodeWidth": 56, "nodeHeight": 34},
    "kanban": {"sectionWidth": 170},
}

_GANTT = {
    "fontSize": PIXELS,
    "sectionFontSize": PIXELS,
    "barHeight": 24,
    "barGap": 6,
    "topPadding": 50,
    "leftPadding": 90,
}

# What XML 1.0 (2.2) has no place for.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DIRECTIVE = re.compile(r"%%\{\s*(?:init|initialize|config)\b")
_LINK = re.compile(r"^[ \t]*(?:click|links?)\b[^\n]*?(https?://[^\s\"]+)", re.MULTILINE)
_FRONT = re.compile(r"\s*---\n.*?\n---\n", re.DOTALL)


def drawn(
    text: str, family: str, look: Mapping[str, str], across: float = B5.width
) -> Drawn:
    """The diagram in these colours, its text in `family`; or why there is none.

    `across` is the measure in points, for kinds that fill the width they are given.
    """
    text = _UNPRINTABLE.sub(" ", text)
    if not text.strip():
        return Drawn(fault=Fault(code="diagram-syntax", why="it is empty"))
    if len(text) > LONGEST:
        why = f"it is longer than {LONGEST} characters"
        return Drawn(fault=Fault(code="diagram-too-large", why=why))
    options = json.dumps(
        {
            **_SITE,
            **_filling(int(across / CAPTION * PIXELS)),
            "fontFamily": family,
            "themeVariables": variables(look),
        }
    )
    whole = (options + text).encode("utf-8", "surrogatepass")
    name = f"diagram-{hashlib.sha256(whole).hexdigest()[:8]}"
    approximate = False
    try:
        from octavo.plates.diagram.press import pressed
    except (ImportError, OSError):
        made, approximate = _guessed(text, options), True
    else:
        made = pressed(text, name, options)
    if isinstance(made, Fault):
        return Drawn(fault=made)
    remarks = tuple(_links(text))
    found = settled(made, name, family, PIXELS, look, _more(look))
    if found is None:
        why = "nothing in it can be drawn"
        return Drawn(fault=Fault(code="diagram-syntax", why=why))
    # Some kinds set their text at sixteen pixels whatever they are told.
    scale = CAPTION / min(max(found.main, PIXELS), _LARGE)
    return Drawn(
        name=name,
        svg=found.svg,
        digest=hashlib.sha256(found.svg).hexdigest(),
        width=round(found.width * scale, 2),
        height=round(found.height * scale, 2),
        least=round(found.least * scale, 2),
        labels=found.labels,
        spoken=found.spoken,
        approximate=approximate,
        remarks=remarks,
    )


def _filling(width: int) -> dict[str, dict[str, object]]:
    """What fills `width` pixels.

    Mermaid draws a gantt as wide as the page it is on and leaves no room between its
    dates.
    """
    return {
        "gantt": {**_GANTT, "useWidth": width},
        "xyChart": {"width": width, "height": 340},
        "sankey": {"width": width, "height": 340, "showValues": True},
    }


def _links(text: str) -> Iterator[Fault]:
    """The first link that the drawing does not have: it is a picture."""
    found = _LINK.search(text)
    if found:
        line = text.count("\n", 0, found.start(1)) + 1
        column = found.start(1) - text.rfind("\n", 0, found.start(1))
        yield Fault(
            code="diagram-link",
            why="links in a diagram are not kept",
            help="write the link below the diagram",
            line=line,
            column=column,
            length=len(found[1]),
        )


def _more(look: Mapping[str, str]) -> str:
    """What Mermaid leaves to the browser, or paints too strongly for paper."""
    return (
        f".grid .tick line{{stroke:{look['rule-grey']};stroke-width:.7px}}"
        ".grid .domain{stroke:none}"
        + "".join(
            f".radarCurve-{at}{{stroke:{look[name]};stroke-width:2px}}"
            for at, name in enumerate(STRONG)
        )
        # Bytes and sections are set at ten pixels, on paper smaller than a note.
        + ".packetByte,.treemapSectionLabel,.treemapSectionValue{font-size:12px}"
    )


def _guessed(text: str, options: str) -> str | Fault:
    """The drawing by mmdr, which takes options only as a directive in the source."""
    try:
        import mmdr
    except ImportError:
        return Fault(code="mermaid-unrendered", why="mermaid")
    front = _FRONT.match(text)
    start = front.end() if front else 0
    prelude = "" if _DIRECTIVE.search(text) else f"%%{{init: {options}}}%%\n"
    try:
        return str(mmdr.render(text[:start] + prelude + text[start:]).svg())
    except (ValueError, RuntimeError) as error:
        return Fault(code="diagram-syntax", why=plainly(str(error)))
