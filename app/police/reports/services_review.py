"""What can a person set right? Classify again, correct a locked report, bin and restore, undo, link."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.common import entered
from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import columns
from app.common.text import nfc
from app.police.reports import clock, grounds, rules, sealing
from app.police.reports.changing import needed, open_change
from app.police.reports.detail import detail_of, last_act
from app.police.reports.models import Report, ReportEvent, ReportLink, ReportNumber, ReportVersion
from app.police.reports.record import find, give_number, index_words, put_back, standing, subject
from app.police.reports.services import write_changes
from app.police.reports.terms import ReporterForm, ReportKind
from app.police.reports.values import Changed
from app.registry import choices
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, NotFound, Refused
from app.vault.session import Session, Work


def reclassify(
    session: Session,
    report_id: int,
    kind: ReportKind,
    reason: str,
    instance: int = 1,
    expected_version: int | None = None,
) -> Changed:
    """Put the report on another legal track: a number in that register, and the clock begins again.

    The old number stays in its register, marked. Becoming a denunciation seals the reporter. A respondent is
    kept only where the new kind names one. Raises Invalid without a reason or for the same kind, Refused.
    """
    require(session, "reports.reclassify")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        report = change.report
        unless(rules.why_not_act(standing(report), "reclassify", session.account))
        reason, kind = needed(reason, "reason"), entered.member(ReportKind, kind, "kind")
        if instance not in (1, 2) or (instance == 2 and kind is not ReportKind.COMPLAINT):
            entered.unless_wrong({"instance": Invalid(N_("Only a complaint can be a second one."))})
        if (kind, instance) == (report.kind, report.instance):
            entered.unless_wrong({"kind": Invalid(N_("The report is of that kind already. Choose another."))})
        anonymous = report.reporter_form == ReporterForm.ANONYMOUS
        if kind is ReportKind.DENUNCIATION and anonymous and report.state != "received":
            raise Refused(N_("An anonymous report that was accepted cannot become a denunciation."))
        old_number, old_kind = report.number, report.kind
        _mark_number(work, report, reason)
        report.kind, report.instance = kind.value, instance
        if kind.value != old_kind:
            give_number(work, report)
        if not rules.has_respondent(kind):
            report.respondent_name = report.respondent_detail = ""
        clock.begin_anew(work, report)
        done = change.done("reclassify", reason, number=[old_number, report.number], kind=[old_kind, kind.value])
        if rules.must_seal(kind) and report.reporter_sealed is None:
            sealing.seal_an_open_one(work, report)
            index_words(work.db, report)
        return done


def _mark_number(work: Work, report: Report, reason: str) -> None:
    line = work.db.scalar(select(ReportNumber).where(ReportNumber.number == report.number))
    if line is not None:
        line.withdrawn_reason = reason


def correct(
    session: Session, report_id: int, expected_version: int, changes: Mapping[str, Any], reason: str
) -> Changed:
    """Change facts of a locked report; the old version is kept with the reason.

    `changes` as for edit_report, and `verification_result`, `handling`, `decline_ground`, `authority`.
    """
    require(session, "reports.correct")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        report = change.report
        unless(rules.why_not_act(standing(report), "correct", session.account))
        reason = needed(reason, "reason")
        work.db.add(
            ReportVersion(
                report_id=report.id,
                version=report.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=columns(report, frozenset({"reporter_sealed", "fingerprint", "batch_id"})),
            )
        )
        outcome = {name: changes[name] for name in CORRECTABLE_OUTCOME if name in changes}
        _check_outcome(work, report, outcome)
        for name, value in outcome.items():
            setattr(report, name, needed(value, name))
        write_changes(change, {name: changes[name] for name in changes if name not in outcome})
        return change.done("correct", reason)


def _check_outcome(work: Work, report: Report, outcome: Mapping[str, Any]) -> None:
    """What a step wrote is corrected where it wrote something, to what the step would take."""
    wrong: dict[str, AppError] = {
        name: Invalid(N_("No step has written this yet, so there is nothing to correct."))
        for name in outcome
        if not getattr(report, name)
    }
    if "decline_ground" in outcome:
        # The reason of the correction says which other ground it is.
        code = str(outcome["decline_ground"]).strip()
        wrong = grounds.wrong_ground(work.db, code, report.kind, report.instance, note="-") | wrong
    if "authority" in outcome:
        why = choices.wrong_body(work.db, nfc(str(outcome["authority"])).strip(), report.authority)
        wrong = ({"authority": why} if why is not None else {}) | wrong
    entered.unless_wrong(wrong)


CORRECTABLE_OUTCOME = ("verification_result", "handling", "decline_ground", "authority")


def remove(session: Session, report_id: int, reason: str, expected_version: int | None = None) -> Changed:
    """Move a report to the bin, from where it can be restored; its number stays given."""
    require(session, "reports.remove")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        report = change.report
        unless(rules.why_not_act(standing(report), "remove", session.account))
        report.removed_reason = needed(reason, "reason")
        report.removed, report.removed_at = True, work.now
        return change.done("remove", report.removed_reason)


def restore(session: Session, report_id: int) -> Changed:
    """Take a report out of the bin."""
    require(session, "reports.remove")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        report = change.report
        unless(rules.why_not_act(standing(report), "restore", session.account))
        report.removed, report.removed_at, report.removed_reason = False, None, ""
        return change.done("restore")


def undo_last(session: Session, report_id: int, event_id: int | None = None) -> Changed:
    """Take back the person's own last act on the report, if nothing came after it.

    Both stay in the timeline. `event_id` is the act the person saw offered; another one in its place is a Conflict.
    Raises Refused when the last act is somebody else's or cannot be taken back.
    """
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        last: ReportEvent | None = last_act(work.db, report_id)
        if last is None or (event_id is not None and last.id != event_id):
            raise Conflict(
                N_("Something else happened to this report meanwhile, so nothing was undone."),
                theirs=detail_of(session, work.db, report),
            )
        if last.by != session.account.id:
            raise Refused(N_("The last act on this report is somebody else's. Only they can undo it."))
        if last.before is None:
            raise Refused(N_("This act cannot be undone."))
        change = open_change(work, report_id)
        change.undoable = False
        number = report.number
        put_back(work.db, report, last.before)
        last.undone_at = work.now
        if report.number != number:
            _swap_numbers(work, number, report.number)
        return change.done("undo", "", of=last.action, event=last.id)


def _swap_numbers(work: Work, withdrawn: str, again: str) -> None:
    for line in work.db.scalars(select(ReportNumber).where(ReportNumber.number.in_((withdrawn, again)))):
        line.withdrawn_reason = "" if line.number == again else "undo"


def link(session: Session, report_id: int, other_id: int, reason: str) -> Changed:
    """Note that two reports are about the same matter; it says nothing about persons."""
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        change.undoable = False
        unless(rules.why_not_act(standing(change.report), "link", session.account))
        other = find(work.db, other_id)
        if other.id == report_id:
            entered.unless_wrong({"other": Invalid(N_("A report cannot be linked to itself."))})
        first, second = sorted((report_id, other_id))
        if work.db.get(ReportLink, (first, second)) is not None:
            entered.unless_wrong({"other": Invalid(N_("These two reports are linked already."))})
        work.db.add(ReportLink(first_id=first, second_id=second, reason=needed(reason, "reason")))
        return change.done("link", nfc(reason).strip(), other=subject(other))


def unlink(session: Session, report_id: int, other_id: int) -> Changed:
    """Take a link back."""
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        change.undoable = False
        unless(rules.why_not_act(standing(change.report), "link", session.account))
        first, second = sorted((report_id, other_id))
        found = work.db.get(ReportLink, (first, second))
        if found is None:
            raise NotFound(N_("These two reports are not linked."))
        work.db.delete(found)
        return change.done("unlink", "", other=subject(find(work.db, other_id)))
