"""What did a locked report say before it was corrected? The earlier version and the present one, side by side."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import MaskLabel, ReadingArea, button, label, surface, text_label
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


def differences(version: EarlierVersion, detail: ReportDetail) -> list[tuple[str, str, str]]:
    """(field, before, now) for each fact that differs."""
    before, now = _shown(version.record), _shown(_record_of(detail))
    return [
        (name, before[name], now[name])
        for name in LABELS
        if name in before and name in now and before[name] != now[name]
    ]


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
    from datetime import date

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


class VersionCompare(QDialog):
    """Only what differs, one line for each fact."""

    def __init__(self, parent: QWidget | None, version: EarlierVersion, detail: ReportDetail) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier version"))
        self.resize(theme().px(760), theme().px(480))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnMinimumWidth(0, theme().px(144))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(N_("Before"), "label"), 0, 1)
        grid.addWidget(label(N_("Now"), "label"), 0, 2)
        self.lines = differences(version, detail)
        for number, (name, before, now) in enumerate(self.lines):
            at = 2 * number + 1
            grid.addWidget(surface("rule"), at, 0, 1, 3)
            grid.addWidget(label(LABELS[name], "muted"), at + 1, 0, Qt.AlignmentFlag.AlignTop)
            for column, words in ((1, before), (2, now)):
                shown: QWidget = text_label(words or tr("Not stated"), "" if words else "muted")
                if name in _PERSONAL:
                    shown = MaskLabel(words or None)
                grid.addWidget(shown, at + 1, column, Qt.AlignmentFlag.AlignTop)
        if not self.lines:
            said = tr("What was corrected has been set back since: nothing differs.")
            grid.addWidget(text_label(said, "muted"), 1, 0, 1, 3)
        self.keep = button(N_("Close"), clicked=self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(16))
        foot.addStretch(1)
        foot.addWidget(self.keep)
        head = QVBoxLayout()
        head.setContentsMargins(theme().px(24), theme().px(20), theme().px(24), theme().px(8))
        head.addWidget(text_label(detail.number, "section"))
        when = tr("Before the correction of {when} by {who}", when=show_datetime(version.at), who=version.by)
        head.addWidget(text_label(when, "muted"))
        head.addWidget(text_label(tr("Reason: {reason}", reason=version.reason), "muted"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(head)
        inside.addWidget(ReadingArea(sheet), 1)
        inside.addLayout(foot)
        self.keep.setFocus()
