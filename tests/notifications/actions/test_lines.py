"""The company leaves a service message unsaid, or says it in its words; never what the law or safety asks."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from notifications import catalogue
from notifications.actions import lines, messages, sampling
from notifications.actions.lines import Words
from notifications.actions.rehearsing import rehearse
from notifications.enums import Class
from notifications.models import LineVersion, Message
from notifications.queries.listeners import Wishes
from owners.actions import surveys
from owners.models import Owner
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.models import Entry
from tests.conftest import NOW, mandate
from tests.notifications.touchpoints.conftest import Lived

DAY = timedelta(days=1)
RECEIVED = catalogue.named("breakdown_received")
WORDS = Words(
    title_es="{empresa}: {asunto}",
    title_en="{empresa}: {asunto} (news)",
    opening_es="Buenos días, {nombre}. {hecho} Le atiende {contacto}.",
    opening_en="Hello {nombre}. {hecho}",
)


@pytest.fixture
def spoken(owner, chair):
    Owner.objects.update(speaking_since=NOW - 30 * DAY)
    return owner


@pytest.fixture
def fact(spoken, lift, technician):
    """A breakdown that was confirmed, of which the chair hears."""
    Lived(lift, technician).confirmed()
    return Entry.objects.get(kind="breakdown.confirmed")


def _of_chair(chair):
    return Message.objects.get(touchpoint="breakdown_received", person=chair)


def test_what_is_switched_off_is_not_sent_and_the_office_reads_why(fact, chair, admin):
    lines.switch(touchpoint=RECEIVED, is_on=False, seen=0, by=admin, at=NOW)

    messages.tell(entry=fact, at=NOW)

    message = _of_chair(chair)
    assert (message.decision, message.deliveries.get().state) == ("off_by_company", "cancelled")


def test_what_waits_goes_no_more_once_it_is_switched_off(fact, chair, admin):
    messages.tell(entry=fact, at=NOW)

    lines.switch(touchpoint=RECEIVED, is_on=False, seen=0, by=admin, at=NOW)

    sent = _of_chair(chair).deliveries.get()
    assert (sent.state, sent.reason) == ("cancelled", "off_by_company")


def test_switched_on_again_it_is_sent(fact, chair, admin):
    lines.switch(touchpoint=RECEIVED, is_on=False, seen=0, by=admin, at=NOW)
    lines.switch(touchpoint=RECEIVED, is_on=True, seen=1, by=admin, at=NOW)

    messages.tell(entry=fact, at=NOW)

    assert _of_chair(chair).deliveries.get().state == "queued"


def test_a_rehearsal_knows_what_is_off(fact, chair, admin):
    def mails():
        return rehearse(chair, Wishes(), since=NOW - 2 * DAY, until=NOW).mails

    before = mails()
    lines.switch(touchpoint=RECEIVED, is_on=False, seen=0, by=admin, at=NOW)

    assert (before, mails()) == (1, 0)


def test_a_rehearsal_counts_a_welcome_and_the_question_of_the_year_goes_within_the_months_letter(spoken, chair):
    Owner.objects.update(speaking_since=NOW - 300 * DAY)
    surveys.ask_due(at=NOW + DAY)
    mandate(spoken, Role.RESIDENT, chair, from_on=(NOW + DAY).date())

    heard = rehearse(chair, Wishes(), since=NOW - DAY, until=NOW + 10 * DAY)

    assert Entry.objects.filter(kind="survey.asked").count() == 1
    assert (len(heard.alone), heard.summaries) == (1, {("monthly", date(2026, 12, 1))})


def test_the_law_and_safety_and_programs_are_neither_switched_off_nor_worded(admin):
    refused = set()
    for touchpoint in catalogue.ALL:
        for change in (
            lambda one: lines.switch(touchpoint=one, is_on=False, seen=0, by=admin, at=NOW),
            lambda one: lines.word(touchpoint=one, words=WORDS, seen=0, by=admin, at=NOW),
        ):
            try:
                with transaction.atomic():
                    change(touchpoint)
                    transaction.set_rollback(True)
            except lines.CannotChange:
                refused.add((touchpoint.key, touchpoint.kind, touchpoint.mailbox is not None))

    protected = {(one.key, one.kind, False) for one in catalogue.ALL if one.kind in {Class.LEGAL, Class.SAFETY}}
    programs = {(one.key, one.kind, True) for one in catalogue.ALL if one.mailbox}
    without_letter = {(one.key, one.kind, False) for one in catalogue.ALL if not one.letter and not one.mailbox}
    assert refused == protected | programs | without_letter


def test_even_a_row_that_says_so_does_not_silence_the_law(told, spoken, chair, admin):
    LineVersion.objects.create(touchpoint="bulletin_issued", number=1, is_on=False, by=admin, at=NOW)

    messages.tell(entry=told(), at=NOW)

    assert Message.objects.get(person=chair).deliveries.get().state == "queued"


@pytest.mark.parametrize(
    ("language", "title", "opening"),
    [
        ("es", "Ascensores Duero: {ours}", "Buenos días, Pilar Ortega. {fact} Le atiende Ascensores Duero."),
        ("en", "Ascensores Duero: {ours} (news)", "Hello Pilar Ortega. {fact}"),
    ],
)
def test_a_letter_is_told_in_the_companys_words_in_its_readers_language(fact, chair, admin, language, title, opening):
    User.objects.filter(pk=chair.pk).update(language=language)
    chair.refresh_from_db()
    with translation.override(language):
        ours = RECEIVED.letter(fact, chair)
    lines.word(touchpoint=RECEIVED, words=WORDS, seen=0, by=admin, at=NOW)

    messages.tell(entry=fact, at=NOW)

    message = _of_chair(chair)
    assert message.title == title.format(ours=ours.title)
    assert opening.format(fact=ours.what_happened) in message.deliveries.get().text


def test_the_sample_is_the_last_one_that_was_written_and_without_one_says_so(fact, chair, admin):
    before = sampling.sample(RECEIVED, None, language="es", by=admin)
    messages.tell(entry=fact, at=NOW)

    after = sampling.sample(RECEIVED, None, language="en", by=admin)

    assert (before.title, "Calle Mayor 14" in after.title) == ("Una avería nueva", True)


def test_words_go_back_to_ours_and_every_version_is_kept(admin, office):
    lines.word(touchpoint=RECEIVED, words=WORDS, seen=0, by=admin, at=NOW)
    lines.switch(touchpoint=RECEIVED, is_on=False, seen=1, by=office, at=NOW + DAY)
    lines.word(touchpoint=RECEIVED, words=Words(), seen=2, by=admin, at=NOW + 2 * DAY)

    kept = LineVersion.objects.order_by("number").values_list("number", "is_on", "title_es", "by__name")
    assert list(kept) == [
        (1, True, "{empresa}: {asunto}", "Nuria Vega"),
        (2, False, "{empresa}: {asunto}", "Carmen Ruiz"),
        (3, False, "", "Nuria Vega"),
    ]


def test_who_did_not_see_the_last_version_changes_nothing(admin):
    lines.word(touchpoint=RECEIVED, words=WORDS, seen=0, by=admin, at=NOW)

    with pytest.raises(lines.Overtaken):
        lines.word(touchpoint=RECEIVED, words=Words(), seen=0, by=admin, at=NOW)

    assert LineVersion.objects.count() == 1


def test_a_version_is_never_changed(admin):
    version = lines.word(touchpoint=RECEIVED, words=WORDS, seen=0, by=admin, at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        LineVersion.objects.filter(pk=version.pk).update(title_es="x")
