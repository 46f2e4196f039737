"""What the renderer loads and hardly ever uses, loaded when it is used.

Fonts are cut down by HarfBuzz. The package that did so before takes a fifth of the time
of loading the renderer; variable fonts need it, and machines with an old HarfBuzz.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_SUBSET = "fontTools.subset"
_INSTANCER = "fontTools.varLib.instancer"


class _Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


def _instantiated(*given: Any, **named: Any) -> Any:
    return import_module(_INSTANCER).instantiateVariableFont(*given, **named)


@contextmanager
def deferred() -> Iterator[None]:
    """While the block runs, who imports these modules gets what stands for them.

    Behind it they are themselves for everybody else.
    """
    instancer = _Later(_INSTANCER)
    # Taken out of the module when that is imported, and not looked up in it later.
    vars(instancer)["instantiateVariableFont"] = _instantiated
    standing = {
        name: module
        for name, module in ((_SUBSET, _Later(_SUBSET)), (_INSTANCER, instancer))
        if name not in sys.modules
    }
    sys.modules.update(standing)
    try:
        yield
    finally:
        for name in standing:
            del sys.modules[name]
