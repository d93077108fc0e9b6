import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from owners.enums.reading import GuessReason
from owners.rules.recognition.houses import Clues, House, KnownOwner
from tests.owners.rules.recognition.cast import GAMAZO, HOUSE, MAYOR, OTHER_GAMAZO


def _ranked(**clues):
    return [(guess.owner, [hint.code for hint in guess.hints]) for guess in HOUSE.rank(Clues(**{"words": "", **clues}))]


def test_its_nif_is_the_owner():
    assert _ranked(numbers=[GAMAZO.nif]) == [(GAMAZO.id, [GuessReason.NIF])]


def test_of_two_in_one_street_fee_and_month_tell_them_apart():
    found = HOUSE.rank(
        Clues(
            "C.P. CL GAMAZO 1?\nCuota nov. 108,90", ["H4705120?"], base=Decimal("108.90"), issued_on=date(2026, 11, 5)
        )
    )

    assert [guess.owner for guess in found] == [GAMAZO.id]
    assert [hint.words for hint in found[0].hints] == [
        "Su NIF, H47051206, es casi el que se lee",
        "La cuota coincide: 108,90\xa0€",
    ]


def test_an_owner_that_has_its_invoice_of_the_month_is_less_likely():
    found = HOUSE.rank(
        Clues("para la comunidad de calle Gamazo 21", base=Decimal("108.90"), issued_on=date(2026, 11, 5))
    )

    assert [hint.words for hint in found[0].hints] == [
        "Coincide el nombre",
        "Coincide la dirección",
        "Su cuota es otra: 94,00\xa0€",
        "Ya tiene la 26/3102 de ese mes",
    ]


def test_of_two_alike_who_lacks_its_invoice_of_the_month_comes_first():
    twin = replace(OTHER_GAMAZO, id=UUID(int=9), nif="H47000009", published={})
    house = House.of("", [OTHER_GAMAZO, twin])

    found = house.rank(Clues("Calle Gamazo 21", issued_on=date(2026, 11, 5)))

    assert [guess.owner for guess in found] == [twin.id, OTHER_GAMAZO.id]


def test_a_lift_is_found_by_its_label_or_anywhere_in_the_text():
    assert _ranked(lift="47.003128") == [(GAMAZO.id, [GuessReason.LIFT])]
    assert _ranked(words="Aparato 47-003128, revisado") == [(GAMAZO.id, [GuessReason.LIFT])]


def test_the_name_of_a_file_is_enough_for_a_guess():
    assert _ranked(words="bol-mayor14") == [(MAYOR.id, [GuessReason.NAME, GuessReason.STREET])]


def test_a_street_alone_or_a_common_word_points_at_nobody():
    assert _ranked(words="Comunidad de propietarios de la calle 12") == []


def test_a_number_is_taken_in_its_own_year():
    assert HOUSE.has_published("26-2907", date(2026, 10, 5))
    assert not HOUSE.has_published("26/2907", date(2027, 10, 5))
    assert not HOUSE.has_published("26/2908", date(2026, 10, 5))


def test_two_owners_of_one_lift_number_are_both_offered():
    house = House.of("", [GAMAZO, replace(OTHER_GAMAZO, lifts=GAMAZO.lifts)])

    assert {guess.owner for guess in house.rank(Clues("", lift="47-003128"))} == {GAMAZO.id, OTHER_GAMAZO.id}


def test_a_file_is_ranked_among_two_thousand_owners_in_milliseconds():
    many = [
        KnownOwner(
            UUID(int=n), f"C.P. Calle Santa {n % 40} de la Villa {n % 97} {n % 60}", f"H{47000000 + n}0"[:9],
            streets=(f"Calle Santa {n % 40} de la Villa {n % 97}, {n % 60}",), lifts=(f"47-{n:06}",),
        )
        for n in range(2000)
    ]  # fmt: skip
    house = House.of("", [*many, GAMAZO])
    text = "Factura de la comunidad Calle Santa 7 de la Villa 12, número 30\n" * 20
    began = time.process_time()

    for _file in range(20):
        house.rank(Clues(text, ["H4705120?"]))

    assert (time.process_time() - began) / 20 < 0.1
