from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.enums import Answer
from tests.maintenance.conftest import text


@pytest.fixture
def url(carded, building, plan):
    building.access = "Llave en conserjería"
    building.save()
    return reverse("maintenance:lift", args=[carded.pk])


def test_the_sheet_tells_what_a_register_holds_and_how_one_gets_in(desk, url):
    page = text(desk.get(url))

    assert "Número de serie OT-2008-4471" in page
    assert "Fabricante y año Otis, 2008" in page
    assert "Paradas y carga 6 · 450 kg" in page
    assert "Llaves y acceso Llave en conserjería" in page
    assert "Código del rellano M14KAA" in page
    assert "Intervalo de 20 a 45 días" in page
    assert "Plantilla Plan de prueba v1" in page


def test_it_leads_to_a_call_and_to_a_visit(desk, url, lift):
    page = desk.get(url).content.decode()

    assert f'href="/office/calls/new/?lift={lift.pk}"' in page
    assert f'href="/office/visits/new/?lift={lift.pk}"' in page


def test_an_open_breakdown_is_named_first(desk, url, given):
    page = text(desk.get(url))

    assert f"Avería abierta, {given.number} . La tiene Marta Gil." in page


def test_the_last_calls_say_what_came_of_them(desk, url, taken):
    taken(stopped=Answer.NO, words="Hace ruido")

    page = text(desk.get(url))

    assert "Luis Herrero, por teléfono · sin confirmar «Hace ruido»" in page


def test_a_lift_that_left_offers_no_work(desk, url, lift, now):
    lift.left_on = now.date() + timedelta(days=1)
    lift.save()

    page = text(desk.get(url))

    assert "fuera de la cartera desde el 24/11/2026" in page
    assert "Dar un aviso" not in page


def test_only_the_desk_reads_the_sheet(cast, client_of, url, taken):
    taken()
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    answers = [client_of(getattr(cast, who)).get(url) for who in others]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"conserjer" in answer.content or b"Luis Herrero" in answer.content for answer in answers)


def test_it_costs_the_same_after_one_call_and_after_three(desk, url, taken, counting):
    taken(stopped=Answer.NO)
    desk.get(url)
    with counting() as one:
        desk.get(url)
    taken(20, stopped=Answer.NO)
    taken(10, stopped=Answer.NO)

    with counting() as three:
        desk.get(url)

    assert len(three) == len(one)
