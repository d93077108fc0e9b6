"""The office says by hand what the lines of a published invoice charge for, and gives lines to one without."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from maintenance.actions import bulletins
from maintenance.models import Breakdown
from owners.actions import invoices
from owners.actions.invoices import Charge
from owners.enums import WhatFor
from owners.models import Invoice, InvoiceLine
from owners.queries import explaining
from portal.ledger.models import Entry
from portal.web import pages
from tests.owners.conftest import text


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


def _url(invoice):
    return reverse("owners:invoice-lines", args=[invoice.pk])


@pytest.fixture
def say(desk):
    """Sends the form of the lines: what is said of each, by place, as somebody types it who saw so many before."""

    def send(invoice, *, seen=0, query="", **said):
        typed = {"seen": seen} | {f"line-{place}-what_for": "fee" for place in range(1, 55)}
        for name, line in said.items():
            typed |= {f"line-{name.removeprefix('of_')}-{field}": value for field, value in line.items()}
        return desk.post(_url(invoice) + query, typed, follow=True)

    return send


def _standing(invoice):
    return [(one.place, one.text, one.amount) for one in invoice.lines.standing().order_by("place")]


def test_a_published_line_is_tied_to_its_visit_and_clause_and_its_amount_stays(
    published, contract, visited, issued, say, desk, chair, client_of, office
):
    bulletin = issued(visited(30))
    clause = contract.clauses.get(number="3.1")
    lines = [Charge("Revisión de octubre", Decimal("90"), quantity=Decimal("1.5")), Charge("Llaves", Decimal("18"))]
    invoice = published(charges=lines)

    said = {"works_reference": bulletin.number, "covered": "yes", "clause": clause.pk, "amount": "1,00", "text": "Otra"}
    answer = text(say(invoice, of_1=said, of_2={"what_for": "other"}))

    one = invoice.lines.standing().get(place=1)
    entry = Entry.objects.of_stream(invoice.owner_id).get(kind="invoice.explained")
    page = text(client_of(chair).get(reverse("owners:invoice", args=[invoice.pk])))
    assert (one.text, one.amount, one.quantity) == ("Revisión de octubre", Decimal("90"), Decimal("1.5"))
    assert (one.visit, one.clause, one.covered, one.explanation.by) == (bulletin.visit, clause, True, office)
    assert [row.place for row in invoice.lines.as_published().order_by("place")] == [1, 2]
    assert (entry.text["actor"]["id"], entry.facts["lines"]) == (str(office.pk), 2)
    assert "Guardado. Su titular lo lee en la factura." in answer
    assert "Es la revisión del 24 de octubre : Marta Gil" in page
    assert "Explicadas por Carmen Ruiz, hoy a las 11:00." in page
    assert f'value="{bulletin.number}"' in desk.get(_url(invoice)).content.decode()


def test_an_invoice_without_lines_is_given_them_and_they_come_to_its_base(published, standing, say, desk):
    invoice = published()
    refused = say(invoice, of_1={"text": "Cuota", "amount": "90"}, of_2={"text": "Llaves", "amount": "20,00"})
    nothing = invoice.lines.exists()

    broken = {"text": "Motor de puertas", "amount": "18", "quantity": "2", "works_reference": standing.number}
    say(invoice, of_1={"text": "Cuota", "amount": "90"}, of_2={}, of_3=broken | {"what_for": "repair"})

    page = text(refused)
    assert "Las líneas suman 110,00 € y la base, según el ERP, es 108,00 €: sobran 2,00 €." in page
    assert ('value="20,00"' in refused.content.decode(), nothing) == (True, False)
    assert _standing(invoice) == [(1, "Cuota", Decimal("90")), (3, "Motor de puertas", Decimal("18"))]
    assert invoice.lines.get(place=3).breakdown == standing
    assert list(invoice.lifts.all()) == [standing.lift]


def test_what_was_given_by_hand_is_corrected_and_the_old_is_kept_and_counts_no_more(published, say, chair, client_of):
    invoice = published()
    say(invoice, of_1={"text": "Cuota", "amount": "100"}, of_2={"text": "Llaves", "amount": "8"})

    say(invoice, seen=1, query="?from=2", of_1={"text": "Cuota", "amount": "108"}, of_2={})

    hers = client_of(chair)
    costs, page = hers.get(reverse("owners:invoices")).context["years"], text(hers.get(pages.url_for(invoice)))
    kept = invoice.lines.exclude(replaced_by=None).order_by("place").values_list("text", "amount", "replaced_by__place")
    assert _standing(invoice) == [(1, "Cuota", Decimal("108"))]
    assert list(kept) == [("Cuota", Decimal("100"), 2), ("Llaves", Decimal("8"), 2)]
    assert [(year.year, year.total) for year in costs] == [(2026, "108,00\xa0€")]
    assert "Corregidas por Carmen Ruiz, hoy a las 11:00: lo que decían antes Cuota 100,00 € Llaves 8,00 €" in page
    for change in ({"amount": 1}, {"explanation": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            InvoiceLine.objects.update(**change)


def test_who_writes_beside_somebody_else_is_told_and_saying_the_same_writes_nothing(published, say):
    invoice = published(charges=[Charge("Cuota", Decimal("108"))])

    pages = [text(say(invoice, seen=seen, of_1={"why": why})) for seen, why in ((0, "a"), (0, "b"), (1, "a"))]

    assert "Alguien la ha explicado mientras usted escribía" in pages[1]
    assert "No hay nada que cambiar." in pages[2]
    assert invoice.explanations.count() == 1
    assert invoice.lines.standing().get().why == "a"


def test_before_the_announcing_it_is_the_offices_own_and_a_withdrawn_one_is_not_explained(published, say, now):
    early, gone = published("F26-1", announced=False), published("F26-2")
    invoices.withdraw(invoice=gone, why="x", by=None, at=now)

    say(early, of_1={"text": "Cuota", "amount": "108"})
    refused = text(say(gone, of_1={"text": "Cuota", "amount": "108"}))

    kinds = set(Entry.objects.of_stream(early.owner_id).values_list("kind", flat=True))
    assert kinds & {"invoice.prepared", "invoice.explained"} == {"invoice.prepared"}
    assert ("Está retirada: ya no se explica." in refused, gone.lines.exists()) == (True, False)


def test_those_to_explain_follow_one_another(published, say, desk, visited):
    visit = visited(30)
    bulletins.allot_number(visit)
    fee = Charge("Cuota", Decimal("108"), WhatFor.FEE)
    bare = published("F26-1", charges=[Charge("Motor", Decimal("108"), WhatFor.REPAIR)])
    for number, line in (("F26-2", fee), ("F26-3", Charge("Revisión", Decimal("108"), visit=visit))):
        published(number, charges=[line])
    empty = published("F26-4")

    rows = desk.get(reverse("owners:published"), {"lacking": "1"}).context["rows"]
    answers = [say(empty, query="?lacking", of_1={"text": "Cuota", "amount": "108"})]
    answers.append(say(bare, query="?lacking", of_1={"why": "Un golpe con un carro.", "what_for": "repair"}))

    assert [row.number for row in rows] == ["F26-4", "F26-1"]
    assert [answer.redirect_chain[-1][0] for answer in answers] == [
        _url(bare) + "?lacking", reverse("owners:published-one", args=[bare.pk]),
    ]  # fmt: skip
    assert not desk.get(reverse("owners:published"), {"lacking": "1"}).context["rows"]


def test_a_long_invoice_is_explained_a_page_at_a_time(published, say, desk):
    invoice = published(charges=[Charge(f"Cuota {n}", Decimal("2"), WhatFor.FEE) for n in range(1, 55)])

    first = say(invoice, **{f"of_{n}": {"why": "x"} for n in range(1, 41)})
    say(invoice, seen=1, query="?from=41", **{f"of_{n}": {"why": "y"} for n in range(41, 55)})

    assert first.redirect_chain[-1][0] == _url(invoice) + "?from=41"
    assert list(invoice.lines.standing().order_by("place").values_list("why", flat=True)) == ["x"] * 40 + ["y"] * 14
    assert Invoice.objects.get().explanations.count() == 2


def test_what_is_suggested_has_the_day_it_was_there(owner, standing, now):
    Breakdown.objects.filter(pk=standing.pk).update(reported_at=datetime(2026, 10, 24, 22, 30, tzinfo=UTC))

    assert explaining.suggested(owner, now) == [(standing.number, "avería, 25 oct.")]
