"""How are tests offered? Each by itself: agreed in words or on a form, refused, not asked; nothing is ticked before."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.health.screenings.drafts import OF_CLIENT, OFFER, OFFER_LABEL
from app.desktop.records.record_type import Fact, RecordSteps, Values
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import DateField, Field, Form, TextArea, TextField, text_label
from app.health.clients.terms import AgeBand
from app.health.clients.values import ClientDetail
from app.health.screenings import services
from app.health.screenings.declared import FIELD_NAMES
from app.health.screenings.terms import How
from app.health.screenings.values import Asked, Changed, NewScreenings, TestInfo
from app.vault.session import Session

NAME = "offer"
REFUSED = "refused"
ANSWERS: tuple[tuple[str, str], ...] = (
    ("", N_("Not asked")),
    (How.ORAL.value, N_("Agrees, in words")),
    (How.FORM.value, N_("Agrees, on a signed form")),
    (REFUSED, N_("Refuses the test")),
)


class _Answer(QComboBox):
    """The answer to one test."""

    def __init__(self, test: TestInfo) -> None:
        super().__init__()
        for code, _words in ANSWERS:
            self.addItem("", code)
        self.setAccessibleName(test.name)
        on_language(self, self._name)

    def _name(self) -> None:
        for at, (_code, words) in enumerate(ANSWERS):
            self.setItemText(at, tr(words))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer


class TestsField(QWidget):
    """An answer for each test of the office's list. The value is ((test, answer), …) of those that were asked."""

    value_changed = Signal()

    def __init__(self, tests: Sequence[TestInfo]) -> None:
        super().__init__()
        self.answers = {test.code: _Answer(test) for test in tests}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(0, 1)
        for at, test in enumerate(tests):
            box = self.answers[test.code]
            name = text_label(test.name)
            name.setBuddy(box)
            grid.addWidget(name, at, 0)
            grid.addWidget(box, at, 1)
            box.currentIndexChanged.connect(lambda: self.value_changed.emit())
        if self.answers:
            self.setFocusProxy(next(iter(self.answers.values())))

    def value(self) -> tuple[tuple[str, str], ...] | None:
        found = tuple((code, str(box.currentData())) for code, box in self.answers.items() if box.currentData())
        return found or None

    def set_value(self, value: object) -> None:
        given = {pair[0]: pair[1] for pair in value} if isinstance(value, list | tuple) else {}
        codes = [code for code, _words in ANSWERS]
        for code, box in self.answers.items():
            answer = str(given.get(code, ""))
            box.setCurrentIndex(codes.index(answer) if answer in codes else 0)

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)
        for box in self.answers.values():
            box.setAccessibleDescription(name)


def _asked_on(form: Form, asked: Any, required: bool) -> None:
    form.row(Field("asked_on", FIELD_NAMES["asked_on"], DateField(asked.today), required=required))
    form.set_values({"asked_on": asked.today()})


def _tests(form: Form, asked: Any, required: bool) -> None:
    form.row(Field("tests", N_("Which tests, and what they answered"), TestsField(services.tests(asked)),
                   required=required))  # fmt: skip


def _guardian(form: Form, _asked: Any, _required: bool) -> None:
    form.row(Field("guardian", FIELD_NAMES["guardian"], TextField(),
                   hint=N_("Who agreed for the child; a test for HIV needs it.")))  # fmt: skip


def _note(form: Form, _asked: Any, _required: bool) -> None:
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))


def is_child(detail: ClientDetail) -> bool:
    return detail.band is AgeBand.UNDER_15


def also(_session: Session, detail: ClientDetail, _name: str) -> tuple[str, ...]:
    return ("guardian", "note") if is_child(detail) else ("note",)


def about(_session: Session, detail: ClientDetail, _name: str, _values: Values) -> list[Fact]:
    """Of somebody under 15, or of no known age."""
    if is_child(detail):
        return [Fact(tr("The client is under 15: a parent or guardian agrees to a test for HIV."), tone=Tone.WARN)]
    if detail.band is None:
        return [Fact(tr("The age is not known. Under 15 a parent or guardian agrees to a test for HIV."))]
    return []


def do(session: Session, detail: ClientDetail, _name: str, values: Values) -> Changed:
    """Record every answer; the first of them is told. Raises Invalid, Refused."""
    asked = tuple(Asked(code, None if answer == REFUSED else How(answer)) for code, answer in values["tests"])
    new = NewScreenings(values["asked_on"], asked, str(values.get("guardian") or ""), str(values.get("note") or ""))
    return services.offer(session, detail.id, new)[0]


OFFER_STEPS: RecordSteps[ClientDetail] = RecordSteps(
    prefix=OFFER,
    drafts=OF_CLIENT,
    label=lambda _name: OFFER_LABEL,
    needs=lambda _detail, _name: ("asked_on", "tests"),
    fields={"asked_on": _asked_on, "tests": _tests, "guardian": _guardian, "note": _note},
    read=lambda session, _detail, _name: session,
    do=do,
    also=also,
    about=about,
    meanings={
        NAME: N_(
            "Explain what each test is for and what follows from its result. Without consent there is no test; a"
            " refusal is as good an answer, and nothing else depends on it."
        )
    },
)
