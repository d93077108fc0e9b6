from datetime import timedelta

import pytest

from notifications.actions import messages, preferences
from notifications.enums import Rhythm, Style, Topic
from notifications.models import Delivery, Message
from notifications.queries import listeners
from notifications.queries.listeners import Wishes
from owners.models import Owner
from tests.conftest import NOW

VISITS_OFF = {Topic.VISITS: Rhythm.OFF}


@pytest.fixture
def spoken(owner):
    Owner.objects.update(speaking_since=NOW - timedelta(days=90))
    return owner


def test_who_chose_nothing_hears_what_matters(chair):
    assert listeners.wishes(chair) == Wishes()


def test_the_last_wishes_are_the_persons(chair, now):
    preferences.choose(person=chair, wishes=Wishes(Style.OWN, VISITS_OFF), at=now)
    wishes = Wishes(Style.EVERYTHING, VISITS_OFF, "weekly", paused_until=now.date())

    preferences.choose(person=chair, wishes=wishes, at=now)

    assert listeners.wishes(chair) == wishes


@pytest.mark.parametrize(
    ("before", "others"),
    [(Style.MATTERS, None), (Style.EVERYTHING, Rhythm.EACH), (Style.LAW, Rhythm.OFF)],
)
def test_stopping_a_topic_leaves_the_rest_as_it_was(chair, now, before, others):
    preferences.choose(person=chair, wishes=Wishes(before), at=now)

    preferences.stop(person=chair, topic=Topic.WORKS, at=now)

    kept = listeners.wishes(chair)
    assert (kept.style, kept.choices[Topic.WORKS], kept.choices.get(Topic.QUOTES)) == (Style.OWN, Rhythm.OFF, others)


def _waiting(chair, entry, topic_key, kind, now):
    message = Message.objects.create(
        touchpoint=topic_key, kind=kind, person=chair, entry=entry, title="x", created_at=now, goes_at=now
    )
    return messages.deliver_to(message, address=chair.email, text="x", html="", at=now)


def test_what_is_stopped_stops_at_once_and_what_the_law_asks_goes_on(chair, told, now):
    entry = told()
    service = _waiting(chair, entry, "work_planned", "service", now)
    legal = _waiting(chair, entry, "bulletin_issued", "legal", now)

    preferences.stop(person=chair, topic=Topic.WORKS, at=now)
    preferences.stop(person=chair, topic=Topic.VISITS, at=now)

    states = dict(Delivery.objects.values_list("pk", "state"))
    assert (states[service.pk], states[legal.pk]) == ("cancelled", "queued")


@pytest.mark.parametrize("stops", ["topic", "person"])
def test_what_is_stopped_while_it_waits_keeps_no_link_that_opens_a_paper(chair, told, now, stops):
    waiting = _waiting(chair, told(), "document_published", "service", now)

    if stops == "topic":
        preferences.stop(person=chair, topic=Topic.PAPERS, at=now)
    else:
        preferences.not_me(person=chair, at=now)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == ("cancelled", "")


def test_who_says_that_it_is_not_he_is_written_to_no_more_until_the_office_puts_it_right(chair, told, spoken, now):
    waiting = _waiting(chair, told(), "work_planned", "service", now)

    said = [preferences.not_me(person=chair, at=now), preferences.not_me(person=chair, at=now)]

    waiting.refresh_from_db()
    assert (said, waiting.state, waiting.reason) == ([True, False], "cancelled", "wrong_person")
    assert (listeners.wishes(chair).is_wrong, preferences.found_again(person=chair, at=now)) == (True, True)
    assert listeners.wishes(chair).is_wrong is False
