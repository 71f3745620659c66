"""What can a colleague do who holds the registry's key, knows SQL and may write the vault's folder?"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.vault import keys, records
from app.vault.compartments import Compartment
from app.vault.engine import connect
from app.vault.people import Account
from app.vault.session import Session


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of the vault with its hash; the lock says nothing and is left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "vault.lock"
    }


def change_header(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "vault.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def key_of(session: Session, compartment: Compartment = Compartment.REGISTRY) -> bytes:
    return session.compartment_key(compartment)


def sql(
    folder: Path, key: bytes, *statements: str, compartment: Compartment = Compartment.REGISTRY, values: Any = ()
) -> list[Any]:
    """Run statements on a compartment's file with its key alone, past the app. Returns the last one's rows."""
    raw = connect(folder, {compartment: key})
    try:
        rows: list[Any] = []
        for statement in statements:
            rows = raw.execute(statement, values).fetchall()
        return rows
    finally:
        raw.close()


def forge_record(
    folder: Path, registry_key: bytes, directory: records.Directory, content: dict[str, Any], by: str, signer: Any
) -> None:
    """Append an account record that is right in every respect but the right to make it."""
    payload = keys.canonical(
        {
            **content,
            "rules": records.RULES,
            "n": directory.length + 1,
            "previous": directory.head,
            "vault": directory.vault_id,
            "by": by,
            "key": signer.public.sign,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    ).decode()
    row = (
        directory.length + 1,
        payload,
        signer.signature(b"nhip-cau account record\0" + payload.encode()),
        hashlib.sha256(payload.encode()).hexdigest(),
    )
    sql(
        folder,
        registry_key,
        "INSERT INTO account_records (seq, payload, signature, hash) VALUES (?, ?, ?, ?)",
        values=row,
    )


def as_account(session: Session, **changes: Any) -> Account:
    return replace(session.account, **changes)
