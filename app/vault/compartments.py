"""Which encrypted files make up a vault, and whose they are."""

from enum import StrEnum

from app.vault.people import Unit


class Compartment(StrEnum):
    """One SQLCipher file with its own random key."""

    REGISTRY = "registry"
    POLICE = "police"
    HEALTH = "health"
    SOCIAL = "social"

    @property
    def file_name(self) -> str:
        return f"{self.value}.db"

    @property
    def schema(self) -> str | None:
        """The name it is attached under; the registry is the main database."""
        return None if self is Compartment.REGISTRY else self.value

    @property
    def prefix(self) -> str:
        """What stands before a table's name in SQL written by hand."""
        return "main." if self is Compartment.REGISTRY else f"{self.value}."


# The walls. A unit's password opens these and nothing else; nobody's opens all.
UNIT_COMPARTMENTS: dict[Unit, frozenset[Compartment]] = {
    Unit.POLICE: frozenset({Compartment.REGISTRY, Compartment.POLICE}),
    Unit.HEALTH: frozenset({Compartment.REGISTRY, Compartment.HEALTH}),
    Unit.SOCIAL: frozenset({Compartment.REGISTRY, Compartment.SOCIAL}),
    Unit.COORDINATION: frozenset({Compartment.REGISTRY}),
}

# Whose lead grants and revokes the key of a compartment. The registry is everybody's.
OWNER: dict[Compartment, Unit] = {
    Compartment.POLICE: Unit.POLICE,
    Compartment.HEALTH: Unit.HEALTH,
    Compartment.SOCIAL: Unit.SOCIAL,
}
