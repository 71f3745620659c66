"""Which public functions of a unit answer an account of some level? All are called, whoever added them."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as Orm

from app.common.imports import ImportKind, ImportPlan, RowError
from app.common.kinds import Kind
from app.kinds import KINDS
from app.vault.errors import AppError, Invalid, Refused
from app.vault.schema import Base
from app.vault.session import Session, Work

# Where a unit keeps what window and command line call.
PUBLIC = (
    "services",
    "queries",
    "reading",
    "consents",
    "erasure",
    "figures",
    "letters",
    "retention",
    "phrases",
    "papers",
)
# What `permissions.require` says.
_BY_LEVEL_OR_UNIT = ("your account may not", "the register is kept by", "the police do this themselves")
# Arguments that mean nothing, and such as a check of its own would find wrong.
_PLAIN = {"int": 1, "str": "x", "date": date(2026, 3, 11), "bytes": b"x", "Path": Path("x")}
_BLANK = {"int": 0, "str": "", "date": date.min, "bytes": b"", "Path": Path(), "Mapping": {"no such condition": "?"}}


def answering(session: Session, *packages: ModuleType, modules: tuple[str, ...] = PUBLIC) -> set[str]:
    """The functions that did not refuse by the account's level or unit, whatever they were called with.

    Each is called with arguments that mean nothing, and with blank ones: whoever checks before asking answers one.
    """
    functions = [found for package in packages for found in _functions(package, modules)]
    return {
        f"{found.__module__}.{found.__name__}"
        for found in functions
        if not all(_refused(session, found, values) for values in _arguments(found))
    }


def _functions(package: ModuleType, modules: tuple[str, ...]) -> Iterator[FunctionType]:
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        last = info.name.rpartition(".")[2].partition("_")[0]
        if last == "demo" or (modules and last not in modules):
            continue
        module = importlib.import_module(info.name)
        for name, found in vars(module).items():
            if inspect.isfunction(found) and found.__module__ == info.name and not name.startswith("_"):
                takes = list(inspect.signature(found).parameters.values())
                if takes and takes[0].annotation in (Session, "Session") and not any(map(_inside, takes)):
                    yield found


def _inside(parameter: inspect.Parameter) -> bool:
    """What has a transaction of its caller's, or a stored row in hand, is called by those that ask."""
    kind = parameter.annotation
    return kind in (Orm, Work) or (inspect.isclass(kind) and issubclass(kind, Base))


def _arguments(found: FunctionType) -> Iterator[list[Any]]:
    needed = [
        getattr(each.annotation, "__name__", "")
        for each in list(inspect.signature(found).parameters.values())[1:]
        if each.default is inspect.Parameter.empty
    ]
    for values in (_PLAIN, _BLANK):
        yield from map(list, product(*(_OF_KINDS.get(name) or (values.get(name),) for name in needed)))


def _refused(session: Session, found: FunctionType, values: list[Any]) -> bool:
    try:
        found(session, *values)
    except Refused as error:
        return any(asked in error.sentence.lower() for asked in _BY_LEVEL_OR_UNIT)
    except (AppError, SQLAlchemyError, TypeError, AttributeError, KeyError, ValueError):
        return False  # it went on, and fell over arguments that mean nothing
    return False


_IMPORTS = tuple(kind.importing for kind in KINDS.values() if kind.importing is not None)
# What the exchange is told of a unit: each of its kinds.
_OF_KINDS: dict[str, tuple[Any, ...]] = {
    Kind.__name__: tuple(kind for kind in KINDS.values() if kind.export is not None),
    ImportKind.__name__: _IMPORTS,
    ImportPlan.__name__: tuple(
        ImportPlan(kind, "", "", 0, (), (), (RowError(0, kind.fields[0].name, Invalid("?")),)) for kind in _IMPORTS
    ),
}
