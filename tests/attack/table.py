"""Which attacks are there? Every module of this folder that has `ATTACKS`: name to function."""

import pkgutil
from importlib import import_module

import tests.attack
from tests.attack.outcome import Attack


def attacks() -> dict[str, Attack]:
    """All attacks by name, in the order of their modules."""
    found: dict[str, Attack] = {}
    for module in sorted(pkgutil.iter_modules(tests.attack.__path__), key=lambda item: item.name):
        if module.name.startswith(("_", "test_")):
            continue
        found |= getattr(import_module(f"tests.attack.{module.name}"), "ATTACKS", {})
    return found
