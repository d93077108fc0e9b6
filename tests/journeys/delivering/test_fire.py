"""RELIABILITY §1, N1 to N6: short here for every change, at full length by `make prove-delivery`."""

import random

import pytest
from django.db import connection

OUTAGES = [(0.2, "down", 2.0), (0.6, "down", 2.0)]
POINTS = ["after-claim", "after-handoff", "after-dot", "after-250", "after-accept"]


def _any_seed():
    """Another each time; it stands in the books, to begin the same run again."""
    return random.randrange(10**6)


def _nothing_lost_nothing_twice(books):
    wrong = ("twice", "lost", "said to have arrived and had not")
    assert {what: books[what] for what in wrong} == dict.fromkeys(wrong, 0), books


def _all_arrived(books):
    _nothing_lost_nothing_twice(books)
    assert (books["arrived"], books["uncertain"]) == (books["mails"] - books["refused for good"], 0), books


def test_a_few_kills_and_an_outage_lose_nothing_and_double_nothing(fire):
    books = fire(mails=60, seed=1, workers=2, kills=4, moods=[(0.3, "down", 0.5)])

    _all_arrived(books)
    assert books["killed"] == 4


def test_where_nobody_knows_afterwards_what_is_in_doubt_is_listed(fire):
    books = fire(knows=False, mails=30, seed=2, workers=2, crash="after-250", crashes=4)

    _nothing_lost_nothing_twice(books)
    assert (books["uncertain"], books["of them arrived"]) == (4, 4)


def test_a_slow_server_has_no_worker_taken_for_dead(fire):
    books = fire(knows=False, mails=1, seed=3, workers=2, moods=[(0.0, "slow", 4.0)])

    _all_arrived(books)
    assert books["steps"] == {}


@pytest.mark.prove
def test_n1_kills_and_outages_at_random(fire):
    books = fire(mails=10_000, seed=_any_seed(), workers=4, kills=20, moods=OUTAGES)

    _all_arrived(books)
    assert books["killed"] == 20


@pytest.mark.prove
def test_n2_the_same_where_nobody_knows_afterwards(fire):
    books = fire(knows=False, mails=10_000, seed=_any_seed(), workers=4, kills=20, moods=OUTAGES)

    _nothing_lost_nothing_twice(books)
    assert books["uncertain"] <= 20 + 2 * 4, books


@pytest.mark.prove
@pytest.mark.parametrize("point", POINTS)
def test_n3_a_hundred_crashes_at_each_point(fire, point):
    books = fire(mails=400, seed=_any_seed(), workers=4, crash=point, crashes=100)

    _all_arrived(books)
    assert books["crashed"] == 100


@pytest.mark.prove
def test_n5_a_server_that_refuses_swallows_and_answers_in_every_way(fire):
    moods = [(0.1, "down", 60.0), (0.3, "hole", 20.0), (0.5, "mute", 20.0), (0.6, "mixed", 30.0)]

    books = fire(mails=10_000, seed=_any_seed(), workers=4, kills=5, moods=moods, timeout=2.0)

    _all_arrived(books)
    assert (books["most often asked of those"], books["states"]["failed"]) == (1, books["refused for good"])


@pytest.mark.prove
def test_n6_a_clock_that_is_set(fire):
    steps = [(0.1, 7200.0), (0.3, -7200.0), (0.5, 86400.0), (0.7, -86400.0)] + [
        (0.75 + n / 50, -300.0 * n) for n in range(9)
    ]

    books = fire(mails=10_000, seed=_any_seed(), workers=4, kills=10, moods=OUTAGES, steps=steps)

    _all_arrived(books)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connections that somebody could end")
@pytest.mark.parametrize(("mails", "cuts"), [(100, 2), pytest.param(10_000, 10, marks=pytest.mark.prove)])
def test_n10_connections_to_the_database_that_are_ended(fire, mails, cuts):
    books = fire(mails=mails, seed=_any_seed(), workers=4 if mails > 100 else 2, cuts=cuts)

    _all_arrived(books)
    assert books["cut"] >= cuts
