"""What is asked before something is done with premises of an approved plan: a day, a team, a reason, which premises?"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.common.i18n import N_, tr
from app.desktop.police.inspection_plans.asking import AskForm
from app.desktop.police.inspection_plans.words import when
from app.desktop.police.inspections.fields import NumberField, PersonField, people, team_of
from app.desktop.records.fields import HourField
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, TextArea, TextField
from app.police.inspection_plans import services_items
from app.police.inspection_plans.terms import PLAN_FIELD_NAMES, Progress
from app.police.inspection_plans.values import ItemRow, PlanDetail
from app.police.inspections.values import Decision
from app.registry.establishments.values import Brief
from app.vault.session import Session

_TO_COME = frozenset({Progress.SCHEDULED, Progress.LATE})


class PremisesField(QListWidget):
    """Premises of the plan to tick; the value is their ids."""

    value_changed = Signal()

    def __init__(self, items: Sequence[ItemRow]) -> None:
        super().__init__()
        for each in items:
            line = QListWidgetItem(f"{when(each)} · {_under(each)}")
            line.setData(Qt.ItemDataRole.UserRole, each.id)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(line)
        self.setFixedHeight(theme().px(28) * min(len(items), 5) + theme().px(12))
        self.itemChanged.connect(lambda _line: self.value_changed.emit())

    def value(self) -> tuple[int, ...]:
        lines = [self.item(at) for at in range(self.count())]
        return tuple(
            line.data(Qt.ItemDataRole.UserRole) for line in lines if line.checkState() is Qt.CheckState.Checked
        )

    def set_value(self, value: object) -> None:
        ticked = set(value) if isinstance(value, list | tuple) else set()
        for line in (self.item(at) for at in range(self.count())):
            chosen = line.data(Qt.ItemDataRole.UserRole) in ticked
            line.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)


def _under(item: ItemRow) -> str:
    return " · ".join(part for part in (item.number, item.name, item.village) if part)


def schedule(parent: QWidget, session: Session, item: ItemRow) -> AskForm:
    """A day, and hours where they are known."""

    def do(values: Mapping[str, Any]) -> object:
        return services_items.schedule(session, item.id, values["planned_on"], values.get("begins"), values.get("ends"))

    rows = [
        [Field("planned_on", PLAN_FIELD_NAMES["planned_on"], DateField(session.today), required=True)],
        [Field("begins", N_("From hour"), HourField()), Field("ends", N_("To hour"), HourField())],
    ]
    places = {"planned_from": "begins", "planned_until": "ends"}
    dialog = AskForm(parent, tr("Set a day"), N_("Set a day"), rows, do, explain=_under(item), places=places)
    dialog.form.set_values({"planned_on": item.planned_on})
    return dialog


def assign_team(parent: QWidget, session: Session, item: ItemRow, detail: PlanDetail) -> AskForm:
    """The team's leader, its members and the decision; the same for others whose day is set, if they are ticked."""
    others = [each for each in detail.items if each.id != item.id and each.inspection_id and each.progress in _TO_COME]
    known = people(session)

    def do(values: Mapping[str, Any]) -> object:
        team = team_of(known, values.get("leader"), values.get("members"))
        decision = Decision(str(values.get("decision_number") or ""), values.get("decision_on"))
        return services_items.assign_team(session, [item.id, *(values.get("also") or ())], team, decision)

    hint = N_("One on each line or with semicolons; the agency after a dash: Lê Văn Bình - Trạm Y tế.")
    rows = [
        [Field("leader", N_("Team leader"), PersonField(known), required=True)],
        [Field("members", N_("Other members of the team"), TextArea(lines=3), required=True, hint=hint)],
        [
            Field("decision_number", N_("Number of the decision"), TextField()),
            Field("decision_on", N_("Day of the decision"), DateField(session.today)),
        ],
    ]
    if others:
        rows.append([Field("also", N_("The same team also goes to"), PremisesField(others))])
    places = {"team": "members", "members": "members", "number": "decision_number", "on": "decision_on"}
    dialog = AskForm(parent, tr("Assign a team"), N_("Assign a team"), rows, do, explain=_under(item), places=places)
    dialog.form.set_values({"decision_on": session.today()})
    return dialog


def put_off(parent: QWidget, session: Session, item: ItemRow) -> AskForm:
    """Why not this year."""
    rows = [[Field("reason", PLAN_FIELD_NAMES["reason"], TextArea(lines=3), required=True)]]
    explain = tr(
        "{premises}. They are not inspected under this plan; a planned inspection is cancelled with it.",
        premises=_under(item),
    )
    return AskForm(
        parent,
        tr("Put it off"),
        N_("Put it off"),
        rows,
        lambda values: services_items.put_off(session, item.id, str(values["reason"])),
        explain=explain,
    )


def add(parent: QWidget, session: Session, detail: PlanDetail, offered: list[Brief]) -> AskForm:
    """Which premises of the register, and why; the draw stays as it was."""
    choices = [
        Choice(each.id, " · ".join(p for p in (each.number, each.name, each.village) if p), translated=False)
        for each in offered
    ]
    rows = [
        [Field("establishment", N_("Premises"), ChoiceField(choices), required=True)],
        [Field("reason", PLAN_FIELD_NAMES["reason"], TextArea(lines=3), required=True)],
    ]
    return AskForm(
        parent,
        tr("Add premises"),
        N_("Add premises"),
        rows,
        lambda values: services_items.add_item(session, detail.id, values["establishment"], str(values["reason"])),
        explain=tr("The draw stays as it was. The list says “added by hand”, with this reason."),
    )


def spread(parent: QWidget, session: Session, detail: PlanDetail) -> AskForm:
    """Over which months the premises without a day are shared out."""
    rows = [
        [
            Field("first", N_("First month"), NumberField(), required=True),
            Field("last", N_("Last month"), NumberField(), required=True),
        ]
    ]
    today = session.today()
    dialog = AskForm(
        parent,
        tr("Share out over months"),
        N_("Share out over months"),
        rows,
        lambda values: services_items.spread(session, detail.id, values["first"], values["last"]),
        explain=tr("The premises without a day and a month are shared out evenly, in the order of the list."),
    )
    dialog.form.set_values({"first": today.month if today.year == detail.year else 1, "last": 12})
    return dialog
