"""Who works in the vault, who holds which records' key, and what a lead can change about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import office_day, show_date
from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES, may
from app.desktop.background import Progress
from app.desktop.settings.account_forms import ChangeAccount, InviteSomebody, level_name
from app.desktop.settings.page import TableAndDetail, detail_page
from app.desktop.settings.recovery_codes import RecoveryCodes
from app.desktop.signin.recovery_sheet import NAMES
from app.desktop.signin.slip import InvitationSlip
from app.desktop.theme import Tone, theme
from app.desktop.widgets.chips import StateChip
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.empty import EmptyState
from app.desktop.widgets.looks import button, label, step_button, surface
from app.desktop.widgets.page import Facts, PageHeader
from app.desktop.widgets.paged_model import Column, Page
from app.desktop.widgets.progress import run_with_progress
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.toast import say
from app.registry import accounts
from app.registry.keys_in_words import loan_sentence
from app.vault import slips
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.membership import Invitation
from app.vault.people import Account
from app.vault.session import Session


def state_of(account: Account) -> tuple[str, Tone]:
    """A marked text and its tone."""
    if not account.active:
        return N_("Withdrawn"), Tone.NEUTRAL
    return (N_("Invited"), Tone.WARN) if account.invited else (N_("Active"), Tone.GOOD)


class Accounts(TableAndDetail):
    """The unit's accounts and the other units' leads, and the chosen one beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "accounts")
        self._session = session
        self._lead = may(session, "accounts.manage")
        self.table = RecordTable(
            [
                Column("name", N_("Full name"), lambda a: a.full_name, 136, look="strong"),
                Column("user", N_("User name"), lambda a: a.user, 88, look="muted"),
                Column("unit", N_("Unit"), lambda a: tr(UNIT_NAMES[a.unit]), 96, stretch=True),
                Column("level", N_("Level"), lambda a: level_name(a.level), 116),
                Column("state", N_("State"), lambda a: tr(state_of(a)[0]), 112, tone=lambda a: state_of(a)[1]),
            ],
            name=tr("Accounts"),
            key=lambda a: a.id,
            remember="accounts",
        )
        header = PageHeader(N_("Accounts"), N_("Your unit’s accounts, and the leads of the other units"))
        self.table.chosen.connect(self._show)
        self.invite = step_button(N_("Invite…"), "add", clicked=self.ask_invite)
        self.codes = button(N_("Recovery codes…"), "", "key", clicked=self.open_codes)
        if self._lead:
            header.add(self.codes, self.invite)
        self.lay_out("accounts", header, self.table)
        self._show(None)
        self.refresh()

    def refresh(self) -> None:
        session = self._session

        def fetch(after: object, progress: Progress) -> Page[Account]:
            with session.read() as db:
                session.reload_directory(db)
            found = accounts.list_accounts(session)
            return Page(found, None, len(found))

        self.table.load(fetch)

    # --- the chosen account ------------------------------------------------------------------------------

    def _show(self, account: Account | None) -> None:
        nothing = EmptyState(
            "accounts", N_("Choose an account"), N_("Its unit, its level and the records it can open are shown here.")
        )
        self.show_detail(nothing if account is None else self._page(account))

    def _page(self, account: Account) -> QWidget:
        header = PageHeader()
        header.set_title(account.full_name, tr(UNIT_NAMES[account.unit]))
        facts = Facts()
        name, tone = state_of(account)
        facts.show_facts(
            [
                (N_("State"), StateChip(name, tone)),
                (N_("User name"), account.user),
                (N_("Level"), level_name(account.level)),
                *self._keys(account),
                (N_("Can open"), "\n".join(self._opens(account)) if account.active else tr("Nothing any more")),
            ]
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(16))
        column.addWidget(facts)
        actions = self._actions(account)
        if actions:
            column.addWidget(surface("rule"))
        for made in actions:
            row = QHBoxLayout()
            row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)
        if actions and account.unit is not self._session.account.unit:
            column.addWidget(
                label(N_("Nobody of that unit has signed in yet: any lead can issue a new slip."), "muted")
            )
        elif account.unit is not self._session.account.unit:
            column.addWidget(label(N_("Accounts of another unit are managed by that unit’s own lead."), "muted"))
        column.addStretch(1)
        return detail_page(header, content)

    def _keys(self, account: Account) -> list[tuple[str, str]]:
        """Until when a slip is good, and where keys came from that are not claimed yet."""
        member = self._session.directory.members[account.id]
        found = []
        if account.active and member.slip is not None:
            ends = member.slip.until or member.slip.at + slips.GOOD_FOR
            found.append((N_("One-time password good until"), show_date(office_day(ends))))
        if account.active and member.loan is not None:
            found.append((N_("Signing keys"), loan_sentence(self._session, member.loan)))
        return found

    @staticmethod
    def _opens(account: Account) -> list[str]:
        order = [part for part in Compartment if part in UNIT_COMPARTMENTS[account.unit]]
        return [tr(NAMES[part]) for part in order]

    def _actions(self, account: Account) -> list[QWidget]:
        own = account.id == self._session.account.id
        of_unit = self._lead and account.unit is self._session.account.unit
        made: list[QWidget] = []
        if account.active and of_unit:
            made.append(button(N_("Change name or level…"), "", "edit", clicked=lambda: self.ask_change(account)))
        if accounts.may_invite_again(self._session, account.id):
            again = N_("New one-time password…") if account.active else N_("Invite again…")
            made.append(button(again, "", "key", clicked=lambda: self.ask_again(account)))
        if account.active and of_unit and not own:
            made.append(button(N_("Withdraw access…"), "danger", "lock", clicked=lambda: self.ask_revoke(account)))
        return made

    # --- what a lead does --------------------------------------------------------------------------------

    def ask_invite(self) -> None:
        """A form for the new account; then the slip with its one-time password."""
        dialog = InviteSomebody(self._session, self)
        dialog.invited.connect(self._hand_over)
        dialog.open()

    def ask_change(self, account: Account) -> None:
        dialog = ChangeAccount(self._session, account, self)
        dialog.changed.connect(self._changed)
        dialog.open()

    def ask_again(self, account: Account) -> None:
        Confirm(
            self,
            tr("A new one-time password for {name}?", name=account.full_name),
            tr("The present password stops working at once. Hand the slip over in person."),
            do=N_("Make the slip"),
        ).then(
            lambda: self._run(
                tr("Making keys…"), lambda: accounts.invite_again(self._session, account.id), self._hand_over
            )
        )

    def ask_revoke(self, account: Account) -> None:
        Confirm(
            self,
            tr("Withdraw the access of {name}?", name=account.full_name),
            tr(
                "Every record file this person could open gets a new key, so that even a copy of the old key opens"
                " nothing new. What they wrote stays, with their name. You can invite them again later."
            ),
            do=N_("Withdraw access"),
            look="danger",
        ).then(
            lambda: self._run(
                tr("Giving the records new keys…"),
                lambda: accounts.revoke(self._session, account.id),
                lambda _nothing: self._changed(tr("The access of {name} was withdrawn.", name=account.full_name)),
            )
        )

    def open_codes(self) -> None:
        RecoveryCodes(self._session, self).open()

    def _run(self, title: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        # A change of keys is never cancelled half way: the dialog's cancel waits for its end.
        run_with_progress(self, title, lambda progress: work(), done)

    def _hand_over(self, invitation: Invitation) -> None:
        self.refresh()
        InvitationSlip([invitation], self).open()

    def _changed(self, text: str) -> None:
        self.refresh()
        say(self, text)
