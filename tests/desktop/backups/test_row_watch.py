"""Is somebody told that a record was changed with another tool, without having asked?"""

from app.desktop.desk import desk
from app.desktop.row_watch import RowWatch
from app.registry import services
from app.vault.compartments import Compartment
from tests.attack import tool
from tests.desktop.backups.conftest import quiet, session_of, strips
from tests.desktop.running import Running

REGISTRY = Compartment.REGISTRY


def looked(here: Running) -> list[str]:
    watch = desk().findChild(RowWatch)
    assert watch is not None
    watch.look()
    quiet(here)
    return strips(here)


def test_records_as_they_were_signed_are_no_news(here: Running) -> None:
    services.add_village(session_of(here), "Thôn Thượng")
    assert looked(here) == []


def test_a_changed_record_is_told_once_a_day(here: Running) -> None:
    session = session_of(here)
    services.add_village(session, "Thôn Thượng")
    key = session.compartment_key(REGISTRY)
    tool.sql(session.vault.folder, REGISTRY, key, "UPDATE villages SET name = 'Thôn Hạ'")
    (told,) = looked(here)
    assert told.startswith("1 records were changed with another tool")
    assert len(looked(here)) == 1
