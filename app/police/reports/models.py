"""Which tables hold the reports, their numbers, deadlines, timeline and attachments? All in `police.db`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import AttachmentColumns, EventColumns, VersionColumns
from app.vault.schema import Base, UtcDateTime

POLICE = {"schema": "police"}
# What sorts after every date: a report with nothing due comes last.
NEVER = date(9999, 12, 31)
# Behind each order's index: what filters test, so that a list that goes along it reads no report for that.
_TESTED = (
    *("kind", "state", "urgency", "officer_id", "village_id", "establishment_id"),
    *("child", "trafficking", "violence", "incomplete", "escalated_at"),
)
# Behind each filter's index: what lists are ordered by, so that what few have is sorted without reading it.
_SHOWN_BY = ("number_sort", "reporter_sort")
_ORDERED = ("rank", "due_sort", "id", "received_at", *_SHOWN_BY)


class Report(Base):
    """A report, complaint, denunciation, petition or feedback, as it is now.

    An empty text is "none"; a field whose name stands in `unknown` is "not known". Reporter columns are empty
    when the identity is sealed: then only `reporter_sealed` holds it.
    """

    __tablename__ = "reports"
    # Each sort of the list walks an index, and each filter has one (app.common.paging).
    __table_args__ = (
        Index("ix_reports_rank", "removed", "rank", "due_sort", "id", *_TESTED),
        Index("ix_reports_due", "removed", "due_sort", "id", "rank", "received_at", *_SHOWN_BY, *_TESTED),
        Index("ix_reports_side_due", "removed", "side_due_on"),
        Index("ix_reports_received", "removed", "received_at", "id", "rank", "due_sort", *_SHOWN_BY, *_TESTED),
        Index("ix_reports_number", "removed", "number_sort", "id", *_TESTED),
        Index("ix_reports_reporter", "removed", "reporter_sort", "id", *_TESTED),
        Index("ix_reports_kind", "removed", "kind", *_ORDERED),
        Index("ix_reports_state", "removed", "state", *_ORDERED),
        Index("ix_reports_officer", "removed", "officer_id", *_ORDERED),
        # Whoever was in charge left some year: their reports all lie at one end of these orders.
        Index("ix_reports_officer_received", "removed", "officer_id", "received_at", "id"),
        Index("ix_reports_village", "removed", "village_id", *_ORDERED),
        Index("ix_reports_establishment", "removed", "establishment_id", *_ORDERED),
        Index("ix_reports_urgency", "removed", "urgency", *_ORDERED),
        # Of the few that have it.
        Index("ix_reports_child", "removed", "child", *_ORDERED, sqlite_where=text("child = 1")),
        Index("ix_reports_trafficking", "removed", "trafficking", *_ORDERED, sqlite_where=text("trafficking = 1")),
        Index("ix_reports_violence", "removed", "violence", *_ORDERED, sqlite_where=text("violence = 1")),
        Index("ix_reports_incomplete", "removed", "incomplete", *_ORDERED, sqlite_where=text("incomplete = 1")),
        Index("ix_reports_escalated", "removed", "escalated_at", *_ORDERED),
        Index("ix_reports_fingerprint", "fingerprint"),
        Index("ix_reports_received_on", "received_on", "kind"),
        Index("ix_reports_batch", "batch_id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every change: who saves an older one is shown both (optimistic concurrency).
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(20))
    # Complaints only: 1 first, 2 second.
    instance: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    number_sort: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))

    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_on: Mapped[date] = mapped_column(Date)
    time_known: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(String(60), default="")
    received_by: Mapped[str] = mapped_column(String(40), default="")
    # For imported rows: the name as the paper register has it.
    received_by_text: Mapped[str] = mapped_column(String(120), default="")

    reporter_form: Mapped[str] = mapped_column(String(20))
    reporter_name: Mapped[str] = mapped_column(String(120), default="")
    reporter_phone: Mapped[str] = mapped_column(String(60), default="")
    reporter_address: Mapped[str] = mapped_column(String(300), default="")
    reporter_identity: Mapped[str] = mapped_column(String(20), default="")
    relayed_by: Mapped[str] = mapped_column(String(200), default="")
    reporter_sort: Mapped[str] = mapped_column(String(400), default="")
    reporter_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    respondent_name: Mapped[str] = mapped_column(String(200), default="")
    respondent_detail: Mapped[str] = mapped_column(String(300), default="")

    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    establishment_id: Mapped[int | None]
    establishment_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    urgency: Mapped[str] = mapped_column(String(20), default="normal")
    child: Mapped[bool] = mapped_column(default=False)
    trafficking: Mapped[bool] = mapped_column(default=False)
    violence: Mapped[bool] = mapped_column(default=False)
    unknown: Mapped[list[str]] = mapped_column(JSON, default=list)
    incomplete: Mapped[bool] = mapped_column(default=False)

    officer_id: Mapped[str | None] = mapped_column(String(40))
    # For imported rows: the officer as the paper register has it.
    officer_text: Mapped[str] = mapped_column(String(120), default="")
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decline_ground: Mapped[str] = mapped_column(String(60), default="")
    authority: Mapped[str] = mapped_column(String(200), default="")
    verification_result: Mapped[str] = mapped_column(Text, default="")
    classification: Mapped[str] = mapped_column(String(20), default="")
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handling: Mapped[str] = mapped_column(Text, default="")
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notice_on: Mapped[date | None] = mapped_column(Date)
    notice_how: Mapped[str] = mapped_column(String(200), default="")
    no_notice_reason: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    escalated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    escalation_note: Mapped[str] = mapped_column(Text, default="")
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspension_ground: Mapped[str] = mapped_column(Text, default="")

    # Copies of what the deadlines say, so that lists need no join; kept by `record.refresh`.
    due_on: Mapped[date | None] = mapped_column(Date)
    due_stage: Mapped[str] = mapped_column(String(60), default="")
    due_sort: Mapped[date] = mapped_column(Date, default=NEVER)
    # The earliest running side limit: a notice to send, a check to make. Work of the day, not the report's limit.
    side_due_on: Mapped[date | None] = mapped_column(Date)
    side_due_stage: Mapped[str] = mapped_column(String(60), default="")
    rank: Mapped[int] = mapped_column(default=0)

    removed: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_reason: Mapped[str] = mapped_column(Text, default="")
    batch_id: Mapped[str | None] = mapped_column(String(40))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReportNumber(Base):
    """A line of a kind's register for a year; a number once given is never given again."""

    __tablename__ = "report_numbers"
    __table_args__ = (UniqueConstraint("kind", "year", "seq"), POLICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), index=True)
    # None after an import that gave it was undone: the line stays, the record is gone.
    report_id: Mapped[int | None] = mapped_column(ForeignKey("police.reports.id", ondelete="SET NULL"), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")


class ReportEvent(EventColumns, Base):
    """One line of a report's timeline.

    `before` is the record and its deadlines as they were, for undo; empty for acts that cannot be undone. It
    never holds a sealed reporter's details.
    """

    __tablename__ = "report_events"
    __table_args__ = (Index("ix_report_events_report", "report_id", "id"), POLICE)

    report_id: Mapped[int] = mapped_column(ForeignKey("police.reports.id", ondelete="CASCADE"))


class ReportDeadline(Base):
    """A time limit that runs for a report, with a copy of the rule it started under."""

    __tablename__ = "report_deadlines"
    __table_args__ = (Index("ix_report_deadlines_report", "report_id", "id"), POLICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("police.reports.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(60))
    # app.common.deadlines.Rule as it was when the clock started: a report keeps its rule.
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date] = mapped_column(Date)
    # Only for limits in hours.
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calendar_confirmed: Mapped[bool] = mapped_column(default=True)
    extensions: Mapped[int] = mapped_column(default=0)
    extended_to: Mapped[date | None] = mapped_column(Date)
    extension_ground: Mapped[str] = mapped_column(Text, default="")
    suspended_days: Mapped[int] = mapped_column(default=0)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Ended without being met, by another classification or by reopening.
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReportVersion(VersionColumns, Base):
    """A concluded report as it stood before a correction, with the reason for it."""

    __tablename__ = "report_versions"
    __table_args__ = (Index("ix_report_versions_report", "report_id", "id"), POLICE)

    report_id: Mapped[int] = mapped_column(ForeignKey("police.reports.id", ondelete="CASCADE"))


class ReportLink(Base):
    """Two reports about the same matter; the smaller id first. It says nothing about persons."""

    __tablename__ = "report_links"
    __table_args__ = (POLICE,)

    first_id: Mapped[int] = mapped_column(ForeignKey("police.reports.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("police.reports.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")


class Attachment(AttachmentColumns, Base):
    """A file kept with a report, inside the encrypted compartment and never beside it."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_report", "report_id", "id"), POLICE)

    report_id: Mapped[int] = mapped_column(ForeignKey("police.reports.id", ondelete="CASCADE"))
