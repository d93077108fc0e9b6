"""A batch read: what each paper is, whose, how sure, and which are refused."""

from decimal import Decimal

import pytest

from owners.actions import batches, drafting, reading
from owners.actions.batches import Dropped
from owners.enums import BatchItemState as State
from owners.models import BatchItem
from owners.rules.batches import Understood
from owners.rules.einvoices import codes
from owners.rules.einvoices import reading as einvoices
from owners.rules.recognition import keeping
from owners.rules.recognition.shapes import Fact, Source
from portal.files import store
from portal.jobs.models import JobState
from tests.codes import TAX_LINK, scanned, with_code
from tests.owners.batches import bill, dropped, listed, read
from tests.owners.rules.einvoices.samples import CII, UBL


@pytest.fixture
def batch(office, chair, owner, now):
    return batches.begin(by=office, at=now)


def _states(batch):
    return list(batch.items.order_by("name").values_list("name", "state", "why"))


def test_a_pdf_is_read_in_a_process_apart_and_understood(batch, owner, lift, now):
    batches.take(batch=batch, dropped=Dropped("F26-3001.pdf", bill()), at=now)

    job = read(batch)

    item = batch.items.get()
    assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)
    assert (item.state, item.confidence, item.owner, item.number) == (State.SURE, 4, owner, "F26-3001")
    assert item.total == Decimal("130.68")
    assert keeping.read(item.understood).value(Fact.BASE) == Decimal("108.00")


def test_a_list_that_comes_later_makes_what_differs_doubtful(batch, now):
    item = dropped(batch)
    read(batch)
    assert BatchItem.objects.get(pk=item.pk).state == State.SURE

    listed(batch, ("F26-3001", "H47218306", "31/10/2026", "109,00", "22,68", "131,68"))
    read(batch)

    item.refresh_from_db()
    assert (item.state, item.confidence) == (State.DOUBTFUL, 2)
    assert keeping.read(item.understood).facts[Fact.TOTAL].otherwise[0].value == Decimal("130.68")


def test_what_is_published_already_is_refused_with_where_it_is(batch, published_invoice):
    standing = published_invoice("F26-3001")
    dropped(batch)

    read(batch)

    item = batch.items.get()
    assert (item.state, item.standing) == (State.REFUSED, standing)
    assert item.why == "La F26-3001 ya se publicó el 23/11/2026, para C.P. Calle Mayor 14."


def test_the_same_file_twice_and_the_same_number_twice_in_a_batch_are_said(batch, now):
    first = dropped(batch)
    BatchItem.objects.create(
        batch=batch, name="otra vez.pdf", sha256=first.sha256, file=first.file, transcript=first.transcript, read_at=now
    )
    dropped(batch, "copia.pdf", total="130,68", tax="22,68")

    read(batch)

    assert _states(batch) == [
        ("F26-3001.pdf", State.SURE, ""),
        ("copia.pdf", State.DOUBTFUL, "«F26-3001.pdf» lleva el mismo número."),
        ("otra vez.pdf", State.REFUSED, "Es el mismo fichero que «F26-3001.pdf»."),
    ]


def test_what_a_person_confirmed_is_not_read_anew(batch, office, owner, now):
    item = dropped(batch, nif="H4721830")
    read(batch)
    batches.confirm(item=item, owner=owner, by=office, at=now)

    read(batch)

    item.refresh_from_db()
    assert (item.state, item.owner, item.confirmed_by) == (State.SURE, owner, office)


def test_a_list_that_cannot_be_read_is_refused_and_the_batch_goes_on(batch, now):
    dropped(batch)
    batches.take(batch=batch, dropped=Dropped("x.csv", b"uno;dos\n1;2\n"), at=now)

    read(batch)

    (paper, _state, _why), (sheet, state, why) = _states(batch)
    assert (paper, sheet, state) == ("F26-3001.pdf", "x.csv", State.REFUSED)
    assert why.startswith("No se sabe en qué columna está el número de la factura.")


def test_it_is_read_by_one_job_at_a_time(batch, now):
    reading.start(batch=batch, by=None, at=now)

    with pytest.raises(reading.UnderWay):
        reading.start(batch=batch, by=None, at=now)


def test_an_xml_beside_makes_its_pdf_sure_and_one_that_is_alone_says_so(batch, owner, now):
    dropped(batch, "2026-118.pdf", page="Factura escaneada")
    batches.take(batch=batch, dropped=Dropped("2026-118.xml", UBL.encode()), at=now)
    batches.take(batch=batch, dropped=Dropped("otra.xml", CII.encode()), at=now)

    read(batch)

    paper, pair, alone = batch.items.order_by("name")
    told = keeping.read(paper.understood)
    assert told.value(Fact.NUMBER) == einvoices.read(UBL.encode()).number
    assert told.facts[Fact.TOTAL].source is Source.EINVOICE
    assert (pair.state, pair.why) == (State.BESIDE, "")
    assert alone.why == "No hay ningún PDF con su nombre ni con su número: no se publica."


def test_what_rotted_on_the_disk_is_refused_and_the_batch_goes_on(batch, now):
    dropped(batch)
    sheet = listed(batch, ("F26-3001", "H47218306", "31/10/2026", "108,00", "22,68", "130,68"))
    xml = batches.take(batch=batch, dropped=Dropped("otra.xml", CII.encode()), at=now)
    paper = batches.take(batch=batch, dropped=Dropped("roto.pdf", bill("F26-9")), at=now)
    for item in (sheet, xml, paper):
        store.path_of(item.sha256).write_bytes(b"?")

    job = read(batch)

    assert job.state == JobState.DONE
    assert dict(batch.items.values_list("name", "state")) == {
        "F26-3001.pdf": State.SURE,
        "otra.xml": State.REFUSED,
        "remesa.csv": State.REFUSED,
        "roto.pdf": State.REFUSED,
    }


def test_the_tax_qr_of_a_scan_is_read_off_its_picture_and_published_with_it(batch, owner, office, now):
    item = batches.take(batch=batch, dropped=Dropped("F26-4127.pdf", scanned(with_code())), at=now)
    listed(batch, ("26-4127", "H47218306", "31/10/2026", "108,00", "22,68", "130,68"))
    read(batch)
    item.refresh_from_db()
    batches.confirm(item=item, owner=owner, lift=None, mended={}, by=office, at=now)

    drafted = drafting.draft(item, Understood.of(item.understood, item.mended))

    assert (drafted.stated.number, drafted.stated.tax_link) == ("26-4127", TAX_LINK)


@pytest.mark.any_database
def test_of_the_codes_of_a_page_only_a_tax_agencys_address_is_kept():
    foreign = [
        "https://example.org/wlpl/TIKE-CONT/ValidarQR?nif=1",
        TAX_LINK.replace("https", "http"),
        TAX_LINK.replace("//www2", "//x@www2"),
        TAX_LINK.replace(".es/", ".es.example.org/"),
        "https://www2.agenciatributaria.gob.es/otra?nif=1",
        f"Pague aquí {TAX_LINK}",
        TAX_LINK + "&x=" + "9" * 400,
        TAX_LINK + "<script>",
    ]
    basque = "https://batuz.eus/QRTBAI/?id=TBAI-00000006Y-251019-btFpwP8dcLGAF-237&s=T&nf=27174&i=4.70&cr=007"

    assert [codes.tax_link([one]) for one in foreign] == [""] * len(foreign)
    assert (codes.tax_link([*foreign, basque, TAX_LINK]), codes.tax_link([])) == (basque, "")
    assert [codes.may_be_printed(pages) for pages in ([], [" "], ["Factura 1"], ["QR tributario:"], ["1", "QR"])] == [
        True, True, False, True, False,
    ]  # fmt: skip
