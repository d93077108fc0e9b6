"""What a breakdown says when it is over: how long, why, what was done, and whether it will come back."""

import pytest

from maintenance.enums import Answer, Cause
from notifications.touchpoints import breakdown_over, lift_told
from portal.ledger.models import Entry
from tests.notifications.touchpoints.conftest import DAY


def test_it_is_told_whole_in_one_letter(lived, chair, letter):
    lived.confirmed().assigned().restored()

    written = letter(breakdown_over.solved, "breakdown.restored", chair)

    assert written.title == "Funciona de nuevo: Calle Mayor 14"
    assert written.what_happened == "Pilar Ortega: su ascensor funciona desde el lunes 23 de noviembre, 10:58."
    assert written.what_it_means == "Estuvo parado 1 h 26 min."
    assert written.what_next == ("No esperamos que vuelva por lo mismo. Si vuelve en 30 días, se lo diremos nosotros.")
    assert written.details == (
        ("Por qué", "Correa del operador gastada."),
        ("Qué se hizo", "Correa cambiada."),
        ("Quién fue", "Marta Gil"),
        ("Número", "A-2026-0001"),
    )


def test_one_that_ran_on_says_nothing_of_standing(lived, chair, letter):
    lived.confirmed(stops_service=False).restored()

    written = letter(breakdown_over.solved, "breakdown.restored", chair)

    assert (written.title, written.what_it_means) == ("Avería resuelta: Calle Mayor 14", "")


@pytest.mark.parametrize(
    ("cause", "outlook"),
    [
        (Cause.UNKNOWN, "Sin saber la causa no podemos asegurar que no vuelva."),
        (Cause.NO_FAULT, "Al llegar funcionaba y no encontramos nada roto."),
        (Cause.POWER, "Fue un corte de luz: puede volver si vuelve a faltar la luz."),
        (Cause.VANDALISM, "No fue un fallo del ascensor."),
    ],
)
def test_whether_it_comes_back_is_said_as_far_as_the_cause_lets_one_say(lived, chair, letter, cause, outlook):
    lived.confirmed().restored(cause=cause)

    assert letter(breakdown_over.solved, "breakdown.restored", chair).what_next.startswith(outlook)


def test_the_third_of_the_same_is_counted_and_the_office_hears_of_it(lived, chair, office, letter):
    for _time in range(3):
        lived.confirmed().assigned().restored()
        lived.began += 9 * DAY

    theirs = letter(breakdown_over.repeated, "breakdown.restored", chair)
    ours = letter(breakdown_over.repeated_to_us, "breakdown.restored", office)

    over = Entry.objects.filter(kind="breakdown.restored").order_by("pk")
    assert [breakdown_over.repeats(entry) for entry in over] == [False, True, True]
    assert theirs.title == "Funciona de nuevo, pero se repite: Calle Mayor 14"
    assert theirs.what_next == (
        "Es la avería número 3 por lo mismo en poco tiempo, y no la damos por cerrada. "
        "La oficina tiene que mirar por qué vuelve."
    )
    assert ("La anterior", "La A-2026-0002, del miércoles 2 de diciembre. Correa cambiada.") in theirs.details
    assert ours.title == "Avería repetida (3) en Calle Mayor 14"


def test_a_rescue_is_told_once_everybody_is_out(lived, chair, letter):
    lived.confirmed(inside=Answer.YES).assigned().arrived(20).freed(34)

    written = letter(breakdown_over.rescued, "breakdown.freed", chair)

    assert written.title == "Ya ha salido quien estaba encerrado: Calle Mayor 14"
    assert written.what_happened == (
        "Pilar Ortega: nos avisaron el lunes 23 de noviembre a las 9:32 de que había alguien dentro, "
        "y salió a las 10:06."
    )
    assert written.what_it_means == "Desde el aviso pasaron 34 min."
    assert written.what_next == (
        "El ascensor sigue parado. Le escribiremos cuando sepamos por qué pasó y cuando funcione."
    )
    assert written.details[0] == ("Llegamos", "El lunes 23 de noviembre a las 9:52")


def test_a_rescue_is_no_news_when_somebody_is_shut_in_again(lived):
    lived.confirmed(inside=Answer.YES).assigned().arrived(20).freed(34)
    entry = Entry.objects.get(kind="breakdown.freed")
    before = breakdown_over.is_out(entry)
    type(lived.row).objects.update(freed_at=None)

    assert (before, breakdown_over.is_out(entry)) == (True, False)


def test_who_lives_there_is_told_that_it_stands_and_that_it_is_back(lived, resident, letter):
    lived.confirmed().assigned()
    stopped = letter(lift_told.stopped, "breakdown.confirmed", resident)
    lived.restored()
    back = letter(lift_told.back, "breakdown.restored", resident)

    assert stopped.title == "El ascensor está parado: Calle Mayor 14"
    assert stopped.what_happened == "Luis Herrero: el ascensor está parado desde el lunes 23 de noviembre, 9:32."
    assert stopped.what_next == "Habrá noticia antes de las 11:40. Le diremos cuándo funciona."
    assert back.what_happened == "Luis Herrero: el ascensor funciona desde el lunes 23 de noviembre, 10:58."
    assert (back.what_it_means, back.details) == ("Estuvo parado 1 h 26 min.", ())


def test_those_who_live_there_hear_nothing_of_one_that_runs_on(lived):
    lived.confirmed(stops_service=False)

    assert not lift_told.stops(Entry.objects.get(kind="breakdown.confirmed"))


def test_that_it_stands_holds_until_it_runs(lived):
    lived.confirmed()
    entry = Entry.objects.get(kind="breakdown.confirmed")
    before = (lift_told.stops(entry), lift_told.stands(entry), lift_told.runs(entry))
    lived.restored()

    assert before == (True, True, False)
    assert (lift_told.stops(entry), lift_told.stands(entry), lift_told.runs(entry)) == (True, False, True)
