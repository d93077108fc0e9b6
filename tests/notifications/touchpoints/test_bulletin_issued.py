from datetime import timedelta

import pytest
from django.utils import translation

from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Condition, Result, Use
from maintenance.models import Visit
from notifications.letter import Contact, Count
from notifications.touchpoints import bulletin_issued
from owners.models import Owner
from portal.files import store
from portal.ledger.models import Entry


@pytest.fixture
def letter(told, chair):
    """The letter Pilar gets of a visit with these answers."""

    def write(*replies, **more):
        with translation.override("es"):
            return bulletin_issued.letter(told(*replies, **more), chair)

    return write


def test_the_letter_says_who_came_when_and_how_it_was_left(letter):
    written = letter()

    assert written.title == "El boletín de su revisión de noviembre"
    assert written.what_happened == (
        "Pilar Ortega: Marta Gil revisó el ascensor el domingo 22 de noviembre, de 10:14 a 11:00."
    )
    assert (written.what_it_means, written.where) == ("Quedó en servicio.", "Calle Mayor 14")


def test_a_lift_left_standing_is_said_first(letter):
    assert letter(condition_on_departure=Condition.OUT_OF_SERVICE).what_it_means == "Quedó fuera de servicio."


def test_the_next_visit_has_its_window(letter):
    assert letter().what_next == "La próxima revisión, entre el 12/12 y el 06/01/2027."


def test_where_the_law_names_no_first_day_only_the_last_is_said(letter, lift):
    lift.use = Use.SINGLE_FAMILY
    lift.save()

    assert letter().what_next == "La próxima revisión, no más tarde del 22/03/2027."


def test_one_is_counted_in_the_singular(letter):
    written = letter(Reply(37, Result.OK), Reply(46, Result.ADJUSTED, "El cierre de la 3.ª planta."))

    assert written.counts == (Count("ok", 1, "punto correcto"), Count("adjusted", 1, "ajustado"))
    assert written.details == (("Ajustado", "El cierre de la 3.ª planta."),)


def test_many_are_counted_in_the_plural(letter):
    written = letter(
        Reply(37, Result.OK), Reply(46, Result.OK), Reply(37, Result.PENDING, "Una luz."), Reply(46, Result.PENDING)
    )

    assert written.counts == (Count("ok", 2, "puntos correctos"), Count("pending", 2, "pendientes"))
    assert written.details == (("Pendiente", "Una luz."), ("Pendiente", "Protección de puertas"))


def test_what_was_not_done_is_not_left_out(letter):
    written = letter(Reply(37, Result.NOT_DONE, "Sin llave del cuarto."), Reply(46, Result.OBSERVED, "Hace ruido."))

    assert written.counts == (Count("observed", 1, "observación"), Count("not-done", 1, "no realizado"))
    assert written.details == (("Observación", "Hace ruido."), ("No realizado", "Sin llave del cuarto."))


def test_the_readers_own_person_signs_it(letter, office):
    Owner.objects.update(contact=office)

    assert letter().contact == Contact("Carmen Ruiz", "CR")


def test_without_a_person_of_ones_own_nobody_is_made_up(letter):
    assert letter().contact is None


def test_it_says_why_it_was_sent_and_that_it_cannot_be_stopped(letter):
    assert letter().why == (
        "Le escribimos porque representa a C.P. Calle Mayor 14 (RAE 47-003128). "
        "El boletín es obligatorio: no puede dejar de recibirlo."
    )


def test_it_leads_to_the_visit_and_to_the_bulletin(letter):
    written, visit = letter(), Visit.objects.get()

    assert written.links == (("Ver en el portal", f"http://localhost:8000/visits/{visit.pk}/"),)
    assert written.action_url == f"http://localhost:8000/bulletins/{visit.bulletins.get().pk}/"


def test_the_attachment_is_named_so_that_it_files_itself(letter):
    assert letter().attachment.name == "H47218306_2026-11-22_boletin.pdf"


@pytest.fixture
def corrected(told, chair, technician, plan, now):
    """The letter Pilar gets when a visit with these answers was told anew."""

    def write(*replies, why="Eran dos luces, no una.", **more):
        first = told(Reply(37, Result.OK), Reply(46, Result.OK))
        visit = Visit.objects.get(pk=first.facts["visit"])
        work = CompletedWork(
            technician=technician,
            plan=plan,
            replies=replies,
            **({name: getattr(visit, name) for name in ("started_at", "finished_at", "recorded_at")} | more),
        )
        visits.correct(visit=visit, work=work, why=why, by=technician.person, at=now)
        return issue(visit, chair, now)

    return write


def issue(visit, chair, now, **photos):
    bulletins.allot_number(visit)
    file = store.put(b"%PDF-1.8", media_type="application/pdf", at=now)
    paper = bulletins.issue(visit_id=visit.pk, file=file, at=now, **photos)
    with translation.override("es"):
        return bulletin_issued.letter(Entry.objects.get(subject_id=paper.pk), chair)


def test_a_corrected_bulletin_says_what_was_corrected_and_why(corrected):
    written = corrected(Reply(37, Result.PENDING, "No enciende."), Reply(46, Result.OK))

    assert written.title == "Boletín corregido de su revisión de noviembre"
    assert written.what_happened == (
        "Pilar Ortega: hemos corregido el boletín de la revisión del domingo 22 de noviembre. "
        "Este sustituye al anterior."
    )
    assert written.details == (
        ("Por qué", "Eran dos luces, no una."),
        ("Puntos", "antes, 2 correctos; ahora, 1 correcto · 1 pendiente"),
        ("Sustituye a", "Boletín 26-11-0001"),
        ("Pendiente", "No enciende."),
    )


def test_other_hours_and_another_condition_are_changes_too(corrected, now):
    written = corrected(
        Reply(37, Result.OK),
        Reply(46, Result.OK),
        finished_at=now - timedelta(hours=23),
        condition_on_departure=Condition.OUT_OF_SERVICE,
    )

    assert written.details[1:3] == (
        ("Fecha y horas", "antes, 22 nov., 10:14–11:00; ahora, 22 nov., 10:14–12:00"),
        ("Al salir", "antes, En servicio; ahora, Fuera de servicio"),
    )


def test_when_only_words_changed_the_reason_is_all_there_is_to_say(corrected):
    written = corrected(Reply(37, Result.OK), Reply(46, Result.OK))

    assert [label for label, _said in written.details] == ["Por qué", "Sustituye a"]


def test_one_with_late_photos_is_no_correction(told, chair, now):
    visit = Visit.objects.get(pk=told().facts["visit"])

    written = issue(visit, chair, now, photos=3, late_photos=3)

    assert written.title == "El boletín de su revisión de noviembre, con las fotos que faltaban"
    assert written.what_happened.startswith("Pilar Ortega: Marta Gil revisó el ascensor")
    assert written.details == ()
