"""Where the program begins: `octavo`, `python -m octavo`, and `build.py`."""

import sys
from collections.abc import Sequence

# `octavo.cli.endings` has it, which may not be loaded yet when it is asked for.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; whoever interrupts it while it is loaded sees no traceback."""
    try:
        from octavo.cli import main as run

        run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
