"""To whom a breakdown is mailed who has chosen nothing, and what takes back what has not gone."""

import pytest

from maintenance.enums import Answer
from notifications.models import Delivery
from portal.ledger import following
from portal.ledger.models import Pending
from tests.conftest import NOW
from tests.notifications.touchpoints.conftest import MINUTE


@pytest.fixture
def mailed(speaking):
    """Who was mailed what since the last time, and the reason where it was not."""
    seen = set()

    def mails():
        following.work()
        rows = Delivery.objects.filter(channel="email").exclude(pk__in=seen).select_related("message__person")
        told = sorted((row.message.person.name.split()[0], row.message.touchpoint, row.reason) for row in rows)
        seen.update(row.pk for row in rows)
        return told

    return mails


def test_what_matters_is_mailed_to_each_and_the_steps_between_to_nobody(lived, mailed):
    lived.began = NOW - 9 * MINUTE
    first = mailed() if lived.confirmed().assigned() else []
    lived.on_the_way(8.3).arrived(8.6)
    between = mailed()
    lived.restored(9)
    last = mailed()

    assert [row for row in first if not row[2]] == [
        ("Luis", "lift_stopped", ""),
        ("Pilar", "breakdown_received", ""),
        ("Raquel", "breakdown_received", ""),
    ]
    assert between == []
    assert [row for row in last if not row[2]] == [
        ("Luis", "lift_back", ""),
        ("Pilar", "breakdown_solved", ""),
        ("Raquel", "breakdown_solved", ""),
    ]


@pytest.mark.parametrize("state", ["queued", "retry_wait"])
def test_solved_takes_back_what_of_it_has_not_gone(lived, mailed, state):
    lived.began = NOW - 9 * MINUTE
    lived.confirmed()
    mailed()
    Delivery.objects.filter(state="queued").update(state=state)
    lived.restored(9)
    mailed()

    states = Delivery.objects.filter(channel="email").values_list("message__touchpoint", "state", "reason")
    assert {row for row in states if row[0] in {"breakdown_received", "lift_stopped"}} == {
        ("breakdown_received", "cancelled", "replaced"),
        ("lift_stopped", "cancelled", "replaced"),
    }


def test_a_rescue_is_told_to_who_answers_for_the_house(lived, mailed):
    lived.began = NOW - 9 * MINUTE
    lived.confirmed(inside=Answer.YES).assigned()
    Pending.objects.all().delete()
    lived.freed(9)

    assert mailed() == [("Pilar", "entrapment_report", ""), ("Raquel", "entrapment_report", "")]
