from datetime import timedelta

import pytest

from notifications.rules.retrying import Refusal, next_look, of_answer, pause_after, retry_after

pytestmark = pytest.mark.any_database


def test_what_an_answer_means():
    said = {
        (421, "4.3.2 shutting down"): Refusal.SOON,
        (450, "4.2.0 greylisted"): Refusal.SOON,
        (451, "local error"): Refusal.SOON,
        (452, "4.3.1 no storage"): Refusal.SOON,
        (452, "too many recipients"): Refusal.SOON,
        (452, "4.2.2 mailbox full"): Refusal.FULL,
        (552, "5.2.2 mailbox full"): Refusal.FULL,
        (552, "mailbox full"): Refusal.FULL,
        (552, "5.3.4 too big"): Refusal.FOR_GOOD,
        (432, "4.3.2 concurrent connections"): Refusal.CROWDED,
        (550, "5.1.1 nobody"): Refusal.FOR_GOOD,
        (554, "rubbish"): Refusal.FOR_GOOD,
        (530, "who are you"): Refusal.OURS,
        (535, "5.7.8 wrong password"): Refusal.OURS,
        (454, "TLS not available"): Refusal.OURS,
    }

    assert {asked: of_answer(*asked) for asked in said} == said
    assert of_answer(552, "mailbox full", is_sized=True) == Refusal.FOR_GOOD


def test_each_attempt_waits_as_long_as_the_schedule_of_its_refusal_says():
    waits = {
        kind: [retry_after(n, kind).total_seconds() for n in (1, 2, 3, 4, 5, 6, 70)]
        for kind in Refusal
        if kind != Refusal.FOR_GOOD
    }

    assert waits == {
        Refusal.SOON: [30, 120, 600, 1800, 3600, 3600, 3600],
        Refusal.CROWDED: [60, 180, 600, 1800, 3600, 3600, 3600],
        Refusal.FULL: [3600, 10800, 21600, 21600, 21600, 21600, 21600],
        Refusal.DOWN: [30] * 7,
        Refusal.OURS: [30] * 7,
    }


def test_those_who_would_come_back_at_once_are_scattered():
    scattered = [
        retry_after(n, kind, chance=1.0).total_seconds()
        for n, kind in ((1, Refusal.SOON), (5, Refusal.SOON), (1, Refusal.CROWDED))
    ]

    assert scattered == [30, 4320, 120]


def test_after_three_failures_in_a_row_nobody_knocks_for_longer_and_longer():
    assert [pause_after(n) and pause_after(n).total_seconds() for n in range(1, 9)] == [
        None,
        None,
        15,
        30,
        60,
        120,
        120,
        120,
    ]


def test_who_may_know_is_asked_soon_and_then_seldom():
    assert [next_look(n) for n in (0, 2, 6, 90)] == [timedelta(seconds=s) for s in (5, 30, 3600, 3600)]
