"""What a user sees whom permissions bind, whoever runs the tests."""

import os
from collections.abc import Callable


def as_somebody_else(look: Callable[[], object]) -> str:
    """What `look` gives to such a user, in words; why it failed if it did."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "raised no OSError"
        try:
            # Nothing is closed to root.
            if os.geteuid() == 0:
                os.setuid(65534)
            said = repr(look())
        except OSError as problem:
            said = f"raised {problem!r}"
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
