"""Which audit entries were signed with keys on loan, so that they do not prove who wrote them?

An entry of that kind is no damage: its chain holds, and the person may well have written it. It is marked, in the
audit reader and by `verify`, for as long as it stands, also after the person has claimed the keys they have now.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment
from app.vault.directory import Directory, Loan
from app.vault.people import Account
from app.vault.tables import AUDIT


@dataclass(frozen=True)
class Mark:
    """So many entries of a chain, from the first one on, in an account's name under one loan."""

    compartment: Compartment
    account: Account
    loan: Loan
    count: int
    first: int


def of_chain(db: Orm, directory: Directory, compartment: Compartment) -> list[Mark]:
    """The marks of a chain, by loan."""
    table = AUDIT[compartment]
    on_loan = {sign for member in directory.members.values() for sign in member.loans}
    if not on_loan:
        return []
    query = (
        select(table.c.actor, table.c.key, func.count(), func.min(table.c.seq))
        .where(table.c.key.in_(on_loan))
        .group_by(table.c.actor, table.c.key)
    )
    found = [(actor, directory.loan(actor, key), count, first) for actor, key, count, first in db.execute(query)]
    marks = [
        Mark(compartment, directory.members[actor].account, loan, count, first)
        for actor, loan, count, first in found
        if loan is not None
    ]
    return _together(marks)


def _together(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each loan, though its keys were renewed."""
    by_loan: dict[tuple[str, Loan], Mark] = {}
    for mark in sorted(marks, key=lambda each: each.first):
        before = by_loan.get((mark.account.id, mark.loan))
        count = mark.count + (before.count if before else 0)
        first = before.first if before else mark.first
        by_loan[mark.account.id, mark.loan] = Mark(mark.compartment, mark.account, mark.loan, count, first)
    return list(by_loan.values())
