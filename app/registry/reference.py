"""What do the reference files in `resources/reference` put into a list of the office at the beginning?"""

import json
from pathlib import Path
from typing import Any

from app.common.dates import stored_day
from app.common.text import nfc

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"


def entries(name: str) -> list[dict[str, Any]]:
    """The rows of a catalogue as its file has them, under the names of the table's columns."""
    stored: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return [
        {
            "catalogue": name,
            "code": item["code"],
            "name": nfc(item["name"]),
            "position": position,
            "active": True,
            "basis": item.get("basis", ""),
            "verified": item.get("verified", False),
            "in_force_from": stored_day(item.get("in_force_from")),
            "in_force_to": stored_day(item.get("in_force_to")),
            "facts": item.get("facts", {}),
        }
        for position, item in enumerate(stored["items"])
    ]
