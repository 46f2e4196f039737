"""Exit codes, and what each of them means (README, “When it complains”)."""

from enum import IntEnum

from octavo.diagnostics import Lacking, Severity
from octavo.model.proof import Proof


class Ending(IntEnum):
    """How a command ends; DEFECT is EX_SOFTWARE of sysexits.h."""

    DONE = 0
    SOURCE = 1
    USAGE = 2
    LACKING = 3
    DEFECT = 70
    INTERRUPTED = 130


def ending(proof: Proof) -> Ending:
    """The ending that a proof's gravest fault asks for.

    A bad handbook.toml and an output folder that cannot be used are wrong usage, which
    comes before faults of the source: they say little while it is there.
    """
    errors = {
        told.code for told in proof.diagnostics if told.severity is Severity.ERROR
    }
    if any(code.startswith("config-") or code == "out-folder" for code in errors):
        return Ending.USAGE
    return Ending.SOURCE if errors else Ending.DONE


def lacking(lack: Lacking) -> str:
    """What is said of something the machine lacks, in two lines."""
    return f"octavo: this machine lacks {lack.what}\n  {lack.mend}"
