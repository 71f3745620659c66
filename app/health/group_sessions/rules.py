"""What can be done with a group session, and by whom?"""

from app.common.i18n import N_
from app.common.records.acts import Act, table

ACTS = table(
    Act("edit", "health-sessions.enter", N_("Edit")),
    Act("remove", "health-sessions.remove", N_("Remove the session"), ("reason",)),
    Act("restore", "health-sessions.remove", N_("Restore the session"), removed=True),
)
# What became of a session, as its timeline and the audit say.
EVENTS: dict[str, str] = {
    "add": N_("Session entered"),
    "edit": N_("Session corrected"),
    "remove": N_("Session removed"),
    "restore": N_("Session restored"),
}
AUDITED: dict[str, str] = {
    "add": N_("Entered a group session"),
    "edit": N_("Corrected a group session"),
    "remove": N_("Removed a group session"),
    "restore": N_("Restored a group session"),
    "search": N_("Searched the group sessions"),
    "export": N_("Exported the group sessions"),
}
