"""Where the words of a language may be divided: read once, and kept.

The renderer's hyphenation reads its patterns from a text in every process: sixty-six
thousand of them for German, which takes as long as loading all the rest.
"""

import pickle

from weasyprint.text.line_break import pyphen

from octavo.makers import renderer
from octavo.model.bench import Store


def ready_hyphens(stock: Store, language: str) -> None:
    """Have the patterns of `language` at hand, from the stock if it has them."""
    path = pyphen.LANGUAGES.get(pyphen.language_fallback(language))
    if path is None or path in pyphen.hdcache:
        return
    key = f"{path.stem} {renderer()}"
    kept = stock.get(key)
    if kept is None:
        made = pyphen.HyphDict(path)
        stock.put(key, pickle.dumps((made.patterns, made.maxlen)))
    else:
        made = pyphen.HyphDict.__new__(pyphen.HyphDict)
        made.patterns, made.maxlen = pickle.loads(kept)
        made.cache = {}
    pyphen.hdcache[path] = made
