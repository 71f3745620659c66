"""What can a person do with a report? Take it in, open it, edit it, take its next step, give it to somebody.

Each verb checks the permission and the rules, works in one transaction, notes the event in the timeline and
audits old → new. The other verbs are in `services_limits` (extend, suspend, escalate), `services_review`
(classify again, correct, bin, undo, link), `services_files` (attachments, documents) and `declared.DESK`
(drafts, saved filters).
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select

from app.common import entered
from app.common.asking import NEEDED, unless
from app.common.deadlines import Starts
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.police.reports import clock, grounds, intake, rules, sealing
from app.police.reports.changing import Change, needed, open_change
from app.police.reports.declared import FIELD_NAMES
from app.police.reports.detail import detail_of
from app.police.reports.models import Report, ReportEvent, ReportNumber
from app.police.reports.record import find, give_number, index_words, snapshot, standing, subject
from app.police.reports.rules import StepFacts
from app.police.reports.terms import State
from app.police.reports.values import Changed, NewReport, ReportDetail, Reporter
from app.registry import choices
from app.vault import seals
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.people import Level
from app.vault.session import Session, Work

# What `edit_report` takes: fields of NewReport but those with a verb of their own.
EDITABLE = frozenset(field.name for field in fields(NewReport)) - {"kind", "instance", "officer_id", "sealed"}


def receive_report(session: Session, new: NewReport) -> Changed:
    """Take in a report: it gets the next number of its register, and its time limits begin to run.

    Raises Invalid with an error for each field that is wrong.
    """
    require(session, "reports.receive")
    with session.work(Compartment.POLICE) as work:
        return receive_in(work, new)


def receive_in(work: Work, new: NewReport) -> Changed:
    """The same, inside a transaction that the caller has open."""
    session, db = work.session, work.db
    if new.officer_id is not None and new.officer_id != session.account.id:
        require(session, "reports.assign")
    new = intake.checked_reporter(intake.checked(session, db, new))
    report = Report(
        kind=new.kind.value,
        state=State.RECEIVED.value,
        received_by=session.account.id,
        reporter_form=new.reporter.form.value,
        officer_id=new.officer_id,
        created_at=work.now,
        updated_at=work.now,
    )
    fill_defaults(report)
    intake.write(session, db, report, new)
    give_number(work, report)
    intake.write_reporter(session, report, new)
    clock.begin(work, report, Starts.RECEIVED, report.received_at)
    clock.show_in_lists(report, clock.of(db, report.id))
    db.flush()
    # Taking it back puts it into the bin; the number stays given.
    before = snapshot(db, report)
    before["report"] |= {"removed": True, "removed_at": work.now.isoformat()}
    db.add(
        ReportEvent(
            report_id=report.id,
            at=work.now,
            by=session.account.id,
            action="receive",
            to_state=report.state,
            detail={"number": report.number},
            before=before,
        )
    )
    work.audit("reports.receive", subject(report), kind=report.kind, received_on=report.received_on.isoformat())
    index_words(db, report)
    db.flush()
    return Changed(report.id, report.number, report.version, State.RECEIVED, "receive")


def find_number(session: Session, number: str) -> int:
    """The id behind a register number as typed (14/2026/tb will do), an earlier one too. Raises NotFound."""
    require(session, "reports.list")
    with session.read() as db:
        found = db.scalar(select(ReportNumber.report_id).where(ReportNumber.number == rules.tidy_number(number)))
    if found is None:
        raise NotFound(N_("There is no report with the number {number}."), number=number)
    return found


def open_report(session: Session, report_id: int) -> ReportDetail:
    """Everything about a report; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "reports.open")
    with session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        work.audit("reports.open", subject(report))
        return detail_of(session, work.db, report)


def read_again(session: Session, report_id: int) -> ReportDetail:
    """The report as it is now, for a person who has it open already: after a change, or on F5. Not audited."""
    require(session, "reports.open")
    with session.read() as db:
        return detail_of(session, db, find(db, report_id))


def edit_report(session: Session, report_id: int, expected_version: int, changes: Mapping[str, Any]) -> Changed:
    """Change facts of an open report; `changes` maps names of NewReport's fields to their new values.

    Raises Conflict (`theirs` is the ReportDetail as stored now), Invalid, Refused once the report is concluded.
    """
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        unless(rules.why_not_act(standing(change.report), "edit", session.account))
        received = change.report.received_at
        write_changes(change, changes)
        if change.report.received_at != received:
            clock.day_of_receipt_changed(work, change.report)
        return change.done("edit")


def write_changes(change: Change, changes: Mapping[str, Any]) -> None:
    """Check the changed entry as a whole and write it. Raises Invalid."""
    session, report = change.work.session, change.report
    entered.known_names(changes, EDITABLE)
    before = intake.as_entered(report)
    new = intake.checked(session, change.work.db, replace(before, **changes), before)
    if "reporter" in changes:
        intake.write_reporter(session, report, intake.checked_reporter(new))
    intake.write(session, change.work.db, report, new)


def take_step(
    session: Session, report_id: int, step: str, facts: StepFacts, expected_version: int | None = None
) -> Changed:
    """Take a step of rules.TRANSITIONS: accept, decline, transfer, begin_verification, conclude, resolve, close,
    reopen.

    Raises Refused with the reason, Invalid naming the facts that are lacking, Conflict.
    """
    require(session, "reports.edit")
    with sealing.telling(session), session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        report = change.report
        unless(rules.why_not_step(standing(report), step, session.account))
        row = rules.TRANSITIONS[State(report.state), step]
        if facts.officer_id not in (None, report.officer_id, session.account.id):
            require(session, "reports.assign")
        facts = entered.typed(facts, _FACT_NAMES)
        _check_facts(work, report, row.needs, facts)
        _write_facts(change, row, facts)
        report.state = row.to.value
        met = clock.meet(work, report, row.meets)
        if row.starts == ("accepted",):
            clock.begin(work, report, Starts.ACCEPTED, work.now)
        if row.starts == ("reopened",):
            clock.begin_again(work, report, row.to)
        note = nfc(facts.reason or facts.note).strip()
        return change.done(step, note, met=met)


# How the forms call the facts of a step.
_FACT_NAMES = {"officer_id": "officer"}


def _check_facts(work: Work, report: Report, needs: tuple[str, ...], facts: StepFacts) -> None:
    missing = rules.lacking(needs, facts, report.officer_id)
    if missing:
        needed_too: dict[str, AppError] = {name: Invalid(NEEDED) for name in _where(missing, facts)}
        first = FIELD_NAMES[missing[0]]
        raise Invalid(N_("“{field}” is needed for this step. Nothing was changed."), needed_too, field=first)
    session, wrong = work.session, dict[str, AppError]()
    if facts.officer_id is not None and facts.officer_id not in intake.officers(session):
        wrong["officer"] = Invalid(N_("That person cannot be in charge of a report."))
    if facts.notice_on is not None and facts.notice_on > session.today():
        wrong["notice_on"] = Invalid(N_("The day of the notice lies in the future."))
    elif facts.notice_on is not None and facts.notice_on < report.received_on:
        wrong["notice_on"] = Invalid(N_("The day of the notice is before the day of receipt."))
    if "decline_ground" in needs:
        ground = facts.decline_ground.strip()
        wrong |= grounds.wrong_ground(work.db, ground, report.kind, report.instance, facts.note)
    if "authority" in needs and (why := choices.wrong_body(work.db, nfc(facts.authority).strip())) is not None:
        wrong["authority"] = why
    entered.unless_wrong(wrong)


def _where(missing: tuple[str, ...], facts: StepFacts) -> list[str]:
    """The fields at which it stands that a need is lacking: of the notice, its day or its way."""
    if "notice" not in missing or not (facts.notice_on or facts.notice_how.strip()):
        return [*missing]
    half = "notice_how" if facts.notice_on else "notice_on"
    return [half if name == "notice" else name for name in missing]


def _write_facts(change: Change, row: rules.Step, facts: StepFacts) -> None:
    report, work, me = change.report, change.work, change.work.session.account
    for name in row.needs:
        match name:
            case "notice":
                report.notice_on, report.notice_how = facts.notice_on, nfc(facts.notice_how).strip()
                report.no_notice_reason = nfc(facts.no_notice_reason).strip()
            case "classification":
                report.classification = facts.classification.value if facts.classification else ""
            case "officer" | "reason":
                pass
            case _:
                setattr(report, name, nfc(getattr(facts, name)).strip())
    officer = facts.officer_id
    if row.name == "accept":
        report.accepted_at = work.now
        # Who accepts what nobody has takes it; a lead hands it on instead.
        if officer is None and report.officer_id is None and me.level is Level.OFFICER:
            officer = me.id
    if officer is not None and officer != report.officer_id:
        report.officer_id = officer
        sealing.seal_to_the_present(work.session, work.db, report)
    if row.name == "conclude":
        report.concluded_at = work.now
    elif row.name == "resolve":
        report.resolved_at = work.now
    elif row.name == "close":
        report.closed_at = work.now
    elif row.name == "reopen":
        report.concluded_at = report.resolved_at = report.closed_at = None
    if row.to in rules.FINISHED | {State.CONCLUDED}:
        report.escalated_at = None


def assign(session: Session, report_id: int, officer_id: str, note: str = "") -> Changed:
    """Put somebody in charge; a sealed reporter is sealed anew, to the new officer and the leads.

    Raises Refused, NotForYou when the acting lead cannot open the seal, SealChanged, Invalid.
    """
    require(session, "reports.assign")
    with sealing.telling(session), session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        unless(rules.why_not_act(standing(change.report), "assign", session.account))
        if officer_id not in intake.officers(session):
            entered.unless_wrong({"officer": Invalid(N_("That person cannot be in charge of a report."))})
        if officer_id == change.report.officer_id:
            entered.unless_wrong({"officer": Invalid(N_("That person is in charge of this report already."))})
        change.report.officer_id = officer_id
        sealing.seal_to_the_present(session, work.db, change.report)
        return change.done("assign", nfc(note).strip())


def reveal_reporter(session: Session, report_id: int, reason: str) -> Reporter:
    """The sealed reporter, to the officer in charge or a lead, for a reason that is kept in the audit.

    The entry is written before anything is shown. Raises NotForYou, SealChanged, Invalid without a reason.
    """
    require(session, "reports.reveal")
    with sealing.telling(session), session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        reason = needed(reason, "reason")
        if report.reporter_sealed is None:
            raise Refused(N_("The reporter of this report is not sealed."))
        reporter = sealing.unsealed(session, work.db, report)
        work.db.add(
            ReportEvent(
                report_id=report.id,
                at=work.now,
                by=session.account.id,
                action="reveal",
                from_state=report.state,
                to_state=report.state,
                note=reason,
                detail={},
            )
        )
        work.audit("reports.reveal", subject(report), reason=reason)
    return reporter


def who_sealed(session: Session, report_id: int) -> seals.Opened | None:
    """Whose signature a sealed reporter carries, to be said beside the name that was revealed; None if not sealed.

    Raises NotForYou, SealChanged.
    """
    require(session, "reports.reveal")
    with sealing.telling(session), session.read() as db:
        report = find(db, report_id)
        found = sealing.opened(session, db, report) if report.reporter_sealed is not None else None
    return found and replace(found, data=b"")
