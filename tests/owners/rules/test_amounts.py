from decimal import Decimal

import pytest

from owners.rules import amounts

READ = {
    "1.234,56 €": "1234.56", "1,234.56": "1234.56", "1 234,5": "1234.50", "12": "12.00", "-12,5": "-12.50",
    "−0,01": "-0.01", "1.234.567,89": "1234567.89", "1.234.567": "1234567.00", "0,5": "0.50", "1234.5 EUR": "1234.50",
}  # fmt: skip
REFUSED = ("", "abc", "12,345,6", "1.2.3", "--1", "0.500", "1,2345", "١٢", "1e5", "99999999999", "12-", "1.234.5678")


def test_comma_and_point_are_both_read():
    assert {typed: str(amounts.read(typed)) for typed in READ} == READ


@pytest.mark.parametrize("typed", ["1.234", "1,234", "999.999"])
def test_thousands_without_cents_are_asked_again(typed):
    with pytest.raises(amounts.Ambiguous):
        amounts.read(typed)


def test_what_is_no_amount_is_refused():
    taken = []
    for typed in REFUSED:
        try:
            taken.append((typed, amounts.read(typed)))
        except amounts.NoAmount:
            continue

    assert taken == []


def test_an_amount_is_exact():
    assert amounts.read("0,10") * 3 == Decimal("0.30")
