"""A visit told anew has a bulletin of its own, which names the one it corrects."""

import pytest

from maintenance import followers
from maintenance.actions import bulletins, visits
from maintenance.models import Bulletin, Visit
from portal.files import store
from portal.ledger import following
from portal.ledger.models import Entry, Pending


@pytest.fixture
def visit(lift, work, now):
    return visits.record(lift=lift, work=work(), by=None, at=now)


@pytest.fixture
def corrected(visit, work, now):
    def correct(**more):
        return visits.correct(visit=visit, work=work(**more), why="Era la rozadera.", by=None, at=now)

    return correct


def _bulletins():
    return list(Bulletin.objects.order_by("issued_at", "pk").values_list("number", "corrects__number"))


def test_a_correction_has_a_bulletin_that_names_the_old_one(visit, corrected):
    following.work()
    corrected()

    following.work()

    assert _bulletins() == [("26-11-0001", None), ("26-11-0002", "26-11-0001")]
    issued = Entry.objects.filter(kind="bulletin.issued").order_by("number")
    assert [entry.facts["corrects"] for entry in issued] == [None, str(Bulletin.objects.get(corrects=None).pk)]


def test_a_second_correction_names_the_first(visit, corrected):
    following.work()
    for _ in range(2):
        corrected()
        following.work()

    assert _bulletins() == [("26-11-0001", None), ("26-11-0002", "26-11-0001"), ("26-11-0003", "26-11-0002")]


def test_corrected_before_it_was_printed_there_is_one_bulletin(visit, corrected):
    corrected()

    following.work()

    assert _bulletins() == [("26-11-0001", None)]
    assert not Pending.objects.filter(follower="bulletins").exists()


def test_corrected_while_it_was_drawn_the_old_words_are_not_issued(visit, corrected, now):
    entry = Entry.objects.get(kind="visit.completed")
    prepared = bulletins.prepare(entry)
    corrected()

    followers.BULLETINS.finish(entry, prepared, now)

    assert _bulletins() == []


def test_a_correction_keeps_when_the_visit_first_came_in(visit, corrected):
    before = Visit.objects.get().received_at

    corrected(words_for_owner="Otra cosa.")

    again = Visit.objects.get()
    assert (again.received_at, again.words_for_owner) == (before, "Otra cosa.")


def test_a_bulletin_is_issued_once_a_number(visit, corrected, now):
    following.work()
    file = store.put(b"%PDF-1.8", media_type="application/pdf", at=now)

    with pytest.raises(bulletins.AlreadyIssued):
        bulletins.issue(visit_id=visit.pk, file=file, at=now)


def test_the_correction_says_which_entry_it_corrects(visit, corrected):
    corrected()

    first, second = Entry.objects.filter(subject_id=visit.pk).order_by("number")
    assert (second.kind, second.corrects, second.facts["ok"]) == ("visit.corrected", first.number, 1)


def test_a_visit_that_waits_is_not_corrected(lift, work, now):
    waiting = Visit.objects.create(lift=lift, planned_on=now.date())

    with pytest.raises(visits.CannotCorrect):
        visits.correct(visit=waiting, work=work(), why="No", by=None, at=now)
