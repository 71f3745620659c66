"""How do needs and surveys look? `python tests/desktop/shots_needs.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def cases(shots: Shots, session: Any) -> None:
    """A case's needs on its page: asked twice, once, never; the forms."""
    from app.desktop.social.cases.page import CasesPage
    from app.desktop.social.needs.section import NeedsSection
    from app.social.needs.services import read_needs

    window, page = shots.alone("cases", "Support cases", "person", CasesPage)
    rows = page.list.table.rows.rows()
    found = {row.id: len(read_needs(session, row.id).assessments) for row in rows if row.state.value != "closed"}
    for name, wanted in (("twice", 2), ("once", 1), ("never", 0)):
        case = next(each for each, count in found.items() if count == wanted)
        page.open(case)
        settle()
        section = page.detail.findChild(NeedsSection)
        bar = page.detail.area.verticalScrollBar()
        if section.isVisible():
            bar.setValue(max(0, section.mapTo(page.detail.area.widget(), section.rect().topLeft()).y() - 60))
        shots.grab(window, f"case-{name}")
        if name == "twice":
            page.toggle_detail() if page.detail.isHidden() else None
            bar.setValue(bar.value() + window.height() // 2)
            shots.grab(window, f"case-{name}-below")
            page.act(case, "needs_assess")
            settle()
            form = page.form()
            form.form.field("safety").editor.set_value(3)
            shots.grab(window, "form")
            form.area.verticalScrollBar().setValue(form.area.verticalScrollBar().maximum() // 3)
            shots.grab(window, "form-middle")
            form.form.field("priority.safety").editor.set_value(1)
            form.form.field("priority.work").editor.set_value(1)
            form.form.field("together").editor.set_value(True)
            form.save()
            settle()
            shots.grab(window, "form-wrong")
            form.discard()
            settle()


def surveys(shots: Shots, session: Any) -> None:
    """The list, an opened survey, the fast form."""
    from app.desktop.records.page import RecordsPage
    from app.desktop.social.surveys.declared import SURVEYS

    window, page = shots.alone(
        "here", "Needs surveys", "survey", lambda own, changes: RecordsPage(own, changes, SURVEYS)
    )
    shots.grab(window, "surveys")
    page.open(page.list.table.rows.rows()[3].id)
    shots.grab(window, "survey")
    page.toggle_detail()
    shots.grab(window, "surveys-wide")
    page.new()
    settle()
    shots.grab(window, "survey-form")
    form = page.form()
    form.form.field("remark").editor.set_value("Gọi 0987 612 345")
    form.form.field("group").editor.set_value("unemployed_youth")
    form.form.field("needs").editor.set_value({"job"})
    form.save()
    settle()
    shots.grab(window, "survey-form-wrong")
    form.discard()
    settle()


def figures(shots: Shots, session: Any) -> None:
    """The figures, and what an export asks."""
    from app.desktop.social.surveys.figures_export import ExportFigures
    from app.desktop.social.surveys.figures_page import NeedsFigures

    window, page = shots.alone("here", "Needs surveys", "survey", NeedsFigures)
    shots.grab(window, "figures")
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shots.grab(window, "figures-middle")
    bar.setValue(bar.maximum())
    shots.grab(window, "figures-end")
    page.ask_export()
    settle()
    shots.grab(page.findChild(ExportFigures), "figures-export")


def importing(shots: Shots, session: Any) -> None:
    """The wizard as the social unit sees it."""
    from app.desktop.importing.page import COLUMNS, ROWS, ImportPage
    from app.desktop.screens import imports_of
    from tests.social.surveys.sheets import row, workbook

    offered = imports_of(session)
    kind = next(each.importing for each in offered if each.name == "needs-surveys")
    assert kind is not None
    window, page = shots.alone("here", "Needs surveys", "survey", lambda own, _: ImportPage(own, kind, offered=offered))
    shots.grab(window, "import-file")
    file = Path(tempfile.mkdtemp()) / "khao sat.xlsx"
    rows = [row(1), row(2, note="Gọi 0987 612 345"), row(3, group=""), row(4, birth="16-20")]
    file.write_bytes(workbook(*rows))
    page.read(file)
    for _ in range(100):
        settle()
        if page.step() == COLUMNS:
            break
    shots.grab(window, "import-columns")
    page.columns.next.click()
    assert page.step() == ROWS
    shots.grab(window, "import-rows")


SCENES = (cases, surveys, figures, importing)


if __name__ == "__main__":
    take(__file__, {"truong.hpn": SCENES}, lambda shots: (shots.session,))
