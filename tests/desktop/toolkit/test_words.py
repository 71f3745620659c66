"""Every word of the toolkit has its Vietnamese."""

import ast
import json
from pathlib import Path

from app.common.i18n import CATALOGUES

DESKTOP = Path(__file__).resolve().parents[3] / "app" / "desktop"
PARTS = [*(DESKTOP / "widgets").glob("*.py"), *(DESKTOP / "shell").glob("*.py"), DESKTOP / "background.py"]


def sources() -> set[str]:
    return {
        str(node.args[0].value)
        for file in PARTS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "N_")
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    catalogue = json.loads((CATALOGUES / "vi" / "toolkit.json").read_text(encoding="utf-8"))
    assert sources() - set(catalogue) == set()
    assert set(catalogue) - sources() == set()
