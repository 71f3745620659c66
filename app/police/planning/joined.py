"""How do the verbs of an inspection run inside a transaction of the plan? All of it is stored, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment
from app.vault.session import Session, Work


class _Joined:
    """A session whose `work` is the transaction that is open; all else is the session itself."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work.session, name)

    @contextmanager
    def work(self, compartment: Compartment) -> Iterator[Work]:
        if compartment is not self._work.compartment:
            raise RuntimeError(f"one transaction writes {self._work.compartment}, not {compartment}")
        yield self._work

    @contextmanager
    def read(self) -> Iterator[Orm]:
        yield self._work.db


def joined(work: Work) -> Session:
    """The person's session, to call a verb of the same compartment with inside the open transaction."""
    return cast(Session, _Joined(work))
