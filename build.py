"""Builds the handbook beside this file; takes the options of `octavo build`."""

import sys
from pathlib import Path

from octavo.__main__ import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:], str(Path(__file__).resolve().parent)])
