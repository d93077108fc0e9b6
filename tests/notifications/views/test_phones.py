"""Where one's telephone is told."""

import re

import pytest
from django.urls import reverse

from notifications.channels.push import keys
from notifications.models import Delivery, Subscription
from notifications.queries import mobiles
from tests.notifications.conftest import text
from tests.notifications.touchpoints.conftest import Lived


@pytest.fixture
def pilar(client_of, chair):
    return client_of(chair)


@pytest.fixture
def sms(settings):
    settings.SMS_SENDER = "notifications.channels.sms.bulksms.send"


def _browser(service):
    given = service.telephone().address
    return {"endpoint": given.endpoint, "p256dh": given.p256dh, "auth": given.auth}


def test_a_browser_is_known_from_its_first_word_and_listed_until_it_is_removed(pilar, service):
    given = _browser(service)

    answers = [pilar.post("/account/phones/browser/", given).status_code for _time in range(2)]
    listed = text(pilar.get("/account/phones/"))
    pilar.post(f"/account/phones/browser/{Subscription.objects.get().digest}/removal/")

    assert answers == [201, 204]
    assert "Desde el portal" in listed
    assert Subscription.objects.live().count() == 0


def test_who_signs_out_is_told_nothing_more_here(pilar, service):
    pilar.post("/account/phones/browser/", _browser(service))

    pilar.post(reverse("sign-out"))

    assert Subscription.objects.live().count() == 0


def test_an_address_of_no_push_service_we_know_is_refused(pilar, service):
    given = _browser(service) | {"endpoint": "https://evil.example/x"}

    told = [pilar.post("/account/phones/browser/", one).status_code for one in (given, {})]

    assert (told, Subscription.objects.count()) == ([400, 400], 0)


def test_the_page_names_the_key_and_the_worker_which_says_nothing_of_anybody(pilar, service, client):
    page = pilar.get("/account/phones/").content.decode()
    worker = client.get("/account/phones/worker.js")

    assert f'data-key="{keys.public()}"' in page
    assert 'data-worker="/account/phones/worker.js"' in page
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "importScripts" in worker.content.decode()


def test_a_mobile_is_confirmed_by_its_code(pilar, chair, sms):
    asked = text(pilar.post("/account/phones/mobile/", {"number": "600 00 00 01"}, follow=True))
    code = re.match(r"\d{6}", Delivery.objects.get().text).group()
    confirmed = text(pilar.post("/account/phones/mobile/code/", {"code": code}, follow=True))

    assert "Le hemos mandado un código a +34600000001." in asked
    assert "Confirmado: ya puede elegir qué le mandamos por SMS." in confirmed
    assert mobiles.number_of(chair) == "+34600000001"


def test_a_wrong_number_or_code_is_handed_back_with_words(pilar, chair, sms):
    numbers = ["", "983 000 000", "hola", "+34 983 000 000"]
    said = [text(pilar.post("/account/phones/mobile/", {"number": one})) for one in numbers]
    pilar.post("/account/phones/mobile/", {"number": "0034 600 00 00 01"})
    code = text(pilar.post("/account/phones/mobile/code/", {"code": "1"}))

    assert ["Eso no es un número de móvil." in one for one in said] == [False, True, True, True]
    assert "No es ese, o ya no vale." in code
    assert mobiles.number_of(chair) == ""


def test_where_there_are_no_sms_no_page_speaks_of_them(pilar, settings):
    settings.SMS_SENDER = ""

    assert "SMS" not in text(pilar.get("/account/phones/"))
    assert pilar.post("/account/phones/mobile/", {"number": "600000001"}).status_code == 404


def test_the_way_is_chosen_by_topic_where_there_is_more_than_one(pilar, chair, service):
    alone = pilar.get("/account/preferences/").content.decode()
    pilar.post("/account/phones/browser/", _browser(service))
    chosen = {"style": "own", "summary": "", "quiet_from": "22:00", "quiet_to": "08:00", "paused_until": ""}
    chosen |= {"breakdowns": "each", "breakdowns_by": "push"}

    pilar.post("/account/preferences/", chosen)

    page = pilar.get("/account/preferences/").content.decode()
    assert ("breakdowns_by" in alone, "breakdowns_by" in page) == (False, True)
    assert '<option value="push" selected>' in page


def test_the_preview_counts_apart_what_goes_to_the_telephone(pilar, chair, owner, lift, technician, service, now):
    owner.speaking_since = now
    owner.save()
    pilar.post("/account/phones/browser/", _browser(service))
    Lived(lift, technician).confirmed()
    chosen = {"style": "own", "summary": "", "quiet_from": "22:00", "quiet_to": "08:00", "paused_until": ""}
    asked = [pilar.get("/account/preferences/preview/", chosen | {"breakdowns_by": way}) for way in ("email", "push")]

    said = [text(one) for one in asked]
    assert ["además 1 en el teléfono" in one for one in said] == [False, True]
