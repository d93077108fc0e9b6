"""The demo's works: each state on the first day, each step at its moment, and what a visitor did stays."""

from datetime import timedelta

import pytest

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import WorkState
from maintenance.models import Work
from owners.models import InvoiceLine, Quote
from portal.accounts.models import User
from portal.demo import course, orders
from tests.conftest import NOW
from tests.portal.demo.conftest import LATER

pytestmark = pytest.mark.django_db


def _states():
    return dict(Work.objects.order_by("number").values_list("words", "state"))


def test_on_the_first_day_there_is_one_in_every_state(world):
    first = [one for one in orders.told(world, NOW) if one.planned_at <= NOW]

    assert len(first) == 6
    assert any(one.cancelled_at for one in first)
    assert any(one.ended_at <= NOW for one in first)
    assert any(one.begun_at <= NOW < one.ended_at for one in first)
    assert any(one.from_at > NOW and not one.is_given for one in first)


def test_after_it_one_is_planned_every_week(world):
    assert [one.planned_at.weekday() for one in orders.told(world, LATER)[6:]] == [0]


def test_the_lamps_of_the_chair_were_quoted_put_in_and_invoiced(written):
    quote = Quote.objects.get(title=orders.LAMPS)
    line = InvoiceLine.objects.get(work__isnull=False)

    assert (quote.work.state, line.work, line.amount) == (WorkState.DONE, quote.work, quote.base)


def test_taken_on_the_works_go_on_and_are_written_once(written):
    before = _states()
    course.go_on(at=LATER)
    course.go_on(at=LATER + timedelta(hours=2))

    assert _states()["Cambiar la luz del foso"] == "done"
    assert set(before) <= set(_states())
    assert Work.objects.count() == len(set(Work.objects.values_list("number", flat=True))) == len(before) + 1


def test_what_a_visitor_moved_waits_for_him(written):
    work = Work.objects.get(words="Cambiar la luz del foso")
    later = NOW + timedelta(days=30)
    order = Order(work.kind, "Otro día", later, later + timedelta(hours=1), None, False, work.finding)
    works.move(work=work, order=order, by=User.objects.get(email="carmen.ruiz@example.com"), at=NOW)
    course.go_on(at=LATER)

    work.refresh_from_db()
    assert (work.words, work.state) == ("Otro día", WorkState.PLANNED)
    assert not Work.objects.filter(words="Cambiar la luz del foso").exists()
