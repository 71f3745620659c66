"""How is much work done by the verbs of every day, but in one transaction? For demo data, thousands of acts at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment
from app.vault.session import Session, Work


class OneTransaction:
    """A session whose every `work` is the one transaction that is open; all else is the session itself."""

    def __init__(self, session: Session, db: Orm) -> None:
        self._session, self._db = session, db

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    @contextmanager
    def work(self, compartment: Compartment) -> Iterator[Work]:
        """The open transaction, at the moment it is by the session's clock."""
        work = Work(self._db, self._session, compartment, self._session.clock())
        yield work
        work.finish()

    @contextmanager
    def read(self) -> Iterator[Orm]:
        """The same view as what is being written."""
        yield self._db
