"""What the office's pages are read with: somebody at the desk, a call taken, a breakdown open."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maintenance.actions import calls, contractors
from maintenance.actions.calls import Care, Told
from maintenance.enums import Answer
from maintenance.models import Breakdown, Call, Contractor, ContractorAuthorisation, Lift, Technician
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.files import store
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, person

HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client_of: Any, office: User) -> Client:
    """Carmen at her desk."""
    client: Client = client_of(office)
    return client


@pytest.fixture
def taken(lift: Lift, office: User, now: datetime) -> Any:
    """Takes a call some minutes ago, given to whom, promised within an hour."""

    def take(minutes: int = 30, *, to: Technician | None = None, about: Lift | None = None, **told: Any) -> Call:
        said = Told(**({"anyone_inside": Answer.NO, "stopped": Answer.YES, "caller_name": "Luis Herrero"} | told))
        care = Care(technician=to, next_update_by=now + timedelta(hours=1))
        at = now - timedelta(minutes=minutes)
        return calls.take(key=new_key(), lift=about or lift, told=said, care=care, by=office, at=at)

    return take


@pytest.fixture
def opened(taken: Any) -> Breakdown:
    """A breakdown of half an hour ago that nobody has yet."""
    found: Breakdown = taken().breakdown
    return found


@pytest.fixture
def given(taken: Any, technician: Technician) -> Breakdown:
    """A breakdown of half an hour ago that Marta has."""
    found: Breakdown = taken(to=technician).breakdown
    return found


@pytest.fixture
def contractor(company: Any) -> Contractor:
    """Another maintenance company that works for us."""
    return contractors.enter(
        name="Elevadores del Esla", nif="B24091175", register_number="24/EC-0061", began_on=LONG_AGO
    )


@pytest.fixture
def theirs(contractor: Contractor) -> Technician:
    """A technician of the contractor."""
    oscar = person("Óscar Vidal")
    Post.objects.create(person=oscar, role=Role.TECHNICIAN, from_on=LONG_AGO)
    return Technician.objects.create(person=oscar, contractor=contractor)


@pytest.fixture
def authorise(contractor: Contractor, now: datetime) -> Any:
    """Files the owner's authorisation for a lift, from yesterday on."""

    def file(lift: Lift, **days: Any) -> ContractorAuthorisation:
        paper = store.put(b"%PDF-1.7 autorizo %%EOF", media_type="application/pdf", at=now)
        since = {"from_on": now.date() - timedelta(days=1), "to_on": None}
        return contractors.authorise(contractor=contractor, lift=lift, file=paper, by=None, at=now, **(since | days))

    return file


@pytest.fixture
def counting() -> Any:
    """Counts queries: `with counting() as queries: …; len(queries)`."""
    return lambda: CaptureQueriesContext(connection)


def text(response: Any) -> str:
    """What a page says, tags aside, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


def errors(response: Any, name: str = "form") -> dict[str, list[str]]:
    """What a form of the page finds wrong, by field."""
    return {field: list(found) for field, found in response.context[name].errors.items()}
