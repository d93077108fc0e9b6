from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from owners.actions import invoices
from owners.actions.invoices import AlreadyPublished, Charge, LinkNotAllowed
from owners.enums import InvoiceKind, InvoiceStatus, WhatFor
from owners.models import Invoice, InvoiceLine
from owners.rules.standings import Standing
from portal.company import queries as companies
from portal.company.models import Company
from portal.ledger.models import Entry


def _kinds(owner):
    money = Entry.objects.of_stream(owner.pk).filter(kind__startswith="invoice.").order_by("number")
    return list(money.values_list("kind", "audience"))


def test_publishing_writes_the_invoice_its_lines_and_a_fact_for_the_office(published, owner, office, now):
    invoice = published(announced=False, charges=[Charge("Cuota de octubre", Decimal("108"), WhatFor.FEE)], by=office)

    entry = Entry.objects.of_stream(owner.pk).get(kind="invoice.published")
    assert (invoice.year, invoice.published_by, invoice.announced_at) == (2026, office, None)
    assert invoice.announce_after == now + timedelta(minutes=60)
    assert list(invoice.lines.values_list("place", "text", "amount")) == [(1, "Cuota de octubre", Decimal("108.00"))]
    assert entry.facts == {
        "sha256": invoice.file.sha256,
        "issued_on": "2026-10-31",
        "total": "130.68",
        "currency": "EUR",
        "status": "issued",
        "announce_after": "2026-11-23T11:00:00.000000Z",
    }
    assert (entry.audience, entry.text["actor"]["id"]) == ("office", str(office.pk))


def test_another_time_of_announcing_may_be_chosen(published, now):
    assert published(announced=False, announce_after=now + timedelta(days=2)).announce_after == now + timedelta(days=2)


def test_the_same_bytes_are_refused_whatever_they_are_called(published, owner):
    first = published()

    with pytest.raises(AlreadyPublished) as refused:
        published("F26-9999", content=b"%PDF-1.7 F26-4127")

    assert (refused.value.standing, refused.value.same_file) == (first, True)
    assert Invoice.objects.count() == 1
    assert len(_kinds(owner)) == 2


def test_the_same_number_of_the_same_issuer_and_year_is_refused(published):
    first = published()

    with pytest.raises(AlreadyPublished) as refused:
        published(content=b"%PDF-1.7 other bytes")

    assert (refused.value.standing, refused.value.same_file) == (first, False)


def test_another_year_or_another_issuer_may_have_the_same_number(published):
    published()

    published(issued_on=date(2025, 10, 31), content=b"%PDF-1.7 last year")
    published(issuer_nif="B47000002", content=b"%PDF-1.7 another company")

    assert Invoice.objects.count() == 3


def test_the_database_takes_one_of_two_at_once(published):
    twin = published(content=b"%PDF-1.7 twin", number="F26-2")

    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.bulk_create([Invoice(**_columns(twin))])


def _columns(invoice):
    names = [field.attname for field in Invoice._meta.concrete_fields if field.attname != "id"]
    return {name: getattr(invoice, name) for name in names}


def test_a_withdrawn_one_may_be_published_again_for_whom_it_is(published, other_owner, now):
    wrong = published()
    invoices.withdraw(invoice=wrong, why="Era de otra comunidad.", by=None, at=now)

    right = published(owner=other_owner)

    assert (right.number, right.file) == (wrong.number, wrong.file)


@pytest.mark.parametrize("field", ["payment_link", "tax_link"])
def test_an_address_outside_the_lists_is_refused(published, field):
    with pytest.raises(LinkNotAllowed) as refused:
        published(**{field: "https://example.org/pay"})

    assert refused.value.field == field
    assert not Invoice.objects.exists()


def test_a_page_of_payment_the_company_named_is_taken(published):
    Company.objects.update(payment_hosts="pagos.example.com\n")
    companies.forget()

    assert published(payment_link="https://pagos.example.com/f/1").payment_link == "https://pagos.example.com/f/1"


def test_a_corrective_invoice_finds_the_one_it_corrects(published):
    first = published()

    credit = published("R26-1", kind=InvoiceKind.CORRECTIVE, corrected_number="F26-4127", base=Decimal("-108"))

    assert credit.corrects == first


def test_what_is_due_is_announced_once(published, owner, now):
    published(announced=False)

    early = invoices.announce_due(at=now + timedelta(minutes=59))
    announced = [invoices.announce_due(at=now + timedelta(minutes=60)) for _twice in range(2)]

    assert (early, announced) == (0, [1, 0])
    assert Invoice.objects.get().announced_at == now + timedelta(minutes=60)
    assert _kinds(owner) == [("invoice.published", "office"), ("invoice.announced", "billing")]


def test_undone_before_its_hour_nobody_hears_of_it(published, owner, now):
    invoice = published(announced=False)

    invoices.withdraw(invoice=invoice, why="Equivocada.", by=None, at=now)

    assert invoices.announce_due(at=now + timedelta(days=1)) == 0
    assert not invoices.announce(invoice=invoice, at=now)
    assert _kinds(owner) == [("invoice.published", "office"), ("invoice.undone", "office")]


def test_withdrawing_is_an_entry_and_the_file_stays(published, owner, office, now):
    invoice = published()

    invoices.withdraw(invoice=invoice, why="Importe equivocado.", by=office, at=now)

    assert (invoice.withdrawn_at, invoice.withdrawn_by, invoice.why_withdrawn) == (now, office, "Importe equivocado.")
    assert _kinds(owner)[-1] == ("invoice.withdrawn", "billing")
    assert invoice.file.size == 17


def test_what_is_withdrawn_is_withdrawn_once(published, owner, now):
    invoice = published()
    invoices.withdraw(invoice=invoice, why="x", by=None, at=now)

    with pytest.raises(invoices.CannotWithdraw):
        invoices.withdraw(invoice=invoice, why="y", by=None, at=now)

    assert (Invoice.objects.get().why_withdrawn, len(_kinds(owner))) == ("x", 3)


RETURNED = Standing(
    status=InvoiceStatus.RETURNED,
    charged_on=date(2026, 11, 5),
    returned_on=date(2026, 11, 10),
    why_returned="fondos insuficientes",
    next_charge_on=date(2026, 12, 5),
)


def test_moving_writes_what_the_erp_says_and_no_words_in_the_ledger(published, owner, now):
    invoice = invoices.move(invoice=published(), to=RETURNED, by=None, at=now)

    entry = Entry.objects.of_stream(owner.pk).get(kind="invoice.returned")
    assert Standing.of(invoice) == RETURNED
    assert entry.facts == {
        "status": "returned",
        "charged_on": "2026-11-05",
        "returned_on": "2026-11-10",
        "next_charge_on": "2026-12-05",
        "paid_on": None,
    }


def test_the_same_said_twice_is_written_once(published, owner, now):
    invoice = published()

    for _twice in range(2):
        invoices.move(invoice=invoice, to=RETURNED, by=None, at=now)

    assert [kind for kind, _audience in _kinds(owner)].count("invoice.returned") == 1


def test_of_two_who_move_it_the_second_looks_again(published, now):
    mine = published()
    theirs = Invoice.objects.get()
    invoices.move(invoice=theirs, to=Standing(status=InvoiceStatus.PAID), by=None, at=now)

    with pytest.raises(invoices.CannotMove):
        invoices.move(invoice=mine, to=RETURNED, by=None, at=now)

    assert Invoice.objects.get().status == InvoiceStatus.PAID


def test_a_withdrawn_one_stands_still(published, now):
    invoice = invoices.withdraw(invoice=published(), why="x", by=None, at=now)

    with pytest.raises(invoices.CannotMove):
        invoices.move(invoice=invoice, to=RETURNED, by=None, at=now)


@pytest.mark.parametrize("change", [{"total": 1}, {"number": "x"}, {"file_id": None}, {"issued_on": date(2020, 1, 1)}])
def test_the_database_refuses_to_change_what_an_invoice_says(published, change):
    published()

    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.update(**change)


def test_the_database_refuses_to_delete_an_invoice_and_to_change_a_line(published):
    published(charges=[Charge("Cuota", Decimal("108"))])

    for change in (InvoiceLine.objects.all().delete, lambda: InvoiceLine.objects.update(amount=1)):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.all()._raw_delete("default")
