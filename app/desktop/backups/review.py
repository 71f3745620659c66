"""What does a backup hold, what would be lost by going back to it, and what shall go back? Then once: restore."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.audit_words.reading import action_name, subject_name
from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.references import Names
from app.desktop.background import run
from app.desktop.backups.listing import reason_name
from app.desktop.desk import desk
from app.desktop.signin.recovery_sheet import NAMES
from app.desktop.theme import Tone, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label, surface, text_label
from app.desktop.widgets.password import PasswordField
from app.desktop.widgets.problem import problem
from app.registry import safekeeping
from app.vault import manifests
from app.vault.backup import Backup
from app.vault.comparing import Newer
from app.vault.compartments import OWNER, Compartment
from app.vault.fetching import OtherPassword
from app.vault.manifests import Manifest
from app.vault.restoring import Restored
from app.vault.session import Session

WHOLE = "whole"
SHOWN = 3
# What the app writes by itself: nobody misses it.
NOT_WORK = frozenset(
    {"sign_in", "sign_out", "backup.made", "backup.copied", "backup.place_chosen", "backup.tried", "migrated"}
)


class Review(QDialog):
    """A backup before it is brought back. Only leads are let here."""

    def __init__(self, session: Session, chosen: Backup, by: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.chosen = session, chosen
        self._resolve = Names(session)
        self._names = {account.id: account.full_name for account in session.accounts()}
        self._manifest: Manifest | None = None
        self._banner: Banner | None = None
        self._handed_over = False
        when = show_datetime(chosen.made_at)
        self.setWindowTitle(tr("Restore a backup"))
        self.setMinimumSize(theme().px(720), theme().px(520))
        self.resize(theme().px(760), theme().px(620))
        self._content = QWidget()
        self._content.setProperty("look", "scrolled")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, theme().px(12), 0)
        self._column.setSpacing(theme().px(12))
        self._wait = text_label(tr("Comparing with what is there now…"), "muted")
        self._column.addWidget(self._wait)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._content)
        self.what = ChoiceField([], upright=True)
        self.password_then = PasswordField()
        self._then = FieldBox(Field("then", N_("Password on the day of the backup"), self.password_then))
        self._then.hide()
        self.effect = text_label("", "muted")
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self.do = button(N_("Restore…"), "primary", "undo", clicked=self.ask)
        self.do.setEnabled(False)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(*(theme().px(24),) * 4)
        self._inside.setSpacing(theme().px(8))
        self._inside.addWidget(text_label(tr("Restore the backup of {when}?", when=when), "title"))
        about = tr("{reason}, made by {who}.", reason=reason_name(chosen.reason), who=by or tr("somebody unknown"))
        self._inside.addWidget(text_label(about, "muted"))
        self._inside.addWidget(area, 1)
        self._choice = QWidget()
        choice = QVBoxLayout(self._choice)
        choice.setContentsMargins(0, theme().px(8), 0, theme().px(8))
        choice.setSpacing(theme().px(4))
        for each in (label(N_("What shall go back?"), "section"), self.what, self._then, self.effect):
            choice.addWidget(each)
        self._choice.hide()
        self._inside.addWidget(self._choice)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.do)
        self._inside.addLayout(row)
        self.what.value_changed.connect(self._tell_effect)
        run(self, lambda progress: _compared(session, chosen), self._show, self._failed)

    # --- what is shown ---------------------------------------------------------------------------------

    def _show(self, found: tuple[Manifest, list[Newer]]) -> None:
        self._manifest, newer = found
        self._wait.hide()
        held = {each.compartment for each in newer}
        others = [part for part in self._manifest.compartments if part not in held]
        widgets: list[QWidget] = [label(N_("What was done since, and would be gone"), "section")]
        widgets += [self._part(each) for each in newer]
        if others:
            widgets.append(self._others(others))
        own = [part for part, unit in OWNER.items() if part in held and unit is self._session.account.unit]
        shared = [Compartment.REGISTRY] if Compartment.REGISTRY in held else []
        self.what.set_choices(
            [
                *(Choice(part, tr("Only: {part}", part=tr(NAMES[part])), translated=False) for part in own),
                Choice(WHOLE, N_("The whole vault, with the records of every unit")),
                *(Choice(part, N_("Only the shared records: establishments, lists, time limits")) for part in shared),
            ]
        )
        for at, widget in enumerate(widgets):
            self._column.insertWidget(at, widget)
        self.what.set_value(own[0] if own else WHOLE)
        self._choice.show()
        self.do.setEnabled(True)

    def _part(self, each: Newer) -> QWidget:
        card, inside = _card()
        inside.addWidget(text_label(tr(NAMES[each.compartment]), "label"))
        work = sum(count for action, count in each.actions.items() if action not in NOT_WORK)
        if not each.same_history:
            inside.addWidget(
                Banner(
                    tr(
                        "The audit in this backup and the audit of now disagree about the time before: one of the two"
                        " was tampered with. Restore into a folder of its own first, and compare."
                    ),
                    Tone.BAD,
                )
            )
        if each.newer is None:
            inside.addWidget(text_label(tr("The backup does not tell how far these records go.")))
        elif not work:
            inside.addWidget(text_label(tr("Nothing was changed since: now and then are the same.")))
        else:
            inside.addWidget(text_label(tr("{count} acts since then, the last of them:", count=work)))
            for entry in [entry for entry in each.entries if entry.action not in NOT_WORK][:SHOWN]:
                line = tr(
                    N_("{when} · {who} · {what}: {record}") if entry.subject else N_("{when} · {who} · {what}"),
                    when=show_datetime(entry.at),
                    who=self._names.get(entry.actor, entry.actor),
                    what=action_name(entry.action),
                    record=subject_name(entry.subject, self._resolve),
                )
                inside.addWidget(text_label(line, "muted"))
        return card

    def _others(self, parts: Sequence[Compartment]) -> QWidget:
        card, inside = _card()
        names = ", ".join(tr(NAMES[part]) for part in parts)
        inside.addWidget(text_label(names, "label"))
        inside.addWidget(
            label(
                N_(
                    "The backup holds them, too. What they did since, only they can see: speak with them before the"
                    " whole vault goes back."
                )
            )
        )
        return card

    def _tell_effect(self) -> None:
        if self.what.value() == WHOLE:
            text = tr(
                "Accounts and passwords of that day hold again: whoever chose another password since signs in with the"
                " old one. Access that your unit withdrew since stays withdrawn; other units’ leads are asked to"
                " withdraw theirs anew."
            )
        else:
            text = tr("Accounts and passwords stay as they are today, and so do all other records.")
        kept = tr("The state of now is kept as a backup for four weeks: one can come back to it in the same way.")
        self.effect.setText(f"{text}\n{kept}")

    # --- restoring -------------------------------------------------------------------------------------

    def only(self) -> Compartment | None:
        """The part that goes back alone; None for the whole."""
        found = self.what.value()
        return found if isinstance(found, Compartment) else None

    def ask(self) -> None:
        """The one question, with verbs on the buttons."""
        when = show_datetime(self.chosen.made_at)
        only = self.only()
        what = tr(NAMES[only]) if only is not None else tr("The whole vault, with the records of every unit")
        Confirm(
            self,
            tr("Go back to {when}?", when=when),
            tr(
                "{what}: everything entered after {when} leaves the records. The state of now is kept. You are signed"
                " out; finish or note what you are typing first.",
                what=what,
                when=when,
            ),
            do=N_("Restore and sign out"),
            keep=N_("Leave everything as it is"),
            look="danger",
        ).then(self.restore)

    def restore(self) -> None:
        """Hand over to the desk: the gate goes up, and this dialog goes."""
        session, source, only = self._session, self.chosen.folder, self.only()
        then = self.password_then.value() or None

        def work() -> Restored:
            return safekeeping.restore(session, source, only, then)

        self._handed_over = True
        desk().brought_back.connect(self.deleteLater)
        desk().lost_session.connect(self.deleteLater)
        desk().bring_back(work, self._not_restored)

    def done(self, result: int) -> None:
        """Closed: by the person for good, or by the gate while the backup is brought back."""
        super().done(result)
        if not self._handed_over:
            self.deleteLater()

    def _not_restored(self, error: Exception) -> None:
        """Nothing was changed and the person is still signed in: the dialog is there again, with the reason."""
        self._handed_over = False
        self.open()
        if isinstance(error, OtherPassword):
            self._then.show()
            self.password_then.setFocus()
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._wait.hide()
        if self._banner is not None:
            self._banner.deleteLater()
        asks = isinstance(error, OtherPassword)
        self._banner = Banner(problem(error).text, Tone.INFO if asks else Tone.BAD)
        self._inside.insertWidget(2, self._banner)


def _compared(session: Session, chosen: Backup) -> tuple[Manifest, list[Newer]]:
    return manifests.read(chosen.folder), safekeeping.newer_than(session, chosen)


def _card() -> tuple[QWidget, QVBoxLayout]:
    card = surface("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*(theme().px(12),) * 4)
    inside.setSpacing(theme().px(4))
    return card, inside
