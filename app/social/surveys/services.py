"""What can a person do with needs surveys? Enter, open, edit, move to the bin and back.

Each verb checks the permission, works in one transaction and audits codes and dates; what was typed never stands there.
"""

from typing import Any

from app.common.choices import chosen
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.permissions import require
from app.common.records.acts import offered
from app.common.rows import columns, fill_defaults
from app.registry import queries as registry
from app.social.models import Draft, SavedFilter
from app.social.surveys import record, rules
from app.social.surveys.models import Survey
from app.social.surveys.terms import KIND
from app.social.surveys.values import Answers, Choices, SurveyChanged, SurveyDetail
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session, Work

_TYPED = frozenset({"surveyor", "remark"})
SILENT = frozenset({"id", "version", "created_at", "created_by", "updated_at", "sort_day", "seq", "number_year"}) | {
    "batch_id",
    "fingerprint",
}
DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="needs-surveys.enter", listing="needs-surveys.list")


def enter(session: Session, new: Answers) -> SurveyChanged:
    """Enter what one person answered; it gets the next number of its year. Raises Invalid with an error per field."""
    require(session, "needs-surveys.enter")
    with session.work(Compartment.SOCIAL) as work:
        return enter_in(work, new)


def enter_in(work: Work, new: Answers) -> SurveyChanged:
    """The same, inside a transaction that the caller has open."""
    new = chosen(new)
    village = _checked(work, new, None)
    row = Survey(created_at=work.now, created_by=work.session.account.id, updated_at=work.now)
    fill_defaults(row)
    record.write(work.db, row, new, village)
    record.give_number(work, row)
    work.db.add(row)
    work.db.flush()
    record.write_needs(work.db, row.id, new.needs)
    record.index_words(work.db, row)
    entered = {name: value for name, value in _codes(row, new.needs).items() if value not in (None, "", False)}
    work.audit(f"{KIND}.enter", _subject(row), entered=entered)
    return SurveyChanged(row.id, row.number, row.version, "enter")


def choices(session: Session) -> Choices:
    """What the lists offer to whoever enters a survey or filters the list."""
    require(session, "needs-surveys.list")
    with session.read() as db:
        return record.choices(db)


def open_survey(session: Session, survey_id: int) -> SurveyDetail:
    """Everything about a survey; the opening is audited. Raises NotFound, Refused."""
    require(session, "needs-surveys.open")
    with session.work(Compartment.SOCIAL) as work:
        row = record.find(work.db, survey_id)
        work.audit(f"{KIND}.open", _subject(row))
        return _detail(work.session, work.db, row)


def read_again(session: Session, survey_id: int) -> SurveyDetail:
    """The survey as it is now, for a person who has it open already. Not audited."""
    require(session, "needs-surveys.open")
    with session.read() as db:
        return _detail(session, db, record.find(db, survey_id))


def edit(session: Session, survey_id: int, new: Answers, expected_version: int | None = None) -> SurveyChanged:
    """Change what was entered. Raises Conflict, Invalid, Refused, NotFound."""
    require(session, "needs-surveys.edit")
    with session.work(Compartment.SOCIAL) as work:
        row = _open(work, survey_id, expected_version)
        if row.removed:
            raise Refused(N_("This survey is in the bin. Take it out first."))
        needs = record.needs_of(work.db, [row.id])[row.id]
        before, typed, new = _codes(row, needs), columns(row), chosen(new)
        village = _checked(work, new, record.answers_of(row, needs))
        record.write(work.db, row, new, village)
        record.write_needs(work.db, row.id, new.needs)
        after = _codes(row, new.needs)
        changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        changed = sorted(name for name in _TYPED if typed[name] != getattr(row, name))
        return _done(work, row, "edit", changes=changes, **({"changed": changed} if changed else {}))


def remove(session: Session, survey_id: int) -> SurveyChanged:
    """Move a survey to the bin: it is counted no more. Raises NotFound, Refused when it is there already."""
    return _move(session, survey_id, "remove")


def restore(session: Session, survey_id: int) -> SurveyChanged:
    """Take a survey out of the bin. Raises NotFound, Refused when it is not there."""
    return _move(session, survey_id, "restore")


def _move(session: Session, survey_id: int, act: str) -> SurveyChanged:
    require(session, "needs-surveys.remove")
    with session.work(Compartment.SOCIAL) as work:
        row = _open(work, survey_id, None)
        if row.removed is (act == "remove"):
            raise Refused(N_("Somebody did this already. Nothing was changed."))
        row.removed = act == "remove"
        return _done(work, row, act)


def _open(work: Work, survey_id: int, expected_version: int | None) -> Survey:
    row = record.find(work.db, survey_id)
    if expected_version is not None and row.version != expected_version:
        raise Conflict(
            N_("Somebody else has saved this survey meanwhile. Nothing was overwritten: look at it again."),
            theirs=_detail(work.session, work.db, row),
        )
    return row


def _done(work: Work, row: Survey, action: str, **codes: Any) -> SurveyChanged:
    row.version += 1
    row.updated_at = work.now
    work.db.flush()
    record.index_words(work.db, row)
    work.audit(f"{KIND}.{action}", _subject(row), **codes)
    return SurveyChanged(row.id, row.number, row.version, action)


def _checked(work: Work, new: Answers, before: Answers | None) -> str:
    """The village's name. Raises Invalid; what stood there before may stay though the lists offer it no more."""
    lists = record.choices(work.db)
    kept = before or Answers()
    found: dict[str, AppError] = rules.problems(
        new,
        work.session.today(),
        {*lists.groups, kept.group},
        {*lists.needs, *kept.needs},
        {*lists.workplaces, kept.workplace},
    )
    village = registry.village_name(work.db, new.village_id)
    if new.village_id is not None and new.village_id not in {*lists.villages, kept.village_id}:
        found["village_id"] = Invalid(N_("There is no such village. Choose one from the list."))
    if found:
        raise Invalid(N_("Nothing was saved. Correct what is marked."), found)
    return village


def _codes(row: Survey, needs: frozenset[str]) -> dict[str, Any]:
    return {**columns(row, _TYPED | SILENT), "needs": sorted(needs)}


def _subject(row: Survey) -> str:
    return f"{KIND}/{row.number}"


def _detail(session: Session, db: Any, row: Survey) -> SurveyDetail:
    people = {account.id: account.full_name for account in session.accounts()}
    needs = record.needs_of(db, [row.id])[row.id]
    possible = offered(rules.ACTS, session.account, removed=row.removed)
    return SurveyDetail(
        record.row_of(row, needs, record.choices(db)),
        row.removed,
        row.created_at,
        people.get(row.created_by, ""),
        tuple(each for each in possible if rules.ACTS[each.name].removed == row.removed),
    )
