import pytest

from portal.lib import nudge

pytestmark = pytest.mark.django_db


def test_gathered_nudges_go_once_each(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent, nudge.gathered():
        for _time in range(3):
            nudge.on_commit("ledger.follow")
            nudge.on_commit("jobs.run", job="1")
        nudge.on_commit("jobs.run", job="2")

    assert len(sent) == 3


def test_ungathered_nudges_go_as_often_as_they_are_given(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        nudge.on_commit("ledger.follow")
        nudge.on_commit("ledger.follow")

    assert len(sent) == 2


def test_gathering_ends_with_its_block(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        with nudge.gathered():
            nudge.on_commit("ledger.follow")
        nudge.on_commit("ledger.follow")

    assert len(sent) == 2


AWAY = """
import time
from django.db import transaction
from portal.lib import nudge
began = time.monotonic()
with transaction.atomic():
    for number in range(3):
        nudge.on_commit("notifications.deliver", worker=number)
print(time.monotonic() - began < 3)
"""


def test_nobody_waits_for_a_broker_that_is_away(scratch):
    assert scratch.run(AWAY, REDIS_URL="redis://127.0.0.1:1/0") == ["True"]
