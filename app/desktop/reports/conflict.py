"""Two people saved the same report: what did the other one save, and what is kept of both?

    conflict.resolve(parent, session, mine, error, on_done)

Fields that only one of the two changed need no decision; they are told. For the others both versions stand side
by side, nothing is chosen beforehand, and what is decided is saved against the version that was shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.reports import form_values
from app.desktop.reports.form_values import Lists
from app.desktop.theme import theme
from app.desktop.widgets import Compare, Difference, ReadingArea, button, show_problem, text_label
from app.police.reports.services_review import CORRECTABLE_OUTCOME
from app.police.reports.values import Changed, NewReport, ReportDetail
from app.vault.errors import Conflict
from app.vault.session import Session


@dataclass(frozen=True)
class Mine:
    """What the person had before them, what they changed, and how it is saved against a version."""

    before: NewReport
    outcome: Mapping[str, object]  # what the steps had written, by name
    changes: Mapping[str, object]
    lists: Lists
    save: Callable[[int, Mapping[str, object]], Changed]

    def was(self, name: str) -> object:
        return self.outcome.get(name, "") if name in CORRECTABLE_OUTCOME else getattr(self.before, name)


def stored(detail: ReportDetail, name: str) -> object:
    """A field of NewReport (or of the outcome) as it is stored now."""
    return getattr(detail if name in CORRECTABLE_OUTCOME else form_values.of_detail(detail), name)


def contested(mine: Mine, theirs: ReportDetail) -> list[str]:
    """The fields that both changed, to different values."""
    return [
        name
        for name, value in mine.changes.items()
        if stored(theirs, name) != value and (stored(theirs, name) != mine.was(name) or theirs.sealed)
    ]


def theirs_alone(mine: Mine, theirs: ReportDetail) -> list[str]:
    """The fields that only the other person changed."""
    names = [*form_values.NAMES]
    return [
        name
        for name in names
        if name not in mine.changes
        and (name != "reporter" or theirs.reporter is not None)
        and stored(theirs, name) != mine.was(name)
    ]


class ConflictDialog(QDialog):
    """Both versions side by side. `decided_changes` is what is saved: mine where mine was chosen."""

    def __init__(self, parent: QWidget | None, mine: Mine, theirs: ReportDetail) -> None:
        super().__init__(parent)
        self._mine, self._theirs = mine, theirs
        self.setWindowTitle(tr("Somebody else has saved this report"))
        self.setMinimumSize(theme().px(760), theme().px(440))
        who, when = _last(theirs)
        self._names = contested(mine, theirs)
        self.compare = Compare([self._difference(name) for name in self._names], who, when)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Somebody else has saved this report"), "section"))
        inside.addWidget(text_label(self._explained(who, when), "muted"))
        if others := theirs_alone(mine, theirs):
            fields = ", ".join(tr(form_values.NAMES[name]) for name in others)
            inside.addWidget(text_label(tr("Only {who} changed, and it stays: {fields}", who=who, fields=fields)))
        area = ReadingArea(self.compare)
        self.compare.setMaximumWidth(16777215)
        area.setVisible(bool(self._names))
        inside.addWidget(area, 1)
        self.do = button(N_("Save what I chose"), "primary", clicked=self.accept)
        self.keep = button(N_("Back to the form"), clicked=self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)
        self.do.setEnabled(not self._names)
        self.compare.decided.connect(self.do.setEnabled)
        if not self._names:
            self.do.setFocus()

    def _explained(self, who: str, when: str) -> str:
        values = {"who": who, "when": when, "number": self._theirs.number}
        if self._names:
            return tr(
                "{who} saved {number} at {when}. Nothing was overwritten. Choose for each field which version stays.",
                **values,
            )
        return tr(
            "{who} saved {number} at {when}, but not the fields that you changed. Both changes can stay.", **values
        )

    def _difference(self, name: str) -> Difference:
        lists = self._mine.lists
        mine = form_values.shown(self._mine.changes[name], lists, name)
        theirs = form_values.shown(stored(self._theirs, name), lists, name)
        if name == "reporter" and self._theirs.sealed:
            theirs = tr("Sealed; not shown here")
        return Difference(name, form_values.NAMES[name], mine, theirs)

    def decided_changes(self) -> dict[str, object]:
        """What is still mine after the person has chosen."""
        choices = self.compare.choices()
        return {name: value for name, value in self._mine.changes.items() if choices.get(name, "mine") == "mine"}


def _last(detail: ReportDetail) -> tuple[str, str]:
    """Who changed it last, and when."""
    changes = [each for each in detail.timeline if each.action not in ("print", "reveal")]
    if not changes:
        return "", ""
    return changes[-1].by, show_datetime(changes[-1].at)


def resolve(
    parent: QWidget, session: Session, mine: Mine, error: Conflict, on_done: Callable[[Changed], object]
) -> ConflictDialog:
    """Show both versions and save what the person decides; if somebody saved again, show again."""
    theirs = error.theirs
    assert isinstance(theirs, ReportDetail)
    dialog = ConflictDialog(parent, mine, theirs)

    def save() -> None:
        left = dialog.decided_changes()

        def failed(again: Exception) -> None:
            if isinstance(again, Conflict):
                resolve(parent, session, replace(mine, changes=left), again, on_done)
            else:
                show_problem(parent, again)

        run(parent, lambda _progress: mine.save(theirs.version, left), on_done, failed)

    dialog.accepted.connect(save)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
