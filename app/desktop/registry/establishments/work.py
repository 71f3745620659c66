"""What does the register give to the day's work? Proposals that wait, papers that end, what the police decided."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.common.dates import office_day, show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.registry.establishments import drafts
from app.desktop.registry.establishments.columns import first_end
from app.desktop.registry.establishments.form import PROPOSE_WORDS
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work, draft_line
from app.registry.establishments import queries
from app.registry.establishments.declared import DESK, EstablishmentFilter, Sort
from app.registry.establishments.lines import EstablishmentRow
from app.registry.establishments.rules import ACTS
from app.registry.establishments.terms import PROPOSAL_NAMES, PROPOSAL_STATE_NAMES, Paper, ProposalState
from app.registry.establishments.values import ProposalInfo
from app.vault.people import Unit
from app.vault.session import Session

PLACE = "establishments"
# So many days before its end a paper stands in the day's work; so many days after it a decision does.
ENDING, LATELY = 30, 14
EXPIRED = EstablishmentFilter(paper=Paper.EXPIRED)


@dataclass(frozen=True)
class Waiting:
    """What waits, and how many papers have ended in all."""

    proposals: tuple[ProposalInfo, ...] = ()
    expired: tuple[EstablishmentRow, ...] = ()
    expired_count: int = 0
    ending: tuple[EstablishmentRow, ...] = ()
    decided: tuple[ProposalInfo, ...] = ()
    drafts: tuple[Draft, ...] = ()


def read(session: Session) -> Waiting:
    """Asked off the window's thread: the police decide and look after the papers, the others hear what was decided."""
    kept, today = tuple(DESK.list_drafts(session)), session.today()
    if session.account.unit is not Unit.POLICE:
        return Waiting(decided=queries.own_decided(session, today - timedelta(days=LATELY)), drafts=kept)
    soon = EstablishmentFilter(paper=Paper.EXPIRING)
    ending = queries.list_establishments(session, soon, Sort.EXPIRES).rows
    last = today + timedelta(days=ENDING)
    return Waiting(
        proposals=queries.open_proposals(session) if may(session, "establishments.decide") else (),
        expired=queries.list_establishments(session, EXPIRED, Sort.EXPIRES, limit=20).rows,
        expired_count=queries.count_establishments(session, EXPIRED),
        ending=tuple(row for row in ending if (end := first_end(row)) is not None and end <= last),
        drafts=kept,
    )


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    today = session.today()
    groups = [
        Group("establishment_proposals", N_("Proposals for the register of establishments"), Tone.WARN,
              [proposal_line(each) for each in waiting.proposals], len(waiting.proposals)),
        Group("establishments_expired", N_("Licences and certificates that have ended"), Tone.BAD,
              [paper_line(row, today) for row in waiting.expired], waiting.expired_count,
              Lead(PLACE, "show_filtered", (EXPIRED,))),
        Group("establishments_ending", N_("Licences and certificates that end within 30 days"), Tone.WARN,
              [paper_line(row, today) for row in waiting.ending], len(waiting.ending)),
        Group("establishment_decisions", N_("What the police decided about your proposals"), Tone.NEUTRAL,
              [decision_line(each) for each in waiting.decided], len(waiting.decided)),
    ]  # fmt: skip
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    return Work([group for group in groups if group.lines], offered, due=len(waiting.proposals))


def proposal_line(proposal: ProposalInfo) -> Line:
    """A proposal that waits; its button confirms, the page it opens can decline."""
    lead = Lead(PLACE, "open", (proposal.establishment_id,))
    step = Next(ACTS["confirm"].label, Lead(PLACE, "act", (proposal.establishment_id, "confirm")))
    words = f"{proposal.name} · {proposal.by}"
    chip = (show_date(office_day(proposal.at)), Tone.NEUTRAL)
    return Line(f"{proposal.number} · {tr(PROPOSAL_NAMES[proposal.kind])}", words, lead, chip, step, proposal.number)


def paper_line(row: EstablishmentRow, today: date) -> Line:
    """Premises whose licence or certificate ends."""
    end = first_end(row)
    tone = Tone.BAD if end is not None and end < today else Tone.WARN
    place = " · ".join(part for part in (row.type_name, row.village) if part)
    chip = (show_date(end), tone) if end is not None else None
    return Line(f"{row.number} · {row.name}", place, Lead(PLACE, "open", (row.id,)), chip, number=row.number)


def decision_line(proposal: ProposalInfo) -> Line:
    """What became of an own proposal, and why."""
    confirmed = proposal.state is ProposalState.CONFIRMED
    chip = (tr(PROPOSAL_STATE_NAMES[proposal.state]), Tone.GOOD if confirmed else Tone.WARN)
    words = " · ".join(part for part in (tr(PROPOSAL_NAMES[proposal.kind]), proposal.reason) if part)
    lead = Lead(PLACE, "open", (proposal.establishment_id,))
    return Line(f"{proposal.number} · {proposal.name}", words, lead, chip, number=proposal.number)


def _new(session: Session) -> tuple[str, Lead] | None:
    return (PROPOSE_WORDS, Lead(PLACE, "new")) if may(session, "establishments.propose") else None


ESTABLISHMENT_WORK = Source(read, show, _new)
