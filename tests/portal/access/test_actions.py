from datetime import date, timedelta

import pytest

from portal.access import actions, grants
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from tests.conftest import LONG_AGO, NOW
from tests.conftest import person as made

TODAY = date(2026, 11, 23)


@pytest.fixture
def ana(company):
    return made("Ana Díez")


def give(person, role, *, by, from_on=TODAY):
    return actions.give_post(person=person, role=role, from_on=from_on, evidence="contrato", by=by, at=NOW)


def roles(person):
    """Read anew, as the next request does."""
    return grants.of(User.objects.get(pk=person.pk)).roles


def test_a_post_gives_its_role_from_its_day(ana, office):
    give(ana, Role.TECHNICIAN, by=office)

    post = Post.objects.get(person=ana)
    assert roles(ana) == {Role.TECHNICIAN}
    assert (post.evidence, post.given_by, post.given_at) == ("contrato", office, NOW)


def test_a_post_of_tomorrow_gives_nothing_today(ana, office):
    give(ana, Role.TECHNICIAN, by=office, from_on=TODAY + timedelta(days=1))

    assert roles(ana) == set()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMIN])
def test_the_office_makes_nobody_run_the_company(ana, office, role):
    with pytest.raises(actions.NotYours):
        give(ana, role, by=office)

    assert not Post.objects.filter(person=ana).exists()


def test_the_office_does_not_make_itself_run_the_company(office):
    with pytest.raises(actions.NotYours):
        give(office, Role.ADMIN, by=office)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMIN])
def test_who_may_change_the_company_gives_its_posts(ana, admin, role):
    give(ana, role, by=admin)

    assert roles(ana) == {role}


def test_a_post_is_not_held_twice(ana, admin):
    give(ana, Role.OFFICE, by=admin)

    with pytest.raises(actions.AlreadyHeld):
        give(ana, Role.OFFICE, by=admin)


def test_a_post_ends_at_midnight_of_its_day(office, technician):
    post = technician.person.posts.get()

    actions.end_post(post=post, to_on=TODAY, by=office, at=NOW)

    assert roles(technician.person) == set()
    assert (post.to_on, post.ended_by, post.ended_at) == (TODAY, office, NOW)


def test_a_post_that_ends_tomorrow_is_held_today(office, technician):
    actions.end_post(post=technician.person.posts.get(), to_on=TODAY + timedelta(days=1), by=office, at=NOW)

    assert roles(technician.person) == {Role.TECHNICIAN}


def test_a_post_ends_once(office, technician):
    post = technician.person.posts.get()
    actions.end_post(post=post, to_on=TODAY, by=office, at=NOW)

    with pytest.raises(actions.CannotEnd):
        actions.end_post(post=post, to_on=TODAY + timedelta(days=1), by=office, at=NOW)
    assert Post.objects.get(pk=post.pk).to_on == TODAY


def test_a_post_does_not_end_before_it_began(office, technician):
    with pytest.raises(actions.CannotEnd):
        actions.end_post(post=technician.person.posts.get(), to_on=LONG_AGO - timedelta(days=1), by=office, at=NOW)


def test_a_post_given_by_mistake_ends_the_day_it_began(ana, office):
    post = give(ana, Role.TECHNICIAN, by=office)

    actions.end_post(post=post, to_on=TODAY, by=office, at=NOW)

    assert roles(ana) == set()


def test_the_office_ends_no_post_of_the_company(office, admin):
    with pytest.raises(actions.NotYours):
        actions.end_post(post=admin.posts.get(), to_on=TODAY, by=office, at=NOW)

    assert roles(admin) == {Role.ADMIN}


def test_nobody_takes_the_administration_from_himself(admin):
    with pytest.raises(actions.OwnPost):
        actions.end_post(post=admin.posts.get(), to_on=TODAY, by=admin, at=NOW)

    assert roles(admin) == {Role.ADMIN}


def test_another_administrator_takes_it_from_him(admin, ana):
    post = give(ana, Role.ADMIN, by=admin)

    actions.end_post(post=post, to_on=TODAY, by=admin, at=NOW)

    assert roles(ana) == set()
