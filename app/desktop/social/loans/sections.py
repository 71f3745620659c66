"""Which sections has the page of a loan? Its terms in words, the picture and the schedule, payments, what happened."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.common.money import show_dong
from app.desktop import screens
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.fields_money import show_rate
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.social.loans.columns import STATE_TONES, overdue_words
from app.desktop.social.loans.picture import Balance, LoanPicture, words_of
from app.desktop.social.loans.schedule_table import ScheduleTable, rows_of
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, button, text_label
from app.social.loans.declared import FIELD_NAMES
from app.social.loans.rules import OWED, TRANSITIONS, WAITING
from app.social.loans.schedule import Terms
from app.social.loans.terms import (
    DAY_COUNT_NAMES,
    EVERY_NAMES,
    GRACE_NAMES,
    METHOD_NAMES,
    STATE_NAMES,
    THEN_NAMES,
    LoanState,
)
from app.social.loans.values import LoanDetail, TimelineEntry
from app.vault.session import Session

CASES = "cases"


def head_of(detail: LoanDetail, _today: object) -> Head:
    """Number, case and programme, where it stands, what is late."""
    chips: list[QWidget] = [StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state])]
    if detail.row.arrears:
        words = tr(
            "{days}: {amount} đ", days=overdue_words(detail.row.overdue_days), amount=show_dong(detail.row.arrears)
        )
        chips.append(StateChip(words, Tone.BAD))
    under = " · ".join(part for part in (tr("Case {name}", name=detail.row.case), detail.entry.lender) if part)
    return Head(detail.number, under, chips)


def notices_of(detail: LoanDetail) -> list[tuple[Tone, str]]:
    """What must be known before reading on."""
    found: list[tuple[Tone, str]] = []
    if detail.state is LoanState.DRAFT and detail.lacks is not None:
        found.append((Tone.WARN, tr("Not to be submitted yet. {why}", why=sentence(detail.lacks))))
    elif detail.lacks is not None:
        found.append((Tone.WARN, sentence(detail.lacks)))
    if detail.state in WAITING and not detail.programme_verified:
        words = tr("Nobody has checked yet whether this programme is in force. Ask the lender.")
        found.append((Tone.NEUTRAL, words))
    if detail.ended_reason:
        state = tr(STATE_NAMES[detail.state])
        found.append((Tone.NEUTRAL, tr("{state}: {reason}", state=state, reason=detail.ended_reason)))
    return found


def facts_of(pane: DetailPane, detail: LoanDetail) -> list[FactLine]:
    """The loan in the order of its life."""
    row = detail.row
    amounts = [("amount_asked", detail.entry.amount_asked)]
    if detail.appraised_on is not None:
        amounts.append(("amount", row.amount))
    days = (
        ("submitted_on", detail.submitted_on),
        ("appraised_on", detail.appraised_on),
        ("disbursed_on", row.disbursed_on),
        ("ended_on", detail.ended_on),
    )
    lines: list[FactLine] = [
        (FIELD_NAMES["case"], _case(pane, detail)),
        (FIELD_NAMES["programme"], row.programme_name),
        (FIELD_NAMES["lender"], detail.entry.lender or None),
        (FIELD_NAMES["purpose"], detail.entry.purpose or None),
        *((FIELD_NAMES[name], f"{show_dong(amount)} đ" if amount else None) for name, amount in amounts),
    ]
    if detail.schedule is not None:
        lines.append((N_("Terms"), terms_words(detail.schedule.terms)))
        if detail.by_lender:
            lines.append((N_("Schedule"), tr("The lender's own")))
    lines += [(FIELD_NAMES[name], show_date(day)) for name, day in days if day is not None]
    if row.settled_on is not None:
        lines.append((STATE_NAMES[LoanState.SETTLED], show_date(row.settled_on)))
    if detail.entry.note:
        lines.append((FIELD_NAMES["note"], detail.entry.note))
    return lines


def _case(pane: DetailPane, detail: LoanDetail) -> QWidget | str:
    """The case's code; a link where this person has a place for cases."""
    if CASES not in {screen.key for screen in screens.SCREENS}:
        return detail.row.case
    made = button(detail.row.case, "link", clicked=partial(pane.led.emit, Lead(CASES, "open", (detail.row.case_id,))))
    made.setAccessibleName(f"{tr(FIELD_NAMES['case'])}: {detail.row.case}")
    return made


def terms_words(terms: Terms) -> str:
    """The terms of the contract in a sentence."""
    parts = [
        tr("{rate} % a year, {periods} periods", rate=show_rate(terms.rate), periods=terms.periods),
        tr(EVERY_NAMES[terms.every]).lower(),
        tr(METHOD_NAMES[terms.method]).lower(),
    ]
    if terms.grace:
        kind = tr(GRACE_NAMES[terms.grace_kind]).lower()
        parts.append(tr("{periods} periods of grace ({kind})", periods=terms.grace, kind=kind))
    parts.append(tr("interest {how}", how=tr(DAY_COUNT_NAMES[terms.day_count]).lower()))
    return "; ".join(parts)


# --- what is due, and what was paid --------------------------------------------------------------------------


def balance_of(detail: LoanDetail, today: date) -> Balance | None:
    """What the picture shows."""
    if detail.schedule is None:
        return None
    terms = detail.schedule.terms
    foreseen = [(line.due_on, line.balance) for line in detail.lines]
    return Balance(terms.principal, terms.start, foreseen, detail.left, today)


def schedule_section(session: Session) -> Section:
    """The picture over the table: both say the same."""
    holder, words, picture, table = QWidget(), text_label(""), LoanPicture(), ScheduleTable()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme().px(12))
    for part in (words, picture, table):
        inside.addWidget(part)

    def show(detail: LoanDetail) -> bool:
        balance = balance_of(detail, session.today())
        if balance is None:
            return False
        words.setText(words_of(balance))
        picture.show_balance(balance)
        owed = detail.state in OWED
        table.show_rows(rows_of(detail.lines, detail.owing.shares, session.today(), owed=owed))
        return True

    return Section(N_("Repayment"), holder, show)


def _payments_section() -> Section:
    lines = Lines()

    def show(detail: LoanDetail) -> bool:
        made = []
        for each in reversed(detail.payments):
            receipt = tr("receipt {number}", number=each.receipt) if each.receipt else ""
            beside = " · ".join(part for part in (f"{show_dong(each.amount)} đ", receipt) if part)
            made.append(RelatedLine(show_date(each.paid_on), beside, each.note))
        return lines.show_groups([(N_("Payments"), made)])

    return Section("", lines, show)


def _told(entry: TimelineEntry) -> Sequence[str]:
    """What an act was about: days, amounts, the copy of a paper."""
    detail, parts = entry.detail, []
    if "paid_on" in detail:
        parts.append(show_date(date.fromisoformat(detail["paid_on"])))
    for name in ("amount", "principal"):
        if name in detail:
            parts.append(f"{show_dong(detail[name])} đ")
    if "then" in detail:
        parts.append(tr(THEN_NAMES[detail["then"]]))
    if "copy" in detail:
        parts.append(tr("copy {copy}", copy=detail["copy"]))
    return [" · ".join(parts)] if parts else []


TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones=STATE_TONES,
    fields=FIELD_NAMES,
    steps=frozenset(name for _state, name in TRANSITIONS),
    icons={"pay": "money", "repay_early": "money", "correct_payment": "edit", "replace_schedule": "calendar"},
    also=_told,
)


def sections_of(session: Session, pane: DetailPane) -> Sequence[Section]:
    """From top to bottom."""
    return [
        facts_section(partial(facts_of, pane)),
        schedule_section(session),
        _payments_section(),
        timeline_section(TIMELINE, lambda detail: detail.timeline),
    ]
