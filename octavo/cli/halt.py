"""Being told to end, from outside: by a supervisor, by a terminal that is closed."""

import signal
from types import FrameType

# Ctrl-C is Python's own matter.
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
# Shells say so much more than its number of a program that a signal ended.
_MORE = 128


class Halt:
    """Whether the process was told to end; that interrupts it as Ctrl-C does."""

    def __init__(self) -> None:
        self._by: signal.Signals | None = None

    def __bool__(self) -> bool:
        """Whether it was told."""
        return self._by is not None

    @property
    def code(self) -> int:
        """What the process ends with, if it was told."""
        return _MORE + (self._by or 0)

    def listen(self) -> None:
        """Hear it from now on; what this process is to ignore (`nohup`) it ignores."""
        for each in _SIGNALS:
            if signal.getsignal(each) is signal.SIG_DFL:
                signal.signal(each, self._hear)

    def _hear(self, number: int, _: FrameType | None) -> None:
        self._by = signal.Signals(number)
        for each in _SIGNALS:
            # It is on its way, and has to clear away.
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt
