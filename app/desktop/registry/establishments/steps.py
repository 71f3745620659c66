"""Which fields does a step on premises ask for, and which service is it given to?"""

from collections.abc import Mapping
from typing import Any

from app.common.i18n import N_, tr
from app.desktop.records.fields import WholeField
from app.desktop.registry.establishments.sections import personal
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.registry.establishments import services, services_merging, services_proposals
from app.registry.establishments.rules import ACTS, PARTS, STEPS
from app.registry.establishments.terms import (
    FIELD_NAMES,
    PROPOSAL_NAMES,
    SOURCE_NAMES,
    CountSource,
    ProposalKind,
    ProposalState,
)
from app.registry.establishments.values import Changed, Counts, EstablishmentDetail, ProposalInfo
from app.vault.session import Session

Values = Mapping[str, Any]
CHOOSES: dict[str, tuple[str, ...]] = {
    "count": ("head_count",),
    "merge": ("duplicate", "reason"),
    "confirm": ("proposal",),
    "decline": ("proposal", "reason"),
    "propose_close": ("closed_on", "note"),
}


def needs_of(detail: EstablishmentDetail, name: str) -> tuple[str, ...]:
    """What must be given, by the rules table."""
    if name in CHOOSES:
        return CHOOSES[name]
    return ACTS[name].needs if name in ACTS else STEPS[detail.state, name].needs


def read(session: Session, detail: EstablishmentDetail, name: str) -> tuple[Session, EstablishmentDetail, str]:
    return session, detail, name


def open_proposals(detail: EstablishmentDetail) -> list[ProposalInfo]:
    return [each for each in detail.proposals if each.state is ProposalState.OPEN]


def _day(name: str) -> Any:
    def put(form: Form, asked: Any, required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], DateField(asked[0].today), required=required))
        form.set_values({name: asked[0].today()})

    return put


def _text(name: str) -> Any:
    def put(form: Form, _asked: Any, required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], TextArea(lines=3), required=required))

    return put


def _head_count(form: Form, asked: Any, _required: bool) -> None:
    """Five numbers, the day, who said it."""
    form.row(
        Field("total", FIELD_NAMES["total"], WholeField(), required=True),
        Field("women", FIELD_NAMES["women"], WholeField()),
    )
    form.row(*(Field(name, FIELD_NAMES[name], WholeField()) for name in PARTS[1:]))
    sources = [Choice(each, SOURCE_NAMES[each]) for each in (CountSource.OWNER, CountSource.COUNTED)]
    form.row(
        Field("counted_on", FIELD_NAMES["counted_on"], DateField(asked[0].today), required=True),
        Field("source", N_("Source of the count"), ChoiceField(sources), required=True, stretch=2),
    )
    form.set_values({"counted_on": asked[0].today(), "source": CountSource.OWNER})


def _duplicate(form: Form, asked: Any, required: bool) -> None:
    form.row(
        Field("duplicate", N_("Number of the duplicate"), TextField(), required=required,
              hint=N_("It is listed no more; this one stays. It can be taken back."))
    )  # fmt: skip


def _proposal(form: Form, asked: Any, required: bool) -> None:
    waiting = open_proposals(asked[1])
    choices = [Choice(each.id, _proposal_words(each), translated=False) for each in waiting]
    form.row(Field("proposal", N_("Proposal"), ChoiceField(choices, upright=True), required=required))
    if len(waiting) == 1:
        form.set_values({"proposal": waiting[0].id})


def _proposal_words(proposal: ProposalInfo) -> str:
    """What is proposed, and by whom; what was entered for new premises stands on their page."""
    changes: list[str] = []
    if proposal.kind is not ProposalKind.NEW:
        changes = [
            f"{tr(FIELD_NAMES[line.field])}: {personal(line.field, line.new) or '…'}" for line in proposal.changes
        ]
    return " · ".join(part for part in (tr(PROPOSAL_NAMES[proposal.kind]), *changes, proposal.by) if part)


FIELDS: dict[str, Any] = {
    "since": _day("since"),
    "closed_on": _day("closed_on"),
    "reason": _text("reason"),
    "note": _text("note"),
    "head_count": _head_count,
    "duplicate": _duplicate,
    "proposal": _proposal,
}


def do(session: Session, detail: EstablishmentDetail, name: str, values: Values) -> Changed:
    """Do it, against the version that the person saw. Raises Conflict, Invalid, Refused."""
    reason = str(values.get("reason") or "")
    match name:
        case "count":
            parts: dict[str, Any] = {part: values.get(part) for part in PARTS}
            counts = Counts(values["counted_on"], values["total"], **parts)
            return services.set_count(session, detail.id, counts, CountSource(values["source"]))
        case "merge":
            other = services.find_number(session, str(values["duplicate"]))
            return services_merging.merge_duplicate(session, detail.id, other, reason)
        case "unmerge":
            return services_merging.unmerge(session, detail.id, reason)
        case "confirm":
            return services_proposals.confirm_proposal(session, values["proposal"], reason)
        case "decline":
            return services_proposals.decline_proposal(session, values["proposal"], reason)
        case "propose_close":
            return services_proposals.propose_close(
                session, detail.id, values["closed_on"], str(values.get("note") or "")
            )
    return services.take_step(session, detail.id, name, values["since"], reason, detail.version)
