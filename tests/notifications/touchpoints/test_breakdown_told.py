"""What a breakdown says while it lasts, to who answers for the house, to who called and to the office."""

import pytest

from maintenance.actions import calls, lapses, lifts
from maintenance.enums import Answer, Drive
from maintenance.models import Breakdown
from notifications.queries import staff
from notifications.touchpoints import breakdown_told, call_received
from portal.ledger.models import Entry
from tests.conftest import LONG_AGO


def test_the_first_letter_says_since_when_that_nobody_is_inside_who_has_it_and_when_there_is_news(lived, chair, letter):
    lived.confirmed().assigned()

    written = letter(breakdown_told.received, "breakdown.confirmed", chair)

    assert written.title == "Ascensor parado: Calle Mayor 14"
    assert written.what_happened == (
        "Pilar Ortega: nos avisaron el lunes 23 de noviembre a las 9:32 y a las 9:40 lo confirmamos: "
        "su ascensor está parado."
    )
    assert written.what_it_means == "Nadie se ha quedado dentro."
    assert written.what_next == "La tiene Marta Gil. Habrá noticia antes de las 11:40."
    assert written.why == "Le escribimos porque representa a C.P. Calle Mayor 14."
    assert written.action_url.endswith(f"/breakdowns/{lived.row.pk}/")


@pytest.mark.parametrize(
    ("how", "title", "meaning"),
    [
        ({"inside": Answer.YES}, "Hay alguien encerrado en el ascensor de Calle Mayor 14", "Hay alguien dentro: lo "),
        ({"stops_service": False}, "Avería, pero funciona: Calle Mayor 14", "Nadie se ha quedado dentro."),
        ({"inside": Answer.UNKNOWN}, "Ascensor parado: Calle Mayor 14", "No nos consta que haya nadie dentro."),
    ],
)
def test_of_who_is_inside_it_says_no_more_than_somebody_told(lived, chair, letter, how, title, meaning):
    lived.confirmed(**how)

    written = letter(breakdown_told.received, "breakdown.confirmed", chair)

    assert (written.title, written.what_it_means[: len(meaning)]) == (title, meaning)
    assert written.what_next == "Buscamos quién vaya. Habrá noticia antes de las 11:40."


def test_a_step_tells_all_that_was_climbed_so_far(lived, chair, letter):
    lived.confirmed().assigned().on_the_way().arrived()

    written = letter(breakdown_told.arrived, "breakdown.arrived", chair)

    assert written.title == "Marta Gil está en Calle Mayor 14"
    assert written.what_happened == ("Pilar Ortega: Marta Gil llegó al edificio el lunes 23 de noviembre a las 10:27.")
    assert written.details == (
        ("9:32", "Avisada"),
        ("9:40", "Confirmado: está parado"),
        ("9:40", "La tiene Marta Gil"),
        ("10:05", "Marta Gil, en camino"),
        ("10:27", "Marta Gil llegó al edificio"),
    )


def test_who_only_lives_there_reads_no_name(lived, resident, letter):
    lived.confirmed().assigned().on_the_way()

    written = letter(breakdown_told.on_the_way, "breakdown.on_the_way", resident)

    assert written.title == "Un técnico va en camino a Calle Mayor 14"
    assert written.what_happened.startswith("Luis Herrero: un técnico salió hacia el edificio")
    assert ("9:40", "La tiene un técnico") in written.details
    assert written.why == "Le escribimos porque sigue el ascensor de su edificio."


def test_another_hour_is_said_with_its_reason_and_when_it_may_run(lived, chair, letter):
    lived.confirmed().assigned().promised(words="Falta la correa.")

    written = letter(breakdown_told.promise, "breakdown.promised", chair)

    assert written.title == "Nueva hora, antes de las 13:00: Calle Mayor 14"
    assert written.what_happened == (
        "Pilar Ortega: le damos otra hora para la próxima noticia: antes de las 13:00. Falta la correa."
    )
    assert written.what_next == (
        "La tiene Marta Gil. Habrá noticia antes de las 13:00. "
        "Calculamos que funcionará el lunes 23 de noviembre a las 14:30."
    )


def test_an_hour_of_another_day_is_said_with_its_day(lived, chair, letter):
    lived.confirmed().promised(until=1440)

    written = letter(breakdown_told.promise, "breakdown.promised", chair)

    assert written.title == "Nueva hora, antes del martes 24 de noviembre a las 9:32: Calle Mayor 14"


def test_a_broken_promise_is_owned_up_to_and_first_said_to_the_office(lived, chair, office, letter):
    lived.confirmed()
    lapses.of_news(at=lived.at(150))

    ours = letter(breakdown_told.due, "breakdown.news_due", office)
    theirs = letter(breakdown_told.unkept, "breakdown.news_unkept", chair)

    assert ours.title == "Son las 11:40: falta la noticia de Calle Mayor 14"
    assert ours.what_next == "Si no la hay a las 11:55, se lo diremos al titular."
    assert theirs.what_happened == (
        "Pilar Ortega: le prometimos noticia antes de las 11:40 y no se la hemos dado. Lo sentimos."
    )
    assert theirs.what_it_means == "El ascensor sigue parado."


def test_the_promise_is_no_news_once_there_is_another_or_it_is_over(lived):
    lived.confirmed()
    lapses.of_news(at=lived.at(150))
    entry = Entry.objects.get(kind="breakdown.news_unkept")
    held = [breakdown_told.promises_still(entry)]
    lived.promised(151)
    held.append(breakdown_told.promises_still(entry))
    Breakdown.objects.update(next_update_by=lived.at(128), restored_at=lived.at(152))

    assert [*held, breakdown_told.promises_still(entry)] == [True, False, False]


def test_who_calls_hears_back_with_the_number_and_what_we_make_of_it(lift, chair, letter, now):
    told = calls.Told(anyone_inside=Answer.NO, caller=chair, words="Hace ruido.")
    calls.receive(lift=lift, told=told, by=chair, at=now)

    written = letter(call_received.letter, "call.received", chair)

    assert written.title == "Su aviso 1: Calle Mayor 14"
    assert written.what_it_means == "Todavía no lo hemos confirmado."
    assert written.details == (("Sus palabras", "«Hace ruido.»"),)


def test_who_calls_is_told_once_of_what_is_confirmed_at_once(lived, chair, resident, now):
    lived.confirmed(told={"caller": chair})
    calls.receive(lift=lived.lift, told=calls.Told(anyone_inside=Answer.NO, caller=chair), by=None, at=now)

    heard = [staff.caller(entry) for entry in Entry.objects.filter(kind="call.received").order_by("pk")]

    assert heard == [[], [chair]]


def test_a_resident_who_called_hears_of_his_call_whatever_comes_of_it(lived, resident):
    lived.confirmed(told={"caller": resident})

    assert staff.caller(Entry.objects.get(kind="call.received")) == [resident]


def test_a_stranger_who_called_is_written_to_by_nobody(lived):
    lived.confirmed()

    assert staff.caller(Entry.objects.get(kind="call.received")) == []


def test_the_owners_own_person_answers_in_the_office_and_where_there_is_none_all_do(lived, owner, office, admin):
    lived.confirmed()
    entry = Entry.objects.get(kind="breakdown.confirmed")
    everybody = staff.at_the_desk(entry)
    type(owner).objects.filter(pk=owner.pk).update(contact=office)

    assert (everybody, staff.at_the_desk(entry)) == (sorted([office, admin], key=lambda who: who.pk), [office])


def test_a_person_who_left_the_office_answers_for_nothing(lived, owner, office, admin):
    lived.confirmed()
    type(owner).objects.filter(pk=owner.pk).update(contact=office)
    type(office).objects.filter(pk=office.pk).update(is_active=False)

    assert staff.at_the_desk(Entry.objects.get(kind="breakdown.confirmed")) == [admin]


def test_one_that_stands_for_hours_is_said_with_all_that_was_done(lived, manager, letter):
    lived.confirmed().assigned()
    lapses.of_stops(at=lived.at(241))

    written = letter(breakdown_told.stands_long, "breakdown.stopped_long", manager)

    assert written.title == "Más de 4 horas parado: Calle Mayor 14"
    assert written.what_happened == "Raquel Santos: su ascensor está parado desde el lunes 23 de noviembre, 9:32."
    assert written.details[-1] == ("9:40", "La tiene Marta Gil")


def test_where_a_house_has_several_lifts_the_title_says_which(lived, lift, chair, letter, now):
    lifts.enter(
        building=lift.building, name="B", code="M14KAB", drive=Drive.TRACTION, entered_on=LONG_AGO, by=None, at=now
    )
    type(lift).objects.filter(pk=lift.pk).update(name="Escalera A")
    lived.confirmed()

    assert letter(breakdown_told.received, "breakdown.confirmed", chair).title == (
        "Ascensor parado: Calle Mayor 14, Escalera A"
    )
