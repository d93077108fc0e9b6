import random
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.ledger import actions as ledger
from portal.ledger import verification
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
        ("UPDATE ledger_entry SET number = number + 10 WHERE number = 4", 4, "tail"),
        ("UPDATE ledger_entry SET corrects = 1 WHERE number = 3", 3, "columns"),
        ("UPDATE ledger_stream SET length = 3 WHERE length = 4", 4, "tail"),
        ("UPDATE ledger_stream SET head = 'x' WHERE length = 4", 5, "tail"),
    ],
)
def test_tampering_is_named_where_it_stands(lift, three, tamper, sql, number, why):
    tamper(sql)

    verdict = verify(lift.pk)
    assert (verdict.broken_at, verdict.why) == (number, why)


def test_a_blanked_seal_cannot_hide_a_changed_text(lift, three, tamper):
    tamper("UPDATE ledger_entry SET body = '', seal = 'x' WHERE number = 3")

    assert verify(lift.pk).why == "link"


def test_another_salt_is_found(lift, three, tamper):
    with_another = "(SELECT other.salt FROM ledger_entry other WHERE other.number = 2)"
    tamper(f"UPDATE ledger_entry SET salt = {with_another} WHERE number = 3")

    assert verify(lift.pk).why == "seal"


def test_a_text_blanked_without_a_word_is_found(lift, three):
    Entry.objects.filter(pk=three[1].pk).update(body="", salt=b"")

    verdict = verify(lift.pk)
    assert (verdict.broken_at, verdict.why) == (3, "blank")


def test_an_entry_behind_the_head_is_found(lift, three, tamper):
    columns = "stream_id, kind, occurred_at, recorded_at, audience, origin, subject_label, subject_id, body, salt, seal"
    tamper(
        f"INSERT INTO ledger_entry (number, hash, {columns}) "
        f"SELECT 5, 'x', {columns} FROM ledger_entry WHERE number = 4"
    )

    verdict = verify(lift.pk)
    assert (verdict.broken_at, verdict.why) == (5, "tail")


def test_what_is_written_while_the_walk_goes_on_is_no_fault(monkeypatch, lift, three, fact, now):
    walk = verification._up_to

    def walk_while_another_writes(stream):
        with transaction.atomic():
            ledger.append(fact(4), by=None, at=now)
        return walk(stream)

    monkeypatch.setattr(verification, "_up_to", walk_while_another_writes)

    verdict = verify(lift.pk)
    assert (verdict.holds, verdict.length) == (True, 4)


def test_a_stream_that_never_began_holds(db):
    assert verify(uuid4()).holds


def test_the_command_says_that_every_history_holds(lift, other_lift, three):
    out = StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue() == "2 histories hold.\n"


def test_the_command_names_the_history_that_does_not(lift, other_lift, three, tamper):
    tamper("UPDATE ledger_entry SET body = '{}' WHERE number = 3")
    out = StringIO()

    with pytest.raises(CommandError, match="1 of 2 histories do not hold"):
        call_command("verify_ledger", stdout=out)

    assert out.getvalue() == f"{lift.pk}: entry 3 does not fit (seal)\n"


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
