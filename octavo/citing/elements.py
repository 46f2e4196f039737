"""Elements of a style as citeproc-py has them, made quick, and mended.

citeproc-py searches the style's tree by XPath for each option of each name of each
work. Here what was found once is remembered: a style does not change while it is used.
Mended is what CSL 1.0.2 says of conditions on disambiguation (there is none here) and on
places in a work, of groups without a variable, of what `cs:substitute` has set, which is
not to be set again, of the order of entries (`sorting`), and of names: those in Chinese,
Japanese and Korean, those in full, those that stand for others.
"""

import re
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS, model
from citeproc.frontend import LOCALES_PATH, CitationStylesStyle
from citeproc.source import Name, VariableError
from lxml import etree

from octavo.citing import sorting

_CSL = "http://purl.org/net/xbiblio/csl"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Quick:
    """Remembers what is asked of an element again and again."""

    def xpath_search(self, expression: str) -> Any:
        found = self.__dict__.setdefault("found", {})
        if expression not in found:
            found[expression] = super().xpath_search(expression)  # type: ignore[misc]  # of the element
        return found[expression]

    def get_macro(self, name: str) -> Any:
        macros = self.get_root().__dict__.setdefault("macros", {})
        if name not in macros:
            macros[name] = super().get_macro(name)  # type: ignore[misc]  # of the element
        return macros[name]

    def calls_variable(self) -> Any:
        if "calls" not in self.__dict__:
            self.calls = super().calls_variable()  # type: ignore[misc]  # of the element
        return self.calls

    def get_root(self) -> Any:
        if "root" not in self.__dict__:
            self.root = super().get_root()  # type: ignore[misc]  # of the element
        return self.root


class _Style(model.Style):  # type: ignore[misc]  # citeproc-py has no types
    def set_locale_list(self, output_locale: str, validate: bool = False) -> None:
        """The words of the style for this locale and its language, then CSL's own."""
        language = output_locale.partition("-")[0]
        self.locales = []
        for own in self.findall("cs:locale", self.nsmap):
            if own.get(_LANG) in (output_locale, language, None):
                self.locales.append(own)
        self.locales.sort(key=lambda own: -len(own.get(_LANG) or ""))
        for name in dict.fromkeys((output_locale, "en-US")):
            self.locales.append(_locale(name))
        for locale in self.locales:
            locale.style = self


class _Condition:
    """What the conditions of `cs:if` and `cs:else-if` are here."""

    def render(self, item: Any, context: Any = None, **rest: Any) -> Any:
        given: Any = self
        if given.get("disambiguate") == "true" and given.get("match") != "any":
            raise model.ConditionFailed
        return super().render(item, context=context, **rest)  # type: ignore[misc]  # of the element

    def _is_numeric(self, item: Any) -> Any:
        given: Any = self
        if given.get("is-numeric") == "locator":
            return [item.has_locator and item.locator.identifier[:1].isdigit()]
        return super()._is_numeric(item)  # type: ignore[misc]  # of the element


class _If(_Condition, model.If):  # type: ignore[misc]  # citeproc-py has no types
    pass


class _ElseIf(_Condition, model.Else_If):  # type: ignore[misc]  # as above
    pass


class _Choose(model.Choose):  # type: ignore[misc]  # as above
    def render(self, item: Any, context: Any = None, **rest: Any) -> Any:
        self.chosen = None
        for child in self.getchildren():
            try:
                text = child.render(item, context=context, **rest)
            except model.ConditionFailed:
                continue
            self.chosen = child
            return text
        return None


class _Group(model.Group):  # type: ignore[misc]  # as above
    def process(self, item: Any, context: Any = None, **rest: Any) -> Any:
        """The group, if a variable in it has been set (CSL 1.0.2, Group)."""
        texts, called, rendered = [], False, False
        for child in self.iterchildren():
            chooses = isinstance(child, _Choose)
            more = {"delimiter": self.get("delimiter", "")} if chooses else {}
            try:
                text = child.render(item, context=context, **more, **rest)
            except VariableError:
                called = True
                continue
            by = child.chosen if chooses else child
            calls = by is not None and by.calls_variable()
            called = called or calls
            if text is not None:
                texts.append(text)
                rendered = rendered or calls
        if not texts or (called and not rendered):
            raise VariableError
        return self.join(texts)


class _Names(model.Names):  # type: ignore[misc]  # as above
    def process(
        self, item: Any, names_context: Any = None, context: Any = None, **rest: Any
    ) -> Any:
        here = self if context is None else context
        taken = here.get_layout().repressed.get(self.tag, ())
        roles = str(self.get("variable")).split()
        if any(role in taken and role in item.reference for role in roles):
            raise VariableError
        return super().process(item, names_context, context, **rest)


class _Name(model.Name):  # type: ignore[misc]  # as above
    def process(
        self,
        item: Any,
        variable: str,
        context: Any = None,
        sort_options: Any = None,
        **rest: Any,
    ) -> Any:
        """The names; of those in Chinese, Japanese or Korean both parts at a stretch."""
        names = item.reference.get(variable, [])
        if any(map(_unspaced, names)):
            short = self.get_option("form", context, sort_options) == "short"
            names = [
                _joined(name, short) if _unspaced(name) else name for name in names
            ]
            item = SimpleNamespace(reference={variable: names})
        return super().process(item, variable, context, sort_options, **rest)

    def initialize(self, given: str, mark: str, context: Any) -> Any:
        """Initials, unless the style wants those alone that are initials (`initialize`)."""
        own: Any = self
        if own.get("initialize") != "false":
            return super().initialize(given, mark, context)
        words = [
            f"{word[0]}{mark.rstrip()}" if _INITIAL.fullmatch(word) else word
            for word in given.split()
        ]
        return " ".join(words)


_INITIAL = re.compile(r"[^\W\d_]\.?")

_CJK = re.compile(
    "[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def _unspaced(name: Any) -> bool:
    """Whether the name is of a script in which families come first, without a space."""
    given, family, *more = name.parts()
    return not any(more) and all(
        part and _CJK.fullmatch(part) is not None for part in (given, family)
    )


def _joined(name: Any, short: bool) -> Any:
    given, family, *_ = name.parts()
    return Name(literal=family if short else f"{family}{given}")


class _Substitute(model.Substitute):  # type: ignore[misc]  # as above
    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        layout = context.get_layout()
        for element in _reached(child, set()):
            variables = str(element.get("variable", "")).split()
            layout.repressed.setdefault(element.tag, []).extend(variables)


def _reached(element: Any, seen: set[str]) -> list[Any]:
    """The texts and names in an element and in the macros it calls."""
    found = []
    for each in element.iter(f"{{{_CSL}}}text", f"{{{_CSL}}}names"):
        macro = each.get("macro")
        if macro and macro not in seen:
            seen.add(macro)
            found += _reached(each.get_macro(macro), seen)
        elif each.get("variable") in _ONCE:
            found.append(each)
    return found


_ONCE = frozenset(
    ("title", "editor", "translator", "editor translator", "container-title")
)
"""What a work without authors may begin with; other variables may well stand twice."""


def _classes() -> dict[str | None, type]:
    ours = {
        "style": _Style,
        "choose": _Choose,
        "date": sorting.Date,
        "group": _Group,
        "if": _If,
        "key": sorting.Key,
        "else-if": _ElseIf,
        "name": _Name,
        "names": _Names,
        "substitute": _Substitute,
        "text": sorting.Text,
    }
    made: dict[str | None, type] = {
        None: type("Element", (_Quick, model.CitationStylesElement), {})
    }
    for theirs in model.CitationStylesElement.__subclasses__():
        name = theirs.__name__.replace("_", "-").lower()
        if theirs.__module__ == model.__name__:
            made[name] = type(theirs.__name__, (_Quick, ours.get(name, theirs)), {})
    return made


_CLASSES = _classes()


def _parser() -> etree.XMLParser:
    """Makes those classes of a style's elements. No entity is followed."""
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(_CSL)
    for name, made in _CLASSES.items():
        namespace[name] = made
    parser = etree.XMLParser(
        remove_comments=True, resolve_entities=False, no_network=True
    )
    parser.set_element_class_lookup(lookup)
    return parser


def _locale(name: str) -> Any:
    return etree.parse(f"{LOCALES_PATH}/locales-{name}.xml", _parser()).getroot()


def _complete(root: Any) -> None:
    """Give each `cs:names` what it has by rule, which citeproc-py knows in part.

    An empty one anywhere in `cs:substitute` is as those it stands for (CSL 1.0.2,
    Substitute); where no name is, citeproc-py would put one of its own class.
    """
    spaces = {"cs": _CSL}
    for names in root.xpath("//cs:substitute//cs:names[not(*)]", namespaces=spaces):
        (whole,) = names.xpath("ancestor::cs:substitute[1]/..", namespaces=spaces)
        for child in whole.xpath("*[not(self::cs:substitute)]", namespaces=spaces):
            names.append(deepcopy(child))
    for names in root.xpath("//cs:names[not(cs:name)]", namespaces=spaces):
        names.insert(0, root.makeelement(f"{{{_CSL}}}name"))


class Style(CitationStylesStyle):  # type: ignore[misc]  # citeproc-py has no types
    """A style that is ready to set citations.

    Raises what its mistakes are in citeproc-py, ValueError for other XML, or lxml's
    error for what is none.
    """

    def __init__(self, source: bytes, language: str) -> None:
        root: Any = etree.fromstring(source, _parser())
        if root.tag != f"{{{_CSL}}}style":
            name = etree.QName(root).localname
            raise ValueError(f"it begins with <{name}> and not with CSL’s <style>")
        self.root = root
        self.root.set_locale_list(_locale_name(language))
        _complete(root)
        # An element remembers things only as long as something holds it.
        self.held = [*self.root.iter()]
        self.held += [each for locale in self.root.locales for each in locale.iter()]

    @property
    def parent(self) -> str:
        """The address of the style that a “dependent” one refers to, else ""."""
        link = "./cs:info/cs:link[@rel='independent-parent']"
        found = self.root.xpath_search(link)
        return str(found[0].get("href", "")) if found else ""

    @property
    def numeric(self) -> bool:
        """Whether works have numbers."""
        found = self.root.xpath_search("./cs:info/cs:category[@citation-format]")
        return any(each.get("citation-format") == "numeric" for each in found)

    @property
    def ranges(self) -> str | None:
        """What stands between numbers of which three in a row become “4–6”, if they do."""
        if self.root.citation.get("collapse") != "citation-number":
            return None
        return str(self.root.citation.layout.get("delimiter", ""))

    @property
    def letters(self) -> bool:
        """Whether works of one name and year are told apart by letters."""
        return bool(self.root.citation.get("disambiguate-add-year-suffix") == "true")

    def term(self, name: str) -> str:
        """A word of the style in the book's language."""
        return str(self.root.citation.get_single_term(name=name))


def _locale_name(language: str) -> str:
    """The locale of a language tag, American English for one that CSL has not."""
    parts = language.replace("_", "-").split("-")
    exact = "-".join((parts[0].lower(), *(part.upper() for part in parts[1:2])))
    if exact in LANGUAGE_NAMES:
        return exact
    return str(PRIMARY_DIALECTS.get(parts[0].lower(), "en-US"))
