from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from maintenance.enums import Directive, Drive
from maintenance.rules import cells


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("0,63", "0.63", "0.63"),
        ("0.63", "0.63", "0.63"),
        ("1.050,5 kg", "1050.5", "1050.5"),
        ("1.050", "1050", "1.050"),
        ("1050,0", "1050.0", "1050.0"),
        ("1.000.000", "1000000", None),
        ("1 m/s", "1", "1"),
        ("-5", "-5", "-5"),
        ("4,020000000000001", "4.020000000000001", "4.020000000000001"),
        ("abc", None, None),
        ("", None, None),
        ("1-2", None, None),
    ],
)
def test_a_number_is_read_with_its_decimal_sign_and_its_unit(text, comma, point):
    wanted = [one and Decimal(one) for one in (comma, point)]

    assert [cells.number(text, sign) for sign in ",."] == wanted


@pytest.mark.parametrize(
    "text", ["3/2/2019", "03-02-2019", "3.2.2019", "2019-02-03", "2019-02-03T00:00:00", "03/02/19"]
)
def test_a_day_is_read_as_iso_and_as_spain_writes_it(text):
    assert cells.day(text) == date(2019, 2, 3)


def test_a_day_is_read_as_the_mapping_says():
    assert cells.day("02/03/2019", "%m/%d/%Y") == date(2019, 2, 3)


@pytest.mark.parametrize("text", ["31/02/2019", "ayer", "2019"])
def test_what_is_no_day_is_none(text):
    assert cells.day(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("24/11/2025 08:30", "Europe/Madrid", datetime(2025, 11, 24, 7, 30, tzinfo=UTC)),
        ("2018-07-19 08:51:20", "UTC", datetime(2018, 7, 19, 8, 51, 20, tzinfo=UTC)),
        ("2018-07-19T08:51:20+02:00", "UTC", datetime(2018, 7, 19, 6, 51, 20, tzinfo=UTC)),
        ("26/10/2025 02:30", "Europe/Madrid", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("30/03/2025 02:30", "Europe/Madrid", datetime(2025, 3, 30, 1, 30, tzinfo=UTC)),
        ("24/11/2025", "Atlantic/Canary", datetime(2025, 11, 24, 0, 0, tzinfo=UTC)),
    ],
    ids=["winter", "utc", "with its zone", "an hour that comes twice", "an hour that never was", "a day alone"],
)
def test_a_moment_is_read_by_the_clock_of_its_zone(text, zone, moment):
    assert cells.moment(text, zone=zone) == moment


def test_a_choice_is_known_by_its_value_and_by_its_label():
    found = [cells.choice(text, Drive) for text in ("hydraulic", "HIDRÁULICO", "Eléctrico (tracción)", "vapor")]

    assert found == [Drive.HYDRAULIC, Drive.HYDRAULIC, Drive.TRACTION, None]
    assert cells.choice("95/16/CE", Directive) == Directive.D_95_16


@pytest.mark.parametrize("text", ["#N/D", "#¡REF!", "#REF!", "#¿NOMBRE?", "#DIV/0!", "#VALUE!"])
def test_a_spreadsheets_error_is_known(text):
    assert cells.is_error(text)


def test_plain_text_is_no_error():
    assert not any(cells.is_error(text) for text in ("#1", "N/D", "#ref"))


def test_control_characters_and_doubled_spaces_go():
    assert cells.clean(" Calle\x00  Mayor\u200b\n3 ") == "Calle Mayor 3"
