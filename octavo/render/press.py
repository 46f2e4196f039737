"""Templates: found, compiled and filled; their mistakes as diagnostics.

Templates of a handbook may come from strangers, so they run in Jinja's sandbox: they
see values, not Python.
"""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from octavo.codes import tell
from octavo.compose import Shapes, clean
from octavo.diagnostics import Diagnostic, Span
from octavo.find import Overrides, files, product_digest, product_folder
from octavo.makers import version
from octavo.model.bench import Store

_SHAPES = {
    "callout": "callout",
    "question": "question",
    "answer_part": "question",
    "figure": "figure",
    "diagram": "figure",
    "listing": "listing",
    "captioned": "listing",
    "table": "table",
    "records": "records",
    "equation": "formula",
    "formula": "formula",
    "note_mark": "footnotes",
    "footnote": "footnotes",
    "far_note": "footnotes",
    "endnote": "footnotes",
    "backlink": "footnotes",
    "footnotes": "footnotes",
    "citation": "works",
    "work": "works",
    "works": "works",
    "reference": "reference",
    "external": "reference",
    "term": "glossary",
    "box": "task",
}
"""In which file of `templates/shared/` a macro stands."""

MISTAKES = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""What a template's own mistakes raise; see `Press.blame`."""


class _Compiled(BytecodeCache):
    """Templates as they were compiled, by us and with this Jinja, in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # What prints values is `compose`; asking for more than that takes as long as
        # half of the compiling. Jinja looks for the version of Python by itself.
        ours = product_digest("render", "compose")
        self._by = f"{ours} jinja2 {version('jinja2')}"

    def load_bytecode(self, bucket: Bucket) -> None:
        data = self._store.get(self._key(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {bucket.key} {bucket.checksum} {self._by}"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's, which asks once for each type which of its attributes may be seen.

    It goes by the type alone, and looks through a dozen of them for each attribute: that
    took half of the time of filling the contents of a book of 120 notes.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may see this attribute of the object."""
        asked = type(obj), attr
        if asked not in self._safe:
            self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]


class Press:
    """The templates of one edition of one book, with the values all of them see.

    What they are compiled to is kept in `store`, if any: most are those of the last
    edition too.
    """

    def __init__(
        self,
        overrides: Overrides,
        values: Mapping[str, object],
        store: Store | None = None,
    ) -> None:
        self._own = PurePosixPath(overrides.templates_folder or "templates")
        self._theirs = dict(overrides.templates)
        self._ours = dict(files(product_folder("templates")))
        self._jinja = _Sandbox(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable,
            loader=FunctionLoader(self._source),
            auto_reload=False,
            bytecode_cache=None if store is None else _Compiled(store),
        )
        self._jinja.globals.update(values)

    @property
    def digest(self) -> str:
        """Equal for the same templates of ours."""
        return sha256(repr(sorted(self._ours.items())).encode()).hexdigest()

    def _source(self, name: str) -> tuple[str, str, None] | None:
        found = self._theirs.get(name, self._ours.get(name))
        return None if found is None else (found.decode("utf-8"), name, None)

    def path(self, name: str) -> PurePosixPath:
        """Where the template `name` is stored, as messages say it."""
        return (
            self._own if name in self._theirs else PurePosixPath("templates")
        ) / name

    def shapes(self) -> Shapes:
        """The macros of `templates/shared/`.

        A template of the handbook without its macro raises; ours are loaded when wanted,
        as few books have something of everything.
        """
        return Shapes(
            **{
                name: self._shape(name, file)
                if f"shared/{file}.html" in self._theirs
                else self._awaited(name, file)
                for name, file in _SHAPES.items()
            }
        )

    def _awaited(self, name: str, file: str) -> Callable[..., str]:
        loaded: list[Callable[..., str]] = []

        def shape(**given: object) -> str:
            if not loaded:
                loaded.append(self._shape(name, file))
            return loaded[0](**given)

        return shape

    def _shape(self, name: str, file: str) -> Callable[..., str]:
        template = self._jinja.get_template(f"shared/{file}.html")
        macro = getattr(template.module, name, None)
        if not isinstance(macro, Macro):
            raise TemplateSyntaxError(
                f"it has no macro “{name}”", 1, f"shared/{file}.html"
            )
        if macro.catch_kwargs:
            return macro
        # A handbook's macro may leave out arguments that it has no use for.
        known = frozenset(macro.arguments)

        def shape(**given: object) -> str:
            return str(macro(**{key: given[key] for key in given if key in known}))

        return shape

    def fill(self, names: tuple[str, ...], values: Mapping[str, object]) -> str:
        """The first template of these names that exists, filled.

        A paragraph separator of the template's own becomes a blank (`compose.clean`).
        """
        return self._jinja.select_template(names).render(values).replace("\u2029", " ")

    def chosen(self, names: tuple[str, ...]) -> str:
        """The name of the template that `fill` takes."""
        return self._jinja.select_template(names).name or ""

    def suspect(self, names: tuple[str, ...]) -> str:
        """The path of the handbook's template that `fill` takes or may draw on.

        A page of ours may hold its macros and frames. "" where it brings none.
        """
        chosen, folder = self.chosen(names), names[0].partition("/")[0]
        mine = [n for n in self._theirs if n.partition("/")[0] in {"shared", folder}]
        found = chosen if chosen in self._theirs else next(iter(mine), "")
        return str(self.path(found)) if found else ""

    def blame(self, error: Exception) -> Diagnostic | None:
        """`template-error` at the line of the template that is at fault.

        None when the last step before the error was in octavo itself: that is our
        mistake and not the template's.
        """
        place = _last(error.__traceback__)
        if isinstance(error, TemplateSyntaxError):
            place = (error.name or "", error.lineno)
        elif isinstance(error, TemplateNotFound):
            place = place or (str(error.name), 1)
        elif not isinstance(error, TemplateError) and _ours_last(error.__traceback__):
            return None
        if place is None:
            return None
        name, line = place
        return self.accuse(name, line, _why(error))

    def accuse(self, name: str, line: int, why: str) -> Diagnostic:
        """`template-error` for the template `name`, at `line`, 1 when unknown."""
        span = Span(
            path=self.path(name), line=line, column=1, end_line=line, end_column=1
        )
        theirs = name in self._theirs
        return tell(
            "template-error",
            span,
            help="mend the template, or delete it to get octavo's own"
            if theirs
            else "",
            why=why,
        )


def _printable(value: object) -> object:
    """What a template prints: text without characters that no sheet may hold."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


def _why(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template “{error.name}”"
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    if isinstance(error, TemplateSyntaxError):
        return _plain(error.message or "it cannot be read")
    # Jinja names our classes by their modules, which mean nothing to readers.
    said = re.sub(r"'octavo\.[\w.]*\.(\w+) object'", r"a \1", str(error))
    return _plain(said) or type(error).__name__


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _last(trace: TracebackType | None) -> tuple[str, int] | None:
    """Template and line of the last step that was in a template."""
    place = None
    while trace is not None:
        seen = trace.tb_frame.f_globals
        template = seen.get("__jinja_template__")
        if isinstance(template, Template):
            place = (
                template.name or "",
                template.get_corresponding_lineno(trace.tb_lineno),
            )
        elif "__jinja_exception__" in seen:
            place = (str(seen["__name__"]), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _ours_last(trace: TracebackType | None) -> bool:
    """Whether the last step before the error was in a module of octavo."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))
    return name.startswith("octavo.")
