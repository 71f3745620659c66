"""What do the rules say, as tables a person reads? Made from the rules themselves, so that no page goes stale."""

from collections.abc import Iterable

from app.common.i18n import N_, tr
from app.common.permissions import LEVEL_NAMES, PERMISSIONS
from app.police.reports.declared import FIELD_NAMES
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import (
    KIND_NAMES,
    STATE_NAMES,
    SYMBOLS,
    State,
)
from app.vault.people import Level

WHO: dict[Level, str] = {Level.OFFICER: N_("officer in charge, or a lead"), Level.LEAD: N_("lead only")}

# What stands in the table of permissions, in people's words.
ACTION_NAMES: dict[str, str] = {
    "reports.list": N_("See the list of reports"),
    "reports.open": N_("Open a report"),
    "reports.receive": N_("Take in a report"),
    "reports.edit": N_("Work on a report assigned to oneself"),
    "reports.assign": N_("Assign a report"),
    "reports.reveal": N_("See a sealed identity that is sealed to oneself"),
    "reports.reseal": N_("Seal all reporters anew, for a new lead"),
    "reports.extend": N_("Extend a time limit"),
    "reports.suspend": N_("Suspend and resume a report"),
    "reports.reclassify": N_("Classify a report again"),
    "reports.correct": N_("Correct a locked report"),
    "reports.remove": N_("Move a report to the bin and restore it"),
    "reports.print": N_("Print documents"),
    "reports.import": N_("Bring in an Excel register"),
    "reports.undo_import": N_("Take an import back"),
    "reports.export": N_("Take a list out to Excel"),
    "inspections.list": N_("See the list of inspections and their figures"),
    "inspections.open": N_("Open an inspection"),
    "inspections.plan": N_("Plan a visit or note an unannounced one"),
    "inspections.assign": N_("Set the team of an inspection"),
    "inspections.record": N_("Enter the minutes, findings and follow-up"),
    "inspections.close": N_("Close, reopen or cancel an inspection"),
    "inspections.correct": N_("Correct a locked inspection"),
    "inspections.remove": N_("Move an inspection to the bin and restore it"),
    "inspections.print": N_("Print the papers of an inspection"),
    "inspections.import": N_("Bring in a register of inspections from Excel"),
    "inspections.undo_import": N_("Take an import of inspections back"),
    "inspections.export": N_("Take the list of inspections out to Excel"),
    "plans.list": N_("See the inspection plans and their figures"),
    "plans.open": N_("Open an inspection plan"),
    "plans.draft": N_("Draw an inspection plan"),
    "plans.schedule": N_("Set days and months of planned inspections"),
    "plans.print": N_("Print an inspection plan"),
    "plans.approve": N_("Approve an inspection plan"),
    "plans.change": N_("Add premises to an approved plan or put some off"),
    "plans.weights": N_("Change the weights of the draw"),
    "supplies.list": N_("See the supplies and their movements"),
    "supplies.receive": N_("Record supplies that come in"),
    "supplies.hand_out": N_("Record supplies that are handed out"),
    "supplies.destroy": N_("Write supplies off"),
    "supplies.count": N_("Set the stock to what was counted"),
    "supplies.items": N_("Keep the list of items"),
    "supplies.print": N_("Print the stock report"),
    "supplies.export": N_("Take the supplies out to Excel"),
    "health-sessions.list": N_("See the group sessions and their numbers"),
    "health-sessions.enter": N_("Enter and correct a group session"),
    "health-sessions.remove": N_("Remove and restore a group session"),
    "health-sessions.export": N_("Take the group sessions out to Excel"),
    "establishments.list": N_("See the register of establishments and open one"),
    "establishments.add": N_("Add an establishment (police)"),
    "establishments.edit": N_("Change an establishment (police)"),
    "establishments.count": N_("Enter a head-count of workers (police)"),
    "establishments.close": N_("Suspend, close and open again (police)"),
    "establishments.merge": N_("Merge duplicate establishments (police)"),
    "establishments.propose": N_("Propose a new establishment, a change or a closing (other units)"),
    "establishments.decide": N_("Confirm or decline proposals (police)"),
    "establishments.import": N_("Bring in a list of establishments from Excel (police)"),
    "establishments.undo_import": N_("Take an import of establishments back (police)"),
    "establishments.export": N_("Take the register of establishments out to Excel"),
    "cases.list": N_("See the list of cases, without names"),
    "cases.open": N_("Open a case, with the person hidden"),
    "cases.intake": N_("Open a new case with consent"),
    "cases.edit": N_("Work on one's own cases"),
    "cases.consent": N_("Record consent, refusal and withdrawal"),
    "cases.reveal": N_("See who the person of one's own case is, for a reason"),
    "cases.transfer": N_("Hand a case to another worker and see the caseload"),
    "cases.merge": N_("Merge cases of the same person"),
    "cases.import": N_("Take a register of people who were helped in from Excel"),
    "cases.undo_import": N_("Take an import of cases back"),
    "cases.export": N_("Take the list of cases out to Excel without names"),
    "cases.export_names": N_("Take the list of cases out with names, for a reason"),
    "cases.print": N_("Print the papers of a case"),
    "cases.copy": N_("Give a person the copy of everything held about them"),
    "cases.keep": N_("Set how long cases are kept, and hold one by law"),
    "cases.erase": N_("Erase a case"),
    "loans.list": N_("See the list of loans"),
    "loans.open": N_("Open a loan"),
    "loans.edit": N_("Prepare loans, record the lender's decisions and payments"),
    "loans.correct": N_("Correct a payment of a loan"),
    "loans.print": N_("Print the letter to a lender"),
    "loans.export": N_("Take the list of loans out to Excel"),
    "support_plans.edit": N_("Write and review the support plans of one's own cases"),
    "visits.list": N_("See the list of visits, without names"),
    "visits.open": N_("Open a visit, with free text masked"),
    "visits.edit": N_("Plan and write up visits of one's own cases"),
    "visits.export": N_("Take the list of visits out to Excel"),
    "health-clients.list": N_("See the list of the station's clients, by code"),
    "health-clients.open": N_("Open a client's record"),
    "health-clients.intake": N_("Open a new client's record with consent"),
    "health-clients.edit": N_("Work on clients' records"),
    "health-clients.return": N_("Find a client who lost the card by their phrase"),
    "health-clients.reveal": N_("See name and contact of a client, for a reason"),
    "health-clients.print": N_("Print the papers of a client"),
    "health-clients.export": N_("Take the list of clients out to Excel, by code"),
    "health-clients.erase": N_("Erase a client's record"),
    "services.list": N_("See the list of support services"),
    "services.open": N_("Open a support service"),
    "services.edit": N_("Propose support and take it through its life, for one's own cases"),
    "services.correct": N_("Correct support that was recorded, for one's own cases"),
    "services.export": N_("Take the list of support services out to Excel"),
    "needs.open": N_("See what the person of a case needs, texts masked"),
    "needs.assess": N_("Assess the needs of one's own cases"),
    "needs.correct": N_("Correct an assessment of needs, for a reason"),
    "needs-surveys.list": N_("See the needs surveys and their figures"),
    "needs-surveys.open": N_("Open a needs survey"),
    "needs-surveys.enter": N_("Enter a needs survey"),
    "needs-surveys.edit": N_("Change a needs survey"),
    "needs-surveys.remove": N_("Move a needs survey to the bin and restore it"),
    "needs-surveys.import": N_("Bring in needs surveys from Excel"),
    "needs-surveys.undo_import": N_("Take an import of needs surveys back"),
    "needs-surveys.export": N_("Take needs surveys and their figures out to Excel"),
    "counselling.list": N_("See the list of counselling sessions, by code"),
    "counselling.open": N_("Open a counselling session"),
    "counselling.record": N_("Record and correct counselling sessions, note what an alert led to"),
    "counselling.remove": N_("Remove a counselling session, or bring it back"),
    "counselling.export": N_("Take the list of counselling sessions out to Excel, by code"),
    "counselling.import": N_("Bring in a register of counselling by code from Excel"),
    "counselling.undo_import": N_("Take an import of counselling back"),
    "screenings.list": N_("See how far tests are, by code"),
    "screenings.open": N_("Open a test"),
    "screenings.record": N_("Record consent, sample, result and telling of a test"),
    "screenings.look": N_("Look at the result of a test"),
    "screenings.correct": N_("Correct the result of a test"),
    "screenings.remove": N_("Remove a test, or bring it back"),
    "screenings.export": N_("Take the list of tests out to Excel, without results"),
    "health-figures.list": N_("See the published figures of the station"),
    "health-figures.unit": N_("See the figures of the station in full"),
    "health-figures.publish": N_("Publish the figures of a period"),
    "health-figures.export": N_("Take the published figures out to Excel"),
    "search": N_("Search"),
    "audit.read": N_("Read the audit"),
    "audit.verify": N_("Verify the audit"),
    "audit.take_note": N_("Take note that audit entries are missing"),
    "accounts.list": N_("See who has an account"),
    "accounts.manage": N_("Invite people and withdraw access"),
    "calendar.edit": N_("Change the working days"),
    "deadline_rules.edit": N_("Change the time limits"),
    "catalogues.edit": N_("Change the lists to choose from"),
    "office.edit": N_("Change the office on documents"),
    "backup": N_("Make a backup"),
    "backups.place": N_("Choose where copies of the backups go"),
    "backups.restore": N_("Bring a backup back"),
    "backups.try": N_("Try whether a backup can be brought back"),
    "backups.replace": N_("Take what was erased out of the backups"),
}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; the heads are marked texts, the rows are shown as they are."""
    shown = [tr(head) for head in heads]
    lines = [shown, ["---"] * len(shown), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _needs(needs: tuple[str, ...]) -> str:
    return ", ".join(tr(FIELD_NAMES[need]) for need in needs) or "–"


def steps() -> str:
    """The life of a report: from where, which step, to where, whose, and what it must have."""
    return table(
        (N_("The report stands at"), N_("Step"), N_("Then it stands at"), N_("Who"), N_("Must have")),
        (
            (tr(STATE_NAMES[state]), tr(step.label), tr(STATE_NAMES[step.to]), tr(WHO[step.by]), _needs(step.needs))
            for (state, _name), step in TRANSITIONS.items()
        ),
    )


def acts() -> str:
    """What can be done to a report without moving it on."""
    return table(
        (N_("What"), N_("When"), N_("Who"), N_("Must have")),
        ((tr(act.label), _when(act.states), tr(WHO[act.by]), _needs(act.needs)) for act in ACTS.values()),
    )


def _when(states: frozenset[State]) -> str:
    if states == frozenset(State):
        return tr("always")
    return ", ".join(tr(STATE_NAMES[state]) for state in State if state in states)


def permissions() -> str:
    """Who may do what by level."""
    levels = list(Level)
    rows = (
        (tr(ACTION_NAMES.get(action, action)), *(tr("yes") if level in allowed else "–" for level in levels))
        for action, allowed in PERMISSIONS.items()
    )
    return table((N_("What"), *(LEVEL_NAMES[level] for level in levels)), rows)


def kinds() -> str:
    """The kinds of reports and how their numbers end."""
    return table(
        (N_("Kind"), N_("Its number")), ((tr(name), f"001/2026/{SYMBOLS[kind]}") for kind, name in KIND_NAMES.items())
    )


def keys(known: Iterable[tuple[str, str]]) -> str:
    """Keys and what they do, as the window tells them."""
    return table((N_("Keys"), N_("What")), ((f"**{pressed}**", what) for pressed, what in known))
