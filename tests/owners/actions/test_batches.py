"""Files taken into a batch, each by itself; what a person says of one."""

import pytest

from owners.actions import batches, publishing
from owners.actions.batches import Dropped
from owners.enums import BatchItemState as State
from owners.enums import BatchLack, BatchSort
from owners.enums.reading import PaperKind
from owners.models import Batch, BatchItem
from owners.rules import batches as rules
from owners.rules.recognition.shapes import Fact
from portal.files import store
from portal.files.models import File
from portal.lib.keys import new_key
from tests.owners.batches import done, dropped, read
from tests.papers import PDF


@pytest.fixture
def batch(office, chair, owner, now):
    return batches.begin(by=office, at=now)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("virus.exe", b"MZ", "Aquí solo se publican PDF; sueltos pueden ir la lista del ERP y las facturas XML."),
        (
            "foto.jpg",
            b"\xff\xd8\xff",
            "Aquí solo se publican PDF; sueltos pueden ir la lista del ERP y las facturas XML.",
        ),
        ("F1.pdf", b"MZ", "Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo y pruebe otra vez."),
        ("cortado.pdf", PDF[:-20], "El PDF está cortado: falta el final. Pruebe a guardarlo de nuevo."),
        ("vacio.csv", b"", "El fichero está vacío."),
        (
            "pedido.xml",
            b"<order/>",
            "No es una factura electrónica de las que leemos (UBL, CII, Facturae 3.2): es «order».",
        ),
    ],
)
def test_a_bad_file_is_refused_alone_with_its_reason(batch, now, name, content, why):
    item = batches.take(batch=batch, dropped=Dropped(name, content), at=now)

    assert (item.state, item.why, item.file) == (State.REFUSED, why, None)
    assert File.objects.count() == 0


def test_a_pdf_waits_to_be_read_and_is_kept_byte_for_byte(batch, now):
    item = batches.take(batch=batch, dropped=Dropped("a\u202efdp.exe\n.pdf", PDF), at=now)

    assert (item.sort, item.state, item.name) == (BatchSort.PAPER, State.READING, "afdp.exe.pdf")
    assert store.read(item.file) == PDF


def test_taken_twice_it_is_there_once(batch, now):
    first = batches.take(batch=batch, dropped=Dropped("F1.pdf", PDF), at=now)

    again = batches.take(batch=batch, dropped=Dropped("F1.pdf", PDF), at=now)

    assert (again, batch.items.count()) == (first, 1)


def test_a_batch_holds_so_many_papers(batch, now):
    BatchItem.objects.bulk_create(BatchItem(batch=batch, name=f"{n}.pdf") for n in range(rules.MOST_PAPERS))

    with pytest.raises(batches.Full):
        batches.take(batch=batch, dropped=Dropped("F2.pdf", PDF), at=now)


def test_a_batch_with_a_key_is_begun_once(office, now):
    key = new_key()

    assert batches.begin(by=office, at=now, key=key) == batches.begin(by=office, at=now, key=key)
    assert Batch.objects.count() == 1


def test_who_confirms_says_all_it_needs(batch, office, owner, now):
    item = dropped(batch, "scan_1.pdf", page="")
    read(batch)

    with pytest.raises(batches.StillLacks) as refused:
        batches.confirm(item=item, owner=owner, mended={Fact.KIND: PaperKind.INVOICE}, by=office, at=now)

    assert refused.value.lacks == [
        BatchLack.NUMBER, BatchLack.ISSUED_ON, BatchLack.BASE, BatchLack.TAX, BatchLack.TOTAL,
    ]  # fmt: skip


def test_what_is_left_out_says_by_whom_and_is_left_out_once(batch, office, owner, now):
    item = dropped(batch)
    read(batch)

    batches.leave_out(item=item, by=office, at=now)

    item.refresh_from_db()
    assert (item.state, item.why) == (State.REFUSED, "La ha dejado fuera Carmen Ruiz.")
    with pytest.raises(batches.Settled):
        batches.leave_out(item=item, by=office, at=now)
    with pytest.raises(batches.Settled):
        batches.confirm(item=item, owner=owner, by=office, at=now)


def test_closing_a_batch_lets_what_was_not_published_go_and_stops_its_publishing(batch, office, now):
    item = dropped(batch)
    read(batch)
    job = publishing.start(batch=Batch.objects.get(), by=office, at=now)

    batches.close(batch=batch, by=office, at=now)
    done(job)

    item.refresh_from_db()
    assert (item.state, item.why) == (State.REFUSED, "No se publicó: Carmen Ruiz cerró la tanda.")
    assert (item.transcript, item.invoice, batch.items.unsettled().count()) == ("", None, 0)
