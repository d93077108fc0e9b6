from datetime import UTC, datetime, timedelta

import pytest

from maintenance.rules import gaps

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)


def span(first, last):
    return BEGIN + timedelta(hours=first), BEGIN + timedelta(hours=last)


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([], [(0, 24)]),
        ([(0, 24)], []),
        ([(-5, 30)], []),
        ([(2, 8)], [(0, 2), (8, 24)]),
        ([(8, 24), (0, 8)], []),
        ([(0, 10), (4, 6)], [(10, 24)]),
        ([(30, 40)], [(0, 24)]),
        ([(-9, -2)], [(0, 24)]),
    ],
)
def test_what_nobody_covers_is_found(spans, left):
    found = gaps.uncovered([span(*one) for one in spans], *span(0, 24))

    assert found == [span(*one) for one in left]


def test_what_two_have_in_common():
    assert gaps.shared([span(0, 10)], [span(4, 6), span(9, 12)]) == [span(4, 6), span(9, 10)]


def test_what_is_left_when_others_are_taken_out():
    assert gaps.without([span(0, 10), span(20, 24)], [span(4, 6)]) == [span(0, 4), span(6, 10), span(20, 24)]
