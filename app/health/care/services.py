"""What can a person do about a client's care? Refer with consent, record whether they went, check, keep a choice."""

from datetime import date

from sqlalchemy.orm import Session as Orm

from app.common.asking import NEEDED, not_future, unless, wrong
from app.common.choices import NOT_LISTED, chosen, one_of
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.health.care import rules
from app.health.care.models import Care, CareCheck, PartnerChoiceMade
from app.health.care.terms import KIND, CareState, Kept, PartnerChoice
from app.health.care.values import CareFacts, NewCare, Service
from app.health.clients.changing import Change, open_act
from app.health.clients.consents import consent_for
from app.health.clients.terms import REFER_FACILITY
from app.health.clients.values import Changed
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound
from app.vault.session import Session, Work

_EDIT = "health-clients.edit"
NO_FACTS = CareFacts()


def kinds_of_care(db: Orm) -> list[Service]:
    """The kinds of care in use, in the office's order."""
    return [
        Service(
            item.code,
            item.name,
            tuple(item.facts.get("checks", ())),
            item.facts.get("hours"),
            item.facts.get("news"),
        )
        for item in registry.catalogue(db, registry.HEALTH_SERVICES)
    ]


def refer(session: Session, client_id: int, new: NewCare, expected_version: int | None = None) -> Changed:
    """Refer a client to a facility, once they agreed that it may know of them; or begin care here, without one.

    Raises Refused without consent, Invalid with an error for each field that is wrong, Conflict.
    """
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "serve", _EDIT, expected_version)
        service = _checked(work, change, new)
        on = new.referred_on or session.today()
        facility = " ".join(nfc(new.facility).split())
        if facility:
            # Agreed now, and on the day on which the facility was told: neither makes good for the other.
            for day in sorted({on, session.today()}):
                consent_for(work.db, client_id, REFER_FACILITY, facility, day)
        row = Care(
            client_id=client_id,
            service=service.code,
            service_name=service.name,
            facility=facility,
            outside=bool(facility),
            state=(CareState.REFERRED if facility else CareState.IN_CARE).value,
            referred_on=on,
            news_by=rules.news_by(on, service.news) if facility else None,
            exposed_at=new.exposed_at,
            begin_by=rules.begin_by(new.exposed_at, service.hours) if new.exposed_at and service.hours else None,
            arrived_on=None if facility else on,
            outcome="",
            note=nfc(new.note).strip(),
            made_at=work.now,
            made_by=session.account.id,
        )
        work.db.add(row)
        work.db.flush()
        if not facility:
            _checks(work, row, service)
        return change.done("refer" if facility else "begin", kind=KIND)


def _checked(work: Work, change: Change, new: NewCare) -> Service:
    service = next((each for each in kinds_of_care(work.db) if each.code == new.service), None)
    today, found = work.session.today(), dict[str, AppError]()
    if service is None:
        found["service"] = Invalid(NOT_LISTED)
    if new.referred_on is not None and new.referred_on > today:
        found["referred_on"] = Invalid(N_("This day lies in the future."))
    if new.referred_on is not None and new.referred_on < change.client.first_on:
        found["referred_on"] = Invalid(N_("This day lies before the first visit."))
    if service is not None and service.hours and new.exposed_at is None:
        found["exposed_at"] = Invalid(NEEDED)
    if new.exposed_at is not None and new.exposed_at > work.session.clock():
        found["exposed_at"] = Invalid(N_("This lies in the future."))
    if found:
        raise wrong(found)
    assert service is not None
    return service


def _checks(work: Work, row: Care, service: Service) -> None:
    """The checks of somebody who has arrived; what was checked before stays."""
    assert row.arrived_on is not None
    for months, due_on in rules.check_days(row.arrived_on, service.checks).items():
        work.db.add(CareCheck(client_id=row.client_id, care_id=row.id, months=months, due_on=due_on, kept=""))


def take_step(session: Session, care_id: int, step: str, facts: CareFacts = NO_FACTS) -> Changed:
    """Take a step of rules.TRANSITIONS: arrive, not_gone, refer_again, end. Raises Refused, Invalid."""
    with session.work(Compartment.HEALTH) as work:
        row, change = _opened(work, care_id)
        facts = chosen(facts)
        unless(rules.why_not_step(CareState(row.state), step, session.account))
        line = rules.TRANSITIONS[CareState(row.state), step]
        on = not_future(work, facts.on or session.today(), "on")
        if on < row.referred_on:
            raise wrong({"on": Invalid(N_("This day lies before the referral."))})
        if "outcome" in line.needs and facts.outcome is None:
            raise wrong({"outcome": Invalid(NEEDED)})
        _write_step(work, row, step, on, facts)
        row.state = line.to.value
        return change.done(step, facts.note, kind=KIND)


def _write_step(work: Work, row: Care, step: str, on: date, facts: CareFacts) -> None:
    service = next((each for each in kinds_of_care(work.db) if each.code == row.service), None)
    if step == "arrive":
        row.arrived_on, row.news_by = on, None
        _checks(work, row, service or Service(row.service, row.service_name))
    elif step == "refer_again":
        for day in sorted({on, work.session.today()}):
            consent_for(work.db, row.client_id, REFER_FACILITY, row.facility, day)
        row.news_by = rules.news_by(on, service.news if service else None)
    elif step == "not_gone":
        row.news_by = None
    elif step == "end" and facts.outcome is not None:
        row.ended_on, row.outcome, row.news_by = on, facts.outcome.value, None


def check(session: Session, check_id: int, kept: Kept, on: date | None = None) -> Changed:
    """Record whether the client is still in care so many months after; said again it replaces the answer."""
    require(session, _EDIT)
    with session.work(Compartment.HEALTH) as work:
        line = work.db.get(CareCheck, check_id)
        if line is None:
            raise NotFound(N_("There is no such check."))
        _row, change = _opened(work, line.care_id)
        line.kept, line.checked_on = one_of(Kept, kept, "kept").value, not_future(work, on or session.today(), "on")
        if line.checked_on < line.due_on:
            raise wrong({"on": Invalid(N_("The months are not over on that day."))})
        return change.done("check", kind=KIND)


def choose_partner(session: Session, client_id: int, choice: PartnerChoice, on: date | None = None) -> Changed:
    """Keep what the client chose about telling partners; it is theirs to choose, and nobody's name is kept."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "serve", _EDIT)
        made, day = one_of(PartnerChoice, choice, "choice"), not_future(work, on or session.today(), "on")
        work.db.add(PartnerChoiceMade(client_id=client_id, choice=made.value, chosen_on=day))
        return change.done("partner", kind=KIND)


def partner_done(session: Session, choice_id: int, on: date | None = None) -> Changed:
    """Note that partners were told, as the client chose. Raises NotFound, Invalid."""
    require(session, _EDIT)
    with session.work(Compartment.HEALTH) as work:
        row = work.db.get(PartnerChoiceMade, choice_id)
        if row is None or row.choice == PartnerChoice.DECLINED or row.done_on is not None:
            raise NotFound(N_("There is nothing of this kind to be done."))
        change = open_act(work, row.client_id, "serve", _EDIT)
        row.done_on = not_future(work, on or session.today(), "on")
        return change.done("partner_done", kind=KIND)


def _opened(work: Work, care_id: int) -> tuple[Care, Change]:
    require(work.session, _EDIT)
    row = work.db.get(Care, care_id)
    if row is None:
        raise NotFound(N_("There is no such care."))
    return row, open_act(work, row.client_id, "serve", _EDIT)
