"""Which condition finds the records (visits, services, loans) of some cases, in a list that goes along its own index?

A record stands under the case that stays, where its own was merged into another.
"""

from typing import Any

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.social.cases.models import Case

_Merged, _Root, _Own = aliased(Case), aliased(Case), aliased(Case)


def of_cases(case_id: InstrumentedAttribute[int], *terms: ColumnElement[bool]) -> ColumnElement[bool]:
    """The record's case is one for which the terms (about `Case`) hold, or was merged into one."""
    merged: Any = select(_Merged.id).join(Case, Case.id == _Merged.merged_into_id)
    return case_id.in_(union_all(select(Case.id).where(*terms), merged.where(*terms)))


def of_a_listed_case(case_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The record's case is shown: nearly all are, so each record that is met is asked for its case."""
    root = _Root.id == func.coalesce(_Own.merged_into_id, _Own.id)
    return select(_Own.id).join(_Root, root).where(_Own.id == case_id, _Root.listed).exists()
