"""What we ask is told to whom we ask; a low score and a complaint to who calls; thanks to who came."""

from datetime import timedelta

import pytest

from notifications.actions import messages
from notifications.models import Delivery, Message
from owners.actions import enquiries, surveys
from owners.actions.enquiries import Saying
from owners.enums.enquiries import EnquiryKind
from owners.models import Owner, Survey
from portal.ledger.models import Entry
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def asked(lived, chair, resident, speaking):
    """The chair called in a breakdown; a day after it was over he is asked."""
    lived.began -= DAY
    lived.confirmed(told={"caller": chair}).assigned().restored()
    surveys.ask_due(at=NOW)
    return Survey.objects.get()


def _tell(kind):
    entry = Entry.objects.get(kind=kind)
    messages.tell(entry=entry, at=NOW)
    told = Message.objects.filter(entry=entry).order_by("pk")
    return list(told.values_list("touchpoint", "person__name", "decision"))


def test_only_who_reported_it_is_asked(asked):
    assert _tell("survey.asked") == [("survey_breakdown", "Pilar Ortega", "now")]
    assert "http://localhost:8000/survey/" in Delivery.objects.get().text


def test_a_question_that_waits_is_not_sent_once_a_complaint_is_open(asked, speaking, chair):
    said = {"owner": speaking, "kind": EnquiryKind.COMPLAINT, "topic": None, "by": chair, "at": NOW}
    enquiries.ask(saying=Saying("Otra vez."), **said)

    assert _tell("survey.asked") == [("survey_breakdown", "Pilar Ortega", "over")]


def test_a_low_score_is_told_to_who_calls(asked, office, admin):
    Owner.objects.update(contact=office)
    asked.refresh_from_db()
    surveys.answer(survey=asked, score=1, words="Tardaron.", thanks=False, at=NOW)

    assert _tell("survey.answered") == [("follow_up", "Carmen Ruiz", "now")]
    text = Delivery.objects.get(message__touchpoint="follow_up").text
    assert "Pilar Ortega, de C.P. Calle Mayor 14, nos da un «Muy mal». Añade: «Tardaron.»." in text


def test_without_a_person_of_his_own_everybody_in_the_office_is_told(asked, office, admin):
    surveys.answer(survey=asked, score=1, words="", thanks=False, at=NOW)

    assert [name for _key, name, _why in _tell("survey.answered")] == ["Carmen Ruiz", "Nuria Vega"]


def test_a_good_score_is_told_to_nobody_unless_somebody_is_thanked(asked, office):
    surveys.answer(survey=asked, score=5, words="", thanks=False, at=NOW)

    assert _tell("survey.answered") == []


def test_thanks_are_told_to_who_came(asked, technician, telephone):
    surveys.answer(survey=asked, score=5, words="Muy amable.", thanks=True, at=NOW)

    assert _tell("survey.answered") == [("thanks_given", "Marta Gil", "now")]
    assert (
        '"Pilar Ortega le da las gracias", "body": "Calle Mayor 14: «Muy amable.»"'
        in Delivery.objects.get(message__touchpoint="thanks_given").text
    )


def test_a_complaint_is_told_to_who_calls_and_a_question_is_not(speaking, chair, office):
    said = {"owner": speaking, "topic": None, "by": chair, "at": NOW}
    enquiries.ask(saying=Saying("¿Cuándo vienen?"), kind=EnquiryKind.QUESTION, **said)
    question = [key for key, _name, _why in _tell("enquiry.asked")]
    complaint = enquiries.ask(saying=Saying("Otra vez."), kind=EnquiryKind.COMPLAINT, **said)

    messages.tell(entry=Entry.objects.get(kind="enquiry.asked", subject_id=complaint.pk), at=NOW)

    told = Message.objects.filter(touchpoint="follow_up").values_list("person__name", "title")
    assert (question, list(told)) == (["enquiry_received"], [("Carmen Ruiz", "Una reclamación: llame a Pilar Ortega")])
