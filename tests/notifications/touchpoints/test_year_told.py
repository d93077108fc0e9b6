"""The sheet for a meeting goes by mail with its paper; the year that is over waits for the next summary."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from notifications.actions import messages, summaries
from notifications.models import Delivery, Message
from owners.actions import meetings
from owners.enums.meetings import MeetingKind
from owners.kinds import meetings as kinds
from owners.models import AnnualReport, Meeting
from portal.files import store
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from tests.conftest import NOW

ON = date(2026, 12, 5)


@pytest.fixture
def paper(private_files):
    return store.put(b"%PDF-1.7 sheet", media_type="application/pdf", at=NOW)


@pytest.fixture
def ahead(speaking, chair, paper):
    """The sheet of a meeting was printed."""
    made = meetings.record(owner=speaking, on=ON, kind=MeetingKind.ORDINARY, by=chair, at=NOW)
    Meeting.objects.filter(pk=made.pk).update(told_for=ON, sheet=paper)
    made.refresh_from_db()
    with transaction.atomic():
        ledger.append(kinds.AHEAD.of(made, occurred_at=NOW), by=None, at=NOW)
    return made


def _tell(kind):
    entry = Entry.objects.get(kind=kind)
    messages.tell(entry=entry, at=NOW)
    found = Message.objects.filter(entry=entry).order_by("person__name")
    return list(found.values_list("touchpoint", "person__name", "decision"))


def test_who_decides_gets_the_sheet_itself(ahead, chair, resident, paper):
    told = _tell("meeting.ahead")

    assert told == [("junta_sheet", name, "now") for name in ("Pilar Ortega", "Raquel Santos")]
    mail = Delivery.objects.get(message__person=chair)
    assert (mail.attachment, mail.attachment_name) == (paper, "H47218306_2026-12-05_hoja_junta.pdf")
    assert "la junta ordinaria de C.P. Calle Mayor 14 es el 5 de diciembre." in mail.text


def test_a_sheet_of_a_meeting_that_moved_meanwhile_is_not_sent(ahead, chair):
    meetings.change(meeting=ahead, on=ON + timedelta(days=9), kind=MeetingKind.ORDINARY, by=chair, at=NOW)

    assert {decision for _key, _name, decision in _tell("meeting.ahead")} == {"over"}


def test_the_year_is_told_in_the_next_summary_also_when_nothing_happened(speaking, chair, paper):
    made = {"owner": speaking, "year": 2025, "language": "es", "is_whole": True, "file": paper, "made_at": NOW}
    report = AnnualReport.objects.create(**made)
    with transaction.atomic():
        ledger.append(kinds.YEAR_ENDED.of(report, occurred_at=NOW), by=None, at=NOW)

    told = _tell("year.ended")
    summaries.compose(at=NOW + timedelta(days=9))

    assert told == [("annual_report", name, "in_digest") for name in ("Pilar Ortega", "Raquel Santos")]
    mail = Delivery.objects.get(message__person=chair, message__touchpoint="monthly_letter")
    assert "Sus ascensores en 2025: C.P. Calle Mayor 14" in mail.text
