"""Which public functions of a unit answer an account of some level? All are called, whoever added them."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from types import FunctionType, ModuleType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as Orm

from app.vault.errors import AppError, Refused
from app.vault.session import Session, Work

# Where a unit keeps what window and command line call.
_PUBLIC = ("services", "queries", "reading", "consents", "erasure", "figures", "letters", "retention", "phrases")
_PLAIN = {"int": 1, "str": "x", "date": date(2026, 3, 11)}


def answering(session: Session, unit: ModuleType) -> set[str]:
    """The functions that did not refuse by the account's level, each called with arguments that mean nothing."""
    return {f"{found.__module__}.{found.__name__}" for found in _functions(unit) if not _refused(session, found)}


def _functions(unit: ModuleType) -> Iterator[FunctionType]:
    for info in pkgutil.walk_packages(unit.__path__, unit.__name__ + "."):
        if info.name.rpartition(".")[2].partition("_")[0] not in _PUBLIC:
            continue
        module = importlib.import_module(info.name)
        for name, found in vars(module).items():
            if inspect.isfunction(found) and found.__module__ == info.name and not name.startswith("_"):
                takes = list(inspect.signature(found).parameters.values())
                # What has a transaction of its caller's, or another's record in hand, is called by those that ask.
                inside = any(each.annotation in (Orm, Work) for each in takes)
                if takes and takes[0].name == "session" and not inside:
                    yield found


def _refused(session: Session, found: FunctionType) -> bool:
    needed = [
        each
        for each in list(inspect.signature(found).parameters.values())[1:]
        if each.default is inspect.Parameter.empty
    ]
    values: dict[str, Any] = {each.name: _PLAIN.get(getattr(each.annotation, "__name__", "")) for each in needed}
    try:
        found(session, *[values[each.name] for each in needed])
    except Refused as error:
        return "your account may not" in error.sentence.lower()
    except (AppError, SQLAlchemyError, TypeError, AttributeError, KeyError, ValueError):
        return False  # it went on, and fell over arguments that mean nothing
    return False
