"""The house: floors, doors, tables, names, sizes, and who touches the disk.

Read from the syntax trees of the sources; the tables here are the rules of
`docs/architecture.md`, and a new row is a visible line of a change.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from octavo.cli import COMMANDS
from octavo.editions import EDITIONS
from octavo.formats import FORMATS
from octavo.model.commission import NAMES
from octavo.syntax import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "octavo"
MODULES = sorted(PACKAGE.rglob("*.py"))

# ----------------------------------------------------------------- floors

FLOORS: dict[str, int] = {
    "octavo.value": -1,
    "octavo": 0,
    "octavo.diagnostics": 0,
    "octavo.toml": 0,
    "octavo.yaml": 0,
    "octavo.codes": 1,
    "octavo.model": 1,
    "octavo.suggest": 1,
    "octavo.bounds": 1,
    "octavo.collate": 1,
    "octavo.curtail": 1,
    "octavo.places": 1,
    "octavo.punctuation": 1,
    "octavo.sentences": 2,
    "octavo.mdbook": 1,
    "octavo.slug": 1,
    "octavo.seams": 1,
    "octavo.spot": 1,
    "octavo.find": 1,
    "octavo.makers": 1,
    "octavo.elements": 1,
    "octavo.words": 1,
    "octavo.configure": 2,
    "octavo.cache": 2,
    "octavo.stamp": 2,
    "octavo.locate": 2,
    "octavo.reference": 2,
    "octavo.navigate": 3,
    "octavo.compose": 2,
    "octavo.citing": 2,
    "octavo.tidy": 2,
    "octavo.syntax": 2,
    "octavo.orders": 3,
    "octavo.passes": 3,
    "octavo.plates": 2,
    "octavo.typeset": 2,
    "octavo.formats": 2,
    "octavo.reckon": 2,
    "octavo.report": 2,
    "octavo.transcript": 2,
    "octavo.keep": 2,
    "octavo.fold": 2,
    "octavo.paper": 2,
    "octavo.faces": 2,
    "octavo.workers": 2,
    "octavo.hands": 3,
    "octavo.cover": 3,
    "octavo.proofs": 3,
    "octavo.trees": 3,
    "octavo.likeness": 3,
    "octavo.dialect": 3,
    "octavo.pinpoint": 3,
    "octavo.resolve": 4,
    "octavo.editions": 3,
    "octavo.read": 4,
    "octavo.expand": 4,
    "octavo.parse": 4,
    "octavo.assemble": 4,
    "octavo.illustrate": 4,
    "octavo.render": 4,
    "octavo.publish": 4,
    "octavo.selection": 4,
    "octavo.inventory": 5,
    "octavo.reprint": 5,
    "octavo.share": 5,
    "octavo.shop": 5,
    "octavo.settle": 6,
    "octavo.pipeline": 7,
    "octavo.watch": 8,
    "octavo.cli": 9,
    "octavo.__main__": 10,
    "build": 11,
}

# Files of model/ in the order in which they may import one another.
NOUNS = [
    "unopened",
    "mapping",
    "config",
    "vault",
    "area",
    "asset",
    "inlines",
    "displays",
    "blocks",
    "nodes",
    "known",
    "changes",
    "wording",
    "stretch",
    "dialect",
    "document",
    "book",
    "galley",
    "opening",
    "piled",
    "drawing",
    "artifact",
    "account",
    "proof",
    "rack",
    "bench",
    "commission",
    "edition",
]

# Inside a folder that is a list, members import its row type, never one another.
ROW_TYPES: dict[str, frozenset[str]] = {
    "octavo.orders": frozenset({"octavo.orders.order", "octavo.orders.lists"}),
    "octavo.formats": frozenset({"octavo.formats.format"}),
    "octavo.passes": frozenset({"octavo.passes.step"}),
    "octavo.plates": frozenset(
        {"octavo.plates.plate", "octavo.plates.prepared", "octavo.plates.vector"}
    ),
    "octavo.cli": frozenset(
        {
            *("octavo.cli.command", "octavo.cli.endings", "octavo.cli.screen"),
            *("octavo.cli.asked", "octavo.cli.halt", "octavo.cli.streams"),
        }
    ),
}

# ------------------------------------------------------------------ doors

# Each foreign package, and the modules or folders that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "click": ("octavo.cli",),
    "rich": ("octavo.cli", "octavo.formats.text"),
    "watchfiles": ("octavo.watch",),
    "platformdirs": ("octavo.cli",),
    "rapidfuzz": ("octavo.suggest",),
    "weasyprint": ("octavo.typeset",),
    "pydyf": ("octavo.typeset",),
    "fontTools": (
        "octavo.plates.diagram.widths",
        "octavo.typeset.charset",
        "octavo.typeset.standins",
    ),
    "ebooklib": ("octavo.editions.epub",),
    "tinycss2": (
        "octavo.editions.epub",
        "octavo.plates.diagram.cascade",
        "octavo.plates.diagram.settled",
        "octavo.typeset.ink",
    ),
    "cssselect2": ("octavo.plates.diagram.cascade",),
    "merman": ("octavo.plates.diagram.measurer", "octavo.plates.diagram.press"),
    "mmdr": ("octavo.plates.diagram.mermaid",),
    "segno": ("octavo.editions.checklist.encode",),
    "pypdfium2": ("octavo.editions.epub",),
    "markdown_it": ("octavo.syntax", "octavo.parse"),
    "mdit_py_plugins": ("octavo.syntax",),
    "yaml": (
        "octavo.citing.csl",
        "octavo.plates.diagram.chart.asked",
        "octavo.syntax.frontmatter",
        "octavo.yaml",
    ),
    "vl_convert": ("octavo.plates.diagram.chart.press",),
    "jinja2": ("octavo.render",),
    "markupsafe": ("octavo.compose", "octavo.render"),
    "PIL": ("octavo.plates.image", "octavo.typeset.profile"),
    "pygments": ("octavo.plates.code",),
    "math_core": ("octavo.plates.math",),
    "ziamath": ("octavo.plates.math",),
    "pylatexenc": ("octavo.citing.tex", "octavo.plates.math"),
    "bibtexparser": ("octavo.citing.bibtex", "octavo.citing.names"),
    "citeproc": (
        "octavo.citing.elements",
        "octavo.citing.sorting",
        "octavo.citing.writing",
    ),
    "tinyhtml5": ("octavo.tidy",),
    "lxml": (
        "octavo.citing.elements",
        "octavo.citing.writing",
        "octavo.editions.epub",
        "octavo.plates",
    ),
    "pathspec": ("octavo.bounds", "octavo.read", "octavo.orders.listed"),
}

# Parts of the standard library through which the clock, chance, other programs or the
# network come in.
GUARDED: dict[str, tuple[str, ...]] = {
    "concurrent": (
        "octavo.workers",
        "octavo.hands",
        "octavo.model.bench",
        "octavo.pipeline",
        "octavo.proofs",
        "octavo.share",
        "octavo.typeset.advance",
        "octavo.typeset.sending",
    ),
    "datetime": (
        "octavo.configure",
        "octavo.editions.epub",
        "octavo.typeset.catalogue",
    ),
    "fcntl": ("octavo.publish",),
    "importlib": ("octavo.cli", "octavo.typeset.deferred"),
    "importlib.util": ("octavo.find",),
    "importlib.metadata": ("octavo.cli.doctor",),
    "locale": (),
    "logging": (
        "octavo.citing.bibtex",
        "octavo.plates.math.setting",
        "octavo.typeset.door",
    ),
    "multiprocessing": ("octavo.workers", "octavo.typeset.door"),
    "random": (),
    "resource": ("octavo.workers",),
    "signal": ("octavo.cli.halt", "octavo.workers"),
    "socket": (),
    "subprocess": ("octavo.stamp",),
    "tempfile": ("octavo.typeset.pile", "octavo.workers", "octavo.cli.doctor"),
    "threading": ("octavo.workers",),
    "time": (
        "octavo.reprint",
        "octavo.settle",
        "octavo.watch",
        "octavo.cli.screen",
        "octavo.cli.watch",
        "octavo.editions.checklist",
    ),
    "tomllib": ("octavo.toml",),
    "urllib.request": (),
    "warnings": (
        "octavo.plates.image",
        "octavo.plates.math.setting",
        "octavo.typeset.door",
    ),
}

# Imports inside functions: renderers, and what builds, are loaded only when needed.
LAZY = (
    *("octavo.typeset", "octavo.editions", "octavo.plates", "octavo.citing"),
    *("octavo.bounds", "octavo.orders.listed", "octavo.read.gather", "octavo.yaml"),
    *("octavo.cli.build", "octavo.cli.screen", "octavo.formats.text"),
    *("octavo.settle", "octavo.suggest", "octavo.syntax.frontmatter"),
    "octavo.__main__",
)

# --------------------------------------------------------------- the disk

DISK = frozenset(
    [
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "touch",
        "unlink",
        "rename",
        "mkdir",
        "rmdir",
        "symlink_to",
        "hardlink_to",
        "iterdir",
        "scandir",
        "walk",
        "rglob",
        "mkstemp",
    ]
)
TOUCHING = (
    "octavo.read",
    "octavo.read.gather",
    "octavo.read.notes",
    "octavo.read.rooted",
    "octavo.stamp",
    "octavo.find",
    "octavo.makers",
    "octavo.cache",
    "octavo.publish",
    "octavo.cli.new",
    "octavo.cli.explain",
    "octavo.cli.doctor",
)
# Calls that are named like one that touches the disk, and why they are none.
HARMLESS: dict[str, str] = {
    "octavo.cli.streams": "opens the null device where a stream is closed",
}

# ------------------------------------------------------------- names, sizes

FORBIDDEN = re.compile(
    r"(^|_)(manager|helper|helpers|util|utils|common|misc|handler|processor|service|"
    r"factory|engine|base|core|wrapper|context|data|info)($|_)|^(do|handle|process|"
    r"perform)_|_v\d$"
)
LONGEST = 400
# Names that a package outside asks for.
ASKED_FOR: dict[str, str] = {"octavo.typeset.finishing.data": "pydyf.Object.data"}


def _name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported, as written, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or "", node.lineno


def _within(module: str, folders: tuple[str, ...]) -> bool:
    return any(module == each or module.startswith(each + ".") for each in folders)


def _floor(module: str) -> tuple[str, int]:
    """The entry of FLOORS that a module belongs to, and its floor."""
    name = module
    while name not in FLOORS and "." in name:
        name = name.rpartition(".")[0]
    return name, FLOORS[name]


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Everything that is called, with a dot in front if it is a method; and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}", node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


TREES = {_name(path): _tree(path) for path in MODULES}


def test_editions_are_called_what_their_table_says() -> None:
    assert [edition.name for edition in EDITIONS] == list(NAMES)


def test_every_module_has_a_floor() -> None:
    at_top = {".".join(name.split(".")[:2]) for name in TREES if name != "octavo"}
    assert at_top - set(FLOORS) == set()
    assert set(FLOORS) - at_top == {"octavo", "build"}


def test_a_module_imports_only_from_lower_floors() -> None:
    breaches = []
    for module, tree in TREES.items():
        here, floor = _floor(module)
        for imported, line in _imports(tree):
            if imported.split(".")[0] != "octavo":
                continue
            there, other = _floor(imported)
            if there != here and other >= floor:
                breaches.append(f"{module}:{line}: {imported} ({other}, not < {floor})")
    assert breaches == []


def test_members_of_a_list_do_not_import_one_another() -> None:
    breaches = []
    for folder, shared in ROW_TYPES.items():
        for module, tree in TREES.items():
            own = _member(module, folder)
            if not own:
                continue
            for imported, line in _imports(tree):
                other = _member(imported, folder)
                if other not in {"", own} and f"{folder}.{other}" not in shared:
                    breaches.append(f"{module}:{line}: {imported}")
    assert breaches == []


def _member(module: str, folder: str) -> str:
    """The member of `folder`, a file or a folder, that a module is in; else ""."""
    inside = module.removeprefix(f"{folder}.")
    return "" if inside == module else inside.partition(".")[0]


def test_nouns_import_only_nouns_above_them() -> None:
    files = {path.stem for path in (PACKAGE / "model").glob("*.py")} - {"__init__"}
    assert files == set(NOUNS)
    for position, noun in enumerate(NOUNS):
        used = {
            imported.removeprefix("octavo.model.")
            for imported, _ in _imports(TREES[f"octavo.model.{noun}"])
            if imported.startswith("octavo.model.")
        }
        assert used <= set(NOUNS[:position]), noun


def test_a_foreign_package_comes_in_by_its_door() -> None:
    breaches = []
    for module, tree in TREES.items():
        for imported, line in _imports(tree):
            top = imported.split(".")[0]
            guard = GUARDED.get(imported, GUARDED.get(top))
            if top == "octavo" or (top in sys.stdlib_module_names and guard is None):
                continue
            doors = DOORS.get(top, ()) if guard is None else guard
            if not _within(module, doors):
                breaches.append(f"{module}:{line}: {imported}")
    assert breaches == []


def test_imports_stand_at_the_top() -> None:
    assert [
        f"{module}:{line}: {imported}"
        for module, tree in TREES.items()
        if not _within(module, LAZY)
        for function in _functions(tree)
        for imported, line in _imports(function)
    ] == []


def test_only_a_few_touch_the_disk() -> None:
    assert [
        f"{module}:{line}: {called}("
        for module, tree in TREES.items()
        if module not in TOUCHING and module not in HARMLESS
        for called, line in _calls(tree)
        if called == "open" or (called[0] == "." and called[1:] in DISK)
    ] == []


def test_names_say_what_a_thing_is() -> None:
    bad = [module for module in TREES if FORBIDDEN.search(module.rpartition(".")[2])]
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower()
                if FORBIDDEN.search(words) and f"{module}.{words}" not in ASKED_FOR:
                    bad.append(f"{module}:{node.lineno}: {node.name}")
    assert bad == []


def test_a_module_fits_in_a_head() -> None:
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines())
        for path in MODULES
    }
    assert {name for name, size in sizes.items() if size > LONGEST} == set()


def test_nobody_swallows_what_it_does_not_know() -> None:
    assert [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        if module != "octavo.cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
        )
    ] == []


def test_no_test_mocks_what_it_tests() -> None:
    mocking = [
        f"{path.name}:{line}: {imported}"
        for path in (ROOT / "tests").rglob("*.py")
        for imported, line in _imports(_tree(path))
        if imported.split(".")[0] == "mock" or imported.startswith("unittest")
    ]
    # monkeypatch is for the environment and the working folder.
    mocking += [
        f"{path.name}:{node.lineno}: monkeypatch.{node.attr}"
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "monkeypatch"
        and node.attr not in {"setenv", "delenv", "chdir"}
    ]
    assert mocking == []


# ------------------------------------------------------------------ tables


def _cases(folder: str, pattern: str) -> set[str]:
    found = (ROOT / "tests" / folder).glob(pattern)
    return {path.stem.removeprefix("test_") for path in found}


def test_each_row_of_a_table_has_a_case() -> None:
    commands = {row.name for row in COMMANDS}
    assert commands - _cases("commands", "test_*.py") == set()
    rules = {rule.name for rule in RULES}
    assert rules - _cases("syntax", "*.md") == set()
    assert {"chart", "code", "diagram", "image", "math"} - _cases(
        "plates", "test_*.py"
    ) == set()
    written = (ROOT / "tests" / "commands" / "test_formats.py").read_text()
    assert [row.name for row in FORMATS if f'"{row.name}"' not in written] == []
    # Codes have their runner, editions test_build, orders test_pipeline.


def test_every_member_of_a_list_is_a_row_of_its_table() -> None:
    """A file that no table names is dead, or registers itself."""
    for folder, beside in {
        "cli": {"asked", "command", "endings", "halt", "screen", "streams"},
        "formats": {"format"},
        "orders": {"order", "lists"},
        "passes": {"step"},
    }.items():
        members = {path.stem for path in (PACKAGE / folder).glob("*.py")}
        table = (PACKAGE / folder / "__init__.py").read_text()
        named = {name for name in members if re.search(rf"\b{name}\b", table)}
        assert members - beside - {"__init__"} == named - beside - {"__init__"}


# ------------------------------------------------------------------ styles

LITERAL_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklch)a?\(")


def test_a_colour_is_written_once() -> None:
    strange = []
    for path in sorted((ROOT / "styles").glob("*.css")):
        text = re.sub(
            r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        values = re.findall(r":([^;{}]*);", text)
        strange += [
            f"{path.name}: {value.strip()}"
            for value in values
            if "!important" in value
            or (path.name != "tokens.css" and LITERAL_COLOUR.search(value))
        ]
    assert strange == []
