"""What does a person see who opens a service? Its facts with free text masked, what can be done now, what happened."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.permissions import may
from app.common.steps import Possible, Undoable
from app.social.cases import record as case_record
from app.social.cases.consents import consent_for
from app.social.cases.models import NEVER, Case
from app.social.masking import IdentityWords, masked, show
from app.social.support_services import record, rules
from app.social.support_services.acts import ACTS
from app.social.support_services.audited import ACT_NAMES
from app.social.support_services.fields import TYPED
from app.social.support_services.lives import LIVES, Step
from app.social.support_services.models import Service, ServiceEvent, ServiceVersion
from app.social.support_services.terms import Answer, Due, Outcome, ServiceKind, State
from app.social.support_services.values import Check, Facts, ServiceDetail, ServiceRow, TimelineEntry, Version
from app.vault.errors import AppError, Refused
from app.vault.session import Session

# Where somebody works, learns or stays tells others where to find them: hidden like the person's own address.
_WHERE = {
    ServiceKind.JOB: frozenset({"provider", "place"}),
    ServiceKind.SHELTER: frozenset({"provider", "place"}),
}
_NOWHERE: frozenset[str] = frozenset()


def row_of(session: Session, service: Service, case: Case, key: tuple[Any, ...] = ()) -> ServiceRow:
    """A service as a line of a list."""
    people = {account.id: account.full_name for account in session.accounts()}
    kind, state = ServiceKind(service.kind), State(service.state)
    due_on = service.due_sort if service.due_sort != NEVER else None
    return ServiceRow(
        id=service.id,
        version=service.version,
        number=service.number,
        case_id=case.id,
        case=case.code,
        kind=kind,
        variety=service.variety,
        state=state,
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        opened_on=service.opened_on,
        begun_on=service.begun_on,
        ended_on=service.ended_on,
        due_on=due_on,
        due_for=Due(service.due_for) if service.due_for else None,
        late=due_on is not None and due_on < session.today(),
        next_step=next_step(session, service, case),
        key=key,
    )


def facts_of(service: Service) -> Facts:
    """The facts as a person would enter them."""
    return Facts(**{each.name: getattr(service, each.name) for each in fields(Facts)})


def shown_facts(facts: Facts, kind: ServiceKind, words: IdentityWords, *, revealed: bool) -> Facts:
    """The facts as they may be shown: the person's name nowhere, and no place where they can be found."""
    hidden = _WHERE.get(kind, _NOWHERE)
    changes: dict[str, Any] = {}
    for each in fields(facts):
        value = getattr(facts, each.name)
        if isinstance(value, str) and each.name != "variety":
            changes[each.name] = (
                masked(value, revealed=revealed) if each.name in hidden else show(value, words, revealed=revealed)
            )
    return replace(facts, **changes)


def detail_of(session: Session, db: Orm, service: Service, case: Case, *, revealed: bool = False) -> ServiceDetail:
    """Everything about a service. The reading is audited by the service function, not here."""
    words = case_record.words_of(db, case.id)
    kind = ServiceKind(service.kind)
    offered, done = steps(session, db, service, case), acts(session, db, service, case)
    return ServiceDetail(
        row=row_of(session, service, case),
        facts=shown_facts(facts_of(service), kind, words, revealed=revealed),
        revealed=revealed,
        attended=service.attended,
        counted_on=service.counted_on,
        expected_on=service.expected_on,
        approved_on=service.approved_on,
        sent_on=service.sent_on,
        answered_on=service.answered_on,
        ended_reason=show(service.ended_reason, words, revealed=revealed),
        received_by=masked(service.received_by, revealed=revealed),
        receipt=service.receipt,
        certificate=masked(service.certificate, revealed=revealed),
        certified_on=service.certified_on,
        outcome=Outcome(service.outcome) if service.outcome else None,
        kept_months=service.kept_months,
        nights=service.nights,
        checks=tuple(
            Check(
                each.months,
                each.due_on,
                Answer(each.answer) if each.answer else None,
                each.answered_on,
                show(each.note, words, revealed=revealed),
            )
            for each in record.checks(db, service.id)
        ),
        timeline=_timeline(session, db, service.id, words, revealed=revealed),
        versions=_versions(session, db, service.id, words, revealed=revealed),
        next_step=_first(session, service, offered, done),
        steps=offered,
        acts=done,
        undoable=_undoable(session, db, service, case),
    )


# --- what can be done ------------------------------------------------------------------------------------


def next_step(session: Session, service: Service, case: Case) -> Possible | None:
    """The one button of where the service stands; a viewer has none."""
    kind, state = ServiceKind(service.kind), State(service.state)
    name = LIVES[kind].next.get(state)
    if name is None or not may(session, "services.edit"):
        return None
    return _possible(session, LIVES[kind].steps[state, name], kind, state, case)


def _first(
    session: Session, service: Service, offered: tuple[Possible, ...], done: tuple[Possible, ...]
) -> Possible | None:
    """The one button: the next step of its life, or, once its day has come, the question whether the job is kept."""
    step = LIVES[ServiceKind(service.kind)].next.get(State(service.state), "")
    if step:
        return next((each for each in offered if each.name == step), None)
    asked = service.due_for == Due.CHECK and service.due_sort <= session.today()
    return next((each for each in done if asked and each.name == "check"), None)


def steps(session: Session, db: Orm, service: Service, case: Case) -> tuple[Possible, ...]:
    """What may follow now; a step that shares says beforehand whether the person agreed."""
    if not may(session, "services.edit"):
        return ()
    kind, state = ServiceKind(service.kind), State(service.state)
    found = []
    for (from_state, _), step in LIVES[kind].steps.items():
        if from_state is state:
            possible = _possible(session, step, kind, state, case)
            if possible.allowed and step.share and service.provider:
                possible = replace(possible, why_not=_consent(session, db, service, case))
            found.append(possible)
    return tuple(found)


def _possible(session: Session, step: Step, kind: ServiceKind, state: State, case: Case) -> Possible:
    why_not = rules.why_not_step(kind, state, step.name, session.account, case.worker_id)
    return Possible(step.name, step.label, step.needs, why_not)


def _consent(session: Session, db: Orm, service: Service, case: Case) -> AppError | None:
    try:
        consent_for(db, case.id, LIVES[ServiceKind(service.kind)].purpose, service.provider, session.today())
    except Refused as error:
        return error
    return None


def acts(session: Session, db: Orm, service: Service, case: Case) -> tuple[Possible, ...]:
    """What can be done beside the steps; what the kind or the state does not know is left out."""
    if not may(session, "services.edit"):
        return ()
    kind, state = ServiceKind(service.kind), State(service.state)
    return tuple(
        Possible(
            act.name,
            act.label,
            act.needs,
            rules.why_not_act(kind, state, act.name, session.account, case.worker_id),
        )
        for act in ACTS.values()
        if act.name != "undo"
        and kind in act.kinds
        and state in act.states
        # Only what was answered can be set right.
        and (act.name != "correct_check" or any(each.answer for each in record.checks(db, service.id)))
    )


def _undoable(session: Session, db: Orm, service: Service, case: Case) -> Undoable | None:
    last = record.last_event(db, service.id)
    if last is None or last.before is None or last.by != session.account.id:
        return None
    if rules.why_not_worker(session.account, case.worker_id) is not None:
        return None
    return Undoable(last.id, act_label(ServiceKind(service.kind), last.action), last.at)


def act_label(kind: ServiceKind, action: str) -> str:
    """What a button for it says (source text)."""
    if action in ACTS:
        return ACTS[action].label
    return next((step.label for (_, name), step in LIVES[kind].steps.items() if name == action), action)


# --- what happened ---------------------------------------------------------------------------------------


def _timeline(
    session: Session, db: Orm, service_id: int, words: IdentityWords, *, revealed: bool
) -> tuple[TimelineEntry, ...]:
    people = {account.id: account.full_name for account in session.accounts()}
    query = select(ServiceEvent).where(ServiceEvent.service_id == service_id).order_by(ServiceEvent.id.desc())
    return tuple(
        TimelineEntry(
            row.id,
            ACT_NAMES.get(row.action, row.action),
            row.at,
            people.get(row.by, row.by),
            row.action,
            State(row.from_state) if row.from_state else None,
            State(row.to_state) if row.to_state else None,
            show(row.note, words, revealed=revealed),
            row.undone_at is not None,
            dict(row.detail),
        )
        for row in db.scalars(query)
    )


def _versions(
    session: Session, db: Orm, service_id: int, words: IdentityWords, *, revealed: bool
) -> tuple[Version, ...]:
    people = {account.id: account.full_name for account in session.accounts()}
    query = select(ServiceVersion).where(ServiceVersion.service_id == service_id).order_by(ServiceVersion.id.desc())
    return tuple(
        Version(
            row.version,
            row.at,
            people.get(row.by, row.by),
            show(row.reason, words, revealed=revealed),
            {
                name: masked(value, revealed=revealed) if name in TYPED else value
                for name, value in row.record["service"].items()
            },
        )
        for row in db.scalars(query)
    )
