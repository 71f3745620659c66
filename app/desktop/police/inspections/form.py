"""How are the minutes typed in? In the order of the paper, by keys alone, saved whole, never over somebody else's."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress
from app.desktop.police.inspections import checklist
from app.desktop.police.inspections.checklist import ChecklistField
from app.desktop.police.inspections.drafts import CORRECT, DRAFTS, EDIT, MINUTES, NEW
from app.desktop.police.inspections.fields import (
    NumberField,
    PersonField,
    PremisesField,
    at_fields,
    people,
    team_of,
    team_values,
)
from app.desktop.police.inspections.findings import FindingsField, ReviewsField
from app.desktop.police.inspections.form_drafts import back, plain
from app.desktop.police.inspections.form_words import COUNTS, NAMES, parts, shown
from app.desktop.police.inspections.steps import READY_WORDS
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.fields import HourField, LinesField
from app.desktop.records.form_page import FormEntry, FormPage
from app.desktop.records.record_type import Values
from app.desktop.theme import Tone
from app.desktop.widgets import Banner, DateField, Field, Form, TextArea, TextField
from app.police.inspections import services, services_review
from app.police.inspections.rules import AHEAD, LOCKED
from app.police.inspections.template import checklist as items_of
from app.police.inspections.terms import PRESENT_ROLE_NAMES, CheckResult, PresentRole
from app.police.inspections.values import Changed, Decision, HeadCount, InspectionDetail, Minutes, NewFinding, Present
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.vault.errors import Conflict, Invalid
from app.vault.session import Session

ROLES = tuple(role for role in PresentRole if role is not PresentRole.WORKERS)
# Where the services' names of fields stand in this form.
PLACES = {
    "team.0": "leader",
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
            used = _used(detail, draft)
            kinds, measures = (
                registry.whole_catalogue(db, name) for name in (registry.VIOLATION_KINDS, registry.MEASURES)
            )
            self._listed = {each.code: each.name for each in (*kinds, *measures)}
            today = session.today()
            # What is stored stays to be chosen, even when the list has it no longer.
            self._kinds = [each for each in kinds if (each.active and each.in_force(today)) or each.code in used]
            self._measures = [each for each in measures if each.active or each.code in used]
            self._premises = premises_register.active_on(db, session.today()) if detail is None else []
        self.form = Form()
        self.reviews: ReviewsField | None = None
        self._before = detail.minutes() if detail is not None else Minutes(None)
        self._version = detail.version if detail is not None else 0
        self._chosen: int | None = None
        self._tried: tuple[Minutes, str] = (self._before, "")
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
            self._place = PremisesField(self._premises)
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
        boxes = [Field(f"present_{role.value}", PRESENT_ROLE_NAMES[role], LinesField()) for role in ROLES]
        form.row(*boxes[:3])
        form.row(*boxes[3:], Field("present_workers", N_("Workers present"), NumberField()))
        form.row(Field("content", N_("What was inspected"), LinesField()))
        form.section(N_("Checklist"), checklist.KEYS_SAID)
        self.checks = ChecklistField()
        form.row(Field("checks", N_("Result of each item"), self.checks))
        form.section(N_("Head-count"))
        form.row(*(Field(name, source, NumberField()) for name, source in COUNTS))
        form.section(N_("Findings"))
        if self._detail is not None and (self._detail.to_review or self._detail.reviews):
            self.reviews = ReviewsField(self._session, self._detail.to_review, self._detail.reviews)
            form.row(Field("reviews", N_("Findings looked at again"), self.reviews))
        self.findings = FindingsField(self._session, self._kinds, self._measures)
        form.row(Field("findings", N_("Found at this visit"), self.findings))
        form.section(N_("What was said and concluded"))
        form.row(Field("owner_opinion", N_("Opinion of the premises"), LinesField()))
        form.row(Field("conclusion", N_("Conclusion of the team"), TextArea(lines=2)))
        form.row(
            Field("recommendations", N_("Recommendations"), LinesField()),
            Field("fix_by", N_("To be put right by"), DateField(today)),
        )
        form.row(Field("note", N_("Note"), LinesField()))
        self.checks.not_met.connect(self.findings.add_for)
        self.checks.value_changed.connect(self._conclude_if_clean)
        self.findings.value_changed.connect(self._conclude_if_clean)

    def _conclude_if_clean(self) -> None:
        """The ready sentence stands there once every item was looked at and nothing found, and only then."""
        if self._detail is not None and self._detail.state not in AHEAD:
            return
        conclusion: Any = self.form.field("conclusion").editor
        looked_at = {each.result for each in self.checks.value()}
        clean = bool(looked_at) and looked_at <= {CheckResult.MET, CheckResult.NOT_APPLICABLE}
        clean = clean and not self.findings.rows
        if clean and not conclusion.value():
            conclusion.set_value(tr(READY_WORDS))
        elif not clean and conclusion.value() == tr(READY_WORDS):
            conclusion.set_value(None)

    def _new_premises(self) -> None:
        chosen = self._place.found()
        if chosen == self._chosen:
            return
        self._chosen = chosen
        brief = next((each for each in self._premises if each.id == chosen), None)
        if brief is not None:
            self._items(brief.type_code, self._session.today())
            self.form.field("present_owner").editor.set_value(brief.owner)

    def _items(self, type_code: str, on: date) -> None:
        with self._session.read() as db:
            self.checks.set_value(items_of(db, type_code, on))

    def _fill(self) -> None:
        detail, session = self._detail, self._session
        if detail is None:
            mine = {"leader": session.account.full_name, "inspected_on": session.today()}
            self.form.set_values(mine)
            return
        entered = detail.minutes()
        if detail.state in AHEAD:
            planned = detail.planned_on
            day = planned if planned is not None and planned <= session.today() else session.today()
            entered = replace(entered, inspected_on=day, started=detail.planned_from)
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
        for role in ROLES:
            values[f"present_{role.value}"] = "\n".join(each.name for each in entered.present if each.role is role)
        workers = [each.count for each in entered.present if each.role is PresentRole.WORKERS]
        values["present_workers"] = workers[0] if workers else None
        self.form.set_values(values)

    # --- what was typed -----------------------------------------------------------------------------------

    def minutes(self, values: Values) -> Minutes:
        """The whole minutes as the services take them."""
        there = present_of(values, self._detail.present if self._detail else ())
        before = self._before.team or ()
        team = team_of(self._known, values.get("leader"), values.get("members"), before)
        said = {name: str(values.get(name) or "") for name in ("content", "owner_opinion", "conclusion", "note")}
        return Minutes(
            inspected_on=values.get("inspected_on"),
            started=values.get("started"),
            ended=values.get("ended"),
            team=before if set(team) == set(before) else team,  # its order is theirs
            decision=Decision(str(values.get("decision_number") or ""), values.get("decision_on")),
            present=there,
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
        reason = str(values.get("reason") or "")
        changes = _changes(self._before, entered)
        if detail is not None and detail.state not in AHEAD and not changes:
            return None
        self._tried = entered, reason

        def store() -> Changed:
            if detail is None:
                return services.add_unannounced(session, int(values["premises"]), entered)
            if detail.state in AHEAD:
                return services.record(session, detail.id, entered, self._version)
            return self._change(self._version, changes, reason)

        def work(_progress: Progress) -> Changed:
            try:
                return store()
            except Invalid as error:
                raise at_fields(error, frozenset(values), PLACES) from error

        return work

    def _change(self, version: int, changes: Values, reason: str) -> Changed:
        assert self._detail is not None
        if self._correcting:
            return services_review.correct(self._session, self._detail.id, version, changes, reason)
        return services.edit_inspection(self._session, self._detail.id, version, changes)

    def _mine(self, error: Conflict) -> Mine:
        """What the person wanted to save when somebody else had saved already."""
        entered, reason = self._tried
        theirs: Any = error.theirs

        def save(version: int, changes: Values) -> Changed:
            known = {each.id for each in theirs.findings}
            changes = dict(changes)
            if "findings" in changes:
                # Somebody took one of them out meanwhile: it is a new one again.
                changes["findings"] = tuple(
                    each if each.id in known else replace(each, id=None) for each in changes["findings"]
                )
            if theirs.state in AHEAD:
                return services.record(self._session, theirs.id, replace(theirs.minutes(), **changes), version)
            return self._change(version, changes, reason)

        return Mine(
            before=parts(self._before),
            changes=_changes(self._before, entered),
            names=NAMES,
            stored=lambda detail, name: getattr(detail.minutes(), name),
            shown=lambda name, value: shown(name, value, self._listed),
            save=save,
        )

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
            kept_as = draft.form if draft is not None else kept_as  # the inspection may have gone on since
        return FormEntry(
            title=title,
            help="inspections",
            form=self.form,
            drafts=DRAFTS,
            draft_form=kept_as,
            record_id=record_id,
            collect=self._collect,
            save=self._save,
            mine=self._mine if detail is not None else None,
            first=lambda: "reason" if self._correcting else "premises" if detail is None else "started",
            owner=self,
        )

    def _collect(self) -> dict[str, Any]:
        found: list[NewFinding] = []
        for row in self.findings.rows:
            try:
                found.append(row.finding())
            except Invalid:
                continue  # a half-typed day: the rest of the draft is kept
        return {
            "number": self._detail.number if self._detail else "",
            "version": self._version,
            "began": plain(self._before),
            "values": plain_of(self.form, lambda name: name in _OWN),
            "checks": plain(self.checks.value()),
            "findings": plain(tuple(found)),
            "reviews": plain(self.reviews.kept()) if self.reviews is not None else [],
        }

    def _take(self, payload: Any) -> None:
        put_back(self.form, payload.get("values", {}))
        if payload.get("checks"):
            self.checks.set_value(back(payload["checks"]))
        self.findings.set_value(back(payload.get("findings") or []))
        if self.reviews is not None:
            self.reviews.set_value(back(payload.get("reviews") or []))
        if self._detail is not None and payload.get("version", self._version) != self._version:
            said = tr("This inspection was saved since the draft was kept. Saving compares both versions.")
            self.page.put_in(Banner(said, Tone.WARN))
            # Only against the version that it began on is it known who changed what since.
            self._version, self._before = int(payload["version"]), back(payload["began"])


def present_of(values: Values, before: Sequence[Present]) -> tuple[Present, ...]:
    """Who was there, a line for each; notes stay with their persons (or with their line, when a name is corrected)."""
    there: list[Present] = []
    for role in ROLES:
        known = [each for each in before if each.role is role]
        names = [line.strip() for line in str(values.get(f"present_{role.value}") or "").splitlines() if line.strip()]
        for at, name in enumerate(names):
            same = [each for each in known if each.name == name]
            if not same and len(known) == len(names):
                same = [known[at]]
            there.append(replace(same[0], name=name) if same else Present(role, name))
    count = values.get("present_workers")
    if count is not None:
        workers = next((each for each in before if each.role is PresentRole.WORKERS), Present(PresentRole.WORKERS))
        there.append(replace(workers, count=count))
    order = [(each.role, each.name) for each in before]
    if sorted(order) == sorted((each.role, each.name) for each in there):
        there.sort(key=lambda each: order.index((each.role, each.name)))
    return tuple(there)


def _changes(before: Minutes, entered: Minutes) -> dict[str, Any]:
    was, now = parts(before), parts(entered)
    return {name: now[name] for name in NAMES if now[name] != was[name]}


def _used(detail: InspectionDetail | None, draft: Any) -> set[str]:
    """The entries of the lists that are chosen already."""
    found: list[NewFinding] = list(detail.minutes().findings) if detail is not None else []
    if draft is not None:
        found += back(draft.payload.get("findings") or [])
    return {code for each in found for code in (each.violation_code, *each.measures)}
