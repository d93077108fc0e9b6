"""Owners' meetings: one a day, with the quotes that go to it; and the sheet that goes out once before each."""

from datetime import timedelta

import pytest

from owners.actions import meetings, quotes
from owners.enums import QuoteState
from owners.enums.meetings import MeetingKind
from owners.models import Meeting, Owner
from portal.ledger.models import Entry
from portal.lib import pdf

DAY = timedelta(days=1)
HAS_PANGO = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")


@pytest.fixture
def meet(owner, chair, now):
    def record(in_days=20, **more):
        said = {
            "owner": owner,
            "on": (now + in_days * DAY).date(),
            "kind": MeetingKind.ORDINARY,
            "by": chair,
            "at": now,
        }
        return meetings.record(**(said | more))

    return record


def _written(owner):
    kinds = Entry.objects.of_stream(owner.pk).filter(kind__startswith="meeting.").order_by("number")
    return [(entry.kind, entry.facts["on"]) for entry in kinds]


def test_a_meeting_is_written_down_once_a_day_and_never_of_a_day_that_is_over(meet, owner, now):
    made = meet(told_by="La administradora")

    with pytest.raises(meetings.AlreadyThere):
        meet()
    with pytest.raises(meetings.MeetingOver):
        meet(in_days=-1)
    assert (made.told_by, Meeting.objects.count()) == ("La administradora", 1)
    assert _written(owner) == [("meeting.recorded", made.on.isoformat())]


def test_a_quote_goes_to_the_meeting_that_is_known_and_moves_with_it(meet, quoted, chair, owner, now):
    made, first, second = meet(), quoted("P-1"), quoted("P-2")
    for quote, on in ((first, made.on), (second, made.on + DAY)):
        quotes.take_to_meeting(quote=quote, on=on, by=chair, at=now)

    meetings.change(meeting=made, on=made.on + 5 * DAY, kind=MeetingKind.EXTRAORDINARY, by=chair, at=now)

    first.refresh_from_db(), second.refresh_from_db()
    standing = list(Meeting.objects.standing().order_by("on").values_list("on", "kind"))
    assert standing == [(second.meeting_on, "unsaid"), (first.meeting_on, "extraordinary")]
    assert first.meeting_on == (now + 25 * DAY).date()
    assert Entry.objects.get(kind="meeting.changed").facts["before"] == (now + 20 * DAY).date().isoformat()


def test_a_day_that_was_mistyped_leaves_no_meeting_behind(meet, quoted, chair, owner, now):
    known, quote = meet(), quoted()

    for days in (3, 8, 20):
        quotes.take_to_meeting(quote=quote, on=(now + days * DAY).date(), by=chair, at=now)

    quote.refresh_from_db()
    assert (list(Meeting.objects.standing()), quote.state, quote.meeting_on) == ([known], "meeting", known.on)


def test_a_meeting_cannot_take_the_day_of_another(meet, chair, now):
    one, other = meet(), meet(in_days=30)

    with pytest.raises(meetings.AlreadyThere):
        meetings.change(meeting=other, on=one.on, kind=MeetingKind.ORDINARY, by=chair, at=now)

    other.refresh_from_db()
    assert other.on == (now + 30 * DAY).date()


def test_what_was_to_be_decided_at_a_meeting_that_is_called_off_waits_again(meet, quoted, chair, owner, now):
    made, quote = meet(), quoted()
    quotes.take_to_meeting(quote=quote, on=made.on, by=chair, at=now)

    meetings.call_off(meeting=made, by=chair, at=now)

    quote.refresh_from_db()
    assert (quote.state, quote.meeting_on) == (QuoteState.OPEN, None)
    assert _written(owner)[-1] == ("meeting.called_off", made.on.isoformat())
    with pytest.raises(meetings.MeetingOver):
        meetings.call_off(meeting=made, by=chair, at=now)


@HAS_PANGO
def test_its_sheet_is_printed_fifteen_days_before_once_a_day_and_only_of_owners_we_write_to(meet, owner, chair, now):
    made = meet()
    silent = meetings.tell_ahead(at=now + 6 * DAY)
    Owner.objects.update(speaking_since=now)

    told = [meetings.tell_ahead(at=now + days * DAY) for days in (4, 5, 6)]
    meetings.change(meeting=made, on=made.on + DAY, kind=MeetingKind.ORDINARY, by=chair, at=now + 7 * DAY)
    told.append(meetings.tell_ahead(at=now + 7 * DAY))

    made.refresh_from_db()
    entry = Entry.objects.filter(kind="meeting.ahead").order_by("-pk").first()
    assert (silent, told, made.told_for) == (0, [0, 1, 0, 1], made.on)
    assert entry.facts == {"on": made.on.isoformat(), "kind": "ordinary", "sha256": made.sheet.sha256}
