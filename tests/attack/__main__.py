"""`python -m tests.attack [--short] [--json FILE] [NAME …]`: run the attacks and print what got through."""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from app.vault import throttle
from tests.attack import vaults
from tests.attack.outcome import Field, Outcome
from tests.attack.table import attacks


def main() -> int:
    """Exit code 1 when something got through or was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only attacks whose name begins so")
    parser.add_argument("--short", action="store_true", help="the form of the test suite: seconds instead of minutes")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the table to this file")
    asked = parser.parse_args()
    found = {name: run for name, run in attacks().items() if not asked.names or name.startswith(tuple(asked.names))}
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="nhipcau-attacks-") as folder:
        throttle.state_folder = lambda: Path(folder)
        for name, run in found.items():
            scratch = Path(folder) / name
            scratch.mkdir()
            outcomes[name] = outcome = run(Field(scratch, asked.short))
            print(f"{name:40} {outcome.tries:7} {outcome.got_through:7} {outcome.lost:7}  {outcome.note}", flush=True)
    vaults.forget()
    if asked.json:
        rows = [{"attack": name, **asdict(outcome)} for name, outcome in outcomes.items()]
        asked.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if any(outcome.got_through or outcome.lost for outcome in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
