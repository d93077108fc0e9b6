"""A year in figures: what was due and done, what broke and why, for as long as a lift was the owner's and on record."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer, Attribution, Cause
from maintenance.models import Lift, Stop
from owners.actions import explaining
from owners.actions.invoices import Charge
from owners.enums import WhatFor
from owners.models import Tenure
from owners.queries import annual, years

MADRID = "Europe/Madrid"
FIRST, LAST = date(2025, 11, 23), date(2026, 11, 22)


@pytest.fixture
def year(owner, now):
    return lambda **more: years.of(owner, FIRST, LAST, MADRID, **({"until": now, "money": True} | more))


@pytest.fixture
def broke(lift, technician, office):
    """A breakdown of so many hours, so many days ago, put down to somebody."""

    def breaks(at, hours, attribution=Attribution.WEAR, *, inside=Answer.NO):
        call = calls.receive(lift=lift, told=calls.Told(anyone_inside=inside), by=office, at=at)
        made = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=office, at=at)
        type(made).objects.filter(pk=made.pk).update(
            cause=Cause.DOORS, attribution=attribution, restored_at=at + timedelta(hours=hours)
        )
        Stop.objects.filter(breakdown=made).update(to_at=at + timedelta(hours=hours))
        return made

    return breaks


def _lift(year):
    [one] = year.lifts
    return one


def test_visits_are_judged_one_by_one_and_a_month_without_one_is_missed(visited, year):
    for days in (395, 365, 335, 290, 180, 150):
        visited(days, followed=True)

    one = _lift(year())

    assert (one.due, one.on_time, one.late, one.missed) == (9, 4, 1, 4)
    assert one.codes == "ttt" + "ml" + "t" + "mmm"


def test_what_broke_is_told_apart_by_whose_doing_it_was(broke, year, now):
    broke(now - timedelta(days=100), 5)
    broke(now - timedelta(days=50), 2, Attribution.THIRD_PARTY, inside=Answer.YES)
    broke(now - timedelta(days=600), 9)

    one = _lift(year())

    assert (one.breakdowns, one.foreign, one.trapped) == (2, 1, 1)
    assert (one.stopped, one.stopped_foreign) == (7 * 3600, 2 * 3600)


def test_each_month_has_its_own_seconds_and_they_sum_to_the_year(broke, owner, year, now):
    turn = datetime(2026, 5, 31, 22, 0, tzinfo=ZoneInfo(MADRID))
    broke(turn, 5)
    whole = years.of(owner, date(2026, 1, 1), date(2026, 12, 31), MADRID, until=now, money=False)

    months = years.stood_by_month(whole, now)

    assert months[4:6] == [2 * 3600, 3 * 3600]
    assert (len(months), sum(months)) == (12, whole.sum("stopped"))


def test_a_lift_counts_from_its_whole_record_on_and_while_it_is_the_owners(broke, visited, lift, owner, year, now):
    broke(now - timedelta(days=100), 5)
    Lift.objects.update(record_complete_since=date(2026, 9, 1))
    after = _lift(year())
    Lift.objects.update(record_complete_since=None)
    unknown = year()
    Lift.objects.update(record_complete_since=date(2020, 1, 1))
    Tenure.objects.filter(lift=lift).update(to_on=date(2026, 6, 1))
    sold = _lift(year())

    assert (after.since, after.breakdowns, after.stopped) == (date(2026, 9, 1), 0, 0)
    assert (_lift(unknown).since, unknown.counted) == (None, False)
    assert (sold.until, sold.breakdowns) == (date(2026, 5, 31), 0)


def test_what_it_cost_is_told_by_what_for_and_only_of_what_was_announced(published, owner, year):
    charges = [
        Charge("Cuota", Decimal(90), what_for=WhatFor.FEE),
        Charge("Cables", Decimal(30), what_for=WhatFor.REPAIR),
    ]
    published("F-1", base=Decimal(120), tax=Decimal(0), charges=charges)
    published("F-2", base=Decimal(50), tax=Decimal(0))
    published("F-3", base=Decimal(70), tax=Decimal(0), announced=False)
    published("F-4", base=Decimal(70), tax=Decimal(0), issued_on=date(2024, 1, 1))

    costs = year().costs

    assert costs == [
        ("Cuota de mantenimiento", Decimal(90)), ("Sin desglosar", Decimal(50)), ("Reparaciones", Decimal(30)),
    ]  # fmt: skip
    assert year(money=False).costs == []


def test_a_line_that_was_explained_since_is_counted_once_as_it_reads_now(published, office, year, now):
    charge = Charge("Trabajos", Decimal(120), what_for=WhatFor.OTHER)
    invoice = published("F-1", base=Decimal(120), tax=Decimal(0), charges=[charge])
    said = explaining.Lines({1: replace(charge, what_for=WhatFor.REPAIR)}, seen=0)

    explaining.explain(invoice=invoice, lines=said, by=office, at=now)

    assert year().costs == [("Reparaciones", Decimal(120))]


def test_a_report_says_what_was_kept_and_shows_no_money_to_who_lives_there(broke, visited, published, owner, now):
    published("F-1", base=Decimal(120), tax=Decimal(0), issued_on=date(2025, 5, 5))
    at = datetime(2025, 3, 3, 9, 0, tzinfo=ZoneInfo(MADRID))
    broke(at, 30, inside=Answer.YES)

    whole, plain = (annual.of(owner, 2025, now, whole=whole) for whole in (True, False))

    assert {one.what: (one.told, one.kept) for one in plain.promises} == {
        "Llegar a una avería en 24 horas, que pide la ley": ("0 de 1", False)
    }
    assert [one.what for one in whole.happened] == ["Alguien quedó dentro; volvió a funcionar en 1 d 6 h"]
    assert {one.label: (one.now, one.before) for one in whole.compared}["Facturado, sin impuestos"] == (
        "120,00\N{NO-BREAK SPACE}€",
        "–",
    )
    assert [one.label for one in plain.compared if "Fact" in one.label or "Revis" in one.label] == []
    assert (plain.figures.costs, plain.open, whole.is_quiet) == ([], [], False)


def test_the_queries_of_a_year_do_not_grow_with_its_lifts(owner, other_lift, year, counting, now):
    with counting() as one:
        year()
    Tenure.objects.filter(lift=other_lift).delete()
    Tenure.objects.create(owner=owner, lift=other_lift, from_on=date(2020, 1, 1))

    with counting() as two:
        assert len(year().lifts) == 2

    assert len(one) == len(two)
