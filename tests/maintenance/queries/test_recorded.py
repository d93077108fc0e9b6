"""What the office reads of what a phone told with a visit."""

from datetime import timedelta

import pytest

from maintenance.actions import visits
from maintenance.actions.enclosures import Enclosed, Fitted, Found, Picture
from maintenance.actions.visits import CompletedWork, Reply, Scan
from maintenance.enums import Place, Result, Severity, Unscanned
from maintenance.models import Visit
from maintenance.queries import recorded
from portal.lib.keys import new_key
from tests.conftest import NOW

ENDED = NOW - timedelta(hours=3)


@pytest.fixture
def lines(lift, technician, plan):
    def record(columns=(), **more):
        times = {"started_at": ENDED - timedelta(minutes=30), "finished_at": ENDED, "recorded_at": ENDED}
        work = CompletedWork(technician, plan, replies=[Reply(37, Result.OK)], **times | more)
        visit = visits.record(lift=lift, work=work, by=None, at=NOW)
        Visit.objects.filter(pk=visit.pk).update(**dict(columns))
        return dict(recorded.lines(Visit.objects.select_related("lift").get(pk=visit.pk), now=NOW))

    return record


def test_recorded_in_the_machine_room_and_received_later(lines):
    assert lines() == {"Anotada": "hoy a las 8:00; recibida hoy a las 11:00"}


def test_a_wrong_clock_says_both_times(lines):
    fast, slow = lines(skew_seconds=-3 * 86_400), lines(skew_seconds=3600)

    assert fast["Reloj del teléfono"] == "adelantado 3 d; en él, la salida fue el 26 de noviembre a las 8:00"
    assert slow["Reloj del teléfono"] == "atrasado 1 h; en el teléfono, la salida fue hoy a las 7:00"


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (Scan(Place.LANDING, "M14KAA", ENDED), "en el rellano, hoy a las 8:00"),
        (Scan(Place.LANDING, "m14kaa", ENDED), "en el rellano, hoy a las 8:00"),
        (Scan(Place.LANDING, "S21KBB", ENDED), "en el rellano, hoy a las 8:00; no es el de este ascensor"),
        (Scan(why_not=Unscanned.NO_CODE), "ninguno: no hay código"),
    ],
)
def test_a_code_is_said_to_have_been_read(lines, scan, said):
    assert lines(scan=scan)["Código leído"] == said


def test_what_came_with_it_is_counted(lines):
    enclosed = Enclosed(
        photos=[Picture("a" * 64), Picture("b" * 64)],
        parts=[Fitted("Correa", 2)],
        findings=[Found(new_key(), "Guiador gastado", Severity.SOON, photos=["a" * 64])],
    )

    told = lines(enclosed=enclosed, on_the_way_at=ENDED - timedelta(hours=1))

    assert (told["Fotos"], told["Piezas"], told["Visto"], told["En camino"]) == (
        "2; 2 siguen en el teléfono",
        "2 × Correa",
        "Guiador gastado (pronto)",
        "hoy a las 7:00",
    )


def test_what_was_not_as_planned_is_said(lines, lift):
    first = Visit.objects.create(lift=lift, planned_on=NOW.date())

    told = lines({"cancelled_at": ENDED, "beside": first, "corrected_at": NOW, "why_corrected": "Era la rozadera."})

    assert told["Anulada"] == "hoy a las 8:00, y hecha de todos modos"
    assert told["Doble"] == "otro técnico había empezado ya la prevista"
    assert told["Corregida"] == "hoy a las 11:00: Era la rozadera."
