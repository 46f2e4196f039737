"""`python -m tests.inspector FILE`: what is wrong with a finished PDF, as JSON."""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from inspector.copy import INNER, PAPERS, Copy
from inspector.criteria import CRITERIA, inspected

parser = argparse.ArgumentParser(prog="python -m tests.inspector", description=__doc__)
parser.add_argument("file", type=Path)
parser.add_argument("--paper", choices=PAPERS, default="b5")
parser.add_argument("--bound", action="store_true", help="the edition for a printer")
asked = parser.parse_args()
inner = INNER[asked.paper] if asked.bound else 0.0
found = inspected(Copy(asked.file.read_bytes(), PAPERS[asked.paper], inner))
told = {name: found.get(name, []) for name in CRITERIA}
sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
sys.exit(bool(found))
