"""`python -m tests.fidelity SOURCE EPUB PDF`: what the books lost of their source."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from expected import Expected
from judge import judge
from report import as_json, table

parser = argparse.ArgumentParser(prog="python -m tests.fidelity", description=__doc__)
parser.add_argument("source", type=Path)
parser.add_argument("epub", type=Path)
parser.add_argument("pdf", type=Path)
parser.add_argument(
    "--out", action="append", default=[], help="a note the book leaves out"
)
parser.add_argument("--mdbook", action="store_true", help="read as mdBook does")
parser.add_argument("--json", type=Path, help="write every number into this file")
asked = parser.parse_args()
expected = Expected(
    asked.source,
    left_out=asked.out,
    mdbook=asked.mdbook,
    formulas=not asked.mdbook,
)
judgement = judge(expected, asked.epub, asked.pdf)
sys.stdout.write(table(asked.source.name, judgement))
for fault in judgement.faults():
    sys.stdout.write(f"{fault}\n")
if asked.json:
    asked.json.write_text(as_json(judgement), encoding="utf-8")
sys.exit(bool(judgement.faults()))
