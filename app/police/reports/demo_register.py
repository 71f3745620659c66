"""The older part of the demo's year: as an office brings its paper register in when it begins with the app."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.common.dates import office_day, office_time
from app.common.import_cells import digest
from app.common.imports import Batch, Row
from app.police.reports import demo_texts as texts
from app.police.reports.import_cells import Outcome, Person, Sorting
from app.police.reports.import_storage import ReportImports
from app.police.reports.terms import Classification, ReporterForm, State
from app.police.reports.values import NewReport
from app.registry.queries import VillageInfo
from app.vault.session import Session

# What a paper register of an office says at the end of a line; nearly all of last year is done.
_OUTCOMES = (
    *((State.CLOSED, "Đã giải quyết, đã trả lời người gửi"),) * 12,
    (State.DECLINED, "Không thụ lý, trả lại đơn kèm hướng dẫn"),
    (State.TRANSFERRED, "Đã chuyển cơ quan có thẩm quyền"),
    (State.CLOSED, "Nhắc nhở, yêu cầu cam kết"),
)

Tell = Callable[[random.Random, datetime], NewReport]


def bring_in(
    session: Session,
    seed: int,
    received: list[datetime],
    tell: Tell,
    villages: Mapping[int, VillageInfo],
    officers: list[str],
    progress: Callable[[int, int], None],
) -> None:
    """Import one report for each moment, in the order of time; `tell` says what it is about."""
    rows = [
        _row(number, random.Random(f"register {seed} {number}"), moment, tell, villages, officers)
        for number, moment in enumerate(sorted(received), 1)
    ]
    if rows:
        batch = Batch(f"demo-{seed}", "reports", digest("demo", seed))
        ReportImports(None).store(session, rows, batch, progress, lambda: False)


def _row(
    number: int,
    chance: random.Random,
    moment: datetime,
    tell: Tell,
    villages: Mapping[int, VillageInfo],
    officers: list[str],
) -> Row:
    new = tell(chance, moment)
    state, words = chance.choice(_OUTCOMES)
    found = chance.choice((Classification.ADMINISTRATIVE, Classification.UNFOUNDED, None))
    village = villages.get(new.place.village_id or 0)
    place: dict[str, Any] = {"address": new.place.address}
    if village is not None:
        place |= {"village_id": village.id, "village_name": village.name}
    anonymous = new.reporter.form is ReporterForm.ANONYMOUS
    values: dict[str, Any] = {
        "number": None,
        "code": None,
        "received": office_time(moment).replace(tzinfo=None, second=0, microsecond=0),
        "source": new.source,
        "informant": Person(ReporterForm.ANONYMOUS if anonymous else ReporterForm.NAMED, new.reporter.name),
        "petitioner": None,
        "phone": new.reporter.phone or None,
        "reporter_address": new.reporter.address or None,
        "content": new.content,
        "place": place,
        "sorting": Sorting(new.kind, new.instance, found, ""),
        "officer": chance.choice(officers),
        "due": None,
        "extended": None,
        "authority": texts.AUTHORITY if state is State.TRANSFERRED else None,
        "outcome": Outcome(state, words),
        "notice_on": None if anonymous else office_day(moment + timedelta(days=chance.randint(5, 18))),
        "visit": None,
        "note": None,
    }
    return Row(number, values, fingerprint=digest("demo", number, moment.isoformat(), new.content))
