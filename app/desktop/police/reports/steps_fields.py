"""Which fields does a step ask for? Each fact that the rules table names in `needs` has its fields here."""

from collections.abc import Callable
from dataclasses import dataclass

from app.common.i18n import N_, tr
from app.desktop.police.reports.form_fields import KindField
from app.desktop.records.fields_more import CatalogueField, FilesField
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, MarklessCompleter, TextArea, TextField
from app.police.reports import clock
from app.police.reports.grounds import grounds_for
from app.police.reports.intake import officers
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import CLASSIFICATION_NAMES
from app.police.reports.values import ReportDetail
from app.registry import queries as registry
from app.registry.queries import Item
from app.vault.people import Level
from app.vault.session import Session

TOLD, NOT_TOLD = "told", "not_told"
WAYS = (N_("In person"), N_("By phone"), N_("By post"), N_("In writing, against signature"))

# What a step or an act may take beside what the rules say it needs: it can be left empty.
ALSO: dict[str, tuple[str, ...]] = {
    "accept": ("note",),
    "decline": ("note",),
    "transfer": ("note",),
    "begin_verification": ("note",),
    "conclude": ("note",),
    "resolve": ("note",),
    "close": ("note",),
    "assign": ("note",),
    "resume": ("note",),
}
# What the acts need that is not in the rules table: they choose among what the report has.
CHOOSES: dict[str, tuple[str, ...]] = {
    "record_done": ("deadline", "note"),
    "attach": ("files",),
    "link": ("other", "reason"),
    "answer_escalation": ("note",),
}


@dataclass(frozen=True)
class Asked:
    """What the fields may draw on."""

    session: Session
    detail: ReportDetail
    name: str
    grounds: tuple[Item, ...]
    authorities: tuple[Item, ...]
    officers: tuple[tuple[str, str], ...]


def read(session: Session, detail: ReportDetail, name: str) -> Asked:
    """The catalogues as they are now."""
    with session.read() as db:
        grounds = tuple(grounds_for(db, detail.kind, detail.instance))
        authorities = tuple(registry.catalogue(db, registry.AUTHORITIES))
    return Asked(session, detail, name, grounds, authorities, tuple(officers(session).items()))


def needs_of(detail: ReportDetail, name: str) -> tuple[str, ...]:
    """What must be given, by the rules table."""
    if name in CHOOSES:
        return CHOOSES[name]
    if name in ACTS:
        return ACTS[name].needs
    return TRANSITIONS[detail.state, name].needs


def also_of(session: Session, detail: ReportDetail, name: str) -> list[str]:
    """What it may take beside."""
    also = list(ALSO.get(name, ()))
    if name == "accept" and session.account.level is Level.LEAD:
        also.insert(0, "officer")
    return also


# --- one fact, one function --------------------------------------------------------------------------


def _officer(form: Form, asked: Asked, required: bool) -> None:
    lead = asked.session.account.level is Level.LEAD
    me = asked.session.account.id
    people = [Choice(each, name, translated=False) for each, name in asked.officers if lead or each == me]
    if asked.name == "assign":  # the service refuses who is in charge already
        people = [each for each in people if each.value != asked.detail.officer_id]
    form.row(Field("officer", N_("Officer in charge"), ChoiceField(people, upright=True), required=required))
    if asked.name != "assign":
        form.set_values({"officer": asked.detail.officer_id or ("" if lead else me)})


def _decline_ground(form: Form, asked: Asked, required: bool) -> None:
    grounds = [Choice(each.code, each.name, translated=False) for each in asked.grounds]
    form.row(Field("decline_ground", N_("Ground"), ChoiceField(grounds), required=required))


def _authority(form: Form, asked: Asked, required: bool) -> None:
    form.row(
        Field(
            "authority",
            N_("Receiving authority"),
            CatalogueField(asked.authorities),
            required=required,
            hint=N_("From the office's list, or another one as it is called."),
        )
    )


def _text(label: str, lines: int) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(_NAMES[label], label, TextArea(lines=lines), required=required))

    return put


def _classification(form: Form, asked: Asked, required: bool) -> None:
    choices = [Choice(each, name) for each, name in CLASSIFICATION_NAMES.items()]
    form.row(Field("classification", N_("Classification"), ChoiceField(choices), required=required))


def _notice(form: Form, asked: Asked, required: bool) -> None:
    choices = [Choice(TOLD, N_("The reporter was told")), Choice(NOT_TOLD, N_("Nobody was told"))]
    form.row(Field("notice", N_("Notice to the reporter"), ChoiceField(choices), required=required))
    today = asked.session.today
    how = TextField()
    how.setCompleter(MarklessCompleter((tr(way) for way in WAYS), how))
    form.row(
        Field("notice_on", N_("Told on"), DateField(today), required=True),
        Field("notice_how", N_("How"), how, required=True, stretch=2),
    )
    form.row(Field("no_notice_reason", N_("Why nobody was told"), TextArea(lines=2), required=True))

    def adapt() -> None:
        told = form.field("notice").value()
        for name in ("notice_on", "notice_how"):
            form.show_field(name, told == TOLD)
        form.show_field("no_notice_reason", told == NOT_TOLD)

    form.changed.connect(adapt)
    form.set_values({"notice_on": today()})
    adapt()


def _kind(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("kind", N_("New kind"), KindField(), required=required))
    instances = [Choice(1, N_("First complaint")), Choice(2, N_("Second complaint"))]
    form.row(Field("instance", N_("Instance"), ChoiceField(instances)))

    def adapt() -> None:
        form.show_field("instance", form.field("kind").value() == "complaint")

    form.changed.connect(adapt)
    form.set_values({"instance": asked.detail.instance})
    adapt()


def _deadline(form: Form, asked: Asked, required: bool) -> None:
    running = [
        each
        for each in asked.detail.deadlines
        if each.met_at is None and not each.replaced and each.stage not in clock.MAIN_STAGES
    ]
    choices = [Choice(each.id, tr(each.label), translated=False) for each in running]
    form.row(Field("deadline", N_("Which limit was met"), ChoiceField(choices, upright=True), required=required))
    if len(running) == 1:
        form.set_values({"deadline": running[0].id})


def _files(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("files", N_("Files"), FilesField(), check=None, required=False))


def _other(form: Form, asked: Asked, required: bool) -> None:
    form.row(
        Field(
            "other",
            N_("Number of the other report"),
            TextField(N_("14/2026/TB")),
            required=required,
            hint=N_("As in the register; zeros in front can be left out."),
        )
    )


_NAMES: dict[str, str] = {
    N_("Result of verification"): "verification_result",
    N_("Handling"): "handling",
    N_("Reason"): "reason",
    N_("Ground"): "ground",
    N_("Note"): "note",
}

FIELDS: dict[str, Callable[[Form, Asked, bool], None]] = {
    "officer": _officer,
    "decline_ground": _decline_ground,
    "authority": _authority,
    "verification_result": _text(N_("Result of verification"), 5),
    "classification": _classification,
    "handling": _text(N_("Handling"), 4),
    "notice": _notice,
    "reason": _text(N_("Reason"), 3),
    "ground": _text(N_("Ground"), 3),
    "note": _text(N_("Note"), 2),
    "kind": _kind,
    "deadline": _deadline,
    "files": _files,
    "other": _other,
}
