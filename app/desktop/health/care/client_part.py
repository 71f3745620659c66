"""What stands of a client's care on the page: each referral with its news and checks, the choice about partners."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.health.care.steps import CARE_STEPS, LABELS
from app.desktop.health.clients.act_lines import ActLine, ActLines
from app.desktop.records import step_dialog
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.theme import Tone
from app.health.care import queries, rules
from app.health.care.terms import KEPT_NAMES, OUTCOME_NAMES, PARTNER_NAMES, STATE_NAMES, CareState
from app.health.care.terms import PartnerChoice as Partner
from app.health.care.values import CareInfo, CareOfClient, CheckInfo, PartnerInfo
from app.health.clients import rules as client_rules
from app.health.clients.rules import SERVED
from app.health.clients.values import ClientDetail
from app.vault.session import Session

KEY = "care"
REFER, PARTNER = "care_refer", "care_partner"
TONES: dict[CareState, Tone] = {
    CareState.REFERRED: Tone.INFO,
    CareState.NOT_GONE: Tone.WARN,
    CareState.IN_CARE: Tone.GOOD,
    CareState.ENDED: Tone.NEUTRAL,
}
Ask = Callable[[str], object]


def _sections(session: Session, pane: DetailPane) -> Sequence[Section]:
    def ask(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            step_dialog.ask(pane, session, detail, name, CARE_STEPS, pane.changed.emit)

    care = ActLines(N_("Refer or begin care…"), lambda: ask(REFER))
    partners = ActLines(N_("Keep the choice about partners…"), lambda: ask(PARTNER))

    def show_care(opened: Opened) -> bool:
        read: CareOfClient = opened.parts[KEY]
        served = opened.detail.state in SERVED
        return care.show_lines([line_of(each, ask, served=served) for each in read.care], may_add=served)

    def show_partners(opened: Opened) -> bool:
        read: CareOfClient = opened.parts[KEY]
        served = opened.detail.state in SERVED
        # Asked about where there is care; offered under “More” at any time.
        lines = [partner_line(each, ask, served=served) for each in read.partners]
        return bool(read.care or lines) and partners.show_lines(lines, may_add=served)

    return [Section(N_("Care and referral"), care, show_care), Section(N_("Telling partners"), partners, show_partners)]


def line_of(each: CareInfo, ask: Ask, *, served: bool) -> ActLine:
    """Care of one kind: where, since when, the checks; what can be done next."""
    where = each.facility or tr("At the health station")
    days = [tr("referred {date}", date=show_date(each.referred_on))] if each.facility else []
    if each.arrived_on is not None:
        days.append(tr("taken on {date}", date=show_date(each.arrived_on)) if each.facility
                    else tr("since {date}", date=show_date(each.arrived_on)))  # fmt: skip
    if each.ended_on is not None and each.outcome is not None:
        days.append(
            tr("ended {date}: {outcome}", date=show_date(each.ended_on), outcome=tr(OUTCOME_NAMES[each.outcome]))
        )
    checks = [check_words(line) for line in each.checks]
    under = " · ".join([*checks, *([each.note] if each.note else [])])
    verbs: list[tuple[str, Callable[[], object]]] = []
    if served:
        order = ("arrive", "not_gone", "refer_again", "end")
        steps = [rules.TRANSITIONS[each.state, name] for name in order if (each.state, name) in rules.TRANSITIONS]
        due = [line for line in each.checks if line.due]
        verbs = [(N_("Record the check"), partial(ask, f"check/{line.id}")) for line in due]
        verbs += [(step.label, partial(ask, f"{step.name}/{each.id}")) for step in steps]
    chip = (STATE_NAMES[each.state], TONES[each.state])
    return ActLine(each.service_name, " · ".join((where, *days)), under, chip, verbs, warning_of(each))


def warning_of(each: CareInfo) -> tuple[str, Tone] | None:
    """What must be seen before the state: hours that run, news that is missing."""
    if each.begin_by is not None and (each.urgent or each.too_late):
        words = N_("Should have begun by {when}") if each.too_late else N_("Must begin by {when}")
        return tr(words, when=show_datetime(each.begin_by)), Tone.BAD
    if each.news_late:
        return N_("No news"), Tone.WARN
    return None


def check_words(line: CheckInfo) -> str:
    """A check after some months: what was found, or when it is due."""
    if line.kept is not None:
        return tr("{months} months: {found}", months=line.months, found=tr(KEPT_NAMES[line.kept]).lower())
    return tr("{months} months: ask on {date}", months=line.months, date=show_date(line.due_on))


def partner_line(each: PartnerInfo, ask: Ask, *, served: bool) -> ActLine:
    """A choice about partners; nobody is named."""
    done = tr("Told on {date}", date=show_date(each.done_on)) if each.done_on else ""
    open_ = served and each.choice is not Partner.DECLINED and each.done_on is None
    verbs = [(LABELS["partner_done"], partial(ask, f"partner_done/{each.id}"))] if open_ else []
    return ActLine(tr(PARTNER_NAMES[each.choice]), tr("Chosen on {date}", date=show_date(each.chosen_on)), done,
                   None, verbs)  # fmt: skip


def _offered(session: Session, detail: ClientDetail, _read: Any) -> list[Possible]:
    if detail.state not in SERVED or not may(session, "health-clients.edit"):
        return []
    why = client_rules.why_not_act(detail.state, "serve", session.account)
    return [Possible(name, LABELS[name], (), why) for name in (REFER, PARTNER)]


def _act(name: str) -> Callable[[QWidget, Session, Any, Then], object]:
    return lambda page, session, detail, then: step_dialog.ask(page, session, detail, name, CARE_STEPS, then)


CARE_PART = PagePart(
    key=KEY,
    read=queries.of_client,
    sections=_sections,
    offered=_offered,
    acts={REFER: _act(REFER), PARTNER: _act(PARTNER)},
    icons={REFER: "transfer", PARTNER: "person"},
)
