"""Parts of a page: read with the record, their acts after its own, their lines in the day's work."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.steps import Possible
from app.desktop.records import page_parts
from app.desktop.records.page_parts import PagePart
from app.desktop.records.record_type import Section
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Source, Work


@dataclass(frozen=True)
class Detail:
    id: int
    acts: tuple[Possible, ...] = ()


SESSION: Any = SimpleNamespace()
EDIT, PLAN, VISIT = (Possible(name, name, ()) for name in ("edit", "plan", "visit"))


def part(key: str, act: Possible, *, late: int = 0) -> PagePart:
    group = Group(key, N_("Overdue"), Tone.BAD, [Line(key, "", None)] * late, late)  # type: ignore[arg-type]
    return PagePart(
        key,
        read=lambda session, record_id: f"{key} of {record_id}",
        sections=lambda session, pane: [Section(key, QWidget(), lambda opened: bool(opened.parts[key]))],
        offered=lambda session, detail, read: [act] if read.endswith(str(detail.id)) else [],
        acts={act.name: lambda page, session, detail, then: then(act.name)},
        icons={act.name: "edit"},
        work=Source(lambda session: late, lambda session, found: Work([group] if found else [], late=found)),
    )


PARTS = (part("plans", PLAN, late=2), part("visits", VISIT, late=1))


def show(session: Any, record_id: int) -> Detail:
    return Detail(record_id, (EDIT,))


def test_a_record_opens_with_what_its_parts_read_and_offer() -> None:
    opened = page_parts.opened_with(show, PARTS)(SESSION, 7)

    assert opened.parts == {"plans": "plans of 7", "visits": "visits of 7"}
    assert [act.name for act in page_parts.detail_of(opened).acts] == ["edit", "plan", "visit"]


def test_sections_stand_between_the_records_own_and_its_foot(qapp) -> None:
    def own(session: Any, pane: Any) -> list[Section]:
        return [Section("facts", QWidget(), lambda opened: True)]

    def foot(session: Any, pane: Any) -> list[Section]:
        return [Section("what happened", QWidget(), lambda opened: True)]

    sections = page_parts.sections_with(own, PARTS, foot)(SESSION, None)  # type: ignore[arg-type]

    assert [section.title for section in sections] == ["facts", "plans", "visits", "what happened"]


def test_each_part_does_its_own_acts_and_stands_together_in_the_menu() -> None:
    done: list[Any] = []
    acts = page_parts.acts_with({}, PARTS)
    acts["visit"](None, SESSION, None, done.append)  # type: ignore[arg-type]

    assert done == ["visit"]
    assert page_parts.under("Support", PARTS).names == ("plan", "visit")
    assert page_parts.icons_with({"edit": "edit"}, PARTS) == {"edit": "edit", "plan": "edit", "visit": "edit"}


def test_the_days_work_of_all_parts_is_counted_together() -> None:
    own = Source(lambda session: None, lambda session, found: Work(late=1))
    source = page_parts.work_with(own, PARTS)
    work = source.show(SESSION, source.read(SESSION))

    assert [group.key for group in work.groups] == ["plans", "visits"]
    assert work.late == 4
