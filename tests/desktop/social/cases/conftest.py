"""The people of these tests, their clock, a page to stand on, and no work that goes on after a test."""

from collections.abc import Callable

import pytest

from app.desktop.social.cases.page import CasesPage
from app.vault.session import Session
from tests.desktop.police.reports.conftest import changes, quiet  # noqa: F401
from tests.desktop.social.cases.keys import settle
from tests.social.conftest import lead, officer, viewer  # noqa: F401


@pytest.fixture
def page_of(qtbot, changes) -> Callable[[Session], CasesPage]:  # noqa: F811
    def make(session: Session) -> CasesPage:
        page = CasesPage(session, changes)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=5_000)
        settle(qtbot)
        return page

    return make
