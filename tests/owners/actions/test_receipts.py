from datetime import timedelta

import pytest

from owners.actions import receipts
from owners.models import Receipt
from portal.ledger.models import Entry


@pytest.fixture
def bulletin(visited, issued):
    return issued(visited(3))


def _acknowledge(bulletin, owner, who, now):
    return receipts.acknowledge(received=[(bulletin, owner)], person=who, how=Receipt.How.SIGNED_IN, at=now)


def test_reception_is_a_row_and_a_fact_in_the_lifts_stream(bulletin, owner, chair, lift, now):
    (receipt,) = _acknowledge(bulletin, owner, chair, now)

    entry = Entry.objects.of_stream(lift.pk).get(kind="bulletin.received")
    assert (receipt.owner, receipt.person, receipt.how, receipt.at) == (owner, chair, "signed_in", now)
    assert entry.facts == {
        "bulletin": str(bulletin.pk),
        "sha256": bulletin.file.sha256,
        "owner": str(owner.pk),
        "person": str(chair.pk),
        "how": "signed_in",
    }
    assert (entry.occurred_at, entry.text["actor"]["id"]) == (now, str(chair.pk))


def test_a_second_press_changes_nothing(bulletin, owner, chair, now):
    _acknowledge(bulletin, owner, chair, now)
    before = Entry.objects.count()

    assert _acknowledge(bulletin, owner, chair, now + timedelta(days=1)) == []
    assert Receipt.objects.get().at == now
    assert Entry.objects.count() == before


def test_each_person_receives_for_themselves(bulletin, owner, chair, manager, now):
    _acknowledge(bulletin, owner, chair, now)

    assert len(_acknowledge(bulletin, owner, manager, now)) == 1
    assert Receipt.objects.filter(bulletin=bulletin).count() == 2


def test_many_at_once_are_as_many_facts_and_those_received_before_stay(visited, issued, owner, chair, lift, now):
    papers = [issued(visited(days)) for days in (60, 30, 3)]
    _acknowledge(papers[0], owner, chair, now)

    done = receipts.acknowledge(
        received=[(paper, owner) for paper in papers], person=chair, how=Receipt.How.SIGNED_IN, at=now
    )

    assert [receipt.bulletin for receipt in done] == papers[1:]
    assert Entry.objects.of_stream(lift.pk).filter(kind="bulletin.received").count() == 3


def test_a_bulletin_named_twice_in_one_press_is_received_once(bulletin, owner, chair, now):
    done = receipts.acknowledge(
        received=[(bulletin, owner), (bulletin, owner)], person=chair, how=Receipt.How.SIGNED_IN, at=now
    )

    assert (len(done), Receipt.objects.count()) == (1, 1)


def test_nothing_received_is_nothing_written(chair, now):
    before = Entry.objects.count()

    assert receipts.acknowledge(received=[], person=chair, how=Receipt.How.SIGNED_IN, at=now) == []
    assert Entry.objects.count() == before


def test_a_receipt_stays_as_it_is(bulletin, owner, chair, now):
    from django.db import DatabaseError, transaction

    _acknowledge(bulletin, owner, chair, now)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Receipt.objects.update(at=now - timedelta(days=9))
