"""A restored backup sends nothing until somebody says what is to become of what waited in it."""

import shutil
from datetime import timedelta

import pytest
from django.conf import settings as ours
from django.core.management import call_command

from notifications import mark
from notifications.actions import deliveries, sending
from notifications.enums import Paused
from notifications.models import Delivery, Sending
from portal.lib import clock

pytestmark = pytest.mark.usefixtures("own_workers")


@pytest.fixture
def ran(posted, sink):
    """A house that has sent a mail, and has another waiting."""
    posted("first@example.com")
    deliveries.work("me")
    waits = posted("waits@example.com")
    Sending.objects.update(worked_at=clock.now() - timedelta(hours=3))
    return waits


def _addresses(sink):
    return [mail["To"] for mail in sink.taken]


def _restored_rows():
    """The database as it was before the last turn."""
    Sending.objects.update(turns=0)


def _restored_folder():
    path = ours.DATA_DIR / "sending"
    shutil.copy(path, path.with_name("copy"))
    path.unlink()
    path.with_name("copy").rename(path)


def _new_folder():
    (ours.DATA_DIR / "sending").unlink()


@pytest.mark.parametrize("restores", [_restored_rows, _restored_folder, _new_folder])
def test_what_was_restored_sends_nothing(ran, sink, restores):
    restores()

    taken = [deliveries.work("me") for _turn in range(2)]

    assert (taken, _addresses(sink)) == ([0, 0], ["first@example.com"])
    assert Sending.objects.get().paused_because == Paused.RESTORED


def test_what_was_not_goes_on_sending(ran, sink):
    deliveries.work("me")

    assert (_addresses(sink), Sending.objects.get().turns) == (["first@example.com", "waits@example.com"], 2)


def test_a_machine_that_joins_those_that_work_is_no_backup(ran, sink):
    Sending.objects.update(worked_at=clock.now())
    _new_folder()

    deliveries.work("me")

    assert (len(sink.taken), len(Sending.objects.get().folders.split())) == (2, 2)


def test_a_code_asked_for_after_the_pause_leaves_and_an_older_one_does_not(ran, sink, posted):
    old = posted("old@example.com", is_fact=False)
    sending.pause(because=Paused.ASKED, at=clock.now())
    Delivery.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(minutes=5))
    code = posted("code@example.com", is_fact=False)
    Delivery.objects.filter(pk=code.pk).update(created_at=clock.now())

    deliveries.work("me")

    assert _addresses(sink) == ["first@example.com", "code@example.com"]


def test_after_it_what_waited_is_in_doubt_and_what_is_new_goes(ran, sink, posted, office):
    _restored_rows()
    deliveries.work("me")

    held = sending.resume(releases=False, by=office, at=clock.now())
    posted("new@example.com")
    deliveries.sweep("me")

    assert (held, _addresses(sink)) == (1, ["first@example.com", "new@example.com"])
    assert Delivery.objects.values_list("state", "reason").get(pk=ran.pk) == ("uncertain", "restored")
    assert Sending.objects.values_list("paused_at", "resumed_by").get() == (None, office.pk)


def test_what_waited_may_leave_too(ran, sink):
    _restored_folder()
    deliveries.work("me")

    call_command("resume_sending", "--send-waiting", stdout=None)
    deliveries.work("me")

    assert _addresses(sink) == ["first@example.com", "waits@example.com"]


def test_to_resume_what_is_not_paused_holds_nothing(ran, office):
    assert sending.resume(releases=False, by=office, at=clock.now()) == 0
    assert Delivery.objects.get(pk=ran.pk).state == "queued"


def test_who_restores_a_whole_machine_says_so(ran, sink):
    call_command("pause_sending", stdout=None)

    deliveries.work("me")

    assert (_addresses(sink), Sending.objects.get().paused_because) == (["first@example.com"], Paused.ASKED)


def test_a_count_never_goes_back(own_workers):
    mark.count(7)
    mark.count(3)

    assert mark.read().turns == 7


def test_the_row_shows_that_somebody_works(own_workers, db):
    deliveries.work("me")
    first = Sending.objects.get().worked_at
    deliveries.work("me")

    assert (first is not None, Sending.objects.get().worked_at) == (True, first)


def test_another_workers_turn_in_between_is_no_backup(ran, sink, monkeypatch):
    read = mark.read

    def read_after_another_turn():
        sending.worked(1, at=clock.now())
        return read()

    monkeypatch.setattr(sending.mark, "read", read_after_another_turn)
    monkeypatch.setattr(sending.mark, "count", _write)

    deliveries.work("me")

    assert len(sink.taken) == 2


def _write(turns):
    path = ours.DATA_DIR / "sending"
    with path.open("r+") as file:
        file.seek(17)
        file.write(f"{turns:0{mark.WIDTH}d}")
