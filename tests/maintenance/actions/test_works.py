from dataclasses import replace
from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, calls, works
from maintenance.actions.works import CannotWork, Order
from maintenance.enums import Answer, Severity, Status, Why, WorkHindrance, WorkKind, WorkState
from maintenance.models import Finding, Lift, LiftCard, Stop, Visit, Work
from maintenance.queries import lifts as fleet
from portal.access.audiences import Audience
from portal.ledger import following
from portal.ledger.models import Entry

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def order(now, technician):
    begins = now + DAY
    return Order(WorkKind.REPAIR, "Cambiar el guiador de la puerta", begins, begins + 4 * HOUR, technician)


@pytest.fixture
def planned(lift, order, office, now):
    return works.plan(lift=lift, order=order, by=office, at=now)


@pytest.fixture
def finding(lift, technician, plan, now):
    visit = Visit.objects.create(
        lift=lift, technician=technician, plan=plan, state="completed", started_at=now - DAY, finished_at=now - DAY,
        received_at=now - DAY,
    )  # fmt: skip
    words = {"words": "El guiador está gastado.", "severity": Severity.SOON, "found_at": now - DAY}
    return Finding.objects.create(lift=lift, visit=visit, **words)


def _told(lift):
    return [entry for entry in Entry.objects.of_stream(lift.pk).order_by("number") if entry.kind.startswith("work.")]


def test_a_planned_work_has_its_number_its_time_and_its_people(planned, lift, order):
    assert (planned.number, planned.lift, planned.state) == ("T-2026-0001", lift, WorkState.PLANNED)
    assert {name: getattr(planned, name) for name in order.columns} == order.columns


def test_residents_are_told_without_a_word_or_a_name(planned, lift, technician):
    (entry,) = _told(lift)

    assert (entry.kind, entry.audience) == ("work.planned", Audience.RESIDENTS)
    assert entry.facts["technician"] == str(technician.pk)
    assert "guiador" not in str(entry.facts)


def test_a_planned_work_stops_nothing(planned, lift, now):
    assert not Stop.objects.filter(lift=lift).exists()


def test_a_moved_work_says_who_had_it_before(planned, order, lift, colleague, technician, office, now):
    other = replace(order, technician=colleague.technician, from_at=order.from_at + DAY, to_at=order.to_at + DAY)

    works.move(work=planned, order=other, by=office, at=now)

    assert (planned.technician, planned.from_at) == (colleague.technician, other.from_at)
    assert _told(lift)[-1].facts["from_technician"] == str(technician.pk)


def test_a_begun_work_stops_the_lift_and_a_done_one_gives_it_back(planned, lift, office, now):
    works.begin(work=planned, begun_at=now, by=office, at=now)
    standing = list(Stop.objects.open().filter(lift=lift).values_list("why", "from_at"))
    works.finish(work=planned, ended_at=now + HOUR, words="Guiador nuevo.", by=office, at=now + HOUR)

    assert standing == [(Why.PLANNED, now)]
    assert list(Stop.objects.filter(lift=lift).values_list("why", "to_at")) == [(Why.PLANNED, now + HOUR)]
    assert (planned.state, planned.end_words) == (WorkState.DONE, "Guiador nuevo.")
    assert [entry.kind for entry in _told(lift)] == ["work.planned", "work.begun", "work.done"]


def test_a_work_that_stops_nothing_leaves_the_lift_running(lift, order, office, now):
    work = works.plan(lift=lift, order=replace(order, stops_service=False), by=office, at=now)

    works.begin(work=work, begun_at=now, by=office, at=now)

    assert not Stop.objects.filter(lift=lift).exists()


def test_the_stop_of_a_breakdown_stays_its_own(planned, lift, office, now):
    stop = Stop.objects.create(lift=lift, from_at=now - HOUR, why=Why.BREAKDOWN)

    works.begin(work=planned, begun_at=now, by=office, at=now)
    works.finish(work=planned, ended_at=now, words="Hecho.", by=office, at=now)

    assert list(Stop.objects.open()) == [stop]


def test_a_breakdown_that_came_during_a_work_goes_on_standing(planned, lift, office, now):
    works.begin(work=planned, begun_at=now, by=office, at=now)
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO), by=office, at=now)
    found = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=office, at=now)

    works.finish(work=planned, ended_at=now + HOUR, words="Hecho.", by=office, at=now + HOUR)

    assert list(Stop.objects.order_by("from_at").values_list("why", "breakdown", "from_at", "to_at")) == [
        (Why.PLANNED, None, now, now + HOUR),
        (Why.BREAKDOWN, found.pk, now + HOUR, None),
    ]


@pytest.mark.parametrize(
    ("kind", "hours", "why"),
    [
        (WorkKind.REPAIR, 12, Why.PLANNED),
        (WorkKind.REPAIR, 12.1, Why.BREAKDOWN),
        (WorkKind.UPGRADE, 40, Why.PLANNED),
    ],
)
def test_a_long_repair_counts_as_the_law_says(lift, order, office, now, kind, hours, why):
    work = works.plan(lift=lift, order=replace(order, kind=kind), by=office, at=now)
    works.begin(work=work, begun_at=now, by=office, at=now)

    later = now + hours * HOUR
    works.finish(work=work, ended_at=later, words="Hecho.", by=office, at=later)

    assert Stop.objects.get(lift=lift).why == why


def test_the_finding_it_was_for_is_settled_with_it(lift, order, finding, office, now):
    work = works.plan(lift=lift, order=replace(order, finding=finding), by=office, at=now)
    works.begin(work=work, begun_at=now, by=office, at=now)

    works.finish(work=work, ended_at=now, words="Guiador nuevo.", by=office, at=now)

    finding.refresh_from_db()
    assert (finding.settled_by, finding.how_settled) == (office, "Guiador nuevo.")


def test_a_finding_settled_meanwhile_holds_nothing_up(lift, order, finding, office, now):
    work = works.plan(lift=lift, order=replace(order, finding=finding), by=office, at=now)
    works.begin(work=work, begun_at=now, by=office, at=now)
    Finding.objects.filter(pk=finding.pk).update(settled_at=now, how_settled="En la revisión.")

    works.finish(work=work, ended_at=now, words="Guiador nuevo.", by=office, at=now)

    assert work.state == WorkState.DONE


def test_a_cancelled_work_says_why(planned, lift, office, now):
    works.cancel(work=planned, why="Lo pide la comunidad.", by=office, at=now)

    assert (planned.state, planned.why_cancelled, planned.cancelled_at) == ("cancelled", "Lo pide la comunidad.", now)
    assert _told(lift)[-1].kind == "work.cancelled"


@pytest.mark.parametrize(
    ("wrong", "hindrance"),
    [
        ({"to_at": -DAY}, WorkHindrance.BACKWARDS),
        ({"from_at": -3 * DAY, "to_at": -2 * DAY}, WorkHindrance.PAST),
        ({"from_at": 400 * DAY, "to_at": 401 * DAY}, WorkHindrance.FAR),
        ({"to_at": 100 * DAY}, WorkHindrance.LONG),
    ],
)
def test_times_that_cannot_be_are_refused(lift, order, office, now, wrong, hindrance):
    times = {name: now + span for name, span in wrong.items()}

    with pytest.raises(CannotWork) as refused:
        works.plan(lift=lift, order=replace(order, **times), by=office, at=now)

    assert (refused.value.hindrance, Work.objects.exists(), _told(lift)) == (hindrance, False, [])


def test_who_works_here_no_more_gets_no_work(lift, order, technician, office, now):
    technician.person.is_active = False
    technician.person.save()

    with pytest.raises(CannotWork, match="gone"):
        works.plan(lift=lift, order=order, by=office, at=now)


def test_a_lift_that_left_gets_no_work(lift, order, office, now):
    Lift.objects.filter(pk=lift.pk).update(left_on=now.date())

    with pytest.raises(CannotWork, match="left"):
        works.plan(lift=lift, order=order, by=office, at=now)


def test_anothers_finding_is_refused(other_lift, order, finding, office, now):
    with pytest.raises(CannotWork, match="other_finding"):
        works.plan(lift=other_lift, order=replace(order, finding=finding), by=office, at=now)


def test_nothing_begins_or_ends_before_its_time(planned, office, now):
    with pytest.raises(CannotWork, match="not_yet"):
        works.begin(work=planned, begun_at=now + HOUR, by=office, at=now)
    works.begin(work=planned, begun_at=now, by=office, at=now)

    with pytest.raises(CannotWork, match="not_yet"):
        works.finish(work=planned, ended_at=now + HOUR, words="Hecho.", by=office, at=now)
    with pytest.raises(CannotWork, match="before_it_began"):
        works.finish(work=planned, ended_at=now - HOUR, words="Hecho.", by=office, at=now)


@pytest.mark.parametrize("state", ["begun", "done", "cancelled"])
def test_what_has_begun_or_ended_is_neither_moved_nor_called_off(planned, order, office, now, state):
    if state == "cancelled":
        works.cancel(work=planned, why="No hace falta.", by=office, at=now)
    else:
        works.begin(work=planned, begun_at=now, by=office, at=now)
    if state == "done":
        works.finish(work=planned, ended_at=now, words="Hecho.", by=office, at=now)

    for change in (
        lambda: works.move(work=planned, order=order, by=office, at=now),
        lambda: works.begin(work=planned, begun_at=now, by=office, at=now),
        lambda: works.cancel(work=planned, why="No hace falta.", by=office, at=now),
    ):
        with pytest.raises(CannotWork, match="elsewhere"):
            change()


def test_the_card_says_that_the_lift_stands(planned, lift, office, now):
    works.begin(work=planned, begun_at=now, by=office, at=now)

    following.work()

    assert fleet.status_of(Lift.objects.get(pk=lift.pk), now) == Status.OUT_OF_ORDER
    assert LiftCard.objects.get(lift=lift).since == now
