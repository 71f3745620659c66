"""What did a case say before it was corrected? The earlier version and the present one, side by side."""

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.versions import VersionCompare, differences
from app.desktop.social.cases import words
from app.desktop.social.cases.person import birth_words
from app.social.cases.terms import FLAG_NAMES, SOURCE_NAMES
from app.social.cases.values import CaseDetail, CaseFacts, EarlierVersion, Person

FACT_NAMES: dict[str, str] = {
    "note": N_("Wish and need"),
    "source": N_("Came through"),
    "sex": N_("Sex"),
    "flags": N_("Special protection"),
    "urgent": N_("Urgent"),
    "next_visit_on": N_("Next visit"),
    "review_on": N_("Review of the plan"),
}


def facts_words(facts: CaseFacts) -> dict[str, str]:
    """The facts of a case as they are read."""
    dates = {name: getattr(facts, name) for name in ("next_visit_on", "review_on")}
    return {
        "note": facts.note,
        "source": tr(SOURCE_NAMES[facts.source]),
        "sex": tr(words.SEX_NAMES[facts.sex]) if facts.sex in words.SEX_NAMES else "",
        "flags": ", ".join(tr(FLAG_NAMES[flag]) for flag in FLAG_NAMES if flag in facts.flags),
        "urgent": tr("Yes") if facts.urgent else tr("No"),
        **{name: show_date(day) if day is not None else "" for name, day in dates.items()},
    }


def person_words(person: Person) -> dict[str, str]:
    """The facts of the person as they are read."""
    told = {name: getattr(person, name) for name in words.PERSON_NAMES if name != "birth"}
    return told | {"birth": birth_words(person) or ""}


def compare(pane: DetailPane, detail: CaseDetail, version: EarlierVersion) -> None:
    """Show both; who the person is only where the page shows it."""
    before, now = facts_words(version.facts), facts_words(detail.facts)
    if detail.revealed:
        before, now = before | person_words(version.person), now | person_words(detail.person)
    names = FACT_NAMES | words.PERSON_NAMES
    lines = differences(before, now, names, frozenset(words.PERSON_NAMES))
    VersionCompare(pane.window(), detail.code, version, lines).open()
