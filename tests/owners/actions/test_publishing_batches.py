"""What is sure of a batch published, refused or undone: each paper once, in its own transaction."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from owners.actions import batches, invoices, publishing
from owners.enums import BatchItemState as State
from owners.enums import DocumentKind, InvoiceKind
from owners.enums.reading import PaperKind
from owners.models import Batch, BatchItem, DocumentVersion, Invoice
from owners.rules.einvoices import reading as einvoices
from owners.rules.recognition.shapes import Fact
from portal.ledger.models import Entry
from tests.owners.batches import NOW, done, dropped, listed, read, words
from tests.owners.rules.einvoices.samples import UBL


@pytest.fixture
def batch(office, chair, owner, now):
    return batches.begin(by=office, at=now)


@pytest.fixture
def read_batch(batch):
    """Two invoices that are sure and one that is not."""
    dropped(batch)
    dropped(batch, "F26-3002.pdf", number="F26-3002")
    dropped(batch, "scan.pdf", number="F26-3003", nif="")
    read(batch)
    return batch


def _publish(batch, now, by=None, **more):
    batch.refresh_from_db()
    return done(publishing.start(batch=batch, by=by, at=now, **more))


def test_what_is_sure_is_published_and_what_is_doubtful_waits(read_batch, owner, lift, office, now):
    job = _publish(read_batch, now, by=office)

    made = Invoice.objects.order_by("number")
    assert (job.done, job.total, job.outcome["papers"]) == (2, 2, 2)
    assert [(one.number, one.owner, one.announce_after, one.published_by) for one in made] == [
        ("F26-3001", owner, now + timedelta(hours=1), office),
        ("F26-3002", owner, now + timedelta(hours=1), office),
    ]
    assert [list(one.lifts.all()) for one in made] == [[lift], [lift]]
    assert dict(read_batch.items.values_list("name", "state")) == {
        "F26-3001.pdf": State.PUBLISHED,
        "F26-3002.pdf": State.PUBLISHED,
        "scan.pdf": State.DOUBTFUL,
    }
    assert set(BatchItem.objects.filter(state=State.PUBLISHED).values_list("transcript", flat=True)) == {""}


def test_it_is_announced_at_the_chosen_time_and_never_before_the_undo_hour(read_batch, now):
    tomorrow = now + timedelta(days=1)

    _publish(read_batch, now, announce_after=tomorrow)

    assert set(Invoice.objects.values_list("announce_after", flat=True)) == {tomorrow}
    read_batch.refresh_from_db()
    assert read_batch.announce_after == tomorrow


def test_a_twin_published_meanwhile_is_refused_and_the_others_go_on(read_batch, published_invoice, now):
    standing = published_invoice("F26-3001")

    _publish(read_batch, now)

    item = read_batch.items.get(name="F26-3001.pdf")
    assert (item.state, item.standing, item.invoice) == (State.REFUSED, standing, None)
    assert item.why == "La F26-3001 ya se publicó el 23/11/2026, para C.P. Calle Mayor 14."
    assert read_batch.items.get(name="F26-3002.pdf").state == State.PUBLISHED


def test_what_a_person_mended_is_what_is_published(read_batch, owner, office, now):
    item = read_batch.items.get(name="scan.pdf")
    mended = {
        Fact.NUMBER: "R-7",
        Fact.KIND: PaperKind.CORRECTIVE,
        Fact.CORRECTED: "F26-1",
        Fact.BASE: Decimal("100.00"),
    }
    batches.confirm(item=item, owner=owner, mended=mended, by=office, at=now)

    _publish(read_batch, now)

    made = Invoice.objects.get(number="R-7")
    assert (made.kind, made.corrected_number, made.base, made.total) == (
        InvoiceKind.CORRECTIVE,
        "F26-1",
        Decimal("100.00"),
        Decimal("130.68"),
    )


def test_a_figure_no_invoice_can_have_is_refused_in_words(read_batch, owner, office, now):
    item = read_batch.items.get(name="scan.pdf")
    batches.confirm(item=item, owner=owner, mended={Fact.NUMBER: "7" * 41}, by=office, at=now)

    _publish(read_batch, now)

    item.refresh_from_db()
    assert (item.state, item.why) == (State.REFUSED, "El número es demasiado largo. Ábrala y corríjalo.")


def test_another_paper_becomes_a_document_of_the_lift(batch, lift, owner, office, now):
    item = dropped(batch, "bol-mayor14.pdf", page="Boletín de mantenimiento 26-11-0398\nRAE 47-003128")
    read(batch)
    batches.confirm(item=item, owner=None, lift=lift, by=office, at=now)

    _publish(batch, now, by=office)

    made = DocumentVersion.objects.select_related("document").get()
    item.refresh_from_db()
    assert (made.document.kind, made.document.lift, item.version) == (DocumentKind.LOG, lift, made)


def test_undoing_takes_back_all_before_anybody_was_told(read_batch, owner, office, now):
    _publish(read_batch, now)
    read_batch.refresh_from_db()

    job = done(publishing.undo(batch=read_batch, by=office, at=now + timedelta(minutes=30)))

    kinds = Entry.objects.of_stream(owner.pk).filter(kind__startswith="invoice.").values_list("kind", flat=True)
    assert (job.done, Invoice.objects.standing().count()) == (2, 0)
    assert sorted(kinds) == ["invoice.published"] * 2 + ["invoice.undone"] * 2
    assert read_batch.items.filter(state=State.WITHDRAWN).count() == 2


def test_what_owners_were_told_of_is_not_undone(read_batch, office, now):
    _publish(read_batch, now)
    read_batch.refresh_from_db()

    with pytest.raises(publishing.TooLate):
        publishing.undo(batch=read_batch, by=office, at=now + timedelta(hours=1))

    invoices.announce(invoice=Invoice.objects.get(number="F26-3001"), at=now)
    done(publishing.undo(batch=read_batch, by=office, at=now + timedelta(minutes=5)))
    assert list(Invoice.objects.standing().values_list("number", flat=True)) == ["F26-3001"]


def test_undoing_stops_what_is_being_published(read_batch, office, now):
    job = publishing.start(batch=read_batch, by=office, at=now)
    read_batch.refresh_from_db()

    done(publishing.undo(batch=read_batch, by=office, at=now))
    done(job)

    assert Invoice.objects.count() == 0
    assert read_batch.items.filter(state=State.SURE).count() == 2


def test_it_is_published_by_one_job_at_a_time_and_only_when_there_is_something(read_batch, batch, now):
    publishing.start(batch=read_batch, by=None, at=now)

    with pytest.raises(publishing.UnderWay):
        publishing.start(batch=Batch.objects.get(pk=read_batch.pk), by=None, at=now)
    with pytest.raises(publishing.NothingSure):
        publishing.start(batch=batches.begin(by=None, at=now), by=None, at=now)


def test_the_lists_day_of_charge_is_the_next_one(batch, now):
    dropped(batch)
    listed(batch, ("F26-3001", "H47218306", "31/10/2026", "108,00", "22,68", "130,68"))
    read(batch)

    _publish(batch, now)

    made = Invoice.objects.get()
    assert (made.status, made.issuer_nif, made.charged_on) == ("issued", "B47000001", None)


def test_the_lines_of_the_xml_within_are_charged(batch, owner, lift, now):
    item, xml = dropped(batch), UBL
    BatchItem.objects.filter(pk=item.pk).update(
        transcript=json.dumps({"pages": [words()], "einvoice": xml}), state="sure", owner=owner
    )
    read(batch)
    item.refresh_from_db()
    batches.confirm(item=item, owner=owner, lift=lift, by=batch.by, at=now)

    _publish(batch, now)

    made = Invoice.objects.get()
    lines = einvoices.read(xml.encode()).lines
    assert list(made.lines.values_list("text", "amount")) == [(line.text, line.net) for line in lines]


def test_a_paper_that_names_a_work_is_of_its_lift(batch, owner, ordered, lift, other_lift, now):
    owner.tenures.create(lift=other_lift, from_on=now.date())
    ordered()
    dropped(batch, page=f"{words()}\nOrden de trabajo: t-2026-0001")
    read(batch)

    _publish(batch, now)

    made = Invoice.objects.get()
    assert (made.works_reference, list(made.lifts.all())) == ("t-2026-0001", [lift])


def test_a_line_of_the_xml_within_leads_to_the_work_it_names(batch, owner, lift, ordered, now):
    work = ordered()
    line = "<cac:DocumentReference><cbc:ID>T-2026-0001</cbc:ID></cac:DocumentReference><cac:Item>"
    item = dropped(batch)
    transcript = json.dumps({"pages": [words()], "einvoice": UBL.replace("<cac:Item>", line, 1)})
    BatchItem.objects.filter(pk=item.pk).update(transcript=transcript, state="sure", owner=owner)
    read(batch)
    item.refresh_from_db()
    batches.confirm(item=item, owner=owner, lift=lift, by=batch.by, at=now)

    _publish(batch, now)

    assert [one.work for one in Invoice.objects.get().lines.order_by("place")][:1] == [work]


def _with_state(batch, state, day):
    head = "Factura;NIF;Fecha;Base;IVA;Total;Estado;Fecha cargo"
    lines = f"{head}\nF26-3001;H47218306;31/10/2026;108,00;22,68;130,68;{state};{day}"
    batches.take(batch=batch, dropped=batches.Dropped("remesa.csv", lines.encode()), at=NOW)
    dropped(batch)
    read(batch)


def test_what_the_list_charges_on_a_day_to_come_is_published_as_issued_with_that_day(batch, now):
    _with_state(batch, "Remesada", "05/12/2026")

    _publish(batch, now)

    made = Invoice.objects.get()
    assert (made.status, made.charged_on, made.next_charge_on) == ("issued", None, date(2026, 12, 5))


def test_what_the_list_says_is_paid_on_a_day_to_come_is_refused_in_words(batch, office, now):
    _with_state(batch, "Cobrada", "05/12/2026")

    _publish(batch, now, by=office)

    refused = batch.items.papers().get()
    assert (refused.state, refused.why) == (
        State.REFUSED,
        "La lista dice que ya está cobrada, y el 05/12/2026 no ha llegado.",
    )
