"""The same put by two processes of five threads at one moment, on either database: one row, no fault."""

import json
from collections import Counter

import pytest

BEGIN = """
from datetime import date, timedelta
from portal.access import tokens
from portal.access.models import Post
from portal.access.scopes import Scope
from portal.accounts.models import User
from portal.lib import clock
carmen = User.objects.create_user(name="Carmen Ruiz", email="carmen@example.com")
Post.objects.create(person=carmen, role="office", from_on=date(2020, 1, 1))
at = clock.now()
scopes = [Scope.WRITE_OWNERS, Scope.WRITE_LIFTS]
print(tokens.make(person=carmen, name="ERP", scopes=scopes, expires_at=at + timedelta(days=30), at=at)[1])
"""
PUT = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.test import Client
puts, secret = json.loads(sys.argv[1])
def put(path, body):
    client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})
    answer = client.put(path, json.dumps(body), content_type="application/json")
    connection.close()
    return answer.status_code
with ThreadPoolExecutor(5) as pool:
    for path, body in puts:
        print(json.dumps([path, list(pool.map(lambda _number: put(path, body), range(5)))]))
"""
ROWS = """
from maintenance.models import Lift
from owners.models import Owner, Tenure
lifts = Lift.objects.filter(source="erp")
print(Owner.objects.filter(source="erp").count(), lifts.count(), Tenure.objects.filter(lift__in=lifts).count())
"""
OWNER = {"name": "C.P. Calle Nueva 3", "nif": "H47218306"}
LIFT = {
    "building": {"street": "Calle Nueva 3", "city": "Valladolid", "region": "ES-CL"},
    "name": "Único",
    "drive": "traction",
    "entered_on": "2024-01-01",
    "owner": "C-7",
}

pytestmark = [pytest.mark.xdist_group("at-once")]


def test_ten_of_the_same_at_once_are_one(scratch):
    (secret,) = scratch.run(BEGIN)
    puts = [("/api/v1/owners/by-external-id/erp/C-7", OWNER), ("/api/v1/lifts/by-external-id/erp/A-1", LIFT)]

    lines = scratch.run_at_once(PUT, *[json.dumps([puts, secret])] * 2)

    told = {path: Counter() for path, _body in puts}
    for path, statuses in map(json.loads, lines):
        told[path].update(statuses)
    assert list(told.values()) == [{201: 1, 200: 9}] * 2
    assert scratch.run(ROWS) == ["1 1 1"]
