"""How is much work done by the verbs of every day, but in one transaction? For demo data, thousands of acts at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment
from app.vault.session import Session, Work


class OneTransaction(Session):
    """A session whose every `work` is the one transaction that is open; all else is the session itself."""

    __slots__ = ("_db", "_session")

    def __init__(self, session: Session, db: Orm) -> None:
        # No second state: keys, clock and directory are those of the session, whichever of the two changes them.
        self.__dict__ = session.__dict__
        self._session, self._db = session, db

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
