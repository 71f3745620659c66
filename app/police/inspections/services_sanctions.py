"""What can a person do with a sanction decision? Enter it, change it, note the payment, take it out.

The addressee is kept in this one file: not in the audit, the search, the lists or any other file.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.common.entered import day_or_none, typed
from app.common.i18n import N_
from app.common.money import show_dong
from app.common.permissions import require
from app.police.inspections import intake, rules
from app.police.inspections.changing import Change, may_act, needed, open_change
from app.police.inspections.models import Finding, Sanction, SanctionFinding
from app.police.inspections.record import part
from app.police.inspections.values import Changed, NewSanction
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound
from app.vault.session import Session

OUTSIDE = N_("The amount lies outside what the list says for these violations: {least} to {most} đồng. It was kept.")


def add_sanction(
    session: Session, inspection_id: int, new: NewSanction, expected_version: int | None = None
) -> Changed:
    """Enter a sanction decision for findings of the inspection.

    Raises Invalid with an error for each field ("findings" without one); an amount outside the list's range for the
    violations is a warning.
    """
    return _store(session, inspection_id, None, new, expected_version)


def change_sanction(
    session: Session, inspection_id: int, sanction_id: int, new: NewSanction, expected_version: int | None = None
) -> Changed:
    """Change a sanction decision that was entered. The same errors and the same warning."""
    return _store(session, inspection_id, sanction_id, new, expected_version)


def _store(
    session: Session, inspection_id: int, sanction_id: int | None, new: NewSanction, expected_version: int | None
) -> Changed:
    require(session, "inspections.record")
    action = "add_sanction" if sanction_id is None else "change_sanction"
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        may_act(change, action)
        new = typed(new)
        _check(change, new)
        row = Sanction(inspection_id=inspection_id) if sanction_id is None else _sanction(change, sanction_id)
        row.decision_number, row.decision_on = intake.tidy(new.decision_number), new.decision_on or session.today()
        row.addressee, row.organisation = " ".join(intake.tidy(new.addressee).split()), new.organisation
        row.amount, row.due_on, row.paid_on = new.amount or 0, new.due_on, new.paid_on
        row.note = intake.tidy(new.note)
        work.db.add(row)
        work.db.flush()
        for link in work.db.scalars(select(SanctionFinding).where(SanctionFinding.sanction_id == row.id)):
            work.db.delete(link)
        work.db.flush()
        work.db.add_all(SanctionFinding(sanction_id=row.id, finding_id=each) for each in dict.fromkeys(new.findings))
        _warn_of_amount(change, new)
        return change.done(action, "", decision=row.decision_number, amount=row.amount)


def _check(change: Change, new: NewSanction) -> None:
    session, inspection = change.work.session, change.inspection
    own = {row.id for row in part(change.work.db, Finding, inspection.id)}
    wrong = rules.wrong_sanction(
        decision_number=new.decision_number,
        decision_on=new.decision_on,
        amount=new.amount,
        due_on=new.due_on,
        paid_on=new.paid_on,
        findings=[each for each in new.findings if each in own],
        inspected_on=inspection.inspected_on,
        today=session.today(),
    )
    if strange := set(new.findings) - own:
        wrong["findings"] = Invalid(
            N_("{count} of the findings are not of this inspection. Choose among its own."), count=len(strange)
        )
    intake.unless_wrong(wrong)


def _warn_of_amount(change: Change, new: NewSanction) -> None:
    chosen = {row.id: row.violation_code for row in part(change.work.db, Finding, change.inspection.id)}
    span = amount_span(change, [chosen[each] for each in dict.fromkeys(new.findings)], new.organisation)
    if span is not None and new.amount is not None and not span[0] <= new.amount <= span[1]:
        change.warn(OUTSIDE, least=show_dong(span[0]), most=show_dong(span[1]))


def amount_span(change: Change, codes: Sequence[str], organisation: bool) -> tuple[int, int] | None:
    """The least and the most that the list says for these kinds of violations; None where it does not say."""
    facts = {item.code: item.facts for item in registry.whole_catalogue(change.work.db, registry.VIOLATION_KINDS)}
    fines = [facts.get(code, {}) for code in codes]
    return rules.amount_range(
        ((fine.get("fine_from"), fine.get("fine_to"), bool(fine.get("organisation_doubles"))) for fine in fines),
        organisation,
    )


def pay(
    session: Session, inspection_id: int, sanction_id: int, paid_on: date | None, expected_version: int | None = None
) -> Changed:
    """Note on which day a sanction was paid; None takes the note back."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        may_act(change, "pay")
        row, paid_on = _sanction(change, sanction_id), day_or_none(paid_on, "paid_on")
        wrong = rules.wrong_payment(row.decision_on, paid_on, session.today())
        intake.unless_wrong(wrong)
        row.paid_on = paid_on
        return change.done("pay", "", decision=row.decision_number, paid_on=paid_on.isoformat() if paid_on else None)


def remove_sanction(
    session: Session, inspection_id: int, sanction_id: int, reason: str, expected_version: int | None = None
) -> Changed:
    """Take a decision out that was entered by mistake or was repealed, for a reason."""
    require(session, "inspections.close")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        may_act(change, "change_sanction")
        row = _sanction(change, sanction_id)
        reason = needed(reason, "reason")
        number = row.decision_number
        work.db.delete(row)
        work.db.flush()
        return change.done("remove_sanction", reason, decision=number)


def _sanction(change: Change, sanction_id: int) -> Sanction:
    row = change.work.db.get(Sanction, sanction_id)
    if row is None or row.inspection_id != change.inspection.id:
        raise NotFound(N_("This inspection has no such sanction decision. Nothing was changed."))
    return row
