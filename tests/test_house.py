"""The house: floors, doors, tables, names, sizes, and who touches the disk.

Read from the syntax trees of the sources; the tables here are the rules of
`docs/architecture.md`, and a new row is a visible line of a change.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "octavo"
MODULES = sorted(PACKAGE.rglob("*.py"))

# ----------------------------------------------------------------- floors

FLOORS: dict[str, int] = {
    "octavo": 0,
    "octavo.diagnostics": 0,
    "octavo.codes": 1,
    "octavo.model": 1,
    "octavo.suggest": 1,
    "octavo.bounds": 1,
    "octavo.collate": 1,
    "octavo.places": 1,
    "octavo.punctuation": 1,
    "octavo.slug": 1,
    "octavo.find": 1,
    "octavo.elements": 1,
    "octavo.words": 1,
    "octavo.configure": 2,
    "octavo.cache": 2,
    "octavo.stamp": 2,
    "octavo.locate": 2,
    "octavo.reference": 2,
    "octavo.navigate": 3,
    "octavo.compose": 2,
    "octavo.tidy": 2,
    "octavo.syntax": 2,
    "octavo.orders": 3,
    "octavo.passes": 3,
    "octavo.plates": 2,
    "octavo.typeset": 2,
    "octavo.formats": 2,
    "octavo.reckon": 2,
    "octavo.transcript": 2,
    "octavo.workers": 2,
    "octavo.dialect": 3,
    "octavo.resolve": 4,
    "octavo.editions": 3,
    "octavo.read": 4,
    "octavo.parse": 4,
    "octavo.assemble": 4,
    "octavo.illustrate": 4,
    "octavo.render": 4,
    "octavo.publish": 4,
    "octavo.selection": 4,
    "octavo.pipeline": 5,
    "octavo.cli": 7,
    "octavo.__main__": 8,
    "build": 8,
}

# Modules that a neighbour on the same floor may import, because they were split off it.
PARTS_OF: dict[str, str] = {}

# Files of model/ in the order in which they may import one another.
NOUNS = [
    "mapping",
    "config",
    "vault",
    "asset",
    "nodes",
    "dialect",
    "document",
    "book",
    "galley",
    "drawing",
    "artifact",
    "account",
    "proof",
    "bench",
    "commission",
    "edition",
]

# Inside a folder that is a list, members import its row type, never one another.
ROW_TYPES: dict[str, frozenset[str]] = {
    "octavo.orders": frozenset({"octavo.orders.order", "octavo.orders.lists"}),
    "octavo.formats": frozenset({"octavo.formats.format"}),
    "octavo.passes": frozenset({"octavo.passes.step"}),
    "octavo.cli": frozenset(
        {"octavo.cli.command", "octavo.cli.endings", "octavo.cli.screen"}
    ),
}

# ------------------------------------------------------------------ doors

# Each foreign package, and the modules or folders that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "click": ("octavo.cli",),
    "rich": ("octavo.cli", "octavo.formats.text"),
    "platformdirs": ("octavo.cli",),
    "rapidfuzz": ("octavo.suggest",),
    "weasyprint": ("octavo.typeset",),
    "pydyf": ("octavo.typeset",),
    "fontTools": ("octavo.typeset",),
    "ebooklib": ("octavo.editions.epub",),
    "tinycss2": ("octavo.editions.epub",),
    "pypdfium2": ("octavo.editions.epub",),
    "markdown_it": ("octavo.syntax", "octavo.parse"),
    "mdit_py_plugins": ("octavo.syntax", "octavo.parse"),
    "yaml": ("octavo.syntax.frontmatter",),
    "jinja2": ("octavo.render",),
    "markupsafe": ("octavo.compose", "octavo.render"),
    "PIL": ("octavo.plates.image",),
    "pygments": ("octavo.plates.code",),
    "math_core": ("octavo.plates.math",),
    "ziamath": ("octavo.plates.math",),
    "ziafont": ("octavo.plates.math",),
    "pylatexenc": ("octavo.plates.math",),
    "tinyhtml5": ("octavo.tidy",),
    "lxml": ("octavo.plates", "octavo.editions.epub"),
    "pathspec": ("octavo.read", "octavo.orders.listed"),
}

# Parts of the standard library through which the clock, chance, other programs or the
# network come in.
GUARDED: dict[str, tuple[str, ...]] = {
    "concurrent": (
        "octavo.workers",
        "octavo.model.bench",
        "octavo.pipeline",
        "octavo.typeset.settling",
    ),
    "datetime": ("octavo.configure", "octavo.typeset.catalogue"),
    "fcntl": ("octavo.publish",),
    "importlib": ("octavo.cli", "octavo.typeset.order"),
    "locale": (),
    "logging": ("octavo.typeset.door",),
    "multiprocessing": ("octavo.workers",),
    "random": (),
    "resource": ("octavo.workers",),
    "signal": ("octavo.workers",),
    "socket": (),
    "subprocess": ("octavo.stamp",),
    "tempfile": ("octavo.cache",),
    "threading": ("octavo.workers",),
    "time": ("octavo.pipeline", "octavo.cli.screen"),
    "tomllib": ("octavo.configure", "octavo.dialect"),
    "urllib.request": (),
    "warnings": ("octavo.typeset.door",),
}

# Imports inside functions: renderers are loaded only when they are needed.
LAZY = ("octavo.typeset", "octavo.editions", "octavo.plates")

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
    "octavo.stamp",
    "octavo.find",
    "octavo.cache",
    "octavo.publish",
    "octavo.typeset.fonts",
    "octavo.cli.new",
    "octavo.cli.explain",
    "octavo.cli.doctor",
)

# ------------------------------------------------------------- names, sizes

FORBIDDEN = re.compile(
    r"(^|_)(manager|helper|helpers|util|utils|common|misc|handler|processor|service|"
    r"factory|engine|base|core|wrapper|context|data|info)($|_)|^(do|handle|process|"
    r"perform)_|_v\d$"
)
LONGEST = 400
# A file that may be longer, and why.
LONGER: dict[str, str] = {
    "octavo/model/nodes.py": "the closed set of nodes stands in one place",
}


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


def test_every_module_has_a_floor() -> None:
    known = set(FLOORS) - {"octavo"}
    at_top = {
        ".".join(_name(path).split(".")[:2])
        for path in MODULES
        if _name(path) != "octavo"
    }
    assert at_top - known == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_imports_only_from_lower_floors(path: Path) -> None:
    module = _name(path)
    here, floor = _floor(module)
    breaches = []
    for imported, line in _imports(_tree(path)):
        if imported.split(".")[0] != "octavo":
            continue
        there, other = _floor(imported)
        if there == here or other < floor or PARTS_OF.get(there) == here:
            continue
        breaches.append(
            f"line {line}: {imported} is on floor {other}, not below {floor}"
        )
    assert breaches == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_members_of_a_list_do_not_import_one_another(path: Path) -> None:
    module = _name(path)
    folder = module.rpartition(".")[0]
    if path.name == "__init__.py" or folder not in ROW_TYPES:
        return
    inside = {
        imported
        for imported, _ in _imports(_tree(path))
        if imported.startswith(folder + ".")
    }
    assert inside - ROW_TYPES[folder] == set()


def test_nouns_import_only_nouns_above_them() -> None:
    files = {path.stem for path in (PACKAGE / "model").glob("*.py")} - {"__init__"}
    assert files <= set(NOUNS)
    for position, noun in enumerate(NOUNS):
        path = PACKAGE / "model" / f"{noun}.py"
        if not path.is_file():
            continue
        used = {
            imported.removeprefix("octavo.model.")
            for imported, _ in _imports(_tree(path))
            if imported.startswith("octavo.model.")
        }
        assert used <= set(NOUNS[:position]), noun


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_foreign_package_comes_in_by_its_door(path: Path) -> None:
    import sys

    module = _name(path)
    for imported, line in _imports(_tree(path)):
        top = imported.split(".")[0]
        guard = GUARDED.get(imported, GUARDED.get(top))
        if top == "octavo" or (top in sys.stdlib_module_names and guard is None):
            continue
        doors = guard if guard is not None else DOORS.get(top)
        assert doors is not None, f"line {line}: {top} has no door"
        assert _within(module, doors), f"line {line}: {imported} by another door"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_stand_at_the_top(path: Path) -> None:
    if _within(_name(path), LAZY):
        return
    inside = [
        f"line {line}: {imported}"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for imported, line in _imports(node)
    ]
    assert inside == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_a_few_touch_the_disk(path: Path) -> None:
    if _name(path) in TOUCHING:
        return
    touched = []
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in DISK:
            touched.append(f"line {node.lineno}: .{called.attr}(")
        elif isinstance(called, ast.Name) and called.id == "open":
            touched.append(f"line {node.lineno}: open(")
    assert touched == []


def _stdout_allowed(module: str) -> bool:
    return _within(module, ("octavo.cli",))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_names_say_what_a_thing_is(path: Path) -> None:
    bad = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower()
            if FORBIDDEN.search(words):
                bad.append(f"line {node.lineno}: {node.name}")
    if FORBIDDEN.search(path.stem):
        bad.append(path.name)
    assert bad == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_fits_in_a_head(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if path.relative_to(ROOT).as_posix() in LONGER:
        return
    assert lines <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nobody_swallows_what_it_does_not_know(path: Path) -> None:
    if _name(path) == "octavo.cli":
        return
    caught = [
        f"line {node.lineno}"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
        )
    ]
    assert caught == []


def test_no_test_mocks_what_it_tests() -> None:
    mocking = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        for imported, _ in _imports(_tree(path))
        if imported.startswith("unittest.mock") or imported == "mock"
    ]
    assert mocking == []


def test_monkeypatch_changes_only_the_environment() -> None:
    changed = []
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(_tree(path)):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "monkeypatch"
                and node.attr not in {"setenv", "delenv", "chdir"}
            ):
                changed.append(f"{path.name}:{node.lineno}: {node.attr}")
    assert changed == []


# ------------------------------------------------------------------ tables


def _names_in(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / "tests" / folder).iterdir()}


def test_each_command_has_a_test() -> None:
    from octavo.cli import COMMANDS

    missing = {row.name for row in COMMANDS} - {
        name.removeprefix("test_") for name in _names_in("commands")
    }
    assert missing == set()


def test_each_format_has_a_test() -> None:
    from octavo.formats import FORMATS

    cases = (ROOT / "tests" / "commands" / "test_formats.py").read_text()
    assert [row.name for row in FORMATS if f'"{row.name}"' not in cases] == []


# ------------------------------------------------------------------ styles

LITERAL_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklch)a?\(")


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "styles").glob("*.css"))
        if path.name != "tokens.css"
    ],
    ids=lambda path: path.name,
)
def test_a_colour_is_written_once(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    values = re.findall(r":([^;{}]*);", text)
    assert [value for value in values if LITERAL_COLOUR.search(value)] == []
    assert "!important" not in text
