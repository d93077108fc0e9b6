"""Enquiries: their number and day at once, answered once for all to see, opened again by a word, late but once."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import About, EnquiryKind, EnquiryState, TermKind
from owners.models import Enquiry, EnquiryWords
from owners.queries import topics
from portal.company import actions as company
from portal.files import store
from portal.ledger.models import Entry
from portal.lib.keys import new_key

DAY = timedelta(days=1)
KEYS = "¿Quién pidió las llaves?"


def _facts(owner, kind):
    return [entry.facts for entry in Entry.objects.of_stream(owner.pk).filter(kind=kind).order_by("number")]


def _answer(asked, office, at, text="Las pidió usted.", seen=None):
    return enquiries.answer(
        enquiry=asked, saying=Saying(text), seen=asked.words.count() if seen is None else seen, by=office, at=at
    )


def test_it_has_its_number_and_its_day_at_once(asked, lift):
    made = asked()

    assert (made.number, made.due_on, made.term) == ("C-2026-0001", date(2026, 11, 30), TermKind.PROMISE)
    assert (made.state, made.lift, made.title) == (EnquiryState.OPEN, lift, KEYS)
    assert asked().number == "C-2026-0002"


def test_the_owners_stream_keeps_what_was_asked_without_a_word_of_it(asked, owner):
    made = asked()

    entry = Entry.objects.of_stream(owner.pk).get(kind="enquiry.asked")
    assert (entry.audience, entry.subject_id, entry.facts) == (
        "owner",
        made.pk,
        {
            "number": "C-2026-0001",
            "kind": "question",
            "state": "open",
            "due_on": "2026-11-30",
            "term": "promise",
            "about": "",
            "about_id": None,
            "line": None,
            "taken_by": None,
            "words": str(made.words.get().pk),
            "sha256": hashlib.sha256(KEYS.encode()).hexdigest(),
            "file": None,
        },
    )


def test_a_complaint_has_the_day_of_the_law_and_money_the_sooner_one(asked, published, owner, chair, now):
    in_force = now + timedelta(days=45)
    company.say_care_law(applies=True)
    topic = topics.find(chair, in_force, about=About.INVOICE, key=published().pk)

    plain = asked(kind=EnquiryKind.COMPLAINT)
    of_money = asked(kind=EnquiryKind.COMPLAINT, topic=topic, at=in_force)

    assert (plain.due_on, plain.term) == (date(2026, 12, 4), TermKind.CONSUMERS)
    assert (of_money.due_on, of_money.term) == (date(2027, 1, 12), TermKind.CARE)


def test_the_holidays_of_the_building_count(asked, building, owner, chair, now, lift):
    type(building).objects.filter(pk=building.pk).update(region="ES-MD")
    april = now.replace(year=2027, month=4, day=19)

    assert asked(at=april).due_on == date(2027, 4, 26)


def test_a_form_sent_twice_is_one_enquiry(asked):
    saying = Saying(KEYS, key=new_key())

    assert asked(saying=saying) == asked(saying=saying)
    assert (Enquiry.objects.count(), EnquiryWords.objects.count()) == (1, 1)


def test_the_key_of_somebody_elses_word_is_no_way_to_his_enquiry(asked, resident):
    made = asked(saying=Saying(KEYS, key=new_key()))

    with pytest.raises(DatabaseError), transaction.atomic():
        asked(saying=Saying(KEYS, key=made.words.get().pk), by=resident)


def test_an_answer_says_who_and_the_owner_has_a_fact_of_it(asked, owner, office, now):
    made = asked()

    said = _answer(made, office, now + DAY)

    assert (made.state, made.answered_at, made.assigned_to) == (EnquiryState.ANSWERED, now + DAY, office)
    assert (said.side, said.place, said.person) == ("house", 2, office)
    assert [facts["words"] for facts in _facts(owner, "enquiry.answered")] == [str(said.pk)]


def test_who_answers_without_having_read_the_last_word_is_told(asked, office, chair, owner, now):
    made = asked()
    enquiries.add(enquiry=made, saying=Saying("Y el mando."), by=chair, at=now)

    with pytest.raises(enquiries.Overtaken):
        _answer(made, office, now, seen=1)

    made.refresh_from_db()
    assert (made.state, made.words.count(), _facts(owner, "enquiry.answered")) == (EnquiryState.OPEN, 2, [])


def test_an_answer_sent_twice_is_given_once_and_its_writer_is_not_told_that_somebody_spoke(asked, office, owner, now):
    made, saying = asked(), Saying("Las pidió usted.", key=new_key())

    answers = [enquiries.answer(enquiry=made, saying=saying, seen=1, by=office, at=now) for _sent in range(2)]

    assert (answers[0], made.words.count(), len(_facts(owner, "enquiry.answered"))) == (answers[1], 2, 1)


def test_a_closed_one_is_not_answered(asked, office, chair, now):
    made = asked()
    enquiries.close(enquiry=made, by=chair, at=now)

    with pytest.raises(enquiries.CannotAnswer):
        _answer(made, office, now)

    assert made.words.count() == 1


def test_a_word_to_one_that_waits_leaves_its_day(asked, chair, now):
    made = asked()

    enquiries.add(enquiry=made, saying=Saying("Y el mando."), by=chair, at=now + 3 * DAY)

    assert (made.due_on, made.words.count()) == (date(2026, 11, 30), 2)


def test_a_word_to_one_answered_or_closed_opens_it_with_a_day_of_its_own(asked, office, chair, owner, now):
    answered, closed = asked(), asked()
    _answer(answered, office, now)
    enquiries.close(enquiry=closed, by=chair, at=now)

    for made in (answered, closed):
        enquiries.add(enquiry=made, saying=Saying("No era eso."), by=chair, at=now + DAY)

    assert [(made.state, made.due_on) for made in (answered, closed)] == [(EnquiryState.OPEN, date(2026, 12, 1))] * 2
    assert [facts["due_on"] for facts in _facts(owner, "enquiry.added")] == ["2026-12-01"] * 2


def test_a_word_sent_twice_is_said_once(asked, chair, now):
    made, saying = asked(), Saying("Y el mando.", key=new_key())

    first = enquiries.add(enquiry=made, saying=saying, by=chair, at=now)
    again = enquiries.add(enquiry=made, saying=saying, by=chair, at=now)

    assert (first, made.words.count()) == (again, 2)


def test_only_who_asked_closes_it_and_once(asked, chair, manager, owner, now):
    made = asked()

    with pytest.raises(enquiries.CannotClose):
        enquiries.close(enquiry=made, by=manager, at=now)
    enquiries.close(enquiry=made, by=chair, at=now)
    with pytest.raises(enquiries.CannotClose):
        enquiries.close(enquiry=made, by=chair, at=now)

    assert (made.state, len(_facts(owner, "enquiry.closed"))) == (EnquiryState.CLOSED, 1)


def test_it_is_given_to_a_colleague_and_back_which_is_the_offices_own(asked, office, admin, owner, now):
    made = asked()

    enquiries.assign(enquiry=made, to=admin, by=office, at=now)
    with pytest.raises(enquiries.CannotAssign):
        enquiries.assign(enquiry=made, to=admin, by=office, at=now)
    enquiries.assign(enquiry=made, to=None, by=office, at=now)

    entries = Entry.objects.of_stream(owner.pk).filter(kind="enquiry.assigned").order_by("number")
    assert [(entry.audience, entry.facts["to"]) for entry in entries] == [("office", str(admin.pk)), ("office", None)]


def test_what_is_late_is_said_once_the_day_after(asked, owner, now):
    made = asked()

    told = [enquiries.tell_late(at=now + days * DAY) for days in (7, 8, 9)]

    made.refresh_from_db()
    assert (told, made.late_at) == ([0, 1, 0], now + 8 * DAY)
    assert [facts["due_on"] for facts in _facts(owner, "enquiry.late")] == ["2026-11-30"]


def test_what_was_answered_is_not_late_and_asked_again_may_be(asked, office, chair, owner, now):
    made = asked()
    enquiries.tell_late(at=now + 8 * DAY)
    _answer(made, office, now + 8 * DAY)
    calm = enquiries.tell_late(at=now + 20 * DAY)
    enquiries.add(enquiry=made, saying=Saying("No era eso."), by=chair, at=now + 20 * DAY)

    assert (calm, enquiries.tell_late(at=now + 30 * DAY)) == (0, 1)


def test_neither_what_was_asked_nor_what_was_said_changes(asked):
    made = asked()

    for change in (
        lambda: Enquiry.objects.update(title="otra cosa"),
        lambda: EnquiryWords.objects.update(text="otra cosa"),
        lambda: EnquiryWords.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert Enquiry.objects.filter(pk=made.pk).update(state="open") == 1


def test_a_paper_that_comes_with_a_word_is_in_the_record_by_its_digest(asked, owner, now, private_files):
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)

    asked(saying=Saying(KEYS, file))

    assert _facts(owner, "enquiry.asked")[0]["file"] == file.sha256
