"""How is a visit to come changed? Day, hours, team, decision and notes, and only what the person changed is written.

The fields remember what they began with (`seen`, kept in the draft, too): what somebody else entered meanwhile in a
field that this person left alone stays; where both changed one, it is said at the field before anything is saved.
"""

from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_
from app.desktop.police.inspections.fields import people, team_of, team_values
from app.desktop.records.drafts import to_plain
from app.desktop.records.record_type import Values
from app.desktop.widgets import Field, Form
from app.police.inspections import services_planned
from app.police.inspections.values import Changed, Decision, InspectionDetail
from app.vault.errors import Invalid
from app.vault.session import Session

WHEN = ("planned_on", "planned_from", "planned_until")
TEAM = ("leader", "members")
DECISION = ("decision_number", "decision_on")
TEXTS = ("content", "note")


class SeenField(QWidget):
    """What the other fields began with, as pairs of name and value that JSON can hold; never shown."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen: list[list[Any]] = []

    def value(self) -> list[list[Any]]:
        return self._seen

    def set_value(self, value: object) -> None:
        if isinstance(value, list):
            self._seen = [[name, _plain(each)] for name, each in value]


def asked_for(_session: Session, detail: InspectionDetail) -> tuple[str, ...]:
    """What this person may change of a visit to come."""
    may = {each.name for each in (*detail.acts, *detail.steps) if each.allowed}
    when = WHEN if "reschedule" in may else ()
    who = (*TEAM, *DECISION) if "assign_team" in may else ()
    return (*when, *who, *TEXTS, "seen")


def planned_values(detail: InspectionDetail) -> dict[str, Any]:
    """The planned facts as the fields show them."""
    return {
        "planned_on": detail.planned_on,
        "planned_from": detail.planned_from,
        "planned_until": detail.planned_until,
        **team_values(detail.team),
        "decision_number": detail.decision.number,
        "decision_on": detail.decision.on,
        "content": detail.content,
        "note": detail.note,
    }


def put_seen(form: Form, asked: Any, _required: bool) -> None:
    """The last field: fill the others, and remember what with."""
    now = planned_values(asked.detail)
    there = form.draft()
    form.set_values({name: value for name, value in now.items() if name in there})
    editor = SeenField()
    editor.set_value([[name, value] for name, value in now.items()])
    form.row(Field("seen", "", editor))
    form.box("seen").hide()


def _plain(value: object) -> Any:
    return to_plain(value) or ""


def _shown(value: object) -> str:
    match value:
        case date():
            return show_date(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value or "–")


def save(session: Session, detail: InspectionDetail, values: Values) -> Changed:
    """Write what the person changed. Raises Invalid where somebody else changed the same field meanwhile."""
    seen, now = dict(values["seen"]), planned_values(detail)
    mine = {name: values[name] for name in now if name in values and _plain(values[name]) != seen.get(name, "")}
    both = [
        name for name in mine if _plain(now[name]) != seen.get(name, "") and _plain(now[name]) != _plain(mine[name])
    ]
    if both:
        for pair in values["seen"]:
            if pair[0] in both:  # it is shown now: saving again decides for one's own
                pair[1] = _plain(now[pair[0]])
        why = N_("Meanwhile somebody else entered “{value}” here. Save again if yours holds.")
        raise Invalid(why, {name: Invalid(why, value=_shown(now[name])) for name in both}, value=_shown(now[both[0]]))
    merged = {**now, **mine}
    changes: dict[str, Any] = {name: mine[name] for name in WHEN if name in mine}
    changes |= {name: str(mine[name] or "") for name in TEXTS if name in mine}
    if any(name in mine for name in TEAM):
        known = people(session, detail.team)
        changes["team"] = team_of(known, merged["leader"], merged["members"], detail.team)
    if any(name in mine for name in DECISION):
        changes["decision"] = Decision(str(merged["decision_number"] or ""), merged["decision_on"])
    return services_planned.edit_planned(session, detail.id, detail.version, changes)
