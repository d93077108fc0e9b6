from datetime import timedelta

import pytest

from maintenance.actions import duty, planning, routes
from maintenance.actions.routes import CannotRoute
from maintenance.enums import RouteHindrance
from maintenance.models import Route, Technician
from portal.access.models import Post
from portal.ledger.models import Entry


@pytest.fixture
def ivan(colleague):
    return Technician.objects.get(person=colleague)


@pytest.fixture
def delicias(ivan):
    return ivan.routes.get()


@pytest.fixture
def told(office, now):
    return {"by": office, "at": now}


def _refused(act, **asked):
    with pytest.raises(CannotRoute) as refused:
        act(**asked)
    return refused.value.hindrance


def handed(lift):
    facts = [one.facts for one in Entry.objects.filter(kind="lift.handed", stream_id=lift.pk).order_by("number")]
    return [(one["from_route"], one["from_technician"], one["route"], one["technician"]) for one in facts]


def test_a_route_given_to_another_is_in_the_record_of_each_of_its_lifts(
    route, lift, other_lift, technician, ivan, told
):
    routes.change(route=route, name="Centro", technician=ivan, **told)

    route.refresh_from_db()
    assert route.technician == ivan
    assert handed(lift) == [(str(route.pk), str(technician.pk), str(route.pk), str(ivan.pk))]
    assert handed(other_lift) == []


def test_another_name_is_no_fact(route, lift, technician, told):
    routes.change(route=route, name="Centro y Delicias", technician=technician, **told)

    route.refresh_from_db()
    assert (route.name, handed(lift)) == ("Centro y Delicias", [])


def test_a_lift_moved_to_anothers_route_is_a_fact_and_one_of_the_same_person_is_none(
    route, lift, technician, delicias, ivan, told, now
):
    second = routes.begin(name="Centro norte", technician=technician, at=now)

    assert routes.transfer(lifts=[lift.pk], route=second, **told) == 1
    assert routes.transfer(lifts=[lift.pk], route=delicias, **told) == 1

    lift.refresh_from_db()
    assert lift.route == delicias
    assert handed(lift) == [(str(second.pk), str(technician.pk), str(delicias.pk), str(ivan.pk))]


def test_a_lift_of_no_route_gets_one(route, other_lift, technician, told):
    routes.transfer(lifts=[other_lift.pk], route=route, **told)

    assert handed(other_lift) == [(None, None, str(route.pk), str(technician.pk))]


def test_what_is_there_already_stays_without_a_word(route, lift, told):
    assert routes.transfer(lifts=[lift.pk], route=route, **told) == 0
    assert handed(lift) == []


def test_a_lift_that_left_us_is_not_moved(lift, delicias, told, now):
    lift.left_on = now.date()
    lift.save()

    assert routes.transfer(lifts=[lift.pk], route=delicias, **told) == 0


def test_two_routes_have_two_names(route, delicias, technician, told, now):
    assert _refused(routes.begin, name="Centro", technician=None, at=now) == RouteHindrance.TAKEN
    assert _refused(routes.change, route=delicias, name="Centro", technician=None, **told) == RouteHindrance.TAKEN


def test_who_has_left_is_given_no_route_and_keeps_what_he_had_until_it_is_given_on(route, technician, ivan, told, now):
    Post.objects.update(to_on=now.date() - timedelta(days=1))

    assert _refused(routes.change, route=route, name="Centro", technician=ivan, **told) == RouteHindrance.GONE
    routes.change(route=route, name="Centro sur", technician=technician, **told)

    route.refresh_from_db()
    assert (route.name, route.technician) == ("Centro sur", technician)


@pytest.mark.parametrize(("with_visits", "whose"), [(True, "Iván Prado"), (False, "Marta Gil")])
def test_planned_visits_go_with_the_route_when_that_is_wanted(
    route, lift, technician, ivan, told, now, with_visits, whose
):
    visit = planning.plan(lift=lift, day=now.date() + timedelta(days=2), technician=technician, **told)

    went = routes.change(route=route, name="Centro", technician=ivan, with_visits=with_visits, **told)

    visit.refresh_from_db()
    assert (went, visit.technician.person.name) == (int(with_visits), whose)


def test_anothers_planned_visit_stays_his(route, lift, technician, ivan, told, now):
    third = Technician.objects.create(person=told["by"])
    Post.objects.create(person=told["by"], role="technician", from_on=now.date())
    visit = planning.plan(lift=lift, day=now.date(), technician=third, **told)

    assert routes.change(route=route, name="Centro", technician=ivan, **told) == 0

    visit.refresh_from_db()
    assert visit.technician == third


def test_only_a_route_that_nothing_names_goes(route, lift, delicias, ivan, told, now):
    hours = {"from_at": now + timedelta(hours=1), "to_at": now + timedelta(hours=2)}
    given = duty.give(technician=ivan, route=delicias, **hours, **told)

    assert _refused(routes.end, route=route) == RouteHindrance.NAMED
    assert _refused(routes.end, route=delicias) == RouteHindrance.NAMED
    given.delete()
    routes.end(route=delicias)

    assert list(Route.objects.all()) == [route]
