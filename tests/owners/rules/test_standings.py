"""Where a row of the ERP's list puts an invoice, and what in it wants a second look."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from owners.enums import InvoiceStatus
from owners.rules import standings
from owners.rules.remittances import Row, Status
from owners.rules.standings import Beside, Standing

pytestmark = pytest.mark.any_database
TODAY = date(2026, 11, 23)
BESIDE = Beside("H47218306", date(2026, 10, 31), Decimal("130.68"))
OTHER_NIF = "El NIF de la lista, B47000001, no es el de su titular."
OTHER_TOTAL = "La lista dice 13.068,00\xa0€; la factura, 130,68\xa0€."
PAID = Standing(InvoiceStatus.PAID, charged_on=date(2026, 11, 5), paid_on=date(2026, 11, 6))


def _row(status=None, **more):
    return Row(2, number="F26-1", status=status, status_text=status.value if status else "", **more)


def _doubts(before, row):
    return list(standings.doubts(before, standings.after(before, row, TODAY), row, BESIDE, TODAY))


def test_a_row_says_where_the_invoice_stands_and_leaves_what_it_does_not_say():
    before = Standing(InvoiceStatus.CHARGED, charged_on=date(2026, 11, 5))
    row = _row(Status.RETURNED, returned_on=date(2026, 11, 9), why_returned="Sin fondos")

    after = standings.after(before, row, TODAY)

    assert after == Standing(InvoiceStatus.RETURNED, date(2026, 11, 5), date(2026, 11, 9), "Sin fondos")


def test_a_charge_of_what_is_not_in_the_bank_is_the_next_one():
    coming = date(2026, 12, 5)

    assert standings.after(Standing(), _row(Status.ISSUED, charged_on=coming), TODAY).next_charge_on == coming
    assert standings.after(Standing(), _row(Status.RETURNED, charged_on=coming), TODAY).next_charge_on == coming
    told = standings.after(Standing(), _row(Status.CHARGED, charged_on=coming), TODAY)
    assert told == Standing(InvoiceStatus.ISSUED, next_charge_on=coming)
    back = Standing(InvoiceStatus.RETURNED, returned_on=TODAY)
    assert standings.after(back, _row(Status.CHARGED, charged_on=coming), TODAY) == replace(back, next_charge_on=coming)
    assert standings.after(told, _row(Status.CHARGED, charged_on=coming), coming) == Standing(
        InvoiceStatus.CHARGED, charged_on=coming
    )


def test_what_is_paid_is_charged_no_more_and_what_comes_back_is_not_paid():
    coming = Standing(InvoiceStatus.ISSUED, next_charge_on=date(2026, 11, 20))

    assert standings.after(coming, _row(Status.PAID), TODAY) == Standing(InvoiceStatus.PAID)
    assert standings.after(PAID, _row(Status.RETURNED), TODAY).paid_on is None


def test_the_same_row_twice_changes_nothing():
    days = [None, date(2026, 11, 9), date(2026, 12, 5)]
    befores = [Standing(), PAID, replace(PAID, status=InvoiceStatus.RETURNED, next_charge_on=date(2026, 12, 1))]

    for before, status, day in product(befores, [None, *Status], days):
        row = _row(status, charged_on=day, paid_on=day, returned_on=day)
        once = standings.after(before, row, TODAY)
        assert standings.after(once, row, TODAY) == once


def test_a_standing_is_kept_whole():
    whole = Standing(InvoiceStatus.RETURNED, TODAY, TODAY, "No es suyo «»", TODAY, TODAY)

    assert [Standing.read(one.kept) for one in (whole, PAID, Standing())] == [whole, PAID, Standing()]


@pytest.mark.parametrize(
    ("before", "row", "said"),
    [
        (Standing(), _row(Status.PAID, total=Decimal("-130.68"), owner_nif="H47218306"), []),
        (PAID, _row(Status.ISSUED), ["Va hacia atrás: aquí está como «Pagada»."]),
        (PAID, _row(Status.RETURNED), ["No dice qué día lo devolvió el banco."]),
        (Standing(), replace(_row(), status_text="RECH"), ["No se conoce el estado «RECH»."]),
        (Standing(), _row(Status.PAID, owner_nif="B47000001"), [OTHER_NIF]),
        (Standing(), _row(Status.PAID, paid_on=date(2026, 11, 24)), ["El 24/11/2026 no ha llegado."]),
        (Standing(), _row(Status.PAID, paid_on=date(2026, 10, 30)), ["El 30/10/2026 es antes de emitirse."]),
        (Standing(), _row(Status.PAID, total=Decimal(13068)), [OTHER_TOTAL]),
    ],
)  # fmt: skip
def test_what_wants_a_second_look_is_said(before, row, said):
    assert _doubts(before, row) == said
