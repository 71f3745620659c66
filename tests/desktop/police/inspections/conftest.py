"""The people of these tests, and no work that goes on after a test."""

from tests.clocked import colleague, lead, officer, viewer  # noqa: F401
from tests.desktop.police.reports.conftest import changes, quiet  # noqa: F401
