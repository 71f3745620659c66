"""Does a phrase lead back to its client, to nobody else's, and to nothing in the file that could be read?"""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.common.text import fold
from app.health.clients import phrases, services
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused, TooManyAttempts
from app.vault.session import Session
from tests.health.builders import PHRASE, opened


def test_a_phrase_leads_back_however_it_is_said_and_is_nowhere_readable(lead: Session, viewer: Session) -> None:
    client = opened(lead, phrase=PHRASE)
    opened(lead, phrase="bông súng trắng ngoài đồng")
    for said in (PHRASE, "  Con Đò  SANG bến vắng! ", "con do sang ben vang"):
        assert [each.code for each in phrases.find(lead, said)] == [client.code]
    with pytest.raises(NotFound):
        phrases.find(lead, "con đò sang bến")
    with pytest.raises(Refused):
        phrases.find(viewer, PHRASE)
    with lead.read() as db:
        chain = str(audit.entries(db, Compartment.HEALTH, limit=500))
        rows = str(db.execute(text("SELECT * FROM health.phrases")).all())
        rows += str(db.execute(text("SELECT * FROM health.search_rows")).all())
    assert chain.count("health-clients.return") == 4
    for word in ("con đò", "con do", "bến", "ben vang"):
        assert word not in chain + rows


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(("Đò", "sông", "MÂY", "ngủ", "Ươm", "khế")), min_size=1, max_size=6),
    st.lists(st.sampled_from((" ", "  ", ", ", "\n", " - ")), min_size=6, max_size=6),
)
def test_marks_case_and_what_stands_between_words_change_no_phrase(said: list[str], between: list[str]) -> None:
    written = "".join(word + gap for word, gap in zip(said, between, strict=False))
    bare = " ".join(fold(word) for word in said)
    assert phrases.folded(written) == phrases.folded(written.upper()) == phrases.folded(bare) == bare


def test_the_same_phrase_of_two_is_offered_with_a_second_fact_only(lead: Session) -> None:
    older, younger = (opened(lead, phrase=PHRASE, birth_year=year) for year in (1980, 2001))
    with pytest.raises(Refused, match="alone does not say"):
        phrases.find(lead, PHRASE)
    assert [each.code for each in phrases.find(lead, PHRASE, birth_year=1980)] == [older.code]
    assert {each.code for each in phrases.find(lead, PHRASE, sex="female")} == {older.code, younger.code}
    services.set_phrase(lead, younger.id, "")
    assert [each.code for each in phrases.find(lead, PHRASE)] == [older.code]


def test_guessing_is_slowed_down_and_goes_on_after_a_while(lead: Session) -> None:
    client = opened(lead, phrase=PHRASE)
    for guess in range(phrases.FREE):
        with pytest.raises(NotFound):
            phrases.find(lead, f"câu đoán mò {guess}")
    with pytest.raises(TooManyAttempts):
        phrases.find(lead, PHRASE)
    with lead.at(lead.clock() + phrases.WINDOW + timedelta(seconds=1)):
        assert [each.code for each in phrases.find(lead, PHRASE)] == [client.code]


@pytest.mark.parametrize("phrase", ["sen hồng", "a b c d", "mưa mưa mưa mưa mưa", "!!!"])
def test_a_phrase_that_is_easily_guessed_is_refused(lead: Session, phrase: str) -> None:
    with pytest.raises(Invalid) as wrong:
        opened(lead, phrase=phrase)
    assert set(wrong.value.fields) == {"phrase"}
