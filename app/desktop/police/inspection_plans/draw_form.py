"""What is entered for a draw, and by which weights does it go? The form of a draw, and that of the weights."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.police.inspection_plans.asking import AskForm
from app.desktop.police.inspection_plans.words import share_words
from app.desktop.police.inspections.fields import NumberField
from app.desktop.widgets import Field, TextArea, TextField, button, label, text_label
from app.police.inspection_plans import queries, services
from app.police.inspection_plans.explain import method_lines, percent
from app.police.inspection_plans.method import Weight, Weights
from app.police.inspection_plans.terms import FACTOR_NAMES, PLAN_FIELD_NAMES, TARGET
from app.police.inspection_plans.values import PlanDetail, Wanted
from app.vault.errors import Invalid
from app.vault.session import Session

MOST = "_most"


class DrawForm(AskForm):
    """Year, share and code of a draw; the weights in force are shown, and a lead may change them from here."""

    def __init__(self, parent: QWidget | None, session: Session, year: int, again: PlanDetail | None = None) -> None:
        seed_hint = N_(
            "Best is a code chosen beforehand in the open: named by somebody outside the unit, or thrown with dice"
            " before witnesses. This one comes by chance. It is printed on the plan, with every draw before."
        )
        rows = [
            [
                Field("share", PLAN_FIELD_NAMES["share"], TextField(), required=True, hint=N_("For example 20 %.")),
            ],
            [Field("seed", PLAN_FIELD_NAMES["seed"], TextField(), required=True, hint=seed_hint)],
        ]
        if again is None:
            rows[0].insert(0, Field("year", PLAN_FIELD_NAMES["year"], TextField(), required=True, check=_year))
            title, do_label = tr("Make a plan"), N_("Draw lots")
        else:
            title, do_label = tr("Draw {number} again", number=again.number), N_("Draw again")
        super().__init__(
            parent,
            title,
            do_label,
            rows,
            partial(_draw, session, again),
            explain=tr(
                "The premises open in the register today are drawn from: first all that were never inspected, then the"
                " highest scores, the rest by lot. The result is a draft until the lead approves it."
            )
            if again is None
            else tr(
                "The facts are read again as they are now. The draw before stays in the timeline and on the paper."
            ),
        )
        self._session = session
        share = again.share if again is not None else TARGET
        values: dict[str, object] = {"share": percent(share), "seed": services.propose_seed(year)}
        if again is None:
            values["year"] = str(year)
        self.form.set_values(values)
        self.weights = text_label("", "small")
        self.column.addWidget(label(N_("What gives points"), "label"))
        self.column.addWidget(self.weights)
        self.change = button(N_("Change the weights…"), "link", clicked=self._ask_weights)
        self.change.setVisible(may(session, "plans.weights"))
        self.column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._in_force: Weights | None = None
        self._read_weights()

    def _read_weights(self) -> None:
        session = self._session
        run(self, lambda _progress: queries.read_weights(session), self._show_weights)

    def _show_weights(self, weights: Weights) -> None:
        self._in_force = weights
        self.weights.setText("\n".join([*method_lines(weights, tr), share_words(weights)]))
        self.fit()

    def _ask_weights(self) -> None:
        if self._in_force is not None:
            dialog = WeightsForm(self, self._session, self._in_force)
            dialog.stored.connect(lambda _nothing: self._read_weights())
            dialog.open()


def _year(value: object) -> None:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Invalid(N_("Type the year in four digits."))


def _draw(session: Session, again: PlanDetail | None, values: Mapping[str, Any]) -> object:
    share, seed = str(values["share"]), str(values["seed"])
    if again is not None:
        return services.redraw(session, again.id, share, seed)
    return services.draft_plan(session, Wanted(int(values["year"]), seed, share))


class WeightsForm(AskForm):
    """Other weights from now on, with a reason; plans keep those they were drawn with."""

    def __init__(self, parent: QWidget | None, session: Session, weights: Weights) -> None:
        rows = [
            [
                Field(each.factor.value, FACTOR_NAMES[each.factor], NumberField(), required=True, stretch=3),
                Field(each.factor.value + MOST, N_("Points at most"), NumberField(), required=True, stretch=1),
            ]
            for each in weights.weights
        ]
        rows += [
            [
                Field("threshold", PLAN_FIELD_NAMES["threshold"], NumberField(), required=True),
                Field("risk_percent", PLAN_FIELD_NAMES["risk_percent"], NumberField(), required=True),
            ],
            [Field("reports_months", PLAN_FIELD_NAMES["reports_months"], NumberField(), required=True)],
            [Field("reason", PLAN_FIELD_NAMES["reason"], TextArea(lines=2), required=True)],
        ]
        super().__init__(
            parent,
            tr("Change the weights"),
            N_("Change the weights"),
            rows,
            partial(_change_weights, session, weights),
            explain=tr("They hold for the draws to come. Plans keep the weights they were drawn with."),
            width=600,
        )
        values: dict[str, object] = {
            "threshold": weights.threshold,
            "risk_percent": weights.risk_percent,
            "reports_months": weights.reports_months,
        }
        for each in weights.weights:
            values |= {each.factor.value: each.points, each.factor.value + MOST: each.at_most}
        self.form.set_values(values)


def _change_weights(session: Session, old: Weights, values: Mapping[str, Any]) -> None:
    new = Weights(
        tuple(Weight(each.factor, values[each.factor.value], values[each.factor.value + MOST]) for each in old.weights),
        values["threshold"],
        values["risk_percent"],
        values["reports_months"],
    )
    services.change_weights(session, new, str(values["reason"]))
