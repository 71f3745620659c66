"""How are the golden files written anew? `python -m tests.golden`, or into another folder: `… FOLDER`."""

import sys
import tempfile
from pathlib import Path

from tests.golden import vault, whole


def main() -> None:
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else whole.KEPT
    with tempfile.TemporaryDirectory() as made:
        vault.make(Path(made) / "vault")
        texts = whole.read(Path(made) / "vault")
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*.json"):
        old.unlink()
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
    print(f"{len(texts)} files, {sum(map(len, texts.values())) // 1024} KB in {place}")


main()
