from datetime import date
from decimal import Decimal

from owners.actions import contracts
from portal.web import pages
from tests.owners.conftest import text


def test_the_contract_hides_nothing(contract, chair, client_of, now):
    contracts.revise_price(
        contract=contract, monthly=Decimal("92.70"), from_on=date(2027, 1, 1), why="IPC, 3,0 %", by=None, at=now
    )

    page = text(client_of(chair).get(pages.url_for(contract)))

    assert "Contrato todo riesgo Calle Mayor 14, Ascensor principal 90,00 € al mes, sin impuestos" in page
    assert "Cubrimos las piezas y la mano de obra a cualquier hora. Cubierto 3.1 revisión cada mes" in page
    assert "No cubierto 6.3 llaves y mandos" in page
    assert "92,70 € (+3,0 %) IPC, 3,0 % será desde el 1 de enero de 2027 90,00 € desde el 1 de enero de 2024" in page
    assert "Se renueva solo el 1 de enero de 2027, por 1 año." in page
    assert "Último día para decir que no Fue el 1 de noviembre: se renueva. Preaviso 60 días" in page
    assert "Con alguien dentro 1 h" in page


def test_one_that_ended_says_when_and_why(contract, chair, client_of, now):
    contracts.end(contract=contract, ended_on=date(2026, 11, 1), why="Cambian de empresa.", by=None, at=now)

    page = text(client_of(chair).get(pages.url_for(contract)))

    assert "Este contrato ya no vale." in page
    assert "Deja de valer 1 de noviembre. Cambian de empresa." in page


def test_the_list_has_the_contracts_of_ones_own_owners(contract, cast, client_of):
    seen = {
        who: len(client_of(getattr(cast, who)).get("/contracts/").context["rows"]) for who in ("chair", "neighbour")
    }

    assert seen == {"chair": 1, "neighbour": 0}


def test_the_list_costs_as_many_queries_with_one_row_as_with_three(
    contract, owner, lift, office, client_of, counting, now
):
    client = client_of(office)
    client.get("/contracts/")
    with counting() as one:
        client.get("/contracts/")
    for number in ("C-2", "C-3"):
        terms = contracts.Terms(number=number, cover=contract.cover, starts_on=date(2026, 1, 1))
        contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(1), by=None, at=now)
    with counting() as three:
        client.get("/contracts/")

    assert len(one) == len(three)
