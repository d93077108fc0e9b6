from decimal import Decimal

import pytest

from owners.rules.recognition import amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1234.56", "1234.56"), ("1 234,56 €", "1234.56"),
        ("€ 1.234.567,89", "1234567.89"), ("131,77", "131.77"), ("12,5", "12.5"), ("0,025", "0.025"), ("100", "100"),
        ("-131,77", "-131.77"), ("131,77-", "-131.77"), ("(131,77)", "-131.77"), ("−131,77 EUR", "-131.77"),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_comma_or_point_and_its_minus_anywhere(text, value):
    assert amounts.amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "1.234",
        "10,000",
        "1.234.56",
        "1,23,456.00",
        "NaN",
        "Infinity",
        "1e40",
        f"1{'0' * 40}",
        "٣,٤٥",
        "12,34,",
        "",
        "-",
        "21%",
    ],
)
def test_what_could_be_two_amounts_or_is_none_is_not_read(text):
    assert amounts.amount(text) is None


def test_amounts_within_a_line_leave_out_percentages_days_and_numbers():
    line = (
        "Base 108,90 · IVA 21,00 % 22,87 · total 131,77 € el 05.03.2026, fra. 26/3118, cuota de 100 €, IBAN ES91 2100"
    )

    assert [str(one.value) for one in amounts.spotted(line)] == ["108.90", "22.87", "131.77", "100"]
