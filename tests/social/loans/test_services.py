"""Loans from the first talk to the last instalment, on a real vault."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text

from app.common.rows import columns
from app.social.cases.consents import record_consent
from app.social.cases.models import Case
from app.social.cases.services import show_case
from app.social.cases.services_merging import merge_cases, unmerge_case
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent
from app.social.keeping import reach
from app.social.loans import queries, services
from app.social.loans.declared import LoanFilter
from app.social.loans.demo import latest_start, loan_for
from app.social.loans.kinds import LOANS
from app.social.loans.models import Instalment, Loan, LoanEvent, LoanPayment, LoanVersion, Sort
from app.social.loans.schedule import Then
from app.social.loans.terms import LoanState
from app.social.loans.values import NewLoan
from app.social.masking import MASK
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.social.builders import UYEN, opened
from tests.social.loans.builders import LENDER, TERMS, application, case, paid_out

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)


@pytest.fixture
def worker(social_lead: Session) -> Iterator[Session]:
    """It is the 11th of March."""
    with social_lead.at(MORNING):
        yield social_lead


def state(session: Session, loan: int) -> LoanState:
    return queries.open_loan(session, loan).row.state


def test_a_loan_runs_from_the_application_to_the_last_instalment(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    row = queries.open_loan(worker, loan).row
    assert (row.number, row.case, row.state) == ("VV26-001", "HT26-001", LoanState.DISBURSED)
    assert (row.arrears, row.overdue_days) == (2_050_000, 29)
    services.record_payment(worker, loan, FEBRUARY, 1_030_000)
    assert state(worker, loan) is LoanState.REPAYING
    services.record_payment(worker, loan, MARCH, 1_000_000)
    row = queries.open_loan(worker, loan).row
    assert (row.arrears, row.next_due_on, row.next_due_amount) == (20_000, date(2026, 4, 10), 1_010_000)
    services.record_payment(worker, loan, date(2026, 3, 11), 1_030_000)
    row = queries.open_loan(worker, loan).row
    assert (row.state, row.settled_on, row.arrears) == (LoanState.SETTLED, date(2026, 3, 11), 0)


@pytest.mark.parametrize(("answer", "until"), [("", None), ("refused", None), ("given", date(2026, 3, 10))])
def test_no_lender_hears_of_somebody_who_did_not_agree(worker: Session, answer: str, until: date | None) -> None:
    loan = application(worker, case(worker, consent=answer, until=until))
    with pytest.raises(Refused):
        services.submit(worker, loan, date(2026, 1, 4))
    assert state(worker, loan) is LoanState.DRAFT


def test_steps_are_taken_in_their_order_and_wrong_days_are_refused_at_the_field(worker: Session) -> None:
    loan = application(worker, case(worker))
    with pytest.raises(Refused):
        services.disburse(worker, loan, TERMS)
    with pytest.raises(Invalid) as future:
        services.submit(worker, loan, date(2026, 3, 12))
    assert set(future.value.fields) == {"submitted_on"}
    services.submit(worker, loan, date(2026, 1, 4))
    with pytest.raises(Invalid) as early:
        services.appraise(worker, loan, date(2026, 1, 3), 0)
    assert set(early.value.fields) == {"appraised_on", "amount"}
    with pytest.raises(Invalid) as silent:
        services.end(worker, loan, "refuse", date(2026, 1, 9), " ")
    assert set(silent.value.fields) == {"reason"}
    services.end(worker, loan, "refuse", date(2026, 1, 9), "Chưa đủ điều kiện")
    assert state(worker, loan) is LoanState.REFUSED


def test_more_than_is_owed_is_not_recorded(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    with pytest.raises(Invalid) as caught:
        services.record_payment(worker, loan, FEBRUARY, 3_060_001)
    assert set(caught.value.fields) == {"amount"}
    assert queries.open_loan(worker, loan).payments == ()


def test_an_early_repayment_pays_its_interest_and_schedules_the_rest_anew(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    with pytest.raises(Refused, match="not paid"):
        services.repay_early(worker, loan, date(2026, 2, 24), 500_000, Then.SHORTER)
    services.record_payment(worker, loan, FEBRUARY, 1_030_000)
    # 14 of the 28 days to 10 March, on two million: half of 20.000; then the same days on 1,5 million.
    services.repay_early(worker, loan, date(2026, 2, 24), 500_000, Then.SHORTER)
    detail = queries.open_loan(worker, loan)
    assert [(line.principal, line.interest) for line in detail.lines[1:]] == [
        (500_000, 10_000),
        (1_000_000, 7_500),
        (500_000, 5_000),
    ]
    assert detail.payments[-1].amount == 510_000
    services.undo_last(worker, loan)
    detail = queries.open_loan(worker, loan)
    assert [line.principal for line in detail.lines] == [1_000_000] * 3
    assert [each.amount for each in detail.payments] == [1_030_000]


def test_the_lenders_schedule_takes_the_place_of_ours_and_what_was_paid_counts_anew(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    services.record_payment(worker, loan, FEBRUARY, 1_030_000)
    services.replace_schedule(worker, loan, [(FEBRUARY, 900_000, 31_000), (date(2026, 6, 10), 2_100_000, 90_000)])
    detail = queries.open_loan(worker, loan)
    assert (detail.by_lender, detail.row.arrears, detail.row.next_due_amount) == (True, 0, 2_091_000)


def test_a_corrected_payment_keeps_the_loan_as_it_stood(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    services.record_payment(worker, loan, FEBRUARY, 3_060_000)
    assert state(worker, loan) is LoanState.SETTLED
    (payment,) = queries.open_loan(worker, loan).payments
    services.correct_payment(worker, loan, payment.id, FEBRUARY, 306_000, "Gõ thừa một số 0")
    assert queries.open_loan(worker, loan).row.arrears == 2_050_000 - 306_000
    with worker.read() as db:
        kept = db.scalars(select(LoanVersion)).one()
        assert kept.record["payments"][0]["amount"] == 3_060_000
        assert db.scalars(select(LoanPayment)).one().amount == 306_000


def test_somebody_elses_newer_version_is_not_overwritten(worker: Session) -> None:
    case_id = case(worker)
    loan = application(worker, case_id)
    new = NewLoan(case_id, "poor", LENDER, "", 5_000_000)
    services.edit_loan(worker, loan, 1, new)
    with pytest.raises(Conflict):
        services.edit_loan(worker, loan, 1, new)
    with pytest.raises(Invalid) as caught:
        services.edit_loan(worker, loan, 2, NewLoan(case_id, "no such", LENDER, "", -1))
    assert set(caught.value.fields) == {"programme", "amount_asked"}


def test_the_days_work_names_what_is_due_and_what_is_late(worker: Session) -> None:
    paid_out(worker, case(worker))
    found = queries.due(worker, date(2026, 4, 10))
    assert [(row.due_on, row.amount, row.late_days) for row in found] == [
        (FEBRUARY, 1_030_000, 29),
        (MARCH, 1_020_000, 1),
        (date(2026, 4, 10), 1_010_000, 0),
    ]
    assert [row.number for row in queries.list_loans(worker, LoanFilter(late=True)).rows] == ["VV26-001"]
    totals = queries.totals(worker)
    assert (totals.loans, totals.lent, totals.owed, totals.arrears) == (1, 3_000_000, 3_000_000, 2_050_000)


def test_the_loan_of_a_case_that_is_not_shown_any_more_is_nowhere(worker: Session) -> None:
    case_id = case(worker)
    loan = paid_out(worker, case_id)
    with worker.work(Compartment.SOCIAL) as work:
        found = work.db.get(Case, case_id)
        assert found is not None
        found.listed = False
    assert queries.list_loans(worker).rows == ()
    assert queries.due(worker, date(2026, 4, 10)) == []
    with pytest.raises(NotFound):
        queries.open_loan(worker, loan)


def test_the_loans_of_a_merged_case_are_found_under_the_one_that_stays(worker: Session) -> None:
    stays, double = case(worker), case(worker, seq=2)
    loan = paid_out(worker, double)
    merge_cases(worker, stays, double, "Cùng một người")
    (row,) = queries.list_loans(worker, LoanFilter(case="ht26-1")).rows
    assert (row.id, row.case, row.case_id) == (loan, "HT26-001", stays)
    assert queries.of_case(worker, stays) == (replace(row, key=()),)
    services.record_payment(worker, loan, FEBRUARY, 1_030_000)
    assert [each.case for each in queries.due(worker, MARCH)] == ["HT26-001"]
    unmerge_case(worker, double)
    assert queries.of_case(worker, stays) == ()
    assert queries.open_loan(worker, loan).row.case == "HT26-002"


def test_the_list_goes_on_by_key_in_each_order_and_a_filter_survives_being_kept(worker: Session) -> None:
    late = paid_out(worker, case(worker))
    waiting = application(worker, case(worker, seq=2))
    settled = paid_out(worker, case(worker, seq=3))
    services.record_payment(worker, settled, FEBRUARY, 3_060_000)

    def walked(sort: Sort) -> list[int]:
        found, after = [], None
        while True:
            page = queries.list_loans(worker, LoanFilter(), sort, after, limit=1)
            found += [row.id for row in page.rows]
            if (after := page.next) is None:
                return found

    assert walked(Sort.NEWEST) == [settled, waiting, late]
    assert walked(Sort.NUMBER) == [late, waiting, settled]
    assert walked(Sort.DUE) == [late, waiting, settled]
    where = LoanFilter(
        states=frozenset({LoanState.DISBURSED}),
        programmes=frozenset({"job_creation"}),
        case="HT26-001",
        worker_id=worker.account.id,
        late=True,
        due_by=MARCH,
        unfinished=True,
        text="viec lam",
    )
    assert LoanFilter.from_json(where.to_json()) == where
    assert [row.id for row in queries.list_loans(worker, where).rows] == [late]
    assert queries.count_loans(worker, LoanFilter(unfinished=True)) == 2
    assert queries.count_loans(worker, LoanFilter(worker_id="")) == 0
    assert queries.search_loans(worker, "vv26-3")[0].id == settled


def test_a_case_hears_of_its_loans_steps_and_what_was_typed_of_them_is_masked(worker: Session) -> None:
    case_id = opened(worker).id
    record_consent(worker, case_id, NewConsent("share_lender", ConsentState.GIVEN, date(2026, 1, 2), How.FORM))
    new = NewLoan(case_id, "job_creation", LENDER, f"{UYEN.real_name} mở quán ăn", 3_000_000, "Gọi 0987.612.345")
    loan = services.apply(worker, new).id
    services.submit(worker, loan, date(2026, 1, 4))
    detail = queries.read_again(worker, loan)
    assert (detail.entry.purpose, detail.entry.note) == (f"{MASK} mở quán ăn", f"Gọi {MASK}")
    assert detail.undoable is not None and detail.undoable.label == "Submit to the lender"
    told = [each.action for each in show_case(worker, case_id).timeline]
    assert [each for each in told if each.startswith("loans.")] == ["loans.apply", "loans.submit"]
    with pytest.raises(Conflict):
        services.undo_last(worker, loan, detail.undoable.event_id - 1)
    services.undo_last(worker, loan, detail.undoable.event_id)
    assert services.typed_application(worker, loan) == new
    assert queries.of_case_revealed(worker, case_id)[0].entry.purpose == new.purpose


def test_scripts_get_the_loans_by_their_codes_and_nobodys_name(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    services.record_payment(worker, loan, FEBRUARY, 1_030_000, note="Chị Bình trả hộ")
    (line,) = LOANS.list(worker, {"state": "repaying", "case": "ht26-001", "late": "yes"}, None)
    expected = {
        "number": "VV26-001",
        "case": "HT26-001",
        "programme": "job_creation",
        "state": "repaying",
        "amount": 3_000_000,
        "disbursed_on": "2026-01-10",
        "next_due_on": "2026-04-10",
        "next_due_amount": 1_010_000,
        "arrears": 1_020_000,
        "settled_on": None,
    }
    assert {name: line[name] for name in expected} == expected
    shown = LOANS.show(worker, "vv26-001")
    assert [each["settled_on"] for each in shown["instalments"]] == ["2026-02-10", None, None]
    assert shown["payments"] == [{"paid_on": "2026-02-10", "amount": 1_030_000}]
    assert "Bình" not in str(shown)
    assert [each["number"] for each in LOANS.search(worker, "viec lam")] == ["VV26-001"]


def test_the_audit_says_nothing_readable_of_amounts_and_free_text(worker: Session) -> None:
    loan = paid_out(worker, case(worker))
    services.record_payment(worker, loan, FEBRUARY, 1_030_000, note="Chị Bình trả hộ")
    with worker.read() as db:
        told = " ".join(db.scalars(text("SELECT detail FROM social.audit_entries WHERE subject LIKE 'loans/%'")))
    assert "HT26-001" in told and '"repaying"' in told
    assert "1030000" not in told and "Bình" not in told and "quán" not in told


def test_erasing_the_case_leaves_the_figures_of_its_loan_and_no_word(worker: Session) -> None:
    case_id = case(worker)
    loan = paid_out(worker, case_id)
    services.record_payment(worker, loan, FEBRUARY, 1_030_000, receipt="BL-77", note="Chị Bình trả hộ")
    before = queries.totals(worker)
    with worker.work(Compartment.SOCIAL) as work:
        reach.forget(work.db, reach.of_cases(work.db, [case_id]))
    with worker.read() as db:
        rows = [
            columns(row) for table in (Loan, LoanPayment, LoanEvent, Instalment) for row in db.scalars(select(table))
        ]
    assert len(rows) == 1 + 1 + 5 + 3
    for word in ("quán", "Bình", "BL-77"):
        assert word not in str(rows)
    assert queries.totals(worker) == before


def test_the_demo_has_a_loan_that_was_repaid_and_one_that_is_late(worker: Session) -> None:
    repaid = loan_for(worker, case(worker), latest_start(worker.today()))
    late = loan_for(worker, case(worker, seq=2), date(2025, 12, 1), paid=1)
    assert state(worker, repaid) is LoanState.SETTLED
    row = queries.open_loan(worker, late).row
    assert (row.state, row.overdue_days) == (LoanState.REPAYING, 22)


def test_a_viewer_reads_the_list_alone_and_another_worker_changes_nothing(
    worker: Session, officer: Session, viewer: Session
) -> None:
    loan = paid_out(worker, case(worker))
    assert [row.number for row in queries.list_loans(viewer).rows] == ["VV26-001"]
    with pytest.raises(Refused, match="level"):
        queries.open_loan(viewer, loan)
    acts: tuple[Callable[[], object], ...] = (
        lambda: services.record_payment(officer, loan, FEBRUARY, 1_030_000),
        lambda: services.end(officer, loan, "write_off", FEBRUARY, "Bên cho vay xóa nợ"),
        lambda: services.correct_payment(officer, loan, 1, FEBRUARY, 1, "Gõ nhầm"),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()
    services.end(worker, loan, "write_off", FEBRUARY, "Bên cho vay xóa nợ")
    assert queries.totals(worker).arrears == 0
