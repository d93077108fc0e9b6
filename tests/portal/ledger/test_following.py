from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from portal.ledger import actions as ledger
from portal.ledger import following
from portal.ledger.following import Follower
from portal.ledger.kinds import Origin
from portal.ledger.models import Pending
from portal.lib import clock


@pytest.fixture
def told(monkeypatch: Any, lift: Any) -> list[Any]:
    """A follower that writes down what it is given, alone in the house."""
    heard: list[Any] = []
    alone = Follower("test", frozenset({"lift.entered"}), finish=lambda entry, _, at: heard.append(entry.number))
    monkeypatch.setattr(following, "_followers", {"test": alone})
    Pending.objects.all().delete()
    return heard


def _append(*records: Any, at: Any) -> list[Any]:
    with transaction.atomic():
        return ledger.append(*records, by=None, at=at)


def test_work_is_done_in_order_and_its_rows_go(told, three):
    done = following.work()

    assert (done, told) == (3, [2, 3, 4])
    assert not Pending.objects.exists()


def test_done_work_is_not_done_again(told, three):
    following.work()

    assert following.work() == 0


def test_history_is_not_followed(told, fact, now):
    _append(fact(origin=Origin.HISTORY), at=now)

    assert not Pending.objects.exists()


def test_a_stumble_keeps_what_went_wrong_and_holds_the_stream(monkeypatch, told, three):
    bad = Follower("test", frozenset({"lift.entered"}), finish=lambda *_: 1 / 0)
    monkeypatch.setattr(following, "_followers", {"test": bad})

    following.work()

    first = Pending.objects.order_by("entry_id").first()
    assert (first.attempts, first.error) == (1, "ZeroDivisionError: division by zero")
    assert Pending.objects.filter(attempts=0).count() == 2


def test_what_the_follower_wrote_goes_with_its_stumble(monkeypatch, told, three, office):
    def write_and_fall(entry, prepared, at):
        office.__class__.objects.create_user(name="Nadie")
        raise ValueError

    monkeypatch.setattr(
        following, "_followers", {"test": Follower("test", frozenset({"lift.entered"}), finish=write_and_fall)}
    )

    following.work()

    assert not office.__class__.objects.filter(name="Nadie").exists()


def test_after_five_stumbles_a_row_is_set_aside_and_the_stream_goes_on(monkeypatch, told, three):
    def fall_over_two(entry, prepared, at):
        if entry.number == 2:
            raise ValueError
        told.append(entry.number)

    monkeypatch.setattr(
        following, "_followers", {"test": Follower("test", frozenset({"lift.entered"}), finish=fall_over_two)}
    )
    for _ in range(5):
        Pending.objects.update(next_at=clock.now() - timedelta(seconds=1))
        following.work()
    following.work()

    assert told == [3, 4]
    assert [row.entry.number for row in following.set_aside()] == [2]


def test_what_was_set_aside_can_be_tried_again(told, three, now):
    row = Pending.objects.order_by("entry_id").first()
    Pending.objects.filter(pk=row.pk).update(set_aside_at=now, attempts=5)

    assert following.try_again(row, at=clock.now())
    following.work()

    assert 2 in told


def test_a_row_in_another_workers_hands_is_left(told, three):
    Pending.objects.update(taken_until=clock.now() + timedelta(seconds=30))

    assert following.work() == 0


def test_a_row_whose_worker_died_is_taken_over(told, three):
    Pending.objects.update(taken_until=clock.now() - timedelta(seconds=1))

    assert following.work() == 3


def test_work_done_by_somebody_else_meanwhile_is_not_done_twice(monkeypatch, told, three):
    def somebody_else(entry):
        Pending.objects.filter(entry=entry).delete()

    twice = Follower(
        "test",
        frozenset({"lift.entered"}),
        prepare=somebody_else,
        finish=lambda entry, _, at: told.append(entry.number),
    )
    monkeypatch.setattr(following, "_followers", {"test": twice})

    following.work()

    assert told == []
