"""How is an inspection's row read and put back: found, snapshot for undo, numbered, indexed for search?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.rows import columns, made, write
from app.common.text import text_key
from app.police.inspections.models import (
    NEVER,
    Finding,
    FindingReview,
    Inspection,
    InspectionCheck,
    InspectionMember,
    InspectionNumber,
    InspectionPresent,
    Sanction,
    SanctionFinding,
)
from app.police.inspections.rules import Standing
from app.police.inspections.terms import (
    KIND,
    FindingState,
    InspectionKind,
    MemberRole,
    State,
    show_number,
    sort_of_number,
)
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = "police"

# Kept out of a record's snapshot: what stays whatever happens.
NOT_IN_SNAPSHOT = frozenset(
    {"id", "version", "created_at", "created_by", "updated_at", "fingerprint", "batch_id", "carried_at", "carried_on"}
)
# What belongs to an inspection, in the order in which it can be written again.
_PARTS: tuple[tuple[str, Any], ...] = (
    ("team", InspectionMember),
    ("present", InspectionPresent),
    ("checks", InspectionCheck),
    ("findings", Finding),
    ("sanctions", Sanction),
    ("reviews", FindingReview),
)


def subject(inspection: Inspection) -> str:
    """What the audit calls an inspection."""
    return f"{KIND}/{inspection.number}"


def find(db: Orm, inspection_id: int) -> Inspection:
    """The inspection. Raises NotFound."""
    inspection = db.get(Inspection, inspection_id)
    if inspection is None:
        raise NotFound(N_("There is no such inspection. It may have been part of an import that was undone."))
    return inspection


def part(db: Orm, table: Any, inspection_id: int) -> list[Any]:
    """The rows of a table that belong to an inspection, in their order."""
    order = getattr(table, "position", None) or getattr(table, "seq", None) or table.id
    return list(db.scalars(select(table).where(table.inspection_id == inspection_id).order_by(order)))


def links(db: Orm, inspection_id: int) -> list[SanctionFinding]:
    """Which sanction is for which finding."""
    query = select(SanctionFinding).join(Sanction, Sanction.id == SanctionFinding.sanction_id)
    query = query.where(Sanction.inspection_id == inspection_id)
    return list(db.scalars(query.order_by(SanctionFinding.sanction_id, SanctionFinding.finding_id)))


def standing(db: Orm, inspection: Inspection) -> Standing:
    """What the rules ask of an inspection."""
    team = db.scalars(
        select(InspectionMember.account_id).where(
            InspectionMember.inspection_id == inspection.id, InspectionMember.account_id.is_not(None)
        )
    )
    ahead = select(func.count(Inspection.id)).where(
        Inspection.follow_up_of_id == inspection.id,
        Inspection.state.in_((State.PLANNED.value, State.READY.value)),
        Inspection.removed.is_(False),
    )
    return Standing(
        kind=InspectionKind(inspection.kind),
        state=State(inspection.state),
        team=frozenset(each for each in team if each is not None),
        open_findings=inspection.open_findings,
        sanctions=db.scalar(select(func.count(Sanction.id)).where(Sanction.inspection_id == inspection.id)) or 0,
        follow_up_ahead=bool(inspection.open_findings and db.scalar(ahead)),
        counted=inspection.workers_total is not None,
        carried=inspection.carried_at is not None,
        removed=inspection.removed,
    )


def refresh(db: Orm, inspection: Inspection) -> None:
    """Keep the copies that lists show as the other tables are."""
    db.flush()
    found = part(db, Finding, inspection.id)
    still_open = [each for each in found if each.state == FindingState.OPEN]
    inspection.findings, inspection.open_findings = len(found), len(still_open)
    inspection.fix_due = min(
        (end for each in still_open if (end := each.fix_by or inspection.fix_by) is not None), default=NEVER
    )
    amounts = [each.amount for each in part(db, Sanction, inspection.id)]
    inspection.sanction_amount = sum(amounts) if amounts else None
    inspection.leader_name = next(
        (each.name for each in part(db, InspectionMember, inspection.id) if each.role == MemberRole.LEADER), ""
    )
    inspection.day = inspection.inspected_on or inspection.planned_on or NEVER
    inspection.establishment_sort = text_key(inspection.establishment_name)


def shown_day(day: date) -> date | None:
    """A day kept for sorting, or None for the one after all days."""
    return None if day == NEVER else day


# --- snapshots -----------------------------------------------------------------------------------------


def snapshot(db: Orm, inspection: Inspection) -> dict[str, Any]:
    """The record and all that belongs to it as they are, in values that JSON knows."""
    return {
        "inspection": columns(inspection, NOT_IN_SNAPSHOT),
        **{name: [columns(row) for row in part(db, table, inspection.id)] for name, table in _PARTS},
        "links": [columns(link) for link in links(db, inspection.id)],
    }


def put_back(db: Orm, inspection: Inspection, before: Mapping[str, Any]) -> None:
    """Make the record and what belongs to it as a snapshot has them.

    Rows that are still there are written over, not made anew: a follow-up's reviews hang on the findings.
    """
    write(inspection, before["inspection"])
    for link in links(db, inspection.id):
        db.delete(link)
    db.flush()
    ids = {name: _put_back_rows(db, table, part(db, table, inspection.id), before[name]) for name, table in _PARTS}
    db.add_all(
        SanctionFinding(
            sanction_id=ids["sanctions"][values["sanction_id"]], finding_id=ids["findings"][values["finding_id"]]
        )
        for values in before["links"]
    )
    db.flush()


def _put_back_rows(db: Orm, table: Any, now: Iterable[Any], wanted: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """Old id -> id now."""
    there = {row.id: row for row in now}
    ids = {values["id"]: values["id"] for values in wanted}
    for row_id in set(there) - set(ids):
        db.delete(there[row_id])
    db.flush()
    for values in wanted:
        if values["id"] in there:
            write(there[values["id"]], values)
            continue
        # Another inspection may have been given the id meanwhile.
        row = made(table, {name: value for name, value in values.items() if name != "id"})
        db.add(row)
        db.flush()
        ids[values["id"]] = row.id
    return ids


def compared(before: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs to the record in short, for old → new: never an addressee, never who was present by name."""
    return {
        "team": [
            f"{each['name']} ({each['role']})" if each["role"] != "member" else each["name"] for each in before["team"]
        ],
        "present": [each["role"] for each in before["present"]],
        "checks": {each["text"][:60]: each["result"] for each in before["checks"]},
        "findings": [
            ": ".join(
                part
                for part in (str(each["seq"]), each["violation_name"] or each["description"][:80], each["state"])
                if part
            )
            for each in before["findings"]
        ],
        "sanctions": [f"{each['decision_number']}: {each['amount']}" for each in before["sanctions"]],
        "reviews": {str(each["finding_id"]): each["result"] for each in before["reviews"]},
    }


# --- numbers and words ---------------------------------------------------------------------------------


def give_number(work: Work, inspection: Inspection, year: int) -> None:
    """The next number of the year's register; one that was given is never given again."""
    seq = take_numbers(work, year, 1)
    inspection.number, inspection.number_sort = show_number(seq, year), sort_of_number(seq, year)


def take_numbers(work: Work, year: int, count: int) -> int:
    """Give so many numbers of a year in a row; the first of them."""
    last = work.db.scalar(select(func.max(InspectionNumber.seq)).where(InspectionNumber.year == year))
    first = (last or 0) + 1
    work.db.add_all(InspectionNumber(year=year, seq=first + more, given_at=work.now) for more in range(count))
    work.db.flush()
    return first


def words(db: Orm, inspection: Inspection) -> str:
    """What the search index knows of an inspection.

    Neither the addressee of a sanction nor anybody who was present: a named person is in that one file and in no
    index across files (the paper's own words on the handling may name the addressee, so they stay out, too). The
    person responsible for the premises is who the register names.
    """
    found = part(db, Finding, inspection.id)
    parts = (
        inspection.establishment_name,
        inspection.establishment_number,
        inspection.responsible,
        inspection.village_name,
        inspection.address,
        inspection.decision_number,
        inspection.content,
        *(text for each in found for text in (each.violation_name, each.description)),
        inspection.conclusion,
        inspection.recommendations,
        inspection.note,
    )
    return " · ".join(part for part in parts if part)


def index_words(db: Orm, inspection: Inspection) -> None:
    """Keep the search index as the record is; what is in the bin is not found."""
    if inspection.removed:
        search.remove(db, SCHEMA, KIND, inspection.id)
    else:
        search.index(db, SCHEMA, KIND, inspection.id, inspection.number, words(db, inspection))
