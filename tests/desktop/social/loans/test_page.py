"""A loan from the application to the last instalment by keyboard alone; what is refused is said at its field."""

from datetime import date

import pytest

from app.common.i18n import tr
from app.desktop.records.leads import Lead
from app.desktop.social.loans.declared import LOAN_FINDER
from app.desktop.social.loans.work import LOAN_WORK
from app.social.cases.part_drafts import new_of_case
from app.social.loans import queries, services
from app.social.loans.terms import STATE_NAMES, LoanState
from tests.desktop.social.loans.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.social.loans.builders import LENDER, TERMS, application, case, paid_out


@pytest.fixture
def at(qtbot, changes):
    return lambda session: At(qtbot, session, changes)


def test_a_loan_is_taken_from_application_to_settled_by_keyboard_alone(at, lead) -> None:
    case(lead)
    here = at(lead)
    here.press(Key.Key_N, Modifier.ControlModifier)
    here.settle()
    assert walk(here.page) == []
    here.write("ht26-1")
    here.press(Key.Key_Return)
    for _ in range(4):
        here.press(Key.Key_Down)
    here.press(Key.Key_Return)
    here.enter(LENDER)
    here.enter("", "3 triệu")
    here.write("Mở quán ăn nhỏ")
    here.do()
    (row,) = queries.list_loans(lead).rows
    assert (row.state, row.amount, row.programme, row.case) == (LoanState.DRAFT, 3_000_000, "job_creation", "HT26-001")

    here.do()  # submit
    assert walk(here.dialog()) == []
    here.write("4/1/2026")
    here.do()
    here.no_dialog()
    here.do()  # appraise
    here.enter("8/1/2026")
    here.do()
    here.no_dialog()
    here.do()  # disburse: the day, the amount as appraised, 12 %, three periods
    here.enter("10/1/2026", "", "12", "3")
    here.do()
    here.no_dialog()
    loan = queries.read_again(lead, row.id)
    assert [line.total for line in loan.lines] == [1_030_000, 1_020_000, 1_010_000]

    for paid in ("10/2/2026", "10/3/2026", "11/3/2026"):
        here.do()  # the amount of the oldest open instalment is proposed
        here.write(paid)
        here.do()
        here.no_dialog()
    loan = queries.read_again(lead, row.id)
    assert (loan.state, loan.row.settled_on) == (LoanState.SETTLED, date(2026, 3, 11))
    assert [each.amount for each in loan.payments] == [1_030_000, 1_020_000, 1_010_000]
    assert walk(here.page) == []


def test_what_was_typed_for_a_case_is_kept_under_it_so_that_its_erasure_forgets_it(at, lead) -> None:
    case_id = case(lead)
    here = at(lead)
    here.press(Key.Key_N, Modifier.ControlModifier)
    here.settle()
    form = here.page.form()
    form.form.field("purpose").editor.set_value("Mở quán")
    form.keeper.keep()
    here.settle()
    assert [each.record_id[:4] for each in services.DESK.list_drafts(lead)] == ["new-"]
    form.form.field("case").editor.set_value("ht26-1")
    form.keeper.keep()
    here.settle()
    (kept,) = services.DESK.list_drafts(lead)
    assert kept.record_id.startswith(new_of_case(case_id))
    form.close_form()
    here.settle()
    here.page.resume_draft(kept)
    here.settle()
    assert here.page.form().form.field("purpose").value() == "Mở quán"


def test_what_keeps_an_application_back_is_said_before_it_is_tried(at, lead) -> None:
    loan = application(lead, case(lead, consent="refused"))
    here = at(lead)
    here.page.open(loan)
    here.settle()
    here.do()
    dialog = here.dialog()
    assert not dialog.do.isEnabled() and dialog._notice.isVisible()
    dialog.reject()
    assert queries.read_again(lead, loan).state is LoanState.DRAFT


def test_terms_that_make_no_schedule_are_refused_at_their_field_and_the_schedule_is_seen_while_typing(at, lead) -> None:
    from app.desktop.social.loans.steps_terms import SchedulePreview

    loan = application(lead, case(lead))
    services.submit(lead, loan, date(2026, 1, 4))
    services.appraise(lead, loan, date(2026, 1, 8), 3_000_000)
    here = at(lead)
    here.page.step(loan, "disburse")
    here.settle()
    dialog = here.dialog()
    dialog.resize(760, 1400)
    preview = dialog.findChild(SchedulePreview)
    assert preview is not None and preview.table.isHidden()
    here.enter("10/1/2026", "", "6,6", "6")
    assert preview.table.rowCount() == 7
    assert walk(dialog) == []
    assert "6 kỳ" in preview.words.text() and "516.500" in preview.words.text()
    dialog.form.field("grace").editor.set_value(6)
    assert preview.table.isHidden()
    here.do()
    assert dialog.form.box("grace").error_text()
    dialog.form.field("grace").editor.set_value(2)
    here.do()
    here.no_dialog()
    assert queries.read_again(lead, loan).lines[0].principal == 0


def test_a_second_payment_of_the_same_instalment_by_somebody_else_is_not_recorded(at, lead) -> None:
    loan = paid_out(lead, case(lead))
    here = at(lead)
    here.page.act(loan, "pay")
    here.settle()
    services.record_payment(lead, loan, date(2026, 2, 10), 1_030_000)
    here.do()
    dialog = here.dialog()
    assert dialog._notice.isVisible()
    assert len(queries.read_again(lead, loan).payments) == 1
    dialog.reject()


def test_an_early_repayment_says_what_it_costs_and_is_undone(at, lead) -> None:
    loan = paid_out(lead, case(lead))
    services.record_payment(lead, loan, date(2026, 2, 10), 1_030_000)
    here = at(lead)
    here.page.act(loan, "repay_early")
    here.settle()
    here.enter("24/2/2026", "500.000")
    here.settle()
    dialog = here.dialog()
    facts = dialog._steps.about(lead, dialog._detail, "repay_early", dialog.form.draft())
    assert any("510.000" in fact.text for fact in facts)
    here.do()
    here.no_dialog()
    assert queries.read_again(lead, loan).payments[-1].amount == 510_000
    here.page.undo()
    here.settle()
    assert len(queries.read_again(lead, loan).payments) == 1


def test_a_lead_corrects_a_payment_and_an_officer_is_not_offered_it(at, lead, officer) -> None:
    loan = paid_out(lead, case(lead))
    services.record_payment(lead, loan, date(2026, 2, 10), 1_300_000)
    acts = {each.name: each for each in queries.read_again(officer, loan).acts}
    assert not acts["correct_payment"].allowed and not acts["pay"].allowed
    here = at(lead)
    here.page.act(loan, "correct_payment")
    here.settle()
    dialog = here.dialog()
    assert dialog.form.field("amount").value() == 1_300_000
    dialog.form.field("amount").editor.set_value(1_030_000)
    dialog.form.field("reason").editor.set_value("Gõ nhầm")
    assert walk(dialog) == []
    here.do()
    here.no_dialog()
    assert [each.amount for each in queries.read_again(lead, loan).payments] == [1_030_000]


def test_the_table_says_late_in_words_and_the_days_work_and_the_search_lead_here(at, lead) -> None:
    loan = paid_out(lead, case(lead), TERMS)
    here = at(lead)
    here.page.open(loan)
    here.settle()
    from app.desktop.social.loans.schedule_table import ScheduleTable

    table = here.page.detail.findChild(ScheduleTable)
    assert table is not None
    last = table.columnCount() - 1
    assert [table.item(row, last).text() for row in range(4)] == [
        "Quá hạn 29 ngày",
        "Quá hạn 1 ngày",
        "Còn 30 ngày",
        "",
    ]
    assert [table.item(3, column).text() for column in (2, 3, 4)] == ["3.000.000", "60.000", "3.060.000"]
    work = LOAN_WORK.show(lead, LOAN_WORK.read(lead))
    assert (work.late, [group.key for group in work.groups]) == (1, ["overdue"])
    assert "2.050.000" in work.groups[0].lines[0].words

    class Quiet:
        def check(self) -> None: ...

    (found,) = LOAN_FINDER.find(lead)("vv26-001", Quiet())  # type: ignore[arg-type]
    assert (found.title, found.target) == ("VV26-001", Lead("loans", "open", (loan,)))


def test_a_viewer_sees_the_list_only(at, lead, viewer) -> None:
    loan = paid_out(lead, case(lead))
    here = at(viewer)
    here.settle()
    assert here.page.list.table.rows.rowCount() == 1 and not here.page.list.new_label
    here.page.open(loan)
    here.settle()
    assert here.page.detail.detail() is None
    assert LOAN_WORK.show(viewer, LOAN_WORK.read(viewer)).groups == []
    assert tr(STATE_NAMES[LoanState.DISBURSED]) == "Đã giải ngân"
