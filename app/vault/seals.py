"""Who sealed this, and for which record?

age keeps others from reading, but anybody can seal something else to the same people. So what is sealed carries inside
it the record it belongs to, who sealed it, when, and that person's signature over vault, record, moment and content. A
swapped or copied seal is found by whoever opens it. Seals of older versions have no signature: they open, and say so.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.vault import keys
from app.vault.compartments import Compartment
from app.vault.session import Session

MARK = b"nhip-cau seal 1\n"


class SealState(StrEnum):
    OWN = "own"  # signed by the person named, with a key that nobody else could use
    ON_LOAN = "on_loan"  # with keys that the person has not claimed: somebody else could have done it
    UNSIGNED = "unsigned"  # by an older version; by whom is not known
    FOREIGN = "foreign"  # signed by nobody on record, or for another record: made or copied with another tool


@dataclass(frozen=True, repr=False)
class Opened:
    """The content of a seal, and what its signature proves. `by` and `at` are what it claims; empty when unsigned."""

    data: bytes
    state: SealState
    by: str = ""
    at: datetime | None = None


def seal(
    session: Session, data: bytes, to: Iterable[str], subject: str, recoverable: Compartment | None = None
) -> bytes:
    """Seal to accounts (and a recovery code), signed by this person for this one record."""
    at, by, key = session.clock().isoformat(timespec="seconds"), session.account.id, session.private.public.sign
    signature = session.private.signature(_message(session, subject, by, at, data))
    inside = {
        "content": b64encode(data).decode(),
        "subject": subject,
        "by": by,
        "at": at,
        "key": key,
        "signature": signature,
    }
    return session.seal(MARK + keys.canonical(inside), to, recoverable)


def open_seal(session: Session, sealed: bytes, subject: str) -> Opened:
    """Open what was sealed to this person, and say what its signature is worth. Raises NotForYou."""
    opened = session.unseal(sealed)
    if not opened.startswith(MARK):
        return Opened(opened, SealState.UNSIGNED)
    try:
        inside = json.loads(opened.removeprefix(MARK))
        data = b64decode(inside["content"], validate=True)
        by, key, at = str(inside["by"]), str(inside["key"]), str(inside["at"])
        moment = datetime.fromisoformat(at)
        message = _message(session, subject, by, at, data)
        signed = inside["subject"] == subject and keys.signed_by(key, message, str(inside["signature"]))
    except (ValueError, KeyError, TypeError):
        return Opened(b"", SealState.FOREIGN)
    if signed and session.directory.owned(by, key):
        return Opened(data, SealState.OWN, by, moment)
    if signed and session.directory.loan(by, key):
        return Opened(data, SealState.ON_LOAN, by, moment)
    return Opened(data, SealState.FOREIGN, by, moment)


def _message(session: Session, subject: str, by: str, at: str, data: bytes) -> bytes:
    content = ["seal", session.directory.vault_id, subject, by, at, b64encode(data).decode()]
    return b"nhip-cau seal\0" + keys.canonical(content)
