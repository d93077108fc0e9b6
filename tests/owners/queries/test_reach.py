"""A person's lifts are the same lifts from whichever end they are asked for."""

from dataclasses import replace

import pytest

from maintenance.actions import cards
from maintenance.models import Lift, LiftCard
from owners.queries import overview, papers, portfolio, reach, scope
from owners.queries.portfolio import View
from owners.queries.reach import Reach
from tests.owners.queries.test_reading import EVERYBODY

ENDS = (Reach.THEIRS, Reach.EACH)


@pytest.fixture
def all_carded(lift, other_lift, now):
    cards.refresh(Lift.objects.values_list("pk", flat=True), at=now)


@pytest.fixture
def seen(manager, lift, other_lift, other_owner, visited, issued, standing, now):
    """What the manager sees when a lift stands, a visit is due and a bulletin lies unread; the other lift as well."""
    issued(visited(42))
    cards.refresh([lift.pk, other_lift.pk], at=now)
    return reach.seen(manager, now)


@pytest.mark.parametrize("name", EVERYBODY)
def test_both_ends_find_what_the_scope_says(cast, all_carded, now, name):
    seen = reach.seen(getattr(cast, name), now)

    found = [set(replace(seen, reach=end).cards()) for end in ENDS]

    theirs = set() if name in {"office", "admin"} else set(scope.lifts(getattr(cast, name), now))
    assert found == [set(LiftCard.objects.filter(lift__in=theirs))] * 2


@pytest.mark.parametrize(("name", "end"), [("office", Reach.EVERY), ("neighbour", Reach.THEIRS)])
def test_the_office_sees_every_lift_and_others_theirs(cast, all_carded, now, name, end):
    seen = reach.seen(getattr(cast, name), now)

    assert (seen.reach, seen.lifts) == (end, scope.lifts(getattr(cast, name), now).count())


@pytest.mark.parametrize(("even", "end"), [(0.4, Reach.EACH), (0.5, Reach.THEIRS)])
def test_who_has_most_of_all_is_asked_from_the_cards(manager, all_carded, now, monkeypatch, even, end):
    monkeypatch.setattr(reach, "EVEN", even)

    assert reach.seen(manager, now).reach is end


@pytest.mark.parametrize(
    "ask",
    [
        lambda seen: portfolio.table(seen, view=View.ALL, wanted="", after=""),
        lambda seen: portfolio.table(seen, view=View.ALL, wanted="mayor", after=""),
        lambda seen: portfolio.table(seen, view=View.STOPPED, wanted="", after=""),
        portfolio.counts,
        overview.standing,
        overview.due,
        papers.waiting_count,
    ],
)
def test_the_page_is_the_same_from_both_ends(seen, ask):
    theirs, each = (ask(replace(seen, reach=end)) for end in ENDS)

    assert theirs == each


def test_what_is_compared_is_there(seen):
    rows = portfolio.table(seen, view=View.ALL, wanted="", after="").rows

    assert [(row.street, row.unread) for row in rows] == [("Calle Mayor 14", 1)]
    assert (portfolio.counts(seen).stopped, len(overview.standing(seen)), len(overview.due(seen))) == (1, 1, 1)
    assert papers.waiting_count(seen) == 1


def test_as_many_wait_as_the_list_of_papers_has(seen, manager, now):
    assert papers.waiting_count(seen) == len(papers.waiting(manager, now))


def test_the_totals_are_counted_once_a_minute(manager, all_carded, now, django_assert_num_queries):
    reach.seen(manager, now)

    with django_assert_num_queries(1):
        again = reach.seen(manager, now)
    assert (again.owners, again.lifts) == (1, 1)
