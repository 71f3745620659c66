"""Words are found in their compartment with and without marks, and never by what somebody typed as a query."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app.common.search import Hit, Order, create_sql, drop_sql, find, find_sql, index, remove, snippet
from app.common.text import fold

KEY = "x'" + "ab" * 32 + "'"


def encrypted(folder: Path) -> Engine:
    def connect() -> Any:
        raw = sqlcipher.connect(str(folder / "registry.db"), check_same_thread=False)
        raw.execute(f'PRAGMA key = "{KEY}"')
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("ATTACH DATABASE ? AS police KEY ?", (str(folder / "police.db"), KEY))
        return raw

    return create_engine("sqlite://", module=sqlcipher, creator=connect)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Session]:
    engine = encrypted(tmp_path)
    with Session(engine) as session:
        for schema in (None, "police"):
            for statement in create_sql(schema):
                session.execute(text(statement))
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A few reports, only read."""
    engine = encrypted(tmp_path_factory.mktemp("small"))
    with Session(engine) as session:
        for statement in create_sql("police"):
            session.execute(text(statement))
        for place, content in enumerate(REPORTS, 1):
            index(session, "police", "reports", place, f"{place:03}/TB", content)
        yield session
    engine.dispose()


REPORTS = (
    "Bà Nguyễn Thị Hoa phản ánh karaoke Đêm Vàng ồn ào",
    "Bà Nguyễn Thị Hòa tố giác một vụ việc ở thôn Đường Sơn",
    "Ông Trần Văn Hóa, số điện thoại 0912345678",
    "Nhà nghỉ Hoà Bình hoạt động quá giờ",
)


def numbers(hits: list[Hit]) -> set[str]:
    return {hit.number for hit in hits}


def test_words_without_marks_find_words_with_marks(small: Session) -> None:
    assert numbers(find(small, "police", "nguyen thi hoa", 10)) == {"001/TB", "002/TB"}
    assert numbers(find(small, "police", "DUONG son", 10)) == {"002/TB"}
    assert numbers(find(small, "police", "dem vang", 10)) == {"001/TB"}


def test_with_marks_the_exact_ones_come_first(small: Session) -> None:
    found = [hit.number for hit in find(small, "police", "Hòa", 10)]
    assert found[0] == "002/TB"
    assert set(found) == {"001/TB", "002/TB", "003/TB", "004/TB"}
    assert [hit.number for hit in find(small, "police", "thị hòa", 10)] == ["002/TB", "001/TB"]


def test_the_beginning_of_each_word_is_enough(small: Session) -> None:
    assert numbers(find(small, "police", "ngu th ho ph", 10)) == {"001/TB"}
    assert numbers(find(small, "police", "guyen", 10)) == set()


def test_numbers_and_phones_are_found(small: Session) -> None:
    assert numbers(find(small, "police", "003/TB", 10)) == {"003/TB"}
    assert numbers(find(small, "police", "0912345678", 10)) == {"003/TB"}


def test_a_hit_tells_what_it_is_and_shows_the_original_text(small: Session) -> None:
    assert find(small, "police", "dem", 10) == [Hit("reports", "1", "001/TB", REPORTS[0])]


def test_no_more_hits_than_asked_for(small: Session) -> None:
    assert len(find(small, "police", "hoa", 2)) == 2
    assert find(small, "police", "hoa", 0) == []


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', "*", "hoa*", "-hoa", "hoa OR", "OR", "NOT", "NEAR(hoa thi)", "folded : hoa", "{exact folded}: hoa",
        "^hoa", "(hoa", "hoa)", "hoa AND", "'; DROP TABLE police.search; --",
        "", "   ", "\x00", "hoa\x00thi", "+", "hoa + thi",
        "%", "_", "\ud800", "🙂", "́", "x" * 10_000, "hoa " * 2_500,
    ],
)  # fmt: skip
def test_what_looks_like_a_query_language_is_only_words(small: Session, query: str) -> None:
    for hit in find(small, "police", query, 10):
        assert fold(hit.snippet)
    assert len(find(small, "police", "hoa", 10)) == 4


def test_operators_are_searched_as_words(small: Session) -> None:
    assert numbers(find(small, "police", "hoa*", 10)) == numbers(find(small, "police", "hoa", 10))
    assert find(small, "police", "hoa OR karaoke", 10) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_query_fails(small: Session, query: str) -> None:
    find(small, "police", query, 5)


def test_indexing_again_replaces_what_was_there(db: Session) -> None:
    index(db, "police", "reports", 1, "001/TB", "karaoke Đêm Vàng")
    index(db, "police", "reports", 1, "001/TB", "nhà nghỉ Hoà Bình")
    assert find(db, "police", "karaoke", 10) == []
    assert numbers(find(db, "police", "hoa binh", 10)) == {"001/TB"}


def test_many_hits_of_one_kind_do_not_crowd_out_another(db: Session) -> None:
    for number in range(30):
        index(db, "police", "reports", number, f"{number:03}/TB", "nhà nghỉ Thanh Bình")
    index(db, "police", "inspections", 1, "001/2026/KT", "kiểm tra nhà nghỉ Thanh Bình, thôn Đông")

    assert numbers(find(db, "police", "thanh binh", 5, "inspections")) == {"001/2026/KT"}
    assert {hit.kind for hit in find(db, "police", "thanh binh", 100, "reports")} == {"reports"}


def test_kinds_with_the_same_id_are_kept_apart(db: Session) -> None:
    index(db, None, "villages", 1, "", "Thôn Đông")
    index(db, None, "establishments", 1, "", "Karaoke Đông Đô")
    remove(db, None, "villages", 1)
    assert [hit.kind for hit in find(db, None, "dong", 10)] == ["establishments"]
    remove(db, None, "villages", 1)


def test_compartments_do_not_answer_for_one_another(db: Session) -> None:
    index(db, "police", "reports", 1, "001/TB", "tố cáo")
    assert find(db, None, "to cao", 10) == []
    assert numbers(find(db, "police", "to cao", 10)) == {"001/TB"}


def test_an_unknown_compartment_is_our_own_mistake(db: Session) -> None:
    with pytest.raises(KeyError):
        find(db, "police; DROP TABLE x", "hoa", 10)


def test_what_is_rolled_back_is_not_found(db: Session) -> None:
    db.commit()
    index(db, "police", "reports", 1, "001/TB", "bí mật")
    db.rollback()
    assert find(db, "police", "bi mat", 10) == []


def test_the_index_can_be_taken_away(db: Session) -> None:
    for statement in drop_sql("police"):
        db.execute(text(statement))
    left = db.execute(text("SELECT count(*) FROM police.sqlite_master")).scalar_one()
    assert left == 0


def test_removed_words_are_gone_from_the_pages_of_the_file(tmp_path: Path) -> None:
    # Without a key, so that the file can be looked into.
    file = tmp_path / "plain.db"
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(str(file)))
    with Session(engine) as session:
        session.execute(text("PRAGMA secure_delete = ON"))
        for statement in create_sql(None):
            session.execute(text(statement))
        for number in range(50):
            index(session, None, "reports", number, str(number), f"canarybird{number} hót")
        session.commit()
        assert b"canarybird7" in file.read_bytes()
        for number in range(50):
            remove(session, None, "reports", number)
        session.commit()
    engine.dispose()
    # FTS5 writes a word once and then only what differs: its common part would be enough to betray it.
    assert b"canarybird" not in file.read_bytes()


# --- many records ---


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine = encrypted(tmp_path_factory.mktemp("large"))
    with Session(engine) as session:
        for statement in create_sql("police"):
            session.execute(text(statement))
        for number in range(20_000):
            place = REPORTS[number % len(REPORTS)]
            index(
                session,
                "police",
                "reports",
                number,
                f"{number:05}/TB",
                f"{place}, thôn {number % 12 + 1} mã{number:05}",
            )
        yield session
    engine.dispose()


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("one_kind", [False, True])
def test_among_20_000_records_the_index_is_used_and_nothing_scans(large: Session, order: Order, one_kind: bool) -> None:
    statement = text("EXPLAIN QUERY PLAN " + find_sql("police", order, one_kind=one_kind))
    values = {"kind": "reports"} if one_kind else {}
    found = large.execute(statement, {"match": 'folded : "hoa" *', "limit": 20, **values})
    plan = [str(row[3]) for row in found]
    # FTS5 says M where it looks a MATCH up in its index.
    assert any("VIRTUAL TABLE INDEX" in step and ":M" in step for step in plan), plan
    assert any(step.startswith("SEARCH r USING INTEGER PRIMARY KEY") for step in plan), plan
    assert not any(step.startswith(("SCAN r", "SCAN k")) for step in plan), plan


def test_a_record_is_removed_by_a_key_and_not_by_a_scan(large: Session) -> None:
    statement = "EXPLAIN QUERY PLAN DELETE FROM police.search_rows WHERE kind = 'reports' AND record_id = '77'"
    plan = [str(row[3]) for row in large.execute(text(statement))]
    assert any("USING COVERING INDEX" in step or "USING INDEX" in step for step in plan), plan


def test_one_among_20_000_is_found(large: Session) -> None:
    assert numbers(find(large, "police", "ma12345", 10)) == {"12345/TB"}
    assert numbers(find(large, "police", "12345/TB", 10)) == {"12345/TB"}


def test_where_a_word_is_everywhere_the_newest_come_first(large: Session) -> None:
    found = [int(hit.record_id) for hit in find(large, "police", "thon", 50)]
    assert found == list(range(19_999, 19_949, -1))


def test_where_a_word_is_everywhere_exact_marks_still_come_first(large: Session) -> None:
    found = find(large, "police", "Hòa", 50)
    assert len(found) == 50
    assert all("Hòa" in hit.snippet for hit in found)


# --- snippets ---


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("Bà Hoa ở thôn 3", "hoa") == "Bà Hoa ở thôn 3"


def test_a_long_text_is_cut_between_words_around_the_first_hit() -> None:
    long = "mở đầu " * 40 + "Hòa Bình " + "kết thúc " * 40
    shown = snippet(long.strip(), "hoa binh")
    assert "Hòa Bình" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 90
    assert set(shown.strip("… ").split()) <= {"mở", "đầu", "Hòa", "Bình", "kết", "thúc"}


@given(st.text(max_size=300), st.text(max_size=20))
def test_a_snippet_is_a_piece_of_the_text(original: str, query: str) -> None:
    original = " ".join(original.split())
    shown = snippet(original, query)
    assert len(shown) <= 90
    assert shown.removeprefix("… ").removesuffix(" …") in original or shown == original


def test_the_system_sqlite_is_not_what_is_tested() -> None:
    assert sqlcipher.sqlite_version_info > (3, 45)
    assert sqlcipher.Connection is not sqlite3.Connection
