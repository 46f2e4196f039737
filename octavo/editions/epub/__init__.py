"""The EPUB: EPUB 3.3 that also opens where only EPUB 2 is known.

`layout` says which files there are, `documents` makes text files of the sheets,
`styles` the style sheet, `cover` the picture, `metadata` and `access` what the package
says of itself, `ncx` the old contents; `entry` packs each file, `package` puts them
together, and `shops` tells of what shops and devices will not take.
"""

from hashlib import sha256
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Outcome, Span
from octavo.editions.epub.layout import plan
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench
from octavo.model.config import Config
from octavo.model.edition import Edition, Setting
from octavo.model.galley import Galley, Unfit


def values(config: Config) -> tuple[tuple[str, str], ...]:
    """What `finish` must know of the configuration.

    Who says that the book conforms, what of its title and language is said there, and
    what is to be left out.
    """
    unwanted = [
        name
        for name, wanted in (
            ("fonts", config.epub.fonts),
            ("page_list", config.epub.page_list),
        )
        if not wanted
    ]
    return (
        ("certified_by", config.epub.certified_by.strip()),
        ("unwanted", " ".join(unwanted)),
        ("language", config.handbook.language.strip()),
        ("title", config.handbook.title.strip()),
    )


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """`SLUG.epub`; none, and an error, where a template of the handbook is at fault."""
    from octavo.editions.epub.packing import packed

    try:
        data, told = packed(galley, bench)
    except Unfit as unfit:
        if not unfit.sheet.template:
            raise
        place = Span.whole(PurePosixPath(unfit.sheet.template))
        return Outcome((), (tell("template-error", place, why=unfit.why),))
    made = Artifact(
        edition=galley.edition,
        name=f"{galley.metadata.slug}.epub",
        media_type="application/epub+zip",
        data=data,
        digest=sha256(data).hexdigest(),
    )
    return Outcome((made,), told)


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
