"""The EPUB: EPUB 3.3 that also opens where only EPUB 2 is known.

`layout` says which files there are, `documents` makes text files of the sheets,
`styles` the style sheet, `cover` the picture, `metadata` and `access` what the package
says of itself, `ncx` the old contents; `package` writes the file.
"""

from hashlib import sha256

from octavo.diagnostics import Outcome
from octavo.editions.epub.layout import plan
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench
from octavo.model.config import Config
from octavo.model.edition import Edition, Setting
from octavo.model.galley import Galley


def values(config: Config) -> tuple[tuple[str, str], ...]:
    """What `finish` must know: whether the handbook brings styles of its own."""
    own = bool(config.styles.folder or config.styles.tokens)
    return (("restyled", "true" if own else "false"),)


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """`SLUG.epub`."""
    from octavo.editions.epub.packing import packed

    data = packed(galley, bench)
    made = Artifact(
        edition=galley.edition,
        name=f"{galley.metadata.slug}.epub",
        media_type="application/epub+zip",
        data=data,
        digest=sha256(data).hexdigest(),
    )
    return Outcome((made,))


EDITION = Edition(
    name="epub",
    about="an EPUB for reading devices and apps",
    templates="epub",
    styles=("tokens", "epub"),
    setting=Setting(
        footnotes="end",
        formulas="mathml",
        page_numbers=False,
        files=True,
        suffix=".xhtml",
    ),
    plan=plan,
    values=values,
    finish=finish,
)
