from datetime import date, timedelta

import pytest

from portal.access import actions, queries
from portal.access.models import Post
from portal.access.roles import STAFF, Role
from tests.conftest import NOW

TODAY = date(2026, 11, 23)


def test_the_office_handles_everybody_but_who_runs_the_company(cast):
    handled = set(queries.handled_by(cast.office, TODAY))

    everybody = {person for person in vars(cast).values() if person}
    assert handled == everybody - {cast.office, cast.admin}


def test_who_may_change_the_company_handles_everybody(cast):
    assert set(queries.handled_by(cast.admin, TODAY)) == {person for person in vars(cast).values() if person}


def test_who_will_run_the_company_tomorrow_is_not_the_offices_to_handle(office, admin, technician):
    tomorrow = TODAY + timedelta(days=1)
    actions.give_post(person=technician.person, role=Role.ADMIN, from_on=tomorrow, by=admin, at=NOW)

    assert technician.person not in queries.handled_by(office, TODAY)


def test_who_ran_the_company_until_today_is_the_offices_to_handle(office, admin):
    Post.objects.filter(person=admin).update(to_on=TODAY)

    assert admin in queries.handled_by(office, TODAY)


@pytest.mark.parametrize(("who", "given"), [("office", [Role.TECHNICIAN]), ("admin", list(STAFF))])
def test_the_posts_one_may_give(cast, who, given):
    assert queries.posts_given_by(getattr(cast, who)) == given


def test_posts_are_told_in_words(cast):
    keys = [cast.office.pk, cast.chair.pk]

    assert queries.posts_held_by(keys, TODAY) == {cast.office.pk: ["Oficina"]}
