"""What does the payout of a loan ask, and how does its schedule look while one types? Early repayments likewise."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.records.fields_money import CountField, DongField, RateField
from app.desktop.records.record_type import Values
from app.desktop.social.loans.schedule_table import ScheduleTable, rows_of
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, text_label
from app.social.loans import schedule
from app.social.loans.declared import FIELD_NAMES
from app.social.loans.owing import Order
from app.social.loans.schedule import DayCount, Every, Grace, Method, Schedule, Terms, Then
from app.social.loans.terms import (
    DAY_COUNT_NAMES,
    EVERY_NAMES,
    GRACE_NAMES,
    METHOD_NAMES,
    ORDER_NAMES,
    THEN_NAMES,
)
from app.social.loans.values import LoanDetail
from app.vault.errors import AppError

UNIT_NAMES: dict[int, str] = {1: N_("To the đồng"), 1000: N_("To 1,000 đồng")}
REPAYMENT, MORE = N_("How it is repaid"), N_("As the contract says")


def _choices(names: Any) -> ChoiceField:
    return ChoiceField([Choice(value, words) for value, words in names.items()])


def put_terms(form: Form, asked: Any, _required: bool) -> None:
    """The terms in the order of a contract, and under them the schedule that they give."""
    today = asked.session.today
    form.row(
        Field("disbursed_on", FIELD_NAMES["disbursed_on"], DateField(today), required=True),
        Field("amount", N_("Amount in đồng"), DongField(), required=True),
    )
    form.row(
        Field("rate", N_("Interest of a year, %"), RateField(N_("6,6")), required=True),
        Field("periods", FIELD_NAMES["periods"], CountField(), required=True),
        Field("first_due", N_("First instalment due on"), DateField(today), stretch=2,
              hint=N_("Empty: one period after the payout.")),
    )  # fmt: skip
    form.section(REPAYMENT)
    form.row(Field("every", N_("Instalments"), _choices(EVERY_NAMES)))
    form.row(Field("method", N_("Repayment"), _choices(METHOD_NAMES)))
    form.section(MORE)
    form.row(Field("day_count", N_("How interest is reckoned"), _choices(DAY_COUNT_NAMES)))
    form.row(
        Field("grace", FIELD_NAMES["grace"], CountField()),
        Field("grace_kind", N_("In the time of grace"), _choices(GRACE_NAMES), stretch=2),
    )
    form.row(
        Field("unit", N_("Instalments are rounded"), _choices(UNIT_NAMES)),
        Field("pay_order", N_("A payment goes to"), _choices(ORDER_NAMES)),
    )
    form.set_values(
        {
            "disbursed_on": today(),
            "amount": asked.detail.row.amount or None,
            "every": Every.MONTH,
            "method": Method.EQUAL_PRINCIPAL,
            "day_count": DayCount.MONTHS,
            "grace": 0,
            "grace_kind": Grace.INTEREST_ONLY,
            "unit": 1,
            "pay_order": Order.INTEREST_FIRST,
        }
    )
    preview = SchedulePreview(lambda: schedule.make(terms(form.draft())), today)
    form.add(preview)

    def adapt() -> None:
        form.show_field("grace_kind", bool(_number(form.draft().get("grace"))))
        preview.look()

    form.changed.connect(adapt)
    adapt()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


class NotYet(Exception):
    """Something without which there is no schedule is missing."""


def terms(values: Values) -> Terms:
    """The terms as the fields say them. Raises NotYet while they are not all there."""
    amount, rate, start = values.get("amount"), values.get("rate"), values.get("disbursed_on")
    periods, first_due = values.get("periods"), values.get("first_due")
    if not (isinstance(amount, int) and isinstance(rate, int) and isinstance(start, date) and isinstance(periods, int)):
        raise NotYet
    return Terms(
        amount,
        rate,
        start,
        periods,
        Method(str(values.get("method") or Method.EQUAL_PRINCIPAL)),
        Every(str(values.get("every") or Every.MONTH)),
        _number(values.get("grace")),
        Grace(str(values.get("grace_kind") or Grace.INTEREST_ONLY)),
        DayCount(str(values.get("day_count") or DayCount.MONTHS)),
        _number(values.get("unit")) or 1,
        first_due if isinstance(first_due, date) else None,
    )


def put_then(form: Form, asked: Any, _required: bool) -> None:
    """What an early repayment changes, and the schedule that it leaves."""
    form.row(Field("then", N_("Afterwards"), ChoiceField([Choice(each, words) for each, words in THEN_NAMES.items()],
                                                         upright=True), required=True))  # fmt: skip
    form.set_values({"then": Then.SHORTER})
    detail: LoanDetail = asked.detail
    preview = SchedulePreview(lambda: after_early(detail, form.draft()), asked.session.today)
    form.add(preview)
    form.changed.connect(preview.look)
    preview.look()


def after_early(detail: LoanDetail, values: Values) -> Schedule:
    """The schedule after the early repayment as it is typed. Raises NotYet, Invalid."""
    day, principal, then = values.get("paid_on"), values.get("principal"), values.get("then")
    if detail.schedule is None or not isinstance(day, date) or not isinstance(principal, int) or then is None:
        raise NotYet
    return schedule.repay_early(detail.schedule, day, principal, Then(str(then)))


class SchedulePreview(QWidget):
    """The schedule that what was typed gives, and its sums in a sentence; nothing is saved yet."""

    def __init__(self, made: Callable[[], Schedule], today: Callable[[], date]) -> None:
        super().__init__()
        self._made, self._today = made, today
        self.words = text_label("", "label")
        self.table = ScheduleTable()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(8), 0, 0)
        inside.setSpacing(theme().px(6))
        inside.addWidget(self.words)
        inside.addWidget(self.table)

    def look(self) -> None:
        """Reckon it again; while something is missing or wrong there is none."""
        try:
            found = self._made()
        except (NotYet, AppError):
            self.words.setText(tr("The schedule stands here once the fields above allow it."))
            self.table.hide()
            return
        self.words.setText(summary(found))
        self.table.show_rows(rows_of(found.lines, (), self._today(), owed=True), plain=True)
        self.table.show()


def summary(found: Schedule) -> str:
    """How many instalments, the first and the last, and what the loan costs."""
    first, last = found.lines[0], found.lines[-1]
    return tr(
        "{count} instalments, the first {first} đ on {from_day}, the last {last} đ on {to_day}; interest {interest} đ,"
        " {total} đ in all.",
        count=len(found.lines),
        first=show_dong(first.total),
        from_day=show_date(first.due_on),
        last=show_dong(last.total),
        to_day=show_date(last.due_on),
        interest=show_dong(found.interest),
        total=show_dong(sum(line.total for line in found.lines)),
    )
