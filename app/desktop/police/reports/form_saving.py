"""What happens when the form is saved: the service called, files and links added, and said so?"""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.common.attachments import several
from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.police.reports import form_values
from app.desktop.police.reports.form_side import day_words
from app.desktop.police.reports.form_values import Lists
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import tell_views
from app.desktop.widgets import say, show_problem
from app.desktop.widgets.toast import Toast
from app.police.reports import services, services_files, services_review
from app.police.reports.services_review import CORRECTABLE_OUTCOME
from app.police.reports.values import Changed, NewReport, ReportDetail
from app.vault.errors import AppError
from app.vault.session import Session


@dataclass(frozen=True)
class Saved:
    """What came of it. `problem`: the report is stored, but something that goes with it is not."""

    changed: Changed
    after: ReportDetail | None = None
    problem: Exception | None = None


class Saving:
    """Knows which version was read, and what was tried last: a conflict goes on from there."""

    def __init__(self, session: Session, detail: ReportDetail | None, correcting: bool) -> None:
        self._session = session
        self._detail = detail
        self._correcting = correcting
        self.version = detail.version if detail is not None else 0
        self._tried: dict[str, object] = {}
        self._reason = ""

    # --- in the work, off the window's thread ------------------------------------------------------------

    def take_in(self, new: NewReport, files: tuple[str, ...], links: list[int]) -> Saved:
        """Take in the report; then its files and links. What fails after the receipt does not undo it."""
        changed = services.receive_report(self._session, new)
        problem: Exception | None = None
        attached: Changed | None = None
        try:
            for path in files:
                attached = several(attached, self._attach(changed.report_id, path))
            for other in links:
                services_review.link(self._session, changed.report_id, other, tr("Noticed when it was taken in"))
        except (AppError, OSError) as error:
            problem = error
        changed = several(attached, changed)
        return Saved(changed, services.read_again(self._session, changed.report_id), problem)

    def _attach(self, report_id: int, path: str) -> Changed:
        file = Path(path)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise AppError(
                N_("The report is saved, but “{name}” could not be read. Add it again from the report's page."),
                name=file.name,
            ) from error
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return services_files.attach(self._session, report_id, file.name, kind, data)

    def change(self, found: Mapping[str, object], reason: str) -> Saved:
        """Edit or correct, against the version that was read. Raises Conflict."""
        self._tried, self._reason = dict(found), reason
        return self._store(self.version, found)

    def _store(self, version: int, found: Mapping[str, object]) -> Saved:
        assert self._detail is not None
        if self._correcting:
            return Saved(services_review.correct(self._session, self._detail.id, version, found, self._reason))
        return Saved(services.edit_report(self._session, self._detail.id, version, found))

    def mine(self, before: NewReport, outcome: Mapping[str, object], lists: Lists) -> Mine:
        """What the person wanted to save when somebody else had saved already."""
        was = {name: getattr(before, name) for name in form_values.NAMES if name not in CORRECTABLE_OUTCOME}
        return Mine(
            before={**was, **outcome},
            changes=self._tried,
            names=form_values.NAMES,
            stored=stored,
            shown=lambda name, value: form_values.shown(value, lists, name),
            save=self._store,
            hidden=lambda theirs, name: name == "reporter" and theirs.sealed,
        )


def stored(detail: ReportDetail, name: str) -> object:
    """A field of NewReport (or of the outcome) as it is stored now."""
    return getattr(detail if name in CORRECTABLE_OUTCOME else form_values.of_detail(detail), name)


# --- afterwards, on the window's thread ------------------------------------------------------------------


def tell(near: QWidget, session: Session, done: Saved) -> None:
    """Say a new report's number and limit; offer to take it back, and to print the receipt."""
    changed, window, after = done.changed, near.window(), done.after
    toast = window.findChild(Toast)
    if toast is not None and after is not None:
        text = tr("Taken in as {number}.", number=changed.number)
        if after.due_on is not None:
            text = tr("Taken in as {number}. Due {day}.", number=changed.number, day=day_words(after.due_on))
        if changed.warning:
            text = tr("{said} {warning}", said=text, warning=tr(changed.warning, **changed.warning_values))

        def receipt() -> None:
            from app.desktop.police.reports import papers

            papers.receipt(window, session, after)

        toast.say(text, lambda: take_back(window, session, changed), (N_("Print the receipt…"), receipt))
    if done.problem is not None:
        show_problem(window, done.problem)


def take_back(window: QWidget, session: Session, changed: Changed) -> None:
    """Undo the receipt: the report goes to the bin, its number stays given."""

    def told(back: Changed) -> None:
        say(window, tr("Taken back: {number} is in the bin, its number stays given.", number=back.number))
        tell_views(back)

    run(window, lambda _progress: services_review.undo_last(session, changed.report_id), told)
