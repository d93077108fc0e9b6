"""The page of an ERP's list: what it would change, put right by a person, written down with one button."""

import pytest
from django.urls import reverse

from owners.actions import batches, invoices, reading, standing_lists
from owners.actions.batches import Dropped
from owners.enums.standings import StandingRowState as State
from owners.models import BatchItem, Invoice, ListMapping, StandingList
from tests.owners.batches import NOW, done, read
from tests.owners.conftest import text

LIST = b"""Factura;Estado;Fecha devolucion;Motivo
F26-1;Devuelta;09/11/2026;Sin fondos
F26-2;RECH;;
F26-3;Emitida;;
X-9;Cobrada;;
"""


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


@pytest.fixture
def found(office, published, now):
    for n in (1, 2, 3):
        published(f"F26-{n}")
    batch = batches.begin(by=office, at=now)
    batches.take(batch=batch, dropped=Dropped("estados.csv", LIST), at=NOW)
    read(batch, office)
    return StandingList.objects.get()


def _url(found):
    return reverse("owners:standing-list", args=[found.pk])


def test_the_batch_leads_to_its_list(desk, found):
    said = text(desk.get(reverse("owners:publish")))

    assert "1 factura cambia de estado, 1 dudosa, 1 sigue igual, 1 no está aquí. Ver qué cambia" in said
    assert "Nada que publicar" not in said


def test_it_says_from_where_to_where_and_what_it_cannot(desk, found):
    said = text(desk.get(_url(found)))

    assert "Dudosa, 1 · las demás no esperan por ellas F26-2 línea 3" in said
    assert "No se conoce el estado «RECH». Resolver" in said
    assert "Cambia, 1 F26-1 línea 2" in said
    assert "Emitida Recibo devuelto Sin fondos, devuelto el 9 nov." in said
    assert "X-9 línea 5 No hay ninguna publicada con ese número." in said


def test_one_button_writes_it_down(desk, found):
    answer = desk.post(reverse("owners:standing-list-moving", args=[found.pk]))
    under_way = text(desk.get(_url(found)))
    done(StandingList.objects.get().moving)

    assert answer.headers["Location"] == _url(found)
    assert "Anotando empezando" in under_way
    assert Invoice.objects.get(number="F26-1").status == "returned"
    assert "Anotada, 1 F26-1" in text(desk.get(_url(found)))


def test_how_far_it_is_is_asked_for_until_the_page_is(desk, found):
    url = reverse("owners:standing-list-progress", args=[found.pk])
    desk.post(reverse("owners:standing-list-moving", args=[found.pk]))
    twice = desk.post(reverse("owners:standing-list-moving", args=[found.pk]), follow=True)

    under_way = desk.get(url, headers={"HX-Request": "true"})
    done(StandingList.objects.get().moving)
    over = desk.get(url, headers={"HX-Request": "true"})

    assert "Ya se está anotando." in text(twice)
    assert f'hx-get="{url}"' in under_way.content.decode()
    assert over.headers["HX-Refresh"] == "true"


def test_with_nothing_to_write_down_it_says_so(desk, found, office, now):
    standing_lists.leave_out(row=found.rows.get(number="F26-1"), by=office, at=now)

    answer = desk.post(reverse("owners:standing-list-moving", args=[found.pk]), follow=True)

    assert "No hay nada que anotar." in text(answer)


def test_a_doubtful_row_is_put_right_by_form(desk, found):
    row = found.rows.get(number="F26-2")
    url = reverse("owners:standing-row", args=[row.pk])
    refused = text(desk.post(url, {"status": "returned"}))

    desk.post(url, {"status": "returned", "returned_on": "2026-11-10"})

    row.refresh_from_db()
    assert "Diga qué día lo devolvió el banco." in refused
    assert (row.state, row.why) == (State.CHANGES, "")


def test_a_row_is_left_out_and_says_by_whom(desk, found, office):
    row = found.rows.get(number="F26-2")

    desk.post(reverse("owners:standing-row-leaving-out", args=[row.pk]))
    again = desk.post(reverse("owners:standing-row-leaving-out", args=[row.pk]), follow=True)

    row.refresh_from_db()
    assert (row.state, row.why) == (State.LEFT, f"La ha dejado fuera {office.name}.")
    assert "Alguien la resolvió mientras tanto." in text(again)
    assert "Dejada fuera" in text(desk.get(reverse("owners:standing-row", args=[row.pk])))


def test_a_row_whose_invoice_is_gone_is_not_put_right(desk, found, now):
    row = found.rows.get(number="F26-2")
    invoices.withdraw(invoice=row.invoice, why="Error", by=None, at=now)

    answer = desk.post(reverse("owners:standing-row", args=[row.pk]), {"status": "paid"}, follow=True)

    row.refresh_from_db()
    assert "Alguien la resolvió mientras tanto." in text(answer)
    assert (row.state, row.confirmed_at) == (State.DOUBTFUL, None)


def test_columns_are_not_said_while_the_list_is_read(desk, found, office):
    item = BatchItem.objects.get()
    url = reverse("owners:list-columns", args=[item.pk])
    reading.start(batch=item.batch, by=office, at=NOW)

    answer = desk.post(url, {"number": "0", "status": "1"}, follow=True)

    assert "Se está leyendo: espere a que acabe." in text(answer)
    assert not ListMapping.objects.exists()


def test_a_word_nobody_knew_is_asked_for_once(desk, found):
    item = BatchItem.objects.get()
    url = reverse("owners:list-columns", args=[item.pk])
    form = desk.get(url).context["form"]
    asked = {name: form[name].value() for name in form.fields}

    desk.post(url, asked | {"word_0": "overdue"})
    read_again = BatchItem.objects.get().batch.reading
    done(read_again)

    assert [field.label for field in form.word_fields] == ["«RECH»"]
    assert ListMapping.objects.get().words == '{"RECH": "overdue"}'
    assert found.rows.get(number="F26-2").state == State.CHANGES


def test_columns_need_the_number_and_no_column_twice(desk, found):
    url = reverse("owners:list-columns", args=[BatchItem.objects.get().pk])

    said = text(desk.post(url, {"status": "1", "paid_on": "1"}))

    assert "Diga en qué columna está el número de la factura." in said
    assert "Esa columna ya es «Estado»." in said
    assert "Motivo Sin fondos" in said


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_row_as_for_three(desk, office, published, counting, now, rows):
    batch = batches.begin(by=office, at=now)
    for n in range(rows):
        published(f"F26-{n}")
    lines = [f"F26-{n};Cobrada".encode() for n in range(rows)]
    batches.take(batch=batch, dropped=Dropped("a.csv", b"\n".join([b"Factura;Estado", *lines])), at=NOW)
    read(batch, office)
    url = _url(StandingList.objects.get())
    desk.get(url)

    with counting() as queries:
        desk.get(url)

    assert len(queries) == 10


@pytest.fixture
def shared(desk, office, published, other_owner, now):
    """A row of a number that two issuers share, and the invoice of the other owner."""
    published("F26-1")
    theirs = published("F26-1", content=b"%PDF-1.7 b", owner=other_owner, issuer_nif="B09000002")
    batch = batches.begin(by=None, at=now)
    batches.take(batch=batch, dropped=Dropped("estados.csv", b"Factura;Estado\nF26-1;Cobrada\n"), at=NOW)
    read(batch)
    return StandingList.objects.get().rows.get(), theirs


def test_of_a_number_two_issuers_share_one_is_chosen(desk, shared):
    row, theirs = shared
    url = reverse("owners:standing-row", args=[row.pk])
    shown, empty = text(desk.get(url)), text(desk.post(url, {}))

    desk.post(url, {"invoice": str(theirs.pk)})

    row.refresh_from_db()
    assert "Hay 2 con ese número: diga cuál es." in shown
    assert "C.P. Calle Santiago 21, 31/10/2026, 130,68 €; la emite B09000002" in shown
    assert "Diga de cuál es, o deje la línea fuera." in empty
    assert (row.invoice, row.state) == (theirs, State.CHANGES)


def test_what_came_by_the_folder_and_waits_is_shown_from_any_batch(desk, shared, office, now):
    row, _theirs = shared
    other = batches.begin(by=office, at=now)

    shown, said = text(desk.get(reverse("owners:batch", args=[other.pk]))), text(desk.get(_url(row.list)))

    assert "estados.csv 0 facturas cambian de estado, 1 por elegir. Ver qué cambia" in shown
    assert "Llegó por la carpeta vigilada. Como hay líneas por mirar, no se ha anotado sola: espera a usted." in said
    assert "Elegir F26-1" in said
