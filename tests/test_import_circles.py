"""Does the contract on circles of imports see them, wherever the import stands?"""

from pathlib import Path

import grimp
import pytest

from tests.import_circles import circles, described

LOWER = "def ask():\n    from circled import upper\n    return upper\n"


def graph_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lower: str) -> grimp.ImportGraph:
    package = tmp_path / "circled"
    package.mkdir()
    for name, text in {"__init__": "", "upper": "from circled import lower\n", "lower": lower}.items():
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    return grimp.build_graph("circled", exclude_type_checking_imports=True, cache_dir=None)


def test_an_import_inside_a_function_closes_a_circle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(tmp_path, monkeypatch, LOWER)
    [circle] = circles(graph)
    assert described(graph, circle) == [
        "circled.lower:2 imports circled.upper",
        "circled.upper:1 imports circled.lower",
    ]


def test_what_only_the_type_checker_imports_closes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_for_types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from circled import upper\n"
    assert circles(graph_of(tmp_path, monkeypatch, only_for_types)) == []
