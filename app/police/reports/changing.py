"""How is a change to a report written? Versions compared, event noted, old and new audited, words indexed.

Every service that changes a report goes through `open_change` and `Change.done`, so that no change is without
its line in the timeline, its audit entry and its row in the search index.
"""

from dataclasses import dataclass
from typing import Any

from app.common.i18n import N_
from app.common.records.fields import Audit
from app.common.rows import columns
from app.common.text import nfc
from app.police.reports import clock
from app.police.reports.declared import FIELD_NAMES, REPORTS
from app.police.reports.detail import detail_of
from app.police.reports.models import Report, ReportEvent
from app.police.reports.record import (
    NOT_IN_SNAPSHOT,
    REPORTER_COLUMNS,
    find,
    index_words,
    snapshot,
    subject,
    words,
)
from app.police.reports.terms import State
from app.police.reports.values import Changed
from app.vault.errors import Conflict, Invalid
from app.vault.session import Work


@dataclass
class Change:
    """A change to one report under way, inside one transaction."""

    work: Work
    report: Report
    before: dict[str, Any]
    sealed_before: bytes | None
    words_before: str
    # Acts that cannot be taken back leave no snapshot.
    undoable: bool = True

    def done(self, action: str, note: str = "", warning: str = "", /, **detail: Any) -> Changed:
        """Refresh what lists show, note the event, audit old → new, index the words."""
        work, report, db = self.work, self.report, self.work.db
        db.flush()
        clock.show_in_lists(report, clock.of(db, report.id))
        report.version += 1
        report.updated_at = work.now
        old = self.before["report"]
        new = columns(report, NOT_IN_SNAPSHOT)
        told = REPORTS.audited[Audit.CLEAR]
        changes = {name: [old[name], new[name]] for name in new if name in told and old[name] != new[name]}
        sealed_anew = report.reporter_sealed != self.sealed_before
        if sealed_anew or any(old[name] != new[name] for name in REPORTER_COLUMNS):
            detail["reporter"] = "changed"
        db.add(
            ReportEvent(
                report_id=report.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=old["state"],
                to_state=report.state,
                note=note,
                detail={**detail, "changed": sorted(changes)},
                before=self.before if self.undoable and not sealed_anew else None,
            )
        )
        work.audit(f"reports.{action}", subject(report), changes=changes, note=note, **detail)
        # Most steps change no word, and writing the index costs as much as all the rest.
        if words(report) != self.words_before or action in ("remove", "restore", "reclassify", "undo"):
            index_words(db, report)
        db.flush()
        return Changed(report.id, report.number, report.version, State(report.state), action, warning)


def open_change(work: Work, report_id: int, expected_version: int | None = None) -> Change:
    """Load a report to change it.

    Raises NotFound, and Conflict (with the record as it is now) when somebody saved since that version was read.
    """
    report = find(work.db, report_id)
    if expected_version is not None and report.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this report meanwhile. Nothing was overwritten: compare both versions and"
                " decide."
            ),
            theirs=detail_of(work.session, work.db, report),
        )
    return Change(work, report, snapshot(work.db, report), report.reporter_sealed, words(report))


def needed(text: str, name: str) -> str:
    """A text that the act cannot do without, tidied. Raises Invalid."""
    text = nfc(text).strip()
    if not text:
        raise Invalid(
            N_("“{field}” is needed for this. Nothing was changed."),
            {name: Invalid(N_("This is needed."))},
            field=FIELD_NAMES[name],
        )
    return text
