from datetime import timedelta

import pytest

from maintenance.enums import Answer
from maintenance.rules import promises

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("inside", "stopped", "within"),
    [
        (YES, YES, timedelta(minutes=30)),
        (YES, UNKNOWN, timedelta(minutes=30)),
        (NO, YES, timedelta(hours=2)),
        (UNKNOWN, YES, timedelta(hours=2)),
        (NO, NO, timedelta(hours=24)),
        (UNKNOWN, UNKNOWN, timedelta(hours=24)),
    ],
)
def test_what_is_usual_hangs_on_what_was_said(inside, stopped, within):
    assert promises.usual(inside, stopped) == within


@pytest.mark.parametrize(("now", "spent"), [(0, 0), (50, 50), (100, 100), (170, 100), (-20, 0)])
def test_the_share_of_a_promise_stays_between_none_and_all(now, spent):
    assert promises.share_spent(0, 100, now) == spent


def test_a_promise_without_time_is_all_spent():
    assert promises.share_spent(100, 100, 100) == 100


@pytest.mark.parametrize(("left", "tone"), [(100, ""), (25, ""), (24, "warn"), (1, "warn"), (0, "stop"), (-5, "stop")])
def test_a_promise_is_amber_in_its_last_quarter_and_red_once_broken(left, tone):
    assert promises.tone(100, left) == tone
