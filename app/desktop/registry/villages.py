"""Which villages can a list be narrowed to? All that the register has, by name."""

from app.registry import queries
from app.vault.session import Session


def villages(session: Session) -> list[tuple[int, str]]:
    """The villages with their ids, those that were merged since included."""
    with session.read() as db:
        return [(village.id, village.name) for village in queries.every_village(db)]
