"""How is a connection to SQLCipher opened, before any key or guard is given to it?"""

from collections.abc import Mapping

import sqlcipher3.dbapi2 as sqlcipher

from app.vault.compartments import Compartment
from app.vault.guard import Guard


class Opened(sqlcipher.Connection):  # type: ignore[misc]
    """A connection with its guard, and the counters of the schemas that were compared on it."""

    guard: Guard
    cookies: Mapping[Compartment, int]


def opened(target: str) -> Opened:
    """A connection that writes no log and begins no transaction by itself."""
    raw: Opened = sqlcipher.connect(
        target,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        # Each statement is asked about anew when it is prepared (the guard): a save uses more than the default keeps.
        cached_statements=512,
        factory=Opened,
    )
    # SQLCipher writes its own log to stderr, where the command line promises one sentence.
    raw.execute("PRAGMA cipher_log_level = NONE")
    return raw
