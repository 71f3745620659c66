"""Tests from consent to the result told, on a real vault: what is refused, and who sees what."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.health.clients import erasure
from app.health.clients import services as clients
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession, NewTaken
from app.health.screenings import queries, rules, services
from app.health.screenings.declared import ScreeningFilter
from app.health.screenings.kinds import SCREENINGS
from app.health.screenings.rules import WAYS
from app.health.screenings.terms import HIV, How, Result, Shown, State, ToldTo
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.health.builders import opened

TODAY = date(2026, 3, 11)
LAB = "Trung tâm Kiểm soát bệnh tật thành phố Hải Phòng"
SAMPLE = StepFacts(sample_on=TODAY, place="Trạm Y tế")
TOLD = StepFacts(told_on=TODAY, told_to=ToldTo.CLIENT, counselled=True)


def agreed(session: Session, client_id: int, test: str = "hiv", guardian: str = "") -> int:
    return services.offer(session, client_id, NewScreenings(TODAY, (Asked(test, How.ORAL),), guardian))[0].id


def sampled(session: Session, test: str = "hiv") -> int:
    test_id = agreed(session, opened(session).id, test)
    services.take_step(session, test_id, "sample", SAMPLE)
    return test_id


def resulted(result: Result) -> StepFacts:
    return StepFacts(result=result, result_on=TODAY)


def confirmed(result: Result) -> StepFacts:
    return StepFacts(result=result, result_on=TODAY, lab="cdc_hai_phong", lab_number="0231/KĐ")


def heard(session: Session) -> str:
    with session.read() as db:
        entries = audit.entries(db, Compartment.HEALTH, limit=200)
    return "\n".join(f"{entry.action} {entry.subject} {entry.detail or ''}" for entry in entries)


def test_a_test_runs_from_consent_through_confirmation_to_the_result_told(lead: Session, officer: Session) -> None:
    test = sampled(officer)
    assert services.take_step(officer, test, "result", resulted(Result.REACTIVE)).state is Shown.WAITING
    services.tell_first(officer, test, TOLD)
    with pytest.raises(Refused):
        services.take_step(officer, test, "tell", TOLD)
    assert services.take_step(officer, test, "result", confirmed(Result.POSITIVE)).state is Shown.READY
    assert services.take_step(officer, test, "tell", TOLD).state is Shown.TOLD
    detail = services.show_screening(lead, test)
    assert detail.told is not None
    assert (detail.told.told_by, detail.told.counselled) == (officer.account.full_name, True)
    looked = services.look(lead, test)
    assert (looked.result, looked.confirmed, looked.lab) == (Result.REACTIVE, Result.POSITIVE, LAB)
    assert [each.first for each in looked.tellings] == [True, False]
    assert services.take_step(officer, test, "close", StepFacts()).state is Shown.CLOSED


def test_without_consent_there_is_no_sample_and_no_result(lead: Session) -> None:
    client = opened(lead)
    offered = NewScreenings(TODAY, (Asked("hiv"), Asked("syphilis", How.FORM)))
    refused, taken = services.offer(lead, client.id, offered)
    assert (refused.number, refused.state, taken.state) == ("XN26-001", Shown.REFUSED, Shown.CONSENTED)
    for step in ("sample", "result", "tell", "close"):
        with pytest.raises(Refused):
            services.take_step(lead, refused.id, step, replace(SAMPLE, result=Result.NEGATIVE, result_on=TODAY))
    services.take_step(lead, taken.id, "withdraw", StepFacts())
    with pytest.raises(Refused):
        services.take_step(lead, taken.id, "sample", SAMPLE)
    # Nor is it given again for them, by taking the withdrawal back.
    assert services.read_again(lead, taken.id).undoable is None
    # The file forbids it, too, whatever the code says.
    for wrong in (
        "result = 'non_reactive' WHERE consent_on IS NULL",
        "result = 'positive'",
        "confirmed = 'positive'",
        "result = 'reactive', confirmed = 'positive', lab = 'A'",
    ):
        with pytest.raises(IntegrityError), lead.work(Compartment.HEALTH) as work:
            work.db.execute(text(f"UPDATE health.screenings SET {wrong}"))


def test_a_test_refused_once_can_be_agreed_to_later(lead: Session) -> None:
    client = opened(lead)
    services.offer(lead, client.id, NewScreenings(TODAY, (Asked("hiv"),)))
    again = agreed(lead, client.id)
    assert services.show_screening(lead, again).state is Shown.CONSENTED
    assert [row.state for row in queries.of_client(lead, client.id)] == [Shown.CONSENTED, Shown.REFUSED]


def test_positive_exists_for_hiv_only_where_a_qualified_laboratory_says_so(lead: Session) -> None:
    test = sampled(lead)
    with pytest.raises(Invalid) as screened:
        services.take_step(lead, test, "result", resulted(Result.POSITIVE))
    assert "never “positive”" in screened.value.fields["result"].sentence
    services.take_step(lead, test, "result", resulted(Result.INDETERMINATE))
    for lacking, fields in (
        (replace(confirmed(Result.POSITIVE), lab=""), {"lab"}),
        (replace(confirmed(Result.POSITIVE), lab="Phòng khám tư"), {"lab"}),
        (replace(confirmed(Result.POSITIVE), lab_number=" "), {"lab_number"}),
        (replace(confirmed(Result.POSITIVE), result_on=None), {"result_on"}),
        (confirmed(Result.REACTIVE), {"result"}),
    ):
        with pytest.raises(Invalid) as caught:
            services.take_step(lead, test, "result", lacking)
        assert set(caught.value.fields) == fields
    services.take_step(lead, test, "result", confirmed(Result.NEGATIVE))
    assert services.look(lead, test).confirmed is Result.NEGATIVE


def test_the_way_of_hiv_cannot_be_changed_by_the_offices_list() -> None:
    for code, name, facts in (
        ("hiv", "Xét nghiệm nhanh", {"way": "direct"}),
        ("quick", "Test nhanh HIV", {"way": "direct", "results": ["positive"]}),
        ("quick", "HIV/giang mai", {}),
    ):
        assert rules.way_of(code, name, facts) is WAYS[HIV]
    for name in ("HIV1/2 Determine", "Test nhanh (HIV).", "AntiHIV", "HIVAg/Ab", "H.I.V"):
        assert rules.way_of("quick", name, {"way": "direct"}) is WAYS[HIV]
    assert rules.way_of("x", "Archive", {}).name == "direct"
    assert rules.way_of("x", "Khác", {"way": "hiv"}).name == "screening"
    assert Result.POSITIVE not in WAYS[HIV].first
    assert WAYS[HIV].must_confirm == {Result.REACTIVE, Result.INDETERMINATE}
    assert rules.after_result(WAYS[HIV], Result.REACTIVE, send=False) is State.TO_CONFIRM
    assert rules.result_words(HIV, Result.REACTIVE) == "Screening reactive, sent for confirmation"


def test_every_way_knows_its_results_alone() -> None:
    for way, result in product(WAYS.values(), Result):
        assert (rules.why_not_result(way, result) is None) == (result in way.first)
        for send in (False, True):
            to = rules.after_result(way, result, send=send)
            must, may = result in way.must_confirm, result in way.may_confirm
            assert to is (State.TO_CONFIRM if must or (send and may) else State.RESULTED)


def test_a_reactive_rapid_test_for_something_else_may_be_sent_on_or_told(lead: Session) -> None:
    told, sent = sampled(lead, "syphilis"), sampled(lead, "hepatitis_c")
    assert services.take_step(lead, told, "result", resulted(Result.REACTIVE)).state is Shown.READY
    assert (
        services.take_step(lead, sent, "result", replace(resulted(Result.REACTIVE), send=True)).state is Shown.WAITING
    )
    # Any laboratory may: the list is about HIV.
    other = replace(confirmed(Result.POSITIVE), lab="Bệnh viện huyện")
    assert services.take_step(lead, sent, "result", other).state is Shown.READY


def test_nothing_but_a_look_tells_whether_a_screening_was_reactive(lead: Session, officer: Session) -> None:
    """A test that waits for its first result and one that waits for confirmation cannot be told apart."""
    waiting, reactive = sampled(officer), sampled(officer)
    services.take_step(officer, reactive, "result", resulted(Result.REACTIVE))
    services.tell_first(officer, reactive, TOLD)

    def without_names(test: int) -> object:
        detail = services.read_again(lead, test)
        blank = dict.fromkeys(("id", "client_id", "version"), 0) | dict.fromkeys(("number", "client"), "")
        seen = tuple((each.action, each.label, each.note) for each in detail.timeline)
        return replace(detail, **blank, timeline=()), seen  # type: ignore[arg-type]

    assert without_names(waiting) == without_names(reactive)
    rows = {row.id: row for row in queries.list_screenings(lead).rows}
    blank = dict.fromkeys(("number", "client"), "")
    documents = [SCREENINGS.show(lead, rows[test].number) | blank for test in (waiting, reactive)]
    assert documents[0] == documents[1]
    assert rows[waiting].state is rows[reactive].state is Shown.WAITING
    said = heard(lead) + str(SCREENINGS.list(lead, {}, None)) + str(SCREENINGS.show(lead, rows[reactive].number))
    assert SCREENINGS.export is not None
    said += str([[c.value(row) for c in SCREENINGS.export.columns] for row in SCREENINGS.export.rows(lead, {})])
    for word in ("reactive", "confirm", "phản ứng", "khẳng định", "positive", "hiv"):
        assert word not in said.replace("HIV", "")
    assert SCREENINGS.search(lead, "reactive") == [] == SCREENINGS.search(lead, "HIV")


def test_each_look_is_audited_and_by_command_line_it_takes_a_reason(
    lead: Session, officer: Session, viewer: Session
) -> None:
    test = sampled(lead)
    services.take_step(lead, test, "result", resulted(Result.NON_REACTIVE))
    number = services.read_again(lead, test).number
    before = heard(lead).count("screenings.look")
    services.look(officer, test)
    services.look(lead, test)
    assert heard(lead).count(f"screenings.look screenings/{number}") == before + 2
    assert SCREENINGS.reveal is not None
    with pytest.raises(Invalid):
        SCREENINGS.reveal(lead, number, " ")
    assert "result" not in SCREENINGS.show(lead, number)
    assert SCREENINGS.reveal(lead, number, "Đối chiếu sổ")["result"] == "non_reactive"
    assert heard(lead).count("screenings.look") == before + 3 and "Đối chiếu" not in heard(lead)
    for verb in (services.look, services.show_screening):
        with pytest.raises(Refused):
            verb(viewer, test)
    assert len(queries.list_screenings(viewer).rows) == 1


def test_a_result_is_told_to_the_person_or_for_a_child_to_a_guardian(lead: Session) -> None:
    child = opened(lead, birth_year=2013)
    with pytest.raises(Invalid) as alone:
        agreed(lead, child.id)
    assert set(alone.value.fields) == {"guardian"}
    test = agreed(lead, child.id, guardian="Bà ngoại")
    services.take_step(lead, test, "sample", SAMPLE)
    services.take_step(lead, test, "result", resulted(Result.NON_REACTIVE))
    for facts, fields in (
        (TOLD, {"told_to"}),
        (replace(TOLD, told_to=ToldTo.GUARDIAN), {"guardian"}),
        (replace(TOLD, told_to=None, counselled=False), {"told_to", "counselled"}),
    ):
        with pytest.raises(Invalid) as caught:
            services.take_step(lead, test, "tell", facts)
        assert set(caught.value.fields) == fields
    services.take_step(lead, test, "tell", replace(TOLD, told_to=ToldTo.GUARDIAN, guardian="Bà ngoại"))

    grown = sampled(lead)
    services.take_step(lead, grown, "result", resulted(Result.NON_REACTIVE))
    with pytest.raises(Invalid) as other:
        services.take_step(lead, grown, "tell", replace(TOLD, told_to=ToldTo.GUARDIAN, guardian="Mẹ"))
    assert set(other.value.fields) == {"told_to"}
    # A pregnancy test of somebody young: nothing of the law on HIV, the person may hear it.
    young = agreed(lead, child.id, "pregnancy")
    services.take_step(lead, young, "result", replace(SAMPLE, result=Result.NEGATIVE, result_on=TODAY))
    services.take_step(lead, young, "tell", replace(TOLD, counselled=False))


def test_a_corrected_result_is_told_anew_and_the_old_one_is_kept(lead: Session, officer: Session) -> None:
    test = sampled(officer)
    services.take_step(officer, test, "result", resulted(Result.NON_REACTIVE))
    services.take_step(officer, test, "tell", TOLD)
    right = replace(resulted(Result.REACTIVE), reason="Đọc nhầm ống mẫu")
    with pytest.raises(Refused):
        services.correct_result(officer, test, right)
    with pytest.raises(Invalid):
        services.correct_result(lead, test, replace(right, reason=""))
    assert services.correct_result(lead, test, right).state is Shown.WAITING
    looked = services.look(lead, test)
    assert (looked.result, looked.versions[0].result, looked.versions[0].reason) == (
        Result.REACTIVE,
        Result.NON_REACTIVE,
        "Đọc nhầm ống mẫu",
    )
    assert "Đọc nhầm" not in heard(lead) + str(services.read_again(lead, test))


def test_the_last_step_can_be_taken_back_by_whoever_took_it(lead: Session, officer: Session) -> None:
    test = sampled(officer)
    services.take_step(officer, test, "result", resulted(Result.NON_REACTIVE))
    last = services.read_again(officer, test).undoable
    assert last is not None and services.read_again(lead, test).undoable is None
    with pytest.raises(Refused):
        services.undo_last(lead, test, last.event_id)
    assert services.undo_last(officer, test, last.event_id).state is Shown.WAITING
    assert services.look(officer, test).result is None
    services.take_step(officer, test, "result", resulted(Result.REACTIVE))


def test_days_lie_in_their_order_and_numbers_are_given_once(lead: Session) -> None:
    client = opened(lead)
    with pytest.raises(Invalid) as offered:
        services.offer(
            lead, client.id, NewScreenings(TODAY - timedelta(days=1), (Asked("hiv"), Asked("hiv"), Asked("xyz")))
        )
    assert set(offered.value.fields) == {"asked_on", "tests"}
    test = agreed(lead, client.id)
    tomorrow = TODAY + timedelta(days=1)
    for facts, fields in (
        (StepFacts(), {"sample_on", "place"}),
        (replace(SAMPLE, sample_on=TODAY - timedelta(days=1)), {"sample_on"}),
        (replace(SAMPLE, sample_on=tomorrow), {"sample_on"}),
        (replace(SAMPLE, due_on=TODAY - timedelta(days=1)), {"due_on"}),
    ):
        with pytest.raises(Invalid) as caught:
            services.take_step(lead, test, "sample", facts)
        assert set(caught.value.fields) == fields
    services.take_step(lead, test, "sample", SAMPLE)
    services.remove_screening(lead, test, "Nhập nhầm hồ sơ")
    assert queries.count_screenings(lead) == 0
    assert services.restore_screening(lead, test).state is Shown.WAITING
    assert services.read_again(lead, agreed(lead, client.id, "syphilis")).number == "XN26-002"


def test_the_days_work_names_what_is_to_be_told_and_what_is_awaited(lead: Session) -> None:
    ready, awaited, later = sampled(lead), sampled(lead), agreed(lead, opened(lead).id)
    services.take_step(lead, ready, "result", resulted(Result.NON_REACTIVE))
    with lead.at(MORNING + timedelta(days=3)):
        services.take_step(lead, later, "sample", replace(SAMPLE, due_on=TODAY + timedelta(days=9)))
        work = queries.work_today(lead)
        late = queries.list_screenings(lead, ScreeningFilter(late=True)).rows
    assert [row.id for row in work.to_tell] == [ready]
    assert [row.id for row in work.awaited] == [awaited]
    assert {row.id for row in late} == {ready, awaited}


def test_another_unit_reaches_no_test(lead: Session, social_lead: Session) -> None:
    test = sampled(lead)
    with pytest.raises(Exception, match="another unit"):
        services.look(social_lead, test)
    with pytest.raises(NotFound):
        services.show_screening(lead, test + 1)


def test_an_erased_client_leaves_no_result_no_answer_and_no_word_in_the_index(lead: Session) -> None:
    client = opened(lead)
    test = agreed(lead, client.id)
    services.take_step(lead, test, "result", replace(SAMPLE, result=Result.REACTIVE, result_on=TODAY))
    services.take_step(lead, test, "result", confirmed(Result.POSITIVE))
    services.correct_result(lead, test, replace(confirmed(Result.NEGATIVE), reason="Đọc nhầm"))
    form = NewTaken("phq9", (0,) * 8 + (1,))
    counselling.record_session(lead, client.id, NewSession(TODAY, topics=("sti",), taken=(form,), agreed="Bí mật"))
    erasure.withdraw(lead, client.id, TODAY)
    erasure.erase_client(lead, client.id, client.code)
    with lead.read() as db:
        left = {
            table: db.execute(text(f"SELECT * FROM health.{table}")).mappings().all()
            for table in (
                *("screenings", "screening_tellings", "screening_events", "screening_versions", "counselling"),
                *("instruments_taken", "self_harm_alerts", "counselling_events", "counselling_versions"),
                "search_rows",
            )
        }
    assert {name for name, rows in left.items() if rows} == {"screenings", "counselling"}
    (row,), (talk,) = left["screenings"], left["counselling"]
    assert {row[name] for name in ("test", "test_name", "result", "confirmed", "lab", "lab_number", "note")} == {""}
    assert (talk["agreed"], talk["note"]) == ("", "") and "sti" not in str(dict(talk))


def test_the_clients_timeline_does_not_count_the_steps_of_a_test(lead: Session) -> None:
    client = opened(lead)
    test = agreed(lead, client.id)
    services.take_step(lead, test, "result", replace(SAMPLE, result=Result.REACTIVE, result_on=TODAY))
    services.tell_first(lead, test, TOLD)
    services.take_step(lead, test, "result", confirmed(Result.NEGATIVE))
    told = [entry.action for entry in clients.read_again(lead, client.id).timeline]
    assert sorted(told) == ["intake", "screenings.offer"]
