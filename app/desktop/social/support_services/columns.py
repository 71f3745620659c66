"""Which columns does the list of services have?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.social.support_services.words import due_tone, due_words, kind_words, tone_of
from app.desktop.widgets import Column
from app.social.support_services.models import Sort
from app.social.support_services.terms import STATE_NAMES
from app.social.support_services.values import ServiceRow
from app.vault.session import Session

GIVEN_UP = ("begun", "opened", "worker", "case", "state")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "due": (Sort.DUE, None),
    "opened": (Sort.OLDEST, Sort.NEWEST),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[ServiceRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("number", N_("Number"), lambda row: row.number, 92, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("kind", N_("Kind of support"), lambda row: kind_words(row.kind, row.variety), 150, stretch=True),
        Column("case", N_("Case"), lambda row: row.case, 92, spans=lambda row: highlight_spans(row.case, words())),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 200, tone=lambda row: tone_of(row.state)),
        Column("due", N_("Next day"), lambda row: due_words(row.due_on, row.due_for), 216, sortable=True,
               tone=lambda row: due_tone(row.due_on, today())),
        Column("worker", N_("Worker in charge"), lambda row: row.worker, 140),
        Column("opened", N_("Proposed on"), lambda row: show_date(row.opened_on), 112, sortable=True),
        Column("begun", N_("Begun on"), lambda row: show_date(row.begun_on) if row.begun_on else "", 112),
    ]  # fmt: skip


def tip(row: ServiceRow, key: str) -> str:
    """What a cut cell says whole."""
    if key == "due":
        return due_words(row.due_on, row.due_for)
    return kind_words(row.kind, row.variety) if key == "kind" else ""
