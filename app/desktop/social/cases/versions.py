"""What did a case say before it was corrected? The earlier version and the present one, side by side."""

from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.versions import VersionCompare, VersionLine, differences
from app.desktop.social.cases.form_parts import CASE_NAMES, DAYS, shown, values_of_facts, values_of_person
from app.desktop.social.cases.words import PERSON_NAMES
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.values import CaseDetail, CaseFacts, EarlierVersion, Person
from app.vault.session import Session

# What the form asks, and the days that a new case is given.
FACT_NAMES: dict[str, str] = CASE_NAMES | {name: SUPPORT_CASES.labels[name] for name in DAYS}


def facts_words(session: Session, facts: CaseFacts) -> dict[str, str]:
    """The facts of a case as they are read."""
    told = values_of_facts(facts) | {name: getattr(facts, name) for name in DAYS}
    return {name: shown(session, name, value) for name, value in told.items()}


def person_words(session: Session, person: Person) -> dict[str, str]:
    """The facts of the person as they are read."""
    return {name: shown(session, name, value) for name, value in values_of_person(person).items()}


def lines_of(session: Session, detail: CaseDetail, version: EarlierVersion) -> list[VersionLine]:
    """What differs; who the person is only where the page shows it."""
    before, now = facts_words(session, version.facts), facts_words(session, detail.facts)
    if detail.revealed:
        before |= person_words(session, version.person)
        now |= person_words(session, detail.person)
    return differences(before, now, FACT_NAMES | PERSON_NAMES, frozenset(PERSON_NAMES))


def compare(session: Session, pane: DetailPane, detail: CaseDetail, version: EarlierVersion) -> None:
    """Show both."""
    VersionCompare(pane.window(), detail.code, version, lines_of(session, detail, version)).open()
