"""What can be done with an opened report beside its next step, and how is what was done said and taken back?"""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.background import run
from app.desktop.theme import theme
from app.desktop.widgets import say
from app.police.reports import services, services_review
from app.police.reports.detail import ACTION_NAMES
from app.police.reports.rules import Possible
from app.police.reports.values import Changed, ReportDetail, Undoable
from app.vault.session import Session

ICONS: dict[str, str] = {
    "edit": "edit",
    "correct": "edit",
    "assign": "person",
    "reclassify": "refresh",
    "extend": "calendar",
    "suspend": "clock",
    "resume": "clock",
    "escalate": "flag",
    "record_done": "check",
    "attach": "attachment",
    "link": "folder",
    "print": "print",
    "remove": "trash",
    "restore": "undo",
    "transfer": "transfer",
    "decline": "close",
    "reopen": "refresh",
}
# What each act is for decides where it stands in the menu.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("edit", "correct", "assign", "reclassify"),
    ("record_done", "extend", "suspend", "resume", "escalate"),
    ("print", "attach", "link"),
    ("remove", "restore"),
)
KEYS: dict[str, str] = {"edit": "F2", "correct": "F2", "print": "Ctrl+P", "attach": "Ctrl+Shift+A"}
ANSWER = N_("Answer what was brought up")


def fill_menu(
    menu: QMenu,
    detail: ReportDetail,
    *,
    step: Callable[[str], object],
    act: Callable[[str], object],
    edit: Callable[[], object],
    undo: Callable[[], object],
) -> None:
    """Steps but the next one, acts by what they are for, undo last; what cannot be done says why."""
    menu.clear()
    first = detail.next_step.name if detail.next_step is not None else ""
    for possible in detail.steps:
        if possible.name != first:
            _add(menu, possible, partial(step, possible.name))
    acts = {possible.name: possible for possible in detail.acts}
    for group in GROUPS:
        menu.addSeparator()
        for name in group:
            if name in acts and name != first:
                then = edit if name == "edit" else partial(act, name)
                _add(menu, acts[name], then)
    if detail.escalated_at is not None and "assign" in acts and acts["assign"].allowed:
        menu.addSeparator()
        menu.addAction(theme().icon("flag"), tr(ANSWER) + "…", lambda: act("answer_escalation"))
    menu.addSeparator()
    if detail.undoable is not None:
        back = menu.addAction(theme().icon("undo"), undo_words(detail.undoable, detail.number), undo)
        back.setText(back.text() + "\tCtrl+Z")


def _add(menu: QMenu, possible: Possible, then: Callable[[], object]) -> QAction:
    words = tr(possible.label) + "…"
    keys = KEYS.get(possible.name)
    icon = ICONS.get(possible.name, "chevron-right")
    made = menu.addAction(theme().icon(icon), f"{words}\t{keys}" if keys else words, then)
    if possible.why_not is not None:
        made.setEnabled(False)
        made.setToolTip(sentence(possible.why_not))
    else:
        made.setToolTip("")
    return made


def undo_words(last: Undoable, number: str) -> str:
    """Hoàn tác: Đóng 014/2026/TB."""
    return tr("Undo: {act} {number}", act=tr(last.label), number=number)


def done_words(changed: Changed) -> str:
    """What was just done, for the line at the foot of the window."""
    if changed.action == "undo":
        return tr("Undone. {number} is as it was before.", number=changed.number)
    return tr("Done: {act} {number}", act=tr(ACTION_NAMES.get(changed.action, changed.action)), number=changed.number)


def undo(owner: QWidget, session: Session, report_id: int, event_id: int, then: Callable[[Changed], object]) -> None:
    """Take back the person's last act, if it is still the last."""
    run(owner, lambda progress: services_review.undo_last(session, report_id, event_id), then)


def say_done(owner: QWidget, session: Session, changed: Changed, then: Callable[[Changed], object]) -> None:
    """Say what was done, with *Undo* where the act can be taken back; a warning of the law comes with it."""
    words = done_words(changed)
    if changed.warning:
        warning = tr(changed.warning, **changed.warning_values)
        words = tr("{done}. {warning}", done=words, warning=warning)

    def read(detail: ReportDetail) -> None:
        last = detail.undoable
        if last is None or changed.action == "undo":
            say(owner, words)
        else:
            say(owner, words, lambda: undo(owner, session, detail.id, last.event_id, then))

    run(owner, lambda progress: services.read_again(session, changed.report_id), read)
