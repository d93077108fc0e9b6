from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from maintenance import kinds
from maintenance.actions import lifts
from maintenance.models import Call
from portal.ledger import actions as ledger
from portal.ledger import following
from portal.ledger.following import Follower
from portal.ledger.kinds import Origin
from portal.ledger.models import Pending
from portal.lib import clock
from portal.lib.lacking import Lacking


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


def test_who_prepares_for_long_keeps_its_row(monkeypatch, told, three):
    kept = []

    def prepare(entry):
        Pending.objects.filter(entry=entry).update(taken_until=clock.now() - timedelta(seconds=1))
        following.goes_on()
        kept.append(following.due(clock.now()).filter(entry=entry).exists())

    slow = Follower("test", frozenset({"lift.entered"}), finish=lambda *_: None, prepare=prepare)
    monkeypatch.setattr(following, "_followers", {"test": slow})
    following.work()
    following.goes_on()

    assert kept == [False] * 3


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


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 15), (1, 45), (2, 135), (3, 405)])
def test_each_stumble_waits_three_times_longer(monkeypatch, told, three, attempts, seconds):
    monkeypatch.setattr(
        following, "_followers", {"test": Follower("test", frozenset({"lift.entered"}), finish=lambda *_: 1 / 0)}
    )
    Pending.objects.update(attempts=attempts)
    began_at = clock.now()

    following.work()

    waited = Pending.objects.order_by("entry_id").first().next_at - began_at
    assert waited.total_seconds() == pytest.approx(seconds, abs=2)


def test_a_stumble_in_one_stream_holds_up_no_other(monkeypatch, told, three, other_lift, lift):
    def fall_in_the_first(entry, prepared, at):
        if entry.stream_id == lift.pk:
            raise ValueError
        told.append(entry.stream_id)

    monkeypatch.setattr(
        following, "_followers", {"test": Follower("test", frozenset({"lift.entered"}), finish=fall_in_the_first)}
    )

    following.work()

    assert told == [other_lift.pk]


def test_fifty_stumbling_streams_hold_up_no_other(monkeypatch, told, building, company, now):
    def fall_but_for_the_last(entry, prepared, at):
        if entry.subject_id != made[-1].pk:
            raise ValueError
        told.append(entry.subject_id)

    monkeypatch.setattr(
        following, "_followers", {"test": Follower("test", frozenset({"lift.entered"}), finish=fall_but_for_the_last)}
    )
    made = [
        lifts.enter(building=building, name=str(number), drive="other", entered_on=now.date(), by=None, at=now)
        for number in range(51)
    ]

    following.work()

    assert told == [made[-1].pk]


def test_what_cannot_be_prepared_stumbles_too(monkeypatch, told, three):
    monkeypatch.setattr(
        following,
        "_followers",
        {
            "test": Follower(
                "test", frozenset({"lift.entered"}), finish=told.append, prepare=lambda entry: entry.nothing
            )
        },
    )

    following.work()

    assert (
        Pending.objects.order_by("entry_id").first().error
        == "AttributeError: 'Entry' object has no attribute 'nothing'"
    )
    assert told == []


def test_work_for_a_follower_that_is_gone_is_set_aside_like_any_other(monkeypatch, told, three):
    monkeypatch.setattr(following, "_followers", {})
    for _ in range(5):
        Pending.objects.update(next_at=clock.now() - timedelta(seconds=1))
        following.work()

    assert [row.entry.number for row in following.set_aside()] == [2]


def test_a_new_follower_starts_at_the_present(told, three, fact, now):
    heard = []
    following.follow(
        Follower("new", frozenset({"lift.entered"}), finish=lambda entry, _, at: heard.append(entry.number))
    )
    _append(fact(4), at=now)

    following.work()

    assert (heard, told) == ([5], [2, 3, 4, 5])


def test_history_is_followed_by_who_asks_for_it(monkeypatch, told, fact, now):
    asks = Follower(
        "asks",
        frozenset({"lift.entered"}),
        finish=lambda entry, _, at: told.append(entry.number),
        follows_history=True,
    )
    monkeypatch.setattr(following, "_followers", {"asks": asks})
    _append(fact(origin=Origin.HISTORY), at=now)

    following.work()

    assert told == [2]


def test_what_a_follower_writes_is_followed_in_the_same_run(monkeypatch, told, three, lift):
    def settle(entry, prepared, at):
        ledger.append(kinds.CALL_SETTLED.of(Call(lift=lift, number=entry.number), occurred_at=at), by=None, at=at)

    chain = {
        "first": Follower("first", frozenset({"lift.entered"}), finish=settle),
        "second": Follower(
            "second", frozenset({"call.settled"}), finish=lambda entry, _, at: told.append(entry.facts["number"])
        ),
    }
    Pending.objects.update(follower="first")
    monkeypatch.setattr(following, "_followers", chain)

    following.work()

    assert told == [2, 3, 4]


def test_nothing_waits_after_a_rollback(told, fact, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        ledger.append(fact(), by=None, at=now)
        raise RuntimeError

    assert not Pending.objects.exists()


def test_a_set_aside_row_only_is_tried_again(told, three, now):
    row = Pending.objects.order_by("entry_id").first()

    assert not following.try_again(row, at=now)


def test_what_the_machine_lacks_costs_no_attempt_and_is_waited_for(monkeypatch, told, three):
    def lack(entry):
        raise Lacking("apt-get install libpango")

    monkeypatch.setattr(
        following,
        "_followers",
        {"test": Follower("test", frozenset({"lift.entered"}), finish=told.append, prepare=lack)},
    )

    following.work()

    first = Pending.objects.order_by("entry_id").first()
    assert (first.attempts, first.error, first.taken_until) == (0, "Lacking: apt-get install libpango", None)
    assert first.next_at > clock.now() + timedelta(seconds=50)


def test_what_is_hastened_while_it_is_found_lacking_is_due_at_once(monkeypatch, told, fact, now):
    ledger.append(fact(), by=None, at=now)

    def lack(entry):
        following.hasten(Pending.objects.filter(entry=entry), at=now + timedelta(seconds=1))
        raise Lacking("the last photo")

    monkeypatch.setattr(
        following,
        "_followers",
        {"test": Follower("test", frozenset({"lift.entered"}), finish=told.append, prepare=lack)},
    )

    following.work(limit=1)

    row = Pending.objects.get()
    assert (row.next_at, row.taken_until, row.attempts) == (now + timedelta(seconds=1), None, 0)


def test_a_turn_begins_no_row_after_its_time(told, three):
    assert following.work(seconds=0) == 0
