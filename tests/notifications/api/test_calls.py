"""Who calls for us reads the office's own rules and logs back, by a key that is for nothing else."""

import json
from datetime import timedelta

import pytest

from notifications.actions import preferences
from notifications.models import Conversation
from notifications.queries import listeners
from portal.access.scopes import Scope
from tests.programs import Program

HERE = "conversations/by-external-id/centre/{}"


@pytest.fixture
def agent(office):
    """Their program, and what it is answered."""
    told = Program(office, Scope.READ_CALLS, Scope.WRITE_CALLS)

    def put(key="1", **said):
        answer = told.client.put(f"/api/v1/{HERE.format(key)}", json.dumps(said), content_type="application/json")
        return answer.status_code, answer.json().get("outcome") or answer.json()["detail"]

    told.tell = put
    return told


def test_whom_they_may_call_is_what_the_office_reads_and_each_call_counts(agent, chair, manager, resident, owner, now):
    for one, phone in ((chair, "983 000 041"), (manager, "983 000 060"), (resident, "")):
        type(one).objects.filter(pk=one.pk).update(phone=phone)
    preferences.not_me(person=manager, at=now)
    said = {
        "person": str(chair.pk),
        "owner": owner.nif,
        "why": "La junta",
        "outcome": "spoke",
        "for_us": "Centralita Sur",
    }
    said["at"] = (now - timedelta(hours=1)).isoformat()

    told = [agent.tell(**said), agent.tell(**said), agent.tell(**said | {"outcome": "stop"})]

    items = {one["id"]: one for one in agent.get("callees").json()["items"]}
    made = Conversation.objects.get()
    assert told == [(201, "created"), (200, "same"), (409, "Ya está, y dice otra cosa en: outcome.")]
    assert (made.person, made.owner, made.for_us, made.against) == (chair, owner, "Centralita Sur", [])
    assert listeners.told_this_week(chair, now) == items[str(chair.pk)]["told_this_week"] == 1
    assert (items[str(chair.pk)]["may_be_called"], items[str(chair.pk)]["calls_from"]) == (True, "08:00")
    assert items[str(manager.pk)]["against"] == ["wrong_person"]
    assert str(resident.pk) not in items


def test_what_cannot_be_is_refused_and_the_key_is_for_nothing_else(agent, office, chair, now):
    said = {"person": str(chair.pk), "why": "x", "outcome": "spoke", "for_us": "x", "at": now.isoformat()}

    told = [
        agent.tell(**said | {"person": str(office.pk)[:-4] + "0000"})[0],
        agent.tell(**said | {"at": (now + timedelta(hours=1)).isoformat()}),
        agent.tell(**said | {"at": (now - timedelta(days=8)).isoformat()})[0],
        agent.tell(**said | {"outcome": "sold"})[0],
    ]

    assert told == [422, (422, "«at» todavía no ha llegado."), 422, 422]
    assert [agent.get(path).status_code for path in ("lifts", "invoices")] == [403, 403]
    assert Program(office, Scope.READ_LIFTS).get("callees").status_code == 403
    assert not Conversation.objects.exists()
