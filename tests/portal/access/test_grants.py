import pytest

from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("chair", {Role.CHAIR}),
        ("manager", {Role.MANAGER}),
        ("billing", {Role.BILLING}),
        ("resident", {Role.RESIDENT}),
        ("neighbour", {Role.CHAIR}),
        ("former", set()),
        ("technician", {Role.TECHNICIAN}),
        ("colleague", {Role.TECHNICIAN}),
        ("office", {Role.OFFICE}),
        ("admin", {Role.ADMIN}),
    ],
)
def test_each_of_the_cast_holds_the_roles_of_the_day(cast, name, roles):
    assert grants.of(getattr(cast, name)).roles == roles


def test_who_may_not_sign_in_holds_nothing(office):
    office.is_active = False

    assert grants.of(office).roles == frozenset()


def test_roles_are_read_once_a_request(office, django_assert_num_queries):
    grants.of(office)

    with django_assert_num_queries(0):
        grants.may(office, Permission.RUN_OFFICE)


def test_every_role_has_its_tables():
    assert set(PERMISSIONS) == set(AUDIENCES) == set(Role)


def test_only_office_and_administration_read_what_is_for_the_office():
    assert {role for role in Role if Audience.OFFICE in AUDIENCES[role]} == {Role.OFFICE, Role.ADMIN}


def test_a_resident_reads_no_money():
    assert Audience.BILLING not in AUDIENCES[Role.RESIDENT]
    assert Permission.READ_OWN_MONEY not in PERMISSIONS[Role.RESIDENT]
