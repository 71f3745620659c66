"""How is a record entered or changed? One page, saved whole; it keeps its draft and never overwrites unseen.

page = FormPage(session, FormEntry(…))        saved (what the service gave back), closed
Ctrl+S and Ctrl+Enter save, Esc closes and keeps the draft.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import office_time
from app.common.i18n import N_, tr
from app.desktop.background import Progress, run
from app.desktop.records import conflict
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import DraftKeeper
from app.desktop.records.fields import EnterMovesOn
from app.desktop.records.record_type import DraftsIn, Values
from app.desktop.theme import theme
from app.desktop.widgets import Form, PageHeader, ReadingArea, button, say, show_problem, step_button, surface
from app.desktop.widgets.form import REQUIRED
from app.vault.errors import Conflict, Invalid
from app.vault.session import Session

SIDE_WIDTH = 320
Work = Callable[[Progress], Any]


@dataclass
class FormEntry:
    """One form that is open: what it asks, how a draft of it is collected, how it is saved.

    `save(values, incomplete)` gives the work that saves, off the window's thread, or None when nothing was changed;
    what it gives goes to `stored(page, result)` on the window's thread, which says what `saved` carries.
    `mine(conflict)` gives both versions when somebody else has saved meanwhile. The fields in `needed_anyway` are
    asked for even when it is saved as incomplete (`partly`: whether it can be). `field_of` maps a service's name of a
    field to the form's.
    """

    title: str  # as shown
    help: str
    form: Form
    drafts: DraftsIn
    draft_form: str
    record_id: str
    collect: Callable[[], Values]
    save: Callable[[Values, bool], Work | None]
    first: Callable[[], str]
    stored: Callable[["FormPage", Any], Any] = lambda page, changed: changed
    mine: Callable[[Conflict], Mine] | None = None
    adapt: Callable[[], object] = lambda: None
    side: QWidget | None = None
    partly: bool = False
    needed_anyway: frozenset[str] = frozenset()
    field_of: Mapping[str, str] = field(default_factory=dict)
    owner: Any = None  # whoever declared it: lives as long as the page


class FormPage(QWidget):
    """A page of its own, in the place of the list until it is saved or closed."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, entry: FormEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", entry.help)
        self._session, self.entry = session, entry
        self.form, self.side = entry.form, entry.side
        self._busy = False
        self.filling = True  # while the fields are filled nothing counts as typed
        self.keeper = DraftKeeper(
            self, session, entry.drafts, entry.draft_form, entry.record_id, lambda: entry.collect()
        )
        self._build()
        self._wire()

    def _build(self) -> None:
        self._header = PageHeader()
        self._discard = button(N_("Discard"), "quiet", clicked=self.discard)
        self._close = button(N_("Close, keep the draft"), clicked=self.close_form)
        self._partly = button(N_("Save as incomplete"), clicked=lambda: self.save(incomplete=True))
        self._save = step_button(N_("Save"), "save", clicked=self.save)
        self._header.add(self._discard, self._close, self._partly, self._save)
        self._partly.setVisible(self.entry.partly)
        page = surface()
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.area = ReadingArea(self.form)
        body.addWidget(self.area, 1)
        if self.side is not None:
            side = ReadingArea(self.side)
            side.setFixedWidth(theme().px(SIDE_WIDTH))
            body.addWidget(side)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._header)
        inside.addWidget(surface("rule"))
        inside.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._title("")

    def _title(self, kept: str) -> None:
        under = kept or tr("Ctrl+Enter saves. Esc closes and keeps what you typed as a draft.")
        self._header.set_title(self.entry.title, under)

    def _wire(self) -> None:
        app = QApplication.instance()
        asked = app.property("enter_moves") if app is not None else None
        self.form.enter_moves = True if asked is None else bool(asked)
        if self.form.enter_moves:
            self._enter = EnterMovesOn(self.form)
        self.form.changed.connect(self._changed)
        self.form.saved.connect(lambda _values: self._store(incomplete=False))
        for keys, act in (("Ctrl+S", self.save), ("Escape", self.close_form)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            # Set afterwards: PySide ignores `context=` beside a slot and listens in the whole window.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.keeper.kept.connect(self._kept)

    def _kept(self, when: datetime) -> None:
        self._title(tr("Draft kept at {time}", time=f"{office_time(when):%H:%M}"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form.focusWidget() is None:
            # As by Tab: what stands there is selected, so that typing takes its place.
            self.form.field(self.entry.first()).widget.setFocus(Qt.FocusReason.TabFocusReason)

    def put_in(self, widget: QWidget, after: QWidget | None = None) -> None:
        """Put a notice into the form: after this part of it, or at its top."""
        layout = self.form.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.indexOf(after) + 1 if after is not None else 0, widget)

    def _changed(self) -> None:
        if not self.filling:
            self.entry.adapt()
            self.keeper.touch()

    # --- drafts ---------------------------------------------------------------------------------------

    def draft(self) -> None:
        """Keep what was typed, now; asked before the keys go."""
        self.keeper.draft()

    def close_form(self) -> None:
        """Leave the form; what was typed is kept as a draft."""
        if self.keeper.dirty():
            self.keeper.leave(self.window())
            say(self, tr("Kept as a draft. It is offered on the page “Today”."))
        self.closed.emit()

    def discard(self) -> None:
        """Throw away what was typed; it can be taken back."""
        payload, keeper = self.entry.collect(), self.keeper
        window, typed = self.window(), bool(self.form.dirty())

        def back() -> None:
            run(
                window,
                lambda _progress: keeper.revive(payload),
                lambda _done: say(window, tr("The draft is back. It is offered on the page “Today”.")),
            )

        def gone(_done: object) -> None:
            if typed:
                say(window, tr("What you typed was thrown away."), back)
            self.closed.emit()

        run(self, lambda _progress: keeper.forget(), gone)

    # --- saving ---------------------------------------------------------------------------------------

    def save(self, *, incomplete: bool = False) -> bool:
        """Check and save. As incomplete, only what the type cannot do without is asked for."""
        if not incomplete:
            return self.form.save()
        self.form.tidy()
        wrong = {
            name: error
            for name, error in self.form.errors().items()
            if name in self.entry.needed_anyway or error.sentence != REQUIRED
        }
        self.form.show_errors(wrong)
        if not wrong:
            self._store(incomplete=True)
        return not wrong

    def _store(self, *, incomplete: bool) -> None:
        if self._busy:
            return
        keeper, work = self.keeper, self.entry.save(self.form.values(), incomplete)
        if work is None:
            run(self, lambda _progress: keeper.forget(), lambda _done: self._nothing_changed())
            return

        def whole(progress: Progress) -> Any:
            result = work(progress)
            keeper.forget()
            return result

        self._set_busy(True)
        run(self, whole, self._stored, self._refused)

    def _nothing_changed(self) -> None:
        say(self, tr("Nothing was changed."))
        self.closed.emit()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in (self._save, self._partly, self._discard, self._close):
            each.setEnabled(not busy)

    def _stored(self, result: Any) -> None:
        self._set_busy(False)
        self.saved.emit(self.entry.stored(self, result))

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, Conflict) and self.entry.mine is not None:
            self._resolve(self.entry.mine(error), error)
            return
        fields = error.fields if isinstance(error, Invalid) else {}
        wrong = {self.entry.field_of.get(name, name): each for name, each in fields.items()}
        if wrong and any(name in self.form.draft() for name in wrong):
            self.form.show_errors(wrong)
        else:
            show_problem(self, error)

    def _resolve(self, mine: Mine, error: Conflict) -> None:
        keeper = self.keeper

        def save(version: int, changes: Values) -> Any:
            result = mine.save(version, changes)
            keeper.forget()
            return result

        conflict.resolve(self, replace(mine, save=save), error, self._stored)
