import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from maintenance import kinds
from maintenance.models import Lift
from portal.access.audiences import Audience
from portal.ledger import actions as ledger
from portal.ledger.chain import START, hash_of, seal_of
from portal.ledger.kinds import Group, Kind
from portal.ledger.models import Entry, Stream
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


def test_a_correction_names_something_earlier(fact, lift, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(fact(corrects=99), by=None, at=now)


def test_a_refused_change_leaves_no_fact(lift, fact, now):
    before = Entry.objects.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        ledger.append(fact(), by=None, at=now)
        raise RuntimeError

    assert Entry.objects.count() == before


def test_a_correction_of_itself_is_refused(fact, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(fact(corrects=2), by=None, at=now)


def test_a_correction_names_its_entry_in_column_and_text(fact, now):
    with transaction.atomic():
        (entry,) = ledger.append(fact(corrects=1), by=None, at=now)

    assert (entry.corrects, entry.text["corrects"]) == (1, 1)


def test_nothing_to_write_writes_nothing(db, now):
    assert ledger.append(by=None, at=now) == []


def test_facts_of_two_streams_come_back_in_the_order_given(fact, other_lift, now):
    other = kinds.LIFT_ENTERED.of(other_lift, occurred_at=now)

    with transaction.atomic():
        entries = ledger.append(fact(1), other, fact(2), by=None, at=now)

    assert [(entry.subject_id == other_lift.pk, entry.number) for entry in entries] == [
        (False, 2),
        (True, 2),
        (False, 3),
    ]


def test_a_fact_without_anybody_has_no_actor(three):
    assert three[0].text["actor"] is None


@pytest.mark.parametrize("many", [1, 3])
def test_one_fact_costs_as_many_queries_as_three(fact, now, django_assert_num_queries, many):
    with transaction.atomic(), django_assert_num_queries(4):  # the heads, the entries, the heads again, what follows
        ledger.append(*(fact(number) for number in range(many)), by=None, at=now)
