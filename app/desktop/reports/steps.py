"""How is a step taken or an act done? One dialog for all of them, made from the rules table.

    steps.ask(parent, session, detail, "conclude").done.connect(…)      a step of rules.TRANSITIONS
    steps.ask_act(parent, session, detail, "extend").done.connect(…)    an act of rules.ACTS

`done` carries the `Changed`. Enter goes to the next field, Ctrl+Enter does it; what was typed is kept when the
dialog is left or the window is locked, and stands there again the next time.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.background import Latest, run
from app.desktop.reports import steps_facts, steps_fields
from app.desktop.reports.drafts import STEP, DraftKeeper, from_plain, step_label, to_plain
from app.desktop.reports.form_fields import EnterMovesOn
from app.desktop.reports.list_words import flag_words, kind_words
from app.desktop.reports.steps_doing import do
from app.desktop.reports.steps_facts import MEANINGS, Fact
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Form, ReadingArea, button, label, show_problem, text_label
from app.police.reports import services_desk
from app.police.reports.values import Changed, Draft, ReportDetail
from app.vault.errors import AppError, Conflict, Invalid
from app.vault.session import Session

REST_MS = 250
WIDTH = 600
DONE_DANGEROUS = frozenset({"remove", "decline"})


class Asking(QObject):
    """A step that is being asked for. (A dialog's own `done` is a method of Qt's.)"""

    done = Signal(object)  # Changed

    def __init__(self, dialog: "StepDialog") -> None:
        super().__init__(dialog)
        self.dialog = dialog


class StepDialog(QDialog):
    """Asks what one step needs, says what it means, and does it."""

    def __init__(self, parent: QWidget | None, session: Session, detail: ReportDetail, name: str) -> None:
        super().__init__(parent)
        self._session, self._detail, self._name = session, detail, name
        self._busy = False
        self.asking = Asking(self)
        label_source = step_label(name)
        self.setWindowTitle(tr(label_source))
        self.setMinimumWidth(theme().px(WIDTH))
        self.form = Form()
        self.asked = steps_fields.put_fields(self.form, steps_fields.read(session, detail, name))
        self.form.mark_clean()
        self.keeper = DraftKeeper(self, session, STEP + name, str(detail.id), self._payload)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme().px(6))
        self._notice = Banner("", Tone.WARN)
        self._notice.hide()
        self.do = button(label_source, "danger" if name in DONE_DANGEROUS else "primary", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self._build()
        self._wire()

    # --- making it ------------------------------------------------------------------------------------

    def _build(self) -> None:
        detail = self._detail
        head = text_label(tr("{step}: {number}", step=tr(step_label(self._name)), number=detail.number), "title")
        short = detail.content if len(detail.content) <= 160 else detail.content[:159].rsplit(" ", 1)[0] + " …"
        flags = flag_words(detail.flags)
        under = " · ".join(part for part in (kind_words(detail.kind, detail.instance), flags, short) if part)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        if self._name in MEANINGS:
            column.addWidget(label(MEANINGS[self._name]))
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
        self.form.changed.connect(self._changed)
        self._latest = Latest(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask_facts)
        self._ask_facts()
        session = self._session
        run(self, lambda _progress: services_desk.list_drafts(session), self._offer, lambda _error: None)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._fit()
        if self.asked:
            self.form.field(self.asked[0]).editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.do.setFocus()

    def _fit(self) -> None:
        """As high as its content, up to what the window has room for; more scrolls."""
        self._column.activate()
        above: QWidget | None = self.parentWidget()
        room = above.window().height() if above is not None else self.screen().size().height()
        width = max(self.width(), theme().px(WIDTH))
        inner = width - theme().px(56)
        wanted = max(self._column.totalHeightForWidth(inner), self._column.sizeHint().height())
        self.resize(width, min(wanted + theme().px(176), max(room - theme().px(48), theme().px(320))))

    # --- what to know ---------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.keeper.touch()
        self._rest.start()

    def _ask_facts(self) -> None:
        session, detail, name, values = self._session, self._detail, self._name, self.form.draft()
        self._latest.run(
            lambda _progress: steps_facts.about(session, detail, name, values), self._show_facts, self._cannot
        )

    def _show_facts(self, found: list[Fact]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for fact in found:
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
        return {"values": values, "number": self._detail.number, "version": self._detail.version}

    def _offer(self, drafts: list[Draft]) -> None:
        """What was typed for this very step before, unless something was typed already."""
        mine = (STEP + self._name, str(self._detail.id))
        kept = next((each for each in drafts if (each.form, each.record_id) == mine), None)
        if kept is None or self.form.dirty():
            return
        for name, value in kept.payload.get("values", {}).items():
            if name in self.form.draft():
                self.form.field(name).editor.set_value(from_plain(value))  # type: ignore[attr-defined]
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
        if values.get("decline_ground") == "other" and not values.get("note"):
            self.form.show_errors({"note": Invalid(N_("Say which ground it is."))})
            return
        self._set_busy(True)
        session, detail, name, keeper = self._session, self._detail, self._name, self.keeper

        def work(_progress: object) -> Changed:
            changed = do(session, detail, name, values)
            keeper.forget()
            return changed

        run(self, work, self._done, self._refused)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.do.setEnabled(not busy)

    def _done(self, changed: Changed) -> None:
        self.accept()
        self.asking.done.emit(changed)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, Conflict) and isinstance(error.theirs, ReportDetail):
            self._meanwhile(error.theirs)
        elif isinstance(error, Invalid) and any(name in self.asked for name in error.fields):
            self.form.show_errors(error.fields)
        elif isinstance(error, AppError):
            self._say(sentence(error))
        else:
            show_problem(self, error)

    def _meanwhile(self, theirs: ReportDetail) -> None:
        """Somebody saved the report since it was opened: say what, and let the person decide with that in view."""
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
    detail: ReportDetail,
    name: str,
    on_done: Callable[[Changed], object] | None = None,
) -> Asking:
    """Open the dialog for a step or an act of this report."""
    dialog = StepDialog(parent, session, detail, name)
    if on_done is not None:
        dialog.asking.done.connect(on_done)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog.asking


ask_act = ask  # an act's name is never a step's
