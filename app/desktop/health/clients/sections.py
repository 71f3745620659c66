"""Which sections has the page of a client? Facts, then the parts, who they are, consents, what happened."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.health.clients import words
from app.desktop.health.clients.act_lines import ActLine, ActLines
from app.desktop.health.clients.person import PersonFacts
from app.desktop.health.clients.timeline import TIMELINE, told
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Opened
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, facts_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import IconChip, StateChip
from app.health.clients.rules import LIVING
from app.health.clients.terms import (
    AGE_BAND_NAMES,
    BASIS_NAMES,
    CONSENT_NAMES,
    HOW_NAMES,
    KEEP_RECORD,
    LEFT_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Basis,
    ConsentState,
    State,
    key_groups,
    purposes,
)
from app.health.clients.values import ClientDetail, ConsentInfo
from app.vault.session import Session


def head_of(detail: ClientDetail, today: date) -> Head:
    """What is urgent first; how the client may be reached stands beside the state, so that nobody calls unasked."""
    chips: list[QWidget] = []
    if detail.urgent:
        chips.append(IconChip("warn", words.URGENT, Tone.BAD))
    chips.append(StateChip(STATE_NAMES[detail.state], words.STATE_TONES[detail.state]))
    if detail.next_visit_on is not None and detail.next_visit_on < today and detail.state in LIVING:
        chips.append(StateChip(words.LATE, Tone.BAD))
    facts = detail.facts
    if detail.state in LIVING:
        chips.append(StateChip(words.safe_words(facts.safe_way, facts.safe_when), words.safe_tone(facts.safe_way)))
    under = (
        tr(SEX_NAMES[facts.sex]) if facts.sex else "",
        tr(AGE_BAND_NAMES[detail.band]) if detail.band else "",
        tr("first visit {date}", date=show_date(facts.first_on)) if facts.first_on else "",
    )
    return Head(detail.code, " · ".join(part for part in under if part), chips)


def notices_of(detail: ClientDetail) -> list[tuple[Tone, str]]:
    """What must be known before reading on."""
    if detail.state is State.WITHDRAWN and detail.withdrawn_on is not None and detail.erase_by is not None:
        days = {"date": show_date(detail.withdrawn_on), "last": show_date(detail.erase_by)}
        return [(Tone.WARN, tr("Consent was withdrawn on {date}. A lead erases the record by {last}.", **days))]
    if detail.urgent:
        return [(Tone.BAD, tr("Something urgent was found. Do not let the client leave alone with it."))]
    return []


def client_facts(detail: ClientDetail) -> list[FactLine]:
    """What is recorded of the client beside the person."""
    facts, basis = detail.facts, tr(BASIS_NAMES[detail.basis])
    if detail.basis is not Basis.CONSENT and detail.basis_note:
        basis = tr("{basis}: {note}", basis=basis, note=detail.basis_note)
    age = str(facts.birth_year) if facts.birth_year else tr(AGE_BAND_NAMES[detail.band]) if detail.band else None
    lines: list[FactLine] = [
        (N_("Note"), facts.note or None),
        (N_("Last here"), show_date(detail.last_visit_on)),
        (N_("Came through"), tr(SOURCE_NAMES[facts.source])),
        (N_("Year of birth"), age),
        (N_("Group, as told"), key_groups().get(facts.key_group, facts.key_group) or None),
        (N_("Village"), detail.village or None),
        (N_("Basis for keeping the record"), basis),
        (N_("Phrase of the client"), tr("Set; nobody can read it") if detail.has_phrase else tr("No phrase")),
    ]
    if detail.left_on is not None and detail.left_reason is not None:
        lines.append((N_("Comes no more since"), f"{show_date(detail.left_on)} · {tr(LEFT_NAMES[detail.left_reason])}"))
    return lines


Act = Callable[[str], object]


def asks(pane: DetailPane) -> Act:
    """Asks for an act of the record that is open."""

    def act(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            pane.act_chosen.emit(detail.id, name)

    return act


def _person_section(pane: DetailPane) -> Section:
    person = PersonFacts(lambda: pane.act("reveal"), pane.cover)
    return Section(N_("Name and contact"), person, lambda opened: person.show_client(opened.detail))


def _consents_section(session: Session, pane: DetailPane) -> Section:
    act = asks(pane)
    lines = ActLines(N_("Record consent or refusal…"), lambda: act("consent"))

    def show(opened: Opened) -> bool:
        detail: ClientDetail = opened.detail
        allowed = any(each.name == "consent" and each.allowed for each in detail.acts)
        current = [each for each in detail.consents if not each.replaced]
        return lines.show_lines([_consent_line(each, act, allowed=allowed) for each in current], may_add=allowed)

    return Section(N_("What the client agreed to"), lines, show)


def _consent_line(each: ConsentInfo, act: Act, *, allowed: bool) -> ActLine:
    told = [tr("To: {recipient}", recipient=each.recipient)] if each.recipient else []
    told += [tr(HOW_NAMES[each.how])] if each.how is not None else []
    told.append(tr("Asked on {date}", date=show_date(each.given_on)))
    if each.until is not None:
        told.append(tr("Until {date}", date=show_date(each.until)))
    if each.withdrawn_on is not None:
        told.append(tr("Withdrawn on {date}", date=show_date(each.withdrawn_on)))
    chip = (CONSENT_NAMES[each.state], words.CONSENT_TONES[each.state])
    if each.state is ConsentState.GIVEN and each.expired:
        chip = (N_("Run out"), Tone.BAD)
    verbs = []
    if allowed and each.state is ConsentState.GIVEN:
        name = "withdraw" if each.purpose == KEEP_RECORD else f"withdraw_consent/{each.id}"
        verbs = [(N_("Withdraw…"), partial(act, name))]
    return ActLine(purposes().get(each.purpose, each.purpose), " · ".join(told), each.note, chip, verbs)


def own_sections(session: Session, pane: DetailPane) -> list[Section]:
    """Above the parts."""
    return [facts_section(lambda opened: client_facts(opened.detail), N_("What care needs to know"))]


def foot_sections(session: Session, pane: DetailPane) -> list[Section]:
    """Under the parts."""
    return [
        _person_section(pane),
        _consents_section(session, pane),
        timeline_section(TIMELINE, lambda opened: told(opened.detail)),
    ]
