import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from owners.actions import consents
from owners.enums import ConsentTo
from owners.models import Consent
from owners.rules import wordings
from portal.files import store
from tests.owners.conftest import text
from tests.papers import PDF

AGREED = {"to": "invoices", "wording": "1", "agrees": "on"}


@pytest.fixture
def url(owner):
    return reverse("owners:delivery", args=[owner.pk])


def test_without_consent_it_is_paper_and_the_text_is_there_to_be_read(chair, client_of, url):
    page = text(client_of(chair).get(url))

    assert page.count("En papel, por correo postal.") == 2
    assert wordings.text("invoices", 1, "es") in page
    assert client_of(chair).get(reverse("owners:deliveries")).headers["Location"] == url


def test_the_chair_agrees_and_takes_it_back(chair, client_of, url, owner):
    client = client_of(chair)

    agreed = text(client.post(url, AGREED, follow=True))
    consent = Consent.objects.get()
    back = text(client.post(reverse("owners:consent-revocation", args=[consent.pk]), follow=True))

    assert "Por vía electrónica desde el 23 de noviembre; lo aceptó Pilar Ortega." in agreed
    assert (consent.to, consent.owner) == ("invoices", owner)
    assert "Retirado. Desde ahora llegan en papel." in back
    assert "Facturas electrónicas: aceptado el 23 de noviembre y retirado el 23 de noviembre por Pilar Ortega." in back


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"to": "invoices", "wording": "1"}, "Marque que lo ha leído y lo acepta."),
        (AGREED | {"wording": "7"}, "El texto ha cambiado mientras tanto"),
    ],
)
def test_nothing_is_agreed_to_unread(chair, client_of, url, typed, words):
    assert words in text(client_of(chair).post(url, typed))
    assert Consent.objects.count() == 0


def test_what_is_no_kind_of_paper_changes_nothing(chair, client_of, url):
    assert client_of(chair).post(url, AGREED | {"to": "letters"}).status_code == 200
    assert Consent.objects.count() == 0


def test_the_office_needs_the_signed_paper(office, client_of, url):
    client = client_of(office)
    assert "Adjunte el papel firmado" in text(client.post(url, AGREED))

    client.post(url, AGREED | {"evidence": SimpleUploadedFile("firmado.pdf", PDF)})

    consent = Consent.objects.get()
    assert store.read(consent.evidence) == PDF
    assert client.get(reverse("owners:consent-evidence", args=[consent.pk])).content == PDF


def test_the_office_sees_who_is_on_paper(office, client_of, owner, other_owner, chair, now):
    for to in ConsentTo:
        consents.give(owner=owner, to=to, wording=1, language="es", by=chair, at=now)
    client = client_of(office)

    page, whole = (text(client.get(reverse("owners:on-paper"), told)) for told in ({}, {"all": "1"}))

    assert "C.P. Calle Santiago 21 H47000021 en papel en papel" in page
    assert "C.P. Calle Mayor 14" not in page
    assert "C.P. Calle Mayor 14 H47218306 electrónicas electrónicos" in whole
    assert "Ningún titular con «zzz»." in text(client.get(reverse("owners:on-paper"), {"q": "zzz"}))


def test_nobody_consents_for_another(cast, client_of, url, owner, now):
    given = consents.give(owner=owner, to=ConsentTo.BULLETINS, wording=1, language="es", by=cast.chair, at=now)
    back = reverse("owners:consent-revocation", args=[given.pk])
    others = ("neighbour", "former", "billing", "resident", "technician", "colleague")

    assert {client_of(getattr(cast, who)).post(url, AGREED).status_code for who in others} == {404}
    assert {client_of(getattr(cast, who)).post(back).status_code for who in others} == {404}
    assert Consent.objects.running().count() == 1
