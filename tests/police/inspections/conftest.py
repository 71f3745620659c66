"""The people of these tests, their clock, and premises to inspect."""

from tests.clocked import colleague, lead, officer, viewer  # noqa: F401
