"""How much the demo's people would have been written, through the real policy (TOUCHPOINTS, Defaults)."""

from collections import Counter
from datetime import timedelta

import pytest

from maintenance.models import Breakdown, Work
from notifications.actions.rehearsing import rehearse
from notifications.queries.listeners import Wishes
from owners.actions import surveys
from owners.models import Invoice, Mandate, Owner, Price, Quote, Survey, Tenure
from owners.queries import people
from portal.accounts.models import User
from portal.demo import course
from tests.conftest import NOW
from tests.portal.demo.conftest import SEED

A_YEAR = timedelta(days=365)
pytestmark = [pytest.mark.django_db, pytest.mark.prove]


@pytest.fixture
def demo(private_files):
    course.make(seed=SEED, at=NOW)
    course.go_on(at=NOW)
    Owner.objects.update(speaking_since=NOW - A_YEAR)
    while surveys.ask_due(at=NOW - timedelta(days=100)):  # the question of the year, to whoever may be asked
        pass


def test_a_year_of_the_demo_is_quiet(demo):
    chairs = User.objects.filter(mandates__role="chair", mandates__to_on=None).distinct()
    of_one = [chair for chair in chairs if people.lifts_of(chair, NOW) == 1]
    managers = [one for one in User.objects.filter(memberships__isnull=False).distinct() if _manages_many(one)]

    months = Counter(number for chair in of_one for number in _quiet_months(chair))

    assert (len(of_one) > 20, len(managers) > 0, sum(months.values()) > 100) == (True, True, True)
    assert Survey.objects.filter(question="yearly").count() > 20
    assert set(months) == {1}, months  # the letter of the month; with its bulletin, two mails
    for manager in managers:
        year = rehearse(manager, Wishes(), since=NOW - A_YEAR, until=NOW)
        weeks = Counter(when.isocalendar()[:2] for when in year.alone)
        assert (len(year.summaries) > 20, max(weeks.values(), default=0) <= 3) == (True, True), weeks.most_common(3)
        assert all(day.weekday() < 5 for kind, day in year.summaries if kind == "daily")


def _manages_many(person):
    return people.lifts_of(person, NOW) > 30


def _quiet_months(chair):
    """How many mails beside the bulletin of each visit a month brought in which nothing but visits happened."""
    year = rehearse(chair, Wishes(), since=NOW - A_YEAR, until=NOW)
    told = Counter((when.year, when.month) for when in year.alone)
    told.update((day.year, day.month) for _kind, day in year.summaries)
    owner = Mandate.objects.given_to(chair, NOW.date()).values("owner")
    lifts = Tenure.objects.filter(owner__in=owner).values("lift")
    happened = (
        _months(Breakdown.objects.filter(lift__in=lifts), "reported_at")
        | _months(Work.objects.filter(lift__in=lifts), "from_at")
        | _months(Invoice.objects.filter(owner__in=owner), "announced_at")
        | _months(Quote.objects.filter(owner__in=owner), "issued_on")
        | _months(Price.objects.filter(contract__owner__in=owner), "from_on")
        | _months(Mandate.objects.filter(owner__in=owner), "from_on")
    )
    return [number for month, number in told.items() if month not in happened]


def _months(rows, column):
    """The months of these, and the ones after: their mails may go later."""
    days = [day for day in rows.values_list(column, flat=True) if day]
    later = [day.replace(day=1) + timedelta(days=31) for day in days]
    return {(day.year, day.month) for day in [*days, *later]}
