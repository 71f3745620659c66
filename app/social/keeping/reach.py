"""What of the compartment belongs to a case, and what of it stays when the case is erased (app.common.reach)?"""

from typing import Any

from app.common.reach import Reach
from app.social.cases.models import Case

SCHEMA = "social"
CASES: Any = Case.__table__
OF_CASES = Reach(CASES, "case_id")
of_cases, forget, key_of, emptied = OF_CASES.belonging, OF_CASES.forget, OF_CASES.key_of, OF_CASES.emptied
