"""Where the program begins: `octavo`, `python -m octavo`, and `build.py`."""

import atexit
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

# `octavo.cli.endings` has it, which may not be loaded yet when it is asked for.
_INTERRUPTED = 130
# So many may look on at once.
_TOOLS = 6


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; whoever interrupts it while it is loaded sees no traceback."""
    try:
        from octavo.cli import main as run

        run(arguments)
    except (KeyboardInterrupt, RuntimeError) as error:
        # What interrupts the making of a class is wrapped by Python before 3.12.
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):
            raise
        sys.stderr.write("interrupted\n")
        sys.exit(_INTERRUPTED)
    except SystemExit as end:
        _leave(int(end.code or 0))


def _leave(ending: int) -> NoReturn:
    """End the process, when all is written and nobody works for it any more.

    To take a book apart object by object, as Python does at its end, is for nothing; what
    has to be cleared away is done. Whoever looks on as the program runs has yet to write down
    what was seen.
    """
    if sys.getprofile() or sys.gettrace() or _monitored():
        sys.exit(ending)
    atexit._run_exitfuncs()  # there is no other way to have it done now
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(ending)


def _monitored() -> bool:
    """Whether a tool looks on as they do since Python 3.12 (PEP 669), its profiler too."""
    monitoring = getattr(sys, "monitoring", None)
    return monitoring is not None and any(map(monitoring.get_tool, range(_TOOLS)))


if __name__ == "__main__":
    main()
