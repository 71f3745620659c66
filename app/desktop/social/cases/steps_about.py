"""What must be known before a step of a case is taken? What it means, which clock it starts, what cannot be undone."""

from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.record_type import Fact, Values
from app.desktop.theme import Tone
from app.social.cases import rules
from app.social.cases.terms import Outcome
from app.social.cases.values import CaseDetail
from app.social.keeping import erasure
from app.social.keeping import services as keeping
from app.social.needs import services as needs
from app.vault.session import Session

MEANINGS: dict[str, str] = {
    "assess": N_("The needs are talked over and written down with the person."),
    "support": N_("The support that was agreed begins."),
    "follow": N_("The support has done its work; from now on it is asked whether things hold."),
    "close": N_("The support ends. It can be reopened at any time."),
    "transfer_out": N_("Another place goes on. What goes there needs the person’s consent of its own."),
    "reopen": N_("The person needs support again. The history goes on."),
    "contact": N_("A case without contact for 30 days counts as quiet."),
    "check": N_("Six months after closure it is asked how things go."),
    "consent": N_("Each purpose is asked by itself. A refusal is as good an answer as a consent."),
    "transfer": N_("The whole history goes with the case."),
    "merge": N_("Compare both cases first. The person stays hidden in both."),
    "unmerge": N_("The case stands again as it stood before it was merged."),
    "keep": N_("Say what of the record must be kept, until when, under which law. The person may ask to see it."),
    "hold": N_("While it is held, the case cannot be erased."),
    "end_hold": N_("The case can be erased again."),
    "wish": N_("The person has a right to have their record corrected. The answer is due soon."),
    "answer_wish": N_("The record itself is corrected with “Edit” or “Correct”; here stands what was answered."),
}  # fmt: skip


def about(session: Session, detail: CaseDetail, name: str, values: Values) -> list[Fact]:
    """What is said above the fields; asked again while one types."""
    on = values.get("on")
    day = on if isinstance(on, date) else session.today()
    match name.partition("/")[0]:
        case "support":
            return _support(session, detail)
        case "close":
            return _close(values, day)
        case "withdraw":
            return _withdraw(detail, day)
        case "withdraw_consent":
            return [Fact(tr("What rests on this consent must stop from that day on."), tone=Tone.INFO)]
        case "erase":
            return _erase(session, detail)
        case "keep" if detail.erase_by is not None:
            return [Fact(show_date(detail.erase_by), N_("To be erased by"))]
    return []


def _support(session: Session, detail: CaseDetail) -> list[Fact]:
    """Support begins without an assessment where it must; that there is none is said."""
    note = needs.note_on_support(session, detail.id)
    return [Fact(tr(note), tone=Tone.WARN)] if note else []


def _close(values: Values, day: date) -> list[Fact]:
    if values.get("outcome") == Outcome.DIED:
        return []
    return [Fact(show_date(rules.check_due(day)), N_("Check after closure"))]


def _withdraw(detail: CaseDetail, day: date) -> list[Fact]:
    last = show_date(keeping.erase_by(day))
    facts = [
        Fact(
            tr(
                "Every consent of this person ends, and no list or search shows the case any more. By {last}, 15 days"
                " after the withdrawal, a lead erases it or explains what the law obliges to keep ({basis}).",
                last=last,
                basis=rules.WITHDRAWAL.basis,
            ),
            tone=Tone.WARN,
        )
    ]
    if detail.held:
        facts.append(Fact(tr("The case is held by law: it is not erased while that lasts."), tone=Tone.WARN))
    return facts


def _erase(session: Session, detail: CaseDetail) -> list[Fact]:
    """What goes, what stays, which backups are replaced: told before, for it cannot be taken back."""
    backups = erasure.backups_to_replace(session)
    codes = ", ".join([detail.code, *(each.code for each in detail.merged)])
    return [
        Fact(tr("This cannot be undone, by nobody and from no backup of this computer."), tone=Tone.BAD),
        Fact(codes, N_("Erased cases")),
        Fact(
            tr("The person, consents, notes, plans, visits, services, loans, files, drafts, search words, and what the"
               " audit tells of the person."),
            N_("What goes"),
        ),
        Fact(
            tr("The code, dates, decade of birth, flags and outcome, which figures count; and a certificate."),
            N_("What stays"),
        ),
        Fact(tr("{count} in the vault’s folder: these records are replaced there, those of other units stay.",
                count=len(backups)), N_("Backups replaced")),
        Fact(tr("Copies on other media, papers and exported files must be destroyed by hand."),
             N_("What the app cannot reach")),
        Fact(tr("The reason is kept in the audit: write it without the person’s name."), tone=Tone.INFO),
    ]  # fmt: skip
