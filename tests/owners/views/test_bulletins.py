import pytest
from django.urls import reverse

from owners.models import Receipt
from portal.files.models import AccessLog
from portal.ledger.models import Entry
from tests.owners.conftest import text


@pytest.fixture
def bulletin(visited, issued, carded):
    return issued(visited(11))


def at(name, bulletin):
    return reverse(f"owners:{name}", args=[bulletin.pk])


def test_the_button_is_the_receipt_and_hands_out_the_file(chair, client_of, bulletin):
    client = client_of(chair)

    opened = client.post(at("bulletin-receipt", bulletin), follow=True)

    assert opened.content == b"%PDF-1.7 26-11-0001"
    assert opened.headers["Content-Disposition"] == 'inline; filename="H47218306_2026-11-12_boletin.pdf"'
    assert [(one.person, one.how) for one in Receipt.objects.all()] == [(chair, "signed_in")]
    assert Entry.objects.filter(kind="bulletin.received").count() == 1
    assert [log.person for log in AccessLog.objects.all()] == [chair]


def test_opening_it_twice_is_one_receipt_and_two_fetches(chair, client_of, bulletin):
    client = client_of(chair)
    for _time in range(2):
        client.post(at("bulletin-receipt", bulletin), follow=True)

    assert Receipt.objects.count() == 1
    assert AccessLog.objects.count() == 2


def test_looking_receives_nothing(chair, client_of, bulletin):
    client = client_of(chair)
    client.get(at("bulletin", bulletin))
    client.get(at("bulletin-file", bulletin))

    assert client.get(at("bulletin-receipt", bulletin)).status_code == 405
    assert Receipt.objects.count() == 0


def test_the_office_opens_it_without_receiving_it_and_sees_who_did(chair, office, client_of, bulletin):
    assert "Nadie todavía." in text(client_of(office).get(at("bulletin", bulletin)))
    client_of(office).post(at("bulletin-receipt", bulletin))
    client_of(chair).post(at("bulletin-receipt", bulletin))

    page = text(client_of(office).get(at("bulletin", bulletin)))

    assert "Pilar Ortega abierto con sus credenciales hoy a las 11:00" in page
    assert Receipt.objects.count() == 1


def test_a_manager_acknowledges_many_at_once(manager, client_of, visited, issued, carded):
    papers = [issued(visited(days)) for days in (70, 40, 11)]

    answer = client_of(manager).post(
        reverse("owners:receipts"), {"bulletin": [str(paper.pk) for paper in papers[:2]]}, follow=True
    )

    assert "Acuse de 2 boletines, anotado." in text(answer)
    assert set(Receipt.objects.values_list("bulletin", flat=True)) == {paper.pk for paper in papers[:2]}


def test_nobody_receives_what_is_anothers(neighbour, client_of, bulletin):
    answer = client_of(neighbour).post(reverse("owners:receipts"), {"bulletin": [str(bulletin.pk), "x"]}, follow=True)

    assert answer.status_code == 200
    assert Receipt.objects.count() == 0


def test_what_waits_stands_apart_from_what_was_opened(chair, client_of, visited, issued, carded):
    old, new = issued(visited(42)), issued(visited(11))
    client = client_of(chair)
    client.post(at("bulletin-receipt", old))

    page = text(client.get(reverse("owners:bulletins")))

    assert page.index("Sin abrir 1") < page.index("Del 12 de noviembre") < page.index("Abiertos")
    assert page.index("Abiertos") < page.index("Del 12 de octubre")
    assert new.number == "26-11-0001"


@pytest.mark.parametrize("name", ["bulletin", "bulletin-file"])
@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "resident", "technician", "colleague"])
def test_for_others_it_does_not_exist(cast, client_of, bulletin, name, who):
    assert client_of(getattr(cast, who)).get(at(name, bulletin)).status_code == 404


@pytest.fixture
def replaced(bulletin, issued):
    """A bulletin and the one that replaces it, because photos came late or because it was corrected."""

    def replace(**photos):
        newer = issued(bulletin.visit, **photos)
        return bulletin, newer

    return replace


def test_one_that_is_replaced_waits_no_more_and_is_named_so(chair, client_of, replaced):
    older, newer = replaced()

    page = text(client_of(chair).get(reverse("owners:bulletins")))

    assert page.count("Sin abrir 1") == 1
    assert page.index("Acusar recibo") < page.index(f"sustituido por el {newer.number}") < page.index(older.number)
    assert "Sin abrir 2" not in page


def test_one_that_only_adds_photos_is_not_asked_for_again(chair, client_of, bulletin, replaced):
    client = client_of(chair)
    client.post(at("bulletin-receipt", bulletin))
    replaced(photos=3, late_photos=3)

    assert "Sin abrir" not in text(client.get(reverse("owners:bulletins")))


def test_one_that_corrects_is_asked_for_again(chair, client_of, bulletin, replaced):
    client = client_of(chair)
    client.post(at("bulletin-receipt", bulletin))
    replaced()

    assert "Sin abrir 1" in text(client.get(reverse("owners:bulletins")))


def test_its_page_says_what_it_replaces_and_what_replaces_it(chair, client_of, replaced):
    older, newer = replaced(photos=3, late_photos=3)
    client = client_of(chair)

    old, new = text(client.get(at("bulletin", older))), text(client.get(at("bulletin", newer)))

    assert f"Este boletín ya no vale: lo sustituye otro. Ver el {newer.number}" in old
    assert f"Sustituye al {older.number}: añade 3 fotos que llegaron más tarde." in new
