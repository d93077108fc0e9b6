"""What wakes a worker: one nudge after the commit, none after a rollback, and a dead broker stops nobody."""

import pytest
from celery import current_app
from django.db import transaction

from portal.ledger import actions as ledger


@pytest.fixture
def sent(monkeypatch):
    """Task names handed to the broker."""
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_: names.append(name))
    return names


def test_a_fact_nudges_once_when_it_is_safe(sent, fact, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            ledger.append(fact(1), fact(2), by=None, at=now)
        assert sent == []

    assert sent == ["ledger.follow"]


def test_a_rolled_back_fact_nudges_nobody(sent, fact, now, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        ledger.append(fact(), by=None, at=now)
        raise RuntimeError

    assert sent == []


def test_a_fact_nobody_follows_nudges_nobody(sent, fact, now, django_capture_on_commit_callbacks):
    from portal.ledger.kinds import Origin

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        ledger.append(fact(origin=Origin.HISTORY), by=None, at=now)

    assert sent == []


def test_a_broker_that_is_down_stops_nobody(monkeypatch, fact, now, django_capture_on_commit_callbacks):
    def refuse(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(current_app, "send_task", refuse)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        (entry,) = ledger.append(fact(), by=None, at=now)

    assert entry.number == 2
