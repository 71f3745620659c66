"""What is a support service? The list that its fields make: its orders, its search, who may see it."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.paging import Key
from app.common.records.declared import May, Records, Searched
from app.common.records.filters import filter_of
from app.registry.references import ACCOUNT
from app.social.cases.intake import workers
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.rules import tidy_code
from app.social.support_services import record
from app.social.support_services.detail import row_of
from app.social.support_services.fields import FIELDS
from app.social.support_services.models import Service, Sort
from app.social.support_services.terms import KIND, tidy_number
from app.social.support_services.values import Facts, ServiceRow
from app.vault.compartments import Compartment
from app.vault.session import Session


def _lines(session: Session, db: Orm, found: Sequence[tuple[Service, Key]]) -> list[ServiceRow]:
    return [row_of(session, each, _root(db, each), key) for each, key in found]


def _root(db: Orm, service: Service) -> Case:
    case = record.root_of(db, service.case_id)
    assert case is not None
    return case


def _with_words(_session: Session, db: Orm, text: str) -> Searched:
    ids = search.matching(db, record.SCHEMA, KIND, text).all
    of_case = of_cases(Service.case_id, Case.code == tidy_code(text))
    indexed = [ids.gathered(Service.id)] if ids is not None else []
    return Searched((or_(Service.number == tidy_number(text), of_case, *indexed),))


def _workers(session: Session, _db: Orm) -> dict[str, str]:
    return dict(sorted(workers(session).items(), key=lambda pair: pair[1]))


SERVICES: Records[Service, Facts] = Records(
    KIND,
    Compartment.SOCIAL,
    Service,
    Facts,
    FIELDS,
    orders={
        Sort.DUE: ((Service.due_sort, Service.id), False),
        Sort.NEWEST: ((Service.opened_on, Service.id), True),
        Sort.OLDEST: ((Service.opened_on, Service.id), False),
        Sort.NUMBER: ((Service.year, Service.seq), False),
    },
    usual=Sort.DUE,
    may=May("services.list", enter="services.edit", export="services.export"),
    one=N_("Support service"),
    many=N_("Support services"),
    none_such=N_("There is no such support service. Nothing was changed."),
    no_number=N_("There is no support service with the number {number}."),
    lists={"workers": _workers},
    references={"workers": ACCOUNT},
    lines=_lines,
    searched=_with_words,
    text_takes=N_("a number, or the code of a case"),
    tidy=tidy_number,
    bin="",
    always=(of_a_listed_case(Service.case_id),),
)
ServiceFilter = filter_of(SERVICES)
