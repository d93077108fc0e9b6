"""The same call sent by several processes at one moment, and several callers of one lift."""

TAKE = """
from datetime import timedelta
from uuid import UUID
from maintenance.actions import calls
from maintenance.actions.calls import Care, Told
from maintenance.enums import Answer
from maintenance.models import Lift
from portal.lib import clock
at, key = clock.now(), UUID(int=int(sys.argv[1]))
told = Told(anyone_inside=Answer.NO, stopped=Answer.YES)
care = Care(technician=None, next_update_by=at + timedelta(hours=1))
calls.take(key=key, lift=Lift.objects.order_by("pk").first(), told=told, care=care, by=None, at=at)
"""
COUNT = """
from maintenance.models import Breakdown, Call, Stop
print(Call.objects.count(), Breakdown.objects.count(), Stop.objects.open().count(), Call.objects.unconfirmed().count())
"""


def test_one_form_sent_four_times_at_once_is_one_call(scratch):
    scratch.run_at_once(TAKE, 7, 7, 7, 7)

    assert scratch.run(COUNT) == ["1 1 1 0"]


def test_four_callers_of_one_lift_at_once_are_one_breakdown(scratch):
    scratch.run_at_once(TAKE, 1, 2, 3, 4)

    assert scratch.run(COUNT) == ["4 1 1 0"]
