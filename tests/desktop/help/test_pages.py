"""The pages of the help: whole in both languages, in the words of the screen, and true to the rules."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from app.common.i18n import set_language, tr
from app.common.permissions import PERMISSIONS
from app.desktop.help import pages, tables
from app.desktop.help.topics import ALSO, TOPICS, topic_of
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import STATE_NAMES, State

APP = Path(__file__).resolve().parents[3] / "app"
TABLES: pages.Tables = {
    "steps": tables.steps,
    "acts": tables.acts,
    "permissions": tables.permissions,
    "kinds": tables.kinds,
    "keys": lambda: tables.keys([("Ctrl+K", "…")]),
}
EVERY_PAGE = [(topic, code) for topic in TOPICS for code in ("vi", "en")]


def captions_of_the_app() -> set[str]:
    return {
        str(node.args[0].value)
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "N_")
        if node.args and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize("code", ["vi", "en"])
def test_there_is_a_page_for_every_topic_and_no_other(code: str) -> None:
    assert {file.stem for file in (pages.HELP / code).glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize(("topic", "code"), EVERY_PAGE)
def test_a_page_begins_with_its_title(topic: str, code: str) -> None:
    set_language(code)
    assert pages.source(topic, code).splitlines()[0] == f"# {tr(TOPICS[topic])}"


@pytest.mark.parametrize(("topic", "code"), EVERY_PAGE)
def test_every_link_leads_to_a_page_of_the_help(topic: str, code: str) -> None:
    assert [target for _, target in pages.LINK.findall(pages.source(topic, code)) if target not in TOPICS] == []


def test_the_pages_name_only_captions_that_the_app_has() -> None:
    known = captions_of_the_app()
    wanted = {name for topic, code in EVERY_PAGE for name in pages.CAPTION.findall(pages.source(topic, code))}
    assert wanted - known == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_speak_of_the_same_captions_and_tables(topic: str) -> None:
    vietnamese, english = (pages.source(topic, code) for code in ("vi", "en"))
    assert pages.CAPTION.findall(vietnamese) == pages.CAPTION.findall(english)
    assert pages.TABLE.findall(vietnamese) == pages.TABLE.findall(english)


@pytest.mark.parametrize(("topic", "code"), EVERY_PAGE)
def test_nothing_is_left_to_be_filled_in(topic: str, code: str) -> None:
    set_language(code)
    shown = pages.page(topic, TABLES)
    assert "[[" not in shown and "{{" not in shown


def test_vietnamese_pages_are_composed_text() -> None:
    for file in (pages.HELP / "vi").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text), file.name


def test_the_table_of_steps_has_each_step_of_the_rules() -> None:
    set_language("en")
    lines = tables.steps().splitlines()[2:]
    assert len(lines) == len(TRANSITIONS)
    assert "| Received | Decline | Declined | lead only | Ground |" in lines
    assert (
        "| Being verified | Conclude | Concluded | officer in charge, or a lead | Result of verification, "
        "Classification |" in lines
    )


def test_the_table_of_acts_says_when_by_whom_and_with_what() -> None:
    set_language("en")
    lines = tables.acts().splitlines()[2:]
    assert len(lines) == len(ACTS)
    assert "| Print | always | officer in charge, or a lead | – |" in lines
    open_states = ", ".join(tr(STATE_NAMES[state]) for state in (State.RECEIVED, State.ACCEPTED, State.VERIFYING))
    assert f"| Suspend | {open_states} | lead only | Ground |" in lines


def test_every_permission_has_words_and_a_line() -> None:
    set_language("en")
    assert set(tables.ACTION_NAMES) == set(PERMISSIONS)
    lines = tables.permissions().splitlines()
    assert lines[0] == "| What | viewer | officer | lead |"
    assert "| Take a list out to Excel | – | yes | yes |" in lines


def test_a_cell_cannot_break_a_table() -> None:
    assert "a\\|b" in tables.keys([("F1", "a|b")])


def test_a_screen_finds_its_page_by_any_of_its_names_and_else_the_first() -> None:
    assert topic_of("import") == "import"
    assert topic_of("recover") == "sign-in"
    assert topic_of("no such screen") == "start"
    assert topic_of("") == "start"
    assert set(ALSO.values()) <= set(TOPICS) and not set(ALSO) & set(TOPICS)


def test_every_screen_that_names_a_topic_has_its_page() -> None:
    named = re.compile(r'setProperty\("help", "([^"]+)"\)')
    asked = {topic for file in APP.rglob("*.py") for topic in named.findall(file.read_text(encoding="utf-8"))}
    assert "import" in asked
    assert asked - set(TOPICS) - set(ALSO) == set()


# --- searching -----------------------------------------------------------------------------------------


def vietnamese() -> dict[str, str]:
    set_language("vi")
    return {topic: pages.plain(pages.page(topic, TABLES)) for topic in TOPICS}


def test_words_are_found_without_marks() -> None:
    found = pages.find("phong bi", vietnamese())
    assert "accounts" in found and "keys" not in found


def test_every_word_must_be_there() -> None:
    assert pages.find("phong bì vnTime", vietnamese()) == []


def test_a_title_comes_before_a_mention() -> None:
    assert pages.find("sao luu", vietnamese())[0] == "backup"


def test_exact_marks_come_first() -> None:
    texts = {"start": "hoa", "keys": "Hòa"}
    assert pages.find("Hòa", texts) == ["keys", "start"]
    assert pages.find("hoa", texts) == ["start", "keys"]
