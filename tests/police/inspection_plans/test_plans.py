"""A year's plan from draw to last item: drawn from recorded facts, approved once, changed only with a reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, select

from app.common.i18n import sentence
from app.police.inspection_plans import queries, services, services_items, services_print, services_review
from app.police.inspection_plans.draw import lot
from app.police.inspection_plans.facts import candidates, months_before
from app.police.inspection_plans.method import Weight, reference_weights
from app.police.inspection_plans.models import PlanCandidate, PlanItem
from app.police.inspection_plans.terms import Factor, Ground, PlanState, Progress
from app.police.inspection_plans.values import ItemRow, PlanDetail, Wanted
from app.police.inspections import services as inspections
from app.police.inspections.models import Inspection
from app.police.inspections.values import Decision
from app.registry.establishments import services as register
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session
from tests.police.inspection_plans import commune
from tests.police.inspection_plans.conftest import Enter

TODAY = date(2026, 3, 11)
THIS_YEAR = Wanted(2026, "2026-417", Decimal("0.5"))


def approved(lead: Session, wanted: Wanted = THIS_YEAR) -> PlanDetail:
    plan = services.draft_plan(lead, wanted)
    services.approve(lead, plan.plan_id)
    return services_review.open_plan(lead, plan.plan_id)


def item(plan: PlanDetail, number: str) -> ItemRow:
    return next(each for each in plan.items if each.number == number)


def wrong(refusal: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return set(refusal.value.fields)


def actions(session: Session) -> list[str]:
    with session.read() as db:
        return [entry.action for entry in audit.entries(db, Compartment.POLICE, limit=20)]


def test_the_facts_are_those_that_are_recorded(lead: Session) -> None:
    asked: list[str] = []
    with lead.read() as db:
        event.listen(db.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
        found = {each.number: each for each in candidates(db, TODAY, 24)}
    assert len(asked) < len(found)  # sums in SQL: no question for each of the premises
    assert sorted(found) == [f"CS{seq:03d}" for seq in range(1, 11)]  # neither suspended, closed nor merged ones
    assert [number for number, each in found.items() if each.never_inspected] == ["CS001", "CS002"]
    assert {number: each.open_findings for number, each in found.items() if each.open_findings} == {"CS004": 2}
    assert {number: each.reports for number, each in found.items() if each.reports} == {"CS005": 2}
    assert [number for number, each in found.items() if each.licence_expired] == ["CS002", "CS004"]
    assert [number for number, each in found.items() if each.certificate_expired] == ["CS007"]
    # What was recorded for the duplicate is the premises' own.
    assert found["CS010"].last_inspected_on == date(2026, 2, 11)
    with lead.read() as db:  # on the day before the visit nothing was found yet
        before = {each.number: each for each in candidates(db, date(2025, 6, 1), 24)}
    assert (before["CS004"].last_inspected_on, before["CS004"].open_findings) == (None, 0)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)


def test_a_plan_is_drawn_told_and_drawn_again_by_anybody(lead: Session) -> None:
    plan = services_review.open_plan(lead, services.draft_plan(lead, THIS_YEAR).plan_id)
    assert (plan.number, plan.state, plan.active, plan.quota) == ("01/2026/KHKT", PlanState.DRAFT, 10, 5)
    # Five places: two never inspected, then two by score (CS004 with 6 points, CS003 with 3), then one by lot.
    assert [(each.number, each.ground, each.score) for each in plan.items][:4] == [
        *(
            (number, Ground.NEVER_INSPECTED, score)
            for number, score in sorted((("CS001", 0), ("CS002", 2)), key=lambda pair: lot("2026-417", pair[0]))
        ),
        ("CS004", Ground.RISK, 6),
        ("CS003", Ground.RISK, 3),
    ]
    rest = ["CS005", "CS006", "CS007", "CS008", "CS009", "CS010"]
    assert [(plan.items[4].number, plan.items[4].ground)] == [
        (min(rest, key=lambda number: lot("2026-417", number)), Ground.LOT)
    ]
    assert [each.candidate.number for each in plan.candidates] == sorted(
        (each.candidate.number for each in plan.candidates), key=lambda number: lot("2026-417", number)
    )
    assert plan.check_command and len(plan.how_to_redraw) == 6
    assert services_review.verify(lead, plan.id).ok
    assert "plans.verify" in actions(lead)


def test_nobody_draws_until_it_suits_unseen(lead: Session) -> None:
    services.preview(lead, replace(THIS_YEAR, seed="thu-1"))
    plan = services.draft_plan(lead, THIS_YEAR)
    services.redraw(lead, plan.plan_id, "30 %", "2026-418")
    services.redraw(lead, plan.plan_id, "0,4", "2026-419")
    detail = services_review.open_plan(lead, plan.plan_id)
    assert [(each.seed, each.share, each.chosen) for each in detail.draws] == [
        ("2026-417", Decimal("0.5"), 5),
        ("2026-418", Decimal("0.3"), 3),
        ("2026-419", Decimal("0.4"), 4),
    ]
    assert (detail.seed, len(detail.items), len(detail.candidates)) == ("2026-419", 4, 10)
    printed = services_print.print_plan(lead, plan.plan_id)
    assert len(printed.earlier_draws) == 2 and "2026-417" in printed.earlier_draws[0] and printed.draft
    assert actions(lead)[:6] == [
        "plans.print", "plans.open", "plans.redraw", "plans.redraw", "plans.draft", "plans.preview",
    ]  # fmt: skip


def test_what_cannot_be_drawn_is_said_at_its_field(lead: Session) -> None:
    with pytest.raises(Invalid) as refusal:
        services.draft_plan(lead, Wanted(2025, " ", "1.01"))
    assert wrong(refusal) == {"year", "share", "seed"}
    for year in (1999, 2028):
        with pytest.raises(Invalid) as refusal:
            services.draft_plan(lead, Wanted(year, "1"))
        assert wrong(refusal) == {"year"}
    for share in ("0", "-0.2", "1.2", "120%", "một nửa", "nan", "0.00001", ""):
        with pytest.raises(Invalid) as refusal:
            services.preview(lead, Wanted(2026, "1", share))
        assert wrong(refusal) == {"share"}, share
    for seed in ("a'b", "x" * 61, "a\u200bb"):
        with pytest.raises(Invalid) as refusal:
            services.preview(lead, Wanted(2026, seed))
        assert wrong(refusal) == {"seed"}, seed
    # All of them is a share, too; a code may hold letters with marks, in whichever form they came.
    assert len(services.preview(lead, Wanted(2027, "Te\u0302\u0301t 2027", "100 %")).chosen) == 10
    services.draft_plan(lead, THIS_YEAR)
    with pytest.raises(Invalid) as refusal:
        services.draft_plan(lead, THIS_YEAR)
    assert wrong(refusal) == {"year"}


def test_an_approved_plan_is_final_until_another_takes_its_place(lead: Session) -> None:
    plan = approved(lead)
    with pytest.raises(Refused, match="draw is final"):
        services.redraw(lead, plan.id, "0.2", "lại")
    with pytest.raises(Refused, match="draw is final"):
        services.approve(lead, plan.id)
    begun, planned = item(plan, "CS001"), item(plan, "CS004")
    services_items.schedule(lead, begun.id, TODAY)
    services_items.schedule(lead, planned.id, date(2026, 5, 6))
    with pytest.raises(Refused):
        services.replace_plan(lead, plan.id, "Nó thay chính nó.")

    second = services.draft_plan(lead, Wanted(2026, "khac", "0.2"))
    with pytest.raises(Refused, match="01/2026/KHKT"):
        services.approve(lead, second.plan_id)
    with pytest.raises(Invalid) as refusal:
        services.replace_plan(lead, second.plan_id, " ")
    assert wrong(refusal) == {"reason"}
    services.replace_plan(lead, second.plan_id, "Giảm số cơ sở theo chỉ đạo.")

    old, new = (services_review.open_plan(lead, each) for each in (plan.id, second.plan_id))
    assert (old.state, old.replaced_by, new.state) == (PlanState.REPLACED, "02/2026/KHKT", PlanState.APPROVED)
    # What was begun goes on under the new plan: drawn there already, or added with the reason.
    assert (item(new, "CS001").ground, item(new, "CS001").planned_on) == (Ground.NEVER_INSPECTED, TODAY)
    assert (item(new, "CS004").ground, item(new, "CS004").planned_on) == (Ground.ADDED, date(2026, 5, 6))
    assert services_review.verify(lead, new.id).ok
    with pytest.raises(Refused, match="replaced"):
        services_items.add_item(lead, old.id, begun.establishment_id, "Thêm.")
    current = queries.current_plan(lead, 2026)
    assert current is not None and current.id == new.id


def test_a_draft_drawn_again_meanwhile_is_not_approved_unread(lead: Session) -> None:
    plan = services.draft_plan(lead, THIS_YEAR)
    services.redraw(lead, plan.plan_id, "0.5", "khac")
    with pytest.raises(Conflict):
        services.approve(lead, plan.plan_id, plan.version)


def test_nor_does_it_take_the_place_of_another_unread(lead: Session) -> None:
    approved(lead)
    draft = services.draft_plan(lead, Wanted(2026, "khac", "0.2"))
    services.redraw(lead, draft.plan_id, "0.5", "lai")
    with pytest.raises(Conflict):
        services.replace_plan(lead, draft.plan_id, "Giảm số cơ sở theo chỉ đạo.", draft.version)


def test_premises_are_scheduled_moved_and_put_off(lead: Session) -> None:
    plan = approved(lead)
    first, second, third = plan.items[:3]
    services_items.schedule(lead, first.id, date(2026, 4, 8))
    with lead.read() as db:
        made = db.execute(
            select(
                Inspection.kind, Inspection.state, Inspection.planned_on, Inspection.establishment_number, Inspection.id
            ).where(Inspection.plan_item_id == first.id)
        ).one()
    assert made[:4] == (
        "planned", "planned", date(2026, 4, 8), first.number,
    )  # fmt: skip
    services_items.schedule(lead, first.id, date(2026, 4, 9))
    # Moved in the inspection, it is moved in the plan.
    inspections.reschedule(lead, made.id, date(2026, 4, 10))
    services_items.set_month(lead, [second.id, third.id], 6)
    seen = services_review.read_again(lead, plan.id)
    assert [(each.planned_on, each.planned_month, each.progress) for each in seen.items[:3]] == [
        (date(2026, 4, 10), 4, Progress.SCHEDULED),
        (None, 6, Progress.SCHEDULED),
        (None, 6, Progress.SCHEDULED),
    ]
    services_items.spread(lead, plan.id, 9, 12)
    assert [each.planned_month for each in services_review.read_again(lead, plan.id).items[3:]] == [9, 11]

    with pytest.raises(Invalid) as refusal:
        services_items.put_off(lead, first.id, "")
    assert wrong(refusal) == {"reason"}
    services_items.put_off(lead, first.id, "Cơ sở đang sửa chữa.")
    with lead.read() as db:
        assert db.scalars(select(Inspection.state).where(Inspection.id == made.id)).one() == "cancelled"
    with pytest.raises(Refused, match="put off"):
        services_items.schedule(lead, first.id, date(2026, 4, 8))
    with pytest.raises(Invalid) as refusal:
        services_items.add_item(lead, plan.id, first.establishment_id, "Thêm lại.")
    assert wrong(refusal) == {"establishment"}
    assert services_review.read_again(lead, plan.id).tally.put_off == 1
    services_items.take_up(lead, first.id)
    services_items.schedule(lead, first.id, date(2026, 7, 1))
    assert item(services_review.read_again(lead, plan.id), first.number).planned_on == date(2026, 7, 1)


def test_a_day_that_cannot_be_is_said_at_its_field(lead: Session) -> None:
    plan = approved(lead)
    first = plan.items[0]
    for day in (None, date(2026, 3, 10), date(2027, 1, 4)):
        with pytest.raises(Invalid) as refusal:
            services_items.schedule(lead, first.id, day)
        assert wrong(refusal) == {"planned_on"}, day
    for month in (0, 2, 13):
        with pytest.raises(Invalid) as refusal:
            services_items.set_month(lead, [first.id], month)
        assert wrong(refusal) == {"planned_month"}, month
    register.close_establishment(lead, first.establishment_id, TODAY, "Nghỉ kinh doanh.")
    with pytest.raises(Invalid) as refusal:
        services_items.schedule(lead, first.id, date(2026, 4, 8))
    assert wrong(refusal) == {"establishment"}
    assert first.name in sentence(refusal.value.fields["establishment"])


def test_premises_are_added_by_hand_with_a_reason_only(lead: Session) -> None:
    plan = approved(lead)
    ids = {each.candidate.number: each.candidate.establishment_id for each in plan.candidates}
    free = next(number for number in ids if number not in {each.number for each in plan.items})
    suspended, closed = (register.find_number(lead, number) for number in ("CS011", "CS012"))
    for establishment_id, reason, fields in (
        (ids[free], "", {"reason"}),
        (closed, "Có đơn.", {"establishment"}),
        (suspended, "Có đơn.", {"establishment"}),
        (plan.items[0].establishment_id, "Có đơn.", {"establishment"}),
    ):
        with pytest.raises(Invalid) as refusal:
            services_items.add_item(lead, plan.id, establishment_id, reason)
        assert wrong(refusal) == fields
    services_items.add_item(lead, plan.id, ids[free], "Có đơn của người dân.")
    added = services_review.read_again(lead, plan.id).items[-1]
    assert (added.number, added.ground, added.score, added.reason) == (
        free,
        Ground.ADDED,
        None,
        "Có đơn của người dân.",
    )
    assert services_review.verify(lead, plan.id).ok  # the draw is what it was


def test_one_team_goes_to_several_or_to_none(lead: Session) -> None:
    plan = approved(lead)
    chosen = plan.items[:3]
    for each, day in zip(chosen, (6, 7, 8), strict=True):
        services_items.schedule(lead, each.id, date(2026, 4, day))
    ids = [each.id for each in chosen]
    decision = Decision("12/QĐ-CAX", TODAY)

    def states() -> list[str]:
        with lead.read() as db:
            return list(db.scalars(select(Inspection.state).where(Inspection.plan_item_id.in_(ids))))

    with pytest.raises(Invalid) as refusal:
        services_items.assign_team(lead, ids, commune.TEAM, Decision("12/QĐ-CAX", date(2026, 4, 7)))
    assert "decision_on" in wrong(refusal)  # too late for the first of them
    assert states() == ["planned"] * 3
    with pytest.raises(Invalid, match=f"{plan.items[3].number} .* has no day"):
        services_items.assign_team(lead, [*ids, plan.items[3].id], commune.TEAM, decision)
    assert states() == ["planned"] * 3
    services_items.assign_team(lead, ids, commune.TEAM, decision)
    assert states() == ["ready"] * 3


def test_other_weights_hold_for_the_next_draw_and_old_plans_keep_theirs(lead: Session) -> None:
    plan = approved(lead)
    ours = reference_weights()
    with pytest.raises(Invalid) as refusal:
        services.change_weights(
            lead,
            replace(
                ours, weights=(Weight(Factor.YEARS, 5, 3), *ours.weights[1:]), threshold=0, risk_percent=101,
                reports_months=0,
            ),
            "Thử.",
        )  # fmt: skip
    assert wrong(refusal) == {"years_since_inspection", "threshold", "risk_percent", "reports_months"}
    with pytest.raises(Invalid) as refusal:
        services.change_weights(lead, replace(ours, threshold=4), "")
    assert wrong(refusal) == {"reason"}
    services.change_weights(lead, replace(ours, threshold=4), "Chỉ xét cơ sở có từ 4 điểm.")
    assert queries.read_weights(lead).threshold == 4
    with lead.read() as db:
        told = audit.entries(db, Compartment.POLICE, limit=1)[0]
    assert (told.action, (told.detail or {})["changes"]) == ("plans.weights", {"threshold": [3, 4]})
    drawing = services.preview(lead, THIS_YEAR)
    assert [line.candidate.number for line in drawing.chosen if line.ground is Ground.RISK] == ["CS004"]
    assert services_review.open_plan(lead, plan.id).weights == ours
    assert services_review.verify(lead, plan.id).ok


def test_what_was_changed_behind_the_apps_back_is_found(lead: Session) -> None:
    plan = approved(lead)
    with lead.work(Compartment.POLICE) as work:
        rows = {row.number: row for row in work.db.scalars(select(PlanCandidate))}
        rows["CS009"].lot = "0" * 64
        rows["CS003"].open_findings = 5
        swapped = work.db.get(PlanItem, plan.items[0].id)
        assert swapped is not None
        swapped.number = "CS006"
    said = " ".join(sentence(problem) for problem in services_review.verify(lead, plan.id).problems)
    for number in ("CS009", "CS003", "CS006", plan.items[0].number):
        assert number in said


def test_the_printed_plan_holds_what_an_outsider_needs_and_no_more(lead: Session) -> None:
    plan = approved(lead)
    services_items.schedule(lead, plan.items[0].id, date(2026, 4, 8))
    services_items.set_month(lead, [plan.items[1].id], 5)
    services_items.put_off(lead, plan.items[2].id, "Đang sửa chữa.")
    first, again = services_print.print_plan(lead, plan.id), services_print.print_plan(lead, plan.id)
    assert (first.document_number, first.copy, again.document_number, again.copy) == ("01/KHKT", 1, "01/KHKT", 2)
    assert (first.share, first.seed, first.active, first.quota, first.chosen) == ("50 %", "2026-417", 10, 5, 5)
    assert (first.never_inspected, first.by_score, first.by_lot, first.added, first.draft) == (2, 2, 1, 0, False)
    assert [each.when for each in first.items[:3]] == ["08/04/2026", "Tháng 05", ""]
    assert "Đang sửa chữa." in first.items[2].note and first.items[0].ground == "Chưa từng kiểm tra"
    assert [each.lot for each in first.candidates] == [lot("2026-417", each.number)[:12] for each in first.candidates]
    assert [each.score for each in first.items] == ["", "", "6", "3", ""]
    # Nothing on the paper says how many reports name the premises.
    assert "tin báo" not in " ".join(str(each) for each in first.candidates + first.items)


def test_who_may_do_what(enter: Enter) -> None:
    officer, viewer, health = enter("officer"), enter("viewer"), enter("health")
    plan = services.draft_plan(officer, THIS_YEAR).plan_id
    refusals: list[object] = []
    for act in (
        lambda: services.approve(officer, plan),
        lambda: services.change_weights(officer, reference_weights(), "Thử."),
        lambda: services.preview(viewer, THIS_YEAR),
        lambda: services_review.open_plan(viewer, plan),
        lambda: services_print.print_plan(viewer, plan),
        lambda: queries.list_plans(health),
        lambda: services.preview(health, THIS_YEAR),
        lambda: services_review.find_number(health, "1/2026"),
    ):
        with pytest.raises(AppError) as refusal:
            act()
        refusals.append(type(refusal.value))
    assert refusals == [Refused] * 8
    assert [each.number for each in queries.list_plans(viewer)] == ["01/2026/KHKT"]
    lead = enter("lead")
    services.approve(lead, plan)
    first, second = queries.list_items(viewer, plan)[:2]
    services_items.schedule(officer, first.id, date(2026, 4, 8))
    for act in (
        lambda: services_items.put_off(officer, second.id, "Không kịp."),
        lambda: services_items.add_item(officer, plan, first.establishment_id, "Thêm."),
        lambda: services_items.assign_team(officer, [first.id], commune.TEAM, Decision("1", TODAY)),
        lambda: services_items.schedule(viewer, second.id, date(2026, 4, 8)),
    ):
        with pytest.raises(Refused):
            act()
