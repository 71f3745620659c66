"""Which tables hold the year's inspection plan: plan, candidates of its draw, items, timeline, weights?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.vault.schema import Base, UtcDateTime

POLICE = {"schema": "police"}


class InspectionPlan(Base):
    """A year's plan with everything that its draw needs; a draft, the approved one, or one that was replaced."""

    __tablename__ = "inspection_plans"
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_inspection_plans_year", "year", "state"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    year: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[str] = mapped_column(String(20))

    # The terms of the draw. The share is a decimal number as text: a float would not be exact.
    drawn_on: Mapped[date] = mapped_column(Date)
    share: Mapped[str] = mapped_column(String(20))
    seed: Mapped[str] = mapped_column(String(60))
    weights: Mapped[dict[str, Any]] = mapped_column(JSON)
    # What came of it.
    active: Mapped[int]
    quota: Mapped[int]
    never_inspected: Mapped[int]
    places: Mapped[int]
    risk_places: Mapped[int]

    drawn_by: Mapped[str] = mapped_column(String(40))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str] = mapped_column(String(40), default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("police.inspection_plans.id"))
    replaced_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanCandidate(Base):
    """Premises as they stood on the day of the draw: kept, so that anybody can hold the same draw again."""

    __tablename__ = "plan_candidates"
    __table_args__ = (UniqueConstraint("plan_id", "number"), Index("ix_plan_candidates_lot", "plan_id", "lot"), POLICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("police.inspection_plans.id", ondelete="CASCADE"))
    # In the registry: no foreign key crosses compartments.
    establishment_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    type_code: Mapped[str] = mapped_column(String(60))
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    last_inspected_on: Mapped[date | None] = mapped_column(Date)
    open_findings: Mapped[int]
    reports: Mapped[int]
    licence_expired: Mapped[bool]
    certificate_expired: Mapped[bool]
    # [[factor, count, points], …]: the explanation of the score.
    parts: Mapped[list[Any]] = mapped_column(JSON)
    score: Mapped[int]
    lot: Mapped[str] = mapped_column(String(64))
    lot_order: Mapped[int]
    # Empty: not chosen.
    ground: Mapped[str] = mapped_column(String(20), default="")


class PlanItem(Base):
    """Premises to be inspected under a plan, with the names they had when they came into it.

    Their day stands in the planned inspection, which knows its item (`Inspection.plan_item_id`), and nowhere else.
    """

    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("plan_id", "establishment_id"),
        Index("ix_plan_items_establishment", "establishment_id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("police.inspection_plans.id", ondelete="CASCADE"))
    # The order of the printed list.
    position: Mapped[int]
    establishment_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    type_code: Mapped[str] = mapped_column(String(60))
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    ground: Mapped[str] = mapped_column(String(20))
    # None for those added by hand: they were in no draw.
    score: Mapped[int | None]
    lot_order: Mapped[int | None]
    # Why it was added by hand.
    reason: Mapped[str] = mapped_column(Text, default="")
    added_by: Mapped[str] = mapped_column(String(40), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_month: Mapped[int | None]
    put_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    put_off_by: Mapped[str] = mapped_column(String(40), default="")
    put_off_reason: Mapped[str] = mapped_column(Text, default="")


class PlanEvent(EventColumns, Base):
    """One line of a plan's timeline; every draw of a draft is one, so that nobody draws until it suits unseen."""

    __tablename__ = "plan_events"
    __table_args__ = (Index("ix_plan_events_plan", "plan_id", "id"), POLICE)

    plan_id: Mapped[int] = mapped_column(ForeignKey("police.inspection_plans.id", ondelete="CASCADE"))


class PlanWeights(Base):
    """The weights of the score from a moment on; the newest row is in force, the older ones stay."""

    __tablename__ = "plan_weights"
    __table_args__ = (POLICE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    weights: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
