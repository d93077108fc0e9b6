"""Every point at which a worker may fall, and no mail twice; what a living one holds is left to it."""

import pytest

from notifications import liveness
from notifications.actions import deliveries
from notifications.channels import email as channel
from notifications.enums import DeliveryState
from notifications.models import Delivery
from tests.notifications.conftest import life

pytestmark = pytest.mark.usefixtures("own_workers")


class Fallen(BaseException):
    """What a killed process looks like from inside: nothing catches it."""


FALLS = [
    ("after the claim", "pack", "queued", 0),
    ("after the handoff", "before", "uncertain", 0),
    ("after the server took it", "after", "uncertain", 1),
]


@pytest.fixture
def falls(monkeypatch):
    """Makes the worker fall once at a point."""

    def at(point):
        pack, send = channel.pack, channel.send
        faults = [Fallen()]

        def fall(*_args):
            if faults:
                raise faults.pop()

        if point == "pack":
            monkeypatch.setattr(channel, "pack", lambda delivery: (fall(), pack(delivery))[1])
        elif point == "before":
            monkeypatch.setattr(channel, "send", lambda parcel: (fall(), send(parcel)))
        else:
            monkeypatch.setattr(channel, "send", lambda parcel: (send(parcel), fall()))

    return at


@pytest.mark.parametrize(("when", "point", "state", "arrived"), FALLS)
def test_a_worker_that_dies_leaves_no_mail_twice(sink, posted, falls, when, point, state, arrived):
    posted()
    falls(point)
    with pytest.raises(Fallen):
        deliveries.work("dead-1-0")
    before = life("state")[0]

    deliveries.sweep("me")
    deliveries.sweep("me")

    ends = "accepted" if state == "queued" else "uncertain"
    assert (before, life("state")[0]) == ("claimed" if point == "pack" else "handoff", ends)
    assert len(sink.taken) == (1 if state == "queued" else arrived)
    assert len(set(sink.message_ids)) == len(sink.message_ids)


@pytest.mark.parametrize(("when", "point", "state", "arrived"), FALLS)
def test_what_a_worker_left_behind_and_lives_on_is_looked_after_too(sink, posted, falls, when, point, state, arrived):
    posted()
    falls(point)
    me = liveness.name()
    with pytest.raises(Fallen):
        deliveries.work(me)

    deliveries.sweep(me)

    assert life("state")[0] == ("accepted" if state == "queued" else "uncertain")
    assert len(sink.taken) == (1 if state == "queued" else arrived)


@pytest.mark.parametrize("held", [DeliveryState.CLAIMED, DeliveryState.HANDOFF])
def test_what_a_living_worker_holds_is_left_alone(sink, posted, held):
    posted()
    other = liveness.name()
    Delivery.objects.update(state=held, worker=other)

    deliveries.sweep("somebody-else")

    assert (life("state", "worker"), sink.taken) == ((held, other), [])


def test_who_was_taken_for_dead_hands_nothing_over(sink, posted, monkeypatch):
    posted()
    pack = channel.pack

    def pack_while_another_takes_over(delivery):
        Delivery.objects.update(worker="another-2-0")
        return pack(delivery)

    monkeypatch.setattr(channel, "pack", pack_while_another_takes_over)

    deliveries.work("slow-1-0")

    assert (life("state", "worker"), sink.taken) == (("claimed", "another-2-0"), [])


def test_who_was_taken_for_dead_does_not_overrule_who_decided(sink, posted, monkeypatch):
    posted()
    send = channel.send
    monkeypatch.setattr(
        channel,
        "send",
        lambda parcel: (send(parcel), Delivery.objects.update(state=DeliveryState.UNCERTAIN, reason="worker_died")),
    )

    deliveries.work("slow-1-0")

    assert (life(), len(sink.taken)) == (("uncertain", "worker_died"), 1)


def test_of_two_who_see_the_same_row_one_takes_it(sink, posted):
    delivery = posted()

    assert [deliveries.deliver(delivery.pk, worker) for worker in ("one-1-0", "two-2-0")] == [True, False]
    assert len(sink.taken) == 1


def test_the_handoff_is_on_disk_before_the_first_byte(sink, posted, monkeypatch):
    seen = []
    send = channel.send
    monkeypatch.setattr(channel, "send", lambda parcel: (seen.append(life("state")[0]), send(parcel)))
    posted()

    deliveries.work("me")

    assert seen == ["handoff"]
