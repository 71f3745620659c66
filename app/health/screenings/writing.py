"""How do a step's facts get into a test's row? Checked field by field, so that each error stands where it belongs."""

from datetime import date

from app.common.asking import NEEDED, unless_wrong
from app.common.i18n import N_
from app.common.text import nfc
from app.health.clients.models import Client
from app.health.screenings import record, rules
from app.health.screenings.models import Screening, Telling
from app.health.screenings.rules import Step
from app.health.screenings.terms import LABORATORIES, State
from app.health.screenings.values import StepFacts
from app.registry import queries as registry
from app.vault.errors import AppError, Invalid
from app.vault.session import Work

Wrong = dict[str, AppError]


def step(work: Work, row: Screening, client: Client, line: Step, facts: StepFacts) -> State:
    """Write what the step needs; the state that follows. Raises Invalid with an error for each field."""
    state = State(row.state)
    if line.name == "tell":
        telling(work, row, client, facts, first=False)
        return line.to
    found: Wrong = {}
    if "sample_on" in line.needs:
        _sample(work, row, facts, found)
    to = line.to
    if line.name == "result":
        if state is State.TO_CONFIRM:
            _confirmation(work, row, facts, found)
        else:
            to = _first_result(work, row, facts, found)
    if "reason" in line.needs and not facts.reason.strip():
        found["reason"] = Invalid(NEEDED)
    unless_wrong(found)
    if line.name == "close":
        row.closed_on = work.session.today()
    elif line.name == "withdraw":
        row.withdrawn_on = work.session.today()
    return to


def _sample(work: Work, row: Screening, facts: StepFacts, found: Wrong) -> None:
    _day(work, facts.sample_on, "sample_on", row.consent_on, N_("The sample was taken before they agreed."), found)
    row.sample_on, row.place = facts.sample_on, " ".join(nfc(facts.place).split())
    if not row.place:
        found["place"] = Invalid(NEEDED)
    if facts.due_on is not None and facts.sample_on is not None and facts.due_on < facts.sample_on:
        found["due_on"] = Invalid(N_("The result would be there before the sample."))
    row.due_on = facts.due_on


def _first_result(work: Work, row: Screening, facts: StepFacts, found: Wrong) -> State:
    way = record.way_of(work.db, row)
    if why := rules.why_not_result(way, facts.result):
        found["result"] = why
    _day(work, facts.result_on, "result_on", row.sample_on, N_("The result would be there before the sample."), found)
    if found or facts.result is None:
        return State(row.state)
    row.result, row.result_on = facts.result.value, facts.result_on
    # The day on which a result was expected stays: nobody sees by it which one is awaited now.
    return rules.after_result(way, facts.result, send=facts.send)


def _confirmation(work: Work, row: Screening, facts: StepFacts, found: Wrong) -> None:
    """What a qualified laboratory says: without its name, its day and its number there is none."""
    way = record.way_of(work.db, row)
    if facts.result is None:
        found["result"] = Invalid(NEEDED)
    elif facts.result not in way.confirmed:
        found["result"] = Invalid(N_("This test does not know that result."))
    _day(work, facts.result_on, "result_on", row.result_on, N_("It would be confirmed before it was screened."), found)
    lab, number = " ".join(nfc(facts.lab).split()), " ".join(nfc(facts.lab_number).split())
    if not lab:
        found["lab"] = Invalid(NEEDED)
    elif way.must_confirm and not _is_qualified(work, lab):
        found["lab"] = Invalid(
            N_("Only a laboratory that is qualified to confirm HIV counts. A lead keeps the list under “Settings”.")
        )
    if not number:
        found["lab_number"] = Invalid(NEEDED)
    if not found and facts.result is not None:
        # Read first: reading writes out what was set, and half a confirmation the table refuses.
        name = registry.item_name(work.db, LABORATORIES, lab)
        row.lab, row.lab_number, row.confirmed_on = name, number, facts.result_on
        row.confirmed = facts.result.value


def _is_qualified(work: Work, lab: str) -> bool:
    return any(lab in (item.code, item.name) for item in registry.catalogue(work.db, LABORATORIES))


def corrected(work: Work, row: Screening, facts: StepFacts) -> State:
    """Write the result anew: of the confirmation where there is one, else of the screening."""
    found: Wrong = {}
    if row.confirmed:
        _confirmation(work, row, facts, found)
        to = State.CONFIRMED
    else:
        to = _first_result(work, row, facts, found)
    unless_wrong(found)
    row.closed_on = None
    return to


def telling(work: Work, row: Screening, client: Client, facts: StepFacts, *, first: bool) -> None:
    """Note that a result was told. Raises Invalid with an error for each field."""
    came_on = row.result_on if first else row.confirmed_on or row.result_on
    found: Wrong = dict(
        rules.why_not_told(
            record.way_of(work.db, row),
            facts.told_to,
            facts.guardian,
            counselled=facts.counselled,
            child=record.is_child(work.session, client),
        )
    )
    _day(work, facts.told_on, "told_on", came_on, N_("It would be told before it was there."), found)
    unless_wrong(found)
    assert facts.told_on is not None and facts.told_to is not None
    work.db.add(
        Telling(
            client_id=row.client_id,
            screening_id=row.id,
            first=first,
            told_on=facts.told_on,
            told_by=work.session.account.id,
            told_to=facts.told_to.value,
            guardian=" ".join(nfc(facts.guardian).split()),
            counselled=facts.counselled,
            note=nfc(facts.note).strip(),
        )
    )


def _day(work: Work, day: date | None, name: str, least: date | None, why: str, found: Wrong) -> None:
    if day is None:
        found[name] = Invalid(NEEDED)
    elif day > work.session.today():
        found[name] = Invalid(N_("This day lies in the future."))
    elif least is not None and day < least:
        found[name] = Invalid(why)
