"""What was done to a visit, as the page and the audit say it?"""

from app.common.i18n import N_

# What the page says was done; without "visit_" the same stand in audit and timeline.
ACT_NAMES: dict[str, str] = {
    "visit_plan": N_("Planned a visit"),
    "visit_done": N_("Wrote up a visit"),
    "visit_note": N_("Wrote up a contact that was not planned"),
    "visit_move": N_("Moved a visit"),
    "visit_missed": N_("Recorded that nobody was met"),
    "visit_cancel": N_("Cancelled a visit"),
    "undo": N_("Took back the last act on a visit"),
}
ACTIONS: dict[str, str] = {
    **{name.removeprefix("visit_"): words for name, words in ACT_NAMES.items()},
    "open": N_("Opened a visit"),
    "search": N_("Searched the visits"),
    "export": N_("Exported visits"),
}
