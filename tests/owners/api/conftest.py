"""Programs of the cast, and rows they read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.programs import Program


@pytest.fixture
def program() -> Any:
    """A program with a person's token, for all scopes unless some are named."""
    return Program


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """For calls through WSGI: the connection that holds the test's transaction stays, as the test client keeps it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
