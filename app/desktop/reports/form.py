"""How is a report taken in, changed while it is open, or corrected when it is locked? One page, saved whole.

form = ReportForm(session)                        a new one (Ctrl+N)
form = ReportForm(session, report_id)             F2: changes an open report, corrects a locked one
form = ReportForm(session, draft=draft)           goes on with a draft
form.done (Changed), form.closed                  closed: Esc, the draft is kept
open_form(page, session, detail, draft)           shows it in the page's place until it is done or closed
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import office_time
from app.common.i18n import N_, tr
from app.desktop.background import Progress, run
from app.desktop.reports import form_layout, form_values
from app.desktop.reports.drafts import CORRECT, EDIT, NEW, NOT_KNOWN, DraftKeeper
from app.desktop.reports.form_fields import EnterMovesOn, EstablishmentField
from app.desktop.reports.form_restore import began_with, plain_of, put_back
from app.desktop.reports.form_reveal import ask_reveal
from app.desktop.reports.form_saving import Saved, Saving, tell
from app.desktop.reports.form_side import SidePanel
from app.desktop.reports.form_watch import Watch
from app.desktop.theme import Tone, theme
from app.desktop.widgets import (
    Banner,
    PageHeader,
    ReadingArea,
    button,
    say,
    show_problem,
    step_button,
    surface,
)
from app.desktop.widgets.form import REQUIRED
from app.police.reports import services
from app.police.reports.rules import LOCKED
from app.police.reports.terms import ReporterForm, Urgency
from app.police.reports.values import Draft, NewReport, ReportDetail, Reporter
from app.vault.errors import Conflict, Invalid
from app.vault.session import Session

SIDE_WIDTH = 320
CORRECTING = N_("The facts of this report are locked. Your correction is a new version; the old one is kept with it.")


class ReportForm(QWidget):
    """A page of its own. It keeps its draft, asks the limits while one types, and never overwrites unseen."""

    saved = Signal(object)  # Changed
    closed = Signal()

    def __init__(
        self,
        session: Session,
        report_id: int | None = None,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("help", "report-form")
        self._session = session
        if draft is not None and draft.form in (EDIT, CORRECT):
            report_id = int(draft.record_id)
        self._detail = services.read_again(session, report_id) if report_id is not None else None
        self._correcting = self._detail is not None and self._detail.state in LOCKED
        self._reporter_known = self._detail is None or self._detail.reporter is not None
        self._lists = form_values.read_lists(session)
        self._before = form_values.of_detail(self._detail) if self._detail else None
        outcome = form_values.CORRECTABLE_OUTCOME
        self._outcome = {name: getattr(self._detail, name) for name in outcome} if self._detail else {}
        self._layout = form_layout.build(session, self._lists, self._detail, CORRECTING if self._correcting else "")
        self.form = self._layout.form
        self.side = SidePanel()
        self._saving = Saving(session, self._detail, self._correcting)
        self._busy = False
        self._filling = True
        self.keeper = DraftKeeper(self, session, self._form_name(), self._record_id(draft), self._payload)
        self._build()
        self._fill(draft)
        self._wire()

    # --- making it ------------------------------------------------------------------------------------

    def _form_name(self) -> str:
        return NEW if self._detail is None else CORRECT if self._correcting else EDIT

    def _record_id(self, draft: Draft | None) -> str:
        if self._detail is not None:
            return str(self._detail.id)
        return draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"

    def _build(self) -> None:
        self._header = PageHeader()
        self._discard = button(N_("Discard"), "quiet", clicked=self.discard)
        self._close = button(N_("Close, keep the draft"), clicked=self.close_form)
        self._partly = button(N_("Save as incomplete"), clicked=lambda: self.save(incomplete=True))
        self._save = step_button(N_("Save"), "save", clicked=self.save)
        self._header.add(self._discard, self._close, self._partly, self._save)
        self._partly.setVisible(not self._correcting)
        page = surface()
        side = ReadingArea(self.side)
        side.setFixedWidth(theme().px(SIDE_WIDTH))
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.area = ReadingArea(self.form)
        body.addWidget(self.area, 1)
        if self._detail is None:
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
        if not self._reporter_known:
            text = tr("The reporter's identity is sealed. It stays as it is unless you show it, with a reason.")
            self._sealed = Banner(text, Tone.INFO, N_("Show…"), self._ask_reveal)
            _put_in(self.form, self._sealed, after=self._layout.seal_notice)
        self._title("")

    def _title(self, kept: str) -> None:
        number = self._detail.number if self._detail else ""
        if self._detail is None:
            title = tr("New report")
        else:
            title = tr("Correct {number}", number=number) if self._correcting else tr("Change {number}", number=number)
        self._header.set_title(title, kept or tr("Ctrl+Enter saves. Esc closes and keeps what you typed as a draft."))

    def _fill(self, draft: Draft | None) -> None:
        if self._before is not None:
            values = form_values.as_fields(self._before)
            values |= self._outcome
        else:
            now = office_time(self._session.clock())
            values = {
                "instance": 1,
                "received_on": now.date(),
                "received_time": now.time().replace(second=0, microsecond=0),
                "reporter_form": ReporterForm.NAMED,
                "urgency": Urgency.NORMAL,
                "officer": form_values.NOBODY,
            }
        self.form.set_values(values)
        self._began_with = self._plain()
        if draft is not None:
            self._take_draft(draft)
        self._adapt()
        self._filling = False

    def _take_draft(self, draft: Draft) -> None:
        plain: Mapping[str, Any] = draft.payload.get("values", {})
        put_back(self.form, plain)
        if self._detail is not None and draft.payload.get("version") != self._detail.version:
            text = tr("This report was saved since the draft was kept. Saving compares both versions.")
            _put_in(self.form, Banner(text, Tone.WARN))
            self._saving.version = int(draft.payload.get("version") or 0)
            self._go_back_to(draft.payload.get("began_with", {}))
        self.keeper.touch()

    def _go_back_to(self, plain: Mapping[str, Any]) -> None:
        """The draft was begun on an earlier version: what was changed is told against that one."""
        assert self._before is not None
        self._began_with = dict(plain)
        newest = self._before
        self._before, self._outcome = began_with(plain, newest)
        if not self._reporter_known:
            self._before = replace(self._before, reporter=newest.reporter)

    def _wire(self) -> None:
        app = QApplication.instance()
        asked = app.property("enter_moves") if app is not None else None
        self.form.enter_moves = True if asked is None else bool(asked)
        if self.form.enter_moves:
            self._enter = EnterMovesOn(self.form)
        self.form.changed.connect(self._changed)
        self.form.saved.connect(lambda _values: self._store(incomplete=False))
        places = self.form.field("establishment").editor
        if isinstance(places, EstablishmentField):
            places.chosen.connect(self._place_chosen)
        for keys, act in (("Ctrl+S", self.save), ("Escape", self.close_form)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            # Set afterwards: PySide ignores `context=` beside a slot and listens in the whole window.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.keeper.kept.connect(self._kept)
        if self._detail is None:
            self._watch = Watch(self._session, self.form, self.side)

    def _kept(self, when: datetime) -> None:
        self._title(tr("Draft kept at {time}", time=f"{office_time(when):%H:%M}"))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self.form.focusWidget() is None:
            first = "reason" if self._correcting else "kind" if self._detail is None else "received_on"
            self.form.field(first).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- while typing ---------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self._filling:
            return
        self._adapt()
        self.keeper.touch()

    def _adapt(self) -> None:
        form_layout.adapt(
            self._layout,
            self.form.draft(),
            editing=self._detail is not None,
            reporter_known=self._reporter_known,
        )

    def _place_chosen(self, place: Any) -> None:
        """Premises of the register bring their village and address along, where nothing was said yet."""
        values = self.form.draft()
        if place.village_id is not None and values.get("village_id") is None:
            self.form.field("village_id").editor.set_value(place.village_id)  # type: ignore[attr-defined]
        if place.address and not values.get("address"):
            self.form.field("address").editor.set_value(place.address)  # type: ignore[attr-defined]

    # --- drafts ---------------------------------------------------------------------------------------

    def _payload(self) -> dict[str, Any]:
        return {
            "values": self._plain(),
            "began_with": self._began_with if self._detail else {},
            "number": self._detail.number if self._detail else "",
            "version": self._saving.version,
        }

    def _plain(self) -> dict[str, Any]:
        return plain_of(self.form, reporter_known=self._reporter_known)

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
        payload, keeper = self._payload(), self.keeper
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
        """Check and save. As incomplete, only the kind and the day of receipt are asked for."""
        if not incomplete:
            return self.form.save()
        self.form.tidy()
        needed = {"kind", "received_on", "reason"}
        wrong = {
            name: error for name, error in self.form.errors().items() if name in needed or error.sentence != REQUIRED
        }
        self.form.show_errors(wrong)
        if not wrong:
            self._store(incomplete=True)
        return not wrong

    def _store(self, *, incomplete: bool) -> None:
        if self._busy:
            return
        values = self.form.values()
        if self._before is not None:
            values |= {"kind": self._before.kind, "instance": self._before.instance}
        new = form_values.entered(values, incomplete=incomplete)
        self._set_busy(True)
        if self._detail is None:
            files, links = self._files(values), self.side.linked()
            work = partial(self._take_in, new, files, links)
        else:
            assert self._before is not None
            found = form_values.changes(self._before, new, reporter_known=self._reporter_known)
            found |= {
                name: values[name]
                for name in form_values.CORRECTABLE_OUTCOME
                if self._correcting and name in values and values[name] != self._outcome[name]
            }
            if not found:
                self._set_busy(False)
                run(self, lambda _p: self.keeper.forget(), lambda _done: self._nothing_changed())
                return
            reason = str(values.get("reason") or "")
            work = partial(self._change, found, reason)
        run(self, work, self._stored, self._refused)

    @staticmethod
    def _files(values: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(each) for each in values.get("files") or ())

    def _take_in(self, new: NewReport, files: tuple[str, ...], links: list[int], _progress: Progress) -> Saved:
        return self._saving.take_in(new, files, links, self.keeper)

    def _change(self, found: dict[str, object], reason: str, _progress: Progress) -> Saved:
        return self._saving.change(found, reason, self.keeper)

    def _nothing_changed(self) -> None:
        say(self, tr("Nothing was changed."))
        self.closed.emit()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in (self._save, self._partly, self._discard, self._close):
            each.setEnabled(not busy)

    def _stored(self, done: Saved) -> None:
        self._set_busy(False)
        if done.after is not None:
            tell(self, self._session, done)
        self.saved.emit(done.changed)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, Conflict):
            from app.desktop.reports import conflict

            assert self._before is not None
            mine = self._saving.mine(self._before, self._outcome, self._lists)
            conflict.resolve(self, self._session, mine, error, lambda changed: self._stored(Saved(changed)))
            return
        wrong = _by_field(error)
        if wrong:
            self.form.show_errors(wrong)
        else:
            show_problem(self, error)

    # --- a sealed reporter ----------------------------------------------------------------------------

    def _ask_reveal(self) -> None:
        ask_reveal(self, self._reveal)

    def _reveal(self, reason: str) -> None:
        assert self._detail is not None
        number, session = self._detail.id, self._session
        run(self, lambda _p: services.reveal_reporter(session, number, reason), self._revealed)

    def _revealed(self, reporter: Reporter) -> None:
        assert self._before is not None
        self._before = replace(self._before, reporter=reporter)
        self._reporter_known = True
        self._sealed.hide()
        for name, value in form_values.reporter_fields(reporter).items():
            shown = NOT_KNOWN if name in self._before.unknown else value
            self.form.field(name).editor.set_value(shown)  # type: ignore[attr-defined]
        self._adapt()
        self.form.go_to("reporter_form")


FIELD_OF = {"establishment_id": "establishment", "establishment_name": "establishment", "respondent": "respondent_name"}


def _by_field(error: Exception) -> dict[str, Any]:
    found = error.fields if isinstance(error, Invalid) else {}
    return {FIELD_OF.get(name, name): each for name, each in found.items()}


def open_form(
    parent: QWidget, session: Session, detail: ReportDetail | None = None, draft: Draft | None = None
) -> ReportForm:
    """The form for a new report, for this one, or for a draft; the page gives it its place."""
    return ReportForm(session, detail.id if detail is not None else None, draft, parent)


def _put_in(form: QWidget, widget: QWidget, after: QWidget | None = None) -> None:
    layout = form.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(layout.indexOf(after) + 1 if after is not None else 0, widget)
