"""Which days does the office work? Days off and make-up days year by year; a lead corrects and confirms them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.deadlines import DayOff
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Progress, run
from app.desktop.settings.page import SettingsPage
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.date_field import DateField
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.paged_model import Column
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.toast import say
from app.registry import list_rules, queries, services
from app.registry.queries import Day
from app.vault.session import Session

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def kind(day: Day) -> tuple[str, Tone]:
    """A marked text and its tone."""
    return (N_("Worked"), Tone.INFO) if day.working else (N_("Day off"), Tone.WARN)


class Calendar(SettingsPage):
    """A year's days that are not as their weekday says."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Working days"),
            N_("Monday to Friday, less the days off, plus the days worked to make up. Limits are counted by it."),
            parent,
        )
        self._session = session
        self._lead = may(session, "calendar.edit")
        self.year = QSpinBox()
        self.year.setRange(*list_rules.CALENDAR_YEARS)
        self.year.setValue(session.today().year)
        self.year.setFixedWidth(theme().px(104))
        on_language(self.year, lambda: self.year.setAccessibleName(tr("Year")))
        self.table = RecordTable(
            [
                Column("day", N_("Day"), lambda d: show_date(d.day), 104, look="strong"),
                Column("weekday", N_("Weekday"), lambda d: tr(WEEKDAYS[d.day.weekday()]), 104, look="muted"),
                Column("kind", N_("Kind"), lambda d: tr(kind(d)[0]), 112, tone=lambda d: kind(d)[1]),
                Column("label", N_("What for"), lambda d: d.label, 280),
            ],
            name=tr("Working days"),
            key=lambda d: d.day,
        )
        self.table.setMinimumHeight(theme().px(380))
        self.add = button(N_("Add a day…"), "", "add", clicked=self.ask_day)
        self.remove = button(N_("As the weekday says"), "", "undo", clicked=self.clear)
        self.confirm = button(N_("The year is confirmed"), "primary", "check", clicked=self.confirm_year)
        for made in (self.add, self.remove, self.confirm):
            if not self._lead:  # showing what has no parent yet would flash a window of its own
                made.hide()
        self.header.add(self.year)
        self._notice = QVBoxLayout()
        self.column.addLayout(self._notice)
        self.column.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for made in (self.add, self.remove):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.confirm)
        self.column.addLayout(row)
        self.ends = ChoiceField(
            [
                Choice(DayOff.NEXT_WORKING_DAY, N_("On the next working day")),
                Choice(DayOff.SAME_DAY, N_("On that day")),
            ]
        )
        self.ends.setEnabled(self._lead)
        self.column.addWidget(label(N_("Where does a limit end whose last day is a day off?"), "label"))
        self.column.addWidget(self.ends)
        self.ends.value_changed.connect(self._set_end)
        self.year.valueChanged.connect(lambda _year: self.refresh())
        self._filling = False
        self.refresh()

    def refresh(self) -> None:
        session, year = self._session, self.year.value()

        def read(progress: Progress) -> tuple[list[Day], bool, DayOff]:
            with session.read() as db:
                days = queries.calendar_days(db, year)
                return days, queries.work_calendar(db).is_confirmed(year), queries.day_off(db)

        run(self, read, lambda found: self._fill(year, *found))

    def _fill(self, year: int, days: list[Day], confirmed: bool, ends: DayOff) -> None:
        if year != self.year.value():
            return
        self._filling = True
        self.table.rows.set_rows(days)
        self.ends.set_value(ends)
        self._filling = False
        self.confirm.setEnabled(not confirmed)
        while (item := self._notice.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        if confirmed:
            text, tone = tr("The days of {year} are confirmed.", year=year), Tone.GOOD
        else:
            text = tr(
                "The days of {year} are not confirmed: compare them with the official notice. Until then every limit"
                " that depends on them is marked.",
                year=year,
            )
            tone = Tone.WARN
        self._notice.addWidget(Banner(text, tone))

    # --- what a lead does ----------------------------------------------------------------------------------

    def ask_day(self) -> None:
        """A form for one day."""
        dialog = DayDialog(self.year.value(), self._session, self)
        dialog.given.connect(lambda day: self._do(lambda: services.set_day(self._session, day), tr("Saved.")))
        dialog.open()

    def clear(self) -> None:
        """Take the chosen day out; it can be put back at once."""
        day: Day | None = self.table.current()
        if day is None:
            say(self, tr("Choose a day in the list first."))
            return
        session = self._session
        run(
            self,
            lambda progress: services.clear_day(session, day.day),
            lambda _nothing: self._cleared(day),
        )

    def _cleared(self, day: Day) -> None:
        self.refresh()
        say(
            self,
            tr("{day} is again as its weekday says.", day=show_date(day.day)),
            lambda: self._do(lambda: services.set_day(self._session, day), tr("Put back.")),
        )

    def confirm_year(self) -> None:
        year = self.year.value()
        self._do(lambda: services.confirm_year(self._session, year), tr("The days of {year} are confirmed.", year=year))

    def _set_end(self) -> None:
        chosen = self.ends.value()
        if not self._filling and isinstance(chosen, DayOff):
            self._do(lambda: services.set_day_off(self._session, chosen), tr("Saved. Limits already running stay."))

    def _do(self, work: Callable[[], object], text: str) -> None:
        def done(_nothing: object) -> None:
            self.refresh()
            say(self, text)

        run(self, lambda progress: work(), done)


class DayDialog(QDialog):
    """`given(Day)`."""

    given = Signal(object)

    def __init__(self, year: int, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        from app.desktop.widgets.text_field import TextField

        self.setWindowTitle(tr("A day that is not as its weekday says"))
        self.setModal(True)
        self.setMinimumWidth(theme().px(440))
        self.form = Form()
        day = DateField(lambda: date(year, 1, 1) if session.today().year != year else session.today())
        self.form.row(Field("day", N_("Day"), day, required=True))
        self.form.row(
            Field(
                "working",
                N_("Kind"),
                ChoiceField([Choice(False, N_("Day off")), Choice(True, N_("Worked"))]),
                required=True,
            )
        )
        self.form.row(Field("label", N_("What for"), TextField(), required=True))
        self.form.set_values({"working": False})
        self.form.saved.connect(self._give)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(self.windowTitle(), "section"))
        inside.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        row.addWidget(button(N_("Save"), "primary", clicked=self.form.save))
        inside.addLayout(row)

    def _give(self, values: dict[str, object]) -> None:
        day = values["day"]
        assert isinstance(day, date)
        self.accept()
        self.given.emit(Day(day, bool(values["working"]), str(values["label"])))
