"""What did a locked report say before it was corrected, and which of its facts differ now?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.common.dates import show_date
from app.common.i18n import tr
from app.desktop.records.versions import VersionLine
from app.desktop.records.versions import differences as between
from app.police.reports.terms import (
    CLASSIFICATION_NAMES,
    FIELD_NAMES,
    REPORTER_FORM_NAMES,
    STATE_NAMES,
    URGENCY_NAMES,
    Classification,
    ReporterForm,
    State,
    Urgency,
)
from app.police.reports.values import EarlierVersion, ReportDetail

# The village is kept by its key and by its name of then: the name is what people compare.
LABELS: dict[str, str] = {name: text for name, text in FIELD_NAMES.items() if name != "village_id"}
LABELS["village_name"] = FIELD_NAMES["village_id"]
# Hidden with the other names by the switch “hide names”.
_PERSONAL = frozenset(
    ("reporter_name", "reporter_phone", "reporter_address", "reporter_identity", "relayed_by",
     "respondent_name", "respondent_detail")
)  # fmt: skip


def differences(version: EarlierVersion, detail: ReportDetail) -> list[VersionLine]:
    """Each fact that differs."""
    return between(_shown(version.record), _shown(_record_of(detail)), LABELS, _PERSONAL)


def _record_of(detail: ReportDetail) -> dict[str, Any]:
    """The report as it is now, under the names that an earlier version has."""
    found: dict[str, Any] = {
        "village_name": detail.village,
        "received_on": detail.received_on.isoformat(),
        "source": detail.source,
        "reporter_form": detail.reporter_form.value,
        "respondent_name": detail.respondent.name if detail.respondent else "",
        "respondent_detail": detail.respondent.detail if detail.respondent else "",
        "establishment_name": detail.place.establishment_name,
        "address": detail.place.address,
        "content": detail.content,
        "note": detail.note,
        "urgency": detail.urgency.value,
        "child": any(flag == "child" for flag in detail.flags),
        "trafficking": any(flag == "trafficking" for flag in detail.flags),
        "violence": any(flag == "violence" for flag in detail.flags),
        "decline_ground": detail.decline_ground,
        "authority": detail.authority,
        "verification_result": detail.verification_result,
        "classification": detail.classification.value if detail.classification else "",
        "handling": detail.handling,
        "incomplete": detail.incomplete,
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


def _shown(record: Mapping[str, Any]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, bool):
            shown[name] = tr("yes") if value else tr("no")
        elif name == "received_on":
            shown[name] = show_date(date.fromisoformat(str(value)))
        elif name == "classification" and value:
            shown[name] = tr(CLASSIFICATION_NAMES[Classification(value)])
        elif name == "urgency":
            shown[name] = tr(URGENCY_NAMES[Urgency(value)])
        elif name == "reporter_form":
            shown[name] = tr(REPORTER_FORM_NAMES[ReporterForm(value)])
        elif name == "state":
            shown[name] = tr(STATE_NAMES[State(value)])
        else:
            shown[name] = "" if value is None else str(value)
    return shown
