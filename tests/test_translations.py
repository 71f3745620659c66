"""Has every text that a person may see its Vietnamese?"""

import ast
import json
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "resources" / "translations" / "vi"
MARKS = {"tr", "N_"}
SENTENCE = re.compile(r"[A-Z“][^\n]* [^\n]*[.?!]")
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


@cache  # parsed once for all tests of this file, which only read them
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "app").rglob("*.py"))}


def called(name: ast.expr) -> str:
    return name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")


def error_classes(modules: dict[Path, ast.Module]) -> set[str]:
    """AppError and everything that inherits from it, wherever it stands."""
    bases = {
        node.name: {called(base) for base in node.bases}
        for tree in modules.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"AppError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def literals(expression: ast.expr) -> Iterator[str]:
    """The strings an argument may be: itself, or either branch of a choice."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from literals(expression.body)
        yield from literals(expression.orelse)


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string that reads as a sentence. The vault lies under `app.common` and cannot mark its texts."""
    documentation = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in documentation
            and SENTENCE.fullmatch(node.value)
        ):
            yield node.lineno, node.value


@cache
def texts() -> dict[str, str]:
    """Each text that needs a translation, and the first place where it stands."""
    modules = trees()
    names = MARKS | error_classes(modules)
    found: dict[str, str] = {}
    for path, tree in modules.items():
        place = path.relative_to(ROOT).as_posix()
        if place.startswith("app/vault/"):
            for line, text in sentences(tree):
                found.setdefault(text, f"{place}:{line}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and called(node.func) in names:
                for text in literals(node.args[0]):
                    found.setdefault(text, f"{place}:{node.lineno}")
    return found


def catalogues() -> dict[str, dict[str, str]]:
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(CATALOGUES.glob("*.json"))
        if file.stem != "qt"  # Qt's own strings, by context
    }


@pytest.fixture(scope="module")
def vietnamese() -> dict[str, str]:
    return {source: text for area in catalogues().values() for source, text in area.items()}


def test_the_extraction_finds_what_it_should() -> None:
    found = texts()
    assert "The vault is locked. Sign in again; nothing was lost." in found
    assert "The signature of the entry is wrong." in found
    assert "viewer" in found


def test_every_text_has_its_vietnamese(vietnamese: dict[str, str]) -> None:
    missing = [f"{place}  {text}" for text, place in texts().items() if not vietnamese.get(text, "").strip()]
    assert not missing, "without a translation:\n" + "\n".join(sorted(missing))


def test_one_text_has_one_translation() -> None:
    known: dict[str, tuple[str, str]] = {}
    clashes = []
    for area, entries in catalogues().items():
        for source, text in entries.items():
            first, said = known.setdefault(source, (area, text))
            if said != text:
                clashes.append(f"{source!r}: {said!r} in {first}, {text!r} in {area}")
    assert not clashes, "\n".join(clashes)


def test_a_translation_keeps_the_placeholders(vietnamese: dict[str, str]) -> None:
    changed = [
        f"{source!r} -> {text!r}"
        for source, text in vietnamese.items()
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(text))
    ]
    assert not changed, "\n".join(changed)


def test_a_translation_is_composed_unicode(vietnamese: dict[str, str]) -> None:
    import unicodedata

    assert [text for text in vietnamese.values() if unicodedata.normalize("NFC", text) != text] == []


def test_unused_translations_are_named(vietnamese: dict[str, str]) -> None:
    """A warning only: a text may be put together from data, or its screen may still be on its way."""
    written = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = sorted(set(vietnamese) - set(texts()) - written)
    if unused:
        warnings.warn(f"{len(unused)} translations are not used: {unused[:10]}", stacklevel=1)
    assert len(unused) < len(vietnamese)
