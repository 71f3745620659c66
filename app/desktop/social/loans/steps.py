"""What does a step or an act of a loan ask, and which service does it go to?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.common.money import show_dong
from app.desktop.records.fields_money import DongField
from app.desktop.records.record_type import Fact, RecordSteps, Values
from app.desktop.social.loans import steps_terms
from app.desktop.social.loans.columns import overdue_words
from app.desktop.social.loans.drafts import DRAFTS, STEP, step_label
from app.desktop.social.loans.schedule_entry import ScheduleEntry
from app.desktop.social.loans.steps_terms import NotYet
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.social.loans import rules, schedule, services
from app.social.loans.declared import FIELD_NAMES
from app.social.loans.owing import Order, Paid, owing
from app.social.loans.schedule import Then
from app.social.loans.values import LoanChanged, LoanDetail
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

NEEDS: dict[str, tuple[str, ...]] = {
    "submit": ("submitted_on",),
    "appraise": ("appraised_on", "amount"),
    "disburse": ("terms",),
    "pay": ("payment", "receipt", "note"),
    "repay_early": ("early", "receipt", "then"),
    "replace_schedule": ("rows",),
    "correct_payment": ("which", "payment", "reason"),
    "refuse": ("ended_on", "reason"),
    "withdraw": ("ended_on", "reason"),
    "write_off": ("ended_on", "reason"),
}
OPTIONAL = frozenset({"receipt", "note"})
MEANINGS: dict[str, str] = {
    "submit": N_("The application goes to the lender: from then on the lender knows who asks."),
    "appraise": N_("The lender has looked at the application and agreed to an amount."),
    "disburse": N_(
        "The money was paid out. From that day the schedule runs; the lender's own can be entered afterwards."
    ),
    "repay_early": N_("Principal is paid before its time, with the interest that ran until that day."),
    "replace_schedule": N_(
        "The lender's schedule takes the place of the one reckoned here. What was paid counts anew."
    ),
    "correct_payment": N_("The loan as it stood is kept with the reason. An amount of 0 takes the payment out."),
    "write_off": N_("The lender no longer asks for what is owed. This cannot be followed by a payment."),
}


@dataclass(frozen=True)
class Asked:
    """What the fields draw on."""

    session: Session
    detail: LoanDetail
    name: str


def _day(name: str) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, asked: Asked, _required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], DateField(asked.session.today), required=True))
        form.set_values({name: asked.session.today()})

    return put


def _text(name: str, lines: int) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, _asked: Asked, _required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], TextArea(lines=lines), required=name not in OPTIONAL))

    return put


def _receipt(form: Form, _asked: Asked, _required: bool) -> None:
    form.row(Field("receipt", N_("Number of the receipt"), TextField()))


def _amount(form: Form, asked: Asked, _required: bool) -> None:
    form.row(Field("amount", FIELD_NAMES["amount"], DongField(), required=True))
    form.set_values({"amount": asked.detail.entry.amount_asked or None})


def _payment(form: Form, asked: Asked, _required: bool) -> None:
    """The day and the amount; what is proposed is what is left of the oldest instalment that is open."""
    form.row(
        Field("paid_on", FIELD_NAMES["paid_on"], DateField(asked.session.today), required=True),
        Field("amount", N_("Amount in đồng"), DongField(), required=True),
    )
    if asked.name == "pay":
        form.set_values({"paid_on": asked.session.today(), "amount": proposed(asked.detail)})
    elif len(asked.detail.payments) == 1:
        _fill_payment(form, asked)


def proposed(detail: LoanDetail) -> int | None:
    """What is left of the oldest instalment that is open."""
    for line, share in zip(detail.lines, detail.owing.shares, strict=True):
        if share.settled_on is None:
            return line.total - share.principal - share.interest
    return None


def _which(form: Form, asked: Asked, _required: bool) -> None:
    """Which payment; the fields under it show what is stored of it."""
    known = [
        Choice(each.id, " · ".join(part for part in (f"{show_date(each.paid_on)}: {show_dong(each.amount)} đ",
                                                     each.receipt) if part), translated=False)
        for each in reversed(asked.detail.payments)
    ]  # fmt: skip
    editor = ChoiceField(known, upright=True)
    form.row(Field("payment", N_("Payment"), editor, required=True))
    if len(known) == 1:
        form.set_values({"payment": known[0].value})
    editor.value_changed.connect(lambda: _fill_payment(form, asked))


def _fill_payment(form: Form, asked: Asked) -> None:
    chosen = form.draft().get("payment")
    each = next((one for one in asked.detail.payments if one.id == chosen), None)
    if each is not None:
        for name, value in (("paid_on", each.paid_on), ("amount", each.amount)):
            form.field(name).editor.set_value(value)


def _early(form: Form, asked: Asked, _required: bool) -> None:
    form.row(
        Field("paid_on", FIELD_NAMES["paid_on"], DateField(asked.session.today), required=True),
        Field("principal", N_("Principal repaid, đồng"), DongField(), required=True),
    )
    form.set_values({"paid_on": asked.session.today()})


def _rows(form: Form, asked: Asked, _required: bool) -> None:
    found = asked.detail.schedule
    assert found is not None
    lines = [(line.due_on, line.principal, line.interest) for line in found.lines] if found.by_lender else []
    editor = ScheduleEntry(found.terms, lines, asked.session.today())
    form.row(Field("rows", N_("The lender's schedule"), editor, required=True))
    form.mark_clean()


FIELDS: dict[str, Callable[[Form, Asked, bool], None]] = {
    "submitted_on": _day("submitted_on"),
    "appraised_on": _day("appraised_on"),
    "ended_on": _day("ended_on"),
    "reason": _text("reason", 3),
    "note": _text("note", 2),
    "receipt": _receipt,
    "amount": _amount,
    "terms": steps_terms.put_terms,
    "payment": _payment,
    "which": _which,
    "early": _early,
    "then": steps_terms.put_then,
    "rows": _rows,
}


# --- what to know ------------------------------------------------------------------------------------------


def about(session: Session, detail: LoanDetail, name: str, values: Values) -> list[Fact]:
    """What helps to decide; what cannot be done is said before it is tried."""
    if name == "submit":
        return _about_submitting(detail)
    if name == "pay":
        return _about_paying(detail, values, session.today())
    if name == "repay_early":
        return _about_early(detail, values)
    if name == "disburse":
        try:
            return [Fact(steps_terms.summary(schedule.make(steps_terms.terms(values))), N_("Schedule as typed"))]
        except (NotYet, AppError):
            return []
    return []


def _about_submitting(detail: LoanDetail) -> list[Fact]:
    if not detail.entry.lender or not detail.entry.amount_asked:
        raise Invalid(N_("Enter the lender and the amount first: F2 opens the application."))
    if detail.lacks is not None:
        raise detail.lacks
    return [
        Fact(detail.entry.lender, FIELD_NAMES["lender"]),
        Fact(f"{show_dong(detail.entry.amount_asked)} đ", FIELD_NAMES["amount_asked"]),
        Fact(tr("The client agreed that this lender hears of them."), N_("Consent")),
    ]


def _about_paying(detail: LoanDetail, values: Values, today: date) -> list[Fact]:
    facts = []
    row = detail.row
    if row.arrears:
        words = f"{show_dong(row.arrears)} đ · {overdue_words(row.overdue_days)}"
        facts.append(Fact(words, N_("Arrears")))
    if row.next_due_on is not None:
        facts.append(Fact(f"{show_dong(row.next_due_amount)} đ · {show_date(row.next_due_on)}", N_("Next instalment")))
    amount, on = values.get("amount"), values.get("paid_on")
    if isinstance(amount, int) and isinstance(on, date) and amount > 0:
        paid = [*(Paid(each.paid_on, each.amount) for each in detail.payments), Paid(on, amount)]
        after = owing(detail.lines, paid, max(today, on), detail.pay_order)
        if after.over:
            over = tr("That is {amount} đ more than is owed.", amount=show_dong(after.over))
            facts.append(Fact(over, tone=Tone.BAD))
        elif after.settled:
            facts.append(Fact(tr("With this payment the loan is repaid in full."), tone=Tone.GOOD))
        else:
            left = f"{show_dong(after.principal_left)} đ"
            late = tr("{amount} đ in arrears", amount=show_dong(after.arrears)) if after.arrears else tr("no arrears")
            facts.append(Fact(tr("principal {left}, {late}", left=left, late=late), N_("After this payment")))
    return facts


def _about_early(detail: LoanDetail, values: Values) -> list[Fact]:
    found, on = detail.schedule, values.get("paid_on")
    if found is None or not isinstance(on, date):
        return []
    if found.by_lender:
        raise Invalid(N_("The lender's own schedule is in force. Enter the new one that the lender gives."))
    due = sum(line.total for line in found.lines if line.due_on <= on)
    why_not = rules.why_not_early(due, sum(each.amount for each in detail.payments))
    if why_not is not None:
        return [Fact(sentence(why_not), tone=Tone.BAD)]
    facts = [Fact(f"{show_dong(detail.owing.principal_left)} đ", N_("Principal still owed"))]
    try:
        after = steps_terms.after_early(detail, values)
    except (NotYet, AppError):
        run = show_dong(schedule.interest_until(found, on))
        return [*facts, Fact(tr("{amount} đ, where all of it is repaid", amount=run), N_("Interest until that day"))]
    cost = sum(line.total for line in after.lines if line.due_on <= on) - due
    saved = found.interest - after.interest
    return [
        *facts,
        Fact(tr("{amount} đ, with the interest until that day", amount=show_dong(cost)), N_("To be paid that day")),
        Fact(f"{show_dong(max(saved, 0))} đ", N_("Interest saved")),
    ]


# --- doing -------------------------------------------------------------------------------------------------


def _said(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _end(step: str) -> Callable[[Session, LoanDetail, Values], LoanChanged]:
    return lambda s, d, v: services.end(s, d.id, step, v["ended_on"], _said(v, "reason"), d.version)


Doing = Callable[[Session, LoanDetail, Values], LoanChanged]
DOINGS: Mapping[str, Doing] = {
    "submit": lambda s, d, v: services.submit(s, d.id, v["submitted_on"], d.version),
    "appraise": lambda s, d, v: services.appraise(s, d.id, v["appraised_on"], v["amount"], d.version),
    "disburse": lambda s, d, v: services.disburse(
        s, d.id, steps_terms.terms(v), None, Order(_said(v, "pay_order")), d.version
    ),
    "pay": lambda s, d, v: services.record_payment(
        s, d.id, v["paid_on"], v["amount"], _said(v, "receipt"), _said(v, "note"), d.version
    ),
    "repay_early": lambda s, d, v: services.repay_early(
        s, d.id, v["paid_on"], v["principal"], Then(_said(v, "then")), _said(v, "receipt"), d.version
    ),
    "replace_schedule": lambda s, d, v: services.replace_schedule(s, d.id, v["rows"], d.version),
    "correct_payment": lambda s, d, v: services.correct_payment(
        s, d.id, v["payment"], v["paid_on"], v["amount"], _said(v, "reason"), d.version
    ),
    "refuse": _end("refuse"),
    "withdraw": _end("withdraw"),
    "write_off": _end("write_off"),
}
# What the arithmetic calls a field, and what this dialog calls it.
PLACES: dict[str, str] = {"on": "paid_on"}


def do(session: Session, detail: LoanDetail, name: str, values: Values) -> LoanChanged:
    """Do it, against the version that the person saw. Raises Conflict, Invalid at the fields, Refused."""
    try:
        return DOINGS[name](session, detail, values)
    except Invalid as error:
        if not error.fields:
            raise
        raise Invalid(error.sentence, _at_fields(error.fields), **error.values) from error


def _at_fields(fields: Mapping[str, AppError]) -> dict[str, AppError]:
    """A line of the schedule stands at the table: `rows.3` at `rows`."""
    found: dict[str, AppError] = {}
    for name, error in fields.items():
        found.setdefault(PLACES.get(name, name.partition(".")[0]), error)
    return found


def check(name: str, values: Values) -> Mapping[str, AppError]:
    """What no single field can know: whether the terms make a schedule."""
    if name != "disburse":
        return {}
    try:
        schedule.check(steps_terms.terms(values))
    except NotYet:
        return {}
    except Invalid as error:
        return _at_fields(error.fields)
    return {}


def _read(session: Session, detail: LoanDetail, name: str) -> Any:
    return Asked(session, detail, name)


STEPS: RecordSteps[LoanDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=lambda _detail, name: NEEDS[name],
    fields=FIELDS,
    read=_read,
    about=about,
    do=do,
    check=check,
    under=lambda detail: f"{detail.row.case} · {detail.row.programme_name}",
    meanings=MEANINGS,
    dangerous=frozenset({"write_off"}),
    width=720,
)
