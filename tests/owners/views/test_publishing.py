"""The office publishes, replaces and withdraws, and sees what is lacking."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from owners.actions import documents
from owners.enums import DocumentKind
from owners.models import Document, DocumentVersion, Withdrawal
from portal.files import store
from tests.owners.conftest import text
from tests.papers import PDF


def pdf(content=PDF, name="manual.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def typed():
    def form(**more):
        told = {"kind": "manual", "about": "lift", "audience": "owner", "valid_from": "2026-11-01", "file": pdf()}
        return {name: value for name, value in (told | more).items() if value is not None}

    return form


@pytest.fixture
def send(office, client_of, lift, owner):
    """Sends the form of a new document about the lift."""
    return lambda told: client_of(office).post(f"{reverse('owners:document-new')}?lift={lift.pk}", told)


def test_it_is_found_by_the_lift_and_published_byte_for_byte(office, client_of, send, typed, lift):
    assert "Publicar un papel" in text(client_of(office).get(reverse("owners:document-new")))

    answer = send(typed(valid_until="2028-09-01"))

    made = DocumentVersion.objects.select_related("document").get()
    assert answer.headers["Location"] == reverse("owners:document", args=[made.document_id])
    assert store.read(made.file) == PDF
    assert (made.document.lift, made.document.title, made.published_by) == (lift, "Manual de funcionamiento", office)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"file": None}, "Adjunte el fichero."),
        ({"file": pdf(b"MZ program", "manual.pdf")}, "Por dentro no es lo que dice su nombre"),
        ({"file": pdf(PDF, "manual.exe")}, "Solo guardamos PDF y fotos."),
        ({"file": pdf(PDF[:-20])}, "El PDF está cortado"),
        ({"kind": ""}, "Diga qué papel es."),
        ({"valid_from": "hoy"}, "Escriba el día así: 23/11/2026."),
        ({"valid_from": "0203-01-01"}, "Ese año no puede ser."),
        ({"valid_until": "2026-10-31"}, "Caduca antes de empezar a valer."),
        ({"kind": "contract"}, "El contrato lleva precios: que lo vea solo quien ve el dinero."),
        ({"audience": "billing"}, "Un papel con precios es del titular"),
        ({"title": "a" * 161}, "160"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(send, typed, wrong, words):
    page = send(typed(**({"title": "El de 2019"} | wrong)))

    assert words in text(page)
    assert wrong.get("title", "El de 2019") in page.content.decode()
    assert Document.objects.count() == 0


def test_the_same_file_twice_is_refused_with_where_it_is(send, typed):
    send(typed())

    assert "Este mismo fichero ya está publicado aquí: «Manual de funcionamiento»." in text(send(typed()))
    assert Document.objects.count() == 1


def test_a_contract_is_the_owners(send, typed, owner):
    send(typed(kind="contract", about="owner", audience="billing"))

    assert Document.objects.get().owner == owner


def test_a_newer_file_replaces_it(office, client_of, filed, owner):
    old = filed(DocumentKind.MANUAL)
    url = reverse("owners:document-version", args=[old.document_id])
    told = {"file": pdf(), "valid_from": "2026-11-01", "why": "Faltaba una página"}

    page = text(client_of(office).post(url, told, follow=True))

    assert "Sustituido. La versión anterior se conserva y se puede leer." in page
    assert "Versión 2, la que vale" in page
    assert "Es el mismo fichero que ya está publicado." in text(client_of(office).post(url, told | {"file": pdf()}))
    assert "Diga por qué" in text(client_of(office).post(url, told | {"file": pdf(), "why": ""}))


def test_it_is_withdrawn_with_a_reason(office, client_of, filed, owner):
    old = filed(DocumentKind.MANUAL)
    url = reverse("owners:document-withdrawal", args=[old.document_id])

    assert "Diga por qué: lo leerá el titular." in text(client_of(office).post(url, {"why": " "}))
    assert Withdrawal.objects.count() == 0
    page = text(client_of(office).post(url, {"why": "Era de otro ascensor"}, follow=True))

    assert "Lo retiramos el 23 de noviembre: Era de otro ascensor" in page
    assert client_of(office).get(url).status_code == 404


def test_the_list_says_what_runs_out_and_what_lacks(office, client_of, whole, filed, other_lift, now):
    filed(DocumentKind.INSURANCE, about=other_lift, valid_until=now.date() + timedelta(days=9))

    page = text(client_of(office).get(reverse("owners:office-papers")))
    lacking = text(client_of(office).get(reverse("owners:office-papers"), {"lacking": "1"}))

    assert "Calle Santiago 21, Izquierdo · publicado por Carmen Ruiz el 23 de noviembre caduca en 9 días" in page
    assert "Calle Mayor 14 Ascensor principal 47-003128 7 de 7 completo" in page
    assert "Calle Mayor 14 Ascensor principal 47-003128 7 de 7" not in lacking
    assert "Calle Santiago 21 Izquierdo 47-001942 0 de 7 faltan 7 papeles" in lacking


def test_who_comes_second_is_told_that_it_changed(office, client_of, filed, owner, now):
    old = filed(DocumentKind.MANUAL)
    documents.withdraw(version=old, why="Era de otro", by=office, at=now)

    assert client_of(office).get(reverse("owners:document-version", args=[old.document_id])).status_code == 404
