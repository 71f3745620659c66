"""Invented tests for the demo, in every state of their life; the same for each seed."""

import random
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.health.care.queries import of_client as care_of
from app.health.clients.declared import ClientFilter, ClientRow
from app.health.clients.queries import list_clients
from app.health.clients.terms import AgeBand
from app.health.screenings import services
from app.health.screenings.terms import How, Result, ToldTo
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.vault.session import Session

_OTHERS = ("syphilis", "hepatitis_b", "hepatitis_c", "pregnancy", "hpv", "chlamydia")
_LAB = "cdc_hai_phong"
# How far the tests of a client go: refused, agreed, sample taken, result there, told, closed.
_REFUSED, _AGREED, _SAMPLED, _RESULT, _TOLD, _CLOSED = range(6)


def fill(session: Session, seed: int) -> None:
    """Tests for most clients who come; the caller has the transaction open."""
    chance = random.Random(f"screenings {seed}")
    rows = sorted(list_clients(session, ClientFilter(served=True)).rows, key=lambda row: (row.first_on, row.id))
    for number, row in enumerate(rows):
        if number % 4 != 3 and row.age_band is not AgeBand.UNDER_15:
            _client(session, chance, row, number)


def _client(session: Session, chance: random.Random, row: ClientRow, number: int) -> None:
    day = row.first_on
    how = chance.choice((How.ORAL, How.FORM))
    asked = [Asked("hiv", None if number % 9 == 8 else how), Asked(chance.choice(_OTHERS), how)]
    with session.at(_morning(day)):
        made = services.offer(session, row.id, NewScreenings(day, tuple(asked)))
    recent = (session.today() - day).days < 20
    for each, test in zip(made, asked, strict=True):
        if test.agreed is not None:
            far = chance.choice((_AGREED, _SAMPLED, _RESULT)) if recent else chance.choice((_RESULT, _TOLD, _CLOSED))
            treated = any(care.service == "arv" for care in care_of(session, row.id).care)
            # Of some the result or its confirmation has not come yet, whatever the day.
            far = max(far, _TOLD) if treated else {2: _SAMPLED, 3: _RESULT}.get(number % 5, far)
            _carry_out(session, chance, each.id, test.test, day, far, number, treated=treated)


def _carry_out(
    session: Session, chance: random.Random, test_id: int, test: str, day: date, far: int, number: int, *, treated: bool
) -> None:
    today = session.today()
    if far == _AGREED:
        return
    with session.at(_morning(day)):
        sample = StepFacts(sample_on=day, place="Trạm Y tế", due_on=day + timedelta(days=chance.choice((0, 2, 5))))
        services.take_step(session, test_id, "sample", sample)
    if far == _SAMPLED:
        return
    came = min(day + timedelta(days=2), today)
    reactive = test == "hiv" and (treated or number % 5 == 3)
    with session.at(_morning(came)):
        services.take_step(session, test_id, "result", StepFacts(result=_result(test, reactive), result_on=came))
        if reactive:
            told = StepFacts(told_on=came, told_to=ToldTo.CLIENT, counselled=True)
            services.tell_first(session, test_id, told)
    if reactive and not treated:
        return
    if reactive:
        came = min(came + timedelta(days=7), today)
        facts = StepFacts(result=Result.POSITIVE, result_on=came, lab=_LAB, lab_number=f"{100 + number}/KĐ-HIV")
        with session.at(_morning(came)):
            services.take_step(session, test_id, "result", facts)
    if far == _RESULT:
        return
    with session.at(_morning(came)):
        services.take_step(session, test_id, "tell", StepFacts(told_on=came, told_to=ToldTo.CLIENT, counselled=True))
        if far == _CLOSED:
            services.take_step(session, test_id, "close", StepFacts())


def _result(test: str, reactive: bool) -> Result:
    if reactive:
        return Result.REACTIVE
    return Result.NEGATIVE if test in ("pregnancy", "hpv", "chlamydia") else Result.NON_REACTIVE


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), OFFICE_ZONE).astimezone(UTC)
