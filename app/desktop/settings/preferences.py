"""How does this person on this computer like the window? Kept beside the window's size; never a name or a record."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.widgets.panes import UiState

LOCK_MINUTES = (1, 60)
DEFAULT_LOCK_MINUTES = 5
TEXT_PERCENT = (90, 150)


class Preferences(QObject):
    """Choices by name; `changed` after each, so that what is shown follows at once."""

    changed = Signal()

    def __init__(self, state: UiState) -> None:
        super().__init__()
        self.state = state

    @property
    def language(self) -> str:
        found = self.state.get("language", "vi")
        return found if found in ("vi", "en") else "vi"

    @property
    def scheme(self) -> str:
        found = self.state.get("scheme", "system")
        return found if found in ("system", "light", "dark") else "system"

    @property
    def percent(self) -> int:
        return self._number("percent", 100, TEXT_PERCENT)

    @property
    def lock_minutes(self) -> int:
        return self._number("lock_minutes", DEFAULT_LOCK_MINUTES, LOCK_MINUTES)

    @property
    def hide_names(self) -> bool:
        return self.state.get("hide_names") == "1"

    @property
    def enter_moves(self) -> bool:
        """Whether Enter goes to the next field of a form."""
        return self.state.get("enter_moves", "1") == "1"

    @property
    def last_vault(self) -> Path | None:
        """The folder opened last: a path and nothing else."""
        found = self.state.get("vault")
        return Path(found) if found else None

    def choose(self, name: str, value: str | int | bool | Path) -> None:
        """Keep a choice and tell whoever follows it."""
        self.state.put(name, str(int(value)) if isinstance(value, bool) else str(value))
        self.state.keep()
        self.changed.emit()

    def remember_vault(self, folder: Path) -> None:
        self.state.put("vault", str(folder))
        self.state.keep()

    # A recovery sheet that was made but never typed back: the next sign-in of a lead reminds of it.

    def sheet_is_open(self, vault_id: str) -> bool:
        return self.state.get(f"sheet/{vault_id}") == "open"

    def note_sheet(self, vault_id: str, *, proved: bool) -> None:
        self.state.put(f"sheet/{vault_id}", "proved" if proved else "open")
        self.state.keep()

    def _number(self, name: str, default: int, limits: tuple[int, int]) -> int:
        found = self.state.get(name)
        return min(max(int(found), limits[0]), limits[1]) if found.isdigit() else default
