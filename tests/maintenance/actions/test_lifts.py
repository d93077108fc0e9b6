from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from maintenance.actions import lifts
from maintenance.models import Lift
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending, Stream


def _enter(building, now, **more):
    told = {"name": "Izquierdo", "drive": "traction", "rae": "47-000001", "entered_on": date(2026, 12, 1)}
    return lifts.enter(building=building, by=None, at=now, **(told | more))


def test_a_lift_that_enters_begins_its_stream(building, company, now):
    lift = _enter(building, now)

    (entry,) = Entry.objects.of_stream(lift.pk)
    assert (entry.kind, entry.number, entry.facts) == (
        "lift.entered",
        1,
        {"entered_on": "2026-12-01", "rae": "47-000001", "region": "ES-CL"},
    )
    assert Stream.objects.get(pk=lift.pk).name == f"lift/{lift.pk}"


@pytest.mark.parametrize(
    ("zone", "occurred_at"),
    [
        ("Europe/Madrid", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("Atlantic/Canary", datetime(2026, 12, 1, 0, tzinfo=UTC)),
    ],
)
def test_it_enters_when_its_buildings_day_begins(building, company, now, zone, occurred_at):
    building.time_zone = zone

    lift = _enter(building, now)

    assert Entry.objects.of_stream(lift.pk).get().occurred_at == occurred_at


def test_it_is_found_by_street_rae_and_number_without_accents(building, company, now):
    building.street, building.city = "Calle Núñez de Arce, 3", "Valladolid"

    lift = _enter(building, now, serial_number="OT-7")

    assert lift.search == "calle nunez de arce 3 valladolid 47001 izquierdo 47-000001 ot-7"


def test_it_belongs_to_its_buildings_region(building, company, now):
    building.region = "ES-CN"

    assert _enter(building, now).region == "ES-CN"


def test_a_code_is_read_aloud_without_doubt():
    codes = {lifts.new_code() for _ in range(500)}

    assert (len(codes), {len(code) for code in codes}) == (500, {6})
    assert set("".join(codes)) & set("01ILOU") == set()


def test_a_lift_of_the_archive_enters_silently(building, company, now):
    lift = _enter(building, now, origin=Origin.HISTORY)

    assert not Pending.objects.filter(stream=lift.pk).exists()


def test_the_same_rae_does_not_enter_twice(building, company, now):
    _enter(building, now)
    before = Entry.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        _enter(building, now, name="Derecho")

    assert (Lift.objects.count(), Entry.objects.count()) == (1, before)
