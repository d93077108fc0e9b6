"""What was cut off is settled by who knows; where nobody does, safety goes once more, the rest waits for a person."""

from datetime import timedelta

import pytest

from notifications.actions import deliveries, doubts
from notifications.channels.email import message_id
from notifications.enums import Class
from notifications.models import Delivery, Step
from portal.lib import clock
from tests.notifications import knowing

pytestmark = pytest.mark.usefixtures("own_workers")


@pytest.fixture
def knows(settings, sink):
    """The sender has somebody beside it who knows."""
    settings.EMAIL_SENDER = knowing.SEND
    yield knowing
    knowing.arrived.clear()
    knowing.hidden.clear()


@pytest.fixture
def doubtful(sink, posted):
    """A mail that was cut off after its last dot, and arrived."""

    def cut_off(kind=Class.SERVICE, **more):
        sink.answers["DATA"] = ["drop after"]
        delivery = posted(kind=kind, **more)
        deliveries.work("me")
        return Delivery.objects.select_related("message").get(pk=delivery.pk)

    return cut_off


def _settle(**after):
    """As some time later, or as much as was."""
    before = timedelta(**after)
    Delivery.objects.update(next_at=clock.now() - timedelta(seconds=1))
    for one in Delivery.objects.exclude(doubtful_at=None):
        Delivery.objects.filter(pk=one.pk).update(doubtful_at=one.doubtful_at - before)
    return doubts.settle(at=clock.now())


def _now():
    return Delivery.objects.values_list("state", "doubtful_at").get()


def _steps():
    return list(Step.objects.order_by("pk").values_list("verdict", flat=True))


def test_what_is_found_was_accepted(knows, doubtful):
    knows.arrived.add(message_id(doubtful()))

    assert (_settle(), _now(), _steps()) == (1, ("accepted", None), ["doubted", "found"])


def test_what_is_missing_when_it_must_be_there_goes_again_with_its_own_message_id(knows, doubtful, sink):
    delivery = doubtful()

    assert (_settle(minutes=2), _now()) == (1, ("queued", None))
    deliveries.work("me")

    assert sink.message_ids == [message_id(delivery)] * 2
    assert (_now()[0], _steps()) == ("accepted", ["doubted", "absent"])


def test_what_may_still_be_on_its_way_is_not_missing_yet(knows, doubtful):
    doubtful()

    assert (_settle(minutes=1), _now()[0]) == (0, "uncertain")


def test_a_look_is_taken_by_one_and_the_next_is_later(knows, doubtful):
    doubtful()
    _settle()

    assert (doubts.settle(at=clock.now()), Delivery.objects.get().looks) == (0, 1)


def test_who_cannot_be_asked_now_decides_nothing(knows, doubtful):
    knows.hidden.add(message_id(doubtful()))

    assert (_settle(minutes=3), _now()[0]) == (0, "uncertain")


def test_who_came_later_knows_nothing_of_it(doubtful, settings):
    doubtful()
    settings.EMAIL_SENDER = knowing.SEND

    assert (_settle(minutes=3), _now()[0]) == (0, "uncertain")


def test_where_nobody_knows_it_waits_for_a_person(doubtful, sink):
    doubtful()

    assert (_settle(days=1), _now()[0], deliveries.sweep("me"), len(sink.taken)) == (0, "uncertain", 0, 1)


def test_safety_goes_once_more_and_only_once_with_the_same_message_id(doubtful, sink):
    delivery = doubtful(Class.SAFETY)
    sink.answers["DATA"] = ["drop after"]

    _settle()
    deliveries.work("me")

    assert (_settle(days=1), _now()[0], _steps()) == (0, "uncertain", ["doubted", "resent", "doubted"])
    assert sink.message_ids == [message_id(delivery)] * 2


def test_a_code_keeps_its_words_while_somebody_may_know_and_loses_them_then(knows, doubtful):
    knows.arrived.add(message_id(doubtful(is_fact=False)))
    before = Delivery.objects.get().text

    _settle()

    assert (before.strip(), Delivery.objects.get().text) == ("x", "")


def test_what_nobody_could_say_in_time_keeps_no_secret(knows, doubtful):
    knows.hidden.add(message_id(doubtful(is_fact=False)))
    Delivery.objects.update(expires_at=clock.now())

    _settle()

    assert Delivery.objects.values_list("state", "text", "known_by").get() == ("uncertain", "", "")


def test_a_clock_that_was_set_back_holds_no_doubt_up(knows, doubtful):
    doubtful()
    Delivery.objects.update(doubtful_at=clock.now() + timedelta(days=1), next_at=clock.now() + timedelta(days=1))

    doubts.settle(at=clock.now())

    assert Delivery.objects.get().looks == 1
