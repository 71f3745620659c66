"""Keep a vault of this version for the tests of later ones: `.venv/bin/python tests/migrations/keep.py 0.1.0`.

Run once for each release, from the release itself, and commit `tests/migrations/kept/<version>.zip`. Later versions
must open it and find what `KEPT` says. Its password is the demo's and no secret.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

FOLDER = Path(__file__).resolve().parent / "kept"
RECORDS, SEED = 24, 7


def main(version: str) -> Path:
    """Make a small demo vault and pack its files."""
    from app import demo

    target = FOLDER / f"{version}.zip"
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "vault"
        demo.make(place, RECORDS, SEED)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(place.iterdir()):
                if file.is_file() and file.name != "vault.lock":
                    archive.write(file, file.name)
    return target


if __name__ == "__main__":
    print(main(sys.argv[1]).relative_to(ROOT))
