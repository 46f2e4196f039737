"""The row type of `octavo.passes.PASSES`: one concern of settling a book."""

from collections.abc import Callable
from typing import TypeAlias

from octavo.diagnostics import Outcome
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.vault import Vault

Pass: TypeAlias = Callable[[Book, Library, Vault, Config], Outcome[Book]]
"""A book → the book with one more thing settled, and what there is to say about it."""
