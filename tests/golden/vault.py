"""Which vault are the golden files read from? A demo made with one seed, on one day, with the same codes each time."""

import random
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest

from app import demo
from app.vault import access, keys
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.made_once import made_once

# A Monday, a quarter past ten in the office.
NOW = datetime(2026, 11, 30, 3, 15, tzinfo=UTC)
# Another size and seed than the demo's own, so that the services make each record.
RECORDS, SEED = 48, 11

Drawn = TypeVar("Drawn")


def make(folder: Path) -> None:
    """Make the vault in a new folder. Random codes and account ids are drawn from a seed, so that their order holds."""
    numbers = random.Random(SEED)
    streams: dict[str, random.Random] = {}

    def choice(among: Sequence[Drawn]) -> Drawn:
        # A stream for each alphabet: a longer one-time password does not change the codes of clients.
        return streams.setdefault(str(among), random.Random(SEED)).choice(among)

    def identity() -> uuid.UUID:
        return uuid.UUID(int=numbers.getrandbits(128), version=4)

    with ExitStack() as stack:
        stack.enter_context(alone(folder.parent))
        stack.enter_context(patch("secrets.choice", choice))
        for name in ("app.vault.founding.uuid4", "app.registry.accounts.uuid4"):
            stack.enter_context(patch(name, identity))
        demo.make(folder, RECORDS, SEED)


def ready(factory: pytest.TempPathFactory) -> Path:
    """The vault, made once for a whole run; whoever reads it reads a copy, since opening a record is audited."""
    return made_once(factory, "golden-vault", lambda place: make(place / "vault")) / "vault"


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """The clock of every session stands still, and what the app keeps on this computer goes to a folder of its own."""

    def clock(session: Session) -> datetime:
        return session._clock or NOW

    with (
        patch.object(Session, "clock", clock),
        patch("app.vault.throttle.state_folder", lambda: state),
        patch.object(keys, "stretch", cache(keys.stretch)),
    ):
        yield


@contextmanager
def signed_in(folder: Path) -> Iterator[dict[tuple[Unit, Level], Session]]:
    """A session for each account of the demo, all on this vault; needs `alone`."""
    with access.open_vault(folder) as vault:
        sessions = {(unit, level): access.sign_in(vault, user, demo.PASSWORD) for user, _, unit, level in demo.PEOPLE}
        try:
            yield sessions
        finally:
            for session in sessions.values():
                session.close()
