"""The close of a month: who has an invoice, who has not, what goes on paper."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from owners.actions import batches, contracts
from owners.actions.contracts import Terms
from owners.enums import ConsentTo, Cover
from owners.models import Consent
from owners.queries import closing
from tests.owners.batches import dropped, read
from tests.owners.conftest import text

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def agreed(contract, other_owner, other_lift, now):
    """Two owners with a contract."""
    terms = Terms(number="C-2", cover=Cover.BASIC, starts_on=date(2026, 1, 1))
    return contracts.enter(
        owner=other_owner, lifts=[other_lift], terms=terms, clauses=[], monthly=Decimal(60), by=None, at=now
    )


def test_it_says_who_has_a_contract_and_no_invoice(agreed, published_invoice, now):
    published_invoice()

    found = closing.close(OCTOBER, now)

    assert (found.title, found.told) == ("Octubre", "1 de 2 publicadas, 0 dudosas, 1 en papel")
    assert [(one.name, one.street) for one in found.missing] == [("C.P. Calle Santiago 21", "Calle Santiago 21")]
    assert [(one.name, one.numbers) for one in found.papers] == [("C.P. Calle Mayor 14", "F26-4127")]


def test_who_takes_them_electronically_gets_no_paper(contract, owner, chair, published_invoice, now):
    published_invoice()
    Consent.objects.create(
        owner=owner, to=ConsentTo.INVOICES, wording=1, language="es", sha256="a" * 64, given_at=now, given_by=chair
    )

    assert closing.close(OCTOBER, now).told == "1 de 1 publicadas, 0 dudosas, 0 en papel"


def test_what_is_doubtful_waits_and_another_month_is_another(contract, published_invoice, office, chair, now):
    published_invoice()
    batch = batches.begin(by=office, at=now)
    dropped(batch, nif="")
    read(batch)

    assert closing.close(date(2026, 9, 1), now).told == "0 de 1 publicadas, 1 dudosa, 0 en papel"


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2026-09", date(2026, 9, 1)),
        ("", OCTOBER),
        ("x", OCTOBER),
        ("2099-01", date(2026, 11, 1)),
        ("0001-01", date(2000, 1, 1)),
    ],
)
def test_the_month_is_the_one_asked_for_else_the_last_whole_one(company, now, asked, first):
    assert closing.month_of(asked, now) == first


def test_the_page_prints_it(agreed, published_invoice, office, client_of):
    published_invoice()

    said = text(client_of(office).get(reverse("owners:close"), {"month": "2026-10"}))

    assert "Octubre 1 de 2 publicadas, 0 dudosas, 1 en papel" in said
    assert "Con contrato y sin factura" in said
    assert "C.P. Calle Santiago 21" in said
