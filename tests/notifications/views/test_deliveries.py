"""The office's page of what leaves the house."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.actions import sending, suppressions
from notifications.enums import Bad, DeliveryState, Paused
from notifications.models import Breaker, Delivery, Sending, Step, Suppression
from portal.lib import clock
from tests.notifications.conftest import text

pytestmark = pytest.mark.usefixtures("own_workers")
URL = "/office/deliveries/"


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


@pytest.fixture
def stuck(posted):
    def one(state, address="pilar@example.com", **columns):
        delivery = posted(address)
        Delivery.objects.filter(pk=delivery.pk).update(state=state, **columns)
        return delivery

    return one


def _remedy(desk, delivery, what):
    return desk.post(reverse("notifications:delivery-remedy", args=[delivery.pk]), {"what": what}, follow=True)


def test_a_calm_day_says_so_and_its_books_balance(desk, stuck):
    stuck(DeliveryState.ACCEPTED)
    stuck(DeliveryState.CANCELLED)
    stuck(DeliveryState.QUEUED)

    page = text(desk.get(URL))

    assert "Ningún correo le necesita" in page
    assert "Escritos 3 2 terminaron y 1 están en camino: no falta ninguno." in page


def test_what_needs_somebody_says_who_what_and_why(desk, stuck):
    stuck(DeliveryState.UNCERTAIN, "a@example.com", reason="worker_died")
    stuck(DeliveryState.FAILED, "b@example.com", reason="550 5.1.1 nobody")
    stuck(DeliveryState.BOUNCED, "c@example.com", handled_at=clock.now())

    page = text(desk.get(URL))

    assert "2 correos le necesitan" in page
    assert "a@example.com Hola hoy a las 11:00 · Se cortó mientras salía: no sabemos si llegó" in page
    assert "b@example.com Hola hoy a las 11:00 · No lo aceptaron: 550 5.1.1 nobody" in page
    assert "c@example.com" not in page


@pytest.mark.parametrize(
    ("what", "state", "said"),
    [
        ("arrived", "accepted", "Anotado: llegó."),
        ("again", "queued", "Va otra vez."),
        ("paper", "cancelled", "Anotado: se dice en papel."),
        ("seen", "uncertain", "Alguien se adelantó: ya no espera."),
        ("nothing", "uncertain", "1 correo le necesita"),
    ],
)
def test_what_a_person_presses_is_done_and_said(desk, stuck, office, what, state, said):
    delivery = stuck(DeliveryState.UNCERTAIN, doubtful_at=clock.now())

    page = text(_remedy(desk, delivery, what))

    assert (said in page, Delivery.objects.get().state) == (True, state)
    assert set(Step.objects.values_list("by", flat=True)) <= {office.pk}


def test_what_cannot_go_again_says_why_and_offers_it_no_more(desk, stuck):
    delivery = stuck(DeliveryState.FAILED, text="")

    page = text(_remedy(desk, delivery, "again"))

    assert ("Lo que decía se borró por seguridad" in page, "Mandar otra vez" in page) == (True, False)


def test_a_mail_has_its_page_with_each_step(desk, stuck, office, now):
    delivery = stuck(DeliveryState.FAILED, reason="550 nobody", attempts=2)
    Step.objects.create(delivery=delivery, verdict="refused", said="450 busy", at=now)
    Step.objects.create(delivery=delivery, verdict="again", by=office, at=now)

    page = text(desk.get(reverse("notifications:delivery", args=[delivery.pk])))

    assert "Intentos 2" in page
    assert f"no lo aceptaron hoy a las 11:00 · 450 busy alguien lo mandó otra vez · {office.name}" in page


def test_a_door_nobody_opens_is_shown_and_so_are_addresses_that_get_nothing(desk, company, office, now):
    Breaker.objects.create(
        door="mail:25", failures=5, since=now, shut_until=now + timedelta(minutes=1), said="timed out"
    )
    suppressions.suppress(address="mala@example.com", why=Bad.BOUNCED, said="", at=now)

    page = text(desk.get(URL))

    assert "mail:25 no contesta desde las 11:00." in page
    assert "mala@example.com desde las 11:00 · Devolvió un correo." in page


def test_an_address_is_written_to_again_when_somebody_says_so(desk, company, office, now):
    made = suppressions.suppress(address="mala@example.com", why=Bad.BOUNCED, said="", at=now)

    desk.post(reverse("notifications:suppression-lifting", args=[made.pk]))

    assert Suppression.objects.values_list("lifted_by").get() == (office.pk,)


@pytest.mark.parametrize(("waiting", "state"), [("held", "uncertain"), ("sent", "queued")])
def test_what_was_restored_is_said_on_both_pages_and_started_again(desk, stuck, waiting, state):
    delivery = stuck(DeliveryState.QUEUED)
    Delivery.objects.update(created_at=clock.now() - timedelta(hours=1))
    sending.pause(because=Paused.RESTORED, at=clock.now())
    pages = [text(desk.get(url)) for url in (URL, "/office/today/")]

    desk.post(reverse("notifications:sending-resumption"), {"waiting": waiting})

    assert ["No sale ningún correo" in page for page in pages] == [True, True]
    assert (Sending.objects.get().paused_at, Delivery.objects.get(pk=delivery.pk).state) == (None, state)


def test_workers_that_show_no_sign_are_missed(desk, company):
    pages = []
    for ago in (10, 600):
        Sending.objects.update_or_create(pk=1, defaults={"worked_at": clock.now() - timedelta(seconds=ago)})
        pages.append(text(desk.get(URL)))

    assert ["El reparto funciona" in page for page in pages] == [True, False]
    assert "Nadie reparte desde las 10:50." in pages[1]


def test_as_many_queries_for_one_as_for_three(desk, stuck):
    counts = []
    desk.get(URL)
    for number in (1, 2):
        for _row in range(number):
            stuck(DeliveryState.UNCERTAIN)
            stuck(DeliveryState.FAILED)
            stuck(DeliveryState.RETRY_WAIT)
        with CaptureQueriesContext(connection) as queries:
            desk.get(URL)
        counts.append(len(queries))

    assert counts[0] == counts[1]
