"""Is there a copy to go back to? The backups here and elsewhere: made, copied, checked, tried out, brought back."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, sentence, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.backups import listing, trials
from app.desktop.backups.carrier import carrier
from app.desktop.backups.listing import Row
from app.desktop.backups.place_card import PlaceCard
from app.desktop.backups.review import Review
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
from app.vault.errors import Cancelled
from app.vault.session import Session
from app.vault.trying import Tried


class Backups(SettingsPage):
    """Backups are made by themselves at lock and exit when something changed; here they are seen and used."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Backups"),
            N_("Made by themselves at lock and exit; kept 7 days, 4 weeks and 12 months, encrypted."),
            parent,
        )
        self._session = session
        self._carrier = carrier()
        self._verdicts: dict[str, tuple[str, Tone]] = {}
        self._shown: object = None
        self._banner: Banner | None = None
        self.make = button(N_("Back up now"), "primary", "backup", clicked=self.back_up)
        self.make.setEnabled(may(session, "backup"))
        self.header.add(self.make)
        self.place = PlaceCard(session, self._carrier)
        self.place.back_up_asked.connect(self.back_up)
        self.column.addWidget(self.place)
        self.table = RecordTable(
            [
                Column("made", N_("Made"), _made, 128, look="strong"),
                Column("reason", N_("Why"), lambda row: listing.reason_name(row.reason), 152),
                Column("by", N_("By"), lambda row: row.by, 128, personal=True),
                Column("size", N_("Size"), lambda row: listing.size_text(row.size), 88, right=True),
                Column("where", N_("Where"), listing.where, 104),
                Column("state", N_("State"), self._state, 104, tone=self._tone),
            ],
            name=tr("Backups"),
            key=lambda row: row.name,
        )
        self.table.setMinimumHeight(theme().px(264))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.review())
        self.column.addLayout(self._actions())
        self.column.addWidget(self.table)
        self.about = text_label("", "small")
        self.column.addWidget(self.about)
        self.trial = text_label("")
        self.try_out = button(N_("Try it out"), "", "test", clicked=self.ask_trial)
        self.try_out.setEnabled(may(session, "backups.try"))
        self.column.addLayout(self._trial_row())
        self.column.addWidget(
            text_label(tr("The backups lie in {folder}.", folder=str(session.vault.folder / backup.FOLDER)), "small")
        )
        self._carrier.changed.connect(self._followed)
        self._chosen(None)
        self.refresh()

    def _actions(self) -> QHBoxLayout:
        lead = may(self._session, "backups.restore")
        self.restore = button(N_("Restore…"), "", "undo", clicked=self.review)
        self.check = button(N_("Check"), "", "check", clicked=self.verify)
        self.from_folder = button(N_("Restore from a folder…"), "quiet", clicked=self.choose_folder)
        if not lead:
            self.restore.hide()
            self.from_folder.hide()
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(label(N_("Backups"), "section"), 1)
        for each in (self.from_folder, self.check, self.restore):
            row.addWidget(each)
        return row

    def _trial_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(16))
        row.addWidget(self.trial, 1)
        row.addWidget(self.try_out)
        return row

    # --- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        session, place = self._session, self._root()
        self._shown = self._known()
        self.table.load(lambda after, progress: _page(session, place))
        run(self, lambda progress: trials.last(session), self._show_trial)

    def _root(self) -> Path | None:
        from app.vault.media import State

        seen = self._carrier.seen
        return seen.root if seen is not None and seen.state is State.HERE else None

    def _known(self) -> object:
        standing = self._carrier.standing
        return self._root(), standing.last if standing is not None else None

    def _followed(self) -> None:
        """A stick came or went, or a copy was made: the list says where each backup lies."""
        if self._known() != self._shown and self._session.compartments:
            self.refresh()

    def _state(self, row: Row) -> str:
        if row.why_not is not None:
            return tr("Unusable")
        return self._verdicts.get(row.name, ("", Tone.NEUTRAL))[0]

    def _tone(self, row: Row) -> Tone | None:
        if row.why_not is not None:
            return Tone.WARN
        return self._verdicts.get(row.name, (None, None))[1]

    def _chosen(self, row: Row | None) -> None:
        usable = row is not None and row.why_not is None
        self.restore.setEnabled(usable)
        self.about.setText(sentence(row.why_not) if row is not None and row.why_not is not None else "")
        self.about.setVisible(bool(self.about.text()))

    # --- what to do ------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make one now."""
        session = self._session
        self.make.setEnabled(False)
        run(self, lambda progress: safekeeping.back_up(session), self._made, self._failed)

    def _made(self, made: Backup) -> None:
        self.make.setEnabled(True)
        self._say(tr("A backup was made at {when}.", when=show_datetime(made.made_at)), Tone.GOOD)
        desk().tell_backup(made)
        desk().backed_up.emit(made)
        self.refresh()

    def verify(self) -> None:
        """Compare every file of the chosen backup (else the newest) with its signed manifest, wherever it lies."""
        chosen = self.table.current() or (self.table.rows.rows() or [None])[0]
        if chosen is None:
            self._say(tr("There is no backup yet. Make one now."), Tone.INFO)
            return
        run_with_progress(
            self,
            tr("Checking the backup…"),
            lambda progress: listing.check(chosen),
            lambda _done: self._checked(chosen, None),
            lambda error: self._checked(chosen, error),
        )

    def _checked(self, chosen: Row, error: Exception | None) -> None:
        sound = error is None
        self._verdicts[chosen.name] = (tr("Whole"), Tone.GOOD) if sound else (tr("Damaged"), Tone.BAD)
        text = tr("The backup of {when} is whole.", when=_made(chosen))
        self._say(text if error is None else problem(error).text, Tone.GOOD if sound else Tone.BAD)
        self.table.viewport().update()

    def review(self) -> None:
        """See what the chosen backup holds and what would be lost, before going back to it."""
        row = self.table.current()
        if row is not None and row.why_not is None and row.best is not None and self.restore.isVisibleTo(self):
            Review(self._session, row.best, row.by, self.window()).open()

    def choose_folder(self) -> None:
        """A backup that lies somewhere else."""
        found = QFileDialog.getExistingDirectory(self, tr("Choose the backup’s folder"), str(Path.home()))
        if found:
            self.review_folder(Path(found))

    def review_folder(self, folder: Path) -> None:
        """The same for a folder: a backup itself, or one on a stick, of which the newest is meant."""
        session = self._session
        run(
            self,
            lambda progress: listing.in_folder(session, folder),
            lambda found: Review(session, found[0], found[1], self.window()).open(),
            self._failed,
        )

    # --- trying out -------------------------------------------------------------------------------------

    def ask_trial(self) -> None:
        """Restore the chosen backup (else the newest) into a scratch folder, open it and compare."""
        session, row = self._session, self.table.current()
        chosen = row.best if row is not None and row.why_not is None else None
        run_with_progress(
            self,
            tr("Trying out the backup…"),
            lambda progress: safekeeping.try_out(session, chosen, lambda done, total: progress.step(done, total)),
            self._tried,
            self._failed,
        )

    def _tried(self, found: Tried) -> None:
        self._say(trials.words(found), Tone.GOOD if found.ok else Tone.BAD)
        self.refresh()

    def _show_trial(self, last: datetime | None) -> None:
        self.trial.setText(
            tr("Last tried out on {day}: everything came back. It happens by itself once a month.", day=show_date(last))
            if last is not None
            else tr("No backup was tried out yet. It happens by itself once a month.")
        )

    # --- saying ----------------------------------------------------------------------------------------

    def _failed(self, error: Exception) -> None:
        self.make.setEnabled(may(self._session, "backup"))
        if not isinstance(error, Cancelled):
            self._say(problem(error).text, Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = Banner(text, tone).closable()
        self.column.insertWidget(0, self._banner)


def _page(session: Session, place: Path | None) -> Page[Row]:
    found = listing.read(session, place)
    return Page(found, None, len(found))


def _made(row: Row) -> str:
    return show_datetime(row.made_at) if row.made_at is not None else row.name
