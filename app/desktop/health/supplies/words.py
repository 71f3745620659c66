"""How do amounts, dates and batches of supplies read?"""

from datetime import date, timedelta

from app.common.dates import show_date
from app.common.i18n import tr
from app.common.money import show_dong
from app.desktop.theme import Tone
from app.health.supplies.terms import SOON


def amount(quantity: int, unit: str = "") -> str:
    """1.200 chiếc."""
    return f"{show_dong(quantity)} {unit}".strip()


def signed(change: int) -> str:
    """+1.200, −30; 0 where a count agreed."""
    if change > 0:
        return f"+{show_dong(change)}"
    return f"−{show_dong(-change)}" if change < 0 else "0"


def end_tone(end: date | None, today: date) -> Tone | None:
    """Past its date, soon, or neither."""
    if end is None:
        return None
    if end < today:
        return Tone.BAD
    return Tone.WARN if end <= today + timedelta(days=SOON) else Tone.NEUTRAL


def batch_name(lot: str, expires_on: date | None) -> str:
    """A batch in one line: its lot and its date."""
    day = tr("use by {date}", date=show_date(expires_on)) if expires_on else ""
    return " · ".join(part for part in (lot, day) if part) or tr("no lot number")
