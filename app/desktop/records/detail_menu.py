"""What can be done with an opened record beside its next step, and how is what was done said and taken back?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.common.i18n import sentence, tr
from app.desktop.background import run
from app.desktop.records.record_type import Menu, RecordType, Then, Under
from app.desktop.theme import theme
from app.desktop.widgets import say
from app.vault.session import Session


def fill_menu(
    menu: QMenu,
    declared: Menu,
    detail: Any,
    *,
    step: Callable[[str], object],
    act: Callable[[str], object],
    undo: Callable[[], object],
) -> None:
    """Steps but the next one, acts by what they are for, undo last; what cannot be done says why."""
    menu.clear()
    next_step = getattr(detail, "next_step", None)
    first = next_step.name if next_step is not None else ""
    for possible in getattr(detail, "steps", ()):
        if possible.name != first:
            _add(menu, declared, possible, partial(step, possible.name))
    acts = {possible.name: possible for possible in getattr(detail, "acts", ())}
    grouped = {name for group in declared.groups for name in _names(group)}
    for group in (*declared.groups, tuple(name for name in acts if name not in grouped)):
        found = [acts[name] for name in _names(group) if name in acts and name != first]
        into = menu
        if isinstance(group, Under) and len(found) > 1:
            into = menu.addMenu(tr(group.title))
        elif not isinstance(group, Under):
            menu.addSeparator()
        for possible in found:
            _add(into, declared, possible, partial(act, possible.name))
    also = declared.also(detail)
    if also:
        menu.addSeparator()
    for verb in also:
        action = menu.addAction(verb.words, partial(act, verb.name))
        if verb.icon:
            action.setIcon(theme().icon(verb.icon))
    menu.addSeparator()
    last = getattr(detail, "undoable", None)
    if last is not None:
        back = menu.addAction(theme().icon("undo"), undo_words(last, detail.number), undo)
        back.setText(back.text() + "\tCtrl+Z")


def _names(group: tuple[str, ...] | Under) -> tuple[str, ...]:
    return group.names if isinstance(group, Under) else group


def _add(menu: QMenu, declared: Menu, possible: Any, then: Callable[[], object]) -> QAction:
    words = tr(possible.label) + "…"
    keys = declared.keys.get(possible.name)
    icon = declared.icons.get(possible.name, "chevron-right")
    made = menu.addAction(theme().icon(icon), f"{words}\t{keys}" if keys else words, then)
    if possible.why_not is not None:
        made.setEnabled(False)
        made.setToolTip(sentence(possible.why_not))
    else:
        made.setToolTip("")
    return made


def undo_words(last: Any, number: str) -> str:
    """Hoàn tác: Đóng 014/2026/TB."""
    return tr("Undo: {act} {number}", act=tr(last.label), number=number)


def done_words(record: RecordType[Any, Any, Any, Any], changed: Any) -> str:
    """What was just done, for the line at the foot of the window."""
    if changed.action == "undo":
        return tr("Undone. {number} is as it was before.", number=changed.number)
    act = record.action_words.get(changed.action, changed.action)
    return tr("Done: {act} {number}", act=tr(act), number=changed.number)


def undo(
    owner: QWidget, session: Session, record: RecordType[Any, Any, Any, Any], record_id: int, event_id: int, then: Then
) -> None:
    """Take back the person's last act, if it is still the last."""
    back = record.detail.undo
    if back is not None:
        run(owner, lambda progress: back(session, record_id, event_id), then)


def say_done(
    owner: QWidget, session: Session, record: RecordType[Any, Any, Any, Any], changed: Any, then: Then
) -> None:
    """Say what was done, with *Undo* where the act can be taken back; a warning of the law comes with it."""
    words = done_words(record, changed)
    warning = getattr(changed, "warning", "")
    if warning:
        words = tr("{done}. {warning}", done=words, warning=tr(warning, **changed.warning_values))

    def read(opened: Any) -> None:
        detail = record.detail.detail_of(opened)
        last = getattr(detail, "undoable", None)
        if last is None or changed.action == "undo":
            say(owner, words)
        else:
            say(owner, words, lambda: undo(owner, session, record, detail.id, last.event_id, then))

    run(owner, lambda progress: record.detail.read(session, record.id_of(changed)), read)
