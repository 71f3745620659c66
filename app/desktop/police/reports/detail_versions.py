"""What did a locked report say before it was corrected, and which of its facts differ now?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.audit_words.reading import Reader
from app.common.dates import office_time
from app.common.i18n import tr
from app.common.references import Names
from app.desktop.records.versions import VersionLine
from app.desktop.records.versions import differences as between
from app.police.reports.declared import FIELD_NAMES, REPORTS
from app.police.reports.record import KIND
from app.police.reports.terms import Flag
from app.police.reports.values import EarlierVersion, ReportDetail
from app.vault.session import Session

# The village is kept by its key and by its name of then: the name is what people compare.
LABELS: dict[str, str] = {name: text for name, text in FIELD_NAMES.items() if name != "village_id"}
# What an opened report has under the name of its field.
_PLAIN = (
    "received_on", "source", "reporter_form", "village_name", "establishment_name", "content", "note", "urgency",
    "decline_ground", "authority", "verification_result", "classification", "handling", "incomplete",
)  # fmt: skip
# Hidden with the other names by the switch “hide names”.
_PERSONAL = frozenset(
    ("reporter_name", "reporter_phone", "reporter_address", "reporter_identity", "relayed_by",
     "respondent_name", "respondent_detail")
)  # fmt: skip


def differences(session: Session, version: EarlierVersion, detail: ReportDetail) -> list[VersionLine]:
    """Each fact that differs, both read as the audit reads them: an id or a code by its name."""
    reader = Reader(f"{KIND}/{detail.number}", resolve=Names(session))
    return between(_shown(_of_then(version.record), reader), _shown(_record_of(detail), reader), LABELS, _PERSONAL)


def _of_then(record: Mapping[str, Any]) -> dict[str, Any]:
    """An earlier version, with its hour where that was known."""
    at = record.get("received_at")
    known = bool(at and record.get("time_known"))
    hour = f"{office_time(datetime.fromisoformat(str(at))):%H:%M}" if known else ""
    return {**record, "received_time": hour, "unknown": sorted(record.get("unknown") or ())}


def _record_of(detail: ReportDetail) -> dict[str, Any]:
    """The report as it is now, under the names that an earlier version has."""
    plain = {each.name: each.plain(getattr(detail, each.told)) for each in map(REPORTS.field, _PLAIN)}
    found: dict[str, Any] = plain | {
        "received_time": f"{detail.received_time:%H:%M}" if detail.received_time else "",
        "unknown": sorted(detail.unknown),
        "respondent_name": detail.respondent.name if detail.respondent else "",
        "respondent_detail": detail.respondent.detail if detail.respondent else "",
        "address": detail.place.address,
        **{flag.value: flag in detail.flags for flag in Flag},
    }
    if detail.reporter is not None:
        reporter = detail.reporter
        found |= {
            "reporter_name": reporter.name,
            "reporter_phone": reporter.phone,
            "reporter_address": reporter.address,
            "reporter_identity": reporter.identity,
            "relayed_by": reporter.relayed_by,
        }
    return found


def _shown(record: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    return {name: _read(reader, name, value) for name, value in record.items()}


def _read(reader: Reader, name: str, value: Any) -> str:
    if name == "unknown":
        return ", ".join(tr(FIELD_NAMES.get(each, each)) for each in value)
    return reader.shown(value, name) if value not in (None, "") else ""
