"""Write every Word template into resources/documents."""

from pathlib import Path

from installer.documents import TEMPLATES

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "documents"

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        make().save(str(FOLDER / f"{name}.docx"))
