"""Where are the form, the steps and the documents opened from? Here and nowhere else; the answer is a `Changed`."""

from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtWidgets import QWidget

from app.police.values import Changed, Draft, ReportDetail
from app.vault.session import Session

Then = Callable[[Changed], object]


def form_page(
    parent: QWidget, session: Session, detail: ReportDetail | None = None, draft: Draft | None = None
) -> QWidget:
    """The form for a new report, for this one, or for a draft; it has `saved(Changed)` and `closed`."""
    made: QWidget = import_module("app.desktop.reports.form").open_form(parent, session, detail=detail, draft=draft)
    return made


def open_step(parent: QWidget, session: Session, detail: ReportDetail, step: str, then: Then) -> None:
    """What the step needs is asked for; the step is taken."""
    steps = import_module("app.desktop.reports.steps")
    steps.ask(parent, session, detail, step).done.connect(then)


def open_act(parent: QWidget, session: Session, detail: ReportDetail, act: str, then: Then) -> None:
    """The same for an act; printing has its documents."""
    if act == "print":
        import_module("app.desktop.documents").choose(parent, session, detail)
    else:
        steps = import_module("app.desktop.reports.steps")
        steps.ask_act(parent, session, detail, act).done.connect(then)


def print_reminders(parent: QWidget, session: Session, report_ids: Sequence[int]) -> None:
    """The reminder notes of these reports (phiếu nhắc)."""
    import_module("app.desktop.documents").reminder(parent, session, report_ids)
