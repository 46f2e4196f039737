"""The account of a build as JSON, for programs that keep an eye on builds."""

import json
from dataclasses import asdict

from octavo.model.account import Account


def report(numbers: Account) -> str:
    """The account as `--report` writes it: one JSON object, ending in a line feed."""
    editions = [
        {name: value for name, value in asdict(row).items() if value is not None}
        for row in numbers.editions
    ]
    table = {
        "octavo": numbers.octavo,
        "source": numbers.source,
        "editions": editions,
        "chapters": numbers.chapters,
        "words": numbers.words,
        "links": dict(numbers.links),
        "stripped": dict(numbers.stripped),
        "diagnostics": dict(numbers.diagnostics),
        "cache": dict(numbers.cache),
        "stages": dict(numbers.stages),
        "peak_rss_mb": dict(numbers.peak_rss_mb),
        "changed_pages": list(numbers.changed_pages),
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
