"""In which order does the form of a service ask? The fields follow the kind; those of other kinds are hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from app.common.i18n import N_, tr
from app.desktop.social.support_services.fields import editor
from app.desktop.social.support_services.words import day_label, fact_label
from app.desktop.theme import Tone
from app.desktop.widgets import Banner, Choice, ChoiceField, Field, Form, TextArea
from app.social.cases.terms import purposes
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import IN_KIND, KIND_NAMES, ServiceKind
from app.social.support_services.values import Correction, Facts, ServiceDetail
from app.vault.session import Session

_REFERRAL = (("subject",), ("provider",), ("note",))
ROWS: dict[ServiceKind, tuple[tuple[str, ...], ...]] = {
    ServiceKind.COUNSELLING: (("variety", "planned"), ("subject",), ("provider",), ("note",)),
    ServiceKind.LEGAL_AID: _REFERRAL,
    ServiceKind.HEALTH: _REFERRAL,
    ServiceKind.TRAINING: (
        ("subject",),
        ("provider",),
        ("place", "amount"),
        ("starts_on", "ends_on", "planned"),
        ("note",),
    ),
    ServiceKind.JOB: (("subject", "amount"), ("provider", "place"), ("note",)),
    ServiceKind.HELP: (("variety",), ("amount",), ("subject", "quantity"), ("note",)),
    ServiceKind.SHELTER: (("variety",), ("provider", "expected_on"), ("note",)),
    ServiceKind.PAPERS: (("variety",), ("provider", "amount"), ("subject",), ("note",)),
    ServiceKind.SCHOOL: (
        ("variety", "children"),
        ("provider",),
        ("school_year", "ends_on"),
        ("subject", "amount"),
        ("note",),
    ),
}
GOODS = ("subject", "quantity")
# What a correction may set right beside the facts, as far as it was recorded.
DONE = ("begun_on", "ended_on", "attended", "received_by", "certificate", "certified_on")


class Layout:
    """The form with the fields of some kinds, of which one is shown."""

    def __init__(self, session: Session, kinds: Sequence[ServiceKind], cases: Sequence[tuple[int, str]] = ()) -> None:
        self.form = Form()
        self.kinds = tuple(kinds)
        self.asks_case, self.corrects = bool(cases), False
        if cases:
            codes = [Choice(number, code, translated=False) for number, code in cases]
            self.form.row(Field("case", N_("Support case"), ChoiceField(codes), required=True))
        if len(self.kinds) > 1:
            names = [Choice(kind, KIND_NAMES[kind]) for kind in self.kinds]
            self.form.row(Field("kind", N_("Kind of support"), ChoiceField(names), required=True))
        self.notice = Banner("", Tone.INFO)
        self.form.add(self.notice)
        for kind in self.kinds:
            for row in ROWS[kind]:
                self.form.row(*(self._field(session, kind, name) for name in row))

    @staticmethod
    def _field(session: Session, kind: ServiceKind, name: str) -> Field:
        needed = name in LIVES[kind].required or (kind is ServiceKind.HELP and name in GOODS)
        long = 2 if name in ("provider", "subject") else 1
        return Field(
            f"{kind}.{name}", fact_label(kind, name), editor(session, kind, name), required=needed, stretch=long
        )

    def add_done(self, session: Session, detail: ServiceDetail, known: Correction) -> None:
        """What was recorded by steps, for a correction, and why it is corrected."""
        kind, self.corrects = detail.kind, True
        there = [name for name in DONE if getattr(known, name) not in (None, "")]
        days = [name for name in there if name in ("begun_on", "ended_on")]
        for row in (days, [name for name in there if name not in days]):
            if row:
                self.form.row(*(self._done_field(session, detail, name) for name in row))
        for name in there:
            self.form.set_values({f"{kind}.{name}": getattr(known, name)})
        self.form.row(Field("reason", N_("Why it is corrected"), TextArea(lines=2), required=True))

    @staticmethod
    def _done_field(session: Session, detail: ServiceDetail, name: str) -> Field:
        day = name in ("begun_on", "ended_on")
        caption = day_label(detail.kind, detail.state, name) if day else fact_label(detail.kind, name)
        return Field(f"{detail.kind}.{name}", caption, editor(session, detail.kind, name))

    def kind(self) -> ServiceKind | None:
        """The kind that is shown."""
        if len(self.kinds) == 1:
            return self.kinds[0]
        chosen = self.form.field("kind").value()
        return ServiceKind(str(chosen)) if chosen else None

    def adapt(self) -> None:
        """Show what the kind asks for; what is hidden keeps what was typed in it."""
        shown = self.kind()
        for kind in self.kinds:
            for row in ROWS[kind]:
                for name in row:
                    self.form.show_field(f"{kind}.{name}", kind is shown and self._called_for(kind, name))
        self._say(shown)

    def _called_for(self, kind: ServiceKind, name: str) -> bool:
        if kind is not ServiceKind.HELP or name not in GOODS:
            return True
        return self.form.field(f"{kind}.variety").value() == IN_KIND

    def _say(self, kind: ServiceKind | None) -> None:
        purpose = LIVES[kind].purpose if kind is not None and not self.corrects else ""
        self.notice.setVisible(bool(purpose))
        if purpose:
            self.notice.set_text(
                tr(
                    "Nobody outside hears of the person yet. Before they do, the person's agreement is needed to:"
                    " “{purpose}”.",
                    purpose=purposes().get(purpose, purpose),
                )
            )

    # --- values --------------------------------------------------------------------------------------------

    def fill(self, kind: ServiceKind, facts: Facts) -> None:
        """Show the facts that are recorded."""
        self.form.set_values({f"{kind}.{each.name}": getattr(facts, each.name) for each in fields(facts)})

    def facts(self, values: Mapping[str, Any]) -> Facts:
        """What the fields of the kind that is shown say."""
        kind = self.kind()
        assert kind is not None
        goods = kind is ServiceKind.HELP and values.get(f"{kind}.variety") != IN_KIND
        found = {
            name: value
            for name in LIVES[kind].facts
            if (value := values.get(f"{kind}.{name}")) is not None and not (goods and name in GOODS)
        }
        return Facts(**found)

    def field_of(self) -> dict[str, str]:
        """A service's name of a field → the form's, for the kind that is shown."""
        kind = self.kind()
        if kind is None:
            return {}
        return {name: f"{kind}.{name}" for name in (*LIVES[kind].facts, *DONE)}
