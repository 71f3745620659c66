"""What does a step or an act of an inspection ask, and which service does it go to?"""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.common.attachments import several
from app.common.i18n import N_
from app.desktop.police.inspections import steps_planned as planned
from app.desktop.police.inspections import steps_sanctions as sanctions
from app.desktop.police.inspections.drafts import DRAFTS, STEP, step_label
from app.desktop.police.inspections.fields import PersonField, at_fields, people, team_of, team_values
from app.desktop.records.fields import HourField
from app.desktop.records.fields_more import CatalogueField, FilesField
from app.desktop.records.record_type import RecordSteps, Values
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.police.inspections import (
    services,
    services_counts,
    services_files,
    services_findings,
    services_review,
    services_sanctions,
)
from app.police.inspections.rules import ACTS, TRANSITIONS
from app.police.inspections.terms import FindingState
from app.police.inspections.values import Changed, Decision, InspectionDetail
from app.registry import queries as registry
from app.registry.queries import Item
from app.vault.errors import Invalid
from app.vault.session import Session

READY_WORDS = N_("No violation was found at the time of the inspection.")


@dataclass(frozen=True)
class Asked:
    """What the fields may draw on."""

    session: Session
    detail: InspectionDetail
    name: str
    authorities: tuple[Item, ...]


def read(session: Session, detail: InspectionDetail, name: str) -> Asked:
    """The lists as they are now."""
    with session.read() as db:
        return Asked(session, detail, name, tuple(registry.catalogue(db, registry.AUTHORITIES)))


NEEDS: dict[str, tuple[str, ...]] = {
    "edit": (),
    "assign_team": ("leader",),
    "put_right": ("finding", "resolved_on"),
    "hand_over": ("finding", "authority"),
    "dismiss": ("finding", "reason"),
    "add_sanction": sanctions.ASKED,
    "change_sanction": ("sanction", *sanctions.ASKED),
    "pay": ("sanction", "paid_on"),
    "attach": ("files",),
}
ALSO: dict[str, tuple[str, ...]] = {
    "assign_team": ("members", "decision_number", "decision_on"),
    "reschedule": ("planned_from", "planned_until", "note"),
    "close": ("note",),
    "put_right": ("note",),
    "hand_over": ("note",),
    "add_sanction": ("note",),
    "change_sanction": ("note",),
}


def needs_of(detail: InspectionDetail, name: str) -> tuple[str, ...]:
    """What must be given."""
    if name in NEEDS:
        return NEEDS[name]
    return ACTS[name].needs if name in ACTS else TRANSITIONS[detail.state, name].needs


def also(session: Session, detail: InspectionDetail, name: str) -> tuple[str, ...]:
    """What may be given beside."""
    return planned.asked_for(session, detail) if name == "edit" else ALSO.get(name, ())


def _text(name: str, label: str, lines: int) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(name, label, TextArea(lines=lines), required=required))

    return put


def _resolved(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("resolved_on", N_("Put right on"), DateField(asked.session.today), required=required))
    form.set_values({"resolved_on": asked.session.today()})


def _planned(form: Form, asked: Asked, required: bool) -> None:
    """The day and, where it is a visit's own, its hours on the same line."""
    day = Field("planned_on", N_("Planned day"), DateField(asked.session.today), required=required)
    if asked.name not in ("edit", "reschedule"):
        form.row(day)
    else:
        begins = Field("planned_from", N_("Planned from"), HourField())
        form.row(day, begins, Field("planned_until", N_("Planned until"), HourField()))
        form.set_values({name: getattr(asked.detail, name) for name in planned.WHEN[1:]})
    if asked.name != "edit":
        form.set_values({"planned_on": asked.session.today() + timedelta(days=7)})


def _beside(_form: Form, _asked: Asked, _required: bool) -> None:
    """It stands on the line of the field before it."""


def _note(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("note", N_("Note"), TextArea(lines=2), required=required))
    if asked.name == "change_sanction":
        sanctions.fill(form, asked)


def _leader(form: Form, asked: Asked, required: bool) -> None:
    known = people(asked.session, asked.detail.team)
    form.row(Field("leader", N_("Team leader"), PersonField(known), required=required))


def _members(form: Form, asked: Asked, required: bool) -> None:
    hint = N_("One on each line or with semicolons; the agency after a dash: Lê Văn Bình - Trạm Y tế.")
    form.row(
        Field(
            "members",
            N_("Other members of the team"),
            TextArea(lines=3),
            required=asked.name == "assign_team",
            hint=hint,
        )
    )
    form.set_values(team_values(asked.detail.team))


def _decision(form: Form, asked: Asked, required: bool) -> None:
    """Number and day on one line: of the decision on the team, or of the sanction."""
    own = asked.name not in sanctions.STEPS
    editor = DateField(asked.session.today)
    form.row(
        Field("decision_number", N_("Number of the decision"), TextField(), required=not own),
        Field("decision_on", N_("Day of the decision"), editor, required=asked.name != "edit"),
    )
    decided = asked.detail.decision
    known = {"decision_number": decided.number, "decision_on": decided.on}
    form.set_values(known if own else {"decision_on": asked.session.today()})


def _finding(form: Form, asked: Asked, required: bool) -> None:
    found = [each for each in asked.detail.findings if each.state is FindingState.OPEN]
    choices = [Choice(each.id, sanctions.finding_words(each), translated=False) for each in found]
    form.row(Field("finding", N_("Finding"), ChoiceField(choices, upright=True), required=required))
    if len(found) == 1:
        form.set_values({"finding": found[0].id})


def _conclusion(form: Form, asked: Asked, required: bool) -> None:
    from app.common.i18n import tr

    form.row(Field("conclusion", N_("Conclusion of the team"), TextArea(lines=3), required=required))
    form.set_values({"conclusion": asked.detail.conclusion or ("" if asked.detail.findings else tr(READY_WORDS))})


def _authority(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("authority", N_("Receiving authority"), CatalogueField(asked.authorities), required=required))


def _files(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("files", N_("Files"), FilesField()))


FIELDS: dict[str, Callable[[Form, Asked, bool], None]] = {
    "leader": _leader,
    "members": _members,
    "decision_number": _decision,
    "decision_on": _beside,
    "planned_on": _planned,
    "resolved_on": _resolved,
    "due_on": sanctions.put_days,
    "paid_on": sanctions.put_paid,
    "reason": _text("reason", N_("Reason"), 3),
    "planned_from": _beside,
    "planned_until": _beside,
    "content": _text("content", N_("What was inspected"), 2),
    "note": _note,
    "seen": planned.put_seen,
    "conclusion": _conclusion,
    "finding": _finding,
    "findings": sanctions.put_findings,
    "sanction": sanctions.put_sanction,
    "amount": sanctions.put_amount,
    "addressee": sanctions.put_addressee,
    "organisation": sanctions.put_organisation,
    "authority": _authority,
    "files": _files,
}


# --- doing -------------------------------------------------------------------------------------------------


def _said(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _assign(session: Session, detail: InspectionDetail, values: Values) -> Changed:
    team = team_of(people(session, detail.team), values.get("leader"), values.get("members"), detail.team)
    decision = Decision(_said(values, "decision_number"), values.get("decision_on"))
    return services.assign_team(session, detail.id, team, decision, detail.version)


def _attach(session: Session, detail: InspectionDetail, values: Values) -> Changed:
    done: Changed | None = None
    for path in map(Path, values.get("files") or ()):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Invalid(N_("“{name}” could not be read. It was not attached."), name=path.name) from error
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        done = several(done, services_files.attach(session, detail.id, path.name, kind, data))
    if done is None:
        raise Invalid(N_("Choose at least one file."), {"files": Invalid(N_("Choose at least one file."))})
    return done


Doing = Callable[[Session, InspectionDetail, Values], Changed]
DOINGS: Mapping[str, Doing] = {
    "assign_team": _assign,
    "edit": planned.save,
    "reschedule": lambda s, d, v: services.reschedule(
        s, d.id, v.get("planned_on"), v.get("planned_from"), v.get("planned_until"), _said(v, "note"), d.version
    ),
    "conclude": lambda s, d, v: services.conclude(s, d.id, _said(v, "conclusion"), d.version),
    "close": lambda s, d, v: services.close(s, d.id, _said(v, "note"), d.version),
    "reopen": lambda s, d, v: services.reopen(s, d.id, _said(v, "reason"), d.version),
    "cancel": lambda s, d, v: services.cancel(s, d.id, _said(v, "reason"), d.version),
    "put_right": lambda s, d, v: services_findings.put_right(
        s, d.id, v["finding"], v["resolved_on"], _said(v, "note"), d.version
    ),
    "hand_over": lambda s, d, v: services_findings.hand_over(
        s, d.id, v["finding"], _said(v, "authority"), _said(v, "note"), d.version
    ),
    "dismiss": lambda s, d, v: services_findings.dismiss(s, d.id, v["finding"], _said(v, "reason"), d.version),
    "begin_follow_up": lambda s, d, v: services_findings.begin_follow_up(
        s, d.id, v.get("planned_on"), expected_version=d.version
    ),
    "add_sanction": lambda s, d, v: services_sanctions.add_sanction(s, d.id, sanctions.new_sanction(v), d.version),
    "change_sanction": lambda s, d, v: services_sanctions.change_sanction(
        s, d.id, v["sanction"], sanctions.new_sanction(v), d.version
    ),
    "pay": lambda s, d, v: services_sanctions.pay(s, d.id, v["sanction"], v.get("paid_on"), d.version),
    "carry_head_count": lambda s, d, v: services_counts.carry_head_count(s, d.id),
    "attach": _attach,
    "remove": lambda s, d, v: services_review.remove(s, d.id, _said(v, "reason"), d.version),
    "restore": lambda s, d, v: services_review.restore(s, d.id),
}


def do(session: Session, detail: InspectionDetail, name: str, values: Values) -> Changed:
    """Do it, against the version that the person saw. Raises Conflict, Invalid at the fields, Refused."""
    try:
        return DOINGS[name](session, detail, values)
    except Invalid as error:
        if error.fields:
            team = {"team.0": "leader", "team": "members" if "members" in values else "leader"}
            raise at_fields(error, frozenset(values), team) from error
        raise


def under(detail: InspectionDetail) -> str:
    """What stands under the number."""
    return " · ".join(part for part in (detail.premises.name, detail.premises.village) if part)


STEPS: RecordSteps[InspectionDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=needs_of,
    also=also,
    about=sanctions.about,
    fields=FIELDS,
    read=read,
    do=do,
    under=under,
    dangerous=frozenset({"remove", "cancel"}),
)
