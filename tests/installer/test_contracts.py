"""Do the import contracts bite? Each is broken once, in a small copy of the tree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
PACKAGES = re.findall(r"\w+", " ".join(CONTRACTS["contracts"][0]["layers"]))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The app's packages as they are meant to know one another, with nothing in them."""
    app = tmp_path / "app"
    allowed = {
        "common": "import app.vault",
        "registry": "import app.common",
        "police": "import app.registry",
        "exchange": "import app.registry",
        "kinds": "import app.police, app.health, app.social",
        "cli": "import app.kinds, app.exchange, app.police",
        "desktop": "import app.kinds, app.police\nfrom PySide6.QtWidgets import QWidget",
    }
    for package in PACKAGES:
        (app / package).mkdir(parents=True)
        (app / package / "__init__.py").write_text(allowed.get(package, ""), encoding="utf-8")
    (app / "__init__.py").touch()
    (app / "__main__.py").write_text("import app.cli, app.desktop", encoding="utf-8")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; "
    code += "raise SystemExit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tree,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "200"},
    )


def test_the_tree_as_it_is_meant_keeps_every_contract(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr


def test_units_that_do_not_exist_yet_are_no_fault(tree: Path) -> None:
    for later in ("health", "social", "plan"):
        shutil.rmtree(tree / "app" / later)
    (tree / "app" / "kinds" / "__init__.py").write_text("import app.police", encoding="utf-8")
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("vault", "app.common", "Each layer knows only what lies under it"),
        ("common", "app.registry", "Each layer knows only what lies under it"),
        ("registry", "app.police", "Each layer knows only what lies under it"),
        ("police", "app.kinds", "Each layer knows only what lies under it"),
        ("cli", "app.desktop", "Each layer knows only what lies under it"),
        ("police", "app.health", "No unit knows another, nor the plan, nor the exchange"),
        ("health", "app.social", "No unit knows another, nor the plan, nor the exchange"),
        ("police", "app.exchange", "No unit knows another, nor the plan, nor the exchange"),
        ("social", "app.plan", "No unit knows another, nor the plan, nor the exchange"),
        ("exchange", "app.police", "No unit knows another, nor the plan, nor the exchange"),
        ("plan", "app.health", "No unit knows another, nor the plan, nor the exchange"),
        ("common", "PySide6.QtCore", "Qt stays in the window"),
        ("cli", "PySide6", "Qt stays in the window"),
    ],
)
def test_a_forbidden_import_is_found(tree: Path, importer: str, imported: str, contract: str) -> None:
    # Inside a function, where it is easily overlooked.
    (tree / "app" / importer / "hidden.py").write_text(
        f"def later() -> None:\n    import {imported}\n", encoding="utf-8"
    )
    done = lint(tree)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def test_a_new_package_must_be_given_its_layer(tree: Path) -> None:
    (tree / "app" / "extras").mkdir()
    (tree / "app" / "extras" / "__init__.py").touch()
    assert lint(tree).returncode == 1
