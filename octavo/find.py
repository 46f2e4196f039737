"""Where the product's own templates and styles lie: in a checkout or in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def product_folder(name: str) -> Path:
    """The folder `templates` or `styles` that belongs to this octavo.

    A wheel carries both inside the package; a checkout keeps them beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def files(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """All files below `folder` as (path with `/`, bytes), sorted by path."""
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
