from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from maintenance.enums import Cause, Doubt, Drive, Refusal, Use
from maintenance.rules import sheets
from portal.lib.tables.mapping import Field, SheetMapping

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHEET = {
    "street": "Calle Mayor 14",
    "city": "Valladolid",
    "region": "ES-CL",
    "name": "Principal",
    "drive": "hydraulic",
    "year": "2008",
    "speed": "0,63",
    "stops": "6",
    "load_kg": "450",
    "entered_on": "1/2/2020",
}
PAST = {"lift": "A1", "reported_at": "2019-03-01 08:00", "restored_at": "2019-03-01 09:00"}


def _mapping(texts, **more):
    fields = {name: Field(columns=(f"[{name}]",)) for name in texts}
    return SheetMapping(sheet="x", source="erp", key=("k",), fields=fields, **more)


def _lift(**texts):
    told = SHEET | texts
    return sheets.lift(told, _mapping(told, taken_on=date(2026, 1, 1)), AT)


def _outage(**texts):
    told = PAST | texts
    return sheets.outage(told, _mapping(told), AT)


def _said(found):
    return [(remark.code, remark.words) for remark in found.remarks]


def test_a_full_sheet_becomes_a_lift_and_its_building():
    found = _lift(building="F7", rae="47-1", maker="Otis", use="public", travel="12,345", dwellings="20")

    assert found.remarks == []
    assert found.values == {
        "building": {
            "external_id": "F7",
            "street": "Calle Mayor 14",
            "city": "Valladolid",
            "postcode": "",
            "region": "ES-CL",
            "time_zone": "Europe/Madrid",
            "access": "",
        },
        "lift": {
            "name": "Principal",
            "rae": "47-1",
            "serial_number": "",
            "maker": "Otis",
            "energy_class": "",
            "entered_on": date(2020, 2, 1),
            "left_on": None,
            "record_complete_since": None,
            "year": 2008,
            "stops": 6,
            "load_kg": 450,
            "speed": Decimal("0.63"),
            "travel": Decimal("12.35"),
            "dwellings": 20,
            "drive": Drive.HYDRAULIC,
            "directive": "unknown",
            "use": Use.PUBLIC,
            "communication": "unknown",
        },
    }


@pytest.mark.parametrize(
    ("name", "text", "doubt", "words"),
    [
        ("year", "2999", Doubt.YEAR, "[year]: el año «2999» no puede ser; se deja en blanco."),
        ("year", "1849", Doubt.YEAR, "[year]: el año «1849» no puede ser; se deja en blanco."),
        ("year", "2028", Doubt.YEAR, "[year]: el año «2028» no puede ser; se deja en blanco."),
        ("speed", "0", Doubt.SPEED, "[speed]: una velocidad de «0» m/s no puede ser; se deja en blanco."),
        ("speed", "60", Doubt.SPEED, "[speed]: una velocidad de «60» m/s no puede ser; se deja en blanco."),
        ("stops", "1", Doubt.STOPS, "[stops]: «1» paradas no puede ser; se deja en blanco."),
        ("load_kg", "0", Doubt.LOAD, "[load_kg]: una carga de «0» kg no puede ser; se deja en blanco."),
        ("load_kg", "mucha", Doubt.NOT_A_NUMBER, "[load_kg]: «mucha» no es un número; se deja en blanco."),
        ("year", "#N/D", Doubt.SHEET_ERROR, "[year]: la celda trae el error «#N/D»; se deja en blanco."),
    ],
)
def test_a_measure_that_cannot_be_is_left_out_and_the_lift_taken(name, text, doubt, words):
    found = _lift(**{name: text})

    assert _said(found) == [(doubt, words)]
    assert (found.is_refused, found.values["lift"][name]) == (False, None)


def test_the_year_after_the_sheet_was_made_may_be():
    assert _lift(year="2027").values["lift"]["year"] == 2027


@pytest.mark.parametrize(
    ("text", "doubt", "words"),
    [
        ("vapor", Doubt.DRIVE, "[drive]: no conocemos el accionamiento «vapor»; se apunta «otro»."),
        ("", Doubt.NO_DRIVE, "No consta el accionamiento; se apunta «otro»."),
    ],
)
def test_an_unknown_drive_is_written_as_other_and_told(text, doubt, words):
    found = _lift(drive=text)

    assert _said(found) == [(doubt, words)]
    assert found.values["lift"]["drive"] == Drive.OTHER


@pytest.mark.parametrize("text", ["Eléctrico", "ELÉCTRICO", "tracción", "adherencia"])
def test_the_trades_own_words_for_a_drive_are_known(text):
    assert _lift(drive=text).values["lift"]["drive"] == Drive.TRACTION


@pytest.mark.parametrize("name", ["street", "city", "region"])
def test_a_lift_without_its_place_is_refused(name):
    found = _lift(**{name: " "})

    assert _said(found) == [(Refusal.MISSING, f"Falta [{name}].")]


@pytest.mark.parametrize(("name", "text"), [("region", "Castilla"), ("time_zone", "Marte")])
def test_a_region_or_zone_nobody_knows_is_refused(name, text):
    assert [code for code, _ in _said(_lift(**{name: text}))] == [Refusal.UNREADABLE]


def test_the_canaries_keep_their_own_clock():
    assert _lift(region="ES-CN").values["building"]["time_zone"] == "Atlantic/Canary"


def test_an_unknown_first_day_is_the_day_of_the_sheet():
    found = _lift(entered_on="")

    assert found.values["lift"]["entered_on"] == date(2026, 1, 1)
    assert found.words == "[entered_on]: no consta desde cuándo está en la cartera; se apunta 01/01/2026."


def test_a_last_day_before_the_first_is_left_out():
    found = _lift(left_on="31/01/2020")

    assert (found.values["lift"]["left_on"], [code for code, _ in _said(found)]) == (None, [Doubt.DAY])


def test_a_text_too_long_is_cut_and_told():
    found = _lift(maker="x" * 81)

    assert (len(found.values["lift"]["maker"]), found.words) == (
        80,
        "[maker]: el texto es demasiado largo y se recorta.",
    )


def test_braces_in_a_cell_do_no_harm():
    assert _lift(drive="{of}{0}").words == "[drive]: no conocemos el accionamiento «{of}{0}»; se apunta «otro»."


def test_a_past_breakdown_has_its_two_times():
    found = _outage(cause="doors", entrapment="Sí", cause_words="Guía suelta", arrived_at="2019-03-01 08:40")

    assert found.remarks == []
    assert found.values == {
        "lift": "A1",
        "rae": "",
        "reported_at": "2019-03-01T07:00:00.000000Z",
        "restored_at": "2019-03-01T08:00:00.000000Z",
        "arrived_at": "2019-03-01T07:40:00.000000Z",
        "cause": Cause.DOORS,
        "attribution": "unknown",
        "cause_words": "Guía suelta",
        "fix_words": "",
        "entrapment": True,
        "stops_service": True,
        "words": "",
        "end_words": "",
    }


@pytest.mark.parametrize(
    ("texts", "refusal", "words"),
    [
        ({"lift": ""}, Refusal.MISSING, "Falta [lift]."),
        ({"reported_at": ""}, Refusal.MISSING, "Falta [reported_at]."),
        ({"reported_at": "ayer"}, Refusal.UNREADABLE, "[reported_at]: no se entiende «ayer»."),
        (
            {"restored_at": ""},
            Refusal.NO_END,
            "No dice cuándo terminó: el archivo se hizo con la avería abierta.",
        ),
        (
            {"restored_at": "2019-03-01 07:59"},
            Refusal.ENDS_BEFORE,
            "Termina antes de empezar (2019-03-01 08:00 – 2019-03-01 07:59).",
        ),
        ({"restored_at": "2027-01-01"}, Refusal.NOT_YET, "[restored_at]: «2027-01-01» no ha llegado todavía."),
        ({"reported_at": "1019-03-01"}, Refusal.LONG_AGO, "[reported_at]: «1019-03-01» es anterior a 1950."),
    ],
)
def test_a_breakdown_without_its_lift_or_its_times_is_refused(texts, refusal, words):
    found = _outage(**texts)

    assert found.is_refused
    assert _said(found)[0] == (refusal, words)


def test_an_arrival_outside_the_breakdown_is_left_out():
    found = _outage(arrived_at="2019-03-01 09:30")

    assert (found.values["arrived_at"], found.words) == (
        None,
        "[arrived_at]: no se entiende la fecha «2019-03-01 09:30»; se deja en blanco.",
    )


def test_a_breakdown_of_a_hundred_days_is_taken_and_to_be_looked_at():
    found = _outage(restored_at="2019-06-09 09:00")

    assert (found.is_refused, found.words) == (False, "Duró 100 días: compruébelo.")


def test_a_cause_nobody_knows_is_not_determined():
    found = _outage(cause="duendes")

    assert (found.values["cause"], found.words) == (
        Cause.UNKNOWN,
        "[cause]: no conocemos «duendes»; se apunta que no consta.",
    )
