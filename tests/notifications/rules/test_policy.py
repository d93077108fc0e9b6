from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.enums import Class, Rhythm, Why
from notifications.rules import quiet
from notifications.rules.policy import (
    WEEK,
    Digest,
    Drop,
    Listener,
    News,
    OnPaper,
    PutInDigest,
    SendAt,
    SendNow,
    decide,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AN_HOUR_AGO, YESTERDAY = NOW - timedelta(hours=1), NOW - timedelta(days=1)
TEN_DAYS = timedelta(days=10)
A_SECOND = timedelta(seconds=1)
LISTENS = {"has_address": True, "is_active": True, "owner_speaks_since": YESTERDAY}


@pytest.mark.parametrize(
    ("fact", "listener", "decision"),
    [
        ({}, {}, SendNow()),
        ({"origin": "history"}, {}, Drop("history")),
        ({}, {"owner_speaks_since": None}, Drop("owner_not_spoken_to")),
        ({}, {"owner_speaks_since": AN_HOUR_AGO}, SendNow()),
        ({}, {"owner_speaks_since": AN_HOUR_AGO + A_SECOND}, Drop("owner_not_spoken_to")),
        ({}, {"owner_speaks_since": NOW + TEN_DAYS}, Drop("owner_not_spoken_to")),
        ({"occurred_at": NOW - TEN_DAYS}, {"owner_speaks_since": NOW - TEN_DAYS}, SendNow()),
        ({"occurred_at": NOW - TEN_DAYS - A_SECOND}, {"owner_speaks_since": NOW - 2 * TEN_DAYS}, Drop("stale")),
        ({"occurred_at": NOW + A_SECOND}, {}, SendNow()),
        ({}, {"is_active": False}, Drop("not_active")),
        ({}, {"has_address": False}, Drop("no_address")),
        ({}, {"has_address": False, "is_active": False}, Drop("not_active")),
        ({"origin": "history"}, {"owner_speaks_since": None, "has_address": False}, Drop("history")),
    ],
)
def test_a_fact_is_told_or_not_and_why(fact, listener, decision):
    told = {"occurred_at": AN_HOUR_AGO, "origin": "live", "stale_after": TEN_DAYS} | fact

    assert decide(News(**told), Listener(**(LISTENS | listener)), NOW) == decision


THE_FIRST = Digest("monthly", date(2026, 12, 1), datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
AT_NIGHT, MORNING = datetime(2026, 11, 23, 22, 0, tzinfo=UTC), datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("news", "listener", "decision"),
    [
        ({"rhythm": "off"}, {}, Drop("switched_off")),
        ({"rhythm": "digest"}, {}, PutInDigest(THE_FIRST)),
        ({"rhythm": "digest", "urgent": True}, {}, PutInDigest(THE_FIRST)),
        ({"rhythm": "digest"}, {"digest": None}, SendNow()),
        ({"rhythm": "digest", "stale_after": timedelta(minutes=20)}, {}, PutInDigest(THE_FIRST)),
        ({}, {"told_this_week": 3}, SendNow()),
        ({}, {"told_this_week": 4}, PutInDigest(THE_FIRST, "over_cap")),
        ({}, {"told_this_week": 4, "digest": None}, Drop("over_cap")),
        ({"urgent": True}, {"told_this_week": 9}, SendNow()),
        ({"kind": "legal"}, {"told_this_week": 9}, SendNow()),
        ({"kind": "legal", "rhythm": "off"}, {}, SendNow()),
        ({"kind": "legal", "rhythm": "digest"}, {}, PutInDigest(THE_FIRST)),
        ({"kind": "legal", "rhythm": "digest", "stale_after": timedelta(days=5)}, {}, SendNow()),
        ({"kind": "legal"}, {"paused_until": date(2027, 1, 1)}, SendNow()),
        ({"kind": "safety", "rhythm": "digest"}, {"paused_until": date(2027, 1, 1)}, SendNow()),
        ({"kind": "safety", "rhythm": "off"}, {}, Drop("switched_off")),
        ({}, {"paused_until": date(2026, 11, 24)}, Drop("paused")),
        ({"urgent": True}, {"paused_until": date(2026, 11, 24)}, Drop("paused")),
        ({}, {"paused_until": date(2026, 11, 23)}, SendNow()),
        ({"kind": "legal"}, {"is_wrong": True}, Drop("wrong_person")),
        ({"kind": "safety"}, {"is_wrong": True}, Drop("wrong_person")),
        ({"holds": False}, {}, Drop("over")),
        ({"is_off": True}, {}, Drop("off_by_company")),
        ({"is_off": True, "urgent": True, "rhythm": "digest"}, {}, Drop("off_by_company")),
        ({"is_off": True, "kind": "promotion"}, {"wants_offers": True}, Drop("off_by_company")),
        ({"is_off": True, "kind": "legal"}, {}, SendNow()),
        ({"is_off": True, "kind": "safety"}, {}, SendNow()),
        ({"kind": "promotion"}, {}, Drop("no_consent")),
        ({"kind": "promotion"}, {"wants_offers": True}, SendNow()),
        ({"kind": "promotion", "rhythm": "digest"}, {"wants_offers": True}, SendNow()),
        ({"kind": "promotion"}, {"wants_offers": True, "told_this_week": 4}, Drop("over_cap")),
    ],
)
def test_wishes_are_kept_and_the_law_is_told(news, listener, decision):
    told = {"occurred_at": AN_HOUR_AGO, "origin": "live", "stale_after": TEN_DAYS} | news

    assert decide(News(**told), Listener(**(LISTENS | {"digest": THE_FIRST} | listener)), NOW) == decision


LAW, SAFETY = {"kind": "legal"}, {"kind": "safety"}


@pytest.mark.parametrize(
    ("news", "listener", "decision"),
    [
        (LAW, {}, SendNow()),
        (LAW, {"is_wrong": True}, OnPaper("wrong_person")),
        (LAW, {"has_address": False}, OnPaper("no_address")),
        (LAW, {"is_suppressed": True}, OnPaper("suppressed")),
        (LAW, {"wants_paper": True}, OnPaper("chose_paper")),
        (LAW | {"rhythm": "digest"}, {"wants_paper": True, "digest": THE_FIRST}, OnPaper("chose_paper")),
        (LAW, {"has_address": False, "is_active": False}, Drop("not_active")),
        (LAW, {"has_address": False, "takes_letters": False}, Drop("no_address")),
        (LAW | {"origin": "history"}, {"has_address": False}, Drop("history")),
        (LAW | {"holds": False}, {"has_address": False}, Drop("over")),
        (SAFETY, {"is_wrong": True}, OnPaper("wrong_person")),
        (SAFETY | {"rhythm": "off"}, {"is_wrong": True}, Drop("wrong_person")),
        (SAFETY, {"wants_paper": True}, SendNow()),
        ({}, {"wants_paper": True}, SendNow()),
        ({}, {"is_wrong": True}, Drop("wrong_person")),
        ({}, {"has_address": False}, Drop("no_address")),
    ],
)
def test_what_the_law_asks_goes_on_paper_where_no_mail_reaches_or_paper_was_chosen(news, listener, decision):
    told = {"occurred_at": AN_HOUR_AGO, "origin": "live", "stale_after": TEN_DAYS} | news

    assert decide(News(**told), Listener(**(LISTENS | {"takes_letters": True} | listener)), NOW) == decision


@pytest.mark.parametrize(
    ("news", "decision"),
    [
        ({}, SendAt(MORNING, "quiet_hours")),
        ({"kind": "legal"}, SendAt(MORNING, "quiet_hours")),
        ({"urgent": True}, SendNow()),
        ({"kind": "safety"}, SendNow()),
        ({"stale_after": timedelta(hours=8)}, Drop("stale")),
        ({"kind": "legal", "stale_after": timedelta(hours=8)}, SendAt(MORNING, "quiet_hours")),
    ],
)
def test_at_night_what_can_wait_waits(news, decision):
    told = {"occurred_at": AT_NIGHT, "origin": "live", "stale_after": TEN_DAYS} | news

    assert decide(News(**told), Listener(**LISTENS), AT_NIGHT) == decision


ZONES = ("Europe/Madrid", "Atlantic/Canary", "America/New_York", "Australia/Lord_Howe")
HOURS = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
WHEN = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NEWS = st.builds(
    News,
    occurred_at=WHEN,
    origin=st.sampled_from(["live", "live", "live", "history"]),
    stale_after=st.sampled_from([timedelta(minutes=20), timedelta(days=2), TEN_DAYS]),
    kind=st.sampled_from(Class.values),
    rhythm=st.sampled_from(Rhythm.values),
    urgent=st.booleans(),
    is_off=st.sampled_from([False, False, False, True]),
)
LISTENERS = st.builds(
    Listener,
    has_address=st.sampled_from([True, True, True, False]),
    is_active=st.just(True),
    owner_speaks_since=st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    zone=st.sampled_from(ZONES),
    quiet_from=HOURS,
    quiet_to=HOURS,
    cap=st.integers(0, 5),
    paused_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    wants_offers=st.booleans(),
    takes_letters=st.booleans(),
    is_wrong=st.sampled_from([False, False, False, True]),
    is_suppressed=st.booleans(),
    wants_paper=st.booleans(),
)
SUMMARY_IN = st.none() | st.integers(1, 40).map(lambda days: timedelta(days=days))


@settings(max_examples=400, deadline=None)
@given(listener=LISTENERS, history=st.lists(NEWS, max_size=30), summary_in=SUMMARY_IN)
def test_whatever_happens_nobody_is_told_too_much_or_too_little(listener, history, summary_in):
    sent: list[tuple[datetime, News]] = []
    for news in sorted(history, key=lambda one: one.occurred_at):
        now = news.occurred_at
        digest = summary_in and Digest("daily", now.date(), now + summary_in)
        week = sum(1 for when, told in sent if told.can_wait and when > now - WEEK)

        decision = decide(news, replace(listener, digest=digest or None, told_this_week=week), now)

        is_reached = listener.has_address and not listener.is_wrong
        if isinstance(decision, OnPaper):
            assert listener.takes_letters
            assert news.origin == "live"
            assert news.kind == "legal" or (news.kind == "safety" and news.rhythm != "off")
            assert not is_reached or listener.is_suppressed or (listener.wants_paper and news.kind == "legal")
            continue
        if not isinstance(decision, SendNow | SendAt):
            is_silent = news.origin == "history" or not (listener.takes_letters or is_reached)
            assert isinstance(decision, Drop) or (decision.which == digest and news.kind != "promotion")
            assert is_silent or news.kind != "legal" or isinstance(decision, PutInDigest)
            assert is_silent or news.kind != "safety" or news.rhythm == "off"
            if isinstance(decision, PutInDigest) and news.kind == "legal":
                assert decision.which.due_at <= news.occurred_at + news.stale_after
            continue
        when = now if isinstance(decision, SendNow) else decision.when
        assert is_reached
        assert (when == now) or news.kind != "safety"
        assert news.origin == "live"
        assert not news.is_off or news.kind in {"legal", "safety"}
        assert news.kind != "promotion" or listener.wants_offers
        if not (news.kind == "safety" or (news.kind == "service" and news.urgent)):
            assert quiet.ends(when, listener.zone, listener.quiet_from, listener.quiet_to) is None
        sent.append((when, news))

    waiting = sorted(when for when, news in sent if news.can_wait)
    weeks = [waiting[first : first + listener.cap + 1] for first in range(len(waiting))]
    assert all(len(one) <= listener.cap or one[-1] - one[0] >= WEEK for one in weeks)


@settings(max_examples=200, deadline=None)
@given(at=WHEN, zone=st.sampled_from(ZONES), from_=HOURS, to=HOURS)
def test_quiet_hours_end_when_the_clock_on_the_wall_says(at, zone, from_, to):
    end = quiet.ends(at, zone, from_, to)

    if end is not None:
        assert at < end <= at + timedelta(hours=25)
        shown = quiet.local(end, zone).time()
        assert (
            shown == to
            or quiet.local(end - timedelta(minutes=1), zone).utcoffset() != quiet.local(end, zone).utcoffset()
        )
        assert quiet.ends(end, zone, from_, to) is None


@pytest.mark.parametrize(
    ("zone", "day", "hour", "wanted"),
    [
        ("Europe/Madrid", date(2026, 11, 24), time(8), "2026-11-24T07:00"),
        ("Atlantic/Canary", date(2026, 11, 24), time(8), "2026-11-24T08:00"),
        ("Europe/Madrid", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),
        ("Atlantic/Canary", date(2026, 3, 29), time(1, 30), "2026-03-29T01:00"),
        ("Europe/Madrid", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),
    ],
)
def test_a_skipped_hour_begins_at_the_first_that_is_and_a_repeated_one_the_first_time(zone, day, hour, wanted):
    assert f"{quiet.instant(day, hour, zone):%Y-%m-%dT%H:%M}" == wanted


def test_every_reason_of_the_policy_has_its_words():
    given = {"now", "in_digest", "no_address"} | {
        decision.reason
        for test in (test_wishes_are_kept_and_the_law_is_told, test_a_fact_is_told_or_not_and_why)
        for *_given, decision in test.pytestmark[0].args[1]
    }

    assert given - set(Why.values) == set()
