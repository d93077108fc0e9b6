"""What the people of a house are written to about a work: before, when it changes, and what was done."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import WorkKind
from notifications.channels.email import layout
from notifications.models import Delivery, Message
from notifications.touchpoints import work_told
from owners.models import Owner
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.lib import clock
from portal.web import pages
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def order(technician):
    words = "Cambiar los cables de tracción"
    return Order(WorkKind.REPAIR, words, NOW + 3 * DAY, NOW + 3 * DAY + 4 * HOUR, technician)


@pytest.fixture
def planned(lift, order, office):
    return works.plan(lift=lift, order=order, by=office, at=clock.now())


@pytest.fixture
def speaking(owner, chair, manager, resident, billing):
    """We write to the owner, for whom all of them stand."""
    Owner.objects.filter(pk=owner.pk).update(speaking_since=NOW - 30 * DAY)
    Pending.objects.all().delete()


def _letter(write, kind, person, language="es"):
    with translation.override(language):
        return write(Entry.objects.get(kind=kind), person)


def _mailed():
    """To whom what was mailed since the last time, and why not to the others."""
    following.work()
    rows = Delivery.objects.filter(channel="email", message__touchpoint__startswith="work_")
    told = sorted((row.message.person.name, row.message.touchpoint, row.reason) for row in rows)
    rows.delete()
    return told


def test_one_that_is_planned_says_what_when_and_that_the_lift_stands(planned, chair, settings):
    letter = _letter(work_told.planned, "work.planned", chair)

    assert letter.title == "Trabajo previsto en Calle Mayor 14: jueves 26 de noviembre"
    assert letter.what_happened == (
        "Pilar Ortega: hemos dado día a un trabajo en su ascensor: Cambiar los cables de tracción."
    )
    assert letter.what_it_means == "El ascensor estará parado."
    assert letter.what_next == "Si cambia, se lo diremos; y cuando acabe, qué se hizo."
    assert letter.details == (
        ("Cuándo", "jueves 26 de noviembre, de 11:00 a 15:00"),
        ("Qué es", "Reparación T-2026-0001"),
        ("Quién va", "Marta Gil"),
    )
    assert letter.action_url == settings.SITE_URL + pages.url_for(planned)


def test_one_planned_within_two_days_owns_up_to_it(lift, order, chair, office):
    soon = replace(order, from_at=NOW + DAY, to_at=NOW + DAY + HOUR)
    works.plan(lift=lift, order=soon, by=office, at=clock.now())

    letter = _letter(work_told.planned, "work.planned", chair)

    assert letter.what_next.startswith("Se lo decimos con menos de dos días, y lo sentimos.")


def test_one_of_several_days_says_both_ends(lift, order, chair, office):
    works.plan(lift=lift, order=replace(order, to_at=order.to_at + DAY), by=office, at=clock.now())

    letter = _letter(work_told.planned, "work.planned", chair)

    assert letter.details[0][1] == "desde el 26 de noviembre a las 11:00 hasta el 27 de noviembre a las 15:00"


def test_one_that_is_moved_says_that_the_other_day_is_void(planned, order, chair, office):
    later = replace(order, from_at=order.from_at + DAY, to_at=order.to_at + DAY, stops_service=False)
    works.move(work=planned, order=later, by=office, at=clock.now())

    letter = _letter(work_told.moved, "work.moved", chair)

    assert letter.title == "Cambia un trabajo en Calle Mayor 14: ahora, viernes 27 de noviembre"
    assert letter.what_it_means == "El ascensor seguirá funcionando."
    assert letter.what_next == "Lo que le dijimos antes ya no vale."


def test_one_that_is_called_off_says_why(planned, chair, office):
    works.cancel(work=planned, why="Lo pide la comunidad", by=office, at=clock.now())

    letter = _letter(work_told.cancelled, "work.cancelled", chair)

    assert letter.title == "No se hará el trabajo previsto en Calle Mayor 14: jueves 26 de noviembre"
    assert letter.what_it_means == "Motivo: Lo pide la comunidad."


def test_one_that_is_done_says_what_and_how_long_the_lift_stood(planned, chair, office):
    works.begin(work=planned, begun_at=NOW - 3 * HOUR, by=office, at=clock.now())
    works.finish(work=planned, ended_at=NOW - HOUR, words="Cables nuevos", by=office, at=clock.now())

    letter = _letter(work_told.done, "work.done", chair)

    assert letter.what_happened == "Pilar Ortega: hemos terminado el trabajo en su ascensor: Cables nuevos."
    assert letter.what_it_means == "El ascensor estuvo parado 2 h."
    assert letter.details[0] == ("Cuándo", "lunes 23 de noviembre, de 8:00 a 10:00")


def test_it_speaks_english_and_is_light(planned, chair):
    letter = _letter(work_told.planned, "work.planned", chair, "en")

    assert letter.title == "Work planned at Calle Mayor 14: Thursday 26 November"
    assert len(layout.html(letter).encode()) <= 60_000


def test_chair_and_manager_are_mailed_and_residents_are_not(speaking, planned):
    assert _mailed() == [("Pilar Ortega", "work_planned", ""), ("Raquel Santos", "work_planned", "")]


def test_until_we_write_to_an_owner_nobody_is_mailed(chair, planned):
    assert _mailed() == [("Pilar Ortega", "work_planned", "owner_not_spoken_to")]


def test_another_person_or_other_words_are_no_news(speaking, chair, planned, order, colleague, office):
    _mailed()
    other = replace(order, technician=colleague.technician, words="Cambiar los cables")
    works.move(work=planned, order=other, by=office, at=clock.now())

    assert {why for _who, _what, why in _mailed()} == {"told_before"}


def test_that_it_began_is_told_to_nobody_and_that_it_is_done_once(speaking, planned, office):
    _mailed()
    works.begin(work=planned, begun_at=NOW, by=office, at=clock.now())
    begun = _mailed()
    works.finish(work=planned, ended_at=clock.now(), words="Hecho.", by=office, at=clock.now())

    assert begun == []
    assert _mailed() == [("Pilar Ortega", "work_done", ""), ("Raquel Santos", "work_done", "")]
    assert Message.objects.filter(touchpoint="work_done").count() == 2
