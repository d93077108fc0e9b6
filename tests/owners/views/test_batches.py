"""The page the office publishes from, as it is read and used."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from owners.actions import batches, publishing
from owners.enums import BatchItemState as State
from owners.models import Batch, BatchItem, Invoice
from portal.files import store
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.lib.keys import new_key
from tests.owners.batches import done, dropped, listed, read
from tests.owners.conftest import text
from tests.papers import PDF


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


@pytest.fixture
def batch(office, chair, owner, now):
    return batches.begin(by=office, at=now)


@pytest.fixture
def page(desk, batch):
    return lambda **asked: desk.get(reverse("owners:batch", args=[batch.pk]), asked)


def _files(*named):
    return [SimpleUploadedFile(name, content) for name, content in named]


def test_before_anything_is_dropped_it_says_what_may_be(desk):
    said = text(desk.get(reverse("owners:publish")))

    assert "Publicar facturas y papeles" in said
    assert "Suelte aquí hasta 500 ficheros" in said
    assert "Nada sale hasta que usted publique." in said


def test_one_form_takes_many_files_and_begins_to_read(desk, office, chair):
    sent = {
        "batch": str(new_key()),
        "files": _files(("a.pdf", PDF), ("b.exe", b"MZ"), ("lista.csv", b"Factura;Total\n1;2\n")),
    }

    answer = desk.post(reverse("owners:publish"), sent)

    made = Batch.objects.get()
    assert answer.headers["Location"] == reverse("owners:batch", args=[made.pk])
    assert (str(made.pk), made.by, made.reading.kind) == (sent["batch"], office, "owners.reading")
    assert dict(made.items.values_list("name", "state")) == {
        "a.pdf": State.READING,
        "b.exe": State.REFUSED,
        "lista.csv": State.BESIDE,
    }


def test_a_script_sends_them_one_by_one_and_learns_of_each(desk):
    key, url = str(new_key()), reverse("owners:publish")
    asked = {"headers": {"Accept": "application/json"}}

    taken = desk.post(url, {"batch": key, "files": _files(("a.pdf", PDF))}, **asked).json()
    again = desk.post(url, {"batch": key, "files": _files(("a.pdf", PDF))}, **asked).json()
    refused = desk.post(url, {"batch": key, "files": _files(("b.pdf", b"MZ"))}, **asked).json()

    digests = desk.get(reverse("owners:batch-taken", args=[key])).json()["taken"]
    assert taken == again == {"state": "reading", "why": ""}
    assert refused["why"].startswith("Por dentro no es lo que dice su nombre")
    assert (len(digests), BatchItem.objects.count(), Job.objects.count()) == (2, 2, 0)
    assert desk.post(url, {"batch": key}, **asked).status_code == 400


def test_no_file_chosen_is_said(desk):
    answer = desk.post(reverse("owners:publish"), {"batch": str(new_key())}, follow=True)

    assert "Elija al menos un fichero." in text(answer)


def test_the_strip_counts_and_the_table_says_why(page, batch):
    dropped(batch)
    dropped(batch, "F26-3002.pdf", number="F26-3002", nif="H4721830")
    listed(batch, ("F26-3001", "H47218306", "31/10/2026", "108,00", "22,68", "130,68"))
    read(batch)

    said = text(page())

    assert "Facturas de noviembre" in said
    assert "2 recibidas 261,36 € en total 0 rechazadas ninguna 1 segura 130,68 € 1 dudosa 130,68 €, por mirar" in said
    assert "Avisar, 1 h después hasta entonces se deshace" in said
    assert "Dudosa, 1 · las seguras no esperan por ellas" in said
    assert "Falta un dígito del NIF" in said
    assert "Todo cuadra con el CSV" in said
    assert "Publicar 1 segura" in said


def test_the_likeliest_owner_is_chosen_in_one_stroke(desk, page, batch, owner, office):
    item = dropped(batch, nif="H4721830")
    read(batch)
    said = text(page())
    assert "C.P. Calle Mayor 14 1 NIF H47218306" in said
    assert "Lo más probable" in said

    answer = desk.post(reverse("owners:batch-item-choice", args=[item.pk]), {"owner": str(owner.pk)})

    item.refresh_from_db()
    assert urlsplit(answer.headers["Location"]).path == reverse("owners:batch", args=[batch.pk])
    assert (item.state, item.owner, item.confirmed_by) == (State.SURE, owner, office)


def test_what_two_sources_say_otherwise_is_compared_and_one_is_believed(desk, page, batch):
    item = dropped(batch)
    listed(batch, ("F26-3001", "H47218306", "31/10/2026", "109,00", "22,89", "131,89"))
    read(batch)
    said = text(page())
    assert "El CSV dice 1" in said
    assert "Total: 131,89 €" in said
    assert "El PDF dice 2" in said

    desk.post(reverse("owners:batch-item-choice", args=[item.pk]), {"source": "TEXT"})

    item.refresh_from_db()
    assert (item.state, str(item.total)) == (State.SURE, "130.68")


def test_what_lacks_something_leads_to_its_own_page(desk, batch, owner):
    item = dropped(batch, "scan_1.pdf", page="Factura\nC.P. Calle Mayor 14")
    read(batch)

    answer = desk.post(reverse("owners:batch-item-choice", args=[item.pk]), {"owner": str(owner.pk)}, follow=True)

    assert "Todavía no: falta el número, falta la fecha" in text(answer)
    assert answer.redirect_chain[0][0] == f"{reverse('owners:batch-item', args=[item.pk])}?owner={owner.pk}"


def test_every_field_is_mended_by_form(desk, batch, owner):
    item = dropped(batch, "scan_1.pdf", page="")
    read(batch)
    url = f"{reverse('owners:batch-item', args=[item.pk])}?owner={owner.pk}"
    told = {
        "kind": "invoice",
        "number": "26/7",
        "issued_on": "2026-10-31",
        "base": "100",
        "tax": "21,00",
        "total": "121",
    }

    wrong = text(desk.post(url, told | {"number": "", "due_on": "2026-10-01"}))
    desk.post(url, told)

    item.refresh_from_db()
    assert "Escriba el número de la factura." in wrong
    assert "Vence antes de emitirse." in wrong
    assert (item.state, item.owner, item.number, str(item.total)) == (State.SURE, owner, "26/7", "121.00")
    done(publishing.start(batch=Batch.objects.get(), by=None, at=batch.begun_at))
    assert str(Invoice.objects.get().base) == "100.00"


def test_another_owner_is_searched_for(desk, batch, owner):
    item = dropped(batch, nif="")
    read(batch)

    url = reverse("owners:batch-item-owner", args=[item.pk])
    said = desk.get(url, {"q": "mayor"})
    chosen = desk.get(url, {"owner": str(owner.pk)})

    assert f'href="?owner={owner.pk}"' in said.content.decode()
    assert chosen.headers["Location"] == f"{reverse('owners:batch-item', args=[item.pk])}?owner={owner.pk}"


def test_without_an_owner_it_is_not_right(desk, batch):
    item = dropped(batch, owner="Nadie", nif="")
    read(batch)
    told = {
        "kind": "invoice",
        "number": "26/7",
        "issued_on": "2026-10-31",
        "base": "100",
        "tax": "21,00",
        "total": "121",
    }

    said = text(desk.post(reverse("owners:batch-item", args=[item.pk]), told))

    assert "Diga de quién es: búsquelo arriba." in said


def test_what_is_refused_is_listed_with_the_way_to_the_standing_one(page, batch, published_invoice):
    standing = published_invoice("F26-3001")
    dropped(batch)
    read(batch)

    answer = page(refused="1")

    assert "Rechazada, 1 F26-3001.pdf La F26-3001 ya se publicó el 23/11/2026, para C.P. Calle Mayor 14." in text(
        answer
    )
    assert reverse("owners:published-one", args=[standing.pk]) in answer.content.decode()


def test_it_is_published_and_undone_from_the_page(desk, page, batch, now):
    dropped(batch)
    read(batch)

    desk.post(reverse("owners:batch-publication", args=[batch.pk]))
    under_way = text(page())
    jobs.sweep()
    published = text(page())
    desk.post(reverse("owners:batch-undoing", args=[batch.pk]))
    jobs.sweep()
    undone = text(page())

    assert "1 deshecha 130,68 €" in undone
    assert "Avisar, 1 h después hasta entonces se deshace" in undone
    assert "Publicando empezando" in under_way
    assert "1 publicada 130,68 €" in published
    assert "Facturas de noviembre: 1 publicada Deshacer" in published
    assert "Los avisos salen a las 12:00; quedan 1 h para deshacerlo todo." in published
    assert Invoice.objects.standing().count() == 0


def test_another_time_may_be_chosen_and_one_that_is_over_is_refused(desk, batch, now):
    dropped(batch)
    read(batch)
    url = reverse("owners:batch-publication", args=[batch.pk])

    past = text(desk.post(url, {"announce_after": "2026-11-22T10:00"}, follow=True))
    desk.post(url, {"announce_after": "2026-11-24T09:00"})

    batch.refresh_from_db()
    assert "Esa hora ya ha pasado." in past
    assert batch.announce_after.isoformat() == "2026-11-24T08:00:00+00:00"


def test_progress_is_a_part_that_renews_itself_and_ends_with_the_page(desk, batch, now):
    dropped(batch)
    read(batch)
    url = reverse("owners:batch-progress", args=[batch.pk])
    ended = desk.get(url, headers={"HX-Request": "true"})
    publishing.start(batch=Batch.objects.get(), by=None, at=now)

    part = desk.get(url, headers={"HX-Request": "true"})

    assert ended.headers["HX-Refresh"] == "true"
    assert 'hx-trigger="every 2s"' in part.content.decode()


def test_a_paper_is_shown_byte_for_byte_and_left_out(desk, batch):
    item = dropped(batch)
    read(batch)

    shown = desk.get(reverse("owners:batch-item-file", args=[item.pk]))
    desk.post(reverse("owners:batch-item-leaving-out", args=[item.pk]))

    item.refresh_from_db()
    assert shown.content == store.read(item.file)
    assert (item.state, item.why) == (State.REFUSED, "La ha dejado fuera Carmen Ruiz.")


def test_a_closed_batch_waits_no_more(desk, batch, now):
    dropped(batch)
    read(batch)

    answer = desk.post(reverse("owners:batch-closing", args=[batch.pk]), follow=True)

    assert "Publicar facturas y papeles" in text(answer)


@pytest.mark.parametrize("papers", [1, 3])
def test_the_page_asks_as_much_for_one_paper_as_for_three(page, batch, counting, papers):
    for number in range(papers):
        dropped(batch, f"F{number}.pdf", number=f"F26-{number}")
        dropped(batch, f"D{number}.pdf", number=f"D26-{number}", nif="H4721830")
    read(batch)
    page()

    with counting() as queries:
        page()

    assert len(queries) == 16


def test_what_was_published_an_hour_ago_is_not_undone(desk, batch, now):
    dropped(batch)
    read(batch)
    done(publishing.start(batch=Batch.objects.get(), by=None, at=now - timedelta(hours=2)))

    said = text(desk.post(reverse("owners:batch-undoing", args=[batch.pk]), follow=True))

    assert "Ya se ha avisado: retire una por una las que no valgan" in said
