"""What does a person see of a test before and after looking at its result? Before: nothing that would tell it."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.records.opened import Event
from app.common.steps import Possible, Undoable
from app.health.clients.models import Client
from app.health.screenings import record, rules
from app.health.screenings.models import Screening, ScreeningEvent, ScreeningVersion, Telling
from app.health.screenings.terms import ACT_NAMES, SHOWN, How, Result, Shown, State, ToldTo
from app.health.screenings.values import (
    Looked,
    ScreeningDetail,
    TellingInfo,
    VersionInfo,
)
from app.vault.session import Session

# What may be offered before the result is seen: it depends on what everybody sees, never on the result.
_STEPS: dict[Shown, tuple[str, ...]] = {
    Shown.CONSENTED: ("sample", "result", "withdraw"),
    Shown.WAITING: ("result", "withdraw"),
    Shown.READY: ("tell", "close"),
    Shown.TOLD: ("close",),
}
# Their facts are asked for by the step's own dialog, once the result was looked at.
_CORRECTABLE = frozenset({Shown.READY, Shown.TOLD, Shown.CLOSED})


def detail_of(session: Session, db: Orm, row: Screening) -> ScreeningDetail:
    """A test without its result. The reading is audited by the service, not here."""
    people = {account.id: account.full_name for account in session.accounts()}
    client, shown = db.get_one(Client, row.client_id), SHOWN[State(row.state)]
    steps = _steps(session, row, shown)
    next_name = rules.NEXT.get(shown, "")
    told = record.tellings(db, row.id) if shown in (Shown.TOLD, Shown.CLOSED) else []
    return ScreeningDetail(
        id=row.id,
        number=row.number,
        version=row.version,
        state=shown,
        client_id=client.id,
        client=client.code,
        child=record.is_child(session, client),
        test=row.test_name,
        way=row.way,
        asked_on=row.asked_on,
        asked_by=people.get(row.asked_by, row.asked_by),
        consent_on=row.consent_on,
        consent_how=How(row.consent_how) if row.consent_how else None,
        consent_guardian=row.consent_guardian,
        withdrawn_on=row.withdrawn_on,
        sample_on=row.sample_on,
        place=row.place,
        due_on=row.due_on,
        told=telling_info(told[-1], people) if told and not told[-1].first else None,
        closed_on=row.closed_on,
        note=row.note,
        timeline=_timeline(db, row, shown, people),
        steps=steps,
        acts=_acts(session, shown),
        next_step=next((each for each in steps if each.name == next_name), None),
        undoable=_undoable(session, db, row),
    )


def _steps(session: Session, row: Screening, shown: Shown) -> tuple[Possible, ...]:
    """What follows; of two states that look alike it is the same, with the same words."""
    found = []
    for name in _STEPS.get(shown, ()):
        step = rules.TRANSITIONS[State(row.state), name]
        needs = () if name == "result" and shown is Shown.WAITING else step.needs
        found.append(Possible(name, step.label, needs, rules.why_not_step(State(row.state), name, session.account)))
    return tuple(found)


def _acts(session: Session, shown: Shown) -> tuple[Possible, ...]:
    names = ["restore"] if shown is Shown.REMOVED else ["remove"]
    if shown in _CORRECTABLE:
        names[:0] = ["print", "correct"]
    like = State.REMOVED if shown is Shown.REMOVED else State.CLOSED
    return tuple(
        Possible(name, rules.ACTS[name].label, rules.ACTS[name].needs, rules.why_not_act(like, name, session.account))
        for name in names
    )


def _undoable(session: Session, db: Orm, row: Screening) -> Undoable | None:
    """The last step, where it was this person's own."""
    last = record.last_event(db, row)
    if last is None or last.before is None or last.by != session.account.id or State(row.state) is State.REMOVED:
        return None
    return Undoable(last.id, ACT_NAMES["write"], last.at)


def _timeline(db: Orm, row: Screening, shown: Shown, people: dict[str, str]) -> tuple[Event, ...]:
    """That something was written, when and by whom; while a result is awaited not that a first one came."""
    query = select(ScreeningEvent).where(ScreeningEvent.screening_id == row.id).order_by(ScreeningEvent.id)
    hidden = ("result", "tell_first") if shown is Shown.WAITING else ("tell_first",)
    events = [each for each in db.scalars(query) if each.action not in hidden and each.undone_at is None]
    last_result = max((each.id for each in events if each.action == "result"), default=0)
    return tuple(
        Event(
            each.id,
            each.at,
            people.get(each.by, each.by),
            each.action,
            rules.SAMPLE.label if each.action == "sample" else _LABELS.get(each.action, ACT_NAMES["write"]),
            each.note,
        )
        for each in events
        if each.action != "result" or each.id == last_result
    )


_LABELS: dict[str, str] = {
    "offer": ACT_NAMES["offer"],
    "result": rules.RESULT.label,
    "tell": rules.TELL.label,
    "close": rules.CLOSE.label,
    "withdraw": ACT_NAMES["withdraw"],
    "correct": ACT_NAMES["correct"],
    "remove": ACT_NAMES["remove"],
    "restore": ACT_NAMES["restore"],
    "undo": ACT_NAMES["undo"],
}


def telling_info(row: Telling, people: dict[str, str]) -> TellingInfo:
    """That a result was told."""
    return TellingInfo(
        row.first,
        row.told_on,
        people.get(row.told_by, row.told_by),
        ToldTo(row.told_to),
        row.guardian,
        row.counselled,
        row.note,
    )


def looked_of(session: Session, db: Orm, row: Screening) -> Looked:
    """The result with all that would tell it. Only for the service that audits the look."""
    people = {account.id: account.full_name for account in session.accounts()}
    state = State(row.state)
    query = select(ScreeningVersion).where(ScreeningVersion.screening_id == row.id).order_by(ScreeningVersion.id.desc())
    act = rules.ACTS["tell_first"]
    return Looked(
        id=row.id,
        version=row.version,
        state=state,
        way=row.way,
        result=Result(row.result) if row.result else None,
        result_on=row.result_on,
        confirmed=Result(row.confirmed) if row.confirmed else None,
        confirmed_on=row.confirmed_on,
        lab=row.lab,
        lab_number=row.lab_number,
        tellings=tuple(telling_info(each, people) for each in record.tellings(db, row.id)),
        versions=tuple(
            VersionInfo(each.version, each.at, people.get(each.by, each.by), each.reason, *_results(each))
            for each in db.scalars(query)
        ),
        acts=(Possible(act.name, act.label, act.needs, rules.why_not_act(state, act.name, session.account)),)
        if state in act.states
        else (),
    )


def _results(version: ScreeningVersion) -> tuple[Result | None, Result | None]:
    kept = version.record["screening"]
    return tuple(Result(kept[name]) if kept.get(name) else None for name in ("result", "confirmed"))  # type: ignore[return-value]
