"""How is a loan application prepared? For which case, which programme, from whom, how much, what for."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.background import run
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.fields_money import DongField
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.social.loans.drafts import DRAFTS, EDIT, NEW, NEW_WORDS
from app.desktop.theme import Tone
from app.desktop.widgets import (
    Banner,
    Choice,
    ChoiceField,
    Field,
    Form,
    MarklessCompleter,
    TextArea,
    TextField,
)
from app.registry import queries as registry
from app.registry.queries import Item
from app.social.cases import rules as case_rules
from app.social.cases.part_drafts import new_of_case
from app.social.cases.queries import CaseFilter, list_cases
from app.social.cases.services import find_code
from app.social.loans import queries, services
from app.social.loans.declared import FIELD_NAMES
from app.social.loans.values import LoanChanged, LoanDetail, NewLoan
from app.vault.errors import Invalid, NotFound
from app.vault.people import Level
from app.vault.session import Session

NAMES = ("programme", "lender", "amount_asked", "purpose", "note")
UNVERIFIED = N_("Nobody has checked yet whether this programme is in force. Ask the lender before you submit.")
# The names that offices know; whoever lends otherwise is typed.
LENDERS = ("Ngân hàng Chính sách xã hội",)


@dataclass(frozen=True)
class Lists:
    """What the form offers."""

    programmes: Sequence[Item]
    cases: Mapping[str, int]  # open cases that this person works on: code -> id

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        if name == "programme":
            return next((item.name for item in self.programmes if item.code == value), str(value))
        return show_dong(value) if isinstance(value, int) else str(value or "")


def read_lists(session: Session) -> Lists:
    """As they are now."""
    own = None if session.account.level is Level.LEAD else session.account.id
    rows = list_cases(session, CaseFilter(open_only=True, worker_id=own), limit=1000).rows
    with session.read() as db:
        return Lists(registry.catalogue(db, registry.LOAN_PROGRAMMES), {row.code: row.id for row in rows})


class CaseField(TextField):
    """The code of a case; what is typed short (ht26-1) is written out when the field is left."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(N_("HT26-001"))
        self._completer = MarklessCompleter(codes, self)
        self.setCompleter(self._completer)
        self.editingFinished.connect(self.tidy)

    def tidy(self) -> None:
        """Rewrite what was understood."""
        typed = self.text().strip()
        if typed and case_rules.tidy_code(typed) != self.text():
            self.setText(case_rules.tidy_code(typed))


def build(lists: Lists, detail: LoanDetail | None, case: str) -> Form:
    """The fields; whose case it is stands fast once the application is about one."""
    form = Form()
    code = CaseField(lists.cases)
    form.row(Field("case", FIELD_NAMES["case"], code, required=True))
    if detail is not None or case:
        code.set_value(detail.row.case if detail is not None else case)
        code.setReadOnly(True)
    known = [Choice(item.code, item.name, translated=False) for item in lists.programmes]
    if detail is not None and detail.row.programme not in {item.code for item in lists.programmes}:
        known.append(Choice(detail.row.programme, detail.row.programme_name, translated=False))
    form.row(Field("programme", FIELD_NAMES["programme"], ChoiceField(known), required=True))
    notice = Banner(tr(UNVERIFIED), Tone.NEUTRAL)
    form.add(notice)
    lender = TextField()
    lender.setCompleter(MarklessCompleter(LENDERS, lender))
    form.row(
        Field("lender", FIELD_NAMES["lender"], lender, stretch=2),
        Field("amount_asked", N_("Amount asked for, đồng"), DongField()),
    )
    form.row(Field("purpose", FIELD_NAMES["purpose"], TextArea(lines=2)))
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))
    verified = {item.code: item.verified for item in lists.programmes}

    def look() -> None:
        notice.setVisible(not verified.get(str(form.draft().get("programme") or ""), True))

    form.changed.connect(look)
    look()
    return form


def entered(values: Mapping[str, Any], case_id: int) -> NewLoan:
    """What the fields say."""
    return NewLoan(
        case_id,
        str(values.get("programme") or ""),
        str(values.get("lender") or ""),
        str(values.get("purpose") or ""),
        values.get("amount_asked") or 0,
        str(values.get("note") or ""),
    )


def form_page(
    parent: QWidget | None, session: Session, detail: LoanDetail | None, draft: Draft | None, case: str = ""
) -> FormPage:
    """The form for a new application (of this case), for this one, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = queries.read_again(session, int(draft.record_id))
    lists = read_lists(session)
    form = build(lists, detail, case)
    typed = services.typed_application(session, detail.id) if detail is not None else None
    if typed is not None:
        form.set_values({name: getattr(typed, name) or None for name in NAMES})
    form.mark_clean()
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    if detail is not None and typed is not None:
        page = FormPage(session, _changing(form, lists, _begun(session, detail, typed, draft)), parent)
    else:
        fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
        page = FormPage(session, _applying(session, form, fresh), parent)
        page.entry.adapt = partial(_keep_under_case, page, lists)
        page.entry.adapt()
    page.filling = False
    return page


def _keep_under_case(page: FormPage, lists: Lists) -> None:
    """Once the case is known the draft is kept under it: erasing the case forgets what was typed for it, too."""
    case_id = lists.cases.get(case_rules.tidy_code(str(page.form.draft().get("case") or "")))
    keeper = page.keeper
    before, mine = keeper.record_id, keeper.record_id.rpartition("-")[2]
    if case_id is None or before == new_of_case(case_id) + mine:
        return
    keeper.record_id = new_of_case(case_id) + mine
    drafts, session = page.entry.drafts, page._session
    run(page, lambda _progress: drafts.delete(session, keeper.form, before), lambda _none: None)


def _applying(session: Session, form: Form, fresh: str) -> FormEntry:
    def save(values: Mapping[str, Any], _incomplete: bool) -> Work:
        def work(_progress: object) -> LoanChanged:
            try:
                case_id = find_code(session, str(values["case"]))
            except NotFound as error:
                raise Invalid(error.sentence, {"case": error}, **error.values) from error
            return services.apply(session, entered(values, case_id))

        return work

    return FormEntry(
        title=tr(NEW_WORDS),
        help="loans",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=save,
        first=lambda: "programme" if form.draft().get("case") else "case",
    )


@dataclass
class _Changing:
    """An application being changed: what it said when it was begun, and what was tried last."""

    session: Session
    id: int
    number: str
    version: int
    before: NewLoan
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Mapping[str, Any]) -> Work | None:
        new = entered(values, self.before.case_id)
        self.tried = {name: getattr(new, name) for name in NAMES if getattr(new, name) != getattr(self.before, name)}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> LoanChanged:
        """Change the application as it stands now by these. Raises Conflict."""
        now = services.typed_application(self.session, self.id)
        return services.edit_loan(self.session, self.id, version, replace(now, **changes))


def _begun(session: Session, detail: LoanDetail, typed: NewLoan, draft: Draft | None) -> _Changing:
    """Begun now, or where the draft began: its version and what the application said then."""
    version, kept = where_begun(draft, detail.version, {name: getattr(typed, name) for name in NAMES})
    return _Changing(session, detail.id, detail.number, version, replace(typed, **kept))


def _changing(form: Form, lists: Lists, begun: _Changing) -> FormEntry:
    before = {name: value for name, value in asdict(begun.before).items() if name in NAMES}
    return changing_entry(
        form,
        begun,
        before,
        title=tr("Change {number}", number=begun.number),
        help="loans",
        drafts=DRAFTS,
        draft_form=EDIT,
        first="programme",
        names={name: FIELD_NAMES[name] for name in NAMES},
        stored=lambda _theirs, name: getattr(services.typed_application(begun.session, begun.id), name),
        shown=lists.shown,
    )
