"""How are the records read of a vault that was changed with another tool? Read-only, and only by who asks for it.

Nothing at all is written: no audit, no memory of what was seen, no slot; the files are opened read-only. Account
records and grants are verified as at every sign-in. Views and triggers of the files are never executed; what is
no longer a stored table or column is not read.
"""

from app.vault import access, schema_check
from app.vault.errors import Refused
from app.vault.guard import Use
from app.vault.session import Session, Vault


def sign_in(vault: Vault, user: str, password: str) -> Session:
    """A session that only reads; its `damage()` says what was changed.

    Raises WrongPassword, TooManyAttempts, Refused (also when nothing was changed), Forged, Damaged.
    """
    session = access.admit(vault, user, password, Use.RESCUE)
    try:
        if session.account.invited:
            raise Refused("This account has no password of its own yet. Ask the lead of your unit to open the rescue.")
        with session.read() as db:
            raw = db.connection().connection.driver_connection
            found = {part: schema_check.compare(raw, part) for part in sorted(session.compartments)}
        session.changes = {part: compared.changes for part, compared in found.items() if compared.changes}
        if not session.changes:  # reading without an audit entry is for damage alone
            raise Refused("No file of this vault was changed with another tool. Nothing was opened. Sign in as usual.")
    except BaseException:
        session.close()
        raise
    return session
