"""How does a row of the register become an inspection with its findings, and thousands of them with few statements?"""

from typing import Any

from sqlalchemy import func, insert, select

from app.common import search
from app.common.imports import Batch, Row
from app.common.rows import fill_defaults
from app.common.text import fold, text_key
from app.police.inspections.import_cells import FollowUp, Handling, Place, Team, kind_of
from app.police.inspections.models import (
    NEVER,
    Finding,
    Inspection,
    InspectionEvent,
    InspectionNumber,
    InspectionPresent,
    Sanction,
    SanctionFinding,
)
from app.police.inspections.record import SCHEMA
from app.police.inspections.terms import (
    KIND,
    FindingState,
    PresentRole,
    State,
    show_number,
    sort_of_number,
)
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.vault.session import Work

# Written at once: few enough that progress and cancel are answered several times a second.
_CHUNK = 500


class NewRows:
    """New records, gathered and written chunk by chunk."""

    def __init__(self, work: Work, batch: Batch) -> None:
        self.work, self.batch = work, batch
        db = work.db
        self.count = 0
        self.highest: dict[int, int] = {
            line[0]: line[1]
            for line in db.execute(
                select(InspectionNumber.year, func.max(InspectionNumber.seq)).group_by(InspectionNumber.year)
            )
        }
        self.next_id: dict[Any, int] = {
            table: (db.scalar(select(func.max(table.id))) or 0) + 1 for table in (Inspection, Finding, Sanction)
        }
        kinds = registry.whole_catalogue(db, registry.VIOLATION_KINDS)
        self.kinds = {fold(item.name): item for item in kinds}
        self.measures = {item.code for item in registry.whole_catalogue(db, registry.MEASURES)}
        self.places: dict[int, Any] = {}
        self.rows: dict[Any, list[Any]] = {}
        self.words: list[tuple[int, str, str]] = []

    def _id(self, table: Any) -> int:
        self.next_id[table] += 1
        return self.next_id[table] - 1

    def add(self, row: Row, place: Place) -> None:
        """One more record; every few hundred are written."""
        values, now = row.values, self.work.now
        held_on, year = values["inspected_on"], values["inspected_on"].year
        team: Team = values["team"] or Team("", "", None)
        handling: Handling | None = values["handling"]
        seen: FollowUp | None = values["follow_up"]
        brief = self._brief(place)
        seq = self.highest[year] = self.highest.get(year, 0) + 1
        inspection = Inspection(
            id=self._id(Inspection),
            kind=kind_of(values["content"] or "").value,
            number=show_number(seq, year),
            number_sort=sort_of_number(seq, year),
            establishment_id=place.id,
            establishment_number=place.number,
            establishment_name=place.name,
            establishment_sort=text_key(place.name),
            type_code=brief.type_code if brief else "",
            village_id=brief.village_id if brief else None,
            village_name=place.village,
            address=place.address,
            responsible=(values["owner"] or (brief.responsible or brief.owner if brief else ""))[:120],
            decision_number=team.decision_number[:60],
            decision_on=team.decision_on if team.decision_on is None or team.decision_on <= held_on else None,
            inspected_on=held_on,
            day=held_on,
            content=values["content"] or "",
            fix_by=values["fix_by"],
            note=values["note"] or "",
            workers_total=values["workers"].total if values["workers"] else None,
            workers_women=values["workers"].women if values["workers"] else None,
            team_text=team.text,
            handling=handling.text if handling else "",
            follow_up_note=seen.text if seen else "",
            recorded_at=now,
            recorded_by=self.work.session.account.id,
            concluded_at=now,
            batch_id=self.batch.id,
            fingerprint=row.fingerprint,
            created_at=now,
            created_by=self.work.session.account.id,
            updated_at=now,
        )
        fill_defaults(inspection)
        found = self._findings(inspection, values["violations"] or (), handling, seen)
        still_open = [each for each in found if each.state == FindingState.OPEN]
        inspection.findings, inspection.open_findings = len(found), len(still_open)
        inspection.fix_due = values["fix_by"] if still_open and values["fix_by"] else NEVER
        inspection.state = (State.FOLLOWING if still_open else State.CLOSED).value
        inspection.closed_at = None if still_open else now
        self._sanction(inspection, found, handling)
        if values["owner"]:
            self._keep(
                InspectionPresent(
                    inspection_id=inspection.id, position=0, role=PresentRole.OWNER.value, name=values["owner"][:120]
                )
            )
        self._keep(inspection)
        self._keep(InspectionNumber(year=year, seq=seq, given_at=now))
        self._keep(
            InspectionEvent(
                inspection_id=inspection.id,
                at=now,
                by=self.work.session.account.id,
                action="import",
                to_state=inspection.state,
                detail={"batch": self.batch.id},
            )
        )
        self.words.append((inspection.id, inspection.number, _words(inspection, found)))
        self.count += 1
        if len(self.words) >= _CHUNK:
            self.write()

    def _brief(self, place: Place) -> Any:
        if place.id not in self.places:
            self.places[place.id] = premises_register.brief(self.work.db, place.id)
        return self.places[place.id]

    def _findings(
        self, inspection: Inspection, violations: tuple[str, ...], handling: Handling | None, seen: FollowUp | None
    ) -> list[Finding]:
        put_right = seen is not None and seen.put_right is True
        measures = [code for code in handling.measures if code in self.measures] if handling else []
        held_on = inspection.day
        rows = []
        for seq, text in enumerate(violations, start=1):
            kind = self.kinds.get(fold(text))
            rows.append(
                Finding(
                    id=self._id(Finding),
                    inspection_id=inspection.id,
                    seq=seq,
                    violation_code=kind.code if kind else "",
                    violation_name=kind.name if kind else "",
                    basis=kind.basis if kind else "",
                    description="" if kind else text,
                    measures=measures,
                    fix_by=inspection.fix_by,
                    state=(FindingState.PUT_RIGHT if put_right else FindingState.OPEN).value,
                    found_on=held_on,
                    resolved_on=(seen.on or held_on) if put_right and seen is not None else None,
                )
            )
            self._keep(rows[-1])
        return rows

    def _sanction(self, inspection: Inspection, found: list[Finding], handling: Handling | None) -> None:
        if handling is None or handling.fine is None or not found:
            return
        decided = handling.decision_on
        row = Sanction(
            id=self._id(Sanction),
            inspection_id=inspection.id,
            decision_number=handling.decision_number[:60],
            decision_on=decided if decided is not None and decided >= inspection.day else inspection.day,
            amount=handling.fine,
        )
        inspection.sanction_amount = handling.fine
        self._keep(row)
        for each in found:
            self._keep(SanctionFinding(sanction_id=row.id, finding_id=each.id))

    def _keep(self, row: Any) -> None:
        fill_defaults(row)
        self.rows.setdefault(type(row), []).append(row)

    def write(self) -> None:
        """Write what was gathered, what others hang on first."""
        order = (
            Inspection, InspectionNumber, InspectionPresent, Finding, Sanction, SanctionFinding, InspectionEvent,
        )  # fmt: skip
        for table in order:
            if found := self.rows.get(table):
                own_ids = table in self.next_id
                names = [each.name for each in table.__table__.columns if own_ids or each.name != "id"]
                self.work.db.execute(insert(table), [{name: getattr(row, name) for name in names} for row in found])
        search.index_many(self.work.db, SCHEMA, KIND, self.words)
        self.rows, self.words = {}, []


def _words(inspection: Inspection, found: list[Finding]) -> str:
    """The same as record.words, of rows that are not stored yet."""
    parts = (
        inspection.establishment_name,
        inspection.establishment_number,
        inspection.responsible,
        inspection.village_name,
        inspection.address,
        inspection.decision_number,
        inspection.content,
        *(text for each in found for text in (each.violation_name, each.description)),
        inspection.note,
    )
    return " · ".join(part for part in parts if part)
