"""Can a colleague put another reporter under a seal that they cannot open?

Got through means that the false reporter is shown to the lead as the one who was sealed.
"""

import json
from base64 import b64encode
from datetime import UTC, datetime

from app.police.reports import services
from app.police.reports.terms import ReportKind
from app.police.reports.values import NewReport, Reporter
from app.vault import access, keys
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.session import Session, Vault
from tests.attack import vaults
from tests.attack.identity import COLLEAGUE, LEAD, OFFICER, id_of
from tests.attack.outcome import Attack, Field, Outcome
from tests.attack.tool import keys_of, sql
from tests.conftest import PASSWORD

SECRET = Reporter(name="Bùi Thị Ngọc Quyên", phone="0900044444")
FALSE = Reporter(name="Người Vô Can", phone="0911111111")


def _denounced(session: Session, reporter: Reporter = SECRET) -> int:
    today = session.today()
    new = NewReport(
        ReportKind.DENUNCIATION,
        received_on=today,
        content="Nhà nghỉ mở nhạc lớn",
        source="in_person",
        reporter=reporter,
    )
    return services.receive_report(session, new).report_id


def _sealed_bytes(vault: Vault, key: bytes, report: int) -> bytes:
    rows = sql(vault.folder, Compartment.POLICE, key, f"SELECT reporter_sealed FROM reports WHERE id = {report}")
    return bytes(rows[0][0])


def _put(vault: Vault, key: bytes, report: int, sealed: bytes) -> None:
    statement = f"UPDATE reports SET reporter_sealed = ? WHERE id = {report}"
    sql(vault.folder, Compartment.POLICE, key, statement, values=(sealed,))


def swapped_reporter(field: Field) -> Outcome:
    """A colleague who cannot open a seal puts another in its place: unsigned, forged, or from another report."""
    through = []
    with access.open_vault(vaults.fresh(field.scratch / "v")) as vault:
        officer = access.sign_in(vault, OFFICER, PASSWORD)
        report, other = _denounced(officer), _denounced(officer, FALSE)
        officer.sign_out()
        colleague = access.sign_in(vault, COLLEAGUE, PASSWORD)
        key = keys_of(colleague)[Compartment.POLICE]
        directory = colleague.directory
        to = [directory.members[id_of(colleague, user)].public.recipient for user in (LEAD, OFFICER)]
        swaps = {
            "unsigned, as of old": keys.seal(_payload(), to),
            "signed by nobody": keys.seal(_signed_seal(colleague, report, keys.new_private_keys(), OFFICER), to),
            "signed by the colleague for the officer": keys.seal(
                _signed_seal(colleague, report, colleague.private, OFFICER), to
            ),
            "of another report": _sealed_bytes(vault, key, other),
        }
        colleague.close()
        good = _sealed_bytes(vault, key, report)
        for name, sealed in swaps.items():
            _put(vault, key, report, sealed)
            if _shown_unseen(vault, report):
                through.append(name)
        _put(vault, key, report, good)
        if _revealed(vault, report).name != SECRET.name:
            return Outcome(len(swaps), len(through), 1, "the true seal does not open any more")
    return Outcome(len(swaps), len(through), note=", ".join(through))


def _payload() -> bytes:
    empty = {"address": "", "identity": "", "relayed_by": ""}
    values = {"form": "named", "name": FALSE.name, "phone": FALSE.phone, **empty}
    return json.dumps(values, ensure_ascii=False).encode()


def _signed_seal(session: Session, report: int, signer: keys.PrivateKeys, as_user: str) -> bytes:
    """What a seal of today holds, made by hand; where seals have no signature, the plain content of old."""
    try:
        from app.vault import seals
    except ImportError:
        return _payload()
    by, at, subject = id_of(session, as_user), datetime.now(UTC).isoformat(timespec="seconds"), f"reports/{report}"
    message = seals._message(session, subject, by, at, _payload())
    inside = {
        "content": b64encode(_payload()).decode(),
        "subject": subject,
        "by": by,
        "at": at,
        "key": signer.public.sign,
        "signature": signer.signature(message),
    }
    return seals.MARK + keys.canonical(inside)


def _revealed(vault: Vault, report: int) -> Reporter:
    lead = access.sign_in(vault, LEAD, PASSWORD)
    try:
        return services.reveal_reporter(lead, report, "Kiểm tra hồ sơ")
    finally:
        lead.sign_out()


def _shown_unseen(vault: Vault, report: int) -> bool:
    try:
        return _revealed(vault, report).name != SECRET.name
    except AppError:
        return False


ATTACKS: dict[str, Attack] = {"identity.swapped_reporter": swapped_reporter}
