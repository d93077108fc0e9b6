"""What must not be is refused by the database itself, whatever Python thinks of it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from notifications.enums import Bad, Class, DeliveryState, Ending, Fate, Held, Verdict
from notifications.models import (
    Arrival,
    ArrivalFile,
    Breaker,
    Choice,
    Conversation,
    Delivery,
    Digest,
    LineVersion,
    Message,
    Mobile,
    PaperLetter,
    Preference,
    Sending,
    Step,
    Subscription,
    Suppression,
)
from owners.models import Agency, Mailbox
from portal.files import store
from portal.ledger.models import Entry
from tests.conftest import NOW, person


def message(**more):
    return Message.objects.create(
        **({"touchpoint": "x", "kind": Class.SERVICE, "title": "x", "created_at": NOW} | more)
    )


def delivery(**more):
    columns = {"message": message(), "channel": "email", "next_at": NOW, "expires_at": NOW, "created_at": NOW}
    return Delivery.objects.create(**(columns | more))


def test_a_state_nobody_knows_is_refused(db):
    with pytest.raises(IntegrityError, match="a_delivery_is_in_a_known_state"), transaction.atomic():
        delivery(state="sent")


@pytest.mark.parametrize("state", DeliveryState)
def test_each_state_of_the_vocabulary_is_taken(db, state):
    assert delivery(state=state).pk


def test_one_address_has_one_delivery_of_a_message(db):
    first = message()
    delivery(message=first, address="a@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        delivery(message=first, address="a@example.com")


def test_another_round_to_the_same_address_is_another_delivery(db):
    first = message()
    delivery(message=first, address="a@example.com")

    assert delivery(message=first, address="a@example.com", round=1).pk


def test_an_address_is_suppressed_once_at_a_time(db):
    bad = {"address": "a@example.com", "why": Bad.BOUNCED, "at": NOW}
    Suppression.objects.create(**bad, lifted_at=NOW)
    Suppression.objects.create(**bad)

    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.create(**bad)


def test_there_is_one_sending_and_it_is_paused_for_a_reason(db):
    with pytest.raises(IntegrityError, match="one_sending_only"), transaction.atomic():
        Sending.objects.create(pk=2)
    for wrong in ({"paused_at": NOW}, {"paused_because": "asked"}):
        with pytest.raises(IntegrityError, match="sending_is_paused_for_a_reason"), transaction.atomic():
            Sending.objects.create(**wrong)


def test_a_door_is_shut_only_after_a_failure(db):
    with pytest.raises(IntegrityError, match="a_door_is_shut_after_a_failure"), transaction.atomic():
        Breaker.objects.create(door="x", shut_until=NOW)


def test_what_a_delivery_went_through_is_not_rewritten(db):
    step = Step.objects.create(delivery=delivery(), verdict=Verdict.REFUSED, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(verdict=Verdict.FOUND)
    with pytest.raises(IntegrityError), transaction.atomic():
        step.delete()


def test_one_person_has_one_message_of_a_fact(lift):
    told = {"person": person("Pilar Ortega"), "entry": Entry.objects.get()}
    message(**told)

    with pytest.raises(IntegrityError), transaction.atomic():
        message(**told)


def test_a_mail_of_the_house_may_be_written_twice(db):
    who = person("Pilar Ortega")

    assert message(person=who).pk != message(person=who).pk


def telephone(**more):
    columns = {"digest": "ab" * 32, "made_at": NOW, "synced_at": NOW}
    owner = more.pop("person", None) or person("Marta Gil")
    return Subscription.objects.create(**({"person": owner} | columns | more))


def test_a_telephone_has_one_live_row_and_as_many_as_have_gone(db):
    marta = telephone(gone_at=NOW, gone_because=Ending.LEFT).person
    telephone(person=marta, gone_at=NOW, gone_because=Ending.GONE)
    telephone(person=marta)

    with pytest.raises(IntegrityError), transaction.atomic():
        telephone(person=marta)


@pytest.mark.parametrize("secret", ["endpoint", "p256dh", "auth"])
def test_a_telephone_that_is_gone_keeps_no_secret(db, secret):
    with pytest.raises(IntegrityError, match="a_telephone_that_is_gone_keeps_no_secret"), transaction.atomic():
        telephone(gone_at=NOW, gone_because=Ending.LEFT, **{secret: "x"})


@pytest.mark.parametrize("columns", [{"gone_at": NOW}, {"gone_because": Ending.LEFT}])
def test_a_telephone_goes_for_a_reason_and_only_then(db, columns):
    with pytest.raises(IntegrityError, match="a_telephone_goes_for_a_reason"), transaction.atomic():
        telephone(**columns)


def test_every_constraint_of_notifications_is_proven():
    declared = {
        constraint.name
        for model in apps.get_app_config("notifications").get_models()
        for constraint in model._meta.constraints
    }

    assert declared == {
        "a_telephone_goes_for_a_reason",
        "a_telephone_that_is_gone_keeps_no_secret",
        "one_live_row_per_telephone",
        "a_delivery_is_in_a_known_state",
        "a_letter_is_handed_over_somehow_on_a_day_by_somebody",
        "one_delivery_per_address_and_round",
        "an_address_is_suppressed_once",
        "one_sending_only",
        "sending_is_paused_for_a_reason",
        "a_door_is_shut_after_a_failure",
        "one_choice_per_topic",
        "a_choice_is_of_a_known_topic",
        "a_choice_is_a_known_rhythm",
        "a_choice_is_a_known_channel",
        "an_arrival_has_a_known_fate",
        "an_arrival_is_held_for_a_reason",
        "an_arrival_that_was_said_names_its_enquiry",
        "one_file_per_arrival_and_place",
        "one_mobile_per_person",
        "a_confirmed_mobile_keeps_no_code",
        "one_summary_per_person_and_day",
        "what_is_gathered_does_not_go_by_itself",
        "one_message_per_person_and_fact",
        "one_message_per_mailbox_and_fact",
        "a_mailbox_is_told_facts_and_is_nobody",
        "one_version_of_a_line_by_number",
        "a_line_has_words_in_both_languages_or_none",
        "one_conversation_per_source_and_id",
        "a_conversation_is_with_somebody",
        "a_conversation_has_a_reason",
        "nothing_speaks_against_being_called",
    }


def mailbox():
    agency = Agency.objects.create(name="Fincas Pisuerga")
    said = {"file_name": "day_number", "subject": "number", "asked_by": person("Raquel Santos"), "asked_at": NOW}
    return Mailbox.objects.create(agency=agency, address="f@example.com", **said)


def test_a_fact_goes_once_to_a_mailbox(lift):
    told = {"mailbox": mailbox(), "entry": Entry.objects.first()}
    message(**told)

    with pytest.raises(IntegrityError), transaction.atomic():
        message(**told)


def test_what_goes_to_a_mailbox_is_a_fact_and_for_no_person(lift):
    box, who, fact = mailbox(), person("Pilar Ortega"), Entry.objects.first()

    for wrong in ({"entry": None}, {"entry": fact, "person": who}):
        with pytest.raises(IntegrityError, match="a_mailbox_is_told_facts"), transaction.atomic():
            message(mailbox=box, **wrong)


def test_a_topic_has_one_known_rhythm(db):
    kept = Preference.objects.create(person=person("Pilar Ortega"), changed_at=NOW)
    Choice.objects.create(preference=kept, topic="works", rhythm="off")

    for topic, rhythm, refused in (
        ("works", "each", "one_choice_per_topic|UNIQUE"),
        ("weather", "each", "a_choice_is_of_a_known_topic"),
        ("papers", "often", "a_choice_is_a_known_rhythm"),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            Choice.objects.create(preference=kept, topic=topic, rhythm=rhythm)


def test_a_topic_comes_by_a_channel_there_is(db):
    kept = Preference.objects.create(person=person("Pilar Ortega"), changed_at=NOW)

    with pytest.raises(IntegrityError, match="a_choice_is_a_known_channel"), transaction.atomic():
        Choice.objects.create(preference=kept, topic="works", rhythm="each", channel="smoke")


def test_a_letter_is_handed_over_somehow_on_a_day_by_somebody(office):
    day = {"handed_on": NOW.date(), "by": office, "at": NOW}
    for columns in ({"how": "by_hand"}, {**day}, {"how": "by_pigeon", **day}, {"how": "post", **day, "by": None}):
        with pytest.raises(IntegrityError, match="a_letter_is_handed_over_somehow"), transaction.atomic():
            PaperLetter.objects.create(delivery=delivery(channel="paper"), name="Pilar", **columns)


def test_what_became_of_a_mail_that_came_in_is_known(db):
    for columns, refused in (
        ({"fate": "eaten"}, "an_arrival_has_a_known_fate"),
        ({"fate": Fate.HELD}, "an_arrival_is_held_for_a_reason"),
        ({"fate": Fate.ADDED}, "an_arrival_that_was_said_names_its_enquiry"),
        ({"fate": Fate.ASKED}, "an_arrival_that_was_said_names_its_enquiry"),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            Arrival.objects.create(name="a" * 64, at=NOW, **columns)


def test_a_place_in_a_mail_that_came_in_holds_one_file(db):
    mail = Arrival.objects.create(name="a" * 64, at=NOW, fate=Fate.HELD, held_because=Held.STRANGER)
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=NOW)
    ArrivalFile.objects.create(arrival=mail, place=1, name="a.pdf", file=file)

    with pytest.raises(IntegrityError), transaction.atomic():
        ArrivalFile.objects.create(arrival=mail, place=1, name="b.pdf", file=file)


def test_a_person_has_one_mobile_whose_code_goes_once_it_is_confirmed(db):
    pilar = person("Pilar Ortega")
    Mobile.objects.create(person=pilar, number="+34600000001", asked_at=NOW, gone_at=NOW)
    one = Mobile.objects.create(person=pilar, number="+34600000002", asked_at=NOW, code="a" * 64)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mobile.objects.create(person=pilar, number="+34600000003", asked_at=NOW)
    with pytest.raises(IntegrityError, match="a_confirmed_mobile_keeps_no_code"), transaction.atomic():
        Mobile.objects.filter(pk=one.pk).update(confirmed_at=NOW)


def test_a_person_has_one_summary_of_a_sort_and_day(db):
    told = {"person": person("Pilar Ortega"), "kind": "daily", "for_on": NOW.date(), "due_at": NOW}
    Digest.objects.create(**told)

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(**told)


def test_what_is_gathered_does_not_go_by_itself_too(db):
    digest = Digest.objects.create(person=person("Pilar Ortega"), kind="daily", for_on=NOW.date(), due_at=NOW)

    with pytest.raises(IntegrityError, match="what_is_gathered"), transaction.atomic():
        message(digest=digest, goes_at=NOW)


def test_a_version_of_a_line_has_one_number_and_words_in_both_languages_or_none(db):
    told = {"touchpoint": "visit_late", "number": 1, "by": person("Nuria Vega"), "at": NOW}
    LineVersion.objects.create(**told)

    for wrong, refused in (
        ({}, "one_version_of_a_line_by_number|UNIQUE"),
        ({"number": 2, "title_es": "x", "opening_es": "{hecho}"}, "a_line_has_words"),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            LineVersion.objects.create(**(told | wrong))


def test_a_call_is_with_somebody_for_a_reason_and_once_from_a_program(db):
    plain = {
        "name": "Julio",
        "why": "La junta",
        "direction": "made",
        "outcome": "spoke",
        "by": person("Ana"),
        "at": NOW,
    }
    told = {"source": "calls", "external_id": "1"}
    Conversation.objects.create(**plain, **told)

    for wrong, refused in (
        (told, "external_id|one_conversation_per_source_and_id"),
        ({"name": ""}, "a_conversation_is_with_somebody"),
        ({"why": ""}, "a_conversation_has_a_reason"),
        ({"direction": "received", "against": ["cap"]}, "nothing_speaks_against_being_called"),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            Conversation.objects.create(**plain | wrong)
