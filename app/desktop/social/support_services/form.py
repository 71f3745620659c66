"""How is support proposed for a case, changed while it is prepared, or corrected afterwards?"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import from_plain, plain_of, put_back, to_plain
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.social.support_services.drafts import CORRECT, DRAFTS, EDIT, NEW, NEW_WORDS
from app.desktop.social.support_services.form_layout import DONE, Layout
from app.desktop.social.support_services.words import dong, fact_label, kind_words
from app.social.cases.part_drafts import new_of_case
from app.social.support_services import queries, services
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import VARIETY_NAMES, ServiceKind
from app.social.support_services.values import Correction, Facts, NewService, ServiceChanged, ServiceDetail
from app.vault.session import Session

HELP = "services"


def form_page(parent: QWidget | None, session: Session, detail: ServiceDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new service, for changing or correcting this one, or for a draft."""
    if draft is not None and draft.form in (EDIT, CORRECT):
        detail = queries.read_service(session, int(draft.record_id))
    if detail is not None:
        return _filled(FormPage(session, _changing(session, detail, draft), parent), draft)
    case = draft.payload.get("case") if draft is not None else None
    return new_page(parent, session, (int(case[0]), str(case[1])) if case else None, draft)


def new_page(
    parent: QWidget | None, session: Session, case: tuple[int, str] | None, draft: Draft | None = None
) -> FormPage:
    """The form for new support: of this case (id, code), or of one that is chosen."""
    cases = () if case is not None else queries.cases_to_support(session)
    layout = Layout(session, tuple(ServiceKind), cases)
    begins = new_of_case(case[0]) if case is not None else "new-"
    fresh = draft.record_id if draft is not None else f"{begins}{secrets.token_hex(6)}"
    page = FormPage(session, _proposing(session, layout, case, fresh), parent)
    page.entry.adapt()
    return _filled(page, draft)


def _filled(page: FormPage, draft: Draft | None) -> FormPage:
    if draft is not None:
        put_back(page.form, draft.payload.get("values", {}))
    page.entry.adapt()
    page.filling = False
    return page


def _proposing(session: Session, layout: Layout, case: tuple[int, str] | None, fresh: str) -> FormEntry:
    field_of: dict[str, str] = {}

    def adapt() -> None:
        layout.adapt()
        field_of.clear()
        field_of.update(layout.field_of())

    def save(values: Mapping[str, Any], _incomplete: bool) -> Work:
        kind = layout.kind()
        assert kind is not None
        number = case[0] if case is not None else int(values["case"])
        new = NewService(number, kind, layout.facts(values))
        return lambda _progress: services.propose(session, new)

    title = tr("New support for {code}", code=case[1]) if case is not None else tr(NEW_WORDS)
    return FormEntry(
        title=title,
        help=HELP,
        form=layout.form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(layout.form), "number": "", "version": 0, "case": case},
        save=save,
        first=lambda: "kind" if case is not None or not layout.asks_case else "case",
        adapt=adapt,
        field_of=field_of,
        owner=layout,
    )


# --- changing and correcting ------------------------------------------------------------------------------------


@dataclass
class _Changing:
    """A service being changed: what it said when it was begun, and what was tried last."""

    session: Session
    detail: ServiceDetail
    layout: Layout
    before: Facts
    known: Correction
    version: int
    corrects: bool
    tried: dict[str, Any] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    def work(self, values: Mapping[str, Any], _incomplete: bool) -> Work | None:
        facts, kind = self.layout.facts(values), self.detail.kind
        names = LIVES[kind].facts
        self.tried = {
            name: getattr(facts, name) for name in names if getattr(facts, name) != getattr(self.before, name)
        }
        given = {name: values.get(f"{kind}.{name}") for name in DONE}
        self.done = {
            name: value for name, value in given.items() if value is not None and value != getattr(self.known, name)
        }
        self.reason = str(values.get("reason") or "")
        if not self.tried and not self.done:
            return None
        return lambda _progress: self.store(self.version, self.tried | self.done)

    def store(self, version: int, changes: Mapping[str, Any]) -> ServiceChanged:
        """Save against a version. Raises Conflict, Invalid, Refused."""
        base = self.before
        if version != self.version:  # somebody saved meanwhile: what they changed stays
            base = queries.facts_to_edit(self.session, self.detail.id)[0]
        facts = replace(base, **{name: value for name, value in changes.items() if name not in DONE})
        if not self.corrects:
            return services.edit_service(self.session, self.detail.id, facts, version)
        correction = Correction(facts, **{name: value for name, value in changes.items() if name in DONE})
        return services.correct_service(self.session, self.detail.id, correction, self.reason, version)

    def mine(self, _error: object) -> Mine:
        """Both versions, for whoever decides between them."""
        now, known = queries.facts_to_edit(self.session, self.detail.id)[:2]
        kind, asked = self.detail.kind, self.layout.form.draft()
        done = [name for name in DONE if f"{kind}.{name}" in asked]
        facts = {name: getattr(self.before, name) for name in LIVES[kind].facts}
        return Mine(
            before=facts | {name: getattr(self.known, name) for name in done},
            changes=self.tried | self.done,
            names={name: fact_label(kind, name) for name in (*facts, *done)},
            stored=lambda _theirs, name: getattr(known if name in done else now, name),
            shown=_shown,
            save=self.store,
        )


def _shown(name: str, value: Any) -> str:
    if name == "variety":
        return tr(VARIETY_NAMES[value]) if value else ""
    if name == "amount":
        return dong(value) or ""
    return show_date(value) if isinstance(value, date) else str(value if value is not None else "")


def _changing(session: Session, detail: ServiceDetail, draft: Draft | None) -> FormEntry:
    facts, known, version = queries.facts_to_edit(session, detail.id)
    corrects = not any(act.name == "edit" for act in detail.acts)
    layout = Layout(session, (detail.kind,))
    layout.fill(detail.kind, facts)
    if corrects:
        layout.add_done(session, detail, known)
    layout.form.mark_clean()
    if draft is not None:
        version = int(draft.payload.get("version") or version)
        old: dict[str, Any] = {name: from_plain(value) for name, value in draft.payload.get("before", {}).items()}
        facts = replace(facts, **old)
    begun = _Changing(session, detail, layout, facts, known, version, corrects)
    before = {name: to_plain(getattr(facts, name)) for name in LIVES[detail.kind].facts}
    title = N_("Correct {number}") if corrects else N_("Change {number}")
    return FormEntry(
        title=tr("{title}: {kind}", title=tr(title, number=detail.number), kind=kind_words(detail.kind)),
        help=HELP,
        form=layout.form,
        drafts=DRAFTS,
        draft_form=CORRECT if corrects else EDIT,
        record_id=str(detail.id),
        collect=lambda: {
            "values": plain_of(layout.form),
            "number": detail.number,
            "version": begun.version,
            "before": before,
        },
        save=begun.work,
        first=lambda: f"{detail.kind}.{LIVES[detail.kind].facts[0]}",
        mine=begun.mine,
        adapt=layout.adapt,
        field_of=layout.field_of(),
        owner=begun,
    )
