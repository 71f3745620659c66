"""What holds for every start of a job, every attendance, every life? Tried on many, with ends of months among them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.social.support_services import rules
from app.social.support_services.acts import ACTS
from app.social.support_services.lives import CHECK_MONTHS, LIVES
from app.social.support_services.models import Service
from app.social.support_services.rules import Asked
from app.social.support_services.terms import FINISHED, STATE_NAMES, VARIETIES, Answer, Due, ServiceKind, State

TODAY = date(2026, 3, 11)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ENDS = DAYS.map(lambda day: day.replace(day=monthrange(day.year, day.month)[1]))
ANSWERS = st.lists(st.sampled_from([None, *Answer]), min_size=4, max_size=4)


@given(DAYS | ENDS)
def test_a_check_is_due_on_the_same_day_of_its_month_or_on_the_months_last(start: date) -> None:
    days = rules.check_days(start)

    assert tuple(days) == CHECK_MONTHS and list(days.values()) == sorted(days.values())
    for months, day in days.items():
        assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months
        last = monthrange(day.year, day.month)[1]
        assert day.day == start.day or (day.day == last and last < start.day)


def test_months_end_where_they_end() -> None:
    assert list(rules.check_days(date(2023, 11, 30)).values())[1] == date(2024, 2, 29)
    assert list(rules.check_days(date(2024, 2, 29)).values())[3] == date(2025, 2, 28)
    assert list(rules.check_days(date(2025, 8, 31)).values())[:2] == [date(2025, 9, 30), date(2025, 11, 30)]


@given(DAYS, ANSWERS, st.none() | st.integers(0, 500))
def test_how_long_a_job_was_kept_never_says_more_than_was_heard(
    start: date, answers: list[Answer | None], ended_after: int | None
) -> None:
    checks = [
        Asked(months, day, answer)
        for (months, day), answer in zip(rules.check_days(start).items(), answers, strict=True)
    ]
    ended = None if ended_after is None else start + timedelta(days=ended_after)
    kept = rules.kept_months(checks, ended)

    proofs = {each.months for each in checks if each.answer is Answer.YES or (ended and each.due_on <= ended)}
    assert kept == max(proofs, default=0)
    assert (rules.state_of_job(checks) is State.KEPT) == (rules.kept_months(checks) >= 6)
    coming = rules.next_check(checks)
    asked = [each.months for each in checks if each.answer is not None]
    # Asked one after the other, and none before one that was answered.
    assert coming is None or all(months < coming.months for months in asked)
    assert (coming is None) == (checks[-1].answer is not None)


@given(st.none() | st.integers(-3, 60), st.none() | st.integers(-3, 60))
def test_attendance_lies_between_nothing_and_what_was_planned(planned: int | None, attended: int | None) -> None:
    row = Service(kind="training", variety="", planned=planned, attended=attended, school_year="")
    found = rules.problems(ServiceKind.TRAINING, row, date(2026, 3, 11))

    right = (planned is None or planned > 0) and (attended is None or attended >= 0)
    right = right and (planned is None or attended is None or attended <= planned)
    assert (not found) == right


@dataclass
class Row:
    """The columns that the rules ask of a service."""

    kind: str
    state: str
    opened_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    counted_on: date | None = None
    expected_on: date | None = None
    approved_on: date | None = None
    sent_on: date | None = None
    answered_on: date | None = None
    begun_on: date | None = None
    ended_on: date | None = None


@given(st.sampled_from(list(ServiceKind)), st.data())
def test_any_walk_through_a_life_ends_and_waits_for_nothing_once_it_has(kind: ServiceKind, data: st.DataObject) -> None:
    life, today = LIVES[kind], date(2030, 1, 1)
    row = Row(kind.value, life.start.value, today)
    for _ in range(12):
        steps = [step for (state, _), step in life.steps.items() if state == row.state]
        if State(row.state) in FINISHED:
            assert steps == [] and rules.next_due(row) is None
            return
        assert steps, f"{kind} is stuck at {row.state}"
        step = data.draw(st.sampled_from(steps))
        day = data.draw(st.dates(today, today + timedelta(days=400)))
        problem = rules.day_problem(row, step, day, today + timedelta(days=400))
        before = [each for name in rules.LIFE_DAYS if name not in step.writes and (each := getattr(row, name))]
        assert (problem is None) == (not before or day >= max(before))
        if problem is None:
            for name in step.writes:
                setattr(row, name, day)
            row.state = step.to.value
            today = day


def test_the_table_is_whole() -> None:
    for kind, life in LIVES.items():
        reached = {life.start} | {step.to for step in life.steps.values()}
        assert {state for state, _ in life.steps} <= reached | {State.KEPT}
        assert {state for state in reached if state in FINISHED}, kind
        assert all((state, name) in life.steps for state, name in life.next.items())
        assert ("variety" in life.facts) == (kind in VARIETIES)
        assert set(life.required) <= set(life.facts)
        # Where the provider must be entered, somebody outside hears of the person: that takes an agreement.
        assert all(step.share for step in life.steps.values() if "provider" in step.needs)
        assert bool(life.purpose) == any(step.share for step in life.steps.values())
    assert set(STATE_NAMES) == set(State) and set(Due)
    assert {act.name for act in ACTS.values()} == set(ACTS)


def test_a_kind_that_nobody_shares_is_the_units_own() -> None:
    assert [kind for kind, life in LIVES.items() if not life.purpose] == [ServiceKind.HELP]


def test_numbers_that_no_register_has_are_refused_at_their_field() -> None:
    found = rules.problems(
        ServiceKind.SCHOOL, Service(amount=10**18, planned=10**30, children=10**6, attended=None, variety=""), TODAY
    )
    assert set(found) == {"amount", "planned", "children"}
