"""No work of the import goes on after a test."""

from tests.desktop.police.reports.conftest import quiet  # noqa: F401
