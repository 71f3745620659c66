"""Who did what, and is the account of it whole? The audit of each compartment, newest first, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.audit_words.damage import damage_words
from app.audit_words.reading import action_name, detail_lines, subject_name
from app.audit_words.tables import ACTION_NAMES
from app.common.dates import office_day, show_datetime
from app.common.i18n import N_, tr
from app.common.references import Names, Resolve, unresolved
from app.common.text import fold, name_key
from app.desktop.background import Progress
from app.desktop.settings.page import TableAndDetail, detail_page
from app.desktop.signin.recovery_sheet import NAMES
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.date_field import DateField
from app.desktop.widgets.empty import EmptyState
from app.desktop.widgets.looks import button, label, surface, text_label
from app.desktop.widgets.page import Facts, PageHeader
from app.desktop.widgets.paged_model import Column, Page
from app.desktop.widgets.problem import problem
from app.desktop.widgets.progress import run_with_progress
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.search_box import SearchBox
from app.registry import accounts
from app.registry.keys_in_words import loan_sentence, mark_sentence
from app.vault.audit import Entry, Verification
from app.vault.compartments import Compartment
from app.vault.directory import Loan
from app.vault.errors import AppError
from app.vault.session import Session

PAGE, READ = 100, 500


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty fields look for everything."""

    actor: str | None = None
    action: str | None = None
    subject: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, entry: Entry, resolve: Resolve = unresolved) -> bool:
        """Whether an entry matches what the database did not filter already."""
        day = office_day(entry.at)
        return (
            (self.until is None or day <= self.until)
            and (self.since is None or day >= self.since)
            and (
                not self.subject
                or fold(self.subject) in fold(f"{entry.subject} {subject_name(entry.subject, resolve)}")
            )
        )


def read_page(
    session: Session, compartment: Compartment, wanted: Filter, after: int | None, progress: Progress
) -> Page[Entry]:
    """The next entries that fit, older than `after`; reads on until a page is full or the period is over."""
    found: list[Entry] = []
    before, names = after, Names(session)
    while len(found) < PAGE:
        progress.check()
        read = accounts.read_audit(
            session, compartment, before=before, limit=READ, actor=wanted.actor, action=wanted.action
        )
        found += [entry for entry in read if wanted.fits(entry, names)]
        if len(read) < READ:
            return Page(found, None)
        before = read[-1].seq
        if wanted.since is not None and office_day(read[-1].at) < wanted.since:
            return Page(found, None)
    return Page(found, before)


class Audit(TableAndDetail):
    """Filters above, entries at the left, the chosen one in words at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "audit")
        self._session = session
        self._resolve = Names(session)
        self._names = {account.id: account.full_name for account in session.accounts()}
        self._banner: Banner | None = None
        own = [part for part in reversed(Compartment) if part in session.compartments]
        self.part = ChoiceField([Choice(part, NAMES[part]) for part in own])
        self.part.set_value(own[0])
        people = sorted(session.accounts(), key=lambda account: name_key(account.full_name))
        everybody = Choice(None, N_("Everybody"))
        self.actor = ChoiceField([everybody, *(Choice(a.id, a.full_name, translated=False) for a in people)])
        self.action = ChoiceField([Choice(code, name) for code, name in ACTION_NAMES.items()])
        self.subject = SearchBox(N_("for example 014/2026"))
        self.since, self.until = DateField(session.today), DateField(session.today)
        self.table = RecordTable(
            [
                Column("at", N_("When"), lambda e: show_datetime(e.at), 128, look="muted"),
                Column("who", N_("Who"), self._who, 160, tone=lambda e: Tone.WARN if self._loan(e) else None),
                Column("what", N_("What"), lambda e: action_name(e.action), 208, look="strong"),
                Column("subject", N_("Record"), lambda e: subject_name(e.subject, self._resolve), 144, look="muted"),
            ],
            name=tr("Audit"),
            key=lambda e: e.seq,
            remember="audit",
        )
        self.table.chosen.connect(self._show)
        self.table.rows.failed.connect(lambda error: self._say(problem(error).text, Tone.BAD))
        self.verify = button(N_("Verify the chain"), "", "check", clicked=self.ask_verify)
        header = PageHeader(N_("Audit"), N_("Who did what; signed entry by entry, so that nobody can rewrite it"))
        header.add(self.verify)
        self.lay_out("audit", header, self.table, filters=self._filters(len(own) > 1))
        for field in (self.part, self.actor, self.action, self.since, self.until):
            field.value_changed.connect(self.refresh)
        self.subject.asked.connect(self.refresh)
        self._show(None)
        self.refresh()

    def _filters(self, several: bool) -> list[QHBoxLayout]:
        rows = [_row((None, self.part, 1))] if several else []
        rows.append(_row((N_("Who"), self.actor, 1), (N_("What"), self.action, 1)))
        rows.append(_row((N_("From"), self.since, 1), (N_("To"), self.until, 1), (N_("Record"), self.subject, 1)))
        return rows

    # --- the list --------------------------------------------------------------------------------------

    def compartment(self) -> Compartment:
        return Compartment(str(self.part.value()))

    def wanted(self) -> Filter:
        """The filter as it is typed; what is half typed does not count yet."""
        return Filter(
            actor=_value(self.actor) or None,  # type: ignore[arg-type]
            action=_value(self.action) or None,  # type: ignore[arg-type]
            subject=self.subject.text().strip(),
            since=_value(self.since),  # type: ignore[arg-type]
            until=_value(self.until),  # type: ignore[arg-type]
        )

    def refresh(self) -> None:
        session, part, wanted = self._session, self.compartment(), self.wanted()
        self.table.load(
            lambda after, progress: read_page(
                session, part, wanted, after if isinstance(after, int) else None, progress
            )
        )

    def _loan(self, entry: Entry) -> Loan | None:
        return self._session.directory.loan(entry.actor, entry.key)

    def _who(self, entry: Entry) -> str:
        name = self._names.get(entry.actor, entry.actor)
        return tr("{name} (not proved)", name=name) if self._loan(entry) else name

    # --- the chosen entry --------------------------------------------------------------------------------

    def _show(self, entry: Entry | None) -> None:
        if entry is None:
            self.show_detail(
                EmptyState("audit", N_("Choose an entry"), N_("Old and new values are shown here, in words."))
            )
            return
        header = PageHeader()
        header.set_title(action_name(entry.action), show_datetime(entry.at))
        facts = Facts()
        facts.show_facts(
            [
                (N_("Who"), self._names.get(entry.actor, entry.actor)),
                (N_("Record"), subject_name(entry.subject, self._resolve) or None),
                (N_("Entry"), str(entry.seq)),
                (N_("Signing keys"), loan_sentence(self._session, loan) if (loan := self._loan(entry)) else None),
            ]
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(facts)
        lines = detail_lines(entry.detail, entry.subject, self._names, self._resolve)
        if lines:
            column.addWidget(surface("rule"))
            column.addWidget(label(N_("In detail"), "section"))
        for line in lines:
            column.addWidget(text_label(line))
        column.addStretch(1)
        self.show_detail(detail_page(header, content))

    # --- verifying -----------------------------------------------------------------------------------------

    def ask_verify(self) -> None:
        """Read the whole chain: signatures, links, and the end that this person saw before."""
        session, part = self._session, self.compartment()
        run_with_progress(
            self,
            tr("Verifying the audit…"),
            lambda progress: accounts.verify_audit(
                session,
                part,
                lambda done, total: progress.step(done, total),
                lambda what, values: damage_words(what, values, session, part),
            ),
            self._verified,
        )

    def _verified(self, result: Verification) -> None:
        if result.ok and result.marks:
            self._say("\n".join(mark_sentence(self._session, mark) for mark in result.marks), Tone.WARN)
            return
        if result.ok:
            self._say(tr("{count} entries were checked: none is missing or changed.", count=result.checked), Tone.GOOD)
            return
        number, what = result.problems[0]
        self._say(
            tr(
                "Entry {number}: {what} {count} problems in all.",
                number=number,
                what=tr(what),
                count=len(result.problems),
            ),
            Tone.BAD,
        )

    def _say(self, text: str, tone: Tone) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = Banner(text, tone).closable()
        self.column.insertWidget(1, self._banner)

    def said(self) -> str:
        """The last result shown above the list."""
        return self._banner.text() if self._banner is not None else ""


def _row(*parts: tuple[str | None, QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme().px(24), 0, theme().px(16), theme().px(8))
    row.setSpacing(theme().px(8))
    for source, widget, stretch in parts:
        if source:
            row.addWidget(label(source, "muted", wrap=False))
            entry = widget.focusProxy() or widget
            name_it = getattr(widget, "set_accessible", entry.setAccessibleName)
            on_language(entry, partial(_name, name_it, source))
        row.addWidget(widget, stretch)
    return row


def _name(name_it: Callable[[str], object], source: str) -> None:
    name_it(tr(source))


def _value(field: ChoiceField | DateField) -> object:
    try:
        return field.value()
    except AppError:
        return None
