"""Is there a copy to go back to? The list of backups, one made now, the newest or any other checked."""

from PySide6.QtWidgets import QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.desk import desk
from app.desktop.settings.page import SettingsPage
from app.desktop.theme import Tone, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.paged_model import Column, Page
from app.desktop.widgets.problem import problem
from app.desktop.widgets.progress import run_with_progress
from app.desktop.widgets.record_table import RecordTable
from app.registry import safekeeping
from app.vault import backup
from app.vault.backup import Backup
from app.vault.session import Session

REASONS = {
    "sign_out": N_("At lock or exit"),
    "by_hand": N_("By hand"),
    "migration": N_("Before an update"),
}


class Backups(SettingsPage):
    """Backups are made by themselves at lock and exit when something changed; this page shows them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Backups"),
            N_("Made by themselves at lock and exit when something changed; kept 7 days and 4 weeks, encrypted."),
            parent,
        )
        self._session = session
        self._verdicts: dict[str, tuple[str, Tone]] = {}
        self._banner: Banner | None = None
        self.table = RecordTable(
            [
                Column("made", N_("Made"), lambda b: show_datetime(b.made_at), 160, look="strong"),
                Column("reason", N_("Why"), lambda b: tr(REASONS.get(b.reason, b.reason)), 160),
                Column(
                    "verdict",
                    N_("Checked"),
                    lambda b: self._verdicts.get(b.folder.name, ("", Tone.NEUTRAL))[0],
                    200,
                    tone=lambda b: self._verdicts.get(b.folder.name, (None, None))[1],
                ),
            ],
            name=tr("Backups"),
            key=lambda b: b.folder.name,
        )
        self.table.setMinimumHeight(theme().px(320))
        self.make = button(N_("Back up now"), "primary", "backup", clicked=self.back_up)
        self.check = button(N_("Check"), "", "check", clicked=self.verify)
        self.make.setEnabled(may(session, "backup"))
        self.header.add(self.check, self.make)
        self.column.addWidget(self.table)
        self.column.addWidget(
            text_label(tr("They lie in {folder}.", folder=str(session.vault.folder / backup.FOLDER)), "small")
        )
        self.column.addWidget(
            label(
                N_("Copy that folder to a USB stick kept elsewhere once a week: a broken disk takes both with it."),
                "small",
            )
        )
        self.refresh()

    def refresh(self) -> None:
        folder = self._session.vault.folder
        self.table.load(lambda after, progress: _all(folder))

    def back_up(self) -> None:
        """Make one now."""
        session = self._session
        self.make.setEnabled(False)
        run(self, lambda progress: safekeeping.back_up(session), self._made, self._failed)

    def _made(self, made: Backup) -> None:
        self.make.setEnabled(True)
        self._say(tr("A backup was made at {when}.", when=show_datetime(made.made_at)), Tone.GOOD)
        desk().tell_backup(made)
        self.refresh()

    def verify(self) -> None:
        """Compare every file of the chosen backup (else the newest) with its signed manifest."""
        chosen = self.table.current() or (self.table.rows.rows() or [None])[0]
        if chosen is None:
            self._say(tr("There is no backup yet. Make one now."), Tone.INFO)
            return
        run_with_progress(
            self,
            tr("Checking the backup…"),
            lambda progress: backup.verify(chosen),
            lambda content: self._checked(chosen, None),
            lambda error: self._checked(chosen, error),
        )

    def _checked(self, chosen: Backup, error: Exception | None) -> None:
        sound = error is None
        self._verdicts[chosen.folder.name] = (tr("Whole"), Tone.GOOD) if sound else (tr("Damaged"), Tone.BAD)
        text = tr("The backup of {when} is whole.", when=show_datetime(chosen.made_at))
        self._say(text if error is None else problem(error).text, Tone.GOOD if sound else Tone.BAD)
        self.table.viewport().update()

    def _failed(self, error: Exception) -> None:
        self.make.setEnabled(True)
        self._say(problem(error).text, Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = Banner(text, tone).closable()
        self.column.insertWidget(0, self._banner)


def _all(folder) -> Page[Backup]:
    found = backup.listed(folder)
    return Page(found, None, len(found))
