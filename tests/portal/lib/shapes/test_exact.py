"""Days, amounts and figures: exact, within bounds, told in one form only; and what may be left out."""

from datetime import date
from decimal import Decimal

import pytest

from portal.lib.shapes.compounds import Fields
from portal.lib.shapes.misfits import Unfit
from portal.lib.shapes.values import Amount, Day, Figures, Text

MONEY = Amount(Decimal("9999.99"), Decimal("-9999.99"))
FEE = Amount(Decimal("100.00"), Decimal(0))
READ = [
    (Day(), "2026-11-30", date(2026, 11, 30)),
    (MONEY, "-12.50", Decimal("-12.50")),
    (MONEY, "9999.99", Decimal("9999.99")),
    (Amount(Decimal(9), Decimal(0), decimals=3), "1.250", Decimal("1.250")),
    (Figures(1, 200), "200", 200),
]
REFUSED = [
    (Day(), ["2026-02-30", "2026-1-1", "1969-12-31", "2100-01-01", "hoy", 20261130, None, "2026-11-30T00:00"]),
    (MONEY, ["12,50", "12.5", "012.00", "1e3", "+1.00", "NaN", "10000.00", 12.5, "", " 1.00", "١.00", "1.00\n"]),
    (FEE, ["-1.00", "100.01", "-0.00"]),
    (Figures(1, 200), ["0", "201", "1.0", "-1", "", "٣", 5, "9" * 400]),
]


def test_what_is_exact_is_read():
    assert [shape.read(value, "here") for shape, value, _ in READ] == [found for *_, found in READ]


def test_what_is_not_is_refused():
    for shape, values in REFUSED:
        for value in values:
            with pytest.raises(Unfit):
                shape.read(value, "here")


def test_what_may_be_left_out_means_what_it_says_and_is_not_required():
    shape = Fields({"name": Text(9, least=1), "nif": Text(9)}, may={"nif": ""}, called="Owner")

    assert shape.read({"name": "a"}, "") == {"name": "a", "nif": ""}
    assert (shape.schema()["required"], shape.schema()["title"]) == (["name"], "Owner")
    with pytest.raises(Unfit):
        shape.read({"nif": "b"}, "")
