"""What do support services put on the page of a case? A section by kind with state and next step, and “New support”."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.records import step_dialog
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.page import page_of
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.social.support_services import form
from app.desktop.social.support_services.drafts import NEW_WORDS
from app.desktop.social.support_services.steps import STEPS
from app.desktop.social.support_services.words import PLACE, due_tone, due_words, kind_words, tone_of
from app.desktop.social.support_services.work import SERVICE_WORK
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Breaking, StateChip, button, text_label
from app.social.cases import rules as case_rules
from app.social.cases.values import CaseDetail
from app.social.support_services import queries, rules
from app.social.support_services.terms import KIND_NAMES, STATE_NAMES, ServiceKind
from app.social.support_services.values import ServiceDetail
from app.vault.errors import AppError, Refused
from app.vault.session import Session

KEY, ACT = "services", "service_new"


def read(session: Session, case_id: int) -> tuple[ServiceDetail, ...]:
    """The services of the case, masked; nothing for whoever may not open them."""
    return queries.services_of(session, case_id) if may(session, "services.open") else ()


def offered(session: Session, detail: CaseDetail, _read: Any) -> Sequence[Possible]:
    """New support, or why there can be none now."""
    if not may(session, "services.edit"):
        return ()
    why_not: AppError | None = None
    if detail.state not in case_rules.OPEN:
        why_not = Refused(N_("The case has ended. Reopen it before new support begins."))
    return (Possible(ACT, NEW_WORDS, (), why_not or rules.why_not_worker(session.account, detail.worker_id)),)


def begin(page: QWidget, session: Session, detail: CaseDetail, _then: Then) -> None:
    """Cover the page of the case with the form."""
    page_of(page).cover(form.new_page(page, session, (detail.id, detail.code)))


class CaseServices(QWidget):
    """The services by kind: number, what, state, what is next, and the button of the next step."""

    def __init__(self, session: Session, pane: DetailPane) -> None:
        super().__init__()
        self._session, self._pane = session, pane
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(6))

    def show_services(self, services: Sequence[ServiceDetail]) -> bool:
        """Show these; says whether there are any."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        order = list(ServiceKind)
        found = sorted(services, key=lambda each: order.index(each.kind))
        for kind, group in groupby(found, key=lambda each: each.kind):
            head = text_label(tr(KIND_NAMES[kind]), "label")
            head.setContentsMargins(0, theme().px(6), 0, 0)
            self._inside.addWidget(head)
            for each in group:
                self._inside.addWidget(self._line(each))
        return bool(services)

    def _line(self, service: ServiceDetail) -> QWidget:
        link = button(service.number, "link", clicked=partial(self._pane.led.emit, Lead(PLACE, "open", (service.id,))))
        link.setAccessibleName(f"{service.number}: {kind_words(service.kind, service.facts.variety)}")
        due = due_words(service.row.due_on, service.row.due_for)
        under = " · ".join(part for part in (_about(service), due) if part)
        words = text_label(under, "small")
        if due_tone(service.row.due_on, self._session.today()) is Tone.BAD:
            words = text_label(tr("Late: {what}", what=under), "error")
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(StateChip(STATE_NAMES[service.state], tone_of(service.state)))
        head.addStretch(1)
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        column.addLayout(head)
        column.addWidget(words)
        asks = self._next(service)
        return Breaking(text, asks) if asks is not None else text

    def _next(self, service: ServiceDetail) -> QWidget | None:
        """The button of the next step, or of what is awaited now."""
        step = service.next_step
        if step is None or not step.allowed:
            return None
        made = button(step.label, clicked=partial(self._ask, service, step.name))
        made.setAccessibleName(tr("{step}: {number}", step=tr(step.label), number=service.number))
        return made

    def _ask(self, service: ServiceDetail, name: str) -> None:
        step_dialog.ask(self._pane, self._session, service, name, STEPS, self._pane.changed.emit)


def _about(service: ServiceDetail) -> str:
    """The form of the support, and what it is about where that is not hidden."""
    form_words = kind_words(service.kind, service.facts.variety)
    own = form_words if form_words != tr(KIND_NAMES[service.kind]) else ""
    return " · ".join(part for part in (own, service.facts.subject) if part)


def sections(session: Session, pane: DetailPane) -> Sequence[Section]:
    """One section, made once for the page."""
    shown = CaseServices(session, pane)

    def show(opened: Opened) -> bool:
        return shown.show_services(opened.parts[KEY])

    return [Section(N_("Support services"), shown, show, acts=(ACT,))]


SERVICES_PART = PagePart(
    KEY,
    read,
    sections,
    offered,
    acts={ACT: begin},
    icons={ACT: "add"},
    work=SERVICE_WORK,
    revealed=queries.services_of_revealed,
)
