"""The office writes contracts down."""

from datetime import date
from decimal import Decimal

import pytest

from owners.models import Contract, Price
from tests.owners.conftest import text

ALL, NEW = "/office/contracts/", "/office/contracts/new/"


def _typed(lift, **more):
    said = {
        "lifts": [lift.pk], "number": "C-7", "cover": "basic", "monthly": "61,50", "starts_on": "01/01/2026",
        "term_ends_on": "2027-01-01", "renews_months": "12", "notice_days": "60", "trapped_minutes": "60",
        "clauses-TOTAL_FORMS": "2", "clauses-INITIAL_FORMS": "0",
        "clauses-0-number": "3.1", "clauses-0-words": "la revisión de cada mes", "clauses-0-covers": "yes",
    }  # fmt: skip
    return said | more


def test_a_contract_is_written_down_as_it_was_typed(owner, lift, office, client_of):
    answer = client_of(office).post(f"{NEW}?owner={owner.pk}", _typed(lift))

    made = Contract.objects.get()
    assert answer.url == f"{ALL}{made.pk}/"
    assert (made.owner, made.cover, made.term_ends_on, made.renews_months) == (owner, "basic", date(2027, 1, 1), 12)
    assert (made.trapped_minutes, made.stopped_minutes, made.entered_by) == (60, None, office)
    assert list(made.lifts.all()) == [lift]
    assert list(made.prices.values_list("monthly", "from_on")) == [(Decimal("61.50"), date(2026, 1, 1))]
    assert list(made.clauses.values_list("number", "covers")) == [("3.1", True)]


BAD = (
    ({"number": ""}, "Escriba el número del contrato."),
    ({"number": "C-1041"}, "Este titular ya tiene un contrato con ese número."),
    ({"lifts": []}, "Elija al menos un ascensor."),
    ({"monthly": "abc"}, "Escriba el importe así: 1.234,56."),
    ({"term_ends_on": "01/01/2026"}, "Termina antes de empezar."),
    ({"term_ends_on": ""}, "Para renovarse necesita un plazo."),
    ({"clauses-0-number": ""}, "Escriba el número de la cláusula."),
    ({"clauses-1-number": "3.1", "clauses-1-words": "otra"}, "Esta cláusula está dos veces."),
)


def test_what_cannot_be_is_said_in_words(contract, owner, lift, office, client_of):
    client = client_of(office)

    missing = [
        words
        for typed, words in BAD
        if words not in text(client.post(f"{NEW}?owner={owner.pk}", _typed(lift, **typed)))
    ]

    assert missing == []
    assert Contract.objects.count() == 1


def test_a_neighbours_lift_is_none_of_the_owners(owner, other_lift, office, client_of):
    client_of(office).post(f"{NEW}?owner={owner.pk}", _typed(other_lift))

    assert not Contract.objects.exists()


def test_a_price_is_revised_with_its_reason(contract, office, client_of):
    url, client = f"{ALL}{contract.pk}/prices/", client_of(office)

    refused = client.post(url, {"monthly": "92,70", "from_on": "2027-01-01", "why": ""})
    client.post(url, {"monthly": "92,70", "from_on": "2027-01-01", "why": "IPC"})
    again = client.post(url, {"monthly": "95,00", "from_on": "2027-01-01", "why": "IPC"})

    assert "Escriba por qué cambia: el titular tiene que saberlo." in text(refused)
    assert "Ese día ya tiene precio, o el contrato no vale ese día." in text(again)
    assert list(Price.objects.order_by("from_on").values_list("monthly", flat=True)) == [Decimal(90), Decimal("92.70")]


@pytest.mark.parametrize(
    ("ended_on", "words"),
    [("2026-12-31", "Contrato terminado."), ("2020-01-01", "Ya había terminado, o es antes de que empezara.")],
)
def test_a_contract_is_ended(contract, office, client_of, ended_on, words):
    answer = client_of(office).post(f"{ALL}{contract.pk}/end/", {"ended_on": ended_on, "why": "Se van"}, follow=True)

    assert words in text(answer)


def test_the_list_finds_by_owner_and_number(contract, office, client_of):
    found = [len(client_of(office).get(ALL, {"q": wanted}).context["rows"]) for wanted in ("", "mayor", "c-10", "zzz")]

    assert found == [1, 1, 1, 0]
