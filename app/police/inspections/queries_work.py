"""What of the inspections is to be done today, and which findings are still open?"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from app.common.drafts import Draft
from app.common.permissions import require
from app.common.records.filters import terms
from app.police.inspections.declared import DESK, INSPECTIONS, InspectionFilter
from app.police.inspections.lines import InspectionRow, lines
from app.police.inspections.models import Finding, Inspection, InspectionMember, Sanction
from app.police.inspections.rules import AHEAD, HELD
from app.police.inspections.terms import FindingState, InspectionKind, State
from app.registry.establishments import queries as premises_register
from app.vault.people import Level
from app.vault.session import Session

# So many days ahead a visit without a team is the lead's work.
SOON = 14


@dataclass(frozen=True)
class InspectionWork:
    """What is to be done: each group in the order of the day, cut off at a number; `counts` has them all."""

    late: tuple[InspectionRow, ...]
    today: tuple[InspectionRow, ...]
    this_week: tuple[InspectionRow, ...]
    follow_ups: tuple[InspectionRow, ...]
    fixes_overdue: tuple[InspectionRow, ...]
    fixes_due: tuple[InspectionRow, ...]
    to_conclude: tuple[InspectionRow, ...]
    to_close: tuple[InspectionRow, ...]
    without_team: tuple[InspectionRow, ...]
    unpaid: tuple[InspectionRow, ...]
    not_carried: tuple[InspectionRow, ...]
    drafts: tuple[Draft, ...]
    counts: dict[str, int]


def work_today(session: Session, limit: int = 50) -> InspectionWork:
    """The day's work of this person.

    An officer sees what their team has to do (or a team in words only), a lead and a viewer the whole unit's. This
    week goes to Sunday. `late`: the planned day is over and there are no minutes. `follow_ups`: late or due by Sunday.
    `fixes_overdue` and `fixes_due`: by the day of the open findings. `to_close` and `without_team` are the lead's.
    """
    require(session, "inspections.list")
    me, today = session.account, session.today()
    sunday = today + timedelta(days=6 - today.weekday())
    ahead = Inspection.state.in_(sorted(AHEAD))
    first_visit = Inspection.kind != InspectionKind.FOLLOW_UP.value
    # A follow-up that is planned already says when it will be looked at.
    groups: dict[str, list[ColumnElement[bool]]] = {
        "late": [ahead, first_visit, Inspection.day < today],
        "today": [ahead, first_visit, Inspection.day == today],
        "this_week": [ahead, first_visit, Inspection.day > today, Inspection.day <= sunday],
        "follow_ups": [ahead, Inspection.kind == InspectionKind.FOLLOW_UP.value, Inspection.day <= sunday],
        "fixes_overdue": [Inspection.state == State.FOLLOWING.value, Inspection.fix_due < today],
        "fixes_due": [Inspection.state == State.FOLLOWING.value, Inspection.fix_due.between(today, sunday)],
        "to_conclude": [Inspection.state == State.RECORDED.value],
        "unpaid": [
            Inspection.id.in_(select(Sanction.inspection_id).where(Sanction.paid_on.is_(None), Sanction.due_on < today))
        ],
        "not_carried": [
            Inspection.state.in_(sorted(HELD)),
            Inspection.workers_total.is_not(None),
            Inspection.carried_at.is_(None),
            Inspection.batch_id.is_(None),
        ],
    }
    if me.level is Level.OFFICER:
        of_team = select(InspectionMember.inspection_id)
        with_account = of_team.where(InspectionMember.account_id.is_not(None))
        mine = or_(
            Inspection.id.in_(of_team.where(InspectionMember.account_id == me.id)),
            Inspection.id.not_in(with_account),
        )
        groups = {name: [*own, mine] for name, own in groups.items()}
    if me.level is Level.LEAD:
        groups["to_close"] = [Inspection.state == State.FOLLOWING.value, Inspection.open_findings == 0]
        groups["without_team"] = [
            Inspection.state == State.PLANNED.value,
            Inspection.day <= today + timedelta(days=SOON),
        ]
    found: dict[str, tuple[InspectionRow, ...]] = {"to_close": (), "without_team": ()}
    counts = {"to_close": 0, "without_team": 0}
    with session.read() as db:
        listed = terms(INSPECTIONS, session, InspectionFilter())
        for name, own in groups.items():
            query = select(Inspection).where(*listed, *own)
            order = Inspection.fix_due if name.startswith("fixes") else Inspection.day
            first = db.scalars(query.order_by(order, Inspection.id).limit(limit))
            found[name] = tuple(lines(session, db, ((each, ()) for each in first)))
            counts[name] = db.scalar(select(func.count(Inspection.id)).where(*listed, *own)) or 0
    drafts = tuple(DESK.list_drafts(session)) if me.level is not Level.VIEWER else ()
    return InspectionWork(**found, drafts=drafts, counts={**counts, "drafts": len(drafts)})


# --- open findings ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenFinding:
    """A finding that waits to be put right; in words of the list only, as lists go."""

    finding_id: int
    inspection_id: int
    number: str
    establishment_id: int
    establishment_number: str
    establishment: str
    village: str
    violation: str
    found_on: date
    age: int
    fix_by: date | None
    overdue: bool


def open_findings(session: Session, establishment_id: int | None = None, limit: int = 500) -> tuple[OpenFinding, ...]:
    """The open findings, the oldest first: of all premises or of some (with their merged duplicates)."""
    require(session, "inspections.list")
    today = session.today()
    query = (
        select(Finding, Inspection)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(*_OPEN)
        .order_by(Finding.found_on, Finding.id)
        .limit(limit)
    )
    with session.read() as db:
        if establishment_id is not None:
            ids = premises_register.same_premises(db, establishment_id)
            query = query.where(Inspection.establishment_id.in_(sorted(ids)))
        return tuple(_open(finding, inspection, today) for finding, inspection in db.execute(query))


def _open(finding: Finding, inspection: Inspection, today: date) -> OpenFinding:
    end = finding.fix_by or inspection.fix_by
    return OpenFinding(
        finding.id,
        inspection.id,
        inspection.number,
        inspection.establishment_id,
        inspection.establishment_number,
        inspection.establishment_name,
        inspection.village_name,
        finding.violation_name,
        finding.found_on,
        (today - finding.found_on).days,
        end,
        end is not None and end < today,
    )


_OPEN = (
    Finding.state == FindingState.OPEN.value,
    Inspection.removed.is_(False),
    Inspection.state.in_(sorted(HELD)),
)
