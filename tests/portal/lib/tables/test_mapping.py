from datetime import date

import pytest

from portal.lib.tables.mapping import parse
from portal.lib.tables.refusals import CannotRead

TEXT = """
sheet = "lifts"
source = "erp"
taken_on = 2026-10-31
decimal = "."
key = ["Serie", "Número"]
[only]
"Estado" = ["Activo"]
[beside.houses]
key = "Código"
by = "Finca"
ignore_zeros = true
[fields]
name = { first_of = ["Descripción", "Situación"] }
street = { join = ["Vía", "houses:Número"], with = ", " }
drive = { column = "Tipo", values = { "ELE" = "traction" }, empty = ["-"] }
use = { column = "Uso", values = { "COM" = "dwellings" }, otherwise = "other" }
region = { constant = "ES-CL" }
"""


def _parsed(text=TEXT, **more):
    return parse(text, sheet="lifts", known={"name", "street", "drive", "use", "region"}, needed=["name"], **more)


def test_facts_come_from_columns_joins_constants_and_tables_of_values():
    mapping = _parsed()
    cells = {"Descripción": " ", "Situación": "Patio", "Vía": "Mayor", "houses:Número": "3", "Tipo": "ele", "Uso": "X"}

    assert mapping.texts(cells) == {
        "name": "Patio",
        "street": "Mayor, 3",
        "drive": "traction",
        "use": "other",
        "region": "ES-CL",
    }


def test_a_value_the_table_does_not_know_passes_as_it_is_so_that_it_is_told():
    assert _parsed().texts({"Tipo": "VVVF"})["drive"] == "VVVF"


def test_a_value_that_means_nothing_is_nothing():
    assert _parsed().texts({"Tipo": "-"})["drive"] == ""


def test_it_says_which_columns_each_sheet_must_have():
    mapping = _parsed()

    assert mapping.columns == ["Serie", "Número", "Estado", "Finca", "Descripción", "Situación", "Vía", "Tipo", "Uso"]
    assert mapping.columns_beside("houses") == ["Código", "Número"]


def test_an_identifier_needs_all_its_parts():
    mapping = _parsed()

    assert mapping.key_of({"Serie": "A", "Número": " 7 "}) == "A · 7"
    assert mapping.key_of({"Serie": "A", "Número": ""}) == ""


def test_rows_nobody_asks_for_are_left_out():
    mapping = _parsed()

    assert [mapping.takes({"Estado": state}) for state in ("ACTIVO", "Baja")] == [True, False]


def test_keys_of_two_sheets_may_differ_in_noughts():
    assert _parsed().beside["houses"].key_in("00027") == "27"


def test_the_day_and_the_hints_are_read():
    mapping = _parsed()

    assert (mapping.taken_on, mapping.hints.decimal) == (date(2026, 10, 31), ".")


WRONG = {
    "no toml": ("key = ", "no es TOML"),
    "another sheet": (TEXT.replace('"lifts"', '"owners"'), "es para «owners» y esto importa «lifts»"),
    "a strange word": (TEXT + 'yaer = "Año"\n', "no se conoce «yaer»"),
    "a strange word within": (TEXT + 'region2 = "x"\n', "no se conoce «region2»"),
    "a strange word in a field": (TEXT.replace("empty =", "emtpy ="), "no se conoce «emtpy»"),
    "no source": (TEXT.replace('source = "erp"', ""), "falta o sobra algo en 'source'"),
    "nothing needed": ('sheet = "lifts"\nsource = "x"\nkey = "a"\n', "no dice de dónde sale: name"),
    "two origins": (TEXT.replace("{ constant", '{ column = "a", join = ["b"], constant'), "falta o sobra algo"),
    "no zone": (TEXT.replace("{ constant", '{ zone = "Marte", constant'), "falta o sobra algo"),
}


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_mapping_is_refused_in_words(text, words):
    with pytest.raises(CannotRead, match=words):
        _parsed(text)
