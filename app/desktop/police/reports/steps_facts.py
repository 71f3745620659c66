"""What should a person know before a step: which limits begin or move, what is locked, what cannot be taken back?"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from app.common import deadlines
from app.common.dates import office_day, office_time, show_date
from app.common.deadlines import STAGE_NAMES, Rule, Starts
from app.common.i18n import N_, tr
from app.desktop.police.reports.form_preview import LENGTHS, limits
from app.desktop.police.reports.form_side import day_words, limit_words
from app.desktop.police.reports.list_words import UNVERIFIED
from app.desktop.records.record_type import Fact
from app.desktop.theme import Tone
from app.police.reports import clock, rules
from app.police.reports.declared import FIELD_NAMES
from app.police.reports.terms import (
    STATE_NAMES,
    ReporterForm,
    ReportKind,
)
from app.police.reports.values import ReportDetail
from app.vault.session import Session

# What each step or act means, in a sentence above its fields.
MEANINGS: dict[str, str] = {
    "accept": N_("The office takes the matter on. The limits that count from the acceptance begin to run today."),
    "decline": N_("The report is not taken on. Its limits end, and its facts are locked; the lead can correct them."),
    "transfer": N_("The report goes to the competent body. Its limits end; the transfer note can be printed next."),
    "begin_verification": N_("The officer in charge checks what was told."),
    "conclude": N_("The result is recorded and the facts are locked; a correction keeps the old version."),
    "resolve": N_("What was done about it is recorded."),
    "close": N_("Nothing is left to do. The reporter is told, or it is noted why not."),
    "reopen": N_("The report is worked again, and the limits that its steps had met run anew from now."),
    "assign": N_("Whoever is in charge works the report and is reminded of its limits."),
    "reclassify": N_("The report moves to another register under a new number, and the clock begins again from now."),
    "extend": N_("The limit is put off by what the law still allows."),
    "suspend": N_("The limits stand still until the report is resumed; the days are added to them then."),
    "resume": N_("The limits run on; each ends later by the days that it stood still."),
    "record_done": N_("What a limit asks for was done: say how and when."),
    "escalate": N_("The report stands in the lead's work list until the lead has answered."),
    "answer_escalation": N_("Your answer stands in the report's history, and it leaves your work list."),
    "attach": N_("The files are kept encrypted with the report. The originals stay where they are."),
    "link": N_("The two reports are about the same matter. Nothing is merged."),
    "remove": N_("The report goes to the bin, from where it can be restored. Its number stays given."),
    "restore": N_("The report comes back out of the bin as it was."),
}


def about(session: Session, detail: ReportDetail, name: str, values: Mapping[str, Any]) -> list[Fact]:
    """The facts for a step, with what was entered so far. Asked off the window's thread."""
    return ABOUT[name](session, detail, values) if name in ABOUT else []


def _accept(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    with session.read() as db:
        table = clock.law(db)
    now = session.clock()
    found = []
    for rule in clock.rules_for(table, detail.kind.value, detail.instance, Starts.ACCEPTED, office_day(now)):
        ends = deadlines.due(rule, now, table.calendar, table.day_off)
        found.append(Fact(_with_basis(day_words(ends.on), rule), STAGE_NAMES.get(rule.stage, rule.stage)))
        if not ends.calendar_confirmed:
            found.append(_unconfirmed(ends.on))
    return found or [Fact(tr("The law names no time limit here. The office sets one."))]


def _with_basis(words: str, rule: Rule) -> str:
    parts = [words, rule.basis, "" if rule.verified else tr(UNVERIFIED)]
    return " · ".join(part for part in parts if part)


def _unconfirmed(day: date) -> Fact:
    return Fact(tr("The days off of {year} are not confirmed yet: the day may move.", year=day.year), "", Tone.WARN)


def _extend(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    with session.read() as db:
        limit = clock.extendable(db, detail.id)
        table = clock.law(db)
        left = clock.extensions_left(limit)
        rule, old = Rule.from_json(limit.rule), clock.end_of(limit)
        granted = [each for each in rule.extensions for _ in range(each.times)][: limit.extensions + 1]
        starts, pause = limit.starts_at, limit.suspended_days
    longer = deadlines.extended_due(rule, starts, granted, table.calendar, table.day_off)
    longer = deadlines.suspend(longer, pause, table.calendar, table.day_off)
    allowed = left[0]
    length = tr(LENGTHS[allowed.unit], count=allowed.length)
    added = allowed.counted is deadlines.Counted.ADDED
    how = tr("{length} more", length=length) if added else tr("{length} in all", length=length)
    found = [
        Fact(tr(STAGE_NAMES.get(rule.stage, rule.stage)), N_("Limit")),
        Fact(day_words(old), N_("Ends now on")),
        Fact(_with_basis(day_words(longer.on), rule), N_("Would end on")),
        Fact(" · ".join(part for part in (how, allowed.ground) if part), N_("The law allows")),
    ]
    if allowed.decided_by:
        found.append(Fact(allowed.decided_by, N_("Decided by")))
    if len(left) > 1:
        found.append(Fact(tr("{count} more after this one", count=len(left) - 1), N_("Further extensions")))
    if old < session.today():
        found.append(
            Fact(tr("The limit has ended already. The record will show that it was put off afterwards."), "", Tone.WARN)
        )
    last = old - timedelta(days=allowed.ask_before_days)
    if allowed.ask_before_days and session.today() > last:
        text = tr(
            "The law wants this asked for at least {days} days before the end, by {day}. It can still be noted, and"
            " the record will say that it came late.",
            days=allowed.ask_before_days,
            day=show_date(last),
        )
        found.append(Fact(text, "", Tone.WARN))
    elif allowed.ask_before_days:
        found.append(Fact(day_words(last), N_("To be asked for by")))
    if not longer.calendar_confirmed:
        found.append(_unconfirmed(longer.on))
    return found


def _reclassify(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    if not values.get("kind"):
        return [Fact(tr("Choose the new kind: its limits appear here."))]
    kind = ReportKind(values["kind"])
    instance = int(values.get("instance") or 1) if kind is ReportKind.COMPLAINT else 1
    now = office_time(session.clock())
    found = []
    for limit in limits(session, kind, instance, now.date(), now.time(), detail.source):
        marks = [limit_words(limit), limit.basis, "" if limit.verified else tr(UNVERIFIED)]
        found.append(Fact(" · ".join(mark for mark in marks if mark), limit.label))
    if kind is not detail.kind:
        found.append(Fact(tr("{number} stays in its register, marked; a new number is given.", number=detail.number)))
    if rules.must_seal(kind) and not detail.sealed and detail.reporter_form is not ReporterForm.ANONYMOUS:
        text = tr("The reporter's identity will be sealed. Earlier acts can no longer be undone then.")
        found.append(Fact(text, "", Tone.WARN))
    if detail.respondent is not None and not rules.has_respondent(kind):
        found.append(Fact(tr("The respondent's name is removed: this kind names nobody."), "", Tone.WARN))
    return found


def _reopen(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    to = rules.TRANSITIONS[detail.state, "reopen"].to
    return [Fact(tr(STATE_NAMES[to]), N_("It goes back to"))]


def _resume(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    if detail.suspended_at is None:
        return []
    days = (session.today() - office_day(detail.suspended_at)).days
    found = [
        Fact(show_date(office_day(detail.suspended_at)), N_("Suspended since")),
        Fact(detail.suspension_ground, N_("Ground")),
    ]
    return [*found, Fact(tr("{count} days", count=days), N_("The limits move by"))]


def _escalated(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    return [Fact(detail.escalation_note, N_("What was brought up"))] if detail.escalation_note else []


def _remove(session: Session, detail: ReportDetail, values: Mapping[str, Any]) -> list[Fact]:
    return [Fact(detail.removed_reason, FIELD_NAMES["reason"])] if detail.removed_reason else []


ABOUT: dict[str, Callable[[Session, ReportDetail, Mapping[str, Any]], list[Fact]]] = {
    "accept": _accept,
    "extend": _extend,
    "reclassify": _reclassify,
    "reopen": _reopen,
    "resume": _resume,
    "answer_escalation": _escalated,
    "restore": _remove,
}
