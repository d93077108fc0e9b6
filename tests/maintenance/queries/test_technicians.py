from datetime import date, timedelta

from maintenance.models import Technician
from maintenance.queries import technicians
from portal.access.models import Post

TODAY = date(2026, 11, 23)


def test_who_holds_the_post_today_is_given_work(technician, colleague):
    assert [one.person.name for one in technicians.working(TODAY)] == ["Iván Prado", "Marta Gil"]


def test_whose_post_has_ended_is_given_none_but_his_visits_can_be_written(technician, colleague):
    Post.objects.filter(person=colleague).update(to_on=TODAY)

    assert list(technicians.working(TODAY)) == [technician]
    assert [one.person.name for one in technicians.known()] == ["Iván Prado", "Marta Gil"]


def test_who_begins_tomorrow_is_given_none_today(technician):
    Post.objects.update(from_on=TODAY + timedelta(days=1))

    assert list(technicians.working(TODAY)) == []
    assert list(technicians.working(TODAY + timedelta(days=1))) == [technician]


def test_whose_account_is_closed_is_given_none(technician):
    technician.person.__class__.objects.update(is_active=False)

    assert (list(technicians.working(TODAY)), Technician.objects.count()) == ([], 1)
