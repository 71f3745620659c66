"""What stands of a case's loans on its page: each with its state, what is due next, what is late; a new application."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.page import page_of
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.social.loans import form
from app.desktop.social.loans.columns import overdue_words
from app.desktop.widgets import say
from app.social.cases import rules as case_rules
from app.social.cases.values import CaseDetail
from app.social.loans import queries, rules
from app.social.loans.terms import STATE_NAMES, LoanState
from app.social.loans.values import LoanChanged, LoanRow
from app.vault.session import Session

KEY = "loans"
APPLY = "loan_apply"


def _sections(_session: Session, pane: DetailPane) -> Sequence[Section]:
    lines = Lines()

    def show(opened: Opened) -> bool:
        return lines.show_groups([("", [line_of(pane, row) for row in opened.parts[KEY]])])

    return [Section(N_("Loans"), lines, show, acts=(APPLY,))]


def line_of(pane: DetailPane, row: LoanRow) -> RelatedLine:
    """A loan, leading to its page."""
    amount = f"{show_dong(row.amount)} đ" if row.amount else ""
    words = " · ".join(part for part in (tr(STATE_NAMES[row.state]), amount, row.programme_name) if part)
    under = []
    if row.arrears:
        told = {"days": overdue_words(row.overdue_days), "amount": show_dong(row.arrears)}
        under.append(tr("{days}: {amount} đ", **told))
    if row.next_due_on is not None:
        due = {"date": show_date(row.next_due_on), "amount": show_dong(row.next_due_amount)}
        under.append(tr("next instalment {date}: {amount} đ", **due))
    if row.settled_on is not None:
        under.append(tr("repaid in full on {date}", date=show_date(row.settled_on)))
    act = partial(pane.led.emit, Lead("loans", "open", (row.id,)))
    return RelatedLine(row.number, words, " · ".join(under), act)


def _offered(session: Session, detail: CaseDetail, _read: Any) -> list[Possible]:
    if detail.state not in case_rules.OPEN or not may(session, "loans.edit"):
        return []
    why_not = rules.why_not_act(LoanState.DRAFT, "edit", session.account, detail.worker_id)
    return [Possible(APPLY, N_("Apply for a loan"), (), why_not)]


def _apply(page: QWidget, session: Session, detail: CaseDetail, _then: Then) -> None:
    """The form of a new application, in the place of the page; what is saved is told to every open view."""
    made = form.form_page(page, session, None, None, detail.code)

    def saved(changed: LoanChanged) -> None:
        say(page, tr("Loan application {number} was begun for {case}.", number=changed.number, case=detail.code))

    made.saved.connect(saved)
    page_of(page).cover(made)


LOANS_PART = PagePart(
    key=KEY,
    read=queries.of_case,
    sections=_sections,
    offered=_offered,
    acts={APPLY: _apply},
    icons={APPLY: "money"},
)
