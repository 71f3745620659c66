"""How do forms, steps and papers look? `python tests/desktop/shots_forms.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QDialog

from tests.desktop.pictures import Shots, settle, take
from tests.desktop.shots_reports import opening

STEPS = ("accept", "decline", "transfer", "reclassify", "assign", "extend", "remove", "record_done")


def rest() -> None:
    """Until the form has asked its limits."""
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()
    settle()


def first(page: Any, **where: Any) -> Any:
    """The first report that a filter finds, as its page has it; None in a small vault without one."""
    from app.police.reports import services
    from app.police.reports.declared import ReportFilter
    from app.police.reports.queries import list_reports

    rows = list_reports(page._session, ReportFilter(**where), limit=1).rows
    return services.read_again(page._session, rows[0].id) if rows else None


def intake(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    page = pages["reports"]
    settle()
    page.new()
    form = page.form()
    rest()
    shots.grab(window, "form-empty")
    like = first(page, unfinished=True)
    for name, value in {
        "kind": "denunciation",
        "source": "in_person",
        "reporter_name": "Vũ Thị Hạnh",
        "reporter_phone": "01655123456",
        "content": like.content,
        "village_id": like.place.village_id,
        "flags": ["child"],
    }.items():
        form.form.field(name).editor.set_value(value)
    rest()
    form.keeper.keep()
    rest()
    shots.grab(window, "form-denunciation")
    bar = form.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shots.grab(window, "form-middle")
    bar.setValue(bar.maximum())
    shots.grab(window, "form-end")
    form.form.field("kind").editor.set_value("complaint")
    form.form.field("source").editor.set_value(None)
    form.form.field("content").editor.set_value("")
    form.form.field("received_on").editor.edit.setText("31/2")
    form.save()
    rest()
    shots.grab(window, "form-errors")
    form.discard()
    settle()


def saved(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    window.go("reports")
    page = pages["reports"]
    settle()
    page.new()
    form = page.form()
    for name, value in {
        "kind": "crime_report",
        "source": "phone",
        "reporter_name": "Vũ Thị Hạnh",
        "content": "Người lạ lôi kéo lao động nữ đi làm xa, giữ giấy tờ.",
    }.items():
        form.form.field(name).editor.set_value(value)
    form.save()
    settle()
    shots.grab(window, "form-saved")


def editing(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.police.reports.terms import ReportKind, State

    window.go("reports")
    page = pages["reports"]
    settle()
    sealed = first(page, kinds=frozenset({ReportKind.DENUNCIATION}), unfinished=True)
    page.show_form(detail=sealed)
    rest()
    shots.grab(window, "form-edit-sealed")
    page.form().close_form()
    settle()
    page.show_form(detail=first(page, states=frozenset({State.CLOSED})))
    rest()
    shots.grab(window, "form-correct")
    page.form().close_form()
    settle()


def stepping(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.desktop.police.reports.declared import STEPS as DECLARED
    from app.desktop.records import step_dialog
    from app.police.reports.terms import State

    window.go("reports")
    page = pages["reports"]
    settle()
    received = first(page, states=frozenset({State.RECEIVED}))
    for name in STEPS:
        _grab_step(shots, step_dialog.ask(page, page._session, received, name, DECLARED), name)
    for state, name in (
        (State.ACCEPTED, "begin_verification"),
        (State.VERIFYING, "conclude"),
        (State.CONCLUDED, "resolve"),
        (State.RESOLVED, "close"),
        (State.CLOSED, "reopen"),
    ):
        found = first(page, states=frozenset({state}))
        if found is None:
            continue
        asking: Any = step_dialog.ask(page, page._session, found, name, DECLARED)
        if name == "close":
            asking.dialog.form.field("notice").editor.set_value("told")
        _grab_step(shots, asking, name)


def _grab_step(shots: Shots, asking: Any, name: str) -> None:
    if name == "reclassify":
        asking.dialog.form.field("kind").editor.set_value("complaint")
    rest()
    shots.grab(asking.dialog, f"step-{name}")
    asking.dialog.close()
    settle()


def deciding(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from dataclasses import replace

    from app.desktop.police.reports import form_values
    from app.desktop.police.reports.form_saving import Saving
    from app.desktop.records.conflict import ConflictDialog
    from app.police.reports.terms import State

    page = pages["reports"]
    detail = first(page, states=frozenset({State.VERIFYING}))
    before = form_values.of_detail(detail)
    theirs = replace(detail, content=detail.content + " Có ghi biển số xe.", note="Đã gọi lại.")
    changes = {"content": "Người báo gọi lại, nói rõ thêm địa điểm.", "urgency": before.urgency}
    saving = Saving(page._session, detail, correcting=False)
    mine = replace(saving.mine(before, {}, form_values.read_lists(page._session)), changes=changes)
    dialog = ConflictDialog(window, mine, theirs)
    dialog.show()
    shots.grab(dialog, "conflict")
    dialog.close()


def papers(shots: Shots, window: Any, pages: dict[str, Any]) -> None:
    from app.desktop.police.reports import papers
    from app.desktop.police.reports.declared import LIST
    from app.desktop.records import export_dialog
    from app.police.reports.declared import ReportFilter, Sort
    from app.police.reports.terms import ReportKind

    page = pages["reports"]
    sealed = first(page, kinds=frozenset({ReportKind.DENUNCIATION}), unfinished=True)
    dialog = papers.choose(window, page._session, sealed)
    dialog.form.field("named").editor.set_value(True)
    shots.grab(dialog, "document")
    dialog.form.field("named").editor.set_value(False)
    dialog.print.click()
    settle()
    preview = next(each for each in window.findChildren(QDialog) if isinstance(each, QPrintPreviewDialog))
    rest()
    shots.grab(preview, "preview")
    preview.close()
    export = export_dialog.ask(window, page._session, LIST, ReportFilter(), Sort.RANK, 240)
    shots.grab(export, "export")
    export.close()


SCENES = (intake, saved, editing, stepping, deciding, papers)


if __name__ == "__main__":
    take(__file__, {"truong.ca": SCENES}, opening)
