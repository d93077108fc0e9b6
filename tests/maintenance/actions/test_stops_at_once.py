"""A work that stops a lift begins at the moment its breakdown is confirmed: it stands once."""

PLAN = """
from datetime import timedelta
from maintenance.actions import calls, works
from maintenance.actions.calls import Told
from maintenance.actions.works import Order
from maintenance.enums import Answer, WorkKind
from maintenance.models import Lift
from portal.lib import clock
lift, now = Lift.objects.order_by("pk")[0], clock.now()
order = Order(words="Cables", kind=WorkKind.REPAIR, from_at=now, to_at=now + timedelta(hours=5), stops_service=True)
print(works.plan(lift=lift, order=order, by=None, at=now).pk)
print(calls.receive(lift=lift, told=Told(anyone_inside=Answer.NO, words="No anda"), by=None, at=now).pk)
"""
STOP = """
from maintenance.actions import breakdowns, works
from maintenance.models import Call, Work
from portal.lib import clock
kind, key = sys.argv[1].split()
now = clock.now()
if kind == "work":
    works.begin(work=Work.objects.get(pk=key), begun_at=now, by=None, at=now)
else:
    call = Call.objects.get(pk=key)
    breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=now)
print("said")
"""
COUNT = """
from maintenance.models import Breakdown, Stop, Work
print(Stop.objects.filter(to_at=None).count(), Breakdown.objects.count(), Work.objects.get().state)
"""


def test_a_work_and_a_breakdown_at_once_are_one_stop(scratch):
    work, call = scratch.run(PLAN)

    said = scratch.run_at_once(STOP, f"work {work}", f"call {call}")

    assert (said, scratch.run(COUNT)) == (["said", "said"], ["1 1 begun"])
