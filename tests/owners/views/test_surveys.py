"""A question answered with one press, without signing in; the office speaks with who was not content."""

from datetime import UTC, datetime, timedelta

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer
from owners.actions import surveys as actions
from owners.enums.surveys import Question
from owners.models import Owner, Survey
from owners.queries import surveys
from owners.views import surveys as views
from tests.conftest import NOW
from tests.notifications.conftest import text

DAY = timedelta(days=1)
DESK = "/office/surveys/"


@pytest.fixture
def survey(owner, chair, lift, technician):
    told = calls.Told(anyone_inside=Answer.NO, caller=chair)
    call = calls.receive(lift=lift, told=told, by=None, at=NOW - 2 * DAY)
    row = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=NOW - 2 * DAY)
    breakdowns.assign(breakdown=row, technician=technician, by=None, at=NOW - 2 * DAY)
    row.refresh_from_db()
    return Survey.objects.create(
        owner=owner, person=chair, question=Question.BREAKDOWN, breakdown=row, asked_at=NOW - DAY
    )


@pytest.fixture
def yearly(owner, chair):
    return Survey.objects.create(owner=owner, person=chair, question=Question.YEARLY, year=2026, asked_at=NOW)


def test_reading_it_answers_nothing_and_one_press_does(client, survey):
    page = surveys.address(survey)
    before = text(client.get(page))
    client.head(page)
    unanswered = Survey.objects.get().answered_at

    client.post(page, {"score": "5", "words": "Muy amable.", "thanks": "1"})

    kept = Survey.objects.get()
    assert ("¿Cómo quedó el ascensor de Calle Mayor 14?" in before, unanswered) == (True, None)
    assert (kept.score, kept.words, kept.thanks) == (5, "Muy amable.", True)
    assert "Nos contestó: Muy bien . Marta Gil leerá su agradecimiento." in text(client.get(page))


def test_it_names_the_day_of_the_breakdown_as_it_was_at_the_lift(client, survey):
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight of the 21st in Valladolid
    type(survey.breakdown).objects.filter(pk=survey.breakdown_id).update(reported_at=late)

    assert "Nos avisó de la avería del 21 de noviembre." in text(client.get(surveys.address(survey)))


def test_a_second_press_changes_nothing(client, survey):
    page = surveys.address(survey)
    client.post(page, {"score": "5"})

    client.post(page, {"score": "1"})

    assert Survey.objects.get().score == 5


def test_after_a_low_score_it_says_who_calls(client, survey, office):
    Owner.objects.update(contact=office)
    page = surveys.address(survey)

    client.post(page, {"score": "1"})

    assert "Le llamará Carmen Ruiz, de la oficina" in text(client.get(page))


@pytest.mark.parametrize(
    ("given", "said"),
    [({"score": "7"}, "Pulse uno de los botones."), ({"score": "5", "words": "x" * 1001}, "Caben mil letras")],
)
def test_what_is_no_answer_is_said_in_words(client, survey, given, said):
    answer = client.post(surveys.address(survey), given)

    assert (said in text(answer), Survey.objects.get().answered_at) == (True, None)


def test_too_many_from_one_place_wait_and_keep_what_they_wrote(client, survey, monkeypatch):
    monkeypatch.setattr(views, "TRIES", 0)

    page = client.post(surveys.address(survey), {"score": "5", "words": "Muy amables"}).content.decode()

    assert ("Pruebe otra vez dentro de un rato." in page, "Muy amables" in page) == (True, True)
    assert Survey.objects.get().answered_at is None


def test_the_yearly_question_has_eleven_buttons_and_nobody_to_thank(client, yearly):
    page = client.get(surveys.address(yearly)).content.decode()

    assert (page.count('name="score"'), 'name="thanks"' in page) == (11, False)


def test_a_neighbour_reads_no_name_of_who_came(client, survey, resident):
    theirs = Survey.objects.create(
        owner=survey.owner, person=resident, question=Question.BREAKDOWN, breakdown=survey.breakdown, asked_at=NOW
    )

    assert "Marta Gil" not in text(client.get(surveys.address(theirs)))


def test_it_is_asked_in_its_readers_language(client, survey, chair):
    type(chair).objects.filter(pk=chair.pk).update(language="en")

    assert "How is the lift at Calle Mayor 14 now?" in text(client.get(surveys.address(survey)))


def test_an_address_nobody_signed_is_not_there(client, survey):
    assert client.get(f"/survey/{survey.pk}:x/").status_code == 404


def test_the_desk_lists_first_who_waits_for_a_call(client_of, office, survey, yearly):
    actions.answer(survey=survey, score=1, words="Tardaron.", thanks=False, at=NOW)
    actions.answer(survey=yearly, score=9, words="", thanks=False, at=NOW)

    page = text(client_of(office).get(DESK))

    waiting, latest = page.split("Lo último que han contestado")
    assert ("Pilar Ortega: Muy mal" in waiting, "«Tardaron.»" in waiting) == (True, True)
    assert ("Pilar Ortega: 9 de 10" in latest, "Muy mal" in latest) == (True, False)


def test_somebody_takes_the_call_on_and_writes_what_was_said(client_of, office, survey):
    actions.answer(survey=survey, score=2, words="", thanks=False, at=NOW)
    desk, page = client_of(office), f"{DESK}{survey.pk}/"
    desk.post(f"{page}taking/")
    empty = text(desk.post(page, {"said": ""}))

    desk.post(page, {"said": "Vamos el martes."})

    kept = Survey.objects.get()
    assert ("Escriba en una frase qué se habló." in empty, kept.assigned_to, kept.said) == (
        True,
        office,
        "Vamos el martes.",
    )
    assert "Vamos el martes." in text(desk.get(page))


def test_thanks_reach_who_came_by_name_and_nobody_else(client_of, survey, technician, colleague):
    actions.answer(survey=survey, score=5, words="Muy amable.", thanks=True, at=NOW)

    pages = [text(client_of(who).get("/thanks/")) for who in (technician.person, colleague)]

    assert ["Pilar Ortega, Calle Mayor 14 «Muy amable.»" in page for page in pages] == [True, False]
