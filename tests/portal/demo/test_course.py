"""A small demo, written for real: six lifts, four months."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Q

from maintenance.actions import breakdowns, cards, visits
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Cause, Frequency, Result, Status, VisitState, Why
from maintenance.models import Breakdown, Bulletin, Call, Lift, LiftCard, LiftDay, Stop, Technician, Visit
from notifications.enums import DeliveryState
from notifications.models import Delivery, Message
from owners.models import Invoice, InvoiceLine, Owner, Receipt
from owners.queries import scope
from portal.accounts.demo import CAST, PASSWORD
from portal.accounts.models import User
from portal.demo import course, moments
from portal.demo.living import Living
from portal.jobs.models import Job
from portal.ledger import verification
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending
from tests.conftest import NOW

OWNERS = 4

# One small demo, written once; in production there is none, so SQLite is asked alone.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("course"), pytest.mark.any_database]


@pytest.fixture
def demo(written, db):
    return course.begun()


@pytest.fixture
def zorrilla():
    return lambda: Lift.objects.get(building__street="Paseo de Zorrilla 88", name="Escalera B")


def _facts():
    return Entry.objects.count(), Visit.objects.count(), Breakdown.objects.count(), Message.objects.count()


def _told(*runs):
    """The facts there are after these runs, which are then taken back."""
    with transaction.atomic():
        for at in runs:
            course.go_on(at=at)
        found = sorted(Entry.objects.values_list("kind", "occurred_at", "stream_id"))
        transaction.set_rollback(True)
    return found


def _person(role):
    return User.objects.get(email=next(email for one, email, _words in CAST if one == role))


def test_cards_say_what_the_record_says(demo):
    assert LiftCard.objects.count() == 6
    assert cards.differing(Lift.objects.values_list("pk", flat=True), at=NOW) == []


def test_every_history_holds(demo):
    verdicts = [verification.verify(stream) for stream in verification.streams()]

    assert len(verdicts) == 6 + OWNERS
    assert [verdict for verdict in verdicts if not verdict.holds] == []


@pytest.mark.parametrize("days", [0, 6, 25])
def test_recorded_times_run_forward_in_every_stream_of_a_lift(demo, days):
    course.go_on(at=NOW + timedelta(days=days))

    for lift in Lift.objects.all():
        times = list(Entry.objects.of_stream(lift.pk).order_by("number").values_list("recorded_at", flat=True))
        assert times == sorted(times)


def test_nobody_is_told_of_the_archive(demo):
    old = Entry.objects.filter(origin=Origin.HISTORY)

    assert old.count() > 50
    assert not Message.objects.filter(entry__in=old).exists()
    assert not Pending.objects.filter(entry__in=old).exists()


def test_what_is_old_is_archive_and_what_is_new_is_not(demo):
    older = Entry.objects.filter(occurred_at__lt=NOW - course.PORTAL_FOR)

    assert {entry.origin for entry in older} == {Origin.HISTORY}
    assert {one.origin for one in Breakdown.objects.filter(reported_at__gt=NOW - course.PORTAL_FOR)} == {Origin.LIVE}


def test_the_cast_comes_in_with_the_demos_password(demo):
    assert _person("chair").check_password(PASSWORD)
    assert len({_person(role).password for role, _email, _words in CAST}) == 1
    others = User.objects.exclude(email__in=[email for _role, email, _words in CAST])
    assert [person for person in others if person.has_usable_password()] == []


def test_the_chair_sees_her_lift_run(demo):
    (lift,) = scope.lifts(_person("chair"), NOW)

    card = lift.card
    assert (lift.rae, card.status) == ("47-003128", Status.NO_FAULT)
    assert (card.last_visit_by, card.breakdowns_in_90_days, card.stopped_seconds) == ("Marta Gil", 2, 19 * 3600)


def test_the_chair_was_told_of_her_bulletins_when_they_were_issued(demo):
    told = Delivery.objects.filter(message__person=_person("chair"), state=DeliveryState.ACCEPTED)

    assert [delivery.message.title for delivery in told] == ["El boletín de su revisión de noviembre"]
    assert all(delivery.attachment for delivery in told)
    assert max(delivery.accepted_at for delivery in told) < NOW - timedelta(days=9)


def test_the_manager_sees_what_stands_and_what_waits(demo):
    lifts = scope.lifts(_person("manager"), NOW).order_by("card__rank", "pk")

    assert [lift.card.status for lift in lifts] == [
        Status.OUT_OF_ORDER,
        Status.REPORTED,
        Status.NO_FAULT,
        Status.NO_FAULT,
    ]


def test_the_neighbour_sees_only_her_own(demo):
    assert {lift.building.street for lift in scope.lifts(_person("neighbour"), NOW)} == {"Calle Santiago 21"}


def test_the_standing_lift_has_its_story_and_a_promise_ahead(demo, zorrilla):
    open_one = Breakdown.objects.open().get(lift=zorrilla())

    assert list(open_one.steps.order_by("at").values_list("step", flat=True)) == [
        "reported",
        "confirmed",
        "assigned",
        "on_the_way",
        "arrived",
        "found",
        "left",
    ]
    assert (open_one.there_since, open_one.left_because) == (None, "part")
    assert open_one.technician == Technician.objects.get(person=_person("technician"))
    assert open_one.next_update_by > NOW
    assert open_one.expected_back_at > NOW + timedelta(hours=12)


def test_the_next_days_are_planned(demo):
    planned = Visit.objects.filter(state=VisitState.PLANNED)

    assert planned
    assert all(visit.planned_on >= NOW.date() and visit.technician for visit in planned)


def test_a_second_run_at_once_changes_nothing(demo):
    before = _facts()

    assert course.go_on(at=NOW + timedelta(seconds=40)) == course.Lived(0, 0)
    assert course.go_on(at=NOW) == course.Lived(0, 0)
    assert _facts() == before


def test_after_three_days_the_demo_is_alive(demo, zorrilla):
    later = NOW + timedelta(days=3)

    lived = course.go_on(at=later)

    assert lived.lived > 10
    assert not Breakdown.objects.open().filter(lift=zorrilla()).exists()
    assert [one for one in Breakdown.objects.open() if one.next_update_by <= later] == []
    assert Stop.objects.open().exists()
    assert Call.objects.unconfirmed().exists()
    assert not Visit.objects.filter(state=VisitState.PLANNED, planned_on__lt=later.date()).exists()
    assert cards.differing(Lift.objects.values_list("pk", flat=True), at=later) == []
    assert [key for key in verification.streams() if not verification.verify(key).holds] == []


def test_three_days_hour_by_hour_are_three_days_at_once(demo):
    hours = [NOW + timedelta(hours=number) for number in range(6, 73, 6)]

    assert _told(*hours) == _told(hours[-1])


def test_what_lies_too_far_back_becomes_archive(demo):
    later = NOW + timedelta(days=80)

    lived = course.go_on(at=later)

    fresh = Visit.objects.completed().filter(origin=Origin.LIVE, finished_at__gt=NOW)
    assert lived.archived > 0
    assert min(visit.finished_at for visit in fresh) > later - timedelta(days=11)
    assert not Visit.objects.filter(state=VisitState.PLANNED, planned_on__lt=later.date()).exists()
    assert Breakdown.objects.open().filter(reported_at__lt=later - timedelta(days=16)).count() == 0


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(demo, monkeypatch):
    later, before = NOW + timedelta(days=3), Entry.objects.count()
    whole = _told(later)
    monkeypatch.setattr(moments, "MOST", 5)
    lives, calls = Living.live, iter(range(12))
    monkeypatch.setattr(Living, "live", lambda self, moment: [lives(self, moment) for _call in [next(calls)]])
    with pytest.raises(StopIteration):
        course.go_on(at=later)
    monkeypatch.undo()
    half = Entry.objects.count()

    assert before < half < len(whole)
    assert _told(later) == whole


def test_of_two_runs_the_second_steps_back(demo):
    stale = course._Course(course.begun(), NOW + timedelta(days=1))
    Job.objects.filter(pk=demo.pk).update(result=course._result(NOW + timedelta(hours=20)))
    before = _facts()

    with pytest.raises(course.Overtaken):
        stale.run()
    assert _facts() == before


def test_what_a_visitor_has_mended_stays_mended(demo, zorrilla):
    open_one = Breakdown.objects.open().get(lift=zorrilla())
    repair = Repair(Cause.DRIVE, "Fusible fundido.", "Fusible cambiado.")
    breakdowns.restore(breakdown=open_one, repair=repair, by=_person("office"), at=NOW)

    course.go_on(at=NOW + timedelta(days=2))

    open_one.refresh_from_db()
    assert (open_one.restored_at, open_one.fix_words) == (NOW, "Fusible cambiado.")


def test_a_lift_a_visitor_has_visited_is_not_visited_again(demo):
    planned = Visit.objects.filter(state=VisitState.PLANNED).order_by("planned_on", "pk").first()
    work = visits.CompletedWork(
        technician=planned.technician,
        plan=planned.plan,
        started_at=NOW - timedelta(minutes=40),
        finished_at=NOW - timedelta(minutes=5),
        recorded_at=NOW,
        replies=[visits.Reply(37, Result.OK)],
        scope=Frequency.MONTHLY,
    )
    done = visits.record(lift=planned.lift, work=work, by=None, at=NOW)

    course.go_on(at=NOW + timedelta(days=9))

    planned.refresh_from_db()
    assert planned.state == VisitState.CANCELLED
    assert Visit.objects.completed().filter(lift=planned.lift, finished_at__gt=NOW - timedelta(days=1)).get() == done


def test_bulletins_are_opened_in_their_time(demo):
    course.go_on(at=NOW + timedelta(days=5))

    receipts = Receipt.objects.select_related("bulletin")
    assert receipts.count() > 1
    assert all(timedelta() < receipt.at - receipt.bulletin.issued_at < timedelta(days=10) for receipt in receipts)


def test_the_chairs_last_bulletin_is_left_for_whoever_comes_in_as_her(demo):
    course.go_on(at=NOW + timedelta(days=5))

    last = Bulletin.objects.filter(visit__lift__code="M14KAA").latest("issued_at")
    assert not last.receipts.exists()
    assert set(Bulletin.objects.filter(receipts=None)) == {last}


def test_mains_failures_stand_apart(demo):
    power = Stop.objects.filter(breakdown__cause=Cause.POWER)

    assert {stop.why for stop in power} <= {Why.MAINS}


def test_days_hold_what_the_stops_say(demo):
    lift = Lift.objects.get(code="M14KAA")

    assert sum(day.stopped for day in LiftDay.objects.filter(lift=lift, day__gt=NOW.date() - timedelta(days=90))) == (
        19 * 3600
    )


def test_moments_are_cut_before_anything_follows_a_paper(told):
    live = moments.between(told, NOW - timedelta(days=45), NOW)

    for piece in moments.pieces(live, frozenset({"M14KAA"})):
        places = [place for place, one in enumerate(piece) if one.lift == "M14KAA" and one.verb == moments.Verb.VISIT]
        assert all(one.lift != "M14KAA" for place in places for one in piece[place + 1 :])


def test_the_chair_has_a_year_of_invoices_and_the_last_receipt_came_back(demo):
    invoices = list(Invoice.objects.filter(owner__name="C.P. Calle Mayor 14").order_by("-issued_on"))

    assert [invoice.status for invoice in invoices] == ["returned"] + ["paid"] * 11
    assert (invoices[0].number, invoices[0].next_charge_on) == ("F26-4127", date(2026, 12, 5))
    for invoice in invoices:
        assert sum(line.amount for line in invoice.lines.all()) == invoice.base
        assert invoice.base + invoice.tax == invoice.total


def test_lines_lead_to_their_works_and_to_the_contract(demo):
    lines = InvoiceLine.objects.filter(
        invoice__owner__name="C.P. Calle Mayor 14", invoice__period_from=date(2026, 10, 1)
    )

    assert lines.filter(Q(clause__contract__number="C-1041") | Q(work__isnull=False)).count() == lines.count() > 3
    assert lines.filter(visit__isnull=False).count() == 1
    assert list(lines.filter(covered=False).values_list("amount", flat=True)) == [18]


def test_old_invoices_wait_for_no_worker_and_their_owners_history_holds(demo):
    owner = Owner.objects.get(name="C.P. Calle Mayor 14")

    assert not Pending.objects.filter(entry__kind="invoice.announced").exists()
    assert Entry.objects.of_stream(owner.pk).filter(kind="invoice.announced").count() == 12
    assert verification.verify(owner.pk).holds
