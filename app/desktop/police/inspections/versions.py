"""What was corrected in locked minutes? The earlier version beside the present one."""

from app.desktop.background import run
from app.desktop.police.inspections.form_words import NAMES, parts, shown
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.versions import VersionCompare, VersionLine, differences
from app.police.inspections.services_versions import version_of
from app.police.inspections.values import InspectionDetail
from app.registry import queries as registry
from app.vault.session import Session


def lines_of(session: Session, detail: InspectionDetail, version_id: int) -> list[VersionLine]:
    """The parts of the minutes that differ, as they are read."""
    earlier, now = version_of(session, detail.id, version_id), detail.minutes()
    with session.read() as db:
        listed = {
            each.code: each.name
            for name in (registry.VIOLATION_KINDS, registry.MEASURES)
            for each in registry.whole_catalogue(db, name)
        }
    before, after = (
        {name: shown(name, value, listed) for name, value in parts(each).items()} for each in (earlier, now)
    )
    return differences(before, after, NAMES)


def compare(session: Session, pane: DetailPane, detail: InspectionDetail, version_id: int) -> None:
    """Show both."""
    version = next(each for each in detail.versions if each.id == version_id)

    def show(lines: list[VersionLine]) -> None:
        VersionCompare(pane.window(), detail.number, version, lines).open()

    run(pane, lambda _progress: lines_of(session, detail, version_id), show)
