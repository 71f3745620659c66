"""The table of a report's life, without storage."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.police.reports.rules import (
    ACTS,
    FINISHED,
    NEXT,
    TRANSITIONS,
    Standing,
    StepFacts,
    lacking,
    next_step,
    possible_acts,
    possible_steps,
    rank,
    tidy_number,
    why_not_act,
    why_not_step,
)
from app.police.reports.terms import ReporterForm, ReportKind, State
from app.vault.people import Account, Level, Unit

LEAD = Account("1", "lead", "Đào Ngọc Lân", Unit.POLICE, Level.LEAD, True)
OFFICER = Account("2", "officer", "Vũ Hải Nam", Unit.POLICE, Level.OFFICER, True)
VIEWER = Account("3", "viewer", "Mai Văn Ân", Unit.POLICE, Level.VIEWER, True)
RECEIVED = Standing(ReportKind.CRIME_REPORT, State.RECEIVED)


def test_every_state_but_closed_waits_for_a_step_of_the_table() -> None:
    assert set(NEXT) == set(State) - {State.CLOSED}
    assert all((state, name) in TRANSITIONS for state, name in NEXT.items())


def test_a_step_is_named_as_its_line_is() -> None:
    assert all(step.name == name for (_, name), step in TRANSITIONS.items())


def test_every_state_can_be_reached_and_every_finished_one_reopened() -> None:
    assert {step.to for step in TRANSITIONS.values()} == set(State)
    assert all((state, "reopen") in TRANSITIONS for state in FINISHED)


def test_a_declined_report_cannot_be_verified() -> None:
    declined = replace(RECEIVED, state=State.DECLINED)
    assert why_not_step(declined, "begin_verification", LEAD) is not None


def test_an_officer_accepts_what_nobody_has_and_not_what_a_colleague_has() -> None:
    assert why_not_step(RECEIVED, "accept", OFFICER) is None
    assert why_not_step(replace(RECEIVED, officer_id="9"), "accept", OFFICER) is not None
    assert why_not_step(replace(RECEIVED, officer_id="9"), "accept", LEAD) is None


def test_only_a_lead_declines_transfers_and_reopens() -> None:
    mine = replace(RECEIVED, officer_id=OFFICER.id)
    assert why_not_step(mine, "decline", OFFICER) is not None
    assert why_not_step(mine, "transfer", OFFICER) is not None
    assert why_not_step(replace(mine, state=State.CLOSED), "reopen", OFFICER) is not None
    assert why_not_step(mine, "decline", LEAD) is None


def test_a_viewer_does_nothing() -> None:
    assert not any(step.allowed for step in possible_steps(RECEIVED, VIEWER))
    assert not any(act.allowed for act in possible_acts(RECEIVED, VIEWER))


def test_an_anonymous_denunciation_waits_to_be_classified_again_and_not_to_be_accepted() -> None:
    nameless = Standing(ReportKind.DENUNCIATION, State.RECEIVED, ReporterForm.ANONYMOUS)
    offered = next_step(nameless, OFFICER)
    assert offered is not None and (offered.name, offered.allowed) == ("reclassify", True)
    assert why_not_step(nameless, "accept", LEAD) is not None


def test_a_suspended_report_waits_to_be_resumed() -> None:
    still = replace(RECEIVED, state=State.VERIFYING, officer_id=OFFICER.id, suspended=True)
    assert why_not_step(still, "conclude", OFFICER) is not None
    offered = next_step(still, LEAD)
    assert offered is not None and (offered.name, offered.allowed) == ("resume", True)


def test_what_is_in_the_bin_can_only_be_restored() -> None:
    binned = replace(RECEIVED, removed=True)
    assert [act.name for act in possible_acts(binned, LEAD)] == ["restore"]
    assert not any(step.allowed for step in possible_steps(binned, LEAD))


@pytest.mark.parametrize("state", [State.CONCLUDED, State.RESOLVED, State.CLOSED])
def test_a_concluded_report_is_corrected_by_the_lead_and_edited_by_nobody(state: State) -> None:
    locked = replace(RECEIVED, state=state, officer_id=OFFICER.id)
    assert why_not_act(locked, "edit", LEAD) is not None
    assert why_not_act(locked, "correct", OFFICER) is not None
    assert why_not_act(locked, "correct", LEAD) is None


def test_the_next_step_says_why_not_when_it_is_somebody_elses() -> None:
    theirs = replace(RECEIVED, state=State.VERIFYING, officer_id="9")
    offered = next_step(theirs, OFFICER)
    assert offered is not None and offered.name == "conclude" and offered.why_not is not None


def test_closing_needs_a_notice_with_its_day_or_the_reason_why_none_is_due() -> None:
    close = TRANSITIONS[State.RESOLVED, "close"]
    assert lacking(close.needs, StepFacts(notice_how="Thư"), None) == ("notice",)
    assert lacking(close.needs, StepFacts(no_notice_reason="Không nêu tên"), None) == ()


def test_flags_come_first_then_urgency_and_the_finished_last() -> None:
    plain = {"child": False, "trafficking": False, "violence": False, "urgency": "normal", "finished": False}
    order = [
        rank(**{**plain, "child": True}),  # type: ignore[arg-type]
        rank(**{**plain, "urgency": "very_urgent"}),  # type: ignore[arg-type]
        rank(**{**plain, "urgency": "urgent"}),  # type: ignore[arg-type]
        rank(**plain),  # type: ignore[arg-type]
        rank(**{**plain, "child": True, "finished": True}),  # type: ignore[arg-type]
        rank(**{**plain, "finished": True}),  # type: ignore[arg-type]
    ]
    assert order == sorted(order) and len(set(order)) == len(order)


@pytest.mark.parametrize("typed", ["14/2026/tb", " 014 / 2026 / TB ", "014/2026/TB"])
def test_a_number_is_understood_as_people_type_it(typed: str) -> None:
    assert tidy_number(typed) == "014/2026/TB"


EVERYBODY = st.sampled_from([LEAD, OFFICER, VIEWER])


class Life(RuleBasedStateMachine):
    """Whatever people try in whatever order, a report only ever moves along the table."""

    def __init__(self) -> None:
        super().__init__()
        self.report = RECEIVED
        self.steps: list[str] = []

    @rule(name=st.sampled_from(sorted({name for _, name in TRANSITIONS})), who=EVERYBODY)
    def try_step(self, name: str, who: Account) -> None:
        allowed = why_not_step(self.report, name, who) is None
        offered = {step.name for step in possible_steps(self.report, who) if step.allowed}
        assert allowed == (name in offered)
        if allowed:
            step = TRANSITIONS[self.report.state, name]
            officer = self.report.officer_id or (who.id if who.level is Level.OFFICER else None)
            self.report = replace(self.report, state=step.to, officer_id=officer)
            self.steps.append(name)

    @rule(
        name=st.sampled_from(["suspend", "resume", "remove", "restore"]), who=st.sampled_from([LEAD, OFFICER, VIEWER])
    )
    def try_act(self, name: str, who: Account) -> None:
        if why_not_act(self.report, name, who) is None:
            assert who.level is Level.LEAD and ACTS[name].by is Level.LEAD
            self.report = replace(
                self.report,
                suspended=name == "suspend" or (self.report.suspended and name != "resume"),
                removed=name == "remove" or (self.report.removed and name != "restore"),
            )

    @invariant()
    def nothing_is_handled_before_it_was_concluded(self) -> None:
        if self.report.state is State.RESOLVED:
            assert "conclude" in self.steps
        if self.report.state in (State.VERIFYING, State.CONCLUDED) and "reopen" not in self.steps:
            assert "accept" in self.steps

    @invariant()
    def there_is_a_button_until_it_is_closed(self) -> None:
        offered = next_step(self.report, LEAD)
        assert (offered is None) == (self.report.state is State.CLOSED and not self.report.removed)

    @invariant()
    def a_lead_is_never_without_a_way_on(self) -> None:
        acts = {act.name for act in possible_acts(self.report, LEAD) if act.allowed}
        assert acts or any(step.allowed for step in possible_steps(self.report, LEAD))


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
