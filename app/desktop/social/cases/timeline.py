"""What happened to a case, in words: its own acts, and those of what belongs to it (a visit, a loan)?"""

from dataclasses import replace

from app.common.i18n import N_, tr
from app.kinds import KINDS
from app.social.cases.values import CaseDetail, TimelineEntry

OTHER = N_("Something that belongs to the case was changed")


def told(detail: CaseDetail) -> list[TimelineEntry]:
    """The timeline with a label for every line; a line of a merged case says under which code it was written."""
    return [_entry(each, detail) for each in detail.timeline]


def _entry(each: TimelineEntry, detail: CaseDetail) -> TimelineEntry:
    theirs = (kind.actions[each.action] for kind in KINDS.values() if each.action in kind.actions)
    label = each.label or next(theirs, OTHER)
    note = each.note
    if each.case != detail.code:
        note = " · ".join(part for part in (tr("Case {code}", code=each.case), note) if part)
    return replace(each, label=label, note=note)
