"""The order of a site published by Obsidian (rule R10.4)."""

import json
from pathlib import PurePosixPath

from octavo.collate import in_folders
from octavo.diagnostics import Outcome
from octavo.orders.order import Arrangement, Order, Question, flat

_SETTINGS = ("site-options.json", "publish.json", ".obsidian/publish.json")


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """Folder by folder as `navigationOrdering` has it, without the hidden items."""
    settings = dict(question.vault.settings)
    for name in _SETTINGS:
        site = _table(settings.get(PurePosixPath(name), ""))
        listed = _paths(site.get("navigationOrdering"))
        if listed:
            break
    else:
        return Outcome(None)
    ranks = {path: rank for rank, path in enumerate(listed)}
    hidden = _paths(site.get("navigationHiddenItems"))
    shown = [
        path
        for path in (*question.candidates, *question.named)
        if (path in ranks or path not in question.named)
        and not any(path.is_relative_to(item) for item in hidden)
    ]
    return Outcome(Arrangement(gatherings=flat(in_folders(shown, ranks))))


def _table(text: str) -> dict[str, object]:
    try:
        site = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return site if isinstance(site, dict) else {}


def _paths(value: object) -> tuple[PurePosixPath, ...]:
    texts = value if isinstance(value, list) else []
    return tuple(
        PurePosixPath(text)
        for text in texts
        if isinstance(text, str) and text.strip("/.")
    )


ORDER = Order(name="published", rule="R10.4", arrange=arrange)
