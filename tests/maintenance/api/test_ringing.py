"""What rings on a technician's telephone, as the open app asks; and of two who take it at once the first has it."""

from datetime import UTC, datetime, timedelta

import pytest

from maintenance.actions import breakdowns, calls, duty, ringing
from maintenance.enums import Answer
from portal.lib.text import timestamp
from tests.conftest import NOW


@pytest.fixture
def trapped(lift, office, technician, colleague):
    """Somebody inside since two minutes ago: Marta was rung, then Iván, whose route it is not."""
    at = NOW - timedelta(minutes=2)
    for who in (technician, colleague.technician):
        hours = {"from_at": at - timedelta(hours=1), "to_at": at + timedelta(hours=8)}
        duty.give(technician=who, route=None, by=None, at=at - timedelta(hours=2), **hours)
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.YES), by=office, at=at)
    found = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=office, at=at)
    for moment in (at, NOW):
        ringing.ring(breakdown=found, at=moment)
    return found


def _rings(phone):
    return phone.client.get("/api/v1/ringing").json()["ringing"]


def _take(phone, breakdown, at):
    return phone.put("breakdown.taken", breakdown.pk, {"at": at}).json()


def _now():
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def test_it_rings_on_the_telephones_that_were_rung(trapped, phone, other_phone, technician):
    marta, ivan = _rings(phone), _rings(other_phone)

    assert ivan == [
        {
            "breakdown": str(trapped.pk),
            "number": trapped.number,
            "street": "Calle Mayor 14, Ascensor principal",
            "since": timestamp(NOW - timedelta(minutes=2)),
            "rung_at": timestamp(NOW - timedelta(minutes=2)),
        }
    ]
    assert marta == [{**ivan[0], "rung_at": timestamp(NOW)}]


def test_it_rings_nowhere_once_one_has_taken_it(trapped, phone, other_phone):
    receipt = _take(other_phone, trapped, _now())

    assert receipt["outcome"] == "done"
    assert (_rings(phone), _rings(other_phone)) == ([], [])


def test_of_two_who_take_it_at_once_the_first_has_it(trapped, phone, other_phone):
    first, second = _take(other_phone, trapped, _now()), _take(phone, trapped, _now())

    assert (first["outcome"], second["outcome"], second["words"]) == ("done", "refused", "Ya la ha cogido Iván Prado.")
    trapped.refresh_from_db()
    assert trapped.technician.person.name == "Iván Prado"


def test_later_one_may_take_it_over(trapped, phone, other_phone):
    _take(other_phone, trapped, _now())
    breakdowns.Breakdown.objects.update(taken_at=NOW - timedelta(minutes=2))

    assert _take(phone, trapped, _now())["outcome"] == "done"


def test_nothing_rings_for_who_was_not_rung(trapped, lift, phone, client_of, office):
    assert client_of(office).get("/api/v1/ringing").status_code == 404
