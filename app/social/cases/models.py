"""Which tables hold the support cases: the case, the person, what they agreed to, timeline, versions, files?

The person is in `Identity` alone; the row of a case holds codes and dates, and what figures count. A table that points
at a case says in `info={"figures": …}` which columns stay when the case is erased (app.social.keeping.reach): one that
says nothing loses its rows.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import AttachmentColumns, EventColumns, VersionColumns
from app.vault.schema import Base, UtcDateTime

SOCIAL = {"schema": "social"}
# What sorts after every date: a case with nothing due comes last.
NEVER = date(9999, 12, 31)
OF_CASE = "social.cases.id"


class Case(Base):
    """A support case under its code. Nothing here names anybody, but `note`, which is free text."""

    __tablename__ = "cases"
    # Each sort of the list walks an index; each filter has one that also gives the default order.
    __table_args__ = (
        Index("ix_cases_rank", "listed", "rank", "due_sort", "id"),
        Index("ix_cases_seq", "listed", "seq"),
        Index("ix_cases_opened", "listed", "opened_on", "id"),
        Index("ix_cases_due", "listed", "due_sort", "id"),
        Index("ix_cases_contact", "listed", "last_contact_on", "id"),
        Index("ix_cases_state", "listed", "state", "rank", "due_sort", "id"),
        Index("ix_cases_worker", "listed", "worker_id", "rank", "due_sort", "id"),
        Index("ix_cases_village", "listed", "village_id", "rank", "due_sort", "id"),
        Index("ix_cases_source", "listed", "source", "rank", "due_sort", "id"),
        Index("ix_cases_occupation", "listed", "occupation", "rank", "due_sort", "id"),
        Index("ix_cases_outcome", "listed", "outcome", "rank", "due_sort", "id"),
        # Of the few that have it.
        *(
            Index(f"ix_cases_{flag}", "listed", flag, "rank", "due_sort", "id", sqlite_where=text(f"{flag} = 1"))
            for flag in ("child", "trafficking", "violence", "disability", "urgent")
        ),
        Index("ix_cases_check", "check_on"),
        Index("ix_cases_erase", "erase_by"),
        Index("ix_cases_merged", "merged_into_id"),
        Index("ix_cases_batch", "batch_id"),
        SOCIAL,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every change: who saves an older one is shown both (optimistic concurrency).
    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    # Whether lists show it: not what was withdrawn, merged or erased.
    listed: Mapped[bool] = mapped_column(default=True)
    worker_id: Mapped[str | None] = mapped_column(String(40))
    opened_on: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(40))
    # Empty: not asked.
    occupation: Mapped[str] = mapped_column(String(40), default="")
    # Why the record may be kept: consent, or another basis of the law, said in `basis_note`.
    basis: Mapped[str] = mapped_column(String(40))
    basis_note: Mapped[str] = mapped_column(Text, default="")

    sex: Mapped[str] = mapped_column(String(10), default="")
    # The decade that figures count; the birth itself is the person's.
    birth_decade: Mapped[int | None]
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")
    child: Mapped[bool] = mapped_column(default=False)
    trafficking: Mapped[bool] = mapped_column(default=False)
    violence: Mapped[bool] = mapped_column(default=False)
    disability: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")

    # Copies of what visits and the plan say, so that lists need no join.
    next_visit_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    # The first day of what is still open in the plan in force.
    next_action_on: Mapped[date | None] = mapped_column(Date)
    last_contact_on: Mapped[date] = mapped_column(Date)
    due_sort: Mapped[date] = mapped_column(Date, default=NEVER)
    rank: Mapped[int] = mapped_column(default=0)

    outcome: Mapped[str] = mapped_column(String(40), default="")
    closed_on: Mapped[date | None] = mapped_column(Date)
    # Six months after closure; `checked_on` once somebody asked how it goes.
    check_on: Mapped[date | None] = mapped_column(Date)
    checked_on: Mapped[date | None] = mapped_column(Date)

    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    # By this day the record is erased, or what the law obliges to keep is kept and explained.
    erase_by: Mapped[date | None] = mapped_column(Date)
    kept_reason: Mapped[str] = mapped_column(Text, default="")
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None]
    state_before: Mapped[str] = mapped_column(String(20), default="")

    # Under it the audit keeps what it tells of the person; None once the case is erased (app.common.shredding).
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    batch_id: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseNumber(Base):
    """A code that was given; it is never given again."""

    __tablename__ = "case_numbers"
    __table_args__ = (SOCIAL,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Identity(Base):
    """The person of a case; maybe known by an alias only. Read through `reveal_identity` and nowhere else shown."""

    __tablename__ = "identities"
    __table_args__ = (
        Index("ix_identities_folded", "name_folded"),
        Index("ix_identities_phone", "phone"),
        SOCIAL,
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"), primary_key=True)
    real_name: Mapped[str] = mapped_column(String(120), default="")
    alias: Mapped[str] = mapped_column(String(120), default="")
    name_folded: Mapped[str] = mapped_column(String(120), default="")
    # A day where it is known, else the year alone.
    birth_on: Mapped[date | None] = mapped_column(Date)
    birth_year: Mapped[int | None]
    phone: Mapped[str] = mapped_column(String(60), default="")
    other_contact: Mapped[str] = mapped_column(String(200), default="")
    safe_way: Mapped[str] = mapped_column(String(300), default="")
    safe_time: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    dependants: Mapped[str] = mapped_column(Text, default="")
    # Only where a document needs it.
    identity_number: Mapped[str] = mapped_column(String(20), default="")


class Consent(Base):
    """What somebody agreed to or refused: what for, to whom, until when, how it was given.

    The latest row for a purpose and a recipient counts; a withdrawal ends the row that it withdraws.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_case", "case_id", "purpose", "id"),
        Index("ix_consents_until", "state", "until"),
        SOCIAL | {"info": {"figures": frozenset({"purpose", "state", "how", "given_on", "until", "withdrawn_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(60))
    # Whom it may go to; empty is everybody whom the purpose means.
    recipient: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(20), default="")
    witness: Mapped[str] = mapped_column(String(120), default="")
    attachment_id: Mapped[int | None]
    given_on: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))


class CaseEvent(EventColumns, Base):
    """One line of a case's timeline. What was typed is in `note`; `detail` holds codes and dates alone."""

    __tablename__ = "case_events"
    __table_args__ = (
        Index("ix_case_events_case", "case_id", "id"),
        SOCIAL | {"info": {"figures": frozenset({"at", "by", "action", "from_state", "to_state"})}},
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))


class CaseVersion(VersionColumns, Base):
    """A case as it stood before a correction, with the reason for it."""

    __tablename__ = "case_versions"
    __table_args__ = (Index("ix_case_versions_case", "case_id", "id"), SOCIAL)

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))


class CaseAttachment(AttachmentColumns, Base):
    """A file kept with a case, such as a signed consent form; inside the compartment and never beside it."""

    __tablename__ = "case_attachments"
    __table_args__ = (Index("ix_case_attachments_case", "case_id", "id"), SOCIAL)

    case_id: Mapped[int] = mapped_column(ForeignKey(OF_CASE, ondelete="CASCADE"))
