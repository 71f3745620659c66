"""Which tables hold inspections: visit, team, minutes, findings, sanctions, timeline, photos? All in `police.db`."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import AttachmentColumns, EventColumns, VersionColumns
from app.vault.schema import Base, UtcDateTime

POLICE = {"schema": "police"}
# What sorts after every date: a visit without a day, one with nothing left to put right.
NEVER = date(9999, 12, 31)


class Inspection(Base):
    """A visit to premises: planned, unannounced or to see whether findings were put right; as it is now.

    The premises are a plain id into the registry, with a copy of what they were called on the day. An empty text is
    "none", a None in the head-count is "not known".
    """

    __tablename__ = "inspections"
    # Each sort of the list walks an index; each filter has one that also gives the order by day.
    __table_args__ = (
        Index("ix_inspections_day", "removed", "day", "id"),
        Index("ix_inspections_number", "removed", "number_sort", "id"),
        Index("ix_inspections_fix", "removed", "fix_due", "id"),
        Index("ix_inspections_name", "removed", "establishment_sort", "day", "id"),
        Index("ix_inspections_state", "removed", "state", "day", "id"),
        Index("ix_inspections_kind", "removed", "kind", "day", "id"),
        Index("ix_inspections_village", "removed", "village_id", "day", "id"),
        Index("ix_inspections_establishment", "establishment_id", "removed", "day", "id"),
        Index("ix_inspections_type", "removed", "type_code", "day", "id"),
        Index("ix_inspections_open", "removed", "open_findings"),
        Index("ix_inspections_plan_item", "plan_item_id"),
        Index("ix_inspections_follow_up_of", "follow_up_of_id"),
        Index("ix_inspections_fingerprint", "fingerprint"),
        Index("ix_inspections_batch", "batch_id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every change: who saves an older one is shown both (optimistic concurrency).
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    number_sort: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))

    establishment_id: Mapped[int]
    establishment_number: Mapped[str] = mapped_column(String(20), default="")
    establishment_name: Mapped[str] = mapped_column(String(200), default="")
    establishment_sort: Mapped[str] = mapped_column(String(600), default="")
    type_code: Mapped[str] = mapped_column(String(60), default="")
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    # The person responsible for the premises, as the register had it.
    responsible: Mapped[str] = mapped_column(String(120), default="")

    # app.police.inspection_plans: the item of the year's plan that this visit carries out.
    plan_item_id: Mapped[int | None]
    follow_up_of_id: Mapped[int | None] = mapped_column(ForeignKey("police.inspections.id", ondelete="SET NULL"))
    planned_on: Mapped[date | None] = mapped_column(Date)
    planned_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decision_on: Mapped[date | None] = mapped_column(Date)

    inspected_on: Mapped[date | None] = mapped_column(Date)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # After midnight it is the next day's.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content: Mapped[str] = mapped_column(Text, default="")
    owner_opinion: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str] = mapped_column(Text, default="")
    recommendations: Mapped[str] = mapped_column(Text, default="")
    fix_by: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    # What was counted there: heads only, nobody is named.
    workers_total: Mapped[int | None]
    workers_women: Mapped[int | None]
    workers_from_elsewhere: Mapped[int | None]
    workers_with_contract: Mapped[int | None]
    workers_declared: Mapped[int | None]
    # When the head-count as it stands was carried to the registry; None while it was not.
    carried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # For which day the registry has a count of this inspection: it is taken out there when the day changes.
    carried_on: Mapped[date | None] = mapped_column(Date)

    # As the paper register has it, for imported rows.
    team_text: Mapped[str] = mapped_column(String(300), default="")
    handling: Mapped[str] = mapped_column(Text, default="")
    follow_up_note: Mapped[str] = mapped_column(Text, default="")

    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(40), default="")
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_reason: Mapped[str] = mapped_column(Text, default="")

    # Copies of what the other tables say, so that lists need no join; kept by `record.refresh`.
    # The day of the visit, else the planned one.
    day: Mapped[date] = mapped_column(Date, default=NEVER)
    leader_name: Mapped[str] = mapped_column(String(120), default="")
    findings: Mapped[int] = mapped_column(default=0)
    open_findings: Mapped[int] = mapped_column(default=0)
    # The earliest day by which an open finding is to be put right.
    fix_due: Mapped[date] = mapped_column(Date, default=NEVER)
    # None: no sanction decision.
    sanction_amount: Mapped[int | None] = mapped_column(BigInteger)

    removed: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_reason: Mapped[str] = mapped_column(Text, default="")
    batch_id: Mapped[str | None] = mapped_column(String(40))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(40), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InspectionNumber(Base):
    """A number of a year's register that was given; it is never given again, whatever becomes of the record."""

    __tablename__ = "inspection_numbers"
    __table_args__ = (POLICE,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InspectionMember(Base):
    """Somebody of the team; `account_id` where they have an account here."""

    __tablename__ = "inspection_members"
    __table_args__ = (
        Index("ix_inspection_members_inspection", "inspection_id", "position"),
        Index("ix_inspection_members_person", "person"),
        Index("ix_inspection_members_account", "account_id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    # The agency or the title, as the decision has it.
    office: Mapped[str] = mapped_column(String(200), default="")
    account_id: Mapped[str | None] = mapped_column(String(40))
    # Tells whether two lines are the same person: the account, else name and office folded.
    person: Mapped[str] = mapped_column(String(330))


class InspectionPresent(Base):
    """Who was there for the premises, by role. Of workers there is a count and no name."""

    __tablename__ = "inspection_present"
    __table_args__ = (Index("ix_inspection_present_inspection", "inspection_id", "position"), POLICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), default="")
    count: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300), default="")


class InspectionCheck(Base):
    """An item of the checklist as the template had it on the day, and what was seen."""

    __tablename__ = "inspection_checks"
    __table_args__ = (Index("ix_inspection_checks_inspection", "inspection_id", "position"), POLICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    position: Mapped[int]
    item_code: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")


class Finding(Base):
    """Something that was not as the law wants it, and what became of it."""

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("inspection_id", "seq"),
        Index("ix_findings_state", "state", "found_on", "id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    seq: Mapped[int]
    # Empty for a finding in words only.
    violation_code: Mapped[str] = mapped_column(String(60), default="")
    violation_name: Mapped[str] = mapped_column(String(300), default="")
    basis: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    # Codes of the list of measures.
    measures: Mapped[list[str]] = mapped_column(JSON, default=list)
    fix_by: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default="open")
    # The day of the inspection: the age of an open finding counts from here.
    found_on: Mapped[date] = mapped_column(Date)
    resolved_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")


class FindingReview(Base):
    """What a follow-up inspection saw of a finding."""

    __tablename__ = "finding_reviews"
    __table_args__ = (
        UniqueConstraint("finding_id", "inspection_id"),
        Index("ix_finding_reviews_inspection", "inspection_id"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("police.findings.id", ondelete="CASCADE"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    result: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    new_fix_by: Mapped[date | None] = mapped_column(Date)
    # What the finding had, should the review be taken back.
    fix_by_before: Mapped[date | None] = mapped_column(Date)


class Sanction(Base):
    """A sanction decision. The addressee stands in this one file: in no list, no index, no other file."""

    __tablename__ = "sanctions"
    __table_args__ = (
        Index("ix_sanctions_inspection", "inspection_id", "id"),
        Index("ix_sanctions_unpaid", "paid_on", "due_on"),
        POLICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
    decision_number: Mapped[str] = mapped_column(String(60))
    decision_on: Mapped[date] = mapped_column(Date)
    addressee: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[bool] = mapped_column(default=False)
    # Whole đồng.
    amount: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date | None] = mapped_column(Date)
    paid_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")


class SanctionFinding(Base):
    """For which findings a decision was made."""

    __tablename__ = "sanction_findings"
    __table_args__ = (POLICE,)

    sanction_id: Mapped[int] = mapped_column(ForeignKey("police.sanctions.id", ondelete="CASCADE"), primary_key=True)
    finding_id: Mapped[int] = mapped_column(
        ForeignKey("police.findings.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class InspectionEvent(EventColumns, Base):
    """One line of an inspection's timeline. `before` is the whole record with its findings and sanctions."""

    __tablename__ = "inspection_events"
    __table_args__ = (Index("ix_inspection_events_inspection", "inspection_id", "id"), POLICE)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))


class InspectionVersion(VersionColumns, Base):
    """A concluded inspection as it stood before a correction, with the reason for it."""

    __tablename__ = "inspection_versions"
    __table_args__ = (Index("ix_inspection_versions_inspection", "inspection_id", "id"), POLICE)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))


class InspectionAttachment(AttachmentColumns, Base):
    """A photo or a scanned page kept with an inspection."""

    __tablename__ = "inspection_attachments"
    __table_args__ = (Index("ix_inspection_attachments_inspection", "inspection_id", "id"), POLICE)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("police.inspections.id", ondelete="CASCADE"))
