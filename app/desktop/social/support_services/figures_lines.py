"""Which lines do the figures of support have, as shown on the page and copied into a spreadsheet?"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.social.support_services.job_checks import months_words
from app.desktop.widgets.stacked import Stack
from app.social.support_services.figures import Figures
from app.social.support_services.terms import KIND_NAMES, OUTCOME_NAMES, ServiceKind


@dataclass(frozen=True)
class Line:
    """A line of a table: what it is about, and its numbers as shown."""

    key: str
    name: str
    cells: tuple[str, ...]


MONTHS = (N_("Kind of support"), *(f"{month:02d}" for month in range(1, 13)), N_("Year"))
KINDS = (N_("Kind of support"), N_("Begun"), N_("People"), N_("With success"), N_("Going on"), N_("Without success"))
JOBS = (N_("After the start"), N_("Kept"), N_("Lost"), N_("Not learned"), N_("Still to come"))
RESULTS = (N_("What came of it"), N_("Number"))


def title_line(found: Figures) -> str:
    """The year in a sentence."""
    return tr(
        "{people} people were supported with {services} services that began in {year}.",
        people=found.people,
        services=found.services,
        year=found.since.year,
    )


def month_lines(found: Figures) -> list[Line]:
    """Each kind over the twelve months; the last line is all of them."""
    lines = [
        Line(kind.value, tr(KIND_NAMES[kind]), _year([month.by_kind.get(kind, 0) for month in found.months]))
        for kind in ServiceKind
    ]
    return [*lines, Line("all", tr("All support"), _year([month.total for month in found.months]))]


def _year(counts: list[int]) -> tuple[str, ...]:
    return (*(str(count) if count else "" for count in counts), str(sum(counts)))


def stacks(found: Figures) -> list[Stack]:
    """The months as columns."""
    return [
        Stack(
            f"{each.month:%m}",
            tuple(each.by_kind.get(kind, 0) for kind in ServiceKind),
            tr("month {month}", month=f"{each.month:%m/%Y}"),
        )
        for each in found.months
    ]


def kind_names() -> list[str]:
    """What the patterns stand for."""
    return [tr(KIND_NAMES[kind]) for kind in ServiceKind]


def kind_lines(found: Figures) -> list[Line]:
    """Each kind: how much of it, for how many, and how it went."""
    lines = []
    for each in found.kinds:
        counts = (each.services, each.people, each.succeeded, each.under_way, each.broken_off)
        lines.append(Line(each.kind.value, tr(KIND_NAMES[each.kind]), tuple(str(count) for count in counts)))
    sums = (
        found.services,
        found.people,
        *(sum(getattr(each, name) for each in found.kinds) for name in ("succeeded", "under_way", "broken_off")),
    )
    return [*lines, Line("all", tr("All support"), tuple(str(each) for each in sums))]


def job_lines(found: Figures) -> list[Line]:
    """After 1, 3, 6 and 12 months: kept, lost, not learned, still to come."""
    return [
        Line(
            str(each.months),
            months_words(each.months),
            tuple(str(count) for count in (each.kept, each.lost, each.not_known, each.to_come)),
        )
        for each in found.jobs
    ]


def result_lines(found: Figures) -> list[Line]:
    """Money, nights, children, certificates, and what referrals came to."""
    named = (
        ("help", N_("Emergency help given (đồng)"), show_dong(found.help_given)),
        ("nights", N_("Nights in a shelter"), str(found.nights)),
        ("children", N_("Children helped to school"), str(found.children)),
        ("certificates", N_("Certificates of a trade"), str(found.certificates)),
    )
    lines = [Line(key, tr(source), (shown,)) for key, source, shown in named]
    referrals = [
        Line(code.value, tr("Referrals: {outcome}", outcome=tr(OUTCOME_NAMES[code]).lower()), (str(count),))
        for code, count in found.outcomes.items()
    ]
    return [*lines, *referrals]


def as_text(found: Figures) -> str:
    """All tables for a spreadsheet; numbers alone."""
    tables: Sequence[tuple[tuple[str, ...], list[Line]]] = (
        (MONTHS, month_lines(found)),
        (KINDS, kind_lines(found)),
        (JOBS, job_lines(found)),
        (RESULTS, result_lines(found)),
    )
    parts = []
    for heads, lines in tables:
        rows = [[tr(head) for head in heads], *([line.name, *line.cells] for line in lines)]
        parts.append("\n".join("\t".join(row) for row in rows))
    return "\n\n".join(parts)
