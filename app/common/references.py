"""What does a stored id or code refer to, and what is that called now?

A record kind says of its fields what they refer to (`Kind.references`); whoever shows a stored value to a person asks
for the name, and never shows the id.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.common.i18n import tr
from app.vault.session import Session


@dataclass(frozen=True)
class Reference:
    """`name(session, key)` is what the key stands for now, None where that is gone; `gone` says so (source text)."""

    name: Callable[[Session, str], str | None]
    gone: str


# How a reader asks: the reference, the stored key, and the name or None.
Resolve = Callable[[Reference, str], str | None]


def unresolved(_reference: Reference, _key: str) -> str | None:
    """For whoever has no session: everything reads as gone."""
    return None


@dataclass
class Names:
    """The names behind stored keys as one session reads them; each is asked for once.

    What this person may not read (another unit's compartment) has no name here.
    """

    session: Session
    _known: dict[tuple[int, str], str | None] = field(default_factory=dict)

    def __call__(self, reference: Reference, key: str) -> str | None:
        at = (id(reference), key)
        if at not in self._known:
            self._known[at] = reference.name(self.session, key)
        return self._known[at]


def named(resolve: Resolve, reference: Reference, key: str) -> str:
    """The name behind a key, or in words that it is gone."""
    return resolve(reference, key) or tr(reference.gone)
