"""Whoever comes in here signs in as in the window: with everything that a sign-in notes and looks after."""

import pytest

from app.vault import access
from tests.conftest import Entry


@pytest.fixture
def entry() -> Entry:
    return access.sign_in
