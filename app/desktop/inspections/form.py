"""How are the minutes typed in? In the order of the paper, by keys alone, saved whole."""

import secrets
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress
from app.desktop.inspections import checklist
from app.desktop.inspections.checklist import ChecklistField
from app.desktop.inspections.drafts import CORRECT, DRAFTS, EDIT, MINUTES, NEW
from app.desktop.inspections.fields import NumberField, PersonField, at_fields, people, team_of, team_values
from app.desktop.inspections.findings import FindingsField, ReviewsField
from app.desktop.inspections.steps import READY_WORDS
from app.desktop.records.drafts import from_plain, plain_of, put_back, to_plain
from app.desktop.records.fields import HourField
from app.desktop.records.form_page import FormEntry, FormPage
from app.desktop.records.record_type import Values
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.police.inspections import services, services_review
from app.police.inspections.rules import AHEAD, LOCKED
from app.police.inspections.template import checklist as items_of
from app.police.inspections.terms import PRESENT_ROLE_NAMES, PresentRole
from app.police.inspections.values import Changed, Decision, HeadCount, InspectionDetail, Minutes, NewFinding, Present
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.vault.errors import Invalid
from app.vault.session import Session

ROLES = tuple(role for role in PresentRole if role is not PresentRole.WORKERS)
COUNTS = (
    ("total", N_("Workers")),
    ("women", N_("Women")),
    ("from_elsewhere", N_("From elsewhere")),
    ("with_contract", N_("With a contract")),
    ("residence_declared", N_("Residence declared")),
)
# Where the services' names of fields stand in this form.
PLACES = {
    "team": "members",
    "present": "present_owner",
    "workers_total": "total",
    "workers_women": "women",
    "workers_from_elsewhere": "from_elsewhere",
    "workers_with_contract": "with_contract",
    "workers_declared": "residence_declared",
    "establishment_id": "premises",
    "head_count": "total",
}
_OWN = frozenset({"checks", "findings", "reviews"})


class MinutesForm:
    """The form for a new unannounced inspection, for the minutes of a planned one, or to change what was entered."""

    def __init__(
        self, session: Session, detail: InspectionDetail | None = None, draft: Any = None, parent: QWidget | None = None
    ) -> None:
        if detail is None and draft is not None and draft.form != NEW:
            detail = services.read_again(session, int(draft.record_id))
        self._session, self._detail = session, detail
        self._correcting = detail is not None and detail.state in LOCKED
        self._known = people(session, detail.team if detail is not None else ())
        with session.read() as db:
            self._kinds = registry.in_force(db, registry.VIOLATION_KINDS, session.today())
            self._measures = registry.catalogue(db, registry.MEASURES)
            self._premises = premises_register.active_on(db, session.today()) if detail is None else []
        self.form = Form()
        self._build()
        self._fill()
        self.page = FormPage(session, self._entry(draft), parent)
        if draft is not None:
            self._take(draft.payload)
        self.form.mark_clean()
        self.page.filling = False

    # --- the fields, in the order of the paper ------------------------------------------------------------

    def _build(self) -> None:
        form, today = self.form, self._session.today
        if self._correcting:
            form.row(Field("reason", N_("Reason for the correction"), TextField(), required=True))
        if self._detail is None:
            places = [Choice(each.id, f"{each.number} {each.name}", translated=False) for each in self._premises]
            self._place = ChoiceField(places)
            form.row(Field("premises", N_("Establishment"), self._place, required=True))
            self._place.value_changed.connect(self._new_premises)
        form.row(
            Field("inspected_on", N_("Inspected on"), DateField(today), required=True),
            Field("started", N_("Begun at"), HourField()),
            Field("ended", N_("Ended at"), HourField()),
        )
        form.row(
            Field("leader", N_("Team leader"), PersonField(self._known), required=True),
            Field("members", N_("Other members of the team"), TextField(), stretch=2),
        )
        form.row(
            Field("decision_number", N_("Number of the decision"), TextField()),
            Field("decision_on", N_("Day of the decision"), DateField(today)),
        )
        form.section(N_("Present for the premises"))
        boxes = [Field(f"present_{role.value}", PRESENT_ROLE_NAMES[role], TextField()) for role in ROLES]
        form.row(*boxes[:3])
        form.row(*boxes[3:], Field("present_workers", N_("Workers present"), NumberField()))
        form.row(Field("content", N_("What was inspected"), TextField()))
        form.section(N_("Checklist"), checklist.KEYS_SAID)
        self.checks = ChecklistField()
        form.row(Field("checks", N_("Checklist"), self.checks))
        form.section(N_("Head-count"))
        form.row(*(Field(name, source, NumberField()) for name, source in COUNTS))
        form.section(N_("Findings"))
        if self._detail is not None and (self._detail.to_review or self._detail.reviews):
            reviews = ReviewsField(self._session, self._detail.to_review, self._detail.reviews)
            form.row(Field("reviews", N_("Findings looked at again"), reviews))
        self.findings = FindingsField(self._session, self._kinds, self._measures)
        form.row(Field("findings", N_("Findings"), self.findings))
        form.section(N_("What was said and concluded"))
        form.row(Field("owner_opinion", N_("Opinion of the premises"), TextField()))
        form.row(Field("conclusion", N_("Conclusion of the team"), TextArea(lines=2)))
        form.row(
            Field("recommendations", N_("Recommendations"), TextField(), stretch=2),
            Field("fix_by", N_("To be put right by"), DateField(today)),
        )
        form.row(Field("note", N_("Note"), TextField()))
        self.checks.not_met.connect(self._not_met)

    def _not_met(self, check: Any) -> None:
        self.findings.add_for(check)
        conclusion = self.form.field("conclusion").editor
        if conclusion.value() == tr(READY_WORDS):  # type: ignore[attr-defined]
            conclusion.set_value(None)  # type: ignore[attr-defined]

    def _new_premises(self) -> None:
        chosen = self._place.value()
        brief = next((each for each in self._premises if each.id == chosen), None)
        if brief is not None:
            self._items(brief.type_code, self._session.today())
            self.form.set_values({"present_owner": brief.owner})

    def _items(self, type_code: str, on: date) -> None:
        with self._session.read() as db:
            self.checks.set_value(items_of(db, type_code, on))

    def _fill(self) -> None:
        detail, session = self._detail, self._session
        if detail is None:
            mine = {"leader": session.account.full_name, "inspected_on": session.today()}
            self.form.set_values({**mine, "conclusion": tr(READY_WORDS)})
            return
        entered = detail.minutes()
        if detail.state in AHEAD:
            planned = detail.planned_on
            day = planned if planned is not None and planned <= session.today() else session.today()
            entered = replace(entered, inspected_on=day, started=detail.planned_from, conclusion=tr(READY_WORDS))
        self._put(entered)
        if not detail.checks:
            self._items(detail.premises.type_code, entered.inspected_on or session.today())
        if detail.state in AHEAD and not entered.team:
            self.form.set_values({"leader": session.account.full_name})

    def _put(self, entered: Minutes) -> None:
        plain = ("inspected_on", "started", "ended", "content", "owner_opinion", "conclusion", "recommendations")
        values: dict[str, object] = {name: getattr(entered, name) for name in (*plain, "fix_by", "note", "checks")}
        values |= team_values(entered.team or ()) | asdict(entered.head_count) | {"findings": entered.findings}
        if entered.decision is not None:
            values |= {"decision_number": entered.decision.number, "decision_on": entered.decision.on}
        for each in entered.present:
            values[f"present_{each.role.value}"] = each.count if each.role is PresentRole.WORKERS else each.name
        self.form.set_values(values)

    # --- what was typed -----------------------------------------------------------------------------------

    def minutes(self, values: Values) -> Minutes:
        """The whole minutes as the services take them."""
        before = {each.role: each for each in (self._detail.present if self._detail else ())}
        there = [
            Present(role, str(values[f"present_{role.value}"]), None, before[role].note if role in before else "")
            for role in ROLES
            if values.get(f"present_{role.value}")
        ]
        if values.get("present_workers") is not None:
            there.append(Present(PresentRole.WORKERS, "", values["present_workers"]))
        said = {name: str(values.get(name) or "") for name in ("content", "owner_opinion", "conclusion", "note")}
        return Minutes(
            inspected_on=values.get("inspected_on"),
            started=values.get("started"),
            ended=values.get("ended"),
            team=team_of(self._known, values.get("leader"), values.get("members")),
            decision=Decision(str(values.get("decision_number") or ""), values.get("decision_on")),
            present=tuple(there),
            checks=values.get("checks") or (),
            head_count=HeadCount(*(values.get(name) for name, _source in COUNTS)),
            findings=values.get("findings") or (),
            reviews=values.get("reviews") or (),
            recommendations=str(values.get("recommendations") or ""),
            fix_by=values.get("fix_by"),
            **said,
        )

    def _save(self, values: Values, _incomplete: bool) -> Any:
        entered, session, detail = self.minutes(values), self._session, self._detail
        changes: dict[str, Any] = {}
        if detail is not None and detail.state not in AHEAD:
            before = detail.minutes()
            names = [each.name for each in fields(Minutes)]
            changes = {
                name: getattr(entered, name) for name in names if getattr(entered, name) != getattr(before, name)
            }
            if not changes:
                return None

        def store() -> Changed:
            if detail is None:
                return services.add_unannounced(session, int(values["premises"]), entered)
            if detail.state in AHEAD:
                return services.record(session, detail.id, entered, detail.version)
            if self._correcting:
                reason = str(values.get("reason") or "")
                return services_review.correct(session, detail.id, detail.version, changes, reason)
            return services.edit_inspection(session, detail.id, detail.version, changes)

        def work(_progress: Progress) -> Changed:
            try:
                return store()
            except Invalid as error:
                raise at_fields(error, frozenset(values), PLACES) from error

        return work

    # --- drafts -------------------------------------------------------------------------------------------

    def _entry(self, draft: Any) -> FormEntry:
        detail = self._detail
        if detail is None:
            title, kept_as = tr("New unannounced inspection"), NEW
            record_id = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
        else:
            number, name, record_id = detail.number, detail.premises.name, str(detail.id)
            title = tr("Minutes of {number} · {name}", number=number, name=name)
            kept_as = CORRECT if self._correcting else MINUTES if detail.state in AHEAD else EDIT
        return FormEntry(
            title=title,
            help="inspections",
            form=self.form,
            drafts=DRAFTS,
            draft_form=kept_as,
            record_id=record_id,
            collect=self._collect,
            save=self._save,
            first=lambda: "reason" if self._correcting else "premises" if detail is None else "started",
            owner=self,
        )

    def _collect(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        for row in self.findings.rows:
            try:
                each = row.finding()
            except Invalid:
                continue  # a half-typed day: the rest of the draft is kept
            found.append({name: to_plain(value) for name, value in asdict(each).items()})
        return {
            "number": self._detail.number if self._detail else "",
            "values": plain_of(self.form, lambda name: name in _OWN),
            "checks": checklist.to_plain(self.checks.value()),
            "findings": found,
        }

    def _take(self, payload: Any) -> None:
        put_back(self.form, payload.get("values", {}))
        if payload.get("checks"):
            self.checks.set_value(payload["checks"])
        self.findings.set_value([_finding(each) for each in payload.get("findings", ())])


def _finding(plain: dict[str, Any]) -> NewFinding:
    values: dict[str, Any] = {name: from_plain(value) for name, value in plain.items()}
    return NewFinding(**{**values, "measures": tuple(values.get("measures") or ())})
