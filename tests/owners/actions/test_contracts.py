from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from owners.actions import contracts
from owners.actions.contracts import Terms
from owners.enums import Cover
from owners.models import Clause, Contract, Price
from portal.ledger.models import Entry


def _facts(owner, kind):
    return Entry.objects.of_stream(owner.pk).filter(kind=kind).order_by("number").last()


def test_entering_writes_the_contract_its_clauses_and_its_first_price(contract, owner, lift):
    entered, price = _facts(owner, "contract.entered"), _facts(owner, "price.revised")

    assert (contract.cover, list(contract.lifts.all())) == (Cover.FULL, [lift])
    assert list(contract.clauses.order_by("place").values_list("number", "covers")) == [("3.1", True), ("6.3", False)]
    assert entered.facts == {
        "cover": "full",
        "starts_on": "2024-01-01",
        "term_ends_on": "2025-01-01",
        "renews_months": 12,
        "notice_days": 60,
    }
    assert (price.facts["monthly"], price.facts["from_on"], price.audience) == ("90.00", "2024-01-01", "billing")


def test_an_owner_has_one_contract_of_a_number(contract, owner, lift, now):
    terms = Terms(number="C-1041", cover=Cover.BASIC, starts_on=date(2026, 1, 1))

    with pytest.raises(contracts.AlreadyThere):
        contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(1), by=None, at=now)

    assert Contract.objects.count() == 1


def test_a_revision_is_a_new_price_and_a_fact(contract, owner, office, now):
    price = contracts.revise_price(
        contract=contract, monthly=Decimal("92.16"), from_on=date(2027, 1, 1), why="IPC, 2,4 %", by=office, at=now
    )

    assert list(contract.prices.order_by("from_on").values_list("monthly", flat=True)) == [Decimal(90), price.monthly]
    assert _facts(owner, "price.revised").facts["monthly"] == "92.16"


@pytest.mark.parametrize("from_on", [date(2024, 1, 1), date(2023, 12, 31)])
def test_a_price_of_a_day_that_has_one_or_before_the_contract_is_refused(contract, from_on, now):
    with pytest.raises(contracts.CannotRevise):
        contracts.revise_price(contract=contract, monthly=Decimal(1), from_on=from_on, why="x", by=None, at=now)

    assert Price.objects.count() == 1


def test_a_contract_ends_once(contract, owner, office, now):
    last = now.date() + timedelta(days=30)
    contracts.end(contract=contract, ended_on=last, why="La comunidad cambia de empresa.", by=office, at=now)

    with pytest.raises(contracts.CannotEnd):
        contracts.end(contract=contract, ended_on=last, why="otra vez", by=office, at=now)

    assert Contract.objects.get().why_ended == "La comunidad cambia de empresa."
    assert _facts(owner, "contract.ended").facts == {"ended_on": str(last)}


def test_what_was_agreed_is_kept_so_by_the_database(contract):
    for change in (
        lambda: Contract.objects.update(notice_days=1),
        lambda: Clause.objects.update(covers=True),
        lambda: Price.objects.update(monthly=1),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()
