"""How what we tell is received, from the rows of what was told and done."""

from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.actions.calls import Told
from maintenance.enums import Answer
from maintenance.models import Breakdown
from notifications.enums import DeliveryState, Rhythm, Style, Topic, Why
from notifications.models import Arrival, Choice, Delivery, Message, Preference, Suppression
from notifications.queries import reception
from owners.models import Enquiry, Owner
from portal.accounts.models import SignIn
from portal.ledger.models import Entry
from portal.lib.keys import new_key

MINUTE = timedelta(minutes=1)


@pytest.fixture
def spoken_to(owner, now):
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now - timedelta(days=200))
    owner.refresh_from_db()
    return owner


@pytest.fixture
def broken(lift, spoken_to, technician, now):
    """A breakdown called in an hour ago, by a neighbour or by somebody with an account; the one before it is over."""

    def one(caller=None, ago=timedelta(hours=1)):
        Breakdown.objects.update(restored_at=now)
        told = Told(anyone_inside=Answer.NO, words="No anda", caller_name="Ana", caller=caller)
        call = calls.receive(lift=lift, told=told, by=None, at=now - ago)
        return breakdowns.confirm(
            call=call, stops_service=True, next_update_by=now + MINUTE, by=technician.person, at=now - ago + MINUTE
        )

    return one


def _kept(entry, person, **columns):
    said = {"touchpoint": "breakdown_received", "kind": "service", "title": "x", "decision": Why.NOW}
    return Message.objects.create(**said | columns, entry=entry, person=person, created_at=entry.recorded_at)


def _told(entry, person, accepted_at, **columns):
    """A mail about a fact that left and was taken."""
    state = {"state": DeliveryState.ACCEPTED, "accepted_at": accepted_at}
    times = {"next_at": accepted_at, "expires_at": accepted_at, "created_at": entry.recorded_at}
    message = _kept(entry, person, **columns)
    return Delivery.objects.create(message=message, channel="email", address="a@example.com", **state, **times)


def _first_of(breakdown):
    return Entry.objects.filter(subject_id=breakdown.pk).order_by("number")[0]


@pytest.mark.parametrize(
    ("took", "of", "wanted"),
    [([], 95, 0), ([3], 95, 3), ([1, 2, 3, 4], 50, 2), ([*range(1, 101)], 95, 95), ([*range(1, 11)], 95, 10)],
)
def test_so_many_of_a_hundred_took_no_longer(took, of, wanted):
    assert reception.percentile(took, of) == wanted


def test_how_long_it_took_from_knowing_to_telling(broken, chair, now):
    entry = _first_of(broken())
    _told(entry, chair, entry.recorded_at + timedelta(seconds=20))
    _told(entry, chair, entry.recorded_at + timedelta(days=1), touchpoint="x", decision=Why.QUIET_HOURS)

    found = reception.quickness(now)

    assert (found.told, found.half, found.nearly_all) == (1, 20.0, 20.0)


def test_who_spoke_first_of_each_breakdown(broken, chair, now):
    broken(ago=timedelta(hours=9))
    after, first = broken(chair, timedelta(hours=5)), broken()
    for one in (first, after):
        _told(_first_of(one), chair, _first_of(one).recorded_at + 2 * MINUTE)

    assert reception.announced(now) == reception.Announced(first=1, after=1, unsaid=1)


def test_what_our_own_people_were_told_is_told_to_no_owner(broken, technician, office, now):
    entry = _first_of(broken())
    for who in (technician.person, office):
        _told(entry, who, entry.recorded_at + MINUTE)

    assert reception.announced(now) == reception.Announced(first=0, after=0, unsaid=1)
    assert reception.quickness(now).told == 0


def test_a_breakdown_before_we_wrote_to_its_owner_is_not_counted(broken, owner, now):
    broken()
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now)

    assert reception.announced(now) == reception.Announced(0, 0, 0)


def test_what_was_not_kept_is_owned_up_to_or_it_shows(broken, chair, now):
    said, unsaid, of_old = [_lapse(_first_of(broken()), number) for number in (101, 102, 103)]
    _told(said, chair, now)
    _kept(unsaid, chair, decision=Why.NO_ADDRESS)
    _kept(of_old, chair, decision=Why.HISTORY)

    assert reception.owned_up(now) == (1, 2)


def _lapse(entry, number):
    columns = {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields}
    columns |= {"id": None, "number": number, "kind": "breakdown.news_unkept"}
    return Entry.objects.create(**columns)


def test_each_touchpoint_with_what_became_of_it(broken, chair, manager, now):
    entry = _first_of(broken())
    gone = _told(entry, chair, now)
    lost = _told(entry, manager, now)
    Delivery.objects.filter(pk=lost.pk).update(state=DeliveryState.BOUNCED)
    _kept(entry, chair, touchpoint="bulletin_issued", decision=Why.SWITCHED_OFF)
    Message.objects.filter(pk=gone.message_id).update(opened_at=now)
    for number, fate in enumerate(("added", "automatic")):
        asked = {"enquiry": _asked(chair, now), "words": new_key()} if fate == "added" else {}
        Arrival.objects.create(name=str(number), answers=gone.message, fate=fate, at=now, **asked)

    assert reception.lines(now) == [
        reception.Line("breakdown_received", written=2, gone=1, opened=1, answered=1, lost=1, unwanted=0),
        reception.Line("bulletin_issued", written=1, gone=0, opened=0, answered=0, lost=0, unwanted=1),
    ]


def _asked(person, now):
    times = {"asked_at": now, "said_at": now, "due_on": now.date(), "term": "promise"}
    return Enquiry.objects.create(owner=Owner.objects.get(), kind="question", title="¿?", asked_by=person, **times)


def test_how_many_asked_for_less(chair, manager, now):
    law = Preference.objects.create(person=chair, style=Style.LAW, changed_at=now)
    own = Preference.objects.create(person=manager, style=Style.OWN, changed_at=now, wrong_since=now)
    for topic in (Topic.VISITS, Topic.PAPERS):
        Choice.objects.create(preference=own, topic=topic, rhythm=Rhythm.OFF)
    Choice.objects.create(preference=law, topic=Topic.VISITS, rhythm=Rhythm.OFF)

    assert reception.silenced() == {"law": 1, "off": 1, "wrong": 1}


def _came_in(person, at):
    SignIn.objects.create(person=person, session_key="x", how="code", began_at=at, expires_at=at)


def test_who_never_gave_a_sign_is_in_the_dark_until_somebody_comes_in(spoken_to, chair, now):
    before = reception.in_the_dark(now)
    _came_in(chair, now - timedelta(days=3))

    assert before == [reception.InTheDark(spoken_to, can_be_reached=True, last_sign=None)]
    assert reception.in_the_dark(now) == []


def test_a_sign_of_a_hundred_days_ago_is_none(spoken_to, chair, now):
    _came_in(chair, now - timedelta(days=100))

    assert [one.last_sign for one in reception.in_the_dark(now)] == [now - timedelta(days=100)]


@pytest.mark.parametrize("lacking", ["address", "right person", "address that works", "account"])
def test_whom_no_mail_reaches_is_in_the_dark_whatever_he_does(spoken_to, chair, now, lacking):
    _came_in(chair, now)
    people = type(chair).objects.filter(pk=chair.pk)
    if lacking == "right person":
        Preference.objects.create(person=chair, wrong_since=now, changed_at=now)
    elif lacking == "address that works":
        Suppression.objects.create(address=chair.email, why="bounced", at=now)
    elif lacking == "address":
        people.update(email=None)
    else:
        people.update(is_active=False)

    assert [one.can_be_reached for one in reception.in_the_dark(now)] == [False]


def test_who_manages_them_counts_for_the_owner(spoken_to, chair, manager, now):
    _came_in(manager, now)

    assert reception.in_the_dark(now) == []


def test_owners_we_do_not_write_to_are_in_no_dark(owner, chair, now):
    assert reception.in_the_dark(now) == []


def test_calls_are_counted_by_lift_and_month(broken, other_lift, now):
    for days in (3, 2, 1):
        broken(ago=timedelta(days=days))

    assert round(reception.calls_per_lift_and_month(now), 3) == round(3 / 2 / (90 / 30.44), 3)
