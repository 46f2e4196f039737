"""Listings → runs of text with a class for each kind of word.

Pygments finds the words; its styles are not used, since few of them keep their contrast
on paper. The classes are the dozen of `styles/code.css`, told apart by form first.
"""

import pickle
from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.model.displays import CodeBlock
from octavo.plates.plate import Drawable, Materials, Placed, Plate

Tokens = tuple[tuple[str, str], ...]

# First match on the way from a token type up to its root wins (`Token.Name.Class` is
# looked up before `Token.Name`); the types are those of Pygments' “Builtin Tokens”.
CLASSES: dict[str, str] = {
    "Comment": "hl-comment",
    "Comment.Preproc": "hl-keyword",
    "Comment.PreprocFile": "hl-string",
    "Generic.Deleted": "hl-deleted",
    "Generic.Emph": "hl-emphasis",
    "Generic.Heading": "hl-heading",
    "Generic.Inserted": "hl-inserted",
    "Generic.Output": "hl-output",
    "Generic.Prompt": "hl-prompt",
    "Generic.Strong": "hl-name",
    "Generic.Subheading": "hl-heading",
    "Keyword": "hl-keyword",
    "Keyword.Constant": "hl-number",
    "Keyword.Type": "hl-builtin",
    "Literal.Number": "hl-number",
    "Literal.Date": "hl-number",
    "Literal.String": "hl-string",
    "Name.Attribute": "hl-builtin",
    "Name.Builtin": "hl-builtin",
    "Name.Class": "hl-name",
    "Name.Constant": "hl-number",
    "Name.Decorator": "hl-builtin",
    "Name.Exception": "hl-builtin",
    "Name.Function": "hl-name",
    "Name.Tag": "hl-keyword",
    "Operator.Word": "hl-keyword",
}

# Fences say these for text of no language; asking Pygments would only cost its import.
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output"})


def _class_of(parts: tuple[str, ...]) -> str:
    """The class of a token type given as its path, "" for what is set plain."""
    for end in range(len(parts), 0, -1):
        found = CLASSES.get(".".join(parts[:end]))
        if found is not None:
            return found
    return ""


def tokens_of(language: str, text: str) -> Tokens:
    """`text` as (class, text) runs that join to it; neighbours of one class merged.

    A language Pygments does not know gives one plain run, without a word about it
    (dialect rule R8.7), and so does a lexer that loses or adds characters. Empty text
    gives no runs.
    """
    plain: Tokens = (("", text),) if text else ()
    if language.lower() in _PLAIN or not text:
        return plain
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return plain
    runs: list[tuple[str, str]] = []
    for kind, piece in lexer.get_tokens(text):
        name = _class_of(tuple(kind))
        if runs and (runs[-1][0] == name or not piece.strip(" \t")):
            # Blanks look alike in every class; a run of its own for each would
            # double the size of the page.
            runs[-1] = (runs[-1][0], runs[-1][1] + piece)
        elif piece:
            runs.append((name, piece))
    joined = "".join(piece for _, piece in runs)
    return tuple(runs) if joined == text else plain


def _source(node: Drawable, given: Materials) -> bytes | None:
    assert isinstance(node, CodeBlock)
    if node.language.lower() in _PLAIN or not node.text:
        return None
    return f"{node.language}\n{node.text}".encode()


def _draw(source: bytes) -> bytes:
    language, _, text = source.decode().partition("\n")
    return pickle.dumps(tokens_of(language, text))


def _place(node: Drawable, proof: bytes) -> Outcome[Placed]:
    assert isinstance(node, CodeBlock)
    tokens: Tokens = pickle.loads(proof) if proof else tokens_of("", node.text)
    return Outcome(Placed(node=replace(node, tokens=tokens)))


PLATE = Plate(
    name="code",
    revision=1,
    packages=("pygments",),
    source=_source,
    draw=_draw,
    place=_place,
)
