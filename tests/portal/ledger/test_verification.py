import random

import pytest

from portal.ledger.models import Entry
from portal.ledger.verification import holds_hash, verify


def test_an_untouched_history_holds(lift, three):
    verdict = verify(lift.pk)

    assert (verdict.holds, verdict.length) == (True, 4)


@pytest.mark.parametrize(
    ("sql", "number", "why"),
    [
        ("UPDATE ledger_entry SET body = '{}' WHERE number = 3", 3, "seal"),
        ("UPDATE ledger_entry SET kind = 'x' WHERE number = 2", 2, "columns"),
        ("UPDATE ledger_entry SET occurred_at = '2020-01-01 00:00:00+00:00' WHERE number = 2", 2, "columns"),
        ("UPDATE ledger_entry SET recorded_at = '2020-01-01 00:00:00+00:00' WHERE number = 2", 2, "link"),
        ("DELETE FROM ledger_entry WHERE number = 2", 2, "gap"),
        ("DELETE FROM ledger_entry WHERE number = 4", 4, "tail"),
        ("UPDATE ledger_entry SET number = number + 10 WHERE number = 4", 4, "gap"),
    ],
)
def test_tampering_is_named_where_it_stands(lift, three, tamper, sql, number, why):
    tamper(sql)

    verdict = verify(lift.pk)
    assert (verdict.broken_at, verdict.why) == (number, why)


def test_a_blanked_seal_cannot_hide_a_changed_text(lift, three, tamper):
    tamper("UPDATE ledger_entry SET body = '', seal = 'x' WHERE number = 3")

    assert verify(lift.pk).why == "link"


def test_swapped_entries_are_found(lift, three, tamper):
    tamper("UPDATE ledger_entry SET number = 100 WHERE number = 2")
    tamper("UPDATE ledger_entry SET number = 2 WHERE number = 3")
    tamper("UPDATE ledger_entry SET number = 3 WHERE number = 100")

    assert verify(lift.pk).broken_at == 2


def test_a_known_hash_is_found_by_its_number(lift, three):
    assert holds_hash(lift.pk, three[1].hash.upper()) == 3


def test_another_streams_hash_is_not(other_lift, three):
    assert holds_hash(other_lift.pk, three[1].hash) is None


def test_every_random_change_of_a_column_is_found(lift, three, tamper):
    chance = random.Random(7)
    columns = ["kind", "audience", "origin", "subject_label", "body", "seal", "hash"]
    for _ in range(20):
        column, number = chance.choice(columns), chance.randint(1, 4)
        before = Entry.objects.values_list(column, flat=True).get(stream=lift.pk, number=number)
        if column == "origin":
            tamper(f"UPDATE ledger_entry SET origin = 'history' WHERE number = {number}")
        else:
            tamper(f"UPDATE ledger_entry SET {column} = 'public' WHERE number = {number}")

        assert verify(lift.pk).broken_at == number

        quoted = before.replace("'", "''")
        tamper(f"UPDATE ledger_entry SET {column} = '{quoted}' WHERE number = {number}")
    assert verify(lift.pk).holds
