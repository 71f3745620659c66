"""Which words does the reports register know: kinds, states, tracks, stages, and what each is called?"""

from enum import StrEnum

from app.common.i18n import N_


class ReportKind(StrEnum):
    """The five kinds; each has its own register and its own legal track."""

    CRIME_REPORT = "crime_report"
    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    PETITION = "petition"
    FEEDBACK = "feedback"


KIND_NAMES: dict[ReportKind, str] = {
    ReportKind.CRIME_REPORT: N_("Report of a crime"),
    ReportKind.DENUNCIATION: N_("Denunciation"),
    ReportKind.COMPLAINT: N_("Complaint"),
    ReportKind.PETITION: N_("Petition"),
    ReportKind.FEEDBACK: N_("Feedback"),
}

# What stands at the end of a number: 014/2026/TB.
SYMBOLS: dict[ReportKind, str] = {
    ReportKind.CRIME_REPORT: "TB",
    ReportKind.DENUNCIATION: "TC",
    ReportKind.COMPLAINT: "KN",
    ReportKind.PETITION: "KNG",
    ReportKind.FEEDBACK: "PA",
}


class State(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    VERIFYING = "verifying"
    CONCLUDED = "concluded"
    RESOLVED = "resolved"
    CLOSED = "closed"


STATE_NAMES: dict[State, str] = {
    State.RECEIVED: N_("Received"),
    State.ACCEPTED: N_("Accepted"),
    State.DECLINED: N_("Declined"),
    State.TRANSFERRED: N_("Transferred"),
    State.VERIFYING: N_("Being verified"),
    State.CONCLUDED: N_("Concluded"),
    State.RESOLVED: N_("Resolved"),
    State.CLOSED: N_("Closed"),
}


class ReporterForm(StrEnum):
    """How the reporter is known."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    BY_RELAY = "by_relay"


REPORTER_FORM_NAMES: dict[ReporterForm, str] = {
    ReporterForm.NAMED: N_("Gives a name"),
    ReporterForm.ANONYMOUS: N_("Anonymous"),
    ReporterForm.BY_RELAY: N_("Told by somebody else"),
}


class Urgency(StrEnum):
    """How soon somebody must look at it."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"


URGENCY_NAMES: dict[Urgency, str] = {
    Urgency.NORMAL: N_("Normal"),
    Urgency.URGENT: N_("Urgent"),
    Urgency.VERY_URGENT: N_("Very urgent"),
}


class Flag(StrEnum):
    """What puts a report before all others."""

    CHILD = "child"
    TRAFFICKING = "trafficking"
    VIOLENCE = "violence"


FLAG_NAMES: dict[Flag, str] = {
    Flag.CHILD: N_("A child is concerned"),
    Flag.TRAFFICKING: N_("Signs of trafficking"),
    Flag.VIOLENCE: N_("Violence"),
}


class Classification(StrEnum):
    """What verification has shown."""

    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    UNFOUNDED = "unfounded"


CLASSIFICATION_NAMES: dict[Classification, str] = {
    Classification.CRIMINAL: N_("Signs of a crime"),
    Classification.ADMINISTRATIVE: N_("Administrative violation"),
    Classification.UNFOUNDED: N_("Unfounded"),
}

# The catalogue of sources can be edited; these codes are what the rules and the import know of it.
SOURCE_NAMES: dict[str, str] = {
    "in_person": N_("In person"),
    "post": N_("By post"),
    "phone": N_("By phone"),
    "assigned": N_("Assigned by superiors"),
    "press": N_("From the press"),
    "forwarded": N_("Forwarded by another body"),
    "own_detection": N_("Found by the unit"),
    "online": N_("Online"),
}


def show_number(seq: int, year: int, kind: ReportKind) -> str:
    """How a register number is written: 014/2026/TB."""
    return f"{seq:03d}/{year}/{SYMBOLS[kind]}"
