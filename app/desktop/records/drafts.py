"""How is what is being typed kept: sealed to the person, every few seconds, at lock and at close?

keeper = DraftKeeper(owner, session, drafts, "report", record_id, collect)   collect() → a mapping JSON can hold
keeper.touch()                   something was typed: it is kept within five seconds, off the window's thread
keeper.draft()                   keep it now (the desk calls this before the keys go)
keeper.forget()                  delete it; called in the work that saves the record
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.common.dates import show_datetime
from app.common.i18n import tr
from app.desktop.background import Progress, run
from app.desktop.desk import Desk
from app.desktop.records.changes import changes_of
from app.desktop.records.record_type import DraftsIn
from app.desktop.widgets import Field, Form, show_problem
from app.vault.errors import AppError
from app.vault.session import Session

SECONDS = 5
# After the record was saved or thrown away, no late answer may bring its draft back.
_NEVER_AGAIN = 1 << 62


class NotKnown(Enum):
    """What was asked and is not known: a value, distinct from an empty field."""

    NOT_KNOWN = "not_known"


NOT_KNOWN = NotKnown.NOT_KNOWN


def to_plain(value: object) -> Any:
    """A field's value as JSON can hold it."""
    match value:
        case NotKnown():
            return {"not_known": True}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case Enum():
            return value.value
        case frozenset() | set():
            return sorted(to_plain(each) for each in value)
        case tuple() | list():
            return [to_plain(each) for each in value]
        case _:
            return value


def from_plain(value: Any) -> object:
    """The value again; enumerations stay texts, which is what their fields take."""
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(value["date"])
        return time.fromisoformat(value["time"]) if "time" in value else NOT_KNOWN
    return [from_plain(each) for each in value] if isinstance(value, list) else value


def plain_of(form: Form, leave_out: Callable[[str], bool] = lambda name: False) -> dict[str, Any]:
    """Every field of a form as JSON can hold it, but those that are left out."""
    return {name: to_plain(value) for name, value in form.draft().items() if not leave_out(name)}


def put_back(form: Form, plain: Mapping[str, Any]) -> None:
    """Fill the fields from a draft, understood or not; fields that the form does not have are passed over."""
    there = form.draft()
    for name in plain:
        if name in there:
            value, field = from_plain(plain[name]), form.field(name)
            field.editor.set_value(value)
            entry = field.widget.focusProxy() or field.widget
            if isinstance(value, str) and isinstance(entry, QLineEdit) and not _understood(field):
                entry.setText(value)


def _understood(field: Field) -> bool:
    try:
        return field.value() is not None
    except AppError:
        return False


class DraftKeeper(QObject):
    """Keeps one form's draft. `kept` carries the moment."""

    kept = Signal(object)

    def __init__(
        self,
        owner: QWidget,
        session: Session,
        drafts: DraftsIn,
        form: str,
        record_id: str,
        collect: Callable[[], Mapping[str, Any]],
    ) -> None:
        super().__init__(owner)
        self.form, self.record_id = form, record_id
        self._session, self._drafts = session, drafts
        self._collect = collect
        self._typed = 0  # how often something was typed
        self._stored = 0  # up to where it is kept; written under the lock
        self._asked = 0
        self._lock = threading.Lock()
        self._complained = False
        self._clock = QTimer(self)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.keep)
        _tell_desk(self)

    def touch(self) -> None:
        """Something was typed."""
        self._typed += 1
        if not self._clock.isActive():
            self._clock.start()

    def dirty(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._typed > self._stored

    def keep(self) -> None:
        """Keep what stands there now, off the window's thread."""
        if self._typed <= max(self._asked, self._stored):
            self._clock.stop()
            return
        self._asked = number = self._typed
        payload = self._collect()

        def work(_progress: Progress) -> bool:
            return self._store(number, payload)

        run(self, work, lambda _done: self.kept.emit(datetime.now(UTC)), self._failed)

    def draft(self) -> None:
        """Keep it before the keys go; returns when it is kept."""
        if self.dirty() and self._session.compartments:
            self._store(self._typed, self._collect())
        self._clock.stop()

    def leave(self, window: QWidget) -> None:
        """The form goes away: keep what stands there, off the window's thread, then let the day's work know."""
        number, payload = self._typed, self._collect()
        self._clock.stop()
        run(window, lambda _progress: self._store(number, payload), lambda _done: tell_views(None))

    def forget(self) -> None:
        """Delete the draft for good. Safe on any thread; a save under way cannot bring it back."""
        with self._lock:
            self._stored = _NEVER_AGAIN
            self._drafts.delete(self._session, self.form, self.record_id)

    def revive(self, payload: Mapping[str, Any]) -> None:
        """Keep a draft again that was thrown away (undo)."""
        self._drafts.save(self._session, self.form, self.record_id, payload)

    def _store(self, number: int, payload: Mapping[str, Any]) -> bool:
        with self._lock:
            if number <= self._stored:
                return False
            self._drafts.save(self._session, self.form, self.record_id, payload)
            self._stored = number
            return True

    def _failed(self, error: Exception) -> None:
        self._asked = self._stored
        if self._session.compartments and not self._complained:
            self._complained = True  # said once; it is tried again every few seconds
            parent = self.parent()
            show_problem(parent if isinstance(parent, QWidget) else None, error)


def _tell_desk(keeper: DraftKeeper) -> None:
    """Let the desk keep it before the keys go; a window without one (a test's) has nobody who locks."""
    desk = _desk()
    if desk is not None:
        desk.keep_draft(keeper)


def _desk() -> Desk | None:
    app = QApplication.instance()
    return app.findChild(Desk) if app is not None else None


def tell_views(changed: object) -> None:
    """Let every open view of this desk refresh itself; a window without a desk (a test's) has none."""
    desk = _desk()
    if desk is not None:
        changes_of(desk).tell(changed)


# --- offering them -------------------------------------------------------------------------------------


def beginning(content: str, when: datetime) -> str:
    """How a draft's text begins, with when it was kept; the hour alone where it has none."""
    at = show_datetime(when)
    short = content if len(content) <= 80 else content[:79].rsplit(" ", 1)[0] + " …"
    return tr("{text} · kept at {when}", text=short, when=at) if short else tr("Kept at {when}", when=at)
