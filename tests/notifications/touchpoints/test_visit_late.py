"""A visit that comes late is said by us first, with its new day when it has one."""

from datetime import date

import pytest

from maintenance.actions import cards, lapses, visits
from maintenance.actions.visits import CompletedWork
from maintenance.models import Visit
from notifications.touchpoints import visit_late
from portal.ledger.models import Entry
from tests.conftest import NOW
from tests.notifications.touchpoints.conftest import DAY, HOUR


@pytest.fixture
def visited(lift, technician, plan):
    """The lift was visited so many days ago, and we look at what is due."""

    def visit(days_ago, planned_on=None):
        ended = NOW - days_ago * DAY
        times = {"started_at": ended - HOUR, "finished_at": ended, "recorded_at": ended}
        work = CompletedWork(technician=technician, plan=plan, replies=[], **times)
        visits.record(lift=lift, work=work, by=None, at=ended)
        cards.refresh([lift.pk], at=NOW)
        if planned_on:
            Visit.objects.create(lift=lift, planned_on=planned_on)
        lapses.of_visits(at=NOW)

    return visit


@pytest.mark.parametrize(
    ("days_ago", "planned_on", "kind", "title", "next_step"),
    [
        (
            40, None, "visit.closing", "La revisión de Calle Mayor 14 todavía no tiene día",
            "La oficina ya lo sabe. En cuanto tenga día, lo verá en el portal.",
        ),
        (
            41, date(2026, 11, 30), "visit.closing", "La revisión de Calle Mayor 14 se retrasará",
            "La haremos el lunes 30 de noviembre. Si cambia, lo verá en el portal.",
        ),
        (
            46, date(2026, 11, 25), "visit.overdue", "No hemos hecho a tiempo la revisión de Calle Mayor 14",
            "La haremos el miércoles 25 de noviembre. Si cambia, lo verá en el portal.",
        ),
    ],
)  # fmt: skip
def test_it_says_by_when_it_was_due_and_when_it_will_be(
    visited, chair, letter, days_ago, planned_on, kind, title, next_step
):
    visited(days_ago, planned_on)

    written = letter(visit_late.letter, kind, chair)

    assert (written.title, written.what_next) == (title, next_step)
    assert written.what_it_means == "La ley no deja pasar más de 45 días entre dos revisiones."


def test_one_that_passed_is_owned_up_to(visited, chair, letter):
    visited(46)

    written = letter(visit_late.letter, "visit.overdue", chair)

    assert written.what_happened == (
        "Pilar Ortega: había que revisar su ascensor hasta el domingo 22 de noviembre y no lo hemos hecho. Lo sentimos."
    )
    assert written.details == (("La última", "Jueves 8 de octubre"),)


def test_the_office_is_asked_for_a_day(visited, office, letter):
    visited(40)

    written = letter(visit_late.to_us, "visit.closing", office)

    assert (written.title, written.what_next) == ("Revisión sin día: Calle Mayor 14", "Dele un día.")


def test_it_is_no_news_once_the_visit_was_done(visited, lift, technician, plan):
    visited(46)
    entry = Entry.objects.get(kind="visit.overdue")
    before = visit_late.still_late(entry)
    visited(0)

    assert (before, visit_late.still_late(entry)) == (True, False)
