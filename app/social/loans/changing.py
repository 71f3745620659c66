"""How is a change to a loan written? Version compared, event noted, codes audited, words under the case's key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common import shredding
from app.common.i18n import N_
from app.common.rows import columns
from app.social.cases.models import Case, CaseEvent
from app.social.loans import record
from app.social.loans.detail import detail_of
from app.social.loans.models import Loan, LoanEvent
from app.social.loans.terms import KIND, LoanState
from app.social.loans.values import LoanChanged
from app.vault.errors import Conflict
from app.vault.session import Work

# What the case's own timeline tells, too; payments stand on the loan's page alone.
_TOLD_ON_THE_CASE = frozenset({"apply", "submit", "appraise", "refuse", "withdraw", "disburse", "write_off", "undo"})


@dataclass
class Change:
    """A change to one loan under way, inside one transaction."""

    work: Work
    loan: Loan
    case: Case
    before: dict[str, Any]
    undoable: bool = True

    def done(self, action: str, note: str = "", detail: Mapping[str, Any] | None = None) -> LoanChanged:
        """Raise the version, note the event, audit what changed."""
        work, loan, old = self.work, self.loan, self.before["loan"]
        record.refresh(work.db, loan)
        loan.version += 1
        loan.updated_at = work.now
        new = columns(loan, record.STAYS)
        changed = {name: [old.get(name), new[name]] for name in new if old.get(name) != new[name]}
        noted = dict(detail or {})
        work.db.add(
            LoanEvent(
                case_id=loan.case_id,
                loan_id=loan.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=old.get("state", ""),
                to_state=loan.state,
                note=note,
                detail=noted,
                before=self.before if self.undoable else None,
            )
        )
        if action in _TOLD_ON_THE_CASE:
            self._tell_case(action)
        clear = {"state": changed.pop("state")} if "state" in changed else {}
        locked = {"changes": changed, "note": note, **noted}
        # Under the key of the case that the loan is kept with: it goes when that is erased, merged or not.
        own = work.db.get_one(Case, loan.case_id)
        box = shredding.locked(own.secret, locked) if own.secret else ""
        work.audit(f"{KIND}.{action}", f"{KIND}/{loan.number}", changes=clear, case=self.case.code, locked=box)
        work.db.flush()
        return LoanChanged(loan.id, loan.number, loan.version, LoanState(loan.state), action)

    def _tell_case(self, action: str) -> None:
        work, case = self.work, self.case
        told = CaseEvent(case_id=case.id, at=work.now, by=work.session.account.id, action=f"{KIND}.{action}")
        told.from_state = told.to_state = case.state
        told.detail = {"loan": self.loan.number}
        work.db.add(told)


def open_change(work: Work, loan_id: int, expected_version: int | None = None) -> Change:
    """Load a loan to change it. Raises NotFound, Conflict when somebody saved since that version was read."""
    loan, case = record.find(work.db, loan_id)
    if expected_version is not None and loan.version != expected_version:
        raise Conflict(
            N_("Somebody else has saved this loan meanwhile. Nothing was overwritten: look at it again."),
            theirs=detail_of(work.session, work.db, loan, case),
        )
    return Change(work, loan, case, record.snapshot(work.db, loan))
