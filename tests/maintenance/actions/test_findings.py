"""Findings as the office closes them."""

from datetime import timedelta

import pytest

from maintenance.actions import enclosures, findings, visits
from maintenance.actions.enclosures import Enclosed, Found
from maintenance.enums import Severity, VisitState
from maintenance.models import Finding, Visit
from portal.ledger.models import Entry
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def visit(lift, technician):
    def done(days, of=lift):
        at = NOW - days * DAY
        times = {"started_at": at, "finished_at": at, "received_at": at}
        return Visit.objects.create(lift=of, technician=technician, state=VisitState.COMPLETED, **times)

    return done


@pytest.fixture
def found(visit):
    seen = visit(10)
    return Finding.objects.create(
        visit=seen, lift=seen.lift, words="Guiador gastado", severity=Severity.SOON, found_at=seen.finished_at
    )


def test_it_is_settled_in_words_by_somebody(found, office):
    done = findings.settle(finding=found, words="Cambiado por la tarde.", by=office, at=NOW)

    assert (done.settled_at, done.settled_by, done.how_settled, done.settled_visit) == (
        NOW, office, "Cambiado por la tarde.", None,
    )  # fmt: skip
    entry = Entry.objects.get(kind="finding.settled")
    assert (entry.subject_id, entry.occurred_at, "tarde" in entry.body) == (found.pk, NOW, False)


def test_settled_on_a_visit_it_is_from_then(found, visit, office):
    later = visit(3)

    done = findings.settle(finding=found, words="Cambiado.", visit=later, by=office, at=NOW)

    assert (done.settled_at, done.settled_visit) == (later.finished_at, later)
    assert Entry.objects.get(kind="finding.settled").facts["settled_visit"] == str(later.pk)


def test_a_visit_before_it_or_of_another_lift_settled_nothing(found, visit, other_lift, office):
    for wrong in (visit(20), visit(3, of=other_lift), found.visit):
        with pytest.raises(findings.OtherVisit):
            findings.settle(finding=found, words="x", visit=wrong, by=office, at=NOW)

    assert Finding.objects.waiting().count() == 1


def test_it_is_withdrawn_with_its_reason(found, office):
    gone = findings.withdraw(finding=found, why="Ya consta.", by=office, at=NOW)

    assert (gone.withdrawn_at, gone.withdrawn_by, gone.why_withdrawn) == (NOW, office, "Ya consta.")
    assert Entry.objects.get(kind="finding.withdrawn").subject_id == found.pk


@pytest.mark.parametrize("first", ["settle", "withdraw"])
def test_what_is_closed_is_closed_once(found, office, first):
    said = {"settle": {"words": "x"}, "withdraw": {"why": "x"}}
    getattr(findings, first)(finding=found, by=office, at=NOW, **said[first])

    for again, words in said.items():
        with pytest.raises(findings.CannotClose):
            getattr(findings, again)(finding=found, by=office, at=NOW, **words)
    assert Entry.objects.filter(kind__startswith="finding.").count() == 1


def test_what_the_office_withdrew_stays_so_when_the_record_is_told_anew(found, office, technician):
    findings.withdraw(finding=found, why="Ya consta.", by=office, at=NOW)

    again = Enclosed(findings=[Found(found.pk, "Guiador gastado", Severity.SOON)])
    enclosures.keep(again, visit=found.visit, person=technician.person, at=NOW)

    assert not Finding.objects.standing().exists()


def test_what_its_technician_took_back_he_may_tell_again(found, technician):
    enclosures.keep(Enclosed(), visit=found.visit, person=technician.person, at=NOW)
    assert not Finding.objects.standing().exists()

    again = Enclosed(findings=[Found(found.pk, "Guiador gastado", Severity.SOON)])
    enclosures.keep(again, visit=found.visit, person=technician.person, at=NOW)

    assert Finding.objects.standing().exists()


def test_what_a_correction_no_longer_says_is_done_waits_again(found, lift, work, now):
    done = visits.record(lift=lift, work=work(enclosed=Enclosed(settled=[found.pk])), by=None, at=now)

    visits.correct(visit=done, work=work(), why="No era ese.", by=None, at=now)

    found.refresh_from_db()
    assert (found.settled_visit, found.settled_at) == (None, None)


def test_what_the_office_closed_stays_closed_when_the_visit_is_corrected(found, lift, work, office, now):
    done = visits.record(lift=lift, work=work(), by=None, at=now)
    findings.settle(finding=found, words="Cambiado.", visit=done, by=office, at=now)

    visits.correct(visit=done, work=work(), why="Otra hora.", by=None, at=now)

    found.refresh_from_db()
    assert (found.settled_visit, found.settled_by) == (done, office)
