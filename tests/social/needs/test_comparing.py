"""Does the comparison say better, the same, worse, or nothing at all?"""

from hypothesis import given
from hypothesis import strategies as st

from app.social.needs.comparing import compare, difference, tally
from app.social.needs.terms import LEVELS, Difference, Domain

LEVEL = st.none() | st.sampled_from(LEVELS)
ANSWERS = st.dictionaries(st.sampled_from(list(Domain)), LEVEL)
OPPOSITE = {Difference.BETTER: Difference.WORSE, Difference.WORSE: Difference.BETTER}


@given(ANSWERS, ANSWERS)
def test_every_domain_is_there_once_and_turning_time_round_turns_better_into_worse(
    first: dict[Domain, int | None], latest: dict[Domain, int | None]
) -> None:
    there = {line.domain: line.difference for line in compare(first, latest)}
    back = {line.domain: line.difference for line in compare(latest, first)}

    assert set(there) == set(Domain)
    assert {domain: OPPOSITE.get(found, found) for domain, found in there.items()} == back
    assert sum(tally(compare(first, latest)).values()) == len(Domain)


@given(LEVEL, LEVEL)
def test_a_change_is_said_only_where_both_steps_are_known(before: int | None, now: int | None) -> None:
    found = difference(before, now)

    assert (found is Difference.UNKNOWN) == (before is None or now is None)
    if before is not None and now is not None:
        # Written out: the lower the step, the less is needed.
        assert found is [Difference.WORSE, Difference.SAME, Difference.BETTER][(before > now) - (before < now) + 1]


def test_no_need_is_not_unknown() -> None:
    assert difference(0, 0) is Difference.SAME
    assert difference(None, 0) is Difference.UNKNOWN


@given(st.permutations(list(Domain)), st.integers(0, len(Domain)))
def test_what_the_client_put_first_stands_first_and_the_rest_in_the_forms_order(
    order: list[Domain], known: int
) -> None:
    ranks = {domain: rank for rank, domain in enumerate(order[:known], 1)}

    shown = [line.domain for line in compare({}, {}, ranks)]

    assert shown == order[:known] + [domain for domain in Domain if domain not in ranks]
