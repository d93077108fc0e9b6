"""A hundred PUTs of one command at one moment, by processes of their own on either database: one row, one visit."""

import json
from collections import Counter

import pytest

CAST = """
import json
from datetime import date
from maintenance.models import Lift, PlanTemplate, Route, Technician
from portal.access.models import Post
from portal.accounts.models import User
from portal.lib import clock
marta = User.objects.create_user(name="Marta Gil", email="marta@example.com")
Post.objects.create(person=marta, role="technician", from_on=date(2020, 1, 1))
route = Route.objects.create(name="Centro", technician=Technician.objects.create(person=marta))
Lift.objects.update(route=route)
text = {"es": "Luz", "en": "Light"}
items = json.dumps([{"number": 37, "group": text, "text": text, "drives": "B", "frequency": "M"}])
PlanTemplate.objects.create(slug="prueba", version=1, name="Prueba", items=items, published_at=clock.now())
"""
PUT = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.test import Client
from maintenance.models import Lift, PlanTemplate
from portal.accounts.models import User
turn, many, bodies = json.loads(sys.argv[1])
marta, lift, plan = User.objects.get(), Lift.objects.order_by("pk").first(), PlanTemplate.objects.get()
at = lambda minutes: f"2026-01-10T08:{minutes:02}:00Z"
record = {
    "lift": str(lift.pk), "plan": str(plan.pk), "scope": "M", "on_the_way_at": None, "started_at": at(0),
    "finished_at": at(30), "recorded_at": at(31), "scan": {"why": "no_code"}, "condition_on_arrival": "in_service",
    "condition_on_departure": "in_service", "answers": [{"number": 37, "result": "ok", "words": "", "at": at(10)}],
    "photos": [], "parts": [], "findings": [], "settled": [], "signature": {"path": "M0 0L9 9", "at": at(31)},
    "customer": {"why": "Nadie"},
}
def body(words):
    told = {"kind": "visit.completed", "schema": 1, "subject": "01a20d70-0000-7000-8000-00000000000b",
            "made_at": at(31), "payload": record | {"words_for_owner": words}}
    return json.dumps(told)
signed_in = Client()
signed_in.force_login(marta, backend="portal.accounts.backends.Password")
def put(number):
    client = Client(SERVER_NAME="localhost")
    client.cookies = signed_in.cookies.copy()
    answer = client.put("/api/v1/commands/01a20d70-0000-7000-8000-00000000000a", body(str((turn + number) % bodies)),
                        content_type="application/json")
    connection.close()
    return answer.status_code, answer.content.decode()
with ThreadPoolExecutor(10) as pool:
    for status, content in pool.map(put, range(many)):
        print(json.dumps([status, content]))
"""
ROWS = """
from maintenance.models import Command, Visit
from portal.ledger.models import Entry
print(Command.objects.count(), Visit.objects.count(), Entry.objects.filter(kind="visit.completed").count())
"""

pytestmark = [pytest.mark.xdist_group("at-once")]


@pytest.fixture
def told(scratch):
    """A hundred PUTs by four processes of ten threads, of so many different bodies; statuses, bodies and rows."""
    scratch.run(CAST)

    def tell(*, bodies):
        lines = scratch.run_at_once(PUT, *(json.dumps([turn, 25, bodies]) for turn in range(4)))
        answers = [json.loads(line) for line in lines]
        return Counter(status for status, _ in answers), {c for s, c in answers if s in {200, 201}}, scratch.run(ROWS)

    return tell


def test_a_hundred_of_the_same_bytes_are_one_row_and_one_receipt(told):
    statuses, receipts, rows = told(bodies=1)

    assert statuses == {201: 1, 200: 99}
    assert (len(receipts), rows) == (1, ["1 1 1"])


def test_of_two_bodies_one_wins_and_the_other_is_a_conflict(told):
    statuses, receipts, rows = told(bodies=2)

    assert (statuses[201], statuses[200] + statuses[201], statuses[409]) == (1, 50, 50)
    assert (len(receipts), rows) == (1, ["1 1 1"])
