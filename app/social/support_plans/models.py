"""Which tables hold the support plans: the plan, its goals, their actions, its reviews, its timeline?

Amounts are whole đồng. Every table points at the case, too, so that erasing a case reaches all of it: `figures` are the
columns that stay, and no free text is among them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.social.cases.models import OF_CASE, SOCIAL
from app.vault.schema import Base, UtcDateTime

OF_PLAN, OF_GOAL = "social.support_plans.id", "social.plan_goals.id"


def _stays(*names: str) -> dict[str, Any]:
    return SOCIAL | {"info": {"figures": frozenset(names)}}


class SupportPlan(Base):
    """A plan of a case, the first or a later one (`edition`). At most one of a case is in force, one being written."""

    __tablename__ = "support_plans"
    __table_args__ = (
        Index("ix_support_plans_case", "case_id", "edition"),
        Index("ix_support_plans_state", "state", "review_on"),
        _stays("edition", "state", "written_on", "agreed_on", "signed", "review_on", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    edition: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    written_on: Mapped[date] = mapped_column(Date)
    written_by: Mapped[str] = mapped_column(String(40))

    agreed_on: Mapped[date | None] = mapped_column(Date)
    # How the client agreed; the worker is the account that recorded it.
    signed: Mapped[str] = mapped_column(String(20), default="")
    witness: Mapped[str] = mapped_column(String(120), default="")
    agreed_by: Mapped[str] = mapped_column(String(40), default="")
    review_on: Mapped[date | None] = mapped_column(Date)
    # Ended, replaced, or given up before anybody agreed to it.
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanGoal(Base):
    """A goal in the client's words; `reached` is what the last review found."""

    __tablename__ = "plan_goals"
    __table_args__ = (
        Index("ix_plan_goals_plan", "plan_id", "position"),
        Index("ix_plan_goals_case", "case_id"),
        _stays("plan_id", "position", "origin_id", "reached", "reached_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey(OF_PLAN, ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    # The goal of an earlier plan that this one goes on from.
    origin_id: Mapped[int | None]
    reached: Mapped[str] = mapped_column(String(20), default="")
    reached_on: Mapped[date | None] = mapped_column(Date)
    reached_note: Mapped[str] = mapped_column(Text, default="")


class PlanAction(Base):
    """What somebody does for a goal, by when and for how much; `cost` None is not known yet."""

    __tablename__ = "plan_actions"
    __table_args__ = (
        Index("ix_plan_actions_goal", "goal_id", "position"),
        Index("ix_plan_actions_plan", "plan_id"),
        Index("ix_plan_actions_case", "case_id"),
        Index("ix_plan_actions_due", "state", "due_on"),
        _stays("plan_id", "goal_id", "position", "who", "due_on", "cost", "state", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey(OF_PLAN, ondelete="CASCADE"))
    goal_id: Mapped[int] = mapped_column(ForeignKey(OF_GOAL, ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(20))
    who_name: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    budget: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    done_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text, default="")


class PlanReview(Base):
    """A review of a plan, and what followed."""

    __tablename__ = "plan_reviews"
    __table_args__ = (
        Index("ix_plan_reviews_plan", "plan_id", "id"),
        Index("ix_plan_reviews_case", "case_id"),
        _stays("plan_id", "on", "decision", "next_on", "at", "by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey(OF_PLAN, ondelete="CASCADE"))
    on: Mapped[date] = mapped_column(Date)
    decision: Mapped[str] = mapped_column(String(20))
    next_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))


class PlanResult(Base):
    """What a review found of one goal."""

    __tablename__ = "plan_results"
    __table_args__ = (
        Index("ix_plan_results_review", "review_id"),
        Index("ix_plan_results_case", "case_id"),
        _stays("plan_id", "review_id", "goal_id", "reached"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey(OF_PLAN, ondelete="CASCADE"))
    review_id: Mapped[int] = mapped_column(ForeignKey("social.plan_reviews.id", ondelete="CASCADE"))
    goal_id: Mapped[int]
    reached: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")


class PlanEvent(EventColumns, Base):
    """One act on a plan, with the plan as it was before, so that it can be taken back."""

    __tablename__ = "plan_events"
    __table_args__ = (
        Index("ix_plan_events_case", "case_id", "id"),
        Index("ix_plan_events_plan", "plan_id"),
        _stays("plan_id", "at", "by", "action", "from_state", "to_state"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(ForeignKey(OF_PLAN, ondelete="CASCADE"))
