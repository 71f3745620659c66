"""The people of the social unit, and no work that goes on after a test."""

from tests.desktop.police.reports.conftest import changes, quiet  # noqa: F401
from tests.social.conftest import lead, officer, viewer  # noqa: F401
