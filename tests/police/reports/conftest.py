"""The people of these tests, and their clock."""

from tests.clocked import MORNING, colleague, lead, officer, viewer  # noqa: F401
