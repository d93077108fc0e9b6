"""While nobody gets through, nobody's attempts are spent; then one knocks, and the most urgent goes first."""

from datetime import timedelta

import pytest

from notifications.actions import deliveries
from notifications.actions.breakers import LONGEST, Gate
from notifications.enums import Class
from notifications.models import Breaker, Delivery
from portal.lib import clock
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")
DOOR = "mail.example.com:25"


@pytest.fixture
def nobody(sink, settings):
    """The server is down; answers how it comes up again."""
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()

    def comes_up():
        settings.EMAIL_PORT, down = port, settings.EMAIL_PORT
        Breaker.objects.update(door=f"127.0.0.1:{port}", shut_until=clock.now() - timedelta(seconds=1))
        return down

    return comes_up


def _attempts():
    return sorted(Delivery.objects.values_list("attempts", flat=True))


def test_after_three_failures_what_waits_spends_no_attempt(nobody, posted):
    for number in range(15):
        posted(f"{number}@example.com")

    taken = [deliveries.work("me") for _turn in range(3)]

    assert (taken, _attempts()) == ([3, 0, 0], [0] * 12 + [1] * 3)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued", "retry_wait"}
    assert Breaker.objects.values_list("failures", "said").get() == (3, "no answer: [Errno 111] Connection refused")


def test_when_it_opens_one_knocks_with_the_most_urgent_and_the_rest_follow(nobody, posted, sink):
    for number in range(4):
        posted(f"{number}@example.com")
    deliveries.work("me")
    posted("inside@example.com", Class.SAFETY)
    nobody()
    Delivery.objects.update(next_at=clock.now() - timedelta(seconds=1))

    deliveries.work("me")

    assert (sink.taken[0]["To"], len(sink.taken)) == ("inside@example.com", 5)
    assert Breaker.objects.values_list("failures", "shut_until", "since").get() == (0, None, None)


def test_of_two_workers_one_knocks(db, now):
    Breaker.objects.create(door=DOOR, failures=3, shut_until=now, since=now)
    later = now + timedelta(seconds=1)

    gates = [Gate(later), Gate(later)]

    assert [gate.lets(DOOR, later) for gate in gates] == [True, False]
    assert gates[0].lets(DOOR, later)


def test_who_knocks_in_vain_shuts_it_for_longer(db, now):
    Breaker.objects.create(door=DOOR, failures=3, shut_until=now, since=now)
    gate = Gate(now + timedelta(seconds=1))
    gate.lets(DOOR, now + timedelta(seconds=1))

    gate.failed(DOOR, "no answer", now)

    assert Breaker.objects.values_list("failures", "shut_until").get() == (4, now + timedelta(seconds=30))
    assert (gate.shut, gate.lets(DOOR, now)) == ({DOOR}, False)


def test_a_clock_that_was_set_back_opens_what_it_would_keep_shut(db, now):
    Breaker.objects.create(door=DOOR, failures=3, shut_until=now + LONGEST + timedelta(seconds=1), since=now)

    assert Gate(now).shut == set()


def test_a_server_that_goes_silent_leaves_few_in_doubt(sink, posted, settings):
    sink.answers["DATA"] = ["drop after"] * 9
    for number in range(9):
        posted(f"{number}@example.com")

    deliveries.work("me")

    states = sorted(Delivery.objects.values_list("state", flat=True))
    assert states == ["queued"] * 6 + ["uncertain"] * 3
