"""What goes on paper, when, and when nobody needs it any more."""

from datetime import timedelta

import pytest
from django.db import transaction

from maintenance.enums import Answer
from maintenance.models import Bulletin
from notifications.actions import messages, papering, preferences, remedies, sending, suppressions, unopened
from notifications.enums import Bad, Channel, DeliveryState, Paused, Rhythm, Style, Topic
from notifications.models import Delivery, Message, PaperLetter
from notifications.queries.listeners import Wishes
from owners.actions import consents, receipts
from owners.enums import ConsentTo
from owners.models import Owner, Receipt
from portal.accounts.models import User
from portal.ledger.models import Entry
from tests.notifications.touchpoints.conftest import Lived

DAY = timedelta(days=1)


@pytest.fixture
def spoken(owner, chair, now):
    """We write to the owner, whose address is known."""
    address = "Calle Mayor 14, 47001 Valladolid"
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now - 30 * DAY, address=address)
    owner.refresh_from_db()
    return owner


@pytest.fixture
def electronic(spoken, chair, now):
    """It takes bulletins electronically."""
    return consents.give(owner=spoken, to=ConsentTo.BULLETINS, wording=1, language="es", by=chair, at=now - 20 * DAY)


def letters(*columns):
    found = Delivery.objects.filter(channel=Channel.PAPER).order_by("pk")
    return list(found.values_list(*(columns or ("state", "reason"))))


def mails():
    return list(Delivery.objects.filter(channel=Channel.EMAIL).order_by("pk").values_list("state", "reason"))


def unsettled(person, now):
    """What keeps a person's mail from reaching him, each alone."""
    mine = User.objects.filter(pk=person.pk)
    return {
        "no_address": lambda: mine.update(email=None),
        "wrong_person": lambda: preferences.not_me(person=person, at=now),
        "suppressed": lambda: suppressions.suppress(address=person.email, why=Bad.BOUNCED, said="550", at=now),
        "chose_paper": lambda: preferences.choose(person=person, wishes=Wishes(law_on_paper=True), at=now),
    }


def test_a_bulletin_goes_on_paper_to_whom_no_mail_reaches_and_no_mail_with_it(spoken, chair, told, now):
    entry, told_how = told(), {}
    for cause, happens in unsettled(chair, now).items():
        with transaction.atomic():
            happens()
            messages.tell(entry=entry, at=now)
            messages.tell(entry=entry, at=now)
            one = PaperLetter.objects.get()
            whom = one.name, one.address, one.due_at - entry.occurred_at, one.is_alone
            told_how[cause] = (*letters(), *mails(), *whom)
            transaction.set_rollback(True)

    kept, where = ("cancelled", "on_paper"), ("Pilar Ortega", "Calle Mayor 14, 47001 Valladolid")
    assert told_how == {cause: (("queued", cause), kept, *where, 9 * DAY, True) for cause in unsettled(chair, now)}


def test_beside_somebody_who_is_mailed_nobody_is_alone(spoken, chair, manager, told, now):
    User.objects.filter(pk=chair.pk).update(email=None)

    messages.tell(entry=told(), at=now)

    assert [(one.name, one.is_alone) for one in PaperLetter.objects.all()] == [("Pilar Ortega", False)]


def test_no_worker_takes_a_letter_and_no_backup_puts_it_in_doubt(own_workers, spoken, chair, told, now):
    User.objects.filter(pk=chair.pk).update(email=None)
    messages.tell(entry=told(), at=now)

    assert Delivery.objects.due(now + 30 * DAY).count() == 0
    sending.pause(because=Paused.RESTORED, at=now + DAY)
    assert sending.resume(releases=False, by=None, at=now + DAY) == 0
    preferences.not_me(person=chair, at=now)
    assert letters() == [("queued", "no_address")]


def test_a_mail_that_came_to_nothing_is_followed_by_a_letter_once(spoken, chair, told, now):
    messages.tell(entry=told(), at=now)
    mail, happened = Delivery.objects.get(), {}
    for state, reason in (
        ("bounced", "550"), ("failed", "550"), ("expired", "expired"), ("cancelled", "suppressed"),
        ("accepted", ""), ("cancelled", "replaced"), ("queued", ""),
    ):  # fmt: skip
        with transaction.atomic():
            Delivery.objects.filter(pk=mail.pk).update(state=state, reason=reason)
            written = [papering.rescue(at=now + DAY), papering.rescue(at=now + 2 * DAY)]
            happened[state, reason] = written, letters("reason")
            transaction.set_rollback(True)

    lost = ([1, 0], [("unreached",)])
    assert happened == {
        ("bounced", "550"): lost,
        ("failed", "550"): lost,
        ("expired", "expired"): lost,
        ("cancelled", "suppressed"): ([1, 0], [("suppressed",)]),
        ("accepted", ""): ([0, 0], []),
        ("cancelled", "replaced"): ([0, 0], []),
        ("queued", ""): ([0, 0], []),
    }


def test_safety_that_was_switched_off_goes_no_way_at_all(spoken, chair, lift, technician, now):
    off = Wishes(style=Style.OWN, choices={Topic.BREAKDOWNS: Rhythm.OFF})
    preferences.choose(person=chair, wishes=off, at=now - DAY)
    User.objects.filter(pk=chair.pk).update(email=None)
    Lived(lift, technician).confirmed(inside=Answer.YES).assigned().arrived(20).freed(34)

    told = messages.tell(entry=Entry.objects.get(kind="breakdown.freed"), at=now)
    rescued = papering.rescue(at=now + DAY)

    assert ([(one.kind, one.decision) for one in told], rescued, letters()) == ([("safety", "no_address")], 0, [])


def test_what_reached_somebody_else_is_followed_by_a_letter(spoken, chair, told, now):
    messages.tell(entry=told(), at=now)
    Delivery.objects.update(state=DeliveryState.ACCEPTED)
    before = papering.rescue(at=now + DAY)

    preferences.not_me(person=chair, at=now + DAY)

    assert (before, papering.rescue(at=now + DAY), letters()) == (0, 1, [("queued", "wrong_person")])
    assert PaperLetter.objects.get().is_alone


def test_what_the_office_says_is_told_on_paper_is_a_letter_of_the_list(spoken, chair, office, told, now):
    messages.tell(entry=told(), at=now)
    Delivery.objects.update(state=DeliveryState.BOUNCED)
    (mail,) = Delivery.objects.all()

    remedies.on_paper(delivery=mail, by=office, at=now)
    rescued = papering.rescue(at=now + DAY)

    assert (letters(), rescued) == ([("queued", "asked_for")], 0)


def test_what_nobody_opens_is_reminded_of_once_and_goes_on_paper_in_time(electronic, chair, manager, told, now):
    entry = told()
    messages.tell(entry=entry, at=now)
    reminded = [unopened.remind(at=now + days * DAY) for days in (3, 4, 5)]
    reminder = Entry.objects.get(kind="bulletin.unopened")
    messages.tell(entry=reminder, at=now + 4 * DAY)
    on_paper = [unopened.to_paper(at=now + days * DAY) for days in (6, 7.5, 8)]

    mailed = Message.objects.filter(touchpoint="bulletin_unopened").order_by("title")
    assert (reminded, on_paper) == ([0, 1, 0], [0, 1, 0])
    assert [one.title for one in mailed] == ["Sin abrir: el boletín de su revisión de noviembre"] * 2
    assert letters("reason", "message__person__name") == [("unopened", "Pilar Ortega")]


def test_it_goes_on_paper_to_one_who_still_decides(electronic, chair, manager, told, now):
    messages.tell(entry=told(), at=now)
    unopened.remind(at=now + 4 * DAY)
    chair.mandates.update(to_on=(now + 5 * DAY).date())

    assert unopened.to_paper(at=now + 7.5 * DAY) == 1
    assert letters("reason", "message__person__name") == [("unopened", manager.name)]


def test_who_opens_it_is_not_reminded_and_needs_no_letter(electronic, chair, manager, told, now):
    entry = told()
    messages.tell(entry=entry, at=now)
    unopened.remind(at=now + 4 * DAY)
    unopened.to_paper(at=now + 7.5 * DAY)
    bulletin = _bulletin(entry)

    receipts.acknowledge(
        received=[(bulletin, electronic.owner)], person=manager, how=Receipt.How.SIGNED_IN, at=now + 8 * DAY
    )

    assert (papering.settle(), papering.settle(), letters()) == (1, 0, [("cancelled", "read")])
    assert messages.tell(entry=Entry.objects.get(kind="bulletin.unopened"), at=now + 6 * DAY)[0].decision == "over"


def test_who_gets_bulletins_by_post_anyway_is_reminded_of_nothing(spoken, chair, told, now):
    messages.tell(entry=told(), at=now)

    assert (unopened.remind(at=now + 5 * DAY), unopened.to_paper(at=now + 8 * DAY)) == (0, 0)


def test_a_letter_he_chose_is_his_whoever_else_opened_it(spoken, chair, manager, told, now):
    preferences.choose(person=chair, wishes=Wishes(law_on_paper=True), at=now)
    entry = told()
    messages.tell(entry=entry, at=now)

    receipts.acknowledge(received=[(_bulletin(entry), spoken)], person=manager, how=Receipt.How.SIGNED_IN, at=now)

    assert (papering.settle(), letters()) == (0, [("queued", "chose_paper")])


def _bulletin(entry):
    return Bulletin.objects.select_related("visit", "file").get(pk=entry.subject_id)
