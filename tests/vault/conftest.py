"""Argon2id is slow on purpose: here each password of the ready vault is stretched once, for all tests."""

from functools import cache

import pytest

from app.vault import keys


@pytest.fixture(autouse=True, scope="session")
def stretched_once() -> None:
    keys.stretch = cache(keys.stretch)
