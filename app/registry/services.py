"""What can a lead change in the shared lists: villages, catalogues, office, calendar, time limits?

Each verb checks the level, writes the registry in one transaction and leaves an audit entry with old and new.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.common import calendar, deadlines, entered
from app.common.i18n import N_
from app.common.permissions import UNIT_NAMES, require
from app.common.rows import plain, typed
from app.common.text import nfc, text_key
from app.registry import list_rules, queries
from app.registry.establishments.record import index_village
from app.registry.models import CalendarDay, CalendarYear, CatalogueItem, DeadlineRule, OfficeFact, Village
from app.registry.reference import entries
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.people import Unit
from app.vault.session import Session, Work


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What the audit tells of a change: for each field that differs, the old and the new value as stored."""
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


# --- at the beginning ----------------------------------------------------------------------------------


def seed(work: Work) -> None:
    """Fill a new vault's registry from the reference files; entries that are there already are left alone."""
    for name in queries.CATALOGUES:
        _seed_catalogue(work, name)
    for rule in deadlines.load_seed_rules():
        _add_rule(work, rule)
    found = calendar.load_seed()
    for days, working in ((found.days_off, False), (found.make_up_days, True)):
        for day, label in days.items():
            if work.db.get(CalendarDay, day) is None:
                work.db.add(CalendarDay(day=day, working=working, label=label))
    for year in found.confirmed_years:
        if work.db.get(CalendarYear, year) is None:
            work.db.add(CalendarYear(year=year, confirmed_at=work.now, confirmed_by=""))
    work.db.flush()
    work.audit("reference.filled", "reference")


def _seed_catalogue(work: Work, name: str) -> None:
    known = set(work.db.scalars(select(CatalogueItem.code).where(CatalogueItem.catalogue == name)))
    work.db.add_all(CatalogueItem(**entry) for entry in entries(name) if entry["code"] not in known)


# --- villages -----------------------------------------------------------------------------------------


def add_village(session: Session, name: str) -> int:
    """A new village; its id. Raises Invalid when the name is empty or taken."""
    require(session, "catalogues.edit")
    with session.work(Compartment.REGISTRY) as work:
        village = Village(name=_free_village_name(work, name), sort_key=text_key(nfc(name).strip()), active=True)
        work.db.add(village)
        work.db.flush()
        work.audit("village.added", f"villages/{village.id}", name=village.name)
        return village.id


def change_village(session: Session, village_id: int, name: str, note: str = "") -> None:
    """Another name for a village; reports keep the name they were received with beside it."""
    require(session, "catalogues.edit")
    with session.work(Compartment.REGISTRY) as work:
        village = _village(work, village_id)
        old = {"name": village.name, "note": village.note}
        if nfc(name).strip() != village.name:
            village.name = _free_village_name(work, name)
            village.sort_key = text_key(village.name)
            index_village(work.db, village_id)
        village.note = nfc(note).strip()
        if changes := _differences(old, {"name": village.name, "note": village.note}):
            work.audit("village.changed", f"villages/{village_id}", changes=changes)


def retire_village(session: Session, village_id: int) -> None:
    """The village is offered no more; old records keep it."""
    _set_village(session, village_id, "village.retired", False)


def use_village_again(session: Session, village_id: int) -> None:
    """The village is offered again."""
    _set_village(session, village_id, "village.used_again", True)


def _set_village(session: Session, village_id: int, action: str, active: bool) -> None:
    require(session, "catalogues.edit")
    with session.work(Compartment.REGISTRY) as work:
        _village(work, village_id).active = active
        work.audit(action, f"villages/{village_id}")


def _village(work: Work, village_id: int) -> Village:
    village = work.db.get(Village, village_id)
    if village is None:
        raise NotFound(N_("There is no such village. Nothing was changed."))
    return village


def _free_village_name(work: Work, name: str) -> str:
    name = nfc(name).strip()
    wrong: AppError | None = None
    if not name:
        wrong = Invalid(N_("Enter the name of the village."))
    elif work.db.scalar(select(func.count()).select_from(Village).where(Village.name == name)):
        wrong = Invalid(N_("There is a village “{name}” already."), name=name)
    if wrong is not None:
        raise Invalid(wrong.sentence, {"name": wrong}, **wrong.values)
    return name


# --- catalogues and the office -------------------------------------------------------------------------


def add_item(
    session: Session,
    catalogue: str,
    code: str,
    name: str,
    basis: str = "",
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """A new entry at the end of a catalogue. Raises Invalid when the code is taken or something is empty."""
    _may_change(session, catalogue)
    item = queries.Item(
        code.strip(), nfc(name).strip(), True, nfc(basis).strip(), False, in_force_from, in_force_to, dict(facts or {})
    )
    with session.work(Compartment.REGISTRY) as work:
        entered.among(catalogue, queries.CATALOGUES, "catalogue")
        if not item.code:
            raise Invalid(N_("Enter the name of the entry."), {"name": Invalid(N_("Enter the name of the entry."))})
        if work.db.scalar(_item(catalogue, item.code)) is not None:
            taken = Invalid(N_("There is an entry “{name}” already."), name=item.name)
            raise Invalid(taken.sentence, {"name": taken}, **taken.values)
        item = list_rules.checked_item(work.db, item)
        last = work.db.scalar(select(func.max(CatalogueItem.position)).where(CatalogueItem.catalogue == catalogue))
        work.db.add(
            CatalogueItem(
                catalogue=catalogue,
                code=item.code,
                name=item.name,
                position=(last if last is not None else -1) + 1,
                basis=item.basis,
                in_force_from=item.in_force_from,
                in_force_to=item.in_force_to,
                facts=dict(item.facts),
            )
        )
        more = {name: value for name, value in _of_the_law(item).items() if value}
        work.audit("catalogue.added", f"{catalogue}/{item.code}", name=item.name, basis=item.basis, **more)


def change_item(session: Session, catalogue: str, code: str, item: queries.Item) -> None:
    """Another name, basis, mark, use, time in force or facts of an entry; its code stays, since records hold it."""
    _may_change(session, catalogue)
    with session.work(Compartment.REGISTRY) as work:
        entered.among(catalogue, queries.CATALOGUES, "catalogue")
        row = work.db.scalar(_item(catalogue, code))
        if row is None:
            raise NotFound(N_("There is no such entry in the list. Nothing was changed."))
        if item.code != code:  # records hold it
            entered.unless_wrong({"code": Invalid(N_("“{field}” cannot be changed here."), field=item.code)})
        item = list_rules.checked_item(work.db, item)
        new = {
            "name": nfc(item.name).strip(),
            "basis": nfc(item.basis).strip(),
            "active": item.active,
            "verified": item.verified,
            **_of_the_law(item),
        }
        old = {name: plain(getattr(row, name)) for name in new}
        changes = _differences(old, new)
        for name in changes:
            setattr(row, name, typed(CatalogueItem, name, new[name]))
        if changes:
            work.audit("catalogue.changed", f"{catalogue}/{code}", changes=changes)


def _may_change(session: Session, catalogue: str) -> None:
    """Refuse unless this person may change the list. Raises Refused."""
    require(session, "catalogues.edit")
    keeper = queries.KEPT_BY.get(catalogue, session.account.unit)
    if session.account.unit is not keeper:
        raise Refused(N_("This list is kept by {unit}. Nothing was changed."), unit=UNIT_NAMES[keeper])


def _of_the_law(item: queries.Item) -> dict[str, Any]:
    values = {"in_force_from": item.in_force_from, "in_force_to": item.in_force_to, "facts": dict(item.facts)}
    return {name: plain(value) for name, value in values.items()}


def _item(catalogue: str, code: str) -> Any:
    return select(CatalogueItem).where(CatalogueItem.catalogue == catalogue, CatalogueItem.code == code)


def set_office(session: Session, unit: Unit, office: queries.Office) -> None:
    """What a unit's documents carry at head and foot. A lead sets it for their own unit.

    Coordination keeps the commune's own facts.
    """
    require(session, "office.edit")
    unit, office = entered.member(Unit, unit, "unit"), entered.typed(office)
    if unit is not session.account.unit:
        raise Refused(N_("Each unit's lead fills in the facts of their own office."))
    with session.work(Compartment.REGISTRY) as work:
        new = {name: nfc(value).strip() for name, value in asdict(office).items()}
        changes = _differences(asdict(queries.office(work.db, unit)), new)
        for name in changes:
            work.db.merge(OfficeFact(unit=unit.value, name=name, value=new[name]))
        if changes:
            work.audit("office.changed", f"offices/{unit.value}", changes=changes)


# --- the calendar --------------------------------------------------------------------------------------


def set_day(session: Session, day: queries.Day) -> None:
    """A day off, or a day worked to make up for one."""
    require(session, "calendar.edit")
    day = entered.typed(day)
    list_rules.check_year(day.day.year, "day")
    if not day.label.strip():
        entered.unless_wrong({"label": Invalid(N_("Enter what the day is for."))})
    with session.work(Compartment.REGISTRY) as work:
        row = work.db.get(CalendarDay, day.day)
        old = [row.working, row.label] if row else None
        label = nfc(day.label).strip()
        work.db.merge(CalendarDay(day=day.day, working=day.working, label=label))
        changes = {"day": [old, [day.working, label]]}
        work.audit("calendar.changed", f"calendar/{day.day.isoformat()}", changes=changes)


def clear_day(session: Session, day: date) -> None:
    """The day is again as its weekday says."""
    require(session, "calendar.edit")
    list_rules.check_year(day.year, "day")
    with session.work(Compartment.REGISTRY) as work:
        row = work.db.get(CalendarDay, day)
        if row is None:
            return
        changes = {"day": [[row.working, row.label], None]}
        work.db.delete(row)
        work.audit("calendar.changed", f"calendar/{day.isoformat()}", changes=changes)


def confirm_year(session: Session, year: int) -> None:
    """Somebody has compared the year's days with the official notice."""
    require(session, "calendar.edit")
    list_rules.check_year(year, "year")
    with session.work(Compartment.REGISTRY) as work:
        work.db.merge(CalendarYear(year=year, confirmed_at=work.now, confirmed_by=session.account.id))
        work.audit("calendar.confirmed", f"calendar/{year}")


def set_day_off(session: Session, choice: deadlines.DayOff) -> None:
    """Where a limit ends whose last day is a day off; what runs already stays as it was counted."""
    require(session, "calendar.edit")
    choice = entered.member(deadlines.DayOff, choice, "day_off")
    with session.work(Compartment.REGISTRY) as work:
        old = queries.day_off(work.db)
        work.db.merge(OfficeFact(unit="office", name="day_off", value=choice.value))
        work.audit("calendar.day_off", "calendar", changes={"day_off": [old.value, choice.value]})


# --- the time limits -----------------------------------------------------------------------------------


def change_deadline_rule(session: Session, rule: deadlines.Rule) -> None:
    """A rule in a new form, from `rule.in_force_from` on; the old one ends the day before.

    The same start means a correction of the same row. Reports keep the rule they started under.
    Raises Invalid when the length or the basis makes no sense.
    """
    require(session, "deadline_rules.edit")
    rule = entered.typed(rule)
    list_rules.check_rule(rule)
    with session.work(Compartment.REGISTRY) as work:
        before = _latest(work, rule.code)
        if before is None:
            raise NotFound(N_("There is no such time limit. Nothing was changed."))
        old = before.rule
        list_rules.check_same_limit(deadlines.Rule.from_json(old), rule)
        if before.in_force_from == rule.in_force_from:
            before.rule, before.track = rule.to_json(), str(rule.track)
            before.changed_at, before.changed_by = work.now, session.account.id
        else:
            if rule.in_force_from < before.in_force_from:
                earlier = Invalid(N_("The new form cannot begin before the present one."))
                raise Invalid(earlier.sentence, {"in_force_from": earlier})
            ended = replace(deadlines.Rule.from_json(before.rule), in_force_to=rule.in_force_from - timedelta(days=1))
            before.rule = ended.to_json()
            _add_rule(work, rule, session.account.id)
        changes = {"rule": [old, rule.to_json()]}
        work.audit("deadline_rule.changed", f"deadline_rules/{rule.code}", changes=changes)


def confirm_rule(session: Session, code: str) -> None:
    """The office has checked the rule against the text of the law."""
    _mark_rule(session, code, True)


def doubt_rule(session: Session, code: str) -> None:
    """The rule is again marked as not verified."""
    _mark_rule(session, code, False)


def _mark_rule(session: Session, code: str, verified: bool) -> None:
    require(session, "deadline_rules.edit")
    with session.work(Compartment.REGISTRY) as work:
        row = _latest(work, code)
        if row is None:
            raise NotFound(N_("There is no such time limit. Nothing was changed."))
        old = deadlines.Rule.from_json(row.rule)
        row.rule = replace(old, verified=verified).to_json()
        row.changed_at, row.changed_by = work.now, session.account.id
        changes = {"verified": [old.verified, verified]}
        work.audit("deadline_rule.verified", f"deadline_rules/{code}", changes=changes)


def _latest(work: Work, code: str) -> DeadlineRule | None:
    query = select(DeadlineRule).where(DeadlineRule.code == code).order_by(DeadlineRule.in_force_from.desc())
    return work.db.scalars(query.limit(1)).first()


def _add_rule(work: Work, rule: deadlines.Rule, by: str = "") -> None:
    known = work.db.scalar(
        select(DeadlineRule).where(DeadlineRule.code == rule.code, DeadlineRule.in_force_from == rule.in_force_from)
    )
    if known is None:
        work.db.add(
            DeadlineRule(
                code=rule.code,
                track=str(rule.track),
                in_force_from=rule.in_force_from,
                rule=rule.to_json(),
                changed_at=work.now if by else None,
                changed_by=by,
            )
        )
