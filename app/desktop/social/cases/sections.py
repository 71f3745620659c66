"""Which sections has the page of a case? The person, the case, consents, what the lead keeps; then parts, files."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import office_day, show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.records.declared_page import facts_of
from app.desktop.records.detail_files import FilesOf
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.page_parts import Opened, detail_of
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, files_section, timeline_section
from app.desktop.social.cases import words
from app.desktop.social.cases.consents import ConsentList
from app.desktop.social.cases.person import PersonFacts
from app.desktop.social.cases.timeline import told
from app.desktop.social.cases.versions import compare
from app.desktop.social.cases.words import STATE_TONES
from app.desktop.theme import Tone
from app.desktop.widgets import IconChip, StateChip
from app.social.cases import audited, services_files
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.rules import LIVING, OPEN, TRANSITIONS
from app.social.cases.terms import (
    BASIS_NAMES,
    FLAG_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    Basis,
    Flag,
    State,
)
from app.social.cases.values import CaseDetail, LinkedCase
from app.vault.session import Session

PLACE = "cases"
FILES = FilesOf(
    services_files.attach,
    services_files.open_attachment,
    services_files.export_attachment,
    services_files.detach,
    services_files.put_back,
)
TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones=STATE_TONES,
    fields=audited.FIELDS,
    steps=frozenset(name for _state, name in TRANSITIONS),
    icons={"identify": "person", "transfer": "transfer", "contact": "clock", "hold": "lock", "end_hold": "unlock"},
)


def head_of(detail: CaseDetail, _today: date) -> Head:
    """Special protection before anything else; then the state and what is late."""
    chips: list[QWidget] = [IconChip(words.FLAG_ICONS[flag], FLAG_NAMES[flag]) for flag in Flag if flag in detail.flags]
    if detail.urgent:
        chips.append(IconChip("clock", words.URGENT, Tone.WARN))
    chips.append(StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state]))
    chips += [StateChip(words.LATE_NAMES[each], Tone.BAD) for each in detail.late_for]
    if detail.quiet:
        chips.append(StateChip(words.QUIET, Tone.WARN))
    under = (tr("Worker: {name}", name=detail.worker) if detail.worker else tr("No worker"), detail.village)
    return Head(detail.code, " · ".join(part for part in under if part), chips)


def notices_of(detail: CaseDetail) -> list[tuple[Tone, str]]:
    """What must be known before reading on."""
    found: list[tuple[Tone, str]] = []
    if detail.state is State.WITHDRAWN and detail.withdrawn_on is not None and detail.erase_by is not None:
        if detail.kept_reason:
            text = tr("Consent was withdrawn on {date}. Kept by law: {reason}",
                      date=show_date(detail.withdrawn_on), reason=detail.kept_reason)  # fmt: skip
        else:
            text = tr("Consent was withdrawn on {date}. Erase the case by {last}, or explain what must be kept.",
                      date=show_date(detail.withdrawn_on), last=show_date(detail.erase_by))  # fmt: skip
        found.append((Tone.WARN, text))
    if detail.merged_into is not None:
        found.append((Tone.NEUTRAL, tr("Merged into {code}: go on there.", code=detail.merged_into.code)))
    found += [
        (Tone.WARN, tr("Held by law since {date}: {reason}", date=show_date(office_day(each.placed_at)),
                       reason=each.reason))
        for each in detail.holds
    ]  # fmt: skip
    return found


def case_facts(detail: CaseDetail) -> list[FactLine]:
    """What is recorded of the case beside the person."""
    basis = tr(BASIS_NAMES[detail.basis])
    if detail.basis is not Basis.CONSENT and detail.basis_note:
        basis = tr("{basis}: {note}", basis=basis, note=detail.basis_note)
    lines = facts_of(SUPPORT_CASES, detail, {"basis": basis})
    if detail.state in OPEN:
        lines += [
            (N_("Next visit"), _day(detail.facts.next_visit_on)),
            (N_("Review of the plan"), _day(detail.facts.review_on)),
            (N_("Next action of the plan"), _day(detail.next_action_on)),
        ]
    if detail.outcome is not None:
        lines += [(N_("Outcome"), tr(OUTCOME_NAMES[detail.outcome])), (N_("Case closed on"), _day(detail.closed_on))]
    if detail.check_on is not None:
        done = detail.checked_on
        words_of = tr("done on {date}", date=show_date(done)) if done else show_date(detail.check_on)
        lines.append((N_("Check after closure"), words_of))
    return lines


def _day(day: date | None) -> str | None:
    return show_date(day) if day is not None else None


def _person_section(pane: DetailPane) -> Section:
    person = PersonFacts(lambda: pane.act("reveal"), pane.cover)
    return Section(N_("The person"), person, lambda opened: person.show_case(opened.detail))


def _consents_section(session: Session, pane: DetailPane) -> Section:
    def act(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            pane.act_chosen.emit(detail.id, name)

    consents = ConsentList(session.today, act)

    def show(opened: Opened) -> bool:
        detail = opened.detail
        return detail.state in LIVING | {State.WITHDRAWN} and consents.show_case(detail)

    return Section(N_("Consents"), consents, show)


def _kept_section(session: Session, pane: DetailPane) -> Section:
    """Merged cases, wishes for correction, earlier versions."""
    lines = Lines()

    def linked(each: LinkedCase) -> RelatedLine:
        lead = Lead(PLACE, "open", (each.id,))
        return RelatedLine(each.code, tr("The same person’s case"), act=partial(pane.led.emit, lead))

    def show(opened: Opened) -> bool:
        detail: CaseDetail = opened.detail
        wishes = [
            RelatedLine(
                show_date(office_day(each.at)),
                each.wish,
                tr("Waits for an answer") if each.state == "open" else _answer_words(each.state, each.answer),
            )
            for each in detail.wishes
        ]
        versions = [
            RelatedLine(
                show_datetime(each.at),
                tr("{who}: {reason}", who=each.by, reason=each.reason),
                act=partial(compare, session, pane, detail, each),
            )
            for each in detail.versions
        ]
        into = [linked(detail.merged_into)] if detail.merged_into is not None else []
        groups: list[tuple[str, Sequence[RelatedLine]]] = [
            (N_("Merged into"), into),
            (N_("Merged duplicates"), [linked(each) for each in detail.merged]),
            (N_("Wishes for correction"), wishes),
            (N_("Earlier versions"), versions),
        ]
        return lines.show_groups(groups)

    return Section("", lines, show)


def _answer_words(state: str, answer: str) -> str:
    done = state == "done"
    return tr("Corrected: {answer}", answer=answer) if done else tr("Declined: {answer}", answer=answer)


def own_sections(session: Session, pane: DetailPane) -> list[Section]:
    """Above the parts."""
    return [
        _person_section(pane),
        facts_section(lambda opened: case_facts(opened.detail), N_("The case")),
        _consents_section(session, pane),
        _kept_section(session, pane),
    ]


def foot_sections(session: Session, pane: DetailPane) -> list[Section]:
    """Under the parts."""
    return [
        files_section(session, pane, FILES, detail_of),
        timeline_section(TIMELINE, lambda opened: told(opened.detail)),
    ]
