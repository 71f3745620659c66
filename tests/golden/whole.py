"""Which golden files are there, and what is in them today? `read` gives their texts by name."""

import shutil
import tempfile
from pathlib import Path

from app.common import i18n
from app.kinds import KINDS
from tests.golden import audit, details, documents, vault
from tests.golden.writing import text_of

KEPT = Path(__file__).with_name("kept")


def read(folder: Path) -> dict[str, str]:
    """The text of each file, read from a copy of a vault that `vault.make` made: opening a record writes its audit."""
    i18n.set_language("vi")
    with tempfile.TemporaryDirectory() as place:
        copied = Path(place) / "vault"
        shutil.copytree(folder, copied)
        with vault.alone(Path(place)), vault.signed_in(copied) as sessions:
            names = {session.account.id: session.account.user for session in sessions.values()}
            found = {f"{first}.audit": told for first, told in audit.of_everything(sessions, names).items()}
            found |= {f"{first}.past": told for first, told in details.of_everything(sessions).items()}
            for kind in KINDS.values():
                for what, content in documents.of_kind(kind, sessions, Path(place)).items():
                    found[f"{kind.name}.{what}"] = content
    return {f"{name}.json": text_of(content, names) for name, content in found.items()}
