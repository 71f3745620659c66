"""How can the audit tell what changed about a person, and say nothing any more once the person's record is erased?

Each record has a random key of its own; what the audit tells of the person is locked with it (AES-256-GCM). Erasing the
record destroys the key: the chain's hashes still hold, and what they cover can be read by nobody.
"""

import json
from collections.abc import Mapping
from typing import Any

from app.vault import keys

_PURPOSE = "audit of a record"


def new_secret() -> bytes:
    """The key of a record: 256 random bits."""
    return keys.new_compartment_key()


def locked(secret: bytes, values: Mapping[str, Any]) -> str:
    """The values as a box that only this record's key opens."""
    return keys.wrap(secret, keys.canonical(values), _PURPOSE)


def unlocked(secret: bytes | None, box: str) -> dict[str, Any] | None:
    """What is in a box, or None: the record was erased, or the box is another record's."""
    opened = keys.unwrap(secret, box, _PURPOSE) if secret is not None else None
    return None if opened is None else dict(json.loads(opened))
