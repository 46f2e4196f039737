"""What a title page says: from the configuration, else from the source itself."""

from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from octavo.assemble.site import Site, site
from octavo.bounds import is_language
from octavo.collate import index_note, names_contents, names_home, prettified
from octavo.mdbook import mdbook
from octavo.model.book import Metadata
from octavo.model.config import Config
from octavo.model.document import Document, Library
from octavo.model.vault import Kind, Vault
from octavo.slug import file_slug
from octavo.words import direction


def imprint(vault: Vault, library: Library, config: Config) -> Metadata:
    """The metadata of the book; title, language, identifier and slug are never empty.

    Without a title in the configuration it is that of the site, else of the root's home
    note, else of its contents note, else the folder's name. The identifier follows from
    title and language (RFC 9562, 5.5), so that a new version of a book keeps it.
    """
    said = config.handbook
    front = _front(vault, library)
    whole = site(dict(vault.settings)) if vault.chosen is None else Site()
    named = (
        said.title,
        whole.title,
        _own_title(front),
        prettified(vault.name),
        "Untitled",
    )
    title = next(name for name in named if name.strip())
    own = front.properties if front else None
    spoken = whole.language if is_language(whole.language) else ""
    language = said.language or spoken or (own.language if own else "") or "en"
    name = f"octavo:{language}:{title}"
    toml = dict(vault.settings).get(PurePosixPath("book.toml"), "")
    asked = mdbook(toml).direction if vault.kind is Kind.MDBOOK else ""
    return Metadata(
        title=title,
        language=language,
        identifier=said.identifier or f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        slug=said.slug or file_slug(title),
        subtitle=said.subtitle or whole.subtitle,
        authors=said.authors or whole.authors or (own.authors if own else ()),
        version=said.version,
        licence=said.licence,
        description=said.description
        or whole.description
        or (own.description if own else ""),
        keywords=own.tags if own else (),
        direction=asked or direction(language),
    )


def _own_title(front: Document | None) -> str:
    """The title of the note that speaks for all, unless it only says “Contents”."""
    if front is None or names_contents(front.title) or names_home(front.title):
        return ""
    return front.title


def _front(vault: Vault, library: Library) -> Document | None:
    """The note that speaks for the whole source; the chosen one when there is one."""
    if vault.chosen is not None:
        return library.get(vault.chosen)
    root = sorted(path for path in library if path.parent == PurePosixPath())
    titled = [path for path in root if library[path].heading is not None]
    for names in (names_home, names_contents):
        for path in titled:
            if names(path.stem):
                return library[path]
    index = index_note(PurePosixPath(), titled)
    return None if index is None else library[index]
