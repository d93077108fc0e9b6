from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.enums import Why
from maintenance.rules.availability import Seconds, Span, availability, seconds
from portal.lib import clock

DAY = datetime(2026, 11, 23, tzinfo=UTC)
NIGHT = DAY + timedelta(days=1)
HOUR = 3600


def _span(first: float, last: float, why: Why = Why.BREAKDOWN) -> Span:
    return Span(DAY + timedelta(hours=first), DAY + timedelta(hours=last), why)


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        ([], (0, 0, 0)),
        ([_span(8, 11)], (3, 0, 0)),
        ([_span(-5, 2)], (2, 0, 0)),
        ([_span(22, 30)], (2, 0, 0)),
        ([_span(-5, 30)], (24, 0, 0)),
        ([_span(-5, 0)], (0, 0, 0)),
        ([_span(24, 30)], (0, 0, 0)),
        ([_span(8, 8)], (0, 0, 0)),
        ([_span(8, 11), _span(10, 12)], (4, 0, 0)),
        ([_span(8, 12), _span(9, 10)], (4, 0, 0)),
        ([_span(8, 9), _span(9, 10)], (2, 0, 0)),
        ([_span(8, 11, Why.PLANNED)], (0, 3, 0)),
        ([_span(8, 11, Why.INSPECTION)], (0, 3, 0)),
        ([_span(8, 11, Why.AUTHORITY)], (0, 3, 0)),
        ([_span(8, 11, Why.DEFECT)], (3, 0, 0)),
        ([_span(8, 11, Why.MAINS)], (0, 0, 3)),
        ([_span(8, 12), _span(10, 14, Why.PLANNED)], (4, 2, 0)),
        ([_span(8, 12, Why.PLANNED), _span(10, 14, Why.MAINS)], (0, 4, 2)),
        ([_span(8, 12), _span(8, 12, Why.PLANNED), _span(8, 12, Why.MAINS)], (4, 0, 0)),
    ],
)
def test_each_second_counts_once_and_the_graver_first(spans, hours):
    assert seconds(spans, DAY, NIGHT) == Seconds(*(count * HOUR for count in hours))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_lift_that_stood_all_day_stood_as_long_as_the_day_was(day, hours):
    begins_at, ends_at = clock.bounds(day, "Europe/Madrid")
    always = Span(begins_at - timedelta(days=3), ends_at + timedelta(days=3), Why.BREAKDOWN)

    assert seconds([always], begins_at, ends_at).stopped == hours * HOUR


@pytest.mark.parametrize(
    ("stood", "percent"),
    [
        (Seconds(0, 0, 0), "100.0"),
        (Seconds(1, 0, 0), "99.9"),
        (Seconds(43, 0, 0), "99.9"),
        (Seconds(8640, 0, 0), "90.0"),
        (Seconds(86_400, 0, 0), "0.0"),
        (Seconds(0, 43_200, 0), "100.0"),
        (Seconds(0, 0, 43_200), "100.0"),
        (Seconds(21_600, 43_200, 0), "50.0"),
        (Seconds(21_600, 0, 43_200), "50.0"),
        (Seconds(90_000, 0, 0), "0.0"),
    ],
)
def test_availability_is_of_the_time_the_lift_should_have_served(stood, percent):
    assert availability(86_400, stood) == Decimal(percent)


@pytest.mark.parametrize("stood", [Seconds(0, 86_400, 0), Seconds(0, 0, 86_400), Seconds(0, 50_000, 50_000)])
def test_a_lift_that_should_not_have_served_has_no_figure(stood):
    assert availability(86_400, stood) is None


def test_the_drawings_figure():
    assert availability(90 * 86_400, Seconds(19 * HOUR, 0, 0)) == Decimal("99.1")


SPANS = st.lists(
    st.builds(
        lambda first, length, why: _span(first, first + length, why),
        st.floats(-30, 30, allow_nan=False),
        st.floats(0, 30, allow_nan=False),
        st.sampled_from(Why),
    ),
    max_size=8,
)


@given(SPANS)
def test_a_day_never_holds_more_seconds_than_it_has(spans):
    stood = seconds(spans, DAY, NIGHT)

    assert stood.stopped + stood.planned + stood.mains <= 86_400
    assert min(stood.stopped, stood.planned, stood.mains) >= 0


@given(SPANS)
def test_the_order_of_stops_changes_nothing(spans):
    assert seconds(spans, DAY, NIGHT) == seconds(spans[::-1], DAY, NIGHT)


@given(SPANS)
def test_two_halves_of_a_day_are_the_day(spans):
    noon = DAY + timedelta(hours=12)
    halves = seconds(spans, DAY, noon), seconds(spans, noon, NIGHT)

    assert sum(half.stopped for half in halves) == pytest.approx(seconds(spans, DAY, NIGHT).stopped, abs=1)


@given(SPANS)
def test_a_lift_that_stood_at_all_never_shows_a_hundred(spans):
    stood = seconds(spans, DAY, NIGHT)
    figure = availability(86_400, stood)

    assert figure is None or (figure == 100) == (stood.stopped == 0)
