"""What does a sanction decision ask, and what does the list of fines say to its amount?"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.police.inspections.fields import NumberField
from app.desktop.records.fields import TickField
from app.desktop.records.record_type import Fact, Values
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextField
from app.police.inspections import rules
from app.police.inspections.values import FindingInfo, InspectionDetail, NewSanction, SanctionInfo
from app.registry import queries as registry
from app.vault.session import Session

ASKED = ("findings", "decision_number", "decision_on", "amount", "addressee", "organisation", "due_on", "paid_on")
STEPS = frozenset({"add_sanction", "change_sanction"})


def finding_words(each: FindingInfo) -> str:
    """A finding on one line."""
    return f"{each.seq}. {each.violation_name or each.description}"


class FindingsChosen(QWidget):
    """Any of the findings; the value is a tuple of their ids."""

    value_changed = Signal()

    def __init__(self, findings: tuple[FindingInfo, ...]) -> None:
        super().__init__()
        self.boxes: dict[int, QCheckBox] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        inside.setSpacing(theme().px(4))
        for each in findings:
            words = finding_words(each)
            box = QCheckBox(words if len(words) <= 76 else words[:75].rsplit(" ", 1)[0] + " …")
            box.setToolTip(words)
            box.setAccessibleName(words)
            box.toggled.connect(lambda _on: self.value_changed.emit())
            self.boxes[each.id] = box
            inside.addWidget(box)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[int, ...]:
        return tuple(number for number, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for number, box in self.boxes.items():
            box.setChecked(number in chosen)

    def set_accessible(self, name: str) -> None:
        for box in self.boxes.values():
            box.setAccessibleDescription(name)


def put_findings(form: Form, asked: Any, _required: bool) -> None:
    """Most decisions are for all of them."""
    found = asked.detail.findings
    form.row(Field("findings", N_("Findings"), FindingsChosen(found)))
    form.set_values({"findings": tuple(each.id for each in found)})


def put_sanction(form: Form, asked: Any, _required: bool) -> None:
    """Which of the decisions; the other fields show what is stored of it."""
    known = asked.detail.sanctions
    choices = [Choice(each.id, each.decision_number, translated=False) for each in known]
    editor = ChoiceField(choices, upright=True)
    form.row(Field("sanction", N_("Sanction decision"), editor, required=True))
    if len(known) == 1:
        form.set_values({"sanction": known[0].id})
    if asked.name == "change_sanction":
        editor.value_changed.connect(lambda: fill(form, asked))


def fill(form: Form, asked: Any) -> None:
    """What is stored of the chosen decision, into the fields that are there."""
    there = form.draft()
    each = next((one for one in asked.detail.sanctions if one.id == there.get("sanction")), None)
    if each is not None:
        form.set_values({name: value for name, value in stored(each).items() if name in there})


def stored(each: SanctionInfo) -> dict[str, Any]:
    """A decision as the fields show it."""
    return {
        "findings": each.finding_ids,
        "decision_number": each.decision_number,
        "decision_on": each.decision_on,
        "amount": each.amount,
        "addressee": each.addressee,
        "organisation": each.organisation,
        "due_on": each.due_on,
        "paid_on": each.paid_on,
        "note": each.note,
    }


def put_amount(form: Form, _asked: Any, _required: bool) -> None:
    """The amount, and whether it is an organisation's: then the list doubles it."""
    form.row(
        Field("amount", N_("Amount in đồng"), NumberField(), required=True),
        Field("organisation", "", TickField(N_("Addressee is an organisation"))),
    )


def put_addressee(form: Form, _asked: Any, _required: bool) -> None:
    form.row(Field("addressee", N_("Addressee of the decision"), TextField()))


def put_organisation(_form: Form, _asked: Any, _required: bool) -> None:
    """It stands beside the amount."""


def put_days(form: Form, asked: Any, _required: bool) -> None:
    """Until when it is to be paid, and when it was."""
    due, paid = DateField(asked.session.today), DateField(asked.session.today)
    form.row(Field("due_on", N_("To be paid by"), due), Field("paid_on", N_("Paid on"), paid))


def put_paid(form: Form, asked: Any, required: bool) -> None:
    """It stands beside the other day where the decision is entered."""
    if asked.name not in STEPS:
        form.row(Field("paid_on", N_("Paid on"), DateField(asked.session.today), required=required))


def new_sanction(values: Values) -> NewSanction:
    """The decision as the services take it."""
    return NewSanction(
        str(values.get("decision_number") or ""),
        values.get("decision_on"),
        values.get("amount"),
        tuple(values.get("findings") or ()),
        str(values.get("addressee") or ""),
        bool(values.get("organisation")),
        values.get("due_on"),
        values.get("paid_on"),
        str(values.get("note") or ""),
    )


def about(session: Session, detail: InspectionDetail, name: str, values: Values) -> list[Fact]:
    """What the list says for the chosen violations; an amount outside of it is a warning."""
    if name not in STEPS:
        return []
    with session.read() as db:
        fines = {item.code: item.facts for item in registry.whole_catalogue(db, registry.VIOLATION_KINDS)}
    codes = [each.violation_code for each in detail.findings if each.id in (values.get("findings") or ())]
    span = rules.amount_range(
        (
            (fine.get("fine_from"), fine.get("fine_to"), bool(fine.get("organisation_doubles")))
            for fine in (fines.get(code, {}) for code in codes)
        ),
        bool(values.get("organisation")),
    )
    if span is None:
        return []
    least, most = show_dong(span[0]), show_dong(span[1])
    amount = values.get("amount")
    if isinstance(amount, int) and not span[0] <= amount <= span[1]:
        outside = tr("The amount lies outside what the list says for these violations: {least} to {most} đồng.",
                     least=least, most=most)  # fmt: skip
        return [Fact(outside, tone=Tone.WARN)]
    return [Fact(tr("{least} to {most} đồng", least=least, most=most), N_("The list says"))]
