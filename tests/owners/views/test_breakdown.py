from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer, Cause, Leaving
from maintenance.models import Breakdown
from owners.actions import contracts
from owners.actions.contracts import Terms
from owners.enums import Cover
from tests.owners.conftest import text


@pytest.fixture
def url(standing):
    return reverse("owners:breakdown", args=[standing.pk])


def test_the_story_climbs_from_the_call_to_what_is_to_come(chair, client_of, url):
    page = text(client_of(chair).get(url))

    climbed = [
        "De nuevo en servicio",
        "Motivo encontrado 10:10",
        "Marta Gil llegó al edificio 9:50",
        "30 min de viaje",
        "Marta Gil, en camino 9:20",
        "La tiene Marta Gil 9:15",
        "Confirmado: está parado 9:10",
        "Avisada 9:00",
    ]
    places = [page.index(step, page.index("Lo que va pasando")) for step in climbed]
    assert places == sorted(places)


def test_the_story_is_live_while_it_is_open(chair, client_of, url):
    assert 'hx-trigger="every 20s"' in client_of(chair).get(url).content.decode()


def test_the_live_part_comes_as_a_fragment(chair, client_of, url):
    part = client_of(chair).get(url, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "Motivo encontrado" in part


def test_once_over_it_says_how_long_it_took_and_stands_still(chair, client_of, standing, url, now):
    repair = breakdowns.Repair(cause=Cause.DOORS, cause_words="Motor quemado.", fix_words="Motor nuevo, probado.")
    breakdowns.restore(breakdown=standing, repair=repair, by=None, at=now)

    page = client_of(chair).get(url)

    assert "Resuelta en 2 h De nuevo en servicio hoy a las 11:00." in text(page)
    assert "Qué se hizo Motor nuevo, probado." in text(page)
    assert "hx-trigger" not in page.content.decode()


def test_others_who_called_are_counted_and_never_named(chair, client_of, lift, standing, url, now):
    calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO, caller_name="Blas Vecino"), by=None, at=now)

    page = text(client_of(chair).get(url))

    assert "Otra persona avisó después." in page
    assert "Blas Vecino" not in page
    assert "Ana Vecina" not in page


def test_the_same_again_is_said(chair, client_of, standing, lift, url, now):
    repair = breakdowns.Repair(cause=Cause.DOORS)
    breakdowns.restore(breakdown=standing, repair=repair, by=None, at=now)
    later = now + timedelta(days=6)
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO), by=None, at=later)
    again = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=later)
    breakdowns.restore(breakdown=again, repair=repair, by=None, at=later + timedelta(hours=1))

    page = text(client_of(chair).get(reverse("owners:breakdown", args=[again.pk])))

    assert "Pasó lo mismo el 23 de noviembre, hace 6 días." in page


def test_a_resident_follows_it_without_names(resident, client_of, url):
    page = text(client_of(resident).get(url))

    assert "El técnico llegó al edificio" in page
    assert "Marta Gil" not in page


@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "technician", "colleague"])
def test_for_others_it_does_not_exist(cast, client_of, url, who):
    assert client_of(getattr(cast, who)).get(url).status_code == 404


def test_who_left_is_told_with_the_reason_and_who_comes_back_with_the_time_it_took(
    chair, client_of, standing, url, now
):
    by = standing.technician.person
    breakdowns.leave(breakdown=standing, because=Leaving.PART, by=by, at=now - timedelta(minutes=40))
    breakdowns.arrive(breakdown=standing, by=by, at=now - timedelta(minutes=10))

    page = text(client_of(chair).get(url))

    climbed = ["Marta Gil llegó al edificio 10:50", "30 min hasta volver", "Marta Gil se fue del edificio 10:20"]
    places = [page.index(step) for step in [*climbed, "Falta una pieza.", "10 min de trabajo"]]
    assert places == sorted(places)


def test_why_it_was_left_is_not_made_up(chair, client_of, standing, url, now):
    breakdowns.leave(breakdown=standing, because=Leaving.UNKNOWN, by=None, at=now)

    page = text(client_of(chair).get(url))

    assert "Marta Gil se fue del edificio 11:00" in page
    assert "Sin decir" not in page


def test_with_somebody_inside_no_hours_are_measured(chair, client_of, standing, now):
    Breakdown.objects.filter(pk=standing.pk).update(entrapment=True)

    page = client_of(chair).get(reverse("owners:breakdown", args=[standing.pk])).content.decode()

    assert "la ley: en el momento, sin decir minutos" in page
    assert "Llegar en 24 h" not in page


def test_what_the_contract_promised_stands_beside_what_it_took(cast, client_of, owner, lift, standing, url, now):
    terms = Terms("C-1", Cover.FULL, date(2024, 1, 1), trapped_minutes=30, stopped_minutes=45)
    contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), by=None, at=now)

    told = {who: text(client_of(getattr(cast, who)).get(url)) for who in ("chair", "office", "resident")}
    Breakdown.objects.filter(pk=standing.pk).update(entrapment=True)
    inside = text(client_of(cast.chair).get(url))

    said = "Llegar en 45 min, por contrato : llegamos en 50 min 100 % 9:00 el contrato: hoy a las 9:45"
    assert {who: said in page for who, page in told.items()} == {"chair": True, "office": True, "resident": False}
    assert "Llegar en 30 min, por contrato : llegamos en 50 min" in inside
