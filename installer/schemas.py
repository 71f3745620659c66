"""Write what the migrations make, revision by revision: `.venv/bin/python installer/schemas.py [COMPARTMENT …]`.

The app compares each file of a vault with `db/migrations/<compartment>/schemas/<revision>.json` before it believes
anything in it. Run it after a migration was corrected by hand (`installer/revision.py` runs it for a new one); a
test compares the files with what the migrations make.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main(names: list[str]) -> list[Path]:
    """Write the schemas of all revisions of the compartments named, or of all; returns the files that changed."""
    from app.vault import schema_check, schema_made
    from app.vault.compartments import Compartment

    written = []
    for compartment in map(Compartment, names or list(Compartment)):
        for revision in schema_check.revisions(compartment):
            path = schema_check.file_of(schema_made.MIGRATIONS, compartment, revision)
            text = rendered(compartment, revision)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
                written.append(path)
    return written


def rendered(compartment: Any, revision: str) -> str:
    """The content of a revision's file: what the migrations make up to it, a line for each part."""
    from app.vault import schema_made

    parts = schema_made.made(compartment, revision)
    return "[\n" + ",\n".join(json.dumps(list(part), ensure_ascii=False) for part in parts) + "\n]\n"


if __name__ == "__main__":
    for path in main(sys.argv[1:]):
        print(path.relative_to(ROOT))
