"""How is a case opened, edited and corrected? Consent first; then who the person is, then the case itself."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.asking import unless
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import from_plain, plain_of, put_back, to_plain
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.social.cases.drafts import CORRECT, DRAFTS, EDIT, IDENTIFY, NEW
from app.desktop.social.cases.form_fields import ConsentsField, consents_of
from app.desktop.social.cases.form_parts import (
    CASE_NAMES,
    case_part,
    facts_of,
    person_of,
    person_part,
    shown,
    values_of_facts,
    values_of_person,
)
from app.desktop.social.cases.form_side import LikelyPanel, Watch
from app.desktop.social.cases.words import PERSON_NAMES
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea
from app.social.cases import intake, services
from app.social.cases.rules import ENDED, why_not_kept
from app.social.cases.terms import KEEP_RECORD, Basis, ConsentState
from app.social.cases.values import CaseDetail, Changed, NewCase, Person
from app.vault.errors import Refused
from app.vault.session import Session

BASES = (
    Choice(Basis.CONSENT, N_("The person agrees to a record")),
    Choice(Basis.LAW, N_("A duty by law")),
    Choice(Basis.EMERGENCY, N_("Life or health in danger")),
)
# What the service calls a field, where the form has another name for it.
FIELD_OF = dict.fromkeys(("how", "witness", "until", "given_on", "purpose"), "consents")


def form_page(parent: QWidget | None, session: Session, detail: CaseDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new case, for this one, or for a draft."""
    if draft is not None and draft.form != NEW:
        return changing_page(parent, session, services.read_revealed(session, int(draft.record_id)), draft.form, draft)
    if detail is not None:
        kind = CORRECT if detail.state in ENDED else EDIT
        return changing_page(parent, session, detail, kind, _own(session, detail, kind))
    return _opening_page(parent, session, draft)


def _own(session: Session, detail: CaseDetail, kind: str) -> Draft | None:
    """What this person was typing in this very form."""
    return next((each for each in DRAFTS.read(session) if (each.form, each.record_id) == (kind, str(detail.id))), None)


# --- a new case --------------------------------------------------------------------------------------------


def _consent_part(session: Session, form: Form) -> None:
    form.section(
        N_("Consent first"),
        N_("Nothing is recorded without the person's agreement. Ask purpose by purpose; a refusal costs no support."),
    )
    consents = ConsentsField(session)
    form.row(Field("consents", N_("What the person answers"), consents))

    def agreed(value: object) -> None:
        if value == Basis.CONSENT:
            given = consents.answered(KEEP_RECORD) == ConsentState.GIVEN
            unless(why_not_kept(Basis.CONSENT, "", agreed=given))

    form.row(Field("asked_on", N_("Asked on"), DateField(session.today), required=True))
    form.row(Field("basis", N_("Why the record may be kept"), ChoiceField(BASES), required=True, check=agreed))
    hint = N_("Which duty, or which danger, in words.")
    form.row(Field("basis_note", N_("Ground without consent"), TextArea(lines=2), required=True, hint=hint))


def _adapt(form: Form) -> None:
    """Whoever agrees to the record has said why it may be kept. Another ground than consent is said in words."""
    if form.draft().get("basis") is None and _agreed_to_record(form):
        form.set_values({"basis": Basis.CONSENT})
    form.show_field("basis_note", form.draft().get("basis") in (Basis.LAW, Basis.EMERGENCY))


def _agreed_to_record(form: Form) -> bool:
    consents = form.field("consents").editor
    return isinstance(consents, ConsentsField) and consents.answered(KEEP_RECORD) == ConsentState.GIVEN


def _opening_page(parent: QWidget | None, session: Session, draft: Draft | None) -> FormPage:
    form = Form()
    _consent_part(session, form)
    person_part(session, form)
    case_part(session, form, new=True)
    if may(session, "cases.transfer"):
        people = [Choice(who, name, translated=False) for who, name in intake.workers(session).items()]
        form.row(Field("worker_id", N_("Worker in charge"), ChoiceField(people)))
        form.set_values({"worker_id": session.account.id})
    form.set_values({"asked_on": session.today()})
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    _adapt(form)
    side = LikelyPanel(lambda case_id: _look(parent, case_id), may_merge=may(session, "cases.merge"))
    watch = Watch(session, form, lambda: person_of(form.draft()), side)
    entry = FormEntry(
        title=tr("New support case"),
        help="cases",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}",
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=lambda values, _incomplete: partial(_open, session, new_case(values)),
        first=lambda: "consents",
        stored=lambda _page, changed: _merge_then(parent, side, changed),
        adapt=lambda: _adapt(form),
        side=side,
        field_of=FIELD_OF,
        owner=watch,
    )
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _look(parent: Any, case_id: int) -> None:
    """The form is left, its draft kept, and the other case stands there."""
    if parent is not None:
        parent.open(case_id)


def _open(session: Session, new: NewCase, _progress: Any) -> Changed:
    return services.open_case(session, new)


def _merge_then(parent: Any, side: LikelyPanel, changed: Changed) -> Changed:
    """A lead ticked that it is the same person's: the merge is asked for, with both side by side."""
    other = side.merge_into()
    if other is not None and parent is not None:
        parent.after_saved(lambda: parent.act(other.case_id, f"merge/{changed.code}"))
    return changed


def new_case(values: Mapping[str, Any]) -> NewCase:
    """What the fields say."""
    basis = Basis(values["basis"])
    return NewCase(
        person=person_of(values),
        facts=facts_of(values),
        consents=consents_of(values.get("consents") or (), values["asked_on"]),
        basis=basis,
        basis_note=str(values.get("basis_note") or "") if basis is not Basis.CONSENT else "",
        worker_id=values.get("worker_id"),
    )


# --- changing one ------------------------------------------------------------------------------------------


@dataclass
class _Changing:
    """A case being changed: what it said when it was begun, and what was tried last."""

    session: Session
    detail: CaseDetail
    kind: str
    version: int
    before: dict[str, Any]
    tried: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    def work(self, values: Mapping[str, Any]) -> Work | None:
        entered = {name: value for name, value in _entered(self.kind, values).items() if name in self.before}
        self.tried = {name: value for name, value in entered.items() if value != self.before[name]}
        self.reason = str(values.get("reason") or "")
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> Changed:
        """Change what was tried, and leave the rest as it is stored. Raises Conflict."""
        session, case_id = self.session, self.detail.id
        read = services.read_revealed if self.detail.revealed else services.read_again
        now = read(session, case_id)
        facts = facts_of(values_of_facts(now.facts) | dict(changes))
        facts = replace(facts, next_visit_on=now.facts.next_visit_on, review_on=now.facts.review_on)
        if self.kind == EDIT:
            return services.edit_case(session, case_id, facts, version)
        known = now.person if now.revealed else None
        person = person_of(values_of_person(known) | dict(changes)) if known is not None else None
        if self.kind == CORRECT:
            return services.correct_case(session, case_id, facts, person, self.reason, version)
        return services.edit_identity(session, case_id, _shown(person), version)


def _shown(person: Person | None) -> Person:
    if person is None:
        raise Refused(N_("The person is hidden again: the reason was given too long ago. Give it again, and save."))
    return person


def _entered(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if kind != IDENTIFY:
        found |= values_of_facts(facts_of(values))
    if kind != EDIT:
        found |= values_of_person(person_of(values))
    return found


def _stored(kind: str, detail: CaseDetail) -> dict[str, Any]:
    """What the form has fields for, as it stands."""
    found: dict[str, Any] = {}
    if kind != IDENTIFY:
        found |= values_of_facts(detail.facts)
    if kind == IDENTIFY or (kind == CORRECT and detail.revealed):
        found |= values_of_person(detail.person)
    return found


TITLES = {EDIT: N_("Change {number}"), IDENTIFY: N_("The person of {number}"), CORRECT: N_("Correct {number}")}


def changing_page(
    parent: QWidget | None, session: Session, detail: CaseDetail, kind: str, draft: Draft | None = None
) -> FormPage:
    """The form that changes this case: its facts, the person, or both of one that has ended, with a reason."""
    form = Form()
    side: LikelyPanel | None = None
    with_person = kind == IDENTIFY or (kind == CORRECT and detail.revealed)
    if kind == CORRECT:
        hint = N_("What was wrong. The version before is kept with it.")
        form.row(Field("reason", N_("Reason for the correction"), TextArea(lines=2), required=True, hint=hint))
    if with_person:
        person_part(session, form)
    if kind != IDENTIFY:
        case_part(session, form, new=False)
    before = _stored(kind, detail)
    form.set_values(before)
    version = detail.version
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
        version = int(draft.payload.get("version") or version)
        before |= {name: from_plain(each) for name, each in draft.payload.get("before", {}).items() if name in before}
        before |= _typed(before)
    begun = _Changing(session, detail, kind, version, before)
    watch: Any = begun
    if with_person:
        side = LikelyPanel(lambda case_id: _look(parent, case_id), may_merge=False)
        watch = (begun, Watch(session, form, lambda: person_of(form.draft()), side, but=detail.id))
    entry = FormEntry(
        title=tr(TITLES[kind], number=detail.code),
        help="cases",
        form=form,
        drafts=DRAFTS,
        draft_form=kind,
        record_id=str(detail.id),
        collect=lambda: {
            "values": plain_of(form),
            "number": detail.code,
            "version": begun.version,
            "before": {name: to_plain(value) for name, value in begun.before.items()},
        },
        save=lambda values, _incomplete: begun.work(values),
        first=_first(kind, with_person=with_person),
        mine=lambda _error: Mine(
            before=begun.before,
            changes=begun.tried,
            names={name: (CASE_NAMES | PERSON_NAMES)[name] for name in begun.before},
            stored=lambda theirs, name: _as_now(session, begun, theirs)[name],
            shown=lambda name, value: shown(session, name, value),
            save=begun.store,
        ),
        side=side,
        owner=watch,
    )
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _first(kind: str, *, with_person: bool) -> Callable[[], str]:
    return lambda: "reason" if kind == CORRECT else "alias" if with_person else "note"


def _typed(before: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft keeps as texts, as the facts have it: compared with what is entered, it must be of its kind."""
    facts = values_of_facts(facts_of(before)) if "source" in before else {}
    return {name: value for name, value in facts.items() if name in before}


def _as_now(session: Session, begun: _Changing, theirs: CaseDetail) -> dict[str, Any]:
    """What the other person saved, shown as far as it was shown when this form was begun."""
    if begun.detail.revealed and not theirs.revealed:
        theirs = services.read_revealed(session, theirs.id)
    now = begun.before | _stored(begun.kind, theirs)
    return {name: now[name] for name in begun.before}


def identify(page: Any, session: Session, detail: CaseDetail, _then: Any) -> None:
    """Edit who the person is: they are shown first, for a reason."""
    from app.desktop.social.cases import revealing

    def cover(shown_detail: CaseDetail) -> None:
        page.cover(changing_page(page, session, shown_detail, IDENTIFY, _own(session, shown_detail, IDENTIFY)))

    if detail.revealed:
        cover(detail)
    else:
        revealing.ask_then(page, session, detail, cover)
