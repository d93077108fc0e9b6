from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from owners.actions import quotes
from owners.enums import QuoteState
from owners.models import Quote, QuoteDecision
from portal.ledger.models import Entry

DAY = timedelta(days=1)


def _facts(owner, kind):
    return [entry.facts for entry in Entry.objects.of_stream(owner.pk).filter(kind=kind).order_by("number")]


def test_a_quote_stands_with_its_lines_and_a_fact_for_who_pays(quoted, owner, lift):
    quote = quoted()

    entry = Entry.objects.of_stream(owner.pk).get(kind="quote.published")
    assert (quote.state, quote.lift) == (QuoteState.OPEN, lift)
    assert list(quote.lines.values_list("place", "text")) == [(1, "Cables"), (2, "Mano de obra")]
    assert (entry.audience, entry.facts["sha256"], entry.facts["total"]) == ("billing", quote.file.sha256, "1210.00")


def test_an_owner_has_a_number_once(quoted, now):
    quoted()

    with pytest.raises(quotes.AlreadyPublished):
        quoted()

    assert Quote.objects.count() == 1


def test_what_was_withdrawn_leaves_its_number(quoted, office, now):
    quotes.withdraw(quote=quoted(), why="El precio era otro.", by=office, at=now)

    assert quoted().withdrawn_at is None


def test_a_yes_is_kept_with_who_when_and_of_which_bytes(quoted, owner, chair, now):
    quote = quoted()

    decision = quotes.decide(quote=quote, state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now)

    assert (quote.state, decision.person, decision.sha256) == (QuoteState.ACCEPTED, chair, quote.file.sha256)
    assert _facts(owner, "quote.decided") == [
        {
            "quote": str(quote.pk),
            "state": "accepted",
            "meeting_on": None,
            "sha256": quote.file.sha256,
            "total": "1210.00",
            "confirmed": "code",
        }
    ]


@pytest.mark.parametrize("state", [QuoteState.ACCEPTED, QuoteState.DECLINED])
def test_what_is_decided_is_decided(quoted, chair, office, now, state):
    quote = quoted()
    quotes.decide(quote=quote, state=state, confirmed="code", by=chair, at=now)

    for again in (
        lambda: quotes.decide(quote=quote, state=QuoteState.DECLINED, confirmed="code", by=chair, at=now),
        lambda: quotes.take_to_meeting(quote=quote, on=now.date(), by=chair, at=now),
    ):
        with pytest.raises(quotes.CannotDecide):
            again()

    assert QuoteDecision.objects.count() == 1


def test_the_meeting_may_say_yes_later(quoted, chair, now):
    quote = quoted()
    quotes.take_to_meeting(quote=quote, on=now.date() + 5 * DAY, by=chair, at=now)

    quotes.decide(quote=quote, state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now + 6 * DAY)

    assert list(quote.decisions.order_by("at").values_list("state", flat=True)) == ["meeting", "accepted"]


@pytest.mark.parametrize("days", [-1, 31])
def test_a_meeting_is_between_today_and_its_last_day(quoted, chair, now, days):
    quote = quoted()

    with pytest.raises(quotes.MeetingGone):
        quotes.take_to_meeting(quote=quote, on=now.date() + days * DAY, by=chair, at=now)

    assert not QuoteDecision.objects.exists()


def test_after_its_last_day_nothing_is_decided(quoted, chair, now):
    with pytest.raises(quotes.CannotDecide):
        quotes.decide(quote=quoted(), state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now + 31 * DAY)


def test_what_was_accepted_is_not_taken_back(quoted, chair, office, now):
    quote = quoted()
    quotes.decide(quote=quote, state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now)

    with pytest.raises(quotes.CannotWithdraw):
        quotes.withdraw(quote=quote, why="Sube.", by=office, at=now)

    assert Quote.objects.get().withdrawn_at is None


def test_it_is_reminded_of_once_within_its_last_week(quoted, owner, now):
    quoted()

    reminded = [quotes.remind_due(at=now + days * DAY) for days in (22, 23, 24, 29)]

    assert (reminded, len(_facts(owner, "quote.expiring"))) == ([0, 1, 0, 0], 1)


def test_what_is_decided_or_was_published_just_now_is_not_reminded_of(quoted, chair, now):
    quotes.decide(quote=quoted(), state=QuoteState.DECLINED, confirmed="code", by=chair, at=now)
    quoted("P26-0032", valid_until=now.date() + 3 * DAY)

    assert [quotes.remind_due(at=now + days * DAY) for days in (0, 2, 25)] == [0, 0, 0]


def test_what_it_offers_and_what_was_said_of_it_never_change(quoted, chair, now):
    quote = quoted()
    quotes.decide(quote=quote, state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now)

    for rows, change in (
        (Quote.objects.all(), {"total": 1}),
        (quote.lines.all(), {"amount": 1}),
        (quote.decisions.all(), {"state": QuoteState.DECLINED}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
