"""Which fields does a movement of supplies ask for, and which service is it given to?"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.common.i18n import N_, tr
from app.desktop.health.supplies.words import amount, batch_name
from app.desktop.records.fields import WholeField
from app.desktop.records.record_type import Fact
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.supplies import queries, services
from app.health.supplies.declared import FIELD_NAMES
from app.health.supplies.rules import ACTS, why_not_for
from app.health.supplies.terms import LOSS_NAMES, PURPOSE_NAMES, Loss, Purpose
from app.health.supplies.values import BatchInfo, Count, HandOut, Receipt, SupplyChanged, SupplyDetail, WriteOff
from app.vault.errors import Refused
from app.vault.session import Session

Values = Mapping[str, Any]
Put = Callable[[Form, Any, bool], None]
# The choice that leaves the batch to the app.
FIRST = 0


def needs_of(_detail: SupplyDetail, name: str) -> tuple[str, ...]:
    """What must be given, by the rules table."""
    return ACTS[name].needs


def also_of(_session: Session, _detail: SupplyDetail, name: str) -> tuple[str, ...]:
    """What may be given beside."""
    return ACTS[name].also


def read(session: Session, detail: SupplyDetail, name: str) -> tuple[Session, SupplyDetail, str]:
    return session, detail, name


def _quantity(name: str) -> Put:
    def put(form: Form, asked: Any, required: bool) -> None:
        label = FIELD_NAMES[name]
        form.row(Field(name, label, WholeField(), required=required, hint=asked[1].entry.unit))
        past = [each for each in asked[1].batches if _past(each, asked[0].today())]
        if asked[2] == "destroy" and past:  # the batch that is chosen already, and most often all of it
            form.set_values({name: past[0].left})

    return put


def _day(form: Form, asked: Any, required: bool) -> None:
    form.row(Field("on", FIELD_NAMES["on"], DateField(asked[0].today), required=required))
    form.set_values({"on": asked[0].today()})


def _end(form: Form, asked: Any, _required: bool) -> None:
    form.row(Field("expires_on", FIELD_NAMES["expires_on"], DateField(asked[0].today),
                   hint=N_("Left empty: it does not expire.")))  # fmt: skip


def _text(name: str) -> Put:
    def put(form: Form, _asked: Any, required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], TextField(), required=required))

    return put


def _area(name: str) -> Put:
    def put(form: Form, _asked: Any, required: bool) -> None:
        hint = N_("Write nothing about who it was for.") if name == "note" else ""
        form.row(Field(name, FIELD_NAMES[name], TextArea(lines=2), required=required, hint=hint))

    return put


def _purpose(form: Form, _asked: Any, required: bool) -> None:
    # A group session hands out through its own form, with its numbers.
    choices = [Choice(each, PURPOSE_NAMES[each]) for each in Purpose if why_not_for(each) is None]
    form.row(Field("purpose", FIELD_NAMES["purpose"], ChoiceField(choices), required=required))
    form.set_values({"purpose": Purpose.STATION})


def _loss(form: Form, asked: Any, required: bool) -> None:
    choices = [Choice(each, LOSS_NAMES[each]) for each in Loss]
    form.row(Field("loss", FIELD_NAMES["loss"], ChoiceField(choices), required=required))
    if any(_past(each, asked[0].today()) for each in asked[1].batches):
        form.set_values({"loss": Loss.EXPIRED})


def _past(batch: BatchInfo, today: date) -> bool:
    return batch.expires_on is not None and batch.expires_on < today


def _batch(form: Form, asked: Any, required: bool) -> None:
    """Of writing off: what there is; of counting: every batch that ever came, since one may be found again."""
    _session, detail, name = asked
    known = detail.every_batch if name == "count" else detail.batches
    form.row(
        Field(
            "batch",
            FIELD_NAMES["batch"],
            ChoiceField(_choices(known, detail.entry.unit), upright=True),
            required=required,
        )
    )
    past = [each.id for each in known if _past(each, asked[0].today()) and each.left]
    if len(known) == 1:
        form.set_values({"batch": known[0].id})
    elif name == "destroy" and past:
        form.set_values({"batch": past[0]})


def _batch_to_take(form: Form, asked: Any, _required: bool) -> None:
    detail = asked[1]
    usable = [each for each in detail.batches if each.usable]
    if len(usable) < 2:
        return
    choices = [Choice(FIRST, N_("The first to expire first")), *_choices(usable, detail.entry.unit)]
    form.row(Field("batch_to_take", FIELD_NAMES["batch"], ChoiceField(choices, upright=True)))
    form.set_values({"batch_to_take": FIRST})


def _choices(batches: Any, unit: str) -> list[Choice]:
    return [
        Choice(each.id, f"{batch_name(each.lot, each.expires_on)} · {amount(each.left, unit)}", translated=False)
        for each in batches
    ]


def _people(form: Form, _asked: Any, _required: bool) -> None:
    form.row(Field("people", FIELD_NAMES["people"], WholeField(),
                   hint=N_("Only how many, if somebody counted; never who, nor a code.")))  # fmt: skip


FIELDS: dict[str, Put] = {
    "quantity": _quantity("quantity"),
    "counted": _quantity("counted"),
    "on": _day,
    "expires_on": _end,
    "source": _text("source"),
    "lot": _text("lot"),
    "document": _text("document"),
    "note": _area("note"),
    "reason": _area("reason"),
    "purpose": _purpose,
    "loss": _loss,
    "batch": _batch,
    "batch_to_take": _batch_to_take,
    "people": _people,
}


def about(session: Session, detail: SupplyDetail, name: str, values: Values) -> list[Fact]:
    """How much there is; of a handing-out, which batches it would come from."""
    facts = [Fact(amount(detail.left, detail.entry.unit), FIELD_NAMES["left"])]
    quantity, on = values.get("quantity"), values.get("on")
    if name != "hand_out" or not isinstance(quantity, int) or not isinstance(on, date) or quantity <= 0:
        return facts
    try:
        taken = queries.proposal(session, detail.id, on, quantity, values.get("batch_to_take") or None)
    except Refused as refused:
        return [*facts, Fact(tr(refused.sentence, **refused.values), tone=Tone.WARN)]
    words = "\n".join(f"{amount(count, detail.entry.unit)}: {batch}" for batch, count in taken)
    return [*facts, Fact(words, N_("Comes from"))]


def do(session: Session, detail: SupplyDetail, name: str, values: Values) -> SupplyChanged:
    """Do it. Raises Invalid, Refused."""
    note = str(values.get("note") or "")
    match name:
        case "receive":
            got = Receipt(
                values["on"],
                values["quantity"],
                str(values.get("source") or ""),
                str(values.get("lot") or ""),
                values.get("expires_on"),
                str(values.get("document") or ""),
                note,
            )
            return services.receive(session, detail.id, got)
        case "hand_out":
            batch = values.get("batch_to_take") or None
            purpose = Purpose(values["purpose"])
            given = HandOut(values["on"], values["quantity"], purpose, batch, values.get("people"), note)
            return services.hand_out(session, detail.id, given)
        case "destroy":
            document = str(values.get("document") or "")
            gone = WriteOff(values["on"], values["batch"], values["quantity"], Loss(values["loss"]), document, note)
            return services.destroy(session, detail.id, gone)
        case "count":
            found = Count(values["on"], values["batch"], values["counted"], str(values.get("reason") or ""))
            return services.count(session, detail.id, found)
        case "retire":
            return services.retire(session, detail.id, str(values.get("reason") or ""))
    return services.use_again(session, detail.id)
