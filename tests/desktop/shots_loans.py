"""How do the loans' screens look? `python tests/desktop/shots_loans.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, Any]:
    from app.desktop.records.page import RecordsPage
    from app.desktop.social.loans.declared import LOANS

    return shots.alone("loans", "Loans", "money", lambda session, changes: RecordsPage(session, changes, LOANS))


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def _open(page: Any, wanted: Callable[[Any], object]) -> Any:
    row = next(each for each in page.list.table.rows.rows() if wanted(each))
    page.open(row.id)
    settle()
    return row


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.social.loans.terms import LoanState

    for name, wanted in (
        ("late", lambda row: row.arrears),
        ("settled", lambda row: row.state is LoanState.SETTLED),
        ("waiting", lambda row: row.state is LoanState.SUBMITTED),
        ("draft", lambda row: row.state is LoanState.DRAFT),
    ):
        _open(page, wanted)
        shots.grab(window, f"detail-{name}")
        bar = page.detail.area.verticalScrollBar()
        if name in ("late", "settled"):
            bar.setValue(bar.maximum() * 2 // 5)
            shots.grab(window, f"detail-{name}-middle")
            bar.setValue(bar.maximum())
            shots.grab(window, f"detail-{name}-end")


def form(shots: Shots, window: Any, page: Any) -> None:
    page.new()
    settle()
    page.form().form.field("programme").editor.set_value("reintegration")
    shots.grab(window, "form")


def _step(shots: Shots, page: Any, row: Any, name: str, **values: object) -> None:
    from app.desktop.records.step_dialog import StepDialog

    page.act(row.id, name)
    settle()
    dialog = next(each for each in page.findChildren(StepDialog) if each.isVisible())
    for field, value in values.items():
        dialog.form.field(field).editor.set_value(value)
    settle()
    shots.grab(dialog, f"step-{name}")
    area = dialog.findChild(type(page.detail.area))
    if area.verticalScrollBar().maximum() > 0:
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        shots.grab(dialog, f"step-{name}-end")
    dialog.close()
    settle()


def steps(shots: Shots, window: Any, page: Any) -> None:
    from app.social.loans import services
    from app.social.loans.terms import LoanState

    session = page._session
    late = _open(page, lambda row: row.arrears)
    _step(shots, page, late, "pay", note="Trả một phần")
    on_time = _open(page, lambda row: row.state is LoanState.REPAYING and not row.arrears)
    _step(shots, page, on_time, "repay_early", principal=10_000_000)
    rows = [(session.today() + timedelta(days=30 * n), 5_000_000, 50_000) for n in (1, 2, 2, 3)]
    _step(shots, page, on_time, "replace_schedule", rows=tuple(rows))
    _step(shots, page, on_time, "correct_payment")
    draft = _open(page, lambda row: row.state is LoanState.DRAFT)
    _step(shots, page, draft, "submit")
    waiting = _open(page, lambda row: row.state is LoanState.SUBMITTED)
    _step(shots, page, waiting, "refuse")
    services.appraise(session, waiting.id, session.today(), waiting.amount)
    page.refresh()
    settle()
    _step(shots, page, waiting, "disburse", rate=660, periods=12, grace=2)


def case(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.changes import Changes
    from app.desktop.records.page import RecordsPage
    from app.desktop.shell import Place
    from app.desktop.social.cases.declared import CASES

    row = next(each for each in page.list.table.rows.rows() if each.arrears)
    cases = RecordsPage(page._session, Changes(window), CASES)
    window.add_place(Place("cases", "Support cases", "person", lambda: cases))
    window.go("cases")
    settle()
    cases.open(row.case_id)
    settle()
    bar = cases.detail.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shots.grab(window, "case-part")


def papers(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.documents import DocumentDialog
    from app.desktop.records.changes import Changes
    from app.desktop.records.page import RecordsPage
    from app.desktop.shell import Place
    from app.desktop.social.cases.declared import CASES
    from app.social.papers import letters

    session = page._session
    cases = RecordsPage(session, Changes(window), CASES)
    window.add_place(Place("cases", "Support cases", "person", lambda: cases))
    window.go("cases")
    settle()
    row = next(each for each in cases.list.table.rows.rows() if len(letters.agreed(session, each.id)) > 1)
    cases.open(row.id)
    settle()
    cases.detail.act("print")
    settle()
    dialog = next(each for each in cases.findChildren(DocumentDialog) if each.isVisible())
    shots.grab(dialog, "papers-offered")
    dialog.close()
    settle()
    _step(shots, cases, row, "paper_referral")
    _step(shots, cases, row, "paper_copy")


def today(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.social.loans.work import LOAN_WORK
    from app.desktop.today.line import work_line

    work = LOAN_WORK.show(page._session, LOAN_WORK.read(page._session))
    holder = QWidget()
    inside = QVBoxLayout(holder)
    for group in work.groups:
        for line in group.lines:
            inside.addWidget(work_line(line, lambda: None))
    holder.resize(900, 500)
    holder.show()
    shots.grab(holder, "today")
    holder.close()


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, form, steps, case, papers, today)


if __name__ == "__main__":
    take(__file__, {"truong.hpn": SCENES}, opening)
