"""What does a verb give back? It imports nothing, so that the window can ask for it before a vault is open."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """What a verb did to a record of a kind."""

    kind: str
    id: int
    number: str
    version: int
    action: str
