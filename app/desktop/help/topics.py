"""Which pages has the help, in which order, and which of them belongs to a screen?"""

from app.common.i18n import N_

# The order of the contents.
TOPICS: dict[str, str] = {
    "start": N_("The first five minutes"),
    "sign-in": N_("Signing in and locking"),
    "today": N_("Today's work"),
    "intake": N_("Taking in a report"),
    "reports": N_("Reports: from receipt to closing"),
    "import": N_("Bringing in an Excel register"),
    "export": N_("Taking a list out to Excel"),
    "print": N_("Printing"),
    "establishments": N_("The register of establishments"),
    "inspections": N_("Inspections of premises"),
    "plan": N_("The year's inspection plan"),
    "figures": N_("Figures of the inspections"),
    "cases": N_("Support cases: consent first"),
    "needs": N_("Assessing needs"),
    "surveys": N_("Needs surveys without names"),
    "support-plans": N_("Support plans and visits"),
    "keeping": N_("Keeping and erasing support cases"),
    "services": N_("Support services: from the proposal to what came of it"),
    "loans": N_("Loans: from the application to the last instalment"),
    "supplies": N_("Supplies of the health station"),
    "health-sessions": N_("Group sessions"),
    "health-clients": N_("Clients of the health station"),
    "counselling": N_("Counselling and its questionnaires"),
    "screenings": N_("Tests: consent first, the result to the client alone"),
    "health-figures": N_("Figures of the station"),
    "health-papers": N_("Papers of the health station"),
    "audit": N_("The audit: who did what"),
    "accounts": N_("Accounts and recovery codes"),
    "backup": N_("Backups"),
    "settings": N_("Settings"),
    "keys": N_("Keys"),
    "privacy": N_("What the app does not do"),
}
FALLBACK = "start"

# What screens call themselves where no page has that name.
ALSO: dict[str, str] = {
    "welcome": "start",
    "first-run": "start",
    "demo": "start",
    "claim": "sign-in",
    "lock": "sign-in",
    "password": "sign-in",
    "recover": "sign-in",
    "report": "reports",
    "list": "reports",
    "detail": "reports",
    "deadlines": "reports",
    "new-report": "intake",
    "report-form": "intake",
    "desk": "today",
    "importing": "import",
    "exporting": "export",
    "printing": "print",
    "invite": "accounts",
    "recovery": "accounts",
    "backups": "backup",
    "visits": "support-plans",
    "appearance": "settings",
    "calendar": "settings",
    "limits": "settings",
    "office": "settings",
}


def topic_of(asked: str) -> str:
    """The page for a screen's topic; the first page for one that nobody wrote about."""
    return asked if asked in TOPICS else ALSO.get(asked, FALLBACK)
