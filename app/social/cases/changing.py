"""How is a change to a case written? Versions compared, event noted, codes audited in clear, the person's words locked.

Every service of the unit that changes a case, or something that belongs to it (a plan, a loan, a visit), goes through
`open_change` and `Change.done`, or through `note_event`: no change is without its line in the case's timeline and its
audit entry. What was typed never stands in the audit in clear: only under the case's own key (app.common.shredding).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.records.fields import Audit
from app.common.rows import columns
from app.common.shredding import locked
from app.social.cases import record, rules
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.models import Case, CaseEvent, Identity
from app.social.cases.terms import KIND, State
from app.social.cases.values import Changed
from app.vault.errors import Conflict
from app.vault.session import Work

# Free text; and what the audit tells in clear. What is declared as neither stands in no entry.
_TYPED = SUPPORT_CASES.audited[Audit.LOCKED]
_CLEAR = SUPPORT_CASES.audited[Audit.CLEAR]


def stored(work: Work, case: Case) -> dict[str, Any]:
    """The case's codes and dates."""
    return {name: value for name, value in columns(case).items() if name in _CLEAR}


def typed(work: Work, case: Case) -> dict[str, Any]:
    """What was typed, and who the person is."""
    row = work.db.get(Identity, case.id)
    own = columns(row, frozenset({"case_id", "name_folded"})) if row is not None else {}
    return {name: getattr(case, name) for name in _TYPED} | own


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Name -> [old, new] of what is not the same."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}


@dataclass
class Change:
    """A change to one case under way, inside one transaction."""

    work: Work
    case: Case
    before: dict[str, Any]
    typed_before: dict[str, Any]

    def done(
        self, action: str, note: str = "", typed_text: Mapping[str, Any] | None = None, /, **codes: Any
    ) -> Changed:
        """Refresh what lists show, note the event, audit old → new. `codes` are codes and dates, never typed text."""
        work, case = self.work, self.case
        record.refresh(case)
        case.version += 1
        case.updated_at = work.now
        work.db.flush()
        changes = differences(self.before, stored(work, case))
        personal = differences(self.typed_before, typed(work, case)) | dict(typed_text or {})
        if changes:
            codes["changes"] = changes
        if personal:
            codes["changed"] = sorted(personal)
        before = self._undone_by(changes, personal) if action in rules.UNDOABLE else None
        note_event(work, case, action, note, personal, from_state=self.before["state"], before=before, **codes)
        record.index_words(work.db, case)
        work.db.flush()
        return Changed(case.id, case.code, case.version, State(case.state), action)

    def _undone_by(self, changes: Mapping[str, list[Any]], personal: Mapping[str, list[Any]]) -> dict[str, Any]:
        """The case's own columns as they were: what it takes to go back, and no more."""
        own = {name: each for name, each in personal.items() if name in _TYPED}
        return {name: old for name, (old, _new) in {**changes, **own}.items()}


def note_event(
    work: Work,
    case: Case,
    action: str,
    note: str = "",
    typed_text: Mapping[str, Any] | None = None,
    /,
    *,
    from_state: str = "",
    kind: str = KIND,
    subject: str = "",
    before: dict[str, Any] | None = None,
    **codes: Any,
) -> None:
    """A line in the case's timeline and its audit entry, for whatever belongs to a case.

    `typed_text` (old → new of free text) and the note are locked in the audit; `codes` stand there in clear. `before`
    is what undo puts back.
    """
    work.db.add(
        CaseEvent(
            case_id=case.id,
            at=work.now,
            by=work.session.account.id,
            action=action if kind == KIND else f"{kind}.{action}",
            from_state=from_state or case.state,
            to_state=case.state,
            note=note,
            detail={"changed": [*codes.get("changes", ()), *codes.get("changed", ())]},
            before=before,
        )
    )
    told = dict(typed_text or {}) | ({"note": note} if note else {})
    if told and case.secret is not None:
        codes["locked"] = locked(case.secret, told)
    work.audit(f"{kind}.{action}", subject or record.subject(case), **codes)


def open_change(work: Work, case_id: int, expected_version: int | None = None) -> Change:
    """Load a case to change it. Raises NotFound, and Conflict when somebody saved since that version was read."""
    from app.social.cases.detail import detail_of

    case = record.find(work.db, case_id)
    if expected_version is not None and case.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this case meanwhile. Nothing was overwritten: compare both versions and"
                " decide."
            ),
            theirs=detail_of(work.session, work.db, case),
        )
    return Change(work, case, stored(work, case), typed(work, case))


def open_act(work: Work, case_id: int, act: str, permission: str, expected_version: int | None = None) -> Change:
    """Load a case to do an act of the table to it. Raises Refused, NotFound, Conflict."""
    require(work.session, permission)
    change = open_change(work, case_id, expected_version)
    unless(rules.why_not_act(record.standing(change.case), act, work.session.account))
    return change
