import json
import threading
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from maintenance.models import Lift
from portal.access.audiences import Audience
from portal.ledger import actions as ledger
from portal.ledger.chain import START, hash_of, seal_of
from portal.ledger.kinds import Group, Kind
from portal.ledger.models import Entry, Stream
from portal.ledger.verification import verify
from portal.lib.text import NotCanonical, timestamp


def test_numbers_run_on_without_gap(lift, three):
    numbers = list(Entry.objects.of_stream(lift.pk).order_by("number").values_list("number", flat=True))

    assert numbers == [1, 2, 3, 4]


def test_the_head_is_the_last_entrys_hash(lift, three):
    head = Stream.objects.get(pk=lift.pk)

    assert (head.length, head.head) == (4, three[-1].hash)


def test_an_entry_is_chained_as_the_architecture_says(lift, now):
    entry = Entry.objects.of_stream(lift.pk).get(number=1)

    seal = seal_of(bytes(entry.salt), entry.body)
    assert entry.hash == hash_of(
        stream=f"lift/{lift.pk}", number=1, recorded_at=timestamp(entry.recorded_at), previous=START, seal=seal
    )


def test_the_sealed_text_is_canonical(three):
    body = three[0].body

    assert body == json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_actor_is_written_with_the_strongest_role(lift, fact, office, now):
    with transaction.atomic():
        (entry,) = ledger.append(fact(), by=office, at=now)

    assert entry.text["actor"] == {"id": str(office.pk), "role": "office"}


def test_equal_facts_have_different_seals(fact, lift, now):
    with transaction.atomic():
        one, other = ledger.append(fact(), fact(), by=None, at=now)

    assert one.body == other.body
    assert one.seal != other.seal


def test_a_fact_outside_a_transaction_is_refused(transactional_db, unguarded_flush, now):
    lift = Lift()
    kind = Kind("x.y", 1, Audience.OWNER, Stream.Of.LIFT, "x", lambda _: lift.pk, {}, Group.VISITS)

    with pytest.raises(ledger.OutsideTransaction):
        ledger.append(kind.of(lift, occurred_at=now), by=None, at=now)


def test_a_float_is_no_fact(lift, fact, now):
    with pytest.raises(NotCanonical), transaction.atomic():
        ledger.append(fact(more={"speed": 1.0}), by=None, at=now)


def test_money_is_written_with_two_decimals(lift, fact, now):
    with transaction.atomic():
        (entry,) = ledger.append(fact(more={"amount": Decimal("123.4")}), by=None, at=now)

    assert entry.facts["amount"] == "123.40"


def test_an_entry_cannot_be_changed(three):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=three[0].pk).update(kind="visit.invented")


def test_a_text_cannot_be_replaced_by_another(three):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=three[0].pk).update(body="{}", salt=b"")


def test_an_entry_cannot_be_deleted(three):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=three[0].pk).delete()


def test_an_erased_entry_leaves_the_chain_whole(lift, three, fact, admin, now):
    written = ledger.erase(three[0], record=fact(corrects=2), by=admin, at=now)

    three[0].refresh_from_db()
    assert three[0].is_erased
    assert written.corrects == 2
    assert verify(lift.pk).holds


def test_a_correction_names_something_earlier(fact, lift, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(fact(corrects=99), by=None, at=now)


def test_a_refused_change_leaves_no_fact(lift, fact, now):
    before = Entry.objects.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        ledger.append(fact(), by=None, at=now)
        raise RuntimeError

    assert Entry.objects.count() == before


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap(unguarded_flush, lift, other_lift, now: datetime):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time by nature")

    def write(turn: int) -> None:
        from maintenance import kinds

        pair = (lift, other_lift) if turn % 2 else (other_lift, lift)
        for step in range(5):
            with transaction.atomic():
                moment = now + timedelta(seconds=step)
                ledger.append(*(kinds.LIFT_ENTERED.of(one, occurred_at=moment) for one in pair), by=None, at=now)
        connection.close()

    threads = [threading.Thread(target=write, args=(turn,)) for turn in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert [verify(one.pk).length for one in (lift, other_lift)] == [31, 31]
    assert all(verify(one.pk).holds for one in (lift, other_lift))
