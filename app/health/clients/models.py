"""Which tables hold the station's clients: the code and what care needs, the person who wished to be known, consents?

A client's row names nobody. Who somebody is stands in `Identity` alone, and only if they wished. A table that belongs
to a client points at it (`client_id`) and says in `info={"figures": …}` which columns stay when the client is erased
(app.health.clients.erasure): one that says nothing loses its rows.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.common.record_tables import EventColumns
from app.vault.schema import Base, UtcDateTime

HEALTH = {"schema": "health"}
# What sorts after every date: a client with nothing due comes last.
NEVER = date(9999, 12, 31)
OF_CLIENT = "health.clients.id"


class Client(Base):
    """A client under a code."""

    __tablename__ = "clients"
    # Each sort of the list walks an index; each filter has one that also gives the default order.
    __table_args__ = (
        Index("ix_clients_rank", "listed", "rank", "due_sort", "id"),
        Index("ix_clients_due", "listed", "due_sort", "id"),
        Index("ix_clients_first", "listed", "first_on", "id"),
        Index("ix_clients_code", "listed", "code", "id"),
        Index("ix_clients_last", "listed", "last_visit_on", "id"),
        Index("ix_clients_state", "listed", "state", "rank", "due_sort", "id"),
        Index("ix_clients_source", "listed", "source", "rank", "due_sort", "id"),
        Index("ix_clients_sex", "listed", "sex", "rank", "due_sort", "id"),
        Index("ix_clients_village", "listed", "village_id", "rank", "due_sort", "id"),
        Index("ix_clients_erase", "erase_by"),
        Index("ix_clients_batch", "batch_id"),
        HEALTH,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every change: who saves an older one is shown both (optimistic concurrency).
    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    # Whether lists show it: not what was withdrawn or erased.
    listed: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(String(40))
    # Why the record may be kept: consent, or another basis of the law, said in `basis_note`.
    basis: Mapped[str] = mapped_column(String(40))
    basis_note: Mapped[str] = mapped_column(Text, default="")

    # What figures count by. The year, or the band that was told at the first visit; either may be unknown.
    sex: Mapped[str] = mapped_column(String(10), default="")
    birth_year: Mapped[int | None]
    age_band: Mapped[str] = mapped_column(String(20), default="")
    key_group: Mapped[str] = mapped_column(String(40), default="")
    village_id: Mapped[int | None]
    village_name: Mapped[str] = mapped_column(String(120), default="")

    safe_way: Mapped[str] = mapped_column(String(20), default="")
    safe_when: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    # Set by what is urgent (an alert of a screening instrument), and taken off by whoever has dealt with it.
    urgent: Mapped[bool] = mapped_column(default=False)

    first_on: Mapped[date] = mapped_column(Date)
    # Copies of what appointments and visits say, so that lists need no join.
    last_visit_on: Mapped[date] = mapped_column(Date)
    next_visit_on: Mapped[date | None] = mapped_column(Date)
    due_sort: Mapped[date] = mapped_column(Date, default=NEVER)
    rank: Mapped[int] = mapped_column(default=0)

    left_reason: Mapped[str] = mapped_column(String(20), default="")
    left_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    # By this day the record is erased.
    erase_by: Mapped[date | None] = mapped_column(Date)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    batch_id: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Identity(Base):
    """Who a client is, if they wished to be known. Read through `reveal` and nowhere else shown."""

    __tablename__ = "identities"
    __table_args__ = (HEALTH,)

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    other_contact: Mapped[str] = mapped_column(String(200), default="")


class Consent(Base):
    """What somebody agreed to or refused, and when. The latest row for a purpose and a recipient counts."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_client", "client_id", "purpose", "id"),
        HEALTH | {"info": {"figures": frozenset({"purpose", "state", "how", "given_on", "until", "withdrawn_on"})}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(60))
    # Whom it may go to; empty is everybody whom the purpose means.
    recipient: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(20), default="")
    given_on: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))


class ClientEvent(EventColumns, Base):
    """One line of a client's timeline. `before` holds the columns that changed, as they were."""

    __tablename__ = "client_events"
    __table_args__ = (
        Index("ix_client_events_client", "client_id", "id"),
        HEALTH | {"info": {"figures": frozenset({"at", "by", "action", "from_state", "to_state"})}},
    )

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"))


# --- the phrase that somebody chose to return by -------------------------------------------------------------


class Phrase(Base):
    """A phrase as slow hashes alone: a bucket to look in, and the client's own (app.health.clients.phrases)."""

    __tablename__ = "phrases"
    __table_args__ = (Index("ix_phrases_bucket", "bucket"), HEALTH)

    client_id: Mapped[int] = mapped_column(ForeignKey(OF_CLIENT, ondelete="CASCADE"), primary_key=True)
    bucket: Mapped[int]
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class PhraseSalt(Base):
    """The station's own salt, under which buckets are made; one row, made with the first phrase."""

    __tablename__ = "phrase_salts"
    __table_args__ = (HEALTH,)

    id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class PhraseAttempt(Base):
    """That somebody looked for a client by phrase, and whether it led to one; never what was typed."""

    __tablename__ = "phrase_attempts"
    __table_args__ = (Index("ix_phrase_attempts_at", "at"), HEALTH)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    found: Mapped[bool]


class ErasureCertificate(Base):
    """What was erased, when, by whom and on which ground; nothing of the person."""

    __tablename__ = "erasure_certificates"
    __table_args__ = (HEALTH,)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(40))
    ground: Mapped[str] = mapped_column(String(40))
    # Table -> rows removed or emptied.
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Names of the backups in the vault's folder that were replaced; None until that is done.
    backups: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
