from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from notifications.models import Delivery
from owners.models import Owner
from portal.accounts.actions import invitations, people
from portal.accounts.models import Invitation, SignIn
from portal.lib import pdf
from tests.conftest import NOW
from tests.portal.views.people.conftest import text


@pytest.fixture
def invited(chair):
    """Pilar's invitation, and the path of its link."""
    _invitation, secret = invitations.invite(person=chair, on_paper=False, by=None, at=NOW)
    return f"/invitation/{secret}/"


def test_the_page_says_who_is_invited(browser, invited):
    page = text(browser.get(invited))

    assert ("Ascensores Duero le invita" in page, "Pilar Ortega" in page) == (True, True)


def test_the_button_lets_in_and_welcomes(browser, invited, chair):
    answer = browser.post(invited)

    assert answer.headers["Location"] == "/welcome/"
    assert "Ya está dentro" in text(browser.get("/welcome/"))
    assert (SignIn.objects.get().person, SignIn.objects.get().how) == (chair, "invitation")


def test_scanners_that_look_ten_times_use_nothing_up(invited, browser):
    for _look in range(10):
        assert Client().get(invited).status_code == 200
        assert Client().head(invited).status_code == 200

    assert browser.post(invited).status_code == 302


@pytest.mark.parametrize("why", ["used", "run out", "voided", "closed", "never was"])
def test_an_invitation_that_is_over_says_so_and_shows_a_way_on(browser, invited, chair, why):
    at = NOW
    if why == "used":
        Client().post(invited)
    elif why == "run out":
        at += timedelta(hours=72, minutes=1)
    elif why == "voided":
        invitations.invite(person=chair, on_paper=False, by=None, at=NOW)
    elif why == "closed":
        people.deactivate(person=chair, by=None, at=NOW)
    path = "/invitation/never-was/" if why == "never was" else invited

    with time_machine.travel(at, tick=False):
        answers = [browser.get(path), browser.post(path)]

    assert [answer.status_code for answer in answers] == [410, 410]
    page = answers[0].content.decode()
    assert ["Esta invitación ya no vale" in page, 'href="/sign-in/"' in page, 'href="tel:983000000"' in page] == [
        True
    ] * 3
    assert not SignIn.objects.exclude(how="invitation").exists()


def test_who_is_in_as_another_comes_in_as_the_invited(client_of, invited, chair, neighbour):
    browser = client_of(neighbour)

    browser.post(invited)

    assert "pilar@example.com" in text(browser.get("/account/"))


def test_the_page_speaks_the_language_of_the_invited(browser, chair, invited):
    type(chair).objects.update(language="en")

    assert '<html lang="en"' in browser.get(invited).content.decode()


@pytest.mark.parametrize("shape", ["{0}-{1}-{2}", "{0} {1} {2}", "{0}{1}{2}"])
def test_the_code_of_a_letter_is_typed_as_it_comes(browser, chair, shape):
    _invitation, secret = invitations.invite(person=chair, on_paper=True, by=None, at=NOW)
    typed = shape.format(*(secret[start : start + 4].lower() for start in (0, 4, 8)))

    onward = browser.post("/invitation/", {"secret": typed}).headers["Location"]

    assert onward == f"/invitation/{secret}/"
    assert browser.post(onward).status_code == 302


def test_a_code_of_no_letter_gets_words(browser, company):
    page = text(browser.post("/invitation/", {"secret": "ABCD-EFGH-2345"}))

    assert "Ese código no abre nada: mírelo otra vez." in page


def test_codes_are_not_guessed_by_the_hundred(browser, company):
    for _try in range(300):
        browser.get("/invitation/GUESS/")

    answer = browser.post("/invitation/", {"secret": "OTHER"})
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 3000) == (429, True)


def test_the_welcome_offers_a_password_to_who_has_none(client_of, chair):
    page = client_of(chair).get("/welcome/").content.decode()

    assert 'href="/account/password/"' in page


def test_the_welcome_offers_no_password_to_who_could_not_use_it(client_of, company):
    teresa = people.enrol(name="Teresa Vela")

    page = client_of(teresa).get("/welcome/").content.decode()

    assert ('href="/account/password/"' in page, "pídanos otra carta" in page) == (False, True)


def test_the_office_sends_the_link_by_mail(client_of, office, chair, browser):
    answer = client_of(office).post(f"/office/people/{chair.pk}/invitation/", follow=True)

    assert "Invitación enviada a Pilar Ortega. Vale tres días." in text(answer)
    link = next(word for word in Delivery.objects.get().text.split() if "/invitation/" in word)
    assert browser.post(link.replace("http://localhost:8000", "")).headers["Location"] == "/welcome/"
    assert Invitation.objects.get().created_by == office


@pytest.fixture
def letter(client_of, office, chair):
    """The letter the office prints for Pilar, opened."""
    if not pdf.is_available():
        pytest.skip("no Pango here")
    Owner.objects.update(address="Calle Mayor 14, 47001 Valladolid")
    answer = client_of(office).post(f"/office/people/{chair.pk}/letter/")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "application/pdf",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    return PdfReader(BytesIO(answer.content))


def test_the_printed_letter_opens_the_door(letter, browser, chair):
    page = letter.pages[0].extract_text()
    code = next(word for word in page.split() if word.count("-") == 2 and len(word) == 14)

    assert browser.post("/invitation/", {"secret": code.lower()}).status_code == 302
    assert ["Pilar Ortega" in page, "Calle Mayor 14, 47001 Valladolid" in page, "hasta el 23/12/2026" in page] == [
        True
    ] * 3


def test_the_letter_is_one_page_that_says_its_language_and_title(letter):
    assert len(letter.pages) == 1
    assert (letter.trailer["/Root"]["/Lang"], letter.metadata.title) == ("es", "Su llave del portal")


def test_a_letter_closes_the_link_sent_before(client_of, office, chair, invited, browser):
    if not pdf.is_available():
        pytest.skip("no Pango here")
    client_of(office).post(f"/office/people/{chair.pk}/letter/")

    assert browser.get(invited).status_code == 410
