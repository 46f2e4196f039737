"""Links on a page: what WeasyPrint notes for every box → one for each line."""

from typing import Any


def links_of_lines(page: Any) -> list[Any]:
    """The page's links: one for each line of a link's words.

    WeasyPrint adds one for every box inside a link as well. They tell readers nothing,
    and stand in elements that are no links (PDF/UA-1, 7.18.5), so the link's own
    rectangle grows to cover them.
    """
    kept: list[Any] = []
    last: dict[str, int] = {}
    for kind, target, (x1, y1, x2, y2), box in page.links:
        if kind == "attachment":
            continue
        place = last.get(target)
        if place is not None and not box.link:
            _, _, (left, top, right, bottom), outer = kept[place]
            # What has no line height of its own is no higher than a line drawn.
            if min(bottom, y2) > max(top, y1) or top <= (y1 + y2) / 2 <= bottom:
                grown = min(left, x1), min(top, y1), max(right, x2), max(bottom, y2)
                kept[place] = (kind, target, grown, outer)
                continue
        last[target] = len(kept)
        kept.append((kind, target, (x1, y1, x2, y2), box))
    return kept
