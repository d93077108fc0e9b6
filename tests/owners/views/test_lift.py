from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.actions import breakdowns, cards, visits
from maintenance.actions.visits import CompletedWork
from maintenance.enums import Cause, Use
from maintenance.models import Lift
from portal.ledger import erasure
from portal.ledger.models import Entry
from tests.owners.conftest import text


@pytest.fixture
def url(lift):
    return reverse("owners:lift", args=[lift.pk])


def test_the_chair_reads_whether_it_works_and_what_was_done(chair, client_of, visited, lift, url, now):
    visited(42)
    visited(11)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(chair).get(url))

    assert "Sin fallos desde el 12 de noviembre, 11:00" in page
    assert "Última revisión: Marta Gil, el 12 de noviembre. Próxima: del 2 al 27 de diciembre." in page
    assert "Marta Gil comprobó 2 puntos: 1 correcto, 1 ajustado." in page
    assert "1 de 1 a tiempo" in page


def test_the_next_visit_is_not_called_monthly(chair, client_of, visited, lift, url, now):
    Lift.objects.filter(pk=lift.pk).update(use=Use.SINGLE_FAMILY)
    visited(11)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(chair).get(url))

    coming = page[page.index("Lo que viene") :]
    assert coming.startswith("Lo que viene Próxima revisión ")
    assert "mensual" not in coming.lower()


def test_a_standing_lift_says_since_when_why_and_when_there_will_be_news(chair, client_of, standing, url):
    page = text(client_of(chair).get(url))

    assert "Parado desde las 9:00: el motor de las puertas se ha quemado" in page
    assert "Marta Gil está en el edificio desde las 9:50. Nadie quedó dentro." in page
    assert "antes de las 12:00" in page


def test_a_broken_promise_is_owned(chair, client_of, standing, url, now, time_machine):
    time_machine.move_to(now + timedelta(hours=3))

    assert "Se nos ha pasado la hora." in text(client_of(chair).get(url))


def test_nothing_is_claimed_of_a_lift_nobody_has_seen_for_long(chair, client_of, visited, lift, url, now):
    visited(46)
    cards.refresh([lift.pk], at=now)

    assert "Sin datos: la última vez que estuvimos fue el 8 de octubre" in text(client_of(chair).get(url))


def test_an_old_card_is_not_believed(chair, client_of, visited, lift, url, now, time_machine):
    visited(44)
    cards.refresh([lift.pk], at=now)
    time_machine.move_to(now + timedelta(days=2))

    assert "Sin datos: la última vez" in text(client_of(chair).get(url))


def test_work_that_lies_for_too_long_makes_us_say_so(chair, client_of, visited, lift, url, now, time_machine):
    visited(11)
    cards.refresh([lift.pk], at=now)
    visited(0, followed=False)
    time_machine.move_to(now + timedelta(minutes=6))

    assert "Nuestro sistema va con retraso" in text(client_of(chair).get(url))


def test_a_breakdown_is_one_landing_once_it_is_over(chair, client_of, standing, lift, url, now):
    repair = breakdowns.Repair(cause=Cause.DOORS, fix_words="Motor cambiado.")
    breakdowns.restore(breakdown=standing, repair=repair, by=None, at=now)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(chair).get(url))

    assert "Avería resuelta en 2 h" in page
    assert "Avería confirmada" not in page


def test_a_visit_received_late_says_so(chair, client_of, lift, plan, technician, url, now):
    ended = now - timedelta(days=3, hours=2)
    began = ended - timedelta(minutes=30)
    times = {"started_at": began, "finished_at": ended, "recorded_at": ended}
    work = CompletedWork(technician=technician, plan=plan, replies=[], **times)
    visits.record(lift=lift, work=work, by=technician.person, at=ended + timedelta(minutes=102))
    cards.refresh([lift.pk], at=now)

    assert "Anotado a las 9:00, recibido a las 10:42." in text(client_of(chair).get(url))


def test_a_filter_shows_its_own(chair, client_of, visited, issued, carded, url):
    issued(visited(11))

    page = text(client_of(chair).get(url, {"group": "papers"}))

    assert "Boletín 26-11-0001 emitido" in page
    assert "Revisión mensual hecha" not in page


def test_older_landings_come_by_key_as_a_fragment(chair, client_of, visited, carded, url):
    for days in range(400, 5, -12):
        visited(days)
    client = client_of(chair)
    first = client.get(url).content.decode()
    key = first.split("before=")[1].split("#")[0]

    older = client.get(f"{url}?before={key}", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in older
    assert first.count("Revisión mensual hecha") == 30
    assert older.count("Revisión mensual hecha") == 3


def test_a_key_that_is_none_shows_the_first_page(chair, client_of, visited, carded, url):
    visited(11)

    page = client_of(chair).get(url, {"before": "ayer_x", "group": "nada"})

    assert page.status_code == 200
    assert "Revisión mensual hecha" in text(page)


def test_an_erased_entry_says_when_it_went_and_why(chair, office, client_of, visited, carded, url, now):
    visited(11)
    entry = Entry.objects.get(kind="visit.completed")
    erasure.erase(entry, reason=erasure.Reason.PERSONAL, by=office, at=now)

    page = text(client_of(chair).get(url))

    assert "Texto borrado el 23 de noviembre porque contenía datos de una persona." in page
    assert "comprobó" not in page


def test_a_resident_reads_no_names_and_no_visits(resident, client_of, visited, standing, url):
    visited(11)

    page = text(client_of(resident).get(url))

    assert "Parado desde las 9:00" in page
    assert "Marta Gil" not in page
    assert "Revisión mensual hecha" not in page
    assert "Ana Vecina" not in page


@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "technician", "colleague"])
def test_for_others_the_lift_does_not_exist(cast, client_of, who, url, carded):
    assert client_of(getattr(cast, who)).get(url).status_code == 404


def test_a_stranger_signs_in_first(client, url, carded):
    assert client.get(url).headers["Location"] == f"/sign-in/?next={url}"


def test_queries_do_not_grow_with_the_history(chair, client_of, visited, carded, url, counting):
    client = client_of(chair)
    counted = []
    for days in (100, 70, 40):
        visited(days)
        with counting() as queries:
            client.get(url)
        counted.append(len(queries))

    assert counted[0] == counted[2]
    assert counted[2] <= 16
