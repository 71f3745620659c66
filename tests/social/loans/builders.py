"""A case with consent to tell the lender, and a loan that was paid out, for the stories about loans."""

from datetime import date

from app.social.cases.models import Case, Consent
from app.social.loans import services
from app.social.loans.schedule import Terms
from app.social.loans.values import NewLoan
from app.vault.compartments import Compartment
from app.vault.session import Session

LENDER = "Ngân hàng Chính sách xã hội"
# Three million at 1 % a month, due on the 10th of February, March and April: 1.030.000, 1.020.000, 1.010.000.
TERMS = Terms(3_000_000, 1200, date(2026, 1, 10), 3)


def case(session: Session, *, seq: int = 1, consent: str = "given", until: date | None = None) -> int:
    """A case under its code, with an answer about the lender (none when `consent` is empty)."""
    with session.work(Compartment.SOCIAL) as work:
        row = Case(
            code=f"HT26-{seq:03d}",
            seq=seq,
            state="supported",
            worker_id=session.account.id,
            opened_on=date(2026, 1, 2),
            source="self",
            basis="consent",
            last_contact_on=date(2026, 1, 2),
            secret=b"k" * 32,
            created_at=work.now,
            updated_at=work.now,
        )
        work.db.add(row)
        work.db.flush()
        if consent:
            work.db.add(
                Consent(
                    case_id=row.id,
                    purpose="share_lender",
                    state=consent,
                    how="oral",
                    witness="Ngô Thị Bình",
                    given_on=date(2025, 1, 2),
                    until=until,
                    at=work.now,
                    by=session.account.id,
                )
            )
        return row.id


def application(session: Session, case_id: int) -> int:
    new = NewLoan(case_id, "job_creation", LENDER, "Mở quán ăn nhỏ", 3_000_000)
    return services.apply(session, new).id


def paid_out(session: Session, case_id: int, terms: Terms = TERMS) -> int:
    """A loan whose money was paid out on the first day of its terms."""
    loan = application(session, case_id)
    services.submit(session, loan, date(2026, 1, 4))
    services.appraise(session, loan, date(2026, 1, 8), terms.principal)
    services.disburse(session, loan, terms)
    return loan
