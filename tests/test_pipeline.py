"""The stages in a row: what each order is called, what goes on after an error."""

import json
import os
from pathlib import Path

import pytest
from running import listing, octavo, vault

from octavo.diagnostics import Severity
from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.orders import ORDERS
from octavo.pipeline import build
from octavo.settle import check

_ONE, _TWO = "# One\n\nText.\n", "# Two\n\nText.\n"

# For each order the smallest folder it applies to, and what is said of it.
CASES: dict[str, tuple[dict[str, str], str]] = {
    "listed": (
        {
            "handbook.toml": '[handbook]\norder = ["b.md", "a.md"]\n',
            "a.md": _ONE,
            "b.md": _TWO,
        },
        "2 chapters in the order of handbook.toml",
    ),
    "summary": (
        {
            "book.toml": "[book]\n",
            "src/SUMMARY.md": "# Summary\n\n- [One](a.md)\n",
            "src/a.md": _ONE,
        },
        "2 notes read as an mdBook book, 1 chapter in the order of SUMMARY.md",
    ),
    "site": (
        {"mkdocs.yml": "nav: [b.md, a.md]\n", "docs/a.md": _ONE, "docs/b.md": _TWO},
        "2 chapters in the order of the site's navigation",
    ),
    "contents-note": (
        {
            "index.md": "# Contents\n\n- [[b]]\n- [[a]]\n- [[c]]\n",
            "a.md": _ONE,
            "b.md": _TWO,
            "c.md": "# Three\n\nText.\n",
        },
        "in the order of a contents note",
    ),
    "published": (
        {
            ".obsidian/publish.json": '{"navigationOrdering": ["b.md", "a.md"]}',
            "a.md": _ONE,
            "b.md": _TWO,
        },
        "in the order of the published site",
    ),
    "chain": (
        {
            f"{name}.md": f"# {name.upper()}\n\n## Navigation\n\n{links}\n\n---\n\nText.\n"
            for name, links in (
                ("a", "**Previous:** [[b]]\n**Next:** [[c]]"),
                ("b", "**Next:** [[a]]"),
                ("c", "**Previous:** [[a]]"),
            )
        },
        "in the order of their previous and next links",
    ),
    "properties": (
        {
            "a.md": "---\norder: 2\n---\n" + _ONE,
            "b.md": "---\norder: 1\n---\n" + _TWO,
        },
        "in the order of their properties",
    ),
    "folders": (
        {"a.md": _ONE, "b.md": _TWO},
        "2 notes read as a folder of markdown, "
        "2 chapters in the order of their folders and names",
    ),
}


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def _folder(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


def _checked(path: Path, **asked: object) -> Proof:
    out = path / "dist"
    return check(Commission(path=path, out=out, **asked), _nobody)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [row.name for row in ORDERS])
def test_the_order_that_was_used_is_named(tmp_path: Path, order: str) -> None:
    files, said = CASES[order]
    assert said in _checked(_folder(tmp_path, files)).reading


def test_a_graph_is_called_what_its_program_calls_it(tmp_path: Path) -> None:
    files = {"logseq/config.edn": "{}", "pages/a.md": "- One\n"}
    said = "1 note read as a graph of Logseq"
    assert said in _checked(_folder(tmp_path, files)).reading
    vault = _folder(tmp_path, {".obsidian/app.json": "{}"})
    assert "1 note read as an Obsidian vault" in _checked(vault).reading


def test_other_orders_are_named_with_how_many_notes_they_would_move(
    tmp_path: Path,
) -> None:
    orders = {"a": 3, "b": 1, "c": 2, "d": 4}
    files = {
        f"{name}.md": f"---\norder: {place}\n---\n# {name.upper()}\n\nText.\n"
        for name, place in orders.items()
    }
    files["SUMMARY.md"] = "".join(f"- [{name}]({name}.md)\n" for name in "bac")
    assert _checked(_folder(tmp_path, files)).reading == (
        "5 notes read as a folder of markdown, 3 chapters in the order of SUMMARY.md "
        # The properties have c before a, and d; folders have a before b, and d.
        "(2 elsewhere in the order of their properties, "
        "2 elsewhere in the order of their folders and names)"
    )


def test_the_navigation_left_out_is_listed_with_its_lines(tmp_path: Path) -> None:
    around = "**Previous:** [[{0}]]\n**Next:** [[{1}]]"
    files = {
        f"{here}.md": f"## Navigation\n\n{around.format(before, after)}\n\n---\n\n"
        f"# {here}\n\nText.\n\n---\n\n{around.format(before, after)}\n"
        for before, here, after in ("CAB", "ABC", "BCA")
    }
    read = _checked(_folder(tmp_path, files)).reading.split("\n")
    assert read[:-1] == [
        f"left out of {name}.md: navigation in lines 1–4 and 14–15" for name in "ABC"
    ]


def test_one_run_shows_what_every_stage_has_to_say(tmp_path: Path) -> None:
    files = {
        "handbook.toml": '[handbook]\norder = ["a.md", "gone.md"]\n',
        "a.md": "# A\n\n[[Nowhere]]\n\n```\nnever closed\n",
    }
    told = _checked(_folder(tmp_path, files)).diagnostics
    assert [(row.code, row.severity) for row in told] == [
        ("dangling-link", Severity.WARNING),
        ("unclosed-fence", Severity.WARNING),
        ("order-missing", Severity.ERROR),
    ]


def test_errors_end_a_build_before_pages_are_set(tmp_path: Path) -> None:
    files = {
        "handbook.toml": '[handbook]\norder = ["a.md", "gone.md"]\n',
        "a.md": _ONE,
    }
    news: list[Progress] = []
    asked = Commission(path=_folder(tmp_path, files), out=tmp_path / "dist")
    proof = build(asked, news.append)
    assert (proof.account, proof.files) == (None, ())
    assert "resolve" in {each.stage for each in news}
    assert {"illustrate", "pdf", "publish"} & {each.stage for each in news} == set()
    assert not (tmp_path / "dist").exists()


def test_progress_never_goes_beyond_its_end(tmp_path: Path) -> None:
    news: list[Progress] = []
    files = {f"{number}.md": _ONE for number in range(30)}
    check(Commission(path=_folder(tmp_path, files), out=tmp_path), news.append)
    assert all(0 <= each.done <= each.total for each in news)
    parsed = [each.what for each in news if each.stage == "parse" and each.what]
    assert len(parsed) == 30


def test_texts_are_those_the_diagnostics_point_into(tmp_path: Path) -> None:
    files = {
        "handbook.toml": '[handbook]\nsource = "notes"\n',
        "notes/a.md": "\ufeff# A\r\n\r\n[[Nowhere]]\r\n",
        "notes/b.md": _TWO,
    }
    proof = _checked(_folder(tmp_path, files))
    assert dict(proof.texts) == {"notes/a.md": "\ufeff# A\n\n[[Nowhere]]\n"}
    (told,) = proof.diagnostics
    assert (str(told.span.path), told.span.line) == ("notes/a.md", 3)


def test_the_output_folder_inside_the_source_is_not_read(tmp_path: Path) -> None:
    files = {"a.md": _ONE, "dist/old.md": "# Old\n\n[[Nowhere]]\n"}
    assert _checked(_folder(tmp_path, files)).diagnostics == ()


def test_trees_that_workers_made_are_those_made_here(tmp_path: Path) -> None:
    # A book of more letters than are parsed in one place.
    text = "[[Nowhere]] and [^none].\n\n" + "Words that say little. " * 1_400
    notes = {f"N{number}": f"# N{number}\n\n{text}\n" for number in range(8)}
    vault(tmp_path / "book", **notes)
    proofs = []
    for jobs in (1, 2):
        asked = Commission(
            path=tmp_path / "book",
            out=tmp_path / f"out-{jobs}",
            editions=("epub",),
            jobs=jobs,
            cache=tmp_path / f"cache-{jobs}",
            moment=1_700_000_000,
        )
        proofs.append(build(asked, lambda _: None))
    alone, shared = proofs
    assert alone.count(Severity.WARNING) > 8
    assert shared.diagnostics == alone.diagnostics
    assert alone.account is not None
    assert shared.account is not None
    assert shared.account.cache == alone.account.cache
    assert listing(tmp_path / "out-2") == listing(tmp_path / "out-1")


def test_an_edition_is_made_anew_where_another_package_is_installed(
    tmp_path: Path, checkout: Path
) -> None:
    vault(tmp_path / "book", One=_ONE, Two=_TWO)
    report = tmp_path / "report.json"
    words = ("build", "book", "--only", "epub", "-j1", "--report", str(report))

    def drawn(*packages: Path) -> int:
        path = os.pathsep.join(map(str, (checkout, *packages)))
        made = octavo(*words, cwd=tmp_path, SOURCE_DATE_EPOCH="0", PYTHONPATH=path)
        assert made.code == 0, made.err
        count = json.loads(report.read_text())["cache"]["drawn"]
        assert isinstance(count, int)
        return count

    (tmp_path / "packages" / "fonts-1.0.dist-info").mkdir(parents=True)
    assert drawn() > 1
    assert drawn() == 0
    assert drawn(tmp_path / "packages") == 1


def test_a_byte_order_mark_is_counted_though_the_text_was_built_before(
    tmp_path: Path,
) -> None:
    vault(tmp_path / "book", One="[[Nowhere]]\n")
    asked = Commission(
        path=tmp_path / "book",
        out=tmp_path / "dist",
        editions=("epub",),
        cache=tmp_path / "cache",
        moment=0,
    )

    def columns() -> list[tuple[str, int, int]]:
        told = build(asked, lambda _: None).diagnostics
        return [(each.code, each.span.line, each.span.column) for each in told]

    assert ("dangling-link", 1, 1) in columns()
    vault(tmp_path / "book", One="\ufeff[[Nowhere]]\n")
    assert ("dangling-link", 1, 2) in columns()
