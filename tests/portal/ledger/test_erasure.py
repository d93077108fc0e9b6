from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from owners import kinds as owners_kinds
from portal.ledger import actions as ledger
from portal.ledger import erasure
from portal.ledger.erasure import Reason
from portal.ledger.models import Entry, Pending
from portal.ledger.verification import verify


@pytest.fixture
def erased(three, admin, now):
    """The second entry of the stream, blank; and the fifth, which says so."""
    written = erasure.erase(three[0], reason=Reason.PERSONAL, by=admin, at=now)
    return Entry.objects.get(pk=three[0].pk), written


def test_an_erased_text_is_gone_and_the_chain_holds(lift, erased):
    gone, _ = erased

    assert (gone.body, bytes(gone.salt), gone.is_erased, gone.text) == ("", b"", True, {})
    assert verify(lift.pk).holds


def test_the_end_of_a_text_is_an_entry_that_names_it(lift, erased, admin):
    _, written = erased

    assert (written.kind, written.number, written.corrects) == ("entry.erased", 5, 2)
    assert written.facts == {"number": 2, "reason": "personal"}
    assert written.text["actor"] == {"id": str(admin.pk), "role": "admin"}


def test_who_could_read_the_text_can_read_that_it_is_gone(three, fact, admin, owner, now):
    with transaction.atomic():
        (money,) = ledger.append(owners_kinds.TENURE_BEGAN.of(owner.tenures.get(), occurred_at=now), by=None, at=now)

    written = erasure.erase(money, reason=Reason.AUTHORITY, by=admin, at=now)

    assert (written.stream_id, written.audience, written.stream.of) == (owner.pk, money.audience, "owner")
    assert verify(owner.pk).holds


def test_a_reader_is_told_when_it_went_and_why(erased, now):
    gone, _ = erased

    told = erasure.of(Entry.objects.of_stream(gone.stream_id))
    assert told == {gone.pk: erasure.Erasure(now, Reason.PERSONAL)}


def test_the_sentence_says_when_and_why(now):
    said = erasure.sentence(erasure.Erasure(now, Reason.PERSONAL), day="23/11/2026")

    assert said == "Texto borrado el 23/11/2026 porque contenía datos de una persona."


def test_nothing_erased_asks_nothing(three, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert erasure.of(three) == {}


def test_a_text_is_erased_once(erased, admin, now):
    gone, written = erased

    with pytest.raises(erasure.CannotErase), transaction.atomic():
        erasure.erase(gone, reason=Reason.PERSONAL, by=admin, at=now)

    assert Entry.objects.of_stream(gone.stream_id).order_by("-number").first() == written


def test_what_tells_of_an_end_has_none_itself(erased, admin, now):
    _, written = erased

    with pytest.raises(erasure.CannotErase), transaction.atomic():
        erasure.erase(written, reason=Reason.MISPLACED, by=admin, at=now)

    assert Entry.objects.get(pk=written.pk).is_erased is False


@pytest.mark.parametrize(
    "columns",
    [
        {"body": ""},
        {"salt": b""},
        {"body": "", "salt": b"x"},
        {"body": "", "salt": b"", "kind": "x"},
        {"body": "", "salt": b"", "hash": "x"},
        {"body": "", "salt": b"", "recorded_at": "2020-01-01T00:00:00Z"},
    ],
)
def test_nothing_else_may_change_and_nothing_by_halves(three, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=three[0].pk).update(**columns)


def test_an_erased_text_cannot_come_back(erased, three):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=three[0].pk).update(body=three[0].body, salt=three[0].salt)


def test_nobody_follows_an_erasure(erased):
    assert not Pending.objects.filter(entry=erased[1]).exists()


def test_the_command_erases_and_says_where_it_is_written(lift, three, admin):
    out = StringIO()

    call_command("erase_entry", lift.pk, 3, "--reason=authority", f"--by={admin.email}", stdout=out)

    assert out.getvalue() == "Entry 3 is blank; entry 5 says why.\n"
    assert Entry.objects.of_stream(lift.pk).get(number=5).facts == {"number": 3, "reason": "authority"}


@pytest.mark.parametrize(
    ("number", "options", "said"),
    [
        (9, ["--reason=personal"], "There is no such entry."),
        (2, ["--reason=personal", "--by=nobody@example.com"], "Nobody has the address nobody@example.com."),
        (2, ["--reason=porque sí"], "invalid choice"),
        (2, [], "--reason"),
    ],
)
def test_the_command_refuses_in_words_and_changes_nothing(lift, three, number, options, said):
    with pytest.raises(CommandError, match=said):
        call_command("erase_entry", lift.pk, number, *options)

    assert Entry.objects.of_stream(lift.pk).filter(body="").count() == 0


def test_the_command_says_when_there_is_nothing_to_erase(lift, erased):
    with pytest.raises(CommandError, match="holds no text"):
        call_command("erase_entry", lift.pk, 2, "--reason=personal")
