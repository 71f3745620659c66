"""How long must someone wait after wrong passwords?

Kept beside the person's settings, not in the vault: a wrong password changes nothing in the vault, and
whoever can copy the vault is held up by Argon2id alone. The file holds counts under a keyed name, so it says
neither who tried nor whether the account exists.
"""

import hashlib
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

from app.vault import private_files
from app.vault.errors import TooManyAttempts
from app.vault.folder import write_atomically
from app.vault.keys import user_key

# Wrong attempts that cost nothing (slips of the finger), then 2, 4, 8 … seconds up to five minutes.
FREE_ATTEMPTS = 3
LONGEST_WAIT = 300.0


def wait_after(failures: int) -> float:
    """Seconds to wait after so many wrong passwords in a row."""
    if failures <= FREE_ATTEMPTS:
        return 0.0
    return min(2.0 ** min(failures - FREE_ATTEMPTS, 16), LONGEST_WAIT)


@dataclass(frozen=True)
class Attempts:
    """Wrong passwords in a row for one name in one vault, and when the last one was (seconds since the epoch)."""

    failures: int = 0
    last: float = 0.0


class Throttle:
    """Counts the wrong passwords for one name in one vault, across restarts."""

    def __init__(self, vault_id: str, user: str) -> None:
        self._file = state_folder() / "attempts.json"
        self._name = hashlib.sha256(f"{vault_id}\0{user_key(user)}".encode()).hexdigest()[:32]

    def attempts(self) -> Attempts:
        found = self._all().get(self._name)
        return Attempts(int(found[0]), float(found[1])) if found else Attempts()

    def remaining(self) -> float:
        """Seconds still to wait; a clock set back does not shorten or lengthen it beyond the full wait."""
        attempts = self.attempts()
        wait = wait_after(attempts.failures)
        passed = time.time() - attempts.last
        return max(0.0, wait - passed) if passed >= 0 else wait

    def check(self) -> None:
        """Raises TooManyAttempts while the wait is not over."""
        seconds = self.remaining()
        if seconds > 0:
            raise TooManyAttempts(
                "Too many wrong passwords. Wait {seconds} seconds, then try again. Nothing was changed.",
                seconds=int(seconds) + 1,
            )

    def failed(self) -> None:
        self._store(Attempts(self.attempts().failures + 1, time.time()))

    def succeeded(self) -> int:
        """Forget the wrong attempts; returns how many there were, for the audit."""
        failures = self.attempts().failures
        if failures:
            self._store(None)
        return failures

    def _all(self) -> dict[str, list[float]]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            pairs = {str(name): [float(n) for n in pair] for name, pair in data.items() if len(pair) == 2}
            return {name: pair for name, pair in pairs.items() if all(map(math.isfinite, pair))}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}  # no file yet, or a damaged one: the count starts anew, Argon2id still holds

    def _store(self, attempts: Attempts | None) -> None:
        everything = self._all()
        everything.pop(self._name, None)
        if attempts:
            everything[self._name] = [attempts.failures, attempts.last]
        write_atomically(self._file, json.dumps(everything).encode())


def state_folder() -> Path:
    """The folder of this person on this computer for what is no record: attempts, window sizes."""
    return private_files.state_folder()
