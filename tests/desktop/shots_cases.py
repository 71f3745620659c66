"""How do the support cases' screens look? `python tests/desktop/shots_cases.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def opening(shots: Shots) -> tuple[Any, Any]:
    from app.desktop.social.cases.page import CasesPage

    return shots.alone("cases", "Support cases", "person", CasesPage)


def listing(shots: Shots, window: Any, page: Any) -> None:
    shots.grab(window, "list")
    page.toggle_detail()
    shots.grab(window, "list-wide")


def first(page: Any, where: Any, wanted: Callable[[Any], object] = lambda row: True) -> Any:
    """Open the first case that the filter lets through."""
    page.list.narrow(where)
    settle()
    row = next((each for each in page.list.table.rows.rows() if wanted(each)), None)
    if row is not None:
        page.open(row.id)
        settle()
    return row


def opened(shots: Shots, window: Any, page: Any) -> None:
    from app.social.cases.queries import CaseFilter
    from app.social.cases.terms import State

    def shown(name: str, where: CaseFilter, wanted: Callable[[Any], object] = lambda row: True) -> None:
        if first(page, where, wanted) is None:
            print(f"no case for {name}")
            return
        shots.grab(window, name)
        bar = page.detail.area.verticalScrollBar()
        for at in (1, 2):
            bar.setValue(bar.maximum() * at // 2)
            shots.grab(window, f"{name}-{at}")

    shown("detail-flagged", CaseFilter(), lambda row: row.flags)
    shown("detail-closed", CaseFilter(states=frozenset({State.CLOSED})))


def revealed(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.widgets import AskReason
    from app.social.cases.queries import CaseFilter

    first(page, CaseFilter(open_only=True), lambda row: row.flags)
    page.detail.act("reveal")
    asked = page.window().findChild(AskReason)
    shots.grab(asked, "ask-reveal")
    asked.reason.set_value("Gọi hẹn gặp")
    asked.do.click()
    shots.grab(window, "detail-revealed")


def dialogs(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.step_dialog import StepDialog
    from app.social.cases.queries import CaseFilter

    row = first(page, CaseFilter(open_only=True))
    for name in ("consent", "close", "withdraw", "transfer", "merge", "erase", "contact"):
        page.act(row.id, name) if name not in ("close", "withdraw") else page.step(row.id, name)
        settle()
        dialog = next((each for each in page.findChildren(StepDialog) if each.isVisible()), None)
        if dialog is None:
            print(f"no dialog for {name}")
            continue
        if name == "merge":
            other = next(each for each in page.list.table.rows.rows() if each.id != row.id)
            dialog.form.field("duplicate").editor.set_value(other.code)
            settle()
        shots.grab(dialog, f"dialog-{name}")
        dialog.reject()
        settle()


def forms(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.widgets import AskReason
    from app.social.cases.queries import CaseFilter
    from app.social.cases.terms import Basis, ConsentState, How, State

    page.new()
    settle()
    form = page.form().form
    shots.grab(window, "form-empty")
    rows = form.field("consents").editor.rows
    rows[0].answer.set_value(ConsentState.GIVEN)
    rows[0].answer.value_changed.emit()
    rows[0].how.set_value(How.ORAL)
    rows[0].changed.emit()
    rows[1].answer.set_value(ConsentState.REFUSED)
    form.field("basis").editor.set_value(Basis.LAW)
    form.field("real_name").editor.set_value("Sầm Kiều Ngát")
    form.field("birth").editor.set_value(1996)
    shots.grab(window, "form-typed")
    page.form().save()
    settle()
    shots.grab(window, "form-wrong")
    bar = page.form().area.verticalScrollBar()
    for at in (1, 2):
        bar.setValue(bar.maximum() * at // 2)
        shots.grab(window, f"form-{at}")
    page.form().discard()
    settle()
    row = first(page, CaseFilter(states=frozenset({State.SUPPORTED})))
    page.edit(row.id)
    shots.grab(window, "form-edit")
    page.form().close_form()
    settle()
    page.act(row.id, "identify")
    settle()
    asked = page.window().findChild(AskReason)
    asked.reason.set_value("Sửa số điện thoại")
    asked.do.click()
    shots.grab(window, "form-person")
    page.form().close_form()
    settle()
    row = first(page, CaseFilter(states=frozenset({State.CLOSED})))
    page.act(row.id, "correct")
    shots.grab(window, "form-correct")
    page.form().close_form()
    settle()


def _same(shown: Any) -> Any:
    return shown


def lead_pages(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.social.cases.caseload import CaseloadPage
    from app.desktop.social.cases.keeping import KeepingPage
    from app.social.cases.queries import CaseFilter
    from app.social.keeping import services as keeping

    session = page._session
    row = first(page, CaseFilter(open_only=True))
    keeping.hold(session, row.id, "Đang giải quyết khiếu nại của người được hỗ trợ.")
    keeping.set_retention(session, "cases", 5, "Quyết định 12/QĐ-UBND của Ủy ban nhân dân xã")
    for key, made in (("caseload", CaseloadPage), ("keeping", KeepingPage)):
        shown = made(session, Changes(window))
        window.add_place(Place(key, key, "figures", partial(_same, shown)))
        window.go(key)
        shots.grab(window, key)


def today(shots: Shots, window: Any, page: Any) -> None:
    from app.desktop import screens
    from app.desktop.records.changes import Changes
    from app.desktop.shell import Place
    from app.desktop.today.page import TodayPage

    made = TodayPage(page._session, Changes(window), screens.parts(page._session, screens.WORK))
    window.add_place(Place("today", "today", "today", lambda: made))
    window.go("today")
    shots.grab(window, "today")


SCENES: tuple[Callable[[Shots, Any, Any], None], ...] = (listing, opened, revealed, dialogs, forms, lead_pages, today)


if __name__ == "__main__":
    take(__file__, {"truong.hpn": SCENES}, opening)
