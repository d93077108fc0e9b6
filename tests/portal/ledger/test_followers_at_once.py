"""Several workers follow at once, and some of them die: each row is done once, in its stream's order."""

FOLLOWER = """
import os, time
from datetime import timedelta
from portal.accounts.models import User
from portal.ledger import following
from portal.ledger.following import Follower
from portal.ledger.models import Entry, Pending

def finish(entry, prepared, at):
    User.objects.create_user(name=f"{entry.stream_id} {entry.number}")

following._followers.clear()
following.follow(Follower("test", frozenset({"lift.entered"}), finish=finish))
"""
APPEND = (
    FOLLOWER
    + """
from django.db import transaction
from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.lib import clock
Pending.objects.all().delete()
for _ in range(20):
    with transaction.atomic():
        facts = [kinds.LIFT_ENTERED.of(lift, occurred_at=clock.now()) for lift in Lift.objects.all()]
        ledger.append(*facts, by=None, at=clock.now())
"""
)
WORK = (
    FOLLOWER
    + """
ends_at = time.monotonic() + 30
while Pending.objects.exists() and time.monotonic() < ends_at:
    following.work()
"""
)
DONE = """
from portal.accounts.models import User
from portal.ledger.models import Pending
print(Pending.objects.count())
for name in User.objects.order_by("created_at", "pk").values_list("name", flat=True):
    print(name)
"""
DIE = (
    FOLLOWER
    + """
following.follow(Follower("test", frozenset({"lift.entered"}), finish=finish, prepare=lambda entry: os._exit(9)))
following.work()
"""
)
DIE_BETWEEN = FOLLOWER.replace('{entry.number}")', '{entry.number}")\n    os._exit(9)') + "following.work()\n"
AFTER_THE_HOLD = FOLLOWER + "Pending.objects.update(taken_until=Entry.objects.first().recorded_at)\nfollowing.work()\n"


def _in_order(names: list[str]) -> bool:
    streams: dict[str, list[int]] = {}
    for name in names:
        stream, number = name.split()
        streams.setdefault(stream, []).append(int(number))
    return all(numbers == list(range(2, 22)) for numbers in streams.values())


def test_workers_at_once_do_each_row_once_and_in_order(scratch):
    scratch.run(APPEND)

    scratch.run_at_once(WORK, 1, 2, 3)

    left, *names = scratch.run(DONE)
    assert (left, len(names), _in_order(names)) == ("0", 60, True)


def test_a_killed_workers_row_waits_for_its_hold_and_is_done_once(scratch):
    scratch.run(APPEND)

    assert scratch.falls(DIE) == 9
    scratch.run(FOLLOWER + "following.work()")
    held_up, *others = scratch.run(DONE)
    scratch.run(AFTER_THE_HOLD)

    left, *names = scratch.run(DONE)
    assert (held_up, len(others)) == ("20", 40)
    assert (left, len(names), _in_order(names)) == ("0", 60, True)


def test_a_worker_killed_between_work_and_commit_has_done_nothing(scratch):
    scratch.run(APPEND)

    assert scratch.falls(DIE_BETWEEN) == 9

    assert scratch.run(DONE) == ["60"]
