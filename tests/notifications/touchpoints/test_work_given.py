"""What technicians are told of works: theirs, changed, another's, called off; once for each fact."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import WorkKind
from notifications import notice
from notifications.actions import messages, subscriptions
from notifications.models import Delivery, Message
from notifications.touchpoints import work_given
from portal.ledger import following
from portal.ledger.models import Entry
from portal.lib import clock
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def order(technician):
    return Order(WorkKind.REPAIR, "Cambiar el guiador", NOW + 3 * DAY, NOW + 3 * DAY + 4 * HOUR, technician)


@pytest.fixture
def planned(lift, order, telephone, office):
    return works.plan(lift=lift, order=order, by=office, at=clock.now())


@pytest.fixture
def ivan(colleague, service):
    """Iván, with a telephone of his own."""
    subscriptions.keep(person=colleague, address=service.telephone("ivan").address, at=NOW)
    return colleague.technician


def _told():
    """Who was told what since the last time, by which tag."""
    following.work()
    rows = Delivery.objects.filter(channel="push", state="queued").order_by("created_at", "pk")
    said = [(row.message.person.name, notice.read(row.text)) for row in rows.select_related("message__person")]
    rows.update(state="accepted")
    return [(name, one.title, one.body) for name, one in said]


def test_one_that_is_given(planned):
    assert _told() == [
        (
            "Marta Gil",
            "Tiene un trabajo nuevo",
            "Calle Mayor 14, el jueves 26 de noviembre a las 11:00: Cambiar el guiador",
        )
    ]


def test_one_that_changes_its_day(planned, order, office):
    _told()
    later = replace(order, from_at=order.from_at + DAY, to_at=order.to_at + DAY)
    works.move(work=planned, order=later, by=office, at=clock.now())

    assert _told() == [
        (
            "Marta Gil",
            "Un trabajo cambia",
            "Calle Mayor 14, ahora el viernes 27 de noviembre a las 11:00: Cambiar el guiador",
        )
    ]


def test_both_are_told_when_it_changes_hands(planned, order, ivan, office):
    _told()
    works.move(work=planned, order=replace(order, technician=ivan), by=office, at=clock.now())

    when = "Calle Mayor 14, el jueves 26 de noviembre a las 11:00"
    assert sorted(_told()) == [
        ("Iván Prado", "Tiene un trabajo nuevo", f"{when}: Cambiar el guiador"),
        ("Marta Gil", "Un trabajo ya no es suyo", f"{when}: ahora lo hace Iván Prado."),
    ]


def test_who_loses_it_to_nobody_is_told_too(planned, order, office):
    _told()
    works.move(work=planned, order=replace(order, technician=None), by=office, at=clock.now())

    assert [body for _name, _title, body in _told()] == ["Calle Mayor 14, el jueves 26 de noviembre a las 11:00."]


def test_one_that_is_called_off(planned, office):
    _told()
    works.cancel(work=planned, why="Lo pide la comunidad.", by=office, at=clock.now())

    assert _told() == [
        (
            "Marta Gil",
            "Se anula un trabajo",
            "Calle Mayor 14, el del jueves 26 de noviembre a las 11:00: Cambiar el guiador",
        )
    ]


def test_a_fact_told_twice_is_one_notice(planned):
    following.work()
    messages.tell(entry=Entry.objects.get(kind="work.planned"), at=clock.now())

    assert Message.objects.filter(touchpoint="work_given").count() == 1
    assert Delivery.objects.filter(channel="push").count() == 1


def test_of_one_work_only_the_last_word_is_news(planned, order, office):
    works.move(work=planned, order=replace(order, words="Cambiar los dos"), by=office, at=clock.now())
    first, last = Entry.objects.filter(subject_id=planned.pk).order_by("number")

    assert (work_given.holds(first), work_given.holds(last)) == (False, True)


def test_the_notices_of_a_work_take_each_others_place(planned, office):
    works.cancel(work=planned, why="No hace falta.", by=office, at=clock.now())
    following.work()

    tags = {notice.read(text).tag for text in Delivery.objects.filter(channel="push").values_list("text", flat=True)}
    assert tags == {planned.pk.hex}


def test_nobody_is_told_what_nobody_was_given(lift, order, telephone, office):
    works.plan(lift=lift, order=replace(order, technician=None), by=office, at=clock.now())

    assert _told() == []


def test_long_words_are_cut(lift, order, telephone, office):
    works.plan(lift=lift, order=replace(order, words="Cambiar el guiador " * 20), by=office, at=clock.now())

    (told,) = _told()
    assert told[2].endswith("…")
    assert len(told[2]) < 140
