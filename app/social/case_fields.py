"""Which fields have all records that belong to a case: its code, and the worker in charge of it?"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from app.common.conditions import account
from app.common.i18n import N_
from app.common.records import fields as f
from app.social.cases.models import Case
from app.social.cases.of_cases import of_cases
from app.social.cases.rules import tidy_code


def case_field(case_id: InstrumentedAttribute[int], **said: Any) -> f.Text:
    """The code of the case under which the record stands now; `case_id` is the record's column."""

    def term(code: str) -> ColumnElement[bool]:
        return of_cases(case_id, Case.code == tidy_code(code))

    narrowing = f.Exactly(
        chip=N_("Case {name}"),
        typed=lambda _session, text: text.strip() or None,
        takes=N_("the code of a case"),
        term=term,
    )
    shared: dict[str, Any] = {"audit": f.SILENT, "entered": False, "export": 14, "documents": f.LIST}
    return f.Text("case", N_("Support case"), filter=narrowing, **(shared | said))


def worker_field(case_id: InstrumentedAttribute[int], *, chip: str = "", nobody: str = "", **said: Any) -> f.Ref:
    """Who is in charge of that case, by the account's id."""

    def term(worker: str) -> ColumnElement[bool]:
        return of_cases(case_id, Case.worker_id == worker if worker else Case.worker_id.is_(None))

    takes = N_("a user name, or “none”")
    narrowing = f.Exactly(chip=chip, nobody=nobody, typed=account, takes=takes, term=term)
    shared: dict[str, Any] = {"audit": f.SILENT, "entered": False, "key": "worker"}
    return f.Ref("worker_id", N_("Worker in charge"), "workers", filter=narrowing, **(shared | said))
