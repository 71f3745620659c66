"""What is asked while a new report is typed? After a short rest, off the window's thread: limits and look-alikes."""

from datetime import date, time

from PySide6.QtCore import QObject, QTimer

from app.desktop.background import Latest
from app.desktop.police.reports.form_preview import limits, similar
from app.desktop.police.reports.form_side import SidePanel
from app.desktop.widgets import Form
from app.police.reports.terms import ReportKind
from app.vault.session import Session

REST_MS = 300


class Watch(QObject):
    """Keeps the side panel in step with the form."""

    def __init__(self, session: Session, form: Form, side: SidePanel) -> None:
        super().__init__(side)
        self._session, self._form, self._side = session, form, side
        self._limits, self._alike = Latest(side), Latest(side)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.ask)
        form.changed.connect(self._rest.start)
        self.ask()

    def ask(self) -> None:
        """Ask for what stands there now; answers to what stood there before are dropped."""
        if not self._session.compartments:
            return  # locked: nothing is typed behind the gate
        values = self._form.draft()
        self._ask_limits(values)
        self._ask_alike(values)

    def _ask_limits(self, values: dict[str, object]) -> None:
        session, side = self._session, self._side
        kind, on, at = values.get("kind"), values.get("received_on"), values.get("received_time")
        if not isinstance(kind, ReportKind) or not isinstance(on, date):
            self._limits.forget()
            side.show_limits([], None)
            return
        instance = int(str(values.get("instance") or 1)) if kind is ReportKind.COMPLAINT else 1
        source, hour = str(values.get("source") or ""), at if isinstance(at, time) else None
        self._limits.run(
            lambda _progress: limits(session, kind, instance, on, hour, source),
            lambda found: side.show_limits(found, session.today()),
        )

    def _ask_alike(self, values: dict[str, object]) -> None:
        session = self._session
        place, village, phone = (values.get(name) for name in ("establishment", "village_id", "reporter_phone"))
        content = str(values.get("content") or "")
        village_id = village if isinstance(village, int) else None
        establishment_id = place[0] if isinstance(place, tuple) else None
        number = phone if isinstance(phone, str) else ""
        self._alike.run(
            lambda _progress: similar(session, content, village_id, establishment_id, number),
            self._side.show_similar,
        )
