from datetime import UTC, date, datetime, timedelta

import pytest

from maintenance.actions import visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Result
from notifications.actions import deliveries, messages, preferences, summaries
from notifications.enums import Class, Rhythm, Style, Topic
from notifications.models import Delivery, Digest, Message
from notifications.queries.listeners import Wishes
from owners.actions import documents
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.models import Owner
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.files import store
from portal.ledger.models import Entry
from tests.conftest import NOW
from tests.notifications.conftest import text

FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
GATHERED = Wishes(style=Style.OWN, choices={Topic.VISITS: Rhythm.DIGEST})


@pytest.fixture
def spoken(owner):
    Owner.objects.update(speaking_since=NOW - timedelta(days=90))
    return owner


@pytest.fixture
def gathered(told, chair, spoken, now):
    """The chair wants bulletins together, and one was issued."""
    preferences.choose(person=chair, wishes=GATHERED, at=now)
    (message,) = messages.tell(entry=told(), at=now)
    return message


def test_what_is_gathered_waits_and_goes_with_the_others_once(gathered, now):
    assert (gathered.decision, gathered.goes_at, str(gathered.digest.for_on)) == ("in_digest", None, "2026-12-01")
    assert summaries.compose(at=FIRST - timedelta(seconds=1)) == 0

    written = [summaries.compose(at=FIRST), summaries.compose(at=FIRST)]

    mail = Delivery.objects.get(state="queued")
    assert (written, mail.message.tells) == ([1, 0], gathered.digest)
    assert gathered.title in mail.text
    assert f"http://localhost:8000/bulletins/{Entry.objects.get(kind='bulletin.issued').subject_id}/" in mail.text


def test_what_was_gathered_is_kept_as_it_would_have_been_read(gathered):
    kept = gathered.deliveries.get()

    assert (kept.state, kept.reason, "boletín" in text(kept.html)) == ("cancelled", "in_digest", True)


def test_the_month_is_told_also_when_nothing_happened(chair, manager, resident, spoken, lift):
    assert summaries.open_month(at=FIRST) == 2

    summaries.compose(at=FIRST)

    mail = Delivery.objects.get(message__person=chair)
    assert mail.message.title == "Su ascensor en noviembre: 0 revisiones, ninguna avería"
    assert "esto fue el mes. No hay nada más que contarle." in mail.text
    assert "Calle Mayor 14 · Ascensor principal: ninguna revisión, ninguna avería." in mail.text
    assert set(Message.objects.values_list("person", flat=True)) == {chair.pk, manager.pk}


def test_a_visit_of_the_month_is_counted(chair, spoken, lift, plan, technician):
    ended = NOW - timedelta(days=1)
    times = {"started_at": ended - timedelta(minutes=40), "finished_at": ended, "recorded_at": ended}
    work = CompletedWork(technician=technician, plan=plan, replies=[Reply(37, Result.OK)], **times)
    visits.record(lift=lift, work=work, by=technician.person, at=ended)
    summaries.open_month(at=FIRST)

    summaries.compose(at=FIRST)

    assert Message.objects.get(tells__isnull=False).title == "Su ascensor en noviembre: 1 revisión, ninguna avería"


@pytest.mark.parametrize("late", [timedelta(seconds=-1), timedelta(days=7)])
def test_a_month_is_told_neither_before_it_ended_nor_long_after(chair, spoken, late):
    assert summaries.open_month(at=FIRST + late) == 0


def test_two_clocks_at_once_begin_one_letter(chair, spoken):
    assert [summaries.open_month(at=FIRST), summaries.open_month(at=FIRST + timedelta(minutes=1))] == [1, 0]


def test_whose_owner_was_not_spoken_to_when_the_month_began_hears_nothing_of_it(chair, owner):
    Owner.objects.update(speaking_since=NOW)

    assert summaries.open_month(at=FIRST) == 0


def test_who_speaks_for_the_owner_no_more_hears_nothing_of_it(gathered, chair, now):
    chair.mandates.update(to_on=date(2026, 11, 30))

    summaries.compose(at=FIRST)

    gathered.refresh_from_db()
    assert (gathered.decision, Message.objects.filter(tells__isnull=False).count()) == ("over", 0)


def test_who_is_not_that_person_is_sent_no_summary_and_the_office_reads_why(gathered, chair, now):
    preferences.not_me(person=chair, at=now)

    written = summaries.compose(at=FIRST)

    gathered.refresh_from_db()
    assert (written, gathered.decision) == (0, "wrong_person")


def test_in_a_pause_a_summary_tells_only_what_the_law_asks(gathered, chair, spoken, now):
    preferences.choose(person=chair, wishes=Wishes(Style.OWN, GATHERED.choices, paused_until=date(2027, 1, 1)), at=now)
    summaries.open_month(at=FIRST)

    summaries.compose(at=FIRST)

    mail = Message.objects.get(tells__isnull=False)
    assert (gathered.kind, mail.title) == (Class.LEGAL, "Esta mañana: 1 noticia")


def test_who_wants_no_summaries_gets_no_letter_of_the_month(chair, spoken, now):
    preferences.stop(person=chair, topic=Topic.LETTERS, at=now)
    summaries.open_month(at=FIRST)

    assert (summaries.compose(at=FIRST), Digest.objects.get().composed_at) == (0, FIRST)


def test_a_mail_that_waited_over_the_end_of_a_mandate_does_not_go(told, chair, spoken, own_workers, now):
    night = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    (message,) = messages.tell(entry=told(), at=night)
    chair.mandates.update(to_on=now.date())

    Delivery.objects.update(next_at=now - timedelta(days=1))
    deliveries.work("me")

    sent = message.deliveries.get()
    assert (message.decision, f"{message.goes_at:%d %H:%M}") == ("quiet_hours", "24 07:00")
    assert (sent.state, sent.reason) == ("cancelled", "over")


def test_many_lifts_are_told_by_what_was_unlike(chair, spoken, lift, settings):
    from notifications.queries.months import OfLift
    from notifications.touchpoints import summary

    digest = Digest(person=chair, kind="monthly", for_on=FIRST.date(), due_at=FIRST)
    month = [OfLift(lift, 1, int(number == 3), number == 3) for number in range(40)]

    letter = summary.letter(digest, [], month, date(2026, 11, 1))

    assert letter.title == "Sus ascensores en noviembre: 40 revisiones, 1 avería"
    assert [line.words for line in letter.parts[0].lines] == [
        "Calle Mayor 14 · Ascensor principal: 1 revisión, 1 avería. Una sigue abierta.",
        "39 ascensores sin averías; 39 con revisión este mes",
    ]


def test_who_has_no_mail_and_wants_paper_reads_everything_in_a_letter_but_the_law_comes_by_itself(
    spoken, chair, office, lift, told, now
):
    User.objects.filter(pk=chair.pk).update(email=None)
    asked = {"law_on_paper": False, "summaries_on_paper": True, "said": "por teléfono"}
    preferences.take_paper(person=chair, by=office, at=now, **asked)
    messages.tell(entry=told(), at=now)
    sheet = Sheet(store.put(b"%PDF-1.7 manual", media_type="application/pdf", at=now), now.date())
    about = {"kind": DocumentKind.MANUAL, "title": "", "audience": Audience.OWNER}
    documents.publish(about=lift, sheet=sheet, by=office, at=now, **about)
    (message,) = messages.tell(entry=Entry.objects.get(kind="document.published"), at=now)

    summaries.open_month(at=FIRST)
    written = [summaries.compose(at=FIRST), summaries.compose(at=FIRST)]

    letters = Delivery.objects.filter(channel="paper").order_by("pk").values_list("message__touchpoint", "reason")
    assert (message.decision, written) == ("in_digest", [1, 0])
    assert list(letters) == [("bulletin_issued", "no_address"), ("monthly_letter", "chose_paper")]
    assert set(Delivery.objects.filter(channel="email").values_list("state", flat=True)) == {"cancelled"}
