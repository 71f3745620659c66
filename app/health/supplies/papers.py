"""How is the stock report of a month made? Numbered, its copy counted, audited; nobody is named in it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from sqlalchemy import select

from app.common.dates import show_date
from app.common.i18n import N_
from app.common.money import show_dong
from app.common.papers import Paper
from app.common.permissions import require
from app.health import document_numbers as numbers
from app.health.supplies import queries, record, stock
from app.health.supplies.models import SupplyItem
from app.health.supplies.queries import PeriodLine
from app.health.supplies.terms import KIND, SOON
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session, Work

REPORT = "stock_report"
SYMBOL = "BC"


@dataclass(frozen=True, slots=True)
class StockFacts:
    """What came, went and is left of each item in a period; `ending` says which batches end."""

    period: str
    lines: tuple[PeriodLine, ...]
    ending: tuple[str, ...]


def month_report(session: Session, year: int, month: int) -> Paper:
    """The stock report of a month; of the running one up to today. Raises Refused for a month to come."""
    require(session, "supplies.print")
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        raise Refused(N_("There is no such month. Choose one of the list."))
    first, last, today = date(year, month, 1), date(year, month, monthrange(year, month)[1]), session.today()
    if first > today:
        raise Refused(N_("This month has not begun. Choose an earlier one."))
    running = last > today
    last = min(last, today)
    with session.work(Compartment.HEALTH) as work:
        line = numbers.give(work, REPORT, KIND, year * 100 + month, each_day=True)
        period = f"tháng {month:02d} năm {year}" if not running else f"từ {show_date(first)} đến {show_date(last)}"
        facts = StockFacts(period, tuple(queries.period_lines(work.db, first, last)), _ending(work, last))
        work.audit(f"{KIND}.print", KIND, year=year, month=month, copy=line.copy)
        return Paper(
            template="health_stock",
            name="bao-cao-vat-pham",
            number=numbers.written(work, line.seq, SYMBOL),
            dated=today,
            office=numbers.head(work),
            facts=facts,
            stamp=numbers.stamp(work, line.copy),
            seq=line.seq,
        )


def _ending(work: Work, day: date) -> tuple[str, ...]:
    """The batches with something left on a day that are past their date then, or will be within 60 days."""
    found: list[tuple[date, str]] = []
    for item in work.db.scalars(select(SupplyItem).order_by(SupplyItem.sort_key)):
        lots = {batch.id: batch.lot for batch in record.batches(work.db, item.id)}
        for held in record.held(work.db, item.id):
            left = stock.on_day(held.lines, day)
            if left and held.expires_on is not None and held.expires_on <= day + timedelta(days=SOON):
                lot = f", lô {lots[held.id]}" if lots[held.id] else ""
                words = f"{item.name}{lot}: {show_dong(left)} {item.unit}, hạn dùng {show_date(held.expires_on)}"
                found.append((held.expires_on, words))
    return tuple(words for _, words in sorted(found))
