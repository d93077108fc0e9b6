"""Several processes write the same streams: no gap, no ring of waiting, nothing left of who fell."""

import json

WRITE = """
from django.db import transaction
from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.lib import clock
turn, lifts = int(sys.argv[1]), list(Lift.objects.order_by("pk"))
for _ in range(20):
    with transaction.atomic():
        ordered = lifts if turn % 2 else lifts[::-1]
        facts = [kinds.LIFT_ENTERED.of(one, occurred_at=clock.now()) for one in ordered]
        ledger.append(*facts, by=None, at=clock.now())
"""
WRITE_ONE_BY_ONE = """
import time
from django.db import transaction
from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.lib import clock
turn, lifts = int(sys.argv[1]), list(Lift.objects.order_by("pk"))
for _ in range(10):
    with transaction.atomic():
        ledger.hold(*(one.pk for one in lifts))
        for one in lifts if turn % 2 else lifts[::-1]:
            ledger.append(kinds.LIFT_ENTERED.of(one, occurred_at=clock.now()), by=None, at=clock.now())
            time.sleep(0.01)
"""
VERIFY = """
import json
from portal.ledger.verification import streams, verify
for stream in streams():
    verdict = verify(stream)
    print(json.dumps([verdict.length, verdict.holds]))
"""
FIRST = """
from uuid import UUID
from django.db import transaction
from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.lib import clock
lift = Lift(id=UUID(int=7), entered_on=None)
with transaction.atomic():
    ledger.append(kinds.LIFT_ENTERED.of(lift, occurred_at=clock.now()), by=None, at=clock.now())
"""
FALL = """
import os
from django.db import transaction
from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.lib import clock
with transaction.atomic():
    ledger.append(kinds.LIFT_ENTERED.of(Lift.objects.first(), occurred_at=clock.now()), by=None, at=clock.now())
    os._exit(9)
"""
COUNT = """
from portal.ledger.models import Entry, Pending
print(Entry.objects.count(), Pending.objects.count())
"""


def test_writers_of_the_same_streams_leave_no_gap(scratch):
    scratch.run_at_once(WRITE, 1, 2, 3, 4)

    assert [json.loads(line) for line in scratch.run(VERIFY)] == [[81, True]] * 3


def test_who_holds_the_streams_first_may_write_to_them_in_any_order(scratch):
    scratch.run_at_once(WRITE_ONE_BY_ONE, 1, 2, 3, 4)

    assert [json.loads(line) for line in scratch.run(VERIFY)] == [[41, True]] * 3


def test_a_streams_first_entries_written_at_once_are_one_chain(scratch):
    scratch.run_at_once(FIRST, *range(4))

    assert sorted(json.loads(line) for line in scratch.run(VERIFY)) == [[1, True]] * 3 + [[4, True]]


def test_a_writer_killed_before_its_commit_leaves_nothing(scratch):
    before = scratch.run(COUNT)

    assert scratch.falls(FALL) == 9
    assert scratch.run(COUNT) == before
    assert [json.loads(line) for line in scratch.run(VERIFY)] == [[1, True]] * 3
