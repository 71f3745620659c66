"""Is the draw fair, the same every time, and the same as anybody's who holds it with other tools?"""

import math
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.i18n import tr
from app.police.inspection_plans.draw import Drawing, Terms, draw, lot, quota
from app.police.inspection_plans.explain import check_command, how_to_redraw, method_lines, percent, score_lines
from app.police.inspection_plans.method import Candidate, Weights, parts, reference_weights, whole_years
from app.police.inspection_plans.terms import Factor, Ground

ON = date(2026, 1, 12)

candidates = st.lists(
    st.builds(
        Candidate,
        establishment_id=st.just(0),
        number=st.integers(1, 400).map(lambda seq: f"CS{seq:03d}"),
        last_inspected_on=st.one_of(st.none(), st.dates(date(2019, 1, 1), ON)),
        open_findings=st.integers(0, 5),
        reports=st.integers(0, 6),
        licence_expired=st.booleans(),
        certificate_expired=st.booleans(),
    ),
    max_size=60,
    unique_by=lambda each: each.number,
)
shares = st.integers(1, 10_000).map(lambda part: Decimal(part) / 10_000)
weights = st.builds(
    lambda threshold, percent: replace(reference_weights(), threshold=threshold, risk_percent=percent),
    st.integers(1, 12),
    st.integers(0, 100),
)
terms = st.builds(Terms, st.just(ON), shares, st.text("0123456789abcđ", min_size=1, max_size=8), weights)


@given(candidates, terms, st.randoms(use_true_random=False))
def test_the_draw_keeps_its_promises(found: list[Candidate], wanted: Terms, chance: random.Random) -> None:
    drawing = draw(found, wanted)
    chosen = {line.candidate.number: line for line in drawing.chosen}

    never = {each.number for each in found if each.never_inspected}
    assert {number for number, line in chosen.items() if line.ground is Ground.NEVER_INSPECTED} == never
    # The share is met, and by no more than the never inspected need.
    assert len(chosen) == max(len(never), math.ceil(Fraction(wanted.share) * len(found)))
    risky = [line for line in chosen.values() if line.ground is Ground.RISK]
    assert len(risky) <= drawing.risk_places
    assert all(line.score >= wanted.weights.threshold for line in risky)
    passed_over = [line for line in drawing.lines if line.ground in (Ground.LOT, None)]
    if len(risky) < drawing.risk_places:  # nobody with enough points was left out
        assert all(line.score < wanted.weights.threshold for line in passed_over)
    for line in passed_over:
        assert all((-each.score, each.lot) < (-line.score, line.lot) for each in risky)
    by_lot = [line.lot for line in drawing.lines if line.ground is Ground.LOT]
    assert all(max(by_lot) < line.lot for line in drawing.lines if line.ground is None and by_lot)

    mixed = found.copy()
    chance.shuffle(mixed)
    assert draw(mixed, wanted) == drawing


@given(candidates, terms, st.integers(401, 500))
def test_one_more_candidate_changes_nobody_elses_lot(found: list[Candidate], wanted: Terms, seq: int) -> None:
    before, after = draw(found, wanted), draw([*found, Candidate(0, f"CS{seq}")], wanted)
    assert [line.lot for line in before.lines] == [
        line.lot for line in after.lines if line.candidate.number != f"CS{seq}"
    ]


@given(candidates, terms)
@settings(max_examples=40)
def test_a_retelling_of_the_rules_chooses_the_same(found: list[Candidate], wanted: Terms) -> None:
    """The rules as the printed plan tells them, done as a person with a calculator would."""
    drawing = draw(found, wanted)
    table: list[Any] = []
    for each in found:
        years = 0
        if each.last_inspected_on is not None:
            while each.last_inspected_on.year + years + 1 <= ON.year and (
                (each.last_inspected_on.month, each.last_inspected_on.day) <= (ON.month, ON.day)
                or each.last_inspected_on.year + years + 1 < ON.year
            ):
                years += 1
        score = min(years, 3) + min(2 * each.open_findings, 6) + min(each.reports, 3)
        score += (2 if each.licence_expired else 0) + (2 if each.certificate_expired else 0)
        code = sha256((wanted.seed + ":" + each.number).encode("utf-8")).hexdigest()
        table.append([code, each.number, score, each.last_inspected_on])
    table.sort()
    must = int(wanted.share * len(table)) + (0 if wanted.share * len(table) == int(wanted.share * len(table)) else 1)
    first = [row for row in table if row[3] is None]
    rest = [row for row in table if row[3] is not None]
    left = must - len(first)
    second: list[Any] = []
    if left > 0:
        open_to_score = math.ceil(Fraction(left * wanted.weights.risk_percent, 100))
        by_score = sorted(rest, key=lambda row: row[0])
        by_score.sort(key=lambda row: row[2], reverse=True)
        second = [row for row in by_score if row[2] >= wanted.weights.threshold][:open_to_score]
    third = [row for row in rest if row not in second][: max(0, left - len(second))]
    assert [(line.candidate.number, line.score) for line in drawing.chosen] == [
        (row[1], row[2]) for row in [*first, *second, *third]
    ]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this computer")
def test_the_lot_is_what_any_tool_for_sha256_says(tmp_path: Path) -> None:
    numbers = ["CS001", "CS002", "CS010", "CS1200"]
    for number in numbers:
        (tmp_path / number).write_bytes("Tết 2026".encode() + b":" + number.encode())
    told = subprocess.run(["sha256sum", *numbers], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in told.splitlines()] == [lot("Tết 2026", number) for number in numbers]


def test_a_lot_known_by_heart() -> None:
    # printf '%s' '2026:CS001' | sha256sum
    assert lot("2026", "CS001") == LOT_OF_2026_CS001


LOT_OF_2026_CS001 = "2c35e8d4ec1a0aba9924329f8a52fce59c60cbc68b9d294db55238ad791a3aed"


def test_a_share_is_counted_exactly() -> None:
    assert quota(Decimal("0.07"), 100) == 7  # as a float it would be 8
    assert quota(Decimal("0.2"), 60) == 12
    assert quota(Decimal("0.2"), 61) == 13
    assert quota(Decimal("0.2"), 0) == 0


def test_points_stop_at_their_most_and_years_are_whole_ones() -> None:
    much = Candidate(1, "CS001", last_inspected_on=date(2016, 1, 1), open_findings=9, reports=30, licence_expired=True)
    told = {part.factor: (part.count, part.points) for part in parts(much, reference_weights(), ON)}
    assert told == {
        Factor.YEARS: (10, 3),
        Factor.FINDINGS: (9, 6),
        Factor.REPORTS: (30, 3),
        Factor.LICENCE: (1, 2),
        Factor.CERTIFICATE: (0, 0),
    }
    assert whole_years(date(2025, 1, 13), ON) == 0
    assert whole_years(date(2025, 1, 12), ON) == 1
    assert whole_years(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert whole_years(None, ON) == 0


def test_the_weights_come_back_from_where_they_are_kept() -> None:
    assert Weights.from_json(reference_weights().to_json()) == reference_weights()


def test_two_candidates_of_one_number_are_an_error_of_the_program() -> None:
    with pytest.raises(ValueError, match="same number"):
        draw([Candidate(1, "CS001"), Candidate(2, "CS001")], TERMS)


TERMS = Terms(ON, Decimal("0.2"), "2026", reference_weights())


def drawn() -> Drawing:
    days = (None, date(2022, 5, 1), date(2025, 5, 1))
    return draw([Candidate(n, f"CS{n:03d}", last_inspected_on=days[n % 10 and 1 + n % 2]) for n in range(1, 41)], TERMS)


def test_the_plan_tells_how_to_redraw_it() -> None:
    drawing = drawn()
    assert (drawing.active, drawing.quota, drawing.never_inspected, drawing.places, drawing.risk_places) == (
        40, 8, 4, 4, 2,
    )  # fmt: skip
    english = how_to_redraw(drawing, lambda source, **values: source.format_map(values))
    first = drawing.lines[0]
    assert "{" not in "".join(english)
    assert "The plan must choose 20 % of them, rounded up: 8." in english[0]
    assert f"2026:{first.candidate.number}" in english[4]
    assert first.lot in english[5]
    assert f"GetBytes('2026:{first.candidate.number}')" in check_command(drawing)
    assert how_to_redraw(drawing) != english  # documents are Vietnamese
    assert percent(Decimal("0.125")) == "12,5 %"
    assert percent(Decimal("1")) == "100 %"
    assert len(method_lines(reference_weights())) == 5
    risk = next(line for line in drawing.chosen if line.ground is Ground.RISK)
    assert score_lines(risk.parts) == (
        tr(
            "{factor}: {count}, {points} points",
            factor=tr("Each whole year since the last inspection"),
            count=3,
            points=3,
        ),
    )


def test_the_same_score_goes_by_the_order_of_the_lot() -> None:
    equal = [Candidate(n, f"CS{n:03d}", last_inspected_on=date(2022, 5, 1)) for n in range(1, 31)]
    chosen = draw(equal, Terms(ON, Decimal("0.4"), "2026", reference_weights())).chosen
    by_lot = sorted((each.number for each in equal), key=lambda number: lot("2026", number))
    assert [(line.candidate.number, line.ground) for line in chosen] == [
        *((number, Ground.RISK) for number in by_lot[:6]),
        *((number, Ground.LOT) for number in by_lot[6:12]),
    ]


def test_without_candidates_nothing_is_drawn_and_nothing_breaks() -> None:
    empty = draw([], TERMS)
    assert (empty.quota, empty.chosen, check_command(empty)) == (0, (), "")
    assert len(how_to_redraw(empty)) == 1
