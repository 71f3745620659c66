"""What do people read about recovery codes, one-time passwords, and keys that somebody else could have made?"""

from dataclasses import dataclass

from app.common.dates import office_day, show_date
from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES
from app.vault.compartments import Compartment
from app.vault.directory import Loan
from app.vault.integrity import Findings
from app.vault.marks import Mark
from app.vault.membership import Invitation
from app.vault.news import News, NewsKind
from app.vault.people import Unit
from app.vault.session import Session

COMPARTMENT_NAMES: dict[Compartment, str] = {
    Compartment.REGISTRY: N_("Shared register"),
    Compartment.POLICE: N_("Commune police’s records"),
    Compartment.HEALTH: N_("Health station’s records"),
    Compartment.SOCIAL: N_("Women’s Union’s records"),
}

_NEWS: dict[NewsKind, str] = {
    NewsKind.RESTORED: N_(
        "{date}: {name} ({unit}) got new keys with the recovery code of: {code}. If {name} did not ask for it, tell the"
        " lead of another unit."
    ),
    NewsKind.NEW_SLIP: N_(
        "{date}: {by} issued a new one-time password for {name} ({unit}). The former password no longer works."
    ),
    NewsKind.TAKEN_UP: N_("{date}: {name} ({unit}) came in with a new one-time password."),
    NewsKind.CLAIMED: N_("{date}: {by} confirmed that the new keys of {name} ({unit}) are their own."),
    NewsKind.NEW_LEAD: N_("{date}: {by} made {name} a lead of {unit}."),
    NewsKind.NEW_CODE: N_("{date}: {by} made a new recovery code for: {code}."),
}
_CLAIMED_ALONE = N_("{date}: {name} ({unit}) claimed the new keys with the former password.")


def news_sentence(session: Session, item: News) -> str:
    """A piece of news as one sentence."""
    alone = item.kind is NewsKind.CLAIMED and item.account is not None and item.by == item.account.id
    return tr(
        _CLAIMED_ALONE if alone else _NEWS[item.kind],
        date=show_date(office_day(item.at)),
        by=_name(session, item.by),
        name=item.account.full_name if item.account else "",
        unit=tr(UNIT_NAMES[item.account.unit]) if item.account else "",
        code=tr(COMPARTMENT_NAMES[item.compartment]) if item.compartment else "",
    )


def loan_sentence(session: Session, loan: Loan) -> str:
    """Where keys on loan came from."""
    date = show_date(office_day(loan.since))
    if loan.compartment is None:
        return tr(
            "Keys made on {date} with a one-time password that {by} issued; not claimed by the person at that time.",
            date=date,
            by=_name(session, loan.by),
        )
    return tr(
        "Keys made on {date} with the recovery code of: {code}; not claimed by the person at that time.",
        date=date,
        code=tr(COMPARTMENT_NAMES[loan.compartment]),
    )


def mark_sentence(session: Session, mark: Mark) -> str:
    """Entries that do not prove who wrote them."""
    return tr(
        "{count} entries in the name of {name}, from number {first} on, do not prove that {name} wrote them. {why}",
        count=mark.count,
        name=mark.account.full_name,
        first=mark.first,
        why=loan_sentence(session, mark.loan),
    )


@dataclass(frozen=True)
class MarkInWords:
    """A mark as a script reads it: which chain, the first entry, whose account, how many entries, in words."""

    where: str
    entry: int
    account: str
    count: int
    message: str


def marks_in_words(session: Session, findings: Findings) -> list[MarkInWords]:
    """The marks of a verification."""
    return [
        MarkInWords(m.compartment.value, m.first, m.account.user, m.count, mark_sentence(session, m))
        for m in findings.marks
    ]


def good_until(invitation: Invitation) -> str:
    """Until when a slip works."""
    if invitation.expires is None:
        return ""
    return tr("Good until {date}.", date=show_date(office_day(invitation.expires)))


def replaced_code(session: Session) -> str:
    """What Coordination's first lead reads beside the registry's new code; empty for everybody else."""
    if session.account.unit is not Unit.COORDINATION:
        return ""
    return tr(
        "From now on the recovery code of the shared register is Coordination's alone. The one that was printed when"
        " the vault was set up no longer works: have that paper torn up."
    )


def own_loan(session: Session) -> str:
    """What a person reads whose keys are on loan; empty when they are their own."""
    loan = session.directory.members[session.account.id].loan
    if loan is None:
        return ""
    return tr(
        "Your keys are not yours alone yet. {why} What you enter is saved and marked so, until you claim the keys:"
        " with your former password, or before the lead of another unit.",
        why=loan_sentence(session, loan),
    )


def _name(session: Session, account_id: str) -> str:
    member = session.directory.members.get(account_id)
    return member.account.full_name if member else ""
