"""Which tables hold the support services: the service, the checks on a job, its timeline and earlier versions?

Every table points at the case, so that erasing a case reaches all of it: `figures` are the columns that stay, and no
free text is among them. Amounts are whole đồng.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns, VersionColumns
from app.social.cases.models import NEVER, OF_CASE, SOCIAL
from app.vault.schema import Base, UtcDateTime

OF_SERVICE = "social.services.id"

_FIGURES = frozenset(
    {
        *("number", "year", "seq", "version", "kind", "state", "opened_on", "variety", "starts_on", "ends_on"),
        *("planned", "attended", "counted_on", "amount", "children", "school_year", "expected_on", "approved_on"),
        *("sent_on", "answered_on", "begun_on", "ended_on", "receipt", "certified_on", "outcome", "kept_months"),
        *("nights", "due_for", "due_sort", "created_at", "updated_at"),
    }
)


class Sort(StrEnum):
    """The orders of the list."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


class Service(Base):
    """A support service of a case. What a kind does not use is empty; `lives.LIVES` says what it uses.

    `provider`, `subject`, `place`, `received_by`, `certificate` and `note` are free text about a person's life.
    """

    __tablename__ = "services"
    # Each order of the list walks an index; what is late or due is read from its beginning.
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_services_case", "case_id", "id"),
        Index("ix_services_due", "due_sort", "id"),
        Index("ix_services_opened", "opened_on", "id"),
        Index("ix_services_kind", "kind", "due_sort", "id"),
        Index("ix_services_state", "state", "due_sort", "id"),
        Index("ix_services_begun", "begun_on", "kind"),
        SOCIAL | {"info": {"figures": _FIGURES}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    opened_on: Mapped[date] = mapped_column(Date)

    # What is recorded, as far as the kind asks for it.
    provider: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    # A code of the kind's own forms: in cash or in kind, which paper, which school (terms.VARIETIES).
    variety: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    planned: Mapped[int | None]
    attended: Mapped[int | None]
    counted_on: Mapped[date | None] = mapped_column(Date)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[str] = mapped_column(String(120), default="")
    children: Mapped[int | None]
    school_year: Mapped[str] = mapped_column(String(20), default="")
    received_by: Mapped[str] = mapped_column(String(120), default="")
    receipt: Mapped[bool] = mapped_column(default=False)
    certificate: Mapped[str] = mapped_column(String(80), default="")
    certified_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    # The days of its life.
    expected_on: Mapped[date | None] = mapped_column(Date)
    approved_on: Mapped[date | None] = mapped_column(Date)
    sent_on: Mapped[date | None] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    # Since when the person has been helped: figures count by it.
    begun_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_reason: Mapped[str] = mapped_column(Text, default="")

    # What follows from the rest, kept for lists and figures (record.refresh).
    kept_months: Mapped[int | None]
    nights: Mapped[int | None]
    due_for: Mapped[str] = mapped_column(String(20), default="")
    due_sort: Mapped[date] = mapped_column(Date, default=NEVER)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ServiceNumber(Base):
    """A number that was given; it is never given again."""

    __tablename__ = "service_numbers"
    __table_args__ = (SOCIAL,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JobCheck(Base):
    """Whether somebody is still at the job so many months after its start; no answer yet is an empty one."""

    __tablename__ = "service_job_checks"
    __table_args__ = (
        UniqueConstraint("service_id", "months"),
        Index("ix_service_job_checks_case", "case_id"),
        SOCIAL | {"info": {"figures": frozenset({"service_id", "months", "due_on", "answer", "answered_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    service_id: Mapped[int] = mapped_column(ForeignKey(OF_SERVICE, ondelete="CASCADE"))
    months: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(String(20), default="")
    answered_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")


class ServiceEvent(EventColumns, Base):
    """One line of a service's timeline. `detail` holds codes, dates and amounts alone."""

    __tablename__ = "service_events"
    __table_args__ = (
        Index("ix_service_events_service", "service_id", "id"),
        Index("ix_service_events_case", "case_id"),
        SOCIAL | {"info": {"figures": frozenset({"service_id", "at", "by", "action", "from_state", "to_state"})}},
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    service_id: Mapped[int] = mapped_column(ForeignKey(OF_SERVICE, ondelete="CASCADE"))


class ServiceVersion(VersionColumns, Base):
    """A service as it stood before a correction, with the reason for it."""

    __tablename__ = "service_versions"
    __table_args__ = (
        Index("ix_service_versions_service", "service_id", "id"),
        Index("ix_service_versions_case", "case_id"),
        SOCIAL,
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    service_id: Mapped[int] = mapped_column(ForeignKey(OF_SERVICE, ondelete="CASCADE"))
