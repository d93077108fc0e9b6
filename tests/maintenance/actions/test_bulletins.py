from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from maintenance.actions import bulletins, visits
from maintenance.documents import bulletin as document
from maintenance.models import Bulletin, Series, Visit
from portal.files import store
from portal.files.models import File
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.lib import clock


@pytest.fixture
def visit(lift, work, now):
    return visits.record(lift=lift, work=work(), by=None, at=now)


@pytest.fixture
def entry(visit):
    return Entry.objects.get(kind="visit.completed")


def _file(now, words=b"%PDF-1.7"):
    return store.put(words, media_type="application/pdf", at=now)


def test_a_visits_paper_is_a_kept_pdf(entry, visit):
    printed = bulletins.prepare(entry)

    assert (printed.visit_id, printed.file.media_type) == (visit.pk, "application/pdf")
    assert store.read(printed.file).startswith(b"%PDF-")


def test_a_bulletin_is_numbered_in_its_month(entry, visit):
    bulletins.prepare(entry)

    visit.refresh_from_db()
    assert visit.bulletin_number == "26-11-0001"


@pytest.mark.parametrize(
    ("zone", "finished_at", "number"),
    [
        ("Europe/Madrid", datetime(2026, 10, 31, 23, 30, tzinfo=UTC), "26-11-0001"),
        ("Europe/Madrid", datetime(2026, 10, 31, 22, 30, tzinfo=UTC), "26-10-0001"),
        ("Atlantic/Canary", datetime(2026, 10, 31, 23, 30, tzinfo=UTC), "26-10-0001"),
    ],
)
def test_the_month_is_the_buildings_own(visit, zone, finished_at, number):
    visit.lift.building.time_zone = zone
    visit.finished_at = finished_at

    assert bulletins.allot_number(visit) == number


def test_a_number_is_given_once_whoever_asks(visit):
    twin = Visit.objects.get(pk=visit.pk)

    assert bulletins.allot_number(visit) == bulletins.allot_number(twin) == "26-11-0001"
    assert Series.objects.get(name="B-26-11").last == 1


def test_a_visit_that_is_not_over_has_no_number(lift, now):
    waiting = Visit.objects.create(lift=lift, planned_on=now.date())

    assert bulletins.allot_number(waiting) == ""


def test_an_issued_bulletin_is_a_fact_with_its_files_digest(visit, lift, now):
    bulletins.allot_number(visit)
    file = _file(now)

    bulletin = bulletins.issue(visit_id=visit.pk, file=file, at=now)

    entry = Entry.objects.of_stream(lift.pk).get(kind="bulletin.issued")
    assert entry.facts == {
        "number": "26-11-0001",
        "visit": str(visit.pk),
        "sha256": file.sha256,
        "corrects": None,
        "late_photos": 0,
    }
    assert (entry.subject_id, entry.occurred_at, bulletin.number) == (bulletin.pk, now, "26-11-0001")


def test_a_visit_has_one_bulletin(visit, now):
    bulletins.allot_number(visit)
    bulletins.issue(visit_id=visit.pk, file=_file(now), at=now)

    with pytest.raises(bulletins.AlreadyIssued), transaction.atomic():
        bulletins.issue(visit_id=visit.pk, file=_file(now, b"%PDF-1.8"), at=now)

    assert (Bulletin.objects.count(), Entry.objects.filter(kind="bulletin.issued").count()) == (1, 1)


def test_nothing_is_prepared_for_a_visit_that_has_its_bulletin(visit, entry, now):
    bulletins.allot_number(visit)
    bulletins.issue(visit_id=visit.pk, file=_file(now), at=now)

    assert bulletins.prepare(entry) is None


def test_an_issued_bulletin_never_changes_and_never_goes(visit, now):
    bulletins.allot_number(visit)
    bulletins.issue(visit_id=visit.pk, file=_file(now), at=now)

    for change in (lambda: Bulletin.objects.update(number="x"), lambda: Bulletin.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()


def test_a_worker_that_falls_after_drawing_prints_the_same_number_again(monkeypatch, visit, now):
    issue = bulletins.issue
    monkeypatch.setattr(bulletins, "issue", lambda **_: 1 / 0)
    following.work()
    monkeypatch.setattr(bulletins, "issue", issue)
    Pending.objects.update(next_at=clock.now() - timedelta(seconds=1))

    following.work()

    assert list(Bulletin.objects.values_list("number", flat=True)) == ["26-11-0001"]
    assert Series.objects.get(name="B-26-11").last == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_drawn_and_no_file_is_written_in_a_transaction(unguarded_flush, monkeypatch, visit):
    seen = []
    render, put = document.render, store.put
    monkeypatch.setattr(
        document, "render", lambda *a, **k: (seen.append(connection.in_atomic_block), render(*a, **k))[1]
    )
    monkeypatch.setattr(store, "put", lambda *a, **k: (seen.append(connection.in_atomic_block), put(*a, **k))[1])

    following.work()

    assert seen == [False, False]
    assert (Bulletin.objects.count(), File.objects.count()) == (1, 1)
