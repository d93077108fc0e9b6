"""What must not be is refused by the database itself, whatever Python thinks of it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from owners.models import Agency, Mandate, Membership, Owner, Receipt, Tenure
from portal.access.roles import OWNERS, STAFF, Role
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, NOW, person
from tests.maintenance.models.test_constraints import bulletin, lift

TODAY = NOW.date()
SOURCED = {"source": "erp", "external_id": "7"}


def owner(**more):
    return Owner.objects.create(**({"name": "C.P. Calle Mayor 14"} | more))


def agency(**more):
    return Agency.objects.create(**({"name": "Fincas Pisuerga"} | more))


def somebody():
    return person(str(new_key()))


def membership(**more):
    return Membership.objects.create(**({"agency": agency(), "person": somebody(), "from_on": TODAY} | more))


def mandate(**more):
    columns = {"owner": owner(), "role": Role.CHAIR, "from_on": TODAY}
    columns |= {} if "agency" in more else {"person": somebody()}
    return Mandate.objects.create(**(columns | more))


def tenure(**more):
    return Tenure.objects.create(**({"owner": owner(), "lift": lift(), "from_on": TODAY} | more))


def receipt(**more):
    columns = {"owner": owner(), "bulletin": bulletin(), "person": somebody(), "how": "signed_in", "at": NOW}
    return Receipt.objects.create(**(columns | more))


CHECKS = [
    ("membership_does_not_end_before_it_begins", membership, {"to_on": TODAY - timedelta(days=1)}),
    ("a_mandate_is_a_persons_or_a_firms", mandate, {"person": None}),
    ("a_mandate_is_a_persons_or_a_firms", mandate, {"person": somebody, "agency": agency}),
    ("mandate_does_not_end_before_it_begins", mandate, {"to_on": TODAY - timedelta(days=1)}),
    *(("mandates_are_owners", mandate, {"role": role}) for role in STAFF),
    ("tenure_ends_after_it_begins", tenure, {"to_on": TODAY}),
]
TWICE = [
    ("one_agency_per_source_and_id", agency, SOURCED),
    ("one_owner_per_source_and_id", owner, SOURCED),
    ("one_owner_per_nif", owner, {"nif": "H47218306"}),
    ("one_open_membership_per_person", membership, {"agency": agency, "person": somebody}),
    ("one_open_mandate_per_person_and_role", mandate, {"owner": owner, "person": somebody}),
    ("one_open_mandate_per_firm_and_role", mandate, {"owner": owner, "agency": agency}),
    ("one_open_tenure_per_lift", tenure, {"lift": lift}),
    ("one_tenure_per_lift_and_day", tenure, {"lift": lift, "to_on": TODAY + timedelta(days=1)}),
    ("one_receipt_per_person_and_bulletin", receipt, {"person": somebody, "bulletin": bulletin}),
]


def _made(columns):
    """Columns whose values are made now rather than when the table above was read."""
    return {name: value() if callable(value) else value for name, value in columns.items()}


@pytest.mark.parametrize("make", [owner, agency, membership, mandate, tenure, receipt])
def test_a_row_with_nothing_wrong_is_taken(db, make):
    assert make().pk


@pytest.mark.parametrize(("name", "make", "wrong"), CHECKS)
def test_the_database_refuses_what_cannot_be(db, name, make, wrong):
    columns = _made(wrong)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(("name", "make", "same"), TWICE)
def test_the_database_refuses_the_same_again(db, name, make, same):
    columns = _made(same)
    make(**columns)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(
    ("make", "columns"),
    [
        (owner, {"nif": ""}),
        (agency, {}),
        (membership, {"agency": agency, "person": somebody, "to_on": TODAY}),
        (mandate, {"owner": owner, "person": somebody, "from_on": LONG_AGO, "to_on": date(2021, 1, 1)}),
        (receipt, {"bulletin": bulletin}),
    ],
)
def test_what_may_be_twice_is_taken_twice(db, make, columns):
    same = _made(columns)

    assert make(**same).pk != make(**same).pk


@pytest.mark.parametrize("role", OWNERS)
def test_every_role_of_an_owners_people_can_be_given(db, role):
    assert mandate(role=role).pk


def test_every_constraint_of_owners_is_proven():
    declared = {
        constraint.name
        for model in apps.get_app_config("owners").get_models()
        for constraint in model._meta.constraints
    }

    assert declared - {name for name, *_ in CHECKS + TWICE} == set()
