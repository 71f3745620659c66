"""Backups and verification as people ask for them: who may, and what the audit says of it."""

import pytest

from app.registry import accounts, safekeeping
from app.vault import backup, integrity
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session


def said(session: Session) -> list[tuple[str, object]]:
    """The backups that the audit tells of, the newest first, with why they were made."""
    found = accounts.read_audit(session, Compartment.REGISTRY, action="backup.made")
    return [(entry.actor, (entry.detail or {}).get("reason")) for entry in found]


def test_each_backup_stands_in_the_audit_of_all_units(police_lead: Session) -> None:
    made = safekeeping.back_up(police_lead)
    police_lead.back_up("sign_out")
    me = police_lead.account.id
    assert said(police_lead) == [(me, "sign_out"), (me, "by_hand")]
    assert backup.verify(made)["by"] == me
    assert integrity.verify(police_lead).ok  # the newest backup is older than its own entry, and that is right


def test_a_viewer_makes_none_by_hand_but_may_verify(police_lead: Session, police_viewer: Session) -> None:
    with pytest.raises(Refused):
        safekeeping.back_up(police_viewer)
    assert backup.listed(police_viewer.vault.folder) == [] and said(police_lead) == []
    assert safekeeping.verify_all(police_viewer).ok
    assert safekeeping.verify_audits(police_viewer).checked > 0
