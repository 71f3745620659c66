"""What do the lists of what belongs to a client share (tests, counselling)? Shown by code, hidden with the client."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import Searched
from app.health.clients import codes
from app.health.clients.models import Client
from app.health.clients.record import SCHEMA
from app.health.clients.services import find_code
from app.vault.session import Session

CLIENT = f.Text(
    "client_id",
    N_("Client's code"),
    audit=f.SILENT,
    entered=False,
    key="client",
    export=14,
    documents=f.LIST,
    filter=f.Exactly(condition="client", typed=find_code, takes=N_("the code of a client")),
)
TEXT_TAKES = N_("a number, or the code of a client")


def of_listed(table: Any) -> ColumnElement[bool]:
    """Whose client withdrew or was erased is in no list."""
    return exists().where(Client.id == table.client_id, Client.listed)


def by_number_or_code(table: Any, kind: str) -> Callable[[Session, Orm, str], Searched]:
    """What is asked for what was typed: the number, or the client's code."""

    def searched(_session: Session, db: Orm, typed: str) -> Searched:
        if codes.is_code(typed):
            return Searched((table.client_id.in_(select(Client.id).where(Client.code == codes.tidy_code(typed))),))
        found = search.matching(db, SCHEMA, kind, typed).all
        own = table.number == codes.tidy_number(typed)
        return Searched((or_(own, found.gathered(table.id)) if found is not None else false(),))

    return searched


def codes_of(db: Orm, rows: Iterable[Any]) -> dict[int, str]:
    """The codes of the clients to whom these belong, by their ids."""
    clients = {row.client_id for row in rows}
    found = db.execute(select(Client.id, Client.code).where(Client.id.in_(clients)))
    return {client: code for client, code in found}
