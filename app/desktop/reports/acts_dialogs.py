"""Where are the form, the steps, the documents and the export opened from? Here and nowhere else.

What changes a report answers with a `Changed`. The modules come in when they are first needed.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.police.reports.queries import ReportFilter, Sort
from app.police.reports.values import Changed, Draft, ReportDetail
from app.vault.session import Session

if TYPE_CHECKING:
    from app.desktop.reports.form import ReportForm

Then = Callable[[Changed], object]


def form_page(
    parent: QWidget, session: Session, detail: ReportDetail | None = None, draft: Draft | None = None
) -> "ReportForm":
    """The form for a new report, for this one, or for a draft; it has `saved(Changed)` and `closed`."""
    from app.desktop.reports import form

    return form.open_form(parent, session, detail=detail, draft=draft)


def open_step(parent: QWidget, session: Session, detail: ReportDetail, name: str, then: Then) -> None:
    """What a step or an act needs is asked for; it is done."""
    from app.desktop.reports import steps

    steps.ask(parent, session, detail, name).done.connect(then)


def open_print(parent: QWidget, session: Session, detail: ReportDetail, then: Callable[[], object]) -> None:
    """The documents of a report; a print leaves its line in the timeline, so `then` reads the report again."""
    from app.desktop import documents

    documents.choose(parent, session, detail).finished.connect(lambda _code: then())


def print_reminders(parent: QWidget, session: Session, report_ids: Sequence[int]) -> None:
    """The reminder notes of these reports (phiếu nhắc)."""
    from app.desktop import documents

    documents.reminder(parent, session, report_ids)


def export_list(parent: QWidget, session: Session, where: ReportFilter, sort: Sort, count: int) -> None:
    """What the list shows, as an Excel file for a stated purpose."""
    from app.desktop.reports import form_export

    form_export.ask(parent, session, where, sort, count)
