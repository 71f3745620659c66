"""Does every service of the police and the registry refuse a value that no list has, and leave everything as it was?

Called are all public services whose first argument is the session, each parameter and each field of an entry in turn
(tests/wrong_values.py). A service that `CALLS` does not know fails the test: add one line with a call that it takes.
"""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select

import app.police
import app.registry
from app.common.deadlines import DayOff
from app.police.inspection_plans import services as plans
from app.police.inspection_plans import services_items
from app.police.inspection_plans import services_review as plan_reading
from app.police.inspection_plans.method import reference_weights
from app.police.inspection_plans.values import Wanted
from app.police.inspections import services as inspections
from app.police.inspections import services_files as inspection_files
from app.police.inspections import services_findings, services_sanctions
from app.police.inspections import services_review as inspection_review
from app.police.inspections.terms import InspectionKind, MemberRole, ReviewResult
from app.police.inspections.values import (
    Check,
    Decision,
    InspectionDetail,
    Member,
    Minutes,
    NewFinding,
    NewPlan,
    Review,
)
from app.police.reports import services as reports
from app.police.reports import services_files as report_files
from app.police.reports import services_limits, services_review
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, Flag, ReportKind
from app.police.reports.values import NewReport, Place, Respondent
from app.registry import queries as registry
from app.registry import services as lists
from app.registry.establishments import services as register
from app.registry.establishments import services_merging, services_proposals
from app.registry.establishments.models import Proposal
from app.registry.establishments.terms import CountSource
from app.registry.establishments.values import Counts, Entry
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, NotFound, Refused
from app.vault.people import Level, Unit
from app.vault.recovery import RecoveryForm
from app.vault.schema import Base
from app.vault.session import Session
from tests.conftest import PASSWORD
from tests.police.inspections import builders as visits
from tests.police.reports import builders
from tests.wrong_values import wrong_values

MORNING = datetime(2026, 3, 11, 2, 30, tzinfo=UTC)
TODAY, SOON = date(2026, 3, 11), date(2026, 3, 20)


@dataclass
class World:
    """One vault with a record in each state that a service asks for."""

    lead: Session
    health: Session
    ids: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.ids[name]


@pytest.fixture(scope="module")
def world(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    place = tmp_path_factory.mktemp("world") / "vault"
    shutil.copytree(ready_vault, place)
    state = tmp_path_factory.mktemp("world-state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with access.open_vault(place) as vault:
            lead, officer, health = (
                access.sign_in(vault, user, PASSWORD) for user in ("dao.ngoc.lan", "vu.hai.nam", "ly.thi.thom")
            )
            with lead.at(MORNING), officer.at(MORNING), health.at(MORNING):
                made = World(lead, health, {"officer": officer.account.id})
                _premises(made)
                _reports(made)
                _inspections(made, officer)
                _plans(made)
                yield made
            for session in (lead, officer, health):
                session.close()


def _premises(world: World) -> None:
    lead, ids = world.lead, world.ids
    ids["village"] = lists.add_village(lead, "Thôn Đông")
    for name in ("open", "open2", "suspended", "twin", "merged", "visited"):
        entry = Entry(f"Nhà nghỉ {name}", "guest_house", ids["village"], opened_on=date(2020, 1, 1))
        ids[name] = register.add_establishment(lead, entry).establishment_id
    register.suspend_establishment(lead, ids["suspended"], date(2026, 3, 1), "Sửa chữa")
    services_merging.merge_duplicate(lead, ids["open2"], ids["merged"], "Nhập hai lần")
    register.change_establishment(lead, ids["open"], 1, {"owner": "Hoàng Văn Định"})
    register.set_count(lead, ids["open"], Counts(TODAY, 4))
    ids["count"] = register.open_establishment(lead, ids["open"]).counts[0].id
    services_proposals.propose_change(world.health, ids["open2"], {"phone": "0900000002"})
    with lead.read() as db:
        ids["proposal"] = db.scalars(select(Proposal.id)).one()


def _reports(world: World) -> None:
    lead, ids = world.lead, world.ids
    received = builders.received
    ids["received"] = received(lead).report_id
    ids["other"] = received(lead).report_id
    ids["denounced"] = received(lead, ReportKind.DENUNCIATION).report_id
    ids["complaint"] = received(lead, ReportKind.COMPLAINT).report_id
    services_review.link(lead, ids["received"], ids["other"], "Cùng một vụ")
    ids["suspended_report"] = received(lead).report_id
    services_limits.suspend(lead, ids["suspended_report"], "Chờ giám định")
    ids["brought_up"] = received(lead).report_id
    services_limits.escalate(lead, ids["brought_up"], "Cần ý kiến")
    ids["binned"] = received(lead).report_id
    services_review.remove(lead, ids["binned"], "Nhập trùng")
    ids["verifying"] = builders.verifying(lead).report_id
    handled = builders.concluded(lead)
    ids["to_close"] = reports.take_step(lead, handled.report_id, "resolve", builders.RESOLVE).report_id
    ids["transferred"] = received(lead).report_id
    reports.take_step(lead, ids["transferred"], "transfer", StepFacts(authority="city_police"))
    ids["declined"] = received(lead, ReportKind.COMPLAINT).report_id
    reports.take_step(lead, ids["declined"], "decline", StepFacts(decline_ground="out_of_time"))
    report_files.attach(lead, ids["received"], "ảnh.txt", "text/plain", b"x")
    detail = reports.read_again(lead, ids["received"])
    ids["report_file"] = detail.attachments[0].id
    ids["limit"] = next(each.id for each in detail.deadlines if each.stage == "notice_of_receipt")


def _inspections(world: World, officer: Session) -> None:
    lead, ids, here = world.lead, world.ids, world["visited"]
    ids["planned"] = visits.plan(lead, here, SOON).inspection_id
    ids["ready"] = visits.ready(lead, officer, here)
    detail = _held(lead, officer, here, visits.finding())
    ids["recorded"], ids["found"] = detail.id, detail.findings[0].id
    services_sanctions.add_sanction(lead, detail.id, visits.sanction(ids["found"]))
    ids["sanction"] = inspections.read_again(lead, detail.id).sanctions[0].id
    ids["open_record"] = _held(lead, officer, here, visits.finding())
    ids["following"] = _following(lead, officer, here).id
    with_follow_up = _following(lead, officer, here)
    ids["follow_up"] = services_findings.begin_follow_up(lead, with_follow_up.id, TODAY).inspection_id
    ids["first_finding"] = with_follow_up.findings[0].id
    corrected = _following(lead, officer, here)
    inspection_review.correct(lead, corrected.id, corrected.version, {"note": "Sửa"}, "Nhầm")
    ids["corrected"] = corrected.id
    ids["version"] = inspections.read_again(lead, corrected.id).versions[0].id
    done = _held(lead, officer, here)
    ids["closed"] = inspections.conclude(lead, done.id).inspection_id
    handled = _following(lead, officer, here)
    services_findings.put_right(lead, handled.id, handled.findings[0].id, TODAY)
    ids["all_right"] = handled.id
    ids["binned_visit"] = visits.plan(lead, here).inspection_id
    inspection_review.remove(lead, ids["binned_visit"], "Nhập trùng")
    inspection_files.attach(lead, ids["recorded"], "ảnh.txt", "text/plain", b"x")
    ids["visit_file"] = inspections.read_again(lead, ids["recorded"]).attachments[0].id


def _held(lead: Session, officer: Session, here: int, *found: NewFinding) -> InspectionDetail:
    """A visit without hours: nobody is in two places at once."""
    entered = visits.minutes(started=None, ended=None, team=visits.team(officer), findings=found)
    return inspections.read_again(lead, inspections.add_unannounced(lead, here, entered).inspection_id)


def _following(lead: Session, officer: Session, here: int) -> InspectionDetail:
    held = _held(lead, officer, here, visits.finding())
    return inspections.read_again(lead, inspections.conclude(lead, held.id).inspection_id)


def _plans(world: World) -> None:
    lead, ids = world.lead, world.ids
    ids["plan"] = plans.draft_plan(lead, Wanted(2026, "2026-417", Decimal("0.9"))).plan_id
    plans.approve(lead, ids["plan"])
    items = plan_reading.open_plan(lead, ids["plan"]).items
    ids["item"], ids["scheduled"], ids["item_off"] = [each.id for each in items if not each.inspected_on][:3]
    services_items.schedule(lead, ids["scheduled"], SOON)
    services_items.put_off(lead, ids["item_off"], "Sửa chữa")
    later = register.add_establishment(lead, Entry("Karaoke Mới", "karaoke")).establishment_id
    ids["later"] = later
    ids["draft"] = plans.draft_plan(lead, Wanted(2026, "2026-418", Decimal("0.5"))).plan_id
    ids["next_draft"] = plans.draft_plan(lead, Wanted(2027, "2027-1", Decimal("0.5"))).plan_id


# --- a call that each service takes ----------------------------------------------------------------------

Call = dict[str, Any]


def _report(world: World) -> NewReport:
    place = Place(world["village"], world["open"], "", "Số 5")
    return builders.new(
        ReportKind.DENUNCIATION,
        respondent=Respondent("Trần Văn Tý", "Đường 5"),
        place=place,
        flags=frozenset({Flag.CHILD}),
        unknown=frozenset({"reporter_phone"}),
        officer_id=world["officer"],
    )


def _entry(world: World) -> Entry:
    return Entry("Karaoke Trăng Non", "karaoke", world["village"], licence_issued_on=TODAY, licence_expires_on=SOON,
                 cert_issued_on=TODAY, cert_expires_on=SOON, opened_on=TODAY)  # fmt: skip


def _team(world: World) -> tuple[Member, ...]:
    leader = Member(role=MemberRole.LEADER, account_id=world["officer"])
    return (leader, Member("Đinh Thị Sáu", office="Phòng Văn hóa - Xã hội"))


def _minutes(world: World, **more: Any) -> Minutes:
    checks = (Check("Sổ đăng ký lưu trú", item_code=_first(world, registry.CHECKLIST_ITEMS)),)
    found = (visits.finding(measures=(_first(world, registry.MEASURES),), put_right_on=TODAY),)
    given: Call = {"team": _team(world), "decision": DECISION, "checks": checks, "findings": found, "fix_by": SOON}
    return visits.minutes(**({"started": None, "ended": None} | given | more))


def _first(world: World, catalogue: str) -> str:
    with world.lead.read() as db:
        return registry.catalogue(db, catalogue)[0].code


def _rule(world: World) -> Any:
    with world.lead.read() as db:
        return next(each for each in registry.deadline_rules(db) if each.extensions)


def _item(world: World, catalogue: str = registry.VIOLATION_KINDS) -> Any:
    with world.lead.read() as db:
        found = registry.catalogue(db, catalogue)[0]
    return replace(found, in_force_from=TODAY, in_force_to=SOON)


DECISION = Decision("12/QĐ-CAX", date(2026, 3, 2))
NOTE = "Ghi chú"


def report(which: str, **more: Any) -> Callable[[World], Call]:
    return lambda world: {"report_id": world[which]} | {key: _made(world, value) for key, value in more.items()}


def visit(which: str, **more: Any) -> Callable[[World], Call]:
    return lambda world: {"inspection_id": world[which]} | {key: _made(world, value) for key, value in more.items()}


def given(**more: Any) -> Callable[[World], Call]:
    return lambda world: {key: _made(world, value) for key, value in more.items()}


def _made(world: World, value: Any) -> Any:
    """A value that the world has: by a function, or under a name behind a colon."""
    if isinstance(value, FunctionType):
        return value(world)
    return world[value[1:]] if isinstance(value, str) and value.startswith(":") else value


def _version(kind: str) -> Callable[[World], int]:
    def of(world: World) -> int:
        lead, _, name = world.lead, *kind.split(":")
        if name in ("open", "open2"):
            return register.open_establishment(lead, world[name]).version
        read = reports.read_again if kind.startswith("report") else inspections.read_again
        return read(lead, world[name]).version

    return of


REPORT_CHANGES = given(
    source="post",
    urgency="urgent",
    flags=frozenset({Flag.VIOLENCE}),
    place=lambda world: Place(world["village"], world["open"]),
    reporter=builders.NAMED,
    unknown=frozenset({"reporter_phone"}),
    received_on=date(2026, 3, 10),
)
MINUTES_CHANGES = given(
    team=_team, checks=lambda world: _minutes(world).checks, fix_by=SOON, decision=DECISION,
)  # fmt: skip
PLACE_CHANGES = given(type_code="karaoke", village_id=":village", opened_on=date(2021, 1, 1))

R, V, P, E = "app.police.reports", "app.police.inspections", "app.police.inspection_plans", "app.registry"
CALLS: dict[str, Callable[[World], Call]] = {
    # reports
    f"{R}.services.receive_report": given(new=_report),
    f"{R}.services.find_number": given(number="1/2026/tb"),
    f"{R}.services.open_report": report("received"),
    f"{R}.services.read_again": report("received"),
    f"{R}.services.edit_report": report(
        "received", expected_version=_version("report:received"), changes=REPORT_CHANGES
    ),
    f"{R}.services.take_step": report("received", step="transfer", facts=StepFacts(authority="city_police")),
    f"{R}.services.take_step/decline": report(
        "complaint", step="decline", facts=StepFacts(decline_ground="out_of_time")
    ),
    f"{R}.services.take_step/conclude": report(
        "verifying", step="conclude", facts=replace(builders.CONCLUDE, classification=Classification.CRIMINAL)
    ),
    f"{R}.services.take_step/close": report("to_close", step="close", facts=builders.CLOSE),
    f"{R}.services.assign": report("received", officer_id=":officer"),
    f"{R}.services.reveal_reporter": report("denounced", reason=NOTE),
    f"{R}.services.who_sealed": report("denounced"),
    f"{R}.services_files.attach": report("received", name="a.txt", media_type="text/plain", data=b"x"),
    f"{R}.services_files.detach": report("received", attachment_id=":report_file"),
    f"{R}.services_files.put_back": report("received", attachment_id=":report_file"),
    f"{R}.services_files.open_attachment": report("received", attachment_id=":report_file"),
    f"{R}.services_files.export_attachment": report("received", attachment_id=":report_file", purpose=NOTE),
    f"{R}.services_files.print_receipt": report("received"),
    f"{R}.services_files.print_transfer_note": report("transferred"),
    f"{R}.services_files.print_reminder_note": report("received"),
    f"{R}.services_limits.extend": report("verifying", ground=NOTE),
    f"{R}.services_limits.suspend": report("received", ground=NOTE),
    f"{R}.services_limits.resume": report("suspended_report"),
    f"{R}.services_limits.record_done": report("received", deadline_id=":limit", note=NOTE),
    f"{R}.services_limits.escalate": report("received", note=NOTE),
    f"{R}.services_limits.answer_escalation": report("brought_up", note=NOTE),
    f"{R}.services_review.reclassify": report("received", kind=ReportKind.COMPLAINT, reason=NOTE),
    f"{R}.services_review.correct": report(
        "declined",
        expected_version=_version("report:declined"),
        reason=NOTE,
        changes=lambda world: REPORT_CHANGES(world),
    ),
    f"{R}.services_review.remove": report("received", reason=NOTE),
    f"{R}.services_review.restore": report("binned"),
    f"{R}.services_review.undo_last": report("brought_up"),
    f"{R}.services_review.link": report("received", other_id=":declined", reason=NOTE),
    f"{R}.services_review.unlink": report("received", other_id=":other"),
    f"{R}.services_seals.waiting": given(),
    f"{R}.services_seals.unsigned": given(),
    f"{R}.services_seals.reseal_all": given(),
    f"{R}.papers.made": given(report_ids=lambda world: (world["received"],), kind="receipt"),
    # inspections
    f"{V}.services.plan_inspection": given(
        new=lambda world: NewPlan(world["open"], SOON, time(8), time(9), InspectionKind.PLANNED)
    ),
    f"{V}.services.add_unannounced": given(establishment_id=":open", minutes=_minutes),
    f"{V}.services.assign_team": visit("planned", members=_team, decision=DECISION),
    f"{V}.services.number_decision": visit("planned", number="13/QĐ-CAX"),
    f"{V}.services.reschedule": visit("planned", planned_on=SOON),
    f"{V}.services.record": visit("ready", minutes=_minutes),
    f"{V}.services.record/follow_up": visit(
        "follow_up",
        minutes=lambda world: _minutes(
            world,
            inspected_on=TODAY,
            findings=(),
            reviews=(Review(world["first_finding"], ReviewResult.PARTLY, NOTE, SOON),),
        ),
    ),
    f"{V}.services.edit_inspection": visit(
        "recorded", expected_version=_version("visit:recorded"), changes=MINUTES_CHANGES
    ),
    f"{V}.services.conclude": visit("recorded"),
    f"{V}.services.close": visit("all_right"),
    f"{V}.services.reopen": visit("closed", reason=NOTE),
    f"{V}.services.cancel": visit("planned", reason=NOTE),
    f"{V}.services.find_number": given(number="1/2026/kt"),
    f"{V}.services.open_inspection": visit("planned"),
    f"{V}.services.read_again": visit("planned"),
    f"{V}.services_counts.carry_head_count": visit("recorded"),
    f"{V}.services_files.attach": visit("recorded", name="a.txt", media_type="text/plain", data=b"x"),
    f"{V}.services_files.detach": visit("recorded", attachment_id=":visit_file"),
    f"{V}.services_files.put_back": visit("recorded", attachment_id=":visit_file"),
    f"{V}.services_files.open_attachment": visit("recorded", attachment_id=":visit_file"),
    f"{V}.services_files.export_attachment": visit("recorded", attachment_id=":visit_file", purpose=NOTE),
    f"{V}.services_findings.put_right": visit("recorded", finding_id=":found", on=TODAY),
    f"{V}.services_findings.hand_over": visit("recorded", finding_id=":found", authority="city_police"),
    f"{V}.services_findings.dismiss": lambda world: {
        "inspection_id": world["open_record"].id,
        "finding_id": world["open_record"].findings[0].id,
        "reason": NOTE,
    },
    f"{V}.services_findings.begin_follow_up": visit("following", planned_on=SOON, members=_team, decision=DECISION),
    f"{V}.services_planned.edit_planned": visit(
        "planned",
        expected_version=_version("visit:planned"),
        changes=given(team=_team, decision=DECISION, planned_on=SOON),
    ),
    f"{V}.services_review.correct": visit(
        "following", expected_version=_version("visit:following"), changes=MINUTES_CHANGES, reason=NOTE
    ),
    f"{V}.services_review.remove": visit("planned", reason=NOTE),
    f"{V}.services_review.restore": visit("binned_visit"),
    f"{V}.services_review.undo_last": visit("closed"),
    f"{V}.services_sanctions.add_sanction": visit(
        "recorded",
        new=lambda world: visits.sanction(world["found"], due_on=SOON, paid_on=TODAY),
    ),
    f"{V}.services_sanctions.change_sanction": visit(
        "recorded", sanction_id=":sanction", new=lambda world: visits.sanction(world["found"], due_on=SOON)
    ),
    f"{V}.services_sanctions.pay": visit("recorded", sanction_id=":sanction", paid_on=TODAY),
    f"{V}.services_sanctions.remove_sanction": visit("recorded", sanction_id=":sanction", reason=NOTE),
    f"{V}.services_versions.version_of": visit("corrected", version_id=":version"),
    f"{V}.papers.make": given(inspection_ids=lambda world: (world["ready"],), kind="blank_minutes"),
    f"{V}.papers.decision": visit("ready"),
    f"{V}.papers.minutes": visit("recorded"),
    f"{V}.papers.blank_minutes": visit("ready"),
    f"{V}.papers.follow_up_letter": visit("following"),
    f"{V}.papers.blank_for_premises": given(establishment_ids=lambda world: (world["open"],)),
    # the year's plan
    f"{P}.services.preview": given(wanted=Wanted(2026, "417")),
    f"{P}.services.draft_plan": given(wanted=Wanted(2027, "417")),
    f"{P}.services.redraw": given(plan_id=":draft", share="0.5", seed="418"),
    f"{P}.services.approve": given(plan_id=":next_draft"),
    f"{P}.services.replace_plan": given(plan_id=":draft", reason=NOTE),
    f"{P}.services.change_weights": given(weights=replace(reference_weights(), threshold=5), reason=NOTE),
    f"{P}.services_items.schedule": given(item_id=":item", planned_on=SOON),
    f"{P}.services_items.set_month": given(item_ids=lambda world: (world["item"],), month=5),
    f"{P}.services_items.spread": given(plan_id=":plan", first=4, last=6),
    f"{P}.services_items.assign_team": given(
        item_ids=lambda world: (world["scheduled"],), members=_team, decision=DECISION
    ),
    f"{P}.services_items.add_item": given(plan_id=":plan", establishment_id=":later", reason=NOTE),
    f"{P}.services_items.put_off": given(item_id=":item", reason=NOTE),
    f"{P}.services_items.take_up": given(item_id=":item_off"),
    f"{P}.services_print.print_plan": given(plan_id=":plan"),
    f"{P}.services_review.find_number": given(number="1/2026"),
    f"{P}.services_review.open_plan": given(plan_id=":plan"),
    f"{P}.services_review.read_again": given(plan_id=":plan"),
    f"{P}.services_review.verify": given(plan_id=":plan"),
    f"{P}.papers.plan_list": given(plan_id=":plan"),
    # establishments
    f"{E}.establishments.services.add_establishment": given(entry=_entry, counts=Counts(TODAY, 4, 2)),
    f"{E}.establishments.services.change_establishment": given(
        establishment_id=":open", expected_version=_version("premises:open"), changes=PLACE_CHANGES, since=TODAY
    ),
    f"{E}.establishments.services.close_establishment": given(establishment_id=":open", closed_on=TODAY, reason=NOTE),
    f"{E}.establishments.services.suspend_establishment": given(establishment_id=":open", since=TODAY, reason=NOTE),
    f"{E}.establishments.services.reopen_establishment": given(establishment_id=":suspended", since=TODAY, reason=NOTE),
    f"{E}.establishments.services.take_step": given(establishment_id=":open", step="close", since=TODAY, reason=NOTE),
    f"{E}.establishments.services.undo_last": given(establishment_id=":open"),
    f"{E}.establishments.services.open_establishment": given(establishment_id=":open"),
    f"{E}.establishments.services.find_number": given(number="cs1"),
    f"{E}.establishments.services.set_count": given(
        establishment_id=":open", counts=Counts(TODAY, 5, 3, 2, 1, 1), source=CountSource.OWNER
    ),
    f"{E}.establishments.services.remove_count": given(establishment_id=":open", count_id=":count"),
    f"{E}.establishments.services_merging.merge_duplicate": given(
        establishment_id=":open", duplicate_id=":twin", reason=NOTE
    ),
    f"{E}.establishments.services_merging.unmerge": given(duplicate_id=":merged"),
    f"{E}.establishments.services_proposals.propose_establishment": given(entry=_entry),
    f"{E}.establishments.services_proposals.propose_change": given(
        establishment_id=":open", changes=PLACE_CHANGES, since=TODAY
    ),
    f"{E}.establishments.services_proposals.propose_close": given(establishment_id=":open", closed_on=TODAY, note=NOTE),
    f"{E}.establishments.services_proposals.confirm_proposal": given(proposal_id=":proposal"),
    f"{E}.establishments.services_proposals.decline_proposal": given(proposal_id=":proposal", reason=NOTE),
    # the shared lists
    f"{E}.services.add_village": given(name="Thôn Mới"),
    f"{E}.services.change_village": given(village_id=":village", name="Thôn Mới"),
    f"{E}.services.retire_village": given(village_id=":village"),
    f"{E}.services.use_village_again": given(village_id=":village"),
    f"{E}.services.add_item": given(
        catalogue=registry.CHECKLIST_ITEMS,
        code="own",
        name="Mục mới",
        in_force_from=TODAY,
        in_force_to=SOON,
        facts={"types": ("karaoke",)},
    ),
    f"{E}.services.add_item/ground": given(
        catalogue=registry.DECLINE_GROUNDS, code="own", name="Căn cứ mới", facts={"tracks": ("complaint",)}
    ),
    f"{E}.services.change_item": lambda world: {
        "catalogue": registry.VIOLATION_KINDS,
        "code": _item(world).code,
        "item": _item(world),
    },
    f"{E}.services.set_office": given(unit=Unit.POLICE, office=registry.Office(name="Công an xã")),
    f"{E}.services.set_day": given(day=registry.Day(SOON, False, "Nghỉ bù")),
    f"{E}.services.clear_day": given(day=SOON),
    f"{E}.services.confirm_year": given(year=2027),
    f"{E}.services.set_day_off": given(choice=DayOff.SAME_DAY),
    f"{E}.services.change_deadline_rule": given(rule=_rule),
    f"{E}.services.confirm_rule": lambda world: {"code": _rule(world).code},
    f"{E}.services.doubt_rule": lambda world: {"code": _rule(world).code},
    # accounts
    f"{E}.accounts.list_accounts": given(),
    f"{E}.accounts.invite": given(user="moi", full_name="Người Mới", unit=Unit.POLICE, level=Level.OFFICER),
    f"{E}.accounts.invite_again": given(account_id=":officer"),
    f"{E}.accounts.change_account": given(account_id=":officer", full_name="Vũ Hải Nam", level=Level.LEAD),
    f"{E}.accounts.revoke": given(account_id=":officer"),
    f"{E}.accounts.renew_recovery": given(compartment=Compartment.POLICE, form=RecoveryForm.WHOLE),
    f"{E}.accounts.recoverable": given(),
    f"{E}.accounts.without_recovery": given(),
    f"{E}.accounts.read_audit": given(compartment=Compartment.POLICE),
    f"{E}.accounts.verify_audit": given(compartment=Compartment.POLICE),
    f"{E}.accounts.require_own_keys": given(),
}
# The entry whose fields the `changes` of a service name.
ENTRIES: dict[str, type[Any]] = {
    f"{R}.services.edit_report": NewReport,
    f"{R}.services_review.correct": NewReport,
    f"{V}.services.edit_inspection": Minutes,
    f"{V}.services_review.correct": Minutes,
    f"{E}.establishments.services.change_establishment": Entry,
    f"{E}.establishments.services_proposals.propose_change": Entry,
}
# A question about somebody is answered with no; what carries on a change is given the change itself.
ANSWERS = {f"{E}.accounts.may_invite_again", f"{V}.services_counts.carried_along"}
# A step leaves alone the facts that it does not ask for; a new code of a list is new by nature.
LEFT_ALONE = {
    (f"{R}.services.take_step", "facts.decline_ground"),
    (f"{R}.services.take_step/decline", "facts.authority"),
    *(
        (f"{R}.services.take_step/{step}", f"facts.{name}")
        for step in ("conclude", "close")
        for name in ("decline_ground", "authority")
    ),
    (f"{E}.services.add_item", "code"),
    (f"{E}.services.add_item/ground", "code"),
}
# A new code is printed and handed over outside of any transaction; both years to plan for have a draft here.
NOT_TRIED = {f"{E}.accounts.renew_recovery", f"{P}.services.draft_plan"}


def services() -> dict[str, FunctionType]:
    """All public services of the police and the registry that are called with a session."""
    found: dict[str, FunctionType] = {}
    for package in (app.police, app.registry):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            last = info.name.rpartition(".")[2]
            if not last.startswith("services") and last not in ("accounts", "papers"):
                continue
            module = importlib.import_module(info.name)
            for name, made in vars(module).items():
                own = inspect.isfunction(made) and made.__module__ == info.name and not name.startswith("_")
                if own and next(iter(get_type_hints(made).values()), None) is Session:
                    found[f"{info.name}.{name}"] = made
    return found


SERVICES = services()


def test_each_service_has_a_call_here() -> None:
    assert {name.partition("/")[0] for name in CALLS} | ANSWERS == set(SERVICES)


@pytest.mark.parametrize("call", CALLS)
def test_a_value_in_no_list_is_refused_and_changes_nothing(
    call: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = call.partition("/")[0]
    service, session = SERVICES[name], world.health if "propose" in name else world.lead
    takes = {each: kind for each, kind in get_type_hints(service).items() if each not in ("session", "return")}
    valid = CALLS[call](world)
    entries = {"changes": _Planned if name.endswith("edit_planned") else ENTRIES.get(name, object), "facts": _Facts}
    defaults = inspect.signature(service).parameters
    before, accepted = _everything(world.lead), []
    for each, kind in takes.items():
        value = valid.get(each, defaults[each].default)
        for where, wrong in wrong_values(each, kind, value, entries):
            if (call, where) not in LEFT_ALONE and (why := _let_through(service, session, valid | {each: wrong})):
                accepted.append(f"{where}: {why}")
    assert not accepted
    assert _everything(world.lead) == before
    if name not in NOT_TRIED:
        _takes(service, session, valid, monkeypatch)
        with world.lead.read() as db:
            world.lead.reload_directory(db)


@dataclass(frozen=True)
class _Planned:
    """What `edit_planned` changes: of a plan, and of its team."""

    team: tuple[Member, ...]
    decision: Decision
    planned_on: date | None


@dataclass(frozen=True)
class _Facts:
    """What a list knows of an entry beside its name."""

    types: tuple[str, ...]
    tracks: tuple[str, ...]
    fine_from: int | None
    fine_to: int | None
    organisation_doubles: bool


def _let_through(service: FunctionType, session: Session, values: Call) -> str:
    """What came of the call instead of a refusal in words, at the field where there is one."""
    try:
        service(session, **values)
    except Invalid as error:
        return "" if error.fields else f"says no field: {error}"
    except (NotFound, Refused, Conflict):
        return ""
    except AppError as error:
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "taken"


def _everything(session: Session) -> dict[str, list[Any]]:
    """Every row of the compartments that the police hold, as it is stored."""
    with session.read() as db:
        tables = [each for each in Base.metadata.tables.values() if each.schema in (None, "police")]
        return {str(table): sorted(map(repr, db.execute(select(table)))) for table in tables}


class _Undone(Exception):
    """The service took the values: what it wrote is taken back."""


def _takes(service: FunctionType, session: Session, valid: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that the same call without the wrong value is taken; nothing of it is kept."""
    work = Session.work

    @contextmanager
    def undone(self: Session, compartment: Compartment) -> Iterator[Any]:
        with work(self, compartment) as made:
            yield made
            made.db.flush()
            raise _Undone

    monkeypatch.setattr(Session, "work", undone)
    with suppress(_Undone):
        service(session, **valid)
