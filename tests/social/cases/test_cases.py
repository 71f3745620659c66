"""What happens in the life of a case: consent first, the person hidden, handed over, merged, closed, reopened?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.audit_words.reading import detail_lines
from app.social.cases import consents, queries, services, services_desk, services_files
from app.social.cases.consents import consent_for, record_consent
from app.social.cases.queries import CaseFilter
from app.social.cases.services_merging import merge_cases, unmerge_case
from app.social.cases.terms import KEEP_RECORD, Basis, ConsentState, Flag, How, Outcome, Source, State
from app.social.cases.values import CaseFacts, NewConsent, Person, StepFacts
from app.social.keeping import services as keeping
from app.social.masking import MASK
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.social.builders import AGREED, FACTS, NEW, TODAY, UYEN, opened


def told(session: Session) -> str:
    with session.read() as db:
        return str(audit.entries(db, Compartment.SOCIAL, limit=500))


def test_nothing_is_recorded_without_consent_or_another_basis(lead: Session) -> None:
    refused = replace(AGREED, state=ConsentState.REFUSED, how=None)
    for new in (replace(NEW, consents=()), replace(NEW, consents=(refused,)), replace(NEW, basis=Basis.LAW)):
        with pytest.raises(Refused):
            services.open_case(lead, new)
    assert queries.count_cases(lead) == 0
    services.open_case(lead, replace(NEW, consents=(), basis=Basis.LAW, basis_note="Trẻ em bị mua bán"))


def test_a_case_has_the_next_code_of_the_year_and_an_alias_is_enough(lead: Session) -> None:
    assert opened(lead).code == "HT26-001"
    assert opened(lead, Person(alias="Mây")).code == "HT26-002"
    with pytest.raises(Invalid) as wrong:
        opened(lead, Person())
    assert "alias" in wrong.value.fields


def test_an_oral_consent_needs_a_witness_and_a_form_needs_none(lead: Session) -> None:
    case = opened(lead)
    oral = NewConsent("share_lender", ConsentState.GIVEN, TODAY, How.ORAL)
    with pytest.raises(Invalid) as wrong:
        record_consent(lead, case.id, oral)
    assert set(wrong.value.fields) == {"witness"}
    record_consent(lead, case.id, replace(oral, how=How.FORM))
    record_consent(lead, case.id, replace(oral, purpose="photo", state=ConsentState.REFUSED, how=None))


def test_the_latest_answer_counts_and_a_refusal_says_what_is_needed(lead: Session) -> None:
    case = opened(lead)
    given = NewConsent("share_lender", ConsentState.GIVEN, TODAY, How.FORM, recipient="NHCSXH", until=TODAY)

    def asked(to: str = "NHCSXH", day: date = TODAY) -> Any:
        with lead.read() as db:
            found = consent_for(db, case.id, "share_lender", to, day)
            return found.id, found.recipient

    with pytest.raises(Refused, match="no consent"):
        asked()
    record_consent(lead, case.id, given)
    assert asked("nhcsxh")[1] == "NHCSXH"
    with pytest.raises(Refused, match="no consent"):
        asked("Một công ty khác")
    with pytest.raises(Refused, match="run out"):
        asked(day=TODAY + timedelta(1))
    consents.withdraw_consent(lead, asked()[0], TODAY)
    with pytest.raises(Refused, match="withdrawn"):
        asked()
    record_consent(lead, case.id, replace(given, state=ConsentState.REFUSED, how=None))
    with pytest.raises(Refused, match="refused"):
        asked()


def test_an_opened_case_hides_the_person_and_shows_what_is_not_known_as_blank(lead: Session) -> None:
    case = opened(lead)
    detail = services.show_case(lead, case.id)
    assert (detail.person.real_name, detail.person.phone, detail.person.other_contact) == (MASK, MASK, "")
    assert detail.facts.note == f"Chị {MASK} muốn học may. Gọi {MASK} buổi sáng."
    assert detail.flags == {Flag.VIOLENCE}


def test_who_somebody_is_is_shown_for_a_reason_and_to_their_worker_or_a_lead(
    lead: Session, officer: Session, viewer: Session
) -> None:
    case = opened(lead)
    with pytest.raises(Invalid):
        services.reveal_identity(lead, case.id, " ")
    assert services.reveal_identity(lead, case.id, "Gọi hẹn gặp").real_name == UYEN.real_name
    for other in (officer, viewer):
        with pytest.raises(Refused):
            services.reveal_identity(other, case.id, "Muốn biết")
    services.transfer_case(lead, case.id, officer.account.id, "Gần nhà hơn")
    assert services.reveal_identity(officer, case.id, "Gọi hẹn gặp").phone == "0987612345"
    assert services.show_case(lead, case.id).timeline[0].action == "intake"
    assert not {"Uyển", "0987612345", "Gọi hẹn gặp"} & set(told(lead).split("'"))


def test_the_person_stays_shown_for_a_while_to_whoever_gave_a_reason(lead: Session, officer: Session) -> None:
    case = opened(lead)
    assert not services.read_revealed(lead, case.id).revealed
    shown = services.show_revealed(lead, case.id, "Gọi hẹn gặp")
    again = services.read_revealed(lead, case.id)
    assert shown.revealed and again.revealed and again.person.real_name == UYEN.real_name
    assert again.facts.note == FACTS.note
    assert not services.read_revealed(officer, case.id).revealed
    with lead.at(MORNING + services.REVEAL_LASTS + timedelta(seconds=1)):
        later = services.read_revealed(lead, case.id)
    assert not later.revealed and later.person.real_name == MASK and UYEN.real_name not in later.facts.note


def test_a_person_takes_back_their_own_last_act_and_nothing_that_was_seen_or_agreed_to(
    lead: Session, officer: Session
) -> None:
    case = opened(lead)
    services.take_step(lead, case.id, "assess")
    services.edit_case(lead, case.id, replace(FACTS, urgent=True, note="Viết lại"))
    services.reveal_identity(lead, case.id, "Gọi hẹn gặp")
    undo = services.show_case(lead, case.id).undoable
    assert undo is not None and undo.label == "Edit the case"
    assert services.undo_last(lead, case.id, undo.event_id).action == "undo"
    detail = services.show_revealed(lead, case.id, "Xem lại")
    assert not detail.urgent and detail.facts.note == FACTS.note and detail.state is State.ASSESSING
    with pytest.raises(Conflict):
        services.undo_last(lead, case.id, undo.event_id)
    services.undo_last(lead, case.id)
    assert services.show_case(lead, case.id).state is State.INTAKE
    record_consent(lead, case.id, NewConsent("photo", ConsentState.REFUSED, TODAY))
    assert services.show_case(lead, case.id).undoable is None
    with pytest.raises(Refused, match="cannot be undone"):
        services.undo_last(lead, case.id)
    services.transfer_case(lead, case.id, officer.account.id)
    with pytest.raises(Refused, match="somebody else"):
        services.undo_last(officer, case.id)
    undone = [entry.action for entry in services.show_case(lead, case.id).timeline if entry.undone]
    assert undone == ["assess", "edit"]


def test_a_file_is_attached_taken_off_put_back_and_opened_on_the_terms_of_the_person(
    lead: Session, officer: Session
) -> None:
    case = opened(lead)
    file = services_files.attach(lead, case.id, "Đơn của Uyển.png", "image/png", b"png")
    assert file.file_id is not None and file.action == "attach"
    shown = services.show_case(lead, case.id).attachments
    assert [each.name for each in shown] == [f"Đơn của {MASK}.png"]
    assert services_files.open_attachment(lead, case.id, file.file_id).data == b"png"
    with pytest.raises(Invalid):
        services_files.export_attachment(lead, case.id, file.file_id, " ")
    with pytest.raises(Refused):
        services_files.open_attachment(officer, case.id, file.file_id)
    services_files.detach(lead, case.id, file.file_id)
    assert services.show_case(lead, case.id).attachments == ()
    services_files.put_back(lead, case.id, file.file_id)
    assert len(services.show_case(lead, case.id).attachments) == 1
    assert "Uyển" not in told(lead)


def test_a_file_is_kept_under_a_clean_name_which_is_said_without_the_person(lead: Session) -> None:
    case = opened(lead)
    kept = services_files.attach(lead, case.id, "Đơn của Uyển \u202egpj.pdf", "application/pdf", b"%PDF-1.7")
    assert "{name}" in kept.warning
    assert "Uyển" not in str(kept.warning_values)
    assert kept.file_id is not None
    assert services_files.open_attachment(lead, case.id, kept.file_id).name == "Đơn của Uyển gpj.pdf"
    with pytest.raises(Invalid, match="program"):
        services_files.attach(lead, case.id, "giấy.pdf.exe", "application/pdf", b"%PDF-1.7")
    assert len(services.show_case(lead, case.id).attachments) == 1


def test_a_screen_is_offered_what_makes_sense_with_the_reason_why_not(lead: Session, officer: Session) -> None:
    case = opened(lead)
    theirs = services.show_case(officer, case.id)
    assert theirs.next_step is not None and theirs.next_step.name == "assess" and not theirs.next_step.allowed
    assert {act.name for act in theirs.acts if act.allowed} == set()
    detail = services.show_case(lead, case.id)
    acts = {act.name for act in detail.acts}
    assert {"edit", "hold", "reveal", "erase"} <= acts and not acts & {"end_hold", "answer_wish", "check", "correct"}
    keeping.hold(lead, case.id, "Công an yêu cầu giữ")
    wish = keeping.wish_correction(lead, case.id, "Sửa năm sinh của Uyển")
    detail = services.show_case(lead, case.id)
    assert {"end_hold", "answer_wish"} <= {act.name for act in detail.acts} and detail.held
    assert [(each.id, each.wish) for each in detail.wishes] == [(wish, f"Sửa năm sinh của {MASK}")]
    services.take_step(lead, case.id, "close", StepFacts(outcome=Outcome.MOVED))
    assert services.show_case(lead, case.id).next_step is None  # the check is due in six months
    with lead.at(MORNING + timedelta(days=190)):
        closed = services.show_case(lead, case.id)
    assert closed.next_step is not None and closed.next_step.name == "check"
    assert {"correct"} <= {act.name for act in closed.acts} and "edit" not in {act.name for act in closed.acts}


def test_what_is_kept_at_the_desk_names_nobody(lead: Session) -> None:
    case = opened(lead)
    where = CaseFilter(states=frozenset({State.INTAKE}), worker_id="", opened_from=TODAY, late=True, text="may")
    assert CaseFilter.from_json(where.to_json()) == where
    services_desk.save_filter(lead, "Của tôi", where.to_json())
    assert [each.name for each in services_desk.list_filters(lead)] == ["Của tôi"]
    assert [hit.case_id for hit in queries.find_cases(lead, "thuc uyen")] == [case.id]
    services_desk.note_search(lead, "thuc uyen", 1)
    assert "cases.search" in told(lead) and "uyen" not in told(lead)


def test_the_audit_keeps_the_persons_words_under_the_cases_key(lead: Session) -> None:
    case = opened(lead)
    services.edit_identity(lead, case.id, replace(UYEN, phone="0912 000 111"))
    queries.search_cases(lead, "thuc uyen")
    for word in ("Uyển", "uyen", "0987", "0912000111", "muốn học may"):
        assert word not in told(lead)
    with lead.read() as db:
        entry = audit.entries(db, Compartment.SOCIAL, action="cases.identify")[0]
    assert entry.detail is not None
    opened_box = services.audited_words(lead, case.code, str(entry.detail["locked"]))
    assert opened_box == {"phone": ["0987612345", "0912000111"]}


def test_a_search_by_name_gives_the_code_and_no_text(lead: Session, viewer: Session) -> None:
    case = opened(lead)
    hits = queries.search_cases(lead, "thục uyển")
    assert [(hit.code, hit.snippet) for hit in hits] == [(case.code, "")]
    assert queries.search_cases(viewer, "thục uyển") == []
    assert MASK in queries.search_cases(lead, "học may")[0].snippet


def test_somebody_who_saved_meanwhile_is_not_overwritten(lead: Session) -> None:
    case = opened(lead)
    services.edit_case(lead, case.id, replace(FACTS, urgent=True), case.version)
    with pytest.raises(Conflict):
        services.edit_case(lead, case.id, FACTS, case.version)


def test_likely_duplicates_are_pointed_out_by_name_without_marks_year_and_phone(lead: Session) -> None:
    case = opened(lead)
    opened(lead, Person("Đỗ Thị Lựu", birth=1970, phone="0911222333"))
    same = Person("khuat nghiem thuc uyen", birth=1998)
    assert [each.code for each in services.likely_duplicates(lead, same)] == [case.code]
    assert services.likely_duplicates(lead, replace(same, birth=1961)) == []
    assert [each.code for each in services.likely_duplicates(lead, Person("Tên khác", phone="0987.612.345"))] == [
        case.code
    ]


def test_merging_keeps_both_histories_and_can_be_taken_back(lead: Session) -> None:
    stays, double = opened(lead), opened(lead)
    services.note_contact(lead, double.id, TODAY, "Đã gọi")
    merge_cases(lead, stays.id, double.id, "Cùng một người")
    detail = services.show_case(lead, stays.id)
    assert "Đã gọi" in {event.note for event in detail.timeline} and detail.merged_codes == (double.code,)
    assert queries.count_cases(lead) == 1
    unmerge_case(lead, double.id, "Nhầm")
    assert queries.count_cases(lead) == 2
    assert services.show_case(lead, double.id).state is State.INTAKE


def test_a_case_is_closed_with_an_outcome_checked_after_six_months_and_reopened(lead: Session) -> None:
    case = opened(lead)
    with pytest.raises(Invalid):
        services.take_step(lead, case.id, "close")
    services.take_step(lead, case.id, "close", StepFacts(outcome=Outcome.GOAL_MET))
    assert services.show_case(lead, case.id).check_on == date(2026, 9, 11)
    with lead.at(lead.clock() + timedelta(days=190)):
        assert [row.code for row in queries.work_today(lead).checks] == [case.code]
        services.check_after_closure(lead, case.id, lead.today(), "Vẫn đi làm")
        assert queries.work_today(lead).checks == ()
    with pytest.raises(Invalid):
        services.take_step(lead, case.id, "reopen")
    assert services.take_step(lead, case.id, "reopen", StepFacts(reason="Cần giúp thêm")).state is State.ASSESSING


def test_no_step_is_skipped(lead: Session) -> None:
    case = opened(lead)
    with pytest.raises(Refused, match="does not allow"):
        services.take_step(lead, case.id, "follow")
    for step in ("assess", "support", "follow"):
        services.take_step(lead, case.id, step)


def test_a_withdrawn_case_is_in_no_list_and_found_by_nobody(lead: Session) -> None:
    case = opened(lead)
    keeping.withdraw_case(lead, case.id, TODAY)
    assert queries.list_cases(lead).rows == () and queries.search_cases(lead, "thục uyển") == []
    with lead.read() as db, pytest.raises(Refused):
        consent_for(db, case.id, KEEP_RECORD, "", TODAY)


def test_the_days_work_tells_of_consents_that_run_out_and_of_quiet_cases(lead: Session, officer: Session) -> None:
    case = opened(lead)
    record_consent(
        lead, case.id, NewConsent("photo", ConsentState.GIVEN, TODAY, How.FORM, until=TODAY + timedelta(days=40))
    )
    assert queries.work_today(lead).expiring == ()
    with lead.at(lead.clock() + timedelta(days=35)), officer.at(lead.clock()):
        work = queries.work_today(lead)
        assert [(row.code, purpose) for row, purpose, _ in work.expiring] == [(case.code, "photo")]
        assert [row.code for row in work.quiet] == [case.code]
        assert queries.work_today(officer).quiet == ()
        opened(lead, replace(UYEN, real_name="Tòng Thị Nết", alias="", phone=""), next_visit_on=TODAY)
        opened(lead, replace(UYEN, real_name="Âu Thị Sim", alias="", phone=""), next_visit_on=TODAY)
        counts = [(row.worker_id, row.open, row.late, row.quiet) for row in queries.caseload(lead)]
    assert counts == [(lead.account.id, 3, 2, 1)]


def test_special_protection_comes_first_and_pages_go_on_by_key(lead: Session) -> None:
    plain = opened(lead, Person(alias="Một"), flags=frozenset())
    urgent = opened(lead, Person(alias="Hai"), flags=frozenset(), urgent=True)
    child = opened(lead, Person(alias="Ba"), flags=frozenset({Flag.CHILD}))
    first = queries.list_cases(lead, limit=2)
    second = queries.list_cases(lead, after=first.next, limit=2)
    assert [row.code for row in (*first.rows, *second.rows)] == [child.code, urgent.code, plain.code]
    assert queries.count_cases(lead, CaseFilter(flags=frozenset({Flag.CHILD}))) == 1


def test_a_viewer_sees_the_list_and_opens_nothing(lead: Session, viewer: Session) -> None:
    case = opened(lead)
    assert [row.code for row in queries.list_cases(viewer).rows] == [case.code]
    with pytest.raises(Refused):
        services.show_case(viewer, case.id)
    with pytest.raises(Refused):
        services.open_case(viewer, NEW)
    assert CaseFacts(Source.SELF).note == ""


def test_the_audit_tells_how_somebody_came_apart_from_their_sex() -> None:
    told = {"opened": {"source": "other", "sex": "other"}}
    assert detail_lines(told, "cases/HT26-001") == ["Nội dung đã nhập: Nguồn đến Cách khác; Giới tính Khác"]
