import pytest
from django.urls import reverse

from owners.actions import documents
from owners.enums import DocumentKind
from owners.models import DocumentReceipt
from portal.access.audiences import Audience
from portal.files import store
from portal.files.models import AccessLog
from portal.ledger.models import Entry
from tests.owners.conftest import text


@pytest.fixture
def manual(filed, owner):
    return filed(DocumentKind.MANUAL)


@pytest.fixture
def page_of(client_of):
    """What a person reads on a page."""
    return lambda who, name, key=None: text(client_of(who).get(reverse(name, args=[key] if key else [])))


def at(name, key):
    return reverse(f"owners:{name}", args=[key])


def test_the_tree_says_what_is_here_what_lacks_and_why(chair, page_of, manual, carded, lift):
    page = page_of(chair, "owners:lift-papers", lift.pk)

    assert "1 de 7 faltan 6 papeles" in page
    assert "Publicado por Carmen Ruiz el 23 de noviembre · sin abrir" in page
    assert (
        "Certificado de inspección falta Dice si puede seguir en servicio, y hasta cuándo. ITC AEM 1, art. 4.8.g"
        in page
    )
    assert "Publicarlo" not in page


def test_one_lift_is_gone_straight_to(chair, client_of, carded, lift):
    answer = client_of(chair).get(reverse("owners:papers"))

    assert answer.headers["Location"] == at("lift-papers", lift.pk)


def test_many_lifts_are_a_table_with_what_each_lacks(manager, owner, client_of, whole, other_lift, other_owner):
    other_owner.tenures.update(owner=owner)

    page = text(client_of(manager).get(reverse("owners:papers")))

    assert "Calle Mayor 14 Ascensor principal 47-003128 7 de 7 completo" in page
    assert "Calle Santiago 21 Izquierdo 47-001942 1 de 7 faltan 6 papeles" in page
    assert "Ningún ascensor con «zzz»" in text(client_of(manager).get(reverse("owners:papers"), {"q": "zzz"}))


def test_a_resident_sees_no_dossier_and_only_what_is_for_residents(resident, page_of, whole, filed, lift):
    filed(DocumentKind.OTHER, title="Qué hacer si se queda dentro", audience=Audience.RESIDENTS)

    page = page_of(resident, "owners:lift-papers", lift.pk)

    assert "Qué hacer si se queda dentro" in page
    assert [word for word in ("Expediente", "Contrato", "Manual", "Boletines") if word in page] == []


def test_the_accounts_see_papers_with_prices_and_no_lift(billing, page_of, client_of, whole, lift):
    page = page_of(billing, "owners:papers")

    assert "Contrato de mantenimiento publicado por Carmen Ruiz" in page
    assert "Calle Mayor 14 Ascensor" not in page
    assert client_of(billing).get(at("lift-papers", lift.pk)).status_code == 404


def test_the_button_writes_the_receipt_and_hands_out_the_file_byte_for_byte(chair, client_of, manual, page_of):
    client = client_of(chair)

    opened = client.post(at("document-receipt", manual.document_id), follow=True)

    assert opened.content == store.read(manual.file)
    assert opened.headers["Content-Disposition"] == 'inline; filename="H47218306_2026-08-15_manual.pdf"'
    assert opened.headers["Cache-Control"].startswith("private, no-store")
    assert [(one.person, one.how) for one in DocumentReceipt.objects.all()] == [(chair, "signed_in")]
    assert [log.person for log in AccessLog.objects.all()] == [chair]
    assert "Pilar Ortega abierto con sus credenciales hoy a las 11:00" in page_of(
        chair, "owners:document", manual.document_id
    )


def test_it_is_downloaded_under_the_same_name(chair, client_of, manual):
    answer = client_of(chair).get(at("document-file", manual.pk), {"download": ""})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="H47218306_2026-08-15_manual.pdf"'


def test_looking_fetching_and_the_office_write_no_receipt(chair, office, client_of, manual):
    client_of(chair).get(at("document", manual.document_id))
    client_of(chair).get(at("document-file", manual.pk))
    client_of(office).post(at("document-receipt", manual.document_id))

    assert (DocumentReceipt.objects.count(), Entry.objects.filter(kind="document.received").count()) == (0, 0)


def test_an_older_version_stays_to_be_read_and_is_marked(chair, office, client_of, manual, page_of, now):
    newer = documents.Sheet(
        store.put(b"%PDF-1.7 newer", media_type="application/pdf", at=now), now.date(), why="Faltaba una página"
    )
    documents.supersede(replaced=manual, sheet=newer, by=office, at=now)

    page = page_of(chair, "owners:document", manual.document_id)

    assert "Versión 2, la que vale Publicado por Carmen Ruiz el 23 de noviembre · Faltaba una página" in page
    assert client_of(chair).get(at("document-file", manual.pk)).content == store.read(manual.file)


def test_what_was_withdrawn_says_so_and_only_the_office_has_its_file(chair, office, client_of, manual, page_of, now):
    documents.withdraw(version=manual, why="era de otro ascensor.", by=office, at=now)

    page = page_of(chair, "owners:document", manual.document_id)

    assert "Lo retiramos el 23 de noviembre: era de otro ascensor." in page
    assert "Abrir el documento" not in page
    assert client_of(chair).get(at("document-file", manual.pk)).status_code == 404
    assert client_of(office).get(at("document-file", manual.pk)).status_code == 200


@pytest.mark.parametrize("name", ["document", "document-file"])
def test_for_others_it_does_not_exist(cast, client_of, manual, name):
    key = manual.pk if name == "document-file" else manual.document_id
    others = ("neighbour", "former", "billing", "resident", "technician", "colleague")

    assert {client_of(getattr(cast, who)).get(at(name, key)).status_code for who in others} == {404}


def test_the_lifts_page_says_how_complete_its_papers_are(chair, page_of, whole, carded, lift):
    assert "Papeles Abrir 7 de 7 completo Inspección" in page_of(chair, "owners:lift", lift.pk)


def test_the_timeline_tells_of_it_and_leads_there(chair, client_of, manual, carded, lift):
    page = client_of(chair).get(at("lift", lift.pk)).content.decode()

    assert f'<a href="{at("document", manual.document_id)}">Documento publicado: Manual de funcionamiento</a>' in page


def test_more_papers_take_no_more_queries(chair, client_of, filed, carded, owner, lift, counting):
    client, url = client_of(chair), at("lift-papers", lift.pk)
    filed(DocumentKind.MANUAL)
    filed(DocumentKind.OTHER, title="Uno")
    client.get(url)
    with counting() as few:
        client.get(url)
    for number in range(3):
        filed(DocumentKind.OTHER, title=f"Otro {number}")
        filed(DocumentKind.INSPECTION, title=f"Acta {number}")
    with counting() as many:
        client.get(url)

    assert len(many) == len(few)


def test_a_file_that_is_not_what_it_was_is_not_handed_out_but_words_are(chair, office, client_of, manual):
    store.path_of(manual.file.sha256).write_bytes(b"%PDF-1.7 forged")

    answer = client_of(chair).get(at("document-file", manual.pk))

    assert answer.status_code == 503
    assert "Su huella ya no coincide con la que anotamos, así que no se lo damos" in text(answer)
    assert "Manual de funcionamiento desde las 11:00 cambiado" in text(client_of(office).get(reverse("today")))
