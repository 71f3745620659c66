"""What can a person do with a record now, and what of it could be taken back? As services offer it to a screen."""

from dataclasses import dataclass
from datetime import datetime

from app.vault.errors import AppError


@dataclass(frozen=True)
class Possible:
    """A step or an act as offered to a person; `why_not` is set when it cannot be done now."""

    name: str
    label: str
    needs: tuple[str, ...]
    why_not: AppError | None = None

    @property
    def allowed(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True)
class Undoable:
    """What undo would take back: the label of the act, and when it was. `event_id` is given to the service."""

    event_id: int
    label: str
    at: datetime
