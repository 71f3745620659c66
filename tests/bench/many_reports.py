"""How does a bench get a register of a million reports? Rows are put in as a block, without services.

The vault is a real one; the rows are of every kind and state, the unfinished ones among the newest, with rare values
(an emergency, a child, a village with few reports) and values that stop in some year (an officer who left).
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from app.common import search
from app.common.text import fold
from app.police.reports.models import NEVER, Report
from app.police.reports.terms import ReportKind, State, Urgency
from app.vault import engine
from app.vault.guard import Use
from app.vault.session import Session

FIRST, DAYS = date(2016, 1, 1), 3700
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Mai"
GIVEN = "An Ánh Bình Châu Chi Dũng Đức Giang Hà Hoa Hòa Hóa Hương Khánh Lan Linh Mai Minh Nam Nga Sơn Tâm"
CONTENT = (
    "phản ánh cơ sở karaoke hoạt động quá giờ quy định gây ồn ào mất trật tự đề nghị kiểm tra xác minh xử lý nghiêm "
    "nhà nghỉ quán cà phê thôn xóm buổi tối nhiều người ra vào bảo vệ trẻ em hỗ trợ khẩn cấp giữ bí mật danh tính"
)
_AT_ONCE = 20_000
# So many of the newest are not finished, at most: a commune works off what comes.
_OPEN = 3000


def fill(session: Session, count: int) -> None:
    """So many reports, findable by words. The indices are made after the rows, which is what takes long else."""
    keys = {each: session.compartment_key(each) for each in session.compartments}
    raw = engine.connect(session.vault.folder, keys, Use.STRUCTURE)
    held = raw.execute(
        "SELECT name, sql FROM police.sqlite_master WHERE type = 'index' AND tbl_name = 'reports' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in held:
        raw.execute(f"DROP INDEX police.{name}")
    raw.close()
    session._engines.clear()
    loose = engine.make_engine(session.vault.folder, keys, Use.STRUCTURE)
    with loose.execution_options(begin="BEGIN IMMEDIATE").connect() as db:
        db.exec_driver_sql("PRAGMA police.cache_size = -400000")
        db.rollback()
        for block in _blocks(count):
            with db.begin():
                db.execute(insert(Report), block)
                search.index_many(
                    db,
                    "police",
                    "reports",
                    [(row["id"], row["number"], f"{row['reporter_name']} {row['content']}") for row in block],
                )
        for name, sql in held:
            db.exec_driver_sql(sql.replace(f"INDEX {name}", f"INDEX police.{name}", 1))
            db.commit()
    loose.dispose()


def _blocks(count: int) -> Iterator[list[dict[str, Any]]]:
    chosen = random.Random(1)
    for start in range(0, count, _AT_ONCE):
        yield [_row(chosen, place, count) for place in range(start, min(start + _AT_ONCE, count))]


def _row(chosen: random.Random, place: int, count: int) -> dict[str, Any]:
    on = FIRST + timedelta(days=place * DAYS // count)
    at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC) + timedelta(seconds=chosen.randrange(30_000))
    open_ = place > count - min(_OPEN, count // 3) and chosen.random() < 0.8
    unfinished = (State.RECEIVED, State.ACCEPTED, State.VERIFYING, State.CONCLUDED)
    state = chosen.choice(unfinished) if open_ else State.DECLINED if chosen.random() < 0.01 else State.CLOSED
    due = on + timedelta(days=chosen.randrange(5, 60)) if open_ else None
    urgency = Urgency.NORMAL
    if chosen.random() < 0.02:
        urgency = Urgency.URGENT
    if chosen.random() < 0.0002:
        urgency = Urgency.VERY_URGENT
    name = f"{chosen.choice(FAMILIES.split())} Thị {chosen.choice(GIVEN.split())}"
    village = 1 if chosen.random() < 0.0005 else chosen.randrange(2, 22)
    number = f"{place % 100_000:05}/{on.year % 100}{place // 100_000:02}"
    return {
        "id": place + 1,
        "kind": chosen.choice(list(ReportKind)).value,
        "number": number,
        "number_sort": f"{on.year}-{place:07}",
        "state": state.value,
        "received_at": at,
        "received_on": on,
        "reporter_form": "named",
        "reporter_name": name,
        "reporter_sort": fold(" ".join(reversed(name.split()))),
        "village_id": village,
        "village_name": f"Thôn {village}",
        "establishment_id": chosen.randrange(1, 400) if chosen.random() < 0.3 else None,
        "content": " ".join(chosen.choices(CONTENT.split(), k=40)) + (" khongai" if chosen.random() < 0.0001 else ""),
        "urgency": urgency.value,
        "child": chosen.random() < 0.01,
        "trafficking": chosen.random() < 0.001,
        "violence": chosen.random() < 0.02,
        "incomplete": chosen.random() < 0.03,
        # Who was in charge ten years ago is not any more.
        "officer_id": f"officer-{place * 5 // count}-{chosen.randrange(4)}",
        "escalated_at": at if chosen.random() < (0.05 if open_ else 0.001) else None,
        "due_on": due,
        "due_sort": due or NEVER,
        "rank": chosen.choice((0, 2, 4)) if open_ else 8,
        "removed": chosen.random() < 0.001,
        "created_at": at,
        "updated_at": at,
        "unknown": [],
    }
