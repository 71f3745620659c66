"""What do this unit's documents carry at head and foot? One small form; a lead fills it in."""

from dataclasses import asdict

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress, run
from app.desktop.settings.page import SettingsPage
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button
from app.desktop.widgets.text_field import TextField
from app.desktop.widgets.toast import say
from app.registry import queries, services
from app.registry.queries import Office
from app.vault.session import Session


class OfficeFacts(SettingsPage):
    """Superior body, office, place, signer, symbol."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("The office on documents"),
            N_("Stands at the head and the foot of every Word document of your unit."),
            parent,
        )
        self._session = session
        self.form = Form()
        self.form.section(N_("At the head"))
        self.form.row(
            Field(
                "superior",
                N_("Superior body"),
                TextField(N_("for example: CÔNG AN THÀNH PHỐ HẢI PHÒNG")),
            )
        )
        self.form.row(Field("name", N_("Name of the office"), TextField(N_("for example: Công an xã Vĩnh Am"))))
        self.form.row(
            Field("place", N_("Place"), TextField(N_("for example: Vĩnh Am"))),
            Field("symbol", N_("Symbol after the number"), TextField(N_("for example: CAX"))),
        )
        self.form.section(N_("At the foot"))
        self.form.row(
            Field("signer_title", N_("Signer’s office"), TextField(N_("for example: TRƯỞNG CÔNG AN XÃ"))),
            Field("signer_name", N_("Signer’s name"), TextField()),
        )
        self.form.saved.connect(self._save)
        self.save = button(N_("Save"), "primary", "save", clicked=self.form.save)
        self.column.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        session = self._session

        def read(progress: Progress) -> Office:
            with session.read() as db:
                return queries.office(db, session.account.unit)

        run(self, read, self._fill)

    def _fill(self, office: Office) -> None:
        if not self.form.dirty():
            self.form.set_values(asdict(office))

    def _save(self, values: dict[str, object]) -> None:
        office = Office(**{name: str(value or "") for name, value in values.items()})
        self.save.setEnabled(False)
        session = self._session
        run(
            self,
            lambda progress: services.set_office(session, session.account.unit, office),
            lambda _nothing: self._saved(office),
            self._failed,
        )

    def _saved(self, office: Office) -> None:
        self.save.setEnabled(True)
        self.form.set_values(asdict(office))
        say(self, tr("Saved. New documents carry it."))

    def _failed(self, error: Exception) -> None:
        from app.desktop.widgets.problem import show_problem

        self.save.setEnabled(True)
        show_problem(self, error)
