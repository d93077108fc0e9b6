"""Marta's phone, and Iván's, who has another route."""

from typing import Any

import pytest

from maintenance.models import Lift, Technician, Visit
from portal.accounts.models import User
from tests.maintenance.phone import Phone


@pytest.fixture
def phone(client_of: Any, technician: Technician) -> Phone:
    return Phone(client_of(technician.person))


@pytest.fixture
def other_phone(client_of: Any, colleague: User) -> Phone:
    return Phone(client_of(colleague))


@pytest.fixture
def planned(lift: Lift, technician: Technician, now: Any) -> Visit:
    return Visit.objects.create(lift=lift, technician=technician, planned_on=now.date())
