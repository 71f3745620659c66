"""How is a step taken or an act done? One dialog for all of them, made from what the rules table says it needs.

    step_dialog.ask(parent, session, detail, "conclude", REPORT_STEPS).done.connect(…)

`done` carries what the service gave back. Enter goes to the next field, Ctrl+Enter does it; what was typed is kept
when the dialog is left or the window is locked, and stands there again the next time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.background import Latest, run
from app.desktop.records.drafts import DraftKeeper, from_plain, to_plain
from app.desktop.records.fields import EnterMovesOn
from app.desktop.records.record_type import Fact, RecordSteps
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Form, ReadingArea, button, label, show_problem, text_label
from app.vault.errors import AppError, Conflict, Invalid
from app.vault.session import Session

REST_MS = 250


class Asking(QObject):
    """A step that is being asked for. (A dialog's own `done` is a method of Qt's.)"""

    done = Signal(object)  # what the service gave back

    def __init__(self, dialog: "StepDialog") -> None:
        super().__init__(dialog)
        self.dialog = dialog


class StepDialog(QDialog):
    """Asks what one step needs, says what it means, and does it."""

    def __init__(
        self, parent: QWidget | None, session: Session, detail: Any, name: str, steps: RecordSteps[Any]
    ) -> None:
        super().__init__(parent)
        self._session, self._detail, self._name, self._steps = session, detail, name, steps
        self._busy = False
        self.asking = Asking(self)
        label_source = steps.label(name)
        self.setWindowTitle(tr(label_source))
        self.setMinimumWidth(theme().px(self._steps.width))
        self.form = Form()
        self.asked = self._put_fields()
        self.form.mark_clean()
        self.keeper = DraftKeeper(self, session, steps.drafts, steps.prefix + name, str(detail.id), self._payload)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme().px(6))
        self._notice = Banner("", Tone.WARN)
        self._notice.hide()
        self._why_not = ""  # what the service refused with, until something is changed
        self.do = button(label_source, "danger" if name in steps.dangerous else "primary", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self._build()
        self._wire()

    # --- making it ------------------------------------------------------------------------------------

    def _put_fields(self) -> list[str]:
        """What the step needs, then what it may take; the names asked for."""
        steps, detail, name = self._steps, self._detail, self._name
        needs = list(steps.needs(detail, name))
        also = [each for each in steps.also(self._session, detail, name) if each not in needs]
        asked = steps.read(self._session, detail, name)
        for each in needs:
            steps.fields[each](self.form, asked, True)
        for each in also:
            steps.fields[each](self.form, asked, False)
        return [*needs, *also]

    def _build(self) -> None:
        detail, meanings = self._detail, self._steps.meanings
        step = tr(self._steps.label(self._name))
        head = text_label(tr("{step}: {number}", step=step, number=detail.number), "title")
        under = self._steps.under(detail)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        act = self._name.partition("/")[0]  # what stands behind it says which of several it is about
        if act in meanings:
            column.addWidget(label(meanings[act]))
        column.addLayout(self._facts)
        column.addWidget(self._notice)
        column.addWidget(self.form)
        column.addStretch(1)
        area = ReadingArea(content)
        sheet = area.widget().layout()
        if sheet is not None:
            sheet.setContentsMargins(0, 0, theme().px(8), 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addWidget(label(N_("Ctrl+Enter does it."), "small"), 1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addWidget(head)
        if under:
            inside.addWidget(text_label(under, "muted"))
        inside.addSpacing(theme().px(4))
        inside.addWidget(area, 1)
        inside.addLayout(buttons)
        self._column = column

    def _wire(self) -> None:
        app = QApplication.instance()
        asked = app.property("enter_moves") if app is not None else None
        self.form.enter_moves = True if asked is None else bool(asked)
        if self.form.enter_moves:
            self._enter = EnterMovesOn(self.form)
        self.form.saved.connect(self._do)
        for each in (self.do, self.keep):  # with the cursor on a button the form hears no key
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                shortcut = QShortcut(QKeySequence(keys), each, self.form.save)
                # Set afterwards: PySide ignores `context=` beside a slot and listens in the whole window.
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.form.changed.connect(self._changed)
        self._latest = Latest(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask_facts)
        self._ask_facts()
        session, drafts = self._session, self._steps.drafts
        run(self, lambda _progress: drafts.read(session), self._offer, lambda _error: None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        first = next(iter(self.form.draft()), None)  # a need may put several fields, none of which has its name
        if first is not None:
            self.form.field(first).widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.do.setFocus()

    def _fit(self) -> None:
        """As high as its content, up to what the window has room for; more scrolls."""
        self._column.activate()
        above: QWidget | None = self.parentWidget()
        room = above.window().height() if above is not None else self.screen().size().height()
        width = max(self.width(), theme().px(self._steps.width))
        inner = width - theme().px(56)
        wanted = max(self._column.totalHeightForWidth(inner), self._column.sizeHint().height())
        self.resize(width, min(wanted + theme().px(176), max(room - theme().px(48), theme().px(320))))

    # --- what to know ---------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.keeper.touch()
        if self._why_not:
            self._why_not = ""
            self._notice.hide()
        self._rest.start()

    def _ask_facts(self) -> None:
        session, detail, name, values = self._session, self._detail, self._name, self.form.draft()
        about = self._steps.about
        self._latest.run(lambda _progress: about(session, detail, name, values), self._show_facts, self._cannot)

    def _show_facts(self, found: list[Fact]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for fact in found:
            if self._why_not and fact.text == self._why_not:
                self._notice.hide()  # it stands here: said once is enough
            self._facts.addWidget(self._fact(fact))
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # wrapped lines know their height only once they are laid out

    def _fact(self, fact: Fact) -> QWidget:
        if fact.tone is not None:
            return Banner(fact.text, fact.tone)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(16))
        if fact.label:
            name = label(fact.label, "muted")
            name.setFixedWidth(theme().px(176))
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(fact.text), 1)
        return line

    def _cannot(self, error: Exception) -> None:
        """The law allows no more, for instance: said here, and the button goes."""
        if isinstance(error, AppError):
            self._say(sentence(error))
            self.do.setEnabled(False)
        else:
            show_problem(self, error)

    def _say(self, text: str) -> None:
        self._notice.set_text(text)
        self._notice.show()
        self._fit()

    # --- drafts ---------------------------------------------------------------------------------------

    def _payload(self) -> dict[str, Any]:
        values = {name: to_plain(value) for name, value in self.form.draft().items()}
        return {"values": values, "number": self._detail.number, "version": getattr(self._detail, "version", 0)}

    def _offer(self, drafts: Sequence[Any]) -> None:
        """What was typed for this very step before, unless something was typed already."""
        mine = (self._steps.prefix + self._name, str(self._detail.id))
        kept = next((each for each in drafts if (each.form, each.record_id) == mine), None)
        if kept is None or self.form.dirty():
            return
        for name, value in kept.payload.get("values", {}).items():
            if name in self.form.draft():
                self.form.field(name).editor.set_value(from_plain(value))
        self._say(tr("What you typed before stands here again, kept at {when}.", when=show_datetime(kept.updated_at)))

    def draft(self) -> None:
        """Keep what was typed before the keys go."""
        self.keeper.draft()

    def reject(self) -> None:
        if self.keeper.dirty():
            self.keeper.keep()
        super().reject()

    # --- doing it -------------------------------------------------------------------------------------

    def _do(self, values: Mapping[str, Any]) -> None:
        if self._busy:
            return
        wrong = self._steps.check(self._name, values)
        if wrong:
            self.form.show_errors(wrong)
            return
        self._set_busy(True)
        session, detail, name, keeper = self._session, self._detail, self._name, self.keeper

        def work(_progress: object) -> object:
            changed = self._steps.do(session, detail, name, values)
            keeper.forget()
            return changed

        run(self, work, self._done, self._refused)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.do.setEnabled(not busy)

    def _done(self, changed: object) -> None:
        self.accept()
        self.asking.done.emit(changed)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, Conflict) and isinstance(error.theirs, type(self._detail)):
            self._meanwhile(error.theirs)
        elif isinstance(error, Invalid) and any(name in self.form.draft() for name in error.fields):
            self.form.show_errors(error.fields)
        elif isinstance(error, AppError):
            self._why_not = sentence(error)
            self._say(self._why_not)
            self._ask_facts()
        else:
            show_problem(self, error)

    def _meanwhile(self, theirs: Any) -> None:
        """Somebody saved the record since it was opened: say what, and let the person decide with that in view."""
        seen = {each.id for each in self._detail.timeline}
        news = [each for each in theirs.timeline if each.id not in seen]
        lines = "; ".join(
            tr("{who}, {when}: {what}", who=each.by, when=show_datetime(each.at), what=tr(each.label)) for each in news
        )
        possible = {each.name: each for each in (*theirs.steps, *theirs.acts)}.get(self._name)
        self._detail = theirs
        if possible is None or possible.why_not is not None:
            self._say(tr("Meanwhile: {what}. This step does not follow any more; nothing was changed.", what=lines))
            self.do.setEnabled(False)
        else:
            self._say(
                tr("Meanwhile: {what}. Nothing was changed. Look at it, and do it again if it still holds.", what=lines)
            )
            self._ask_facts()


def ask(
    parent: QWidget,
    session: Session,
    detail: Any,
    name: str,
    steps: RecordSteps[Any],
    on_done: Callable[[Any], object] | None = None,
) -> Asking:
    """Open the dialog for a step or an act of this record."""
    dialog = StepDialog(parent, session, detail, name, steps)
    if on_done is not None:
        dialog.asking.done.connect(on_done)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog.asking
