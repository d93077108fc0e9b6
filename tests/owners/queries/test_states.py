"""Who is on it: never somebody who has gone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from maintenance.actions import breakdowns
from maintenance.enums import Leaving
from maintenance.models import Technician
from owners.queries import states


def _said(standing, at, *, names=True):
    return states.doing(standing, at.astimezone(ZoneInfo("Europe/Madrid")), names).partition(" Nadie")[0]


@pytest.mark.parametrize(
    ("because", "sentence"),
    [
        (Leaving.PART, "Marta Gil se fue ayer a las 11:00; volverá con la pieza."),
        (Leaving.CONTINUES, "Marta Gil se fue ayer a las 11:00; el trabajo sigue otro día."),
        (Leaving.HELP, "Marta Gil se fue ayer a las 11:00; hace falta otra persona."),
        (Leaving.ACCESS, "Marta Gil se fue ayer a las 11:00: no se pudo entrar."),
        (Leaving.UNKNOWN, "Marta Gil se fue ayer a las 11:00."),
    ],
)
def test_overnight_it_says_that_the_technician_went_and_why(standing, now, because, sentence):
    breakdowns.leave(breakdown=standing, because=because, by=None, at=now)

    assert _said(standing, now + timedelta(hours=20)) == sentence


def test_who_came_back_is_there_since_then(standing, now):
    breakdowns.leave(breakdown=standing, because=Leaving.PART, by=None, at=now)
    back = now + timedelta(hours=21)
    breakdowns.arrive(breakdown=standing, by=None, at=back)

    assert _said(standing, back) == "Marta Gil está en el edificio desde las 8:00."


def test_without_names_it_is_a_technician(standing, now):
    breakdowns.leave(breakdown=standing, because=Leaving.PART, by=None, at=now)

    assert _said(standing, now, names=False) == "Un técnico se fue hoy a las 11:00; volverá con la pieza."


def test_to_whom_it_passed_has_it_and_is_not_there_yet(standing, colleague, now):
    breakdowns.assign(breakdown=standing, technician=Technician.objects.get(person=colleague), by=None, at=now)

    assert _said(standing, now) == "La tiene Iván Prado."
