"""How do the facts of a paper become a Word document laid out as official documents are?

A template from resources/documents (or the office's own version of it) is filled in, in memory only. The
facts come as plain data: this module asks no vault. They are Vietnamese whatever the screen's language.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.common.dates import show_date
from app.common.i18n import N_
from app.common.papers import Paper
from app.exchange.office_text import office_text
from app.vault.errors import AppError

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "documents"


class BadTemplate(AppError):
    """A template that cannot be filled in; nothing was written."""


def word(paper: Paper, template: bytes | None = None) -> bytes:
    """The document as Word would open it; `template` is the office's own version. Raises BadTemplate."""
    stamp = paper.stamp
    context: dict[str, Any] = {
        "office": _clean(paper.office),
        "facts": _clean(paper.facts),
        "number": office_text(paper.number),
        "dated": paper.dated,
        "stamp": _clean(stamp) if stamp is not None else None,
        "stamped": f"{stamp.at:%H:%M} {show_date(stamp.at.date())}" if stamp is not None else "",
        **place_date(paper.dated),
    }
    # Offices edit templates: the sandbox keeps one from reaching into Python, autoescape a "<" from breaking
    # the file, StrictUndefined a misspelt field from printing as nothing.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.filters.update(FILTERS)
    name = f"{paper.template}.docx"
    source = (TEMPLATES / name).read_bytes() if template is None else template
    result = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(source))
        document.render(context, environment, autoescape=True)
        document.save(result)
    except (TemplateError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadTemplate(
            N_(
                "The document template “{template}” cannot be filled in. Nothing was written. "
                "Put the original template back, or correct what stands in double braces."
            ),
            template=name,
        ) from error
    return result.getvalue()


# --- how templates write values ----------------------------------------------------------------------


def written(moment: date | datetime) -> str:
    """A moment as documents write it: "14 giờ 30, ngày 05/03/2026"; the day alone where no hour is known."""
    if isinstance(moment, datetime):
        return f"{moment:%H} giờ {moment:%M}, ngày {show_date(moment.date())}"
    return f"ngày {show_date(moment)}"


def place_date(day: date) -> dict[str, str]:
    """The place-and-date line's parts: a zero before days under 10 and months 1 and 2 (NĐ 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": f"{day.day:02d}", "month": month, "year": str(day.year)}


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day_text(moment: date | datetime | None) -> str:
    return show_date(_day(moment)) if moment is not None else ""


def _clock(moment: time | None) -> str:
    return f"{moment:%H} giờ {moment:%M}" if moment is not None else ""


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M} {show_date(moment.date())}"


def _dong(amount: int | None) -> str:
    return f"{amount:,} đồng".replace(",", ".") if amount is not None else ""


def _count(number: int | None) -> str:
    """A number with points between the thousands."""
    return f"{number:,}".replace(",", ".") if number is not None else ""


def _dotted(value: object) -> str:
    """A value after its label; where it is not known, a tab: the paragraph's dotted leader, to write on by hand."""
    text = "" if value is None else str(value)
    return f" {text}" if text else "\t"


def _long_day(moment: date | datetime | None) -> str:
    """A day in words inside a text, or its words with dots between, to fill in by hand."""
    if moment is None:
        return "ngày ...... tháng ...... năm ............"
    return "ngày {day} tháng {month} năm {year}".format(**place_date(_day(moment)))


def _small(text: str) -> str:
    """Inside a sentence a term begins small."""
    return text[:1].lower() + text[1:]


def _first_line(text: str) -> str:
    """The office that decides, of a signer who signs for it: TRƯỞNG CÔNG AN XÃ."""
    return text.partition("\n")[0]


FILTERS: dict[str, Callable[..., str]] = {
    "date": _day_text,
    "written": written,
    "clock": _clock,
    "moment": _moment,
    "dong": _dong,
    "count": _count,
    "dotted": _dotted,
    "long_day": _long_day,
    "small": _small,
    "first_line": _first_line,
}


# --- filling in --------------------------------------------------------------------------------------


def _clean(facts: Any) -> SimpleNamespace:
    """The facts as plain attributes: nothing of Python's own is within reach of a template."""
    return SimpleNamespace(**{name: _cleaned(getattr(facts, name)) for name in _names(facts)})


def _names(facts: Any) -> list[str]:
    return [each.name for each in fields(facts)]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return office_text(value).replace("\t", " ")  # a tab is a dotted line to write on
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    if is_dataclass(value):
        return _clean(value)
    return value
