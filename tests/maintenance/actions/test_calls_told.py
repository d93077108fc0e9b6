"""What a call leaves in the ledger, which never learns who called."""

import pytest
from django.db import transaction

from maintenance.actions import breakdowns, calls
from maintenance.enums import How
from maintenance.models import Call
from portal.ledger.models import Entry


def _facts(kind):
    return [entry.facts for entry in Entry.objects.filter(kind=kind).order_by("pk")]


def test_a_call_is_numbered_and_told_without_the_caller(called, resident):
    call = called(
        caller=resident, caller_name="Luis Herrero", caller_phone="600 000 000", words="No cierra", how=How.PHONE
    )

    assert _facts("call.received") == [
        {"number": 1, "how": "phone", "anyone_inside": "no", "stopped": "yes", "breakdown": None}
    ]
    body = Entry.objects.get(kind="call.received").body
    assert [word for word in ("Luis", "600", "cierra") if word in body] == []
    assert (call.caller, call.words) == (resident, "No cierra")


def test_calls_are_numbered_one_after_another(called):
    assert [called().number for _ in range(3)] == [1, 2, 3]


def test_a_call_that_joins_says_which_breakdown(confirmed, called):
    breakdown = confirmed()

    called(30)

    assert _facts("call.received")[-1]["breakdown"] == str(breakdown.pk)


def test_a_call_after_the_breakdown_is_over_is_a_new_one(confirmed, called, now):
    breakdowns.restore(breakdown=confirmed(), repair=breakdowns.Repair("doors"), by=None, at=now)

    assert called(0).breakdown is None


def test_a_settled_call_is_told_once(called, office, now):
    call = called()
    calls.settle(call=call, by=office, at=now)

    with pytest.raises(calls.CannotSettle), transaction.atomic():
        calls.settle(call=call, by=office, at=now)

    assert (call.settled_at, _facts("call.settled")) == (now, [{"number": 1}])


def test_a_call_that_is_a_breakdown_cannot_be_settled(confirmed, now):
    call = confirmed().calls.get()

    with pytest.raises(calls.CannotSettle), transaction.atomic():
        calls.settle(call=call, by=None, at=now)

    assert (Call.objects.get().settled_at, _facts("call.settled")) == (None, [])
