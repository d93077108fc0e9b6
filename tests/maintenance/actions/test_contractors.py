from datetime import date, timedelta

import pytest

from maintenance.actions import breakdowns, contractors
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import Obstacle
from maintenance.models import Contractor, ContractorAuthorisation
from maintenance.queries import contractors as queries
from portal.ledger.models import Entry


@pytest.fixture
def today(now):
    return now.date()


def test_a_nif_is_one_contractors(contractor):
    with pytest.raises(contractors.AlreadyThere):
        contractors.enter(name="Otra", nif=contractor.nif, register_number="1", began_on=date(2026, 1, 1))

    assert Contractor.objects.count() == 1


def test_a_contractor_does_not_end_before_it_began(contractor):
    with pytest.raises(contractors.CannotEnd):
        contractors.change(contractor=contractor, name="X", register_number="1", ended_on=contractor.began_on)

    assert Contractor.objects.get().name == "Elevadores del Esla"


def test_the_owners_paper_is_in_the_lifts_record(lift, authorise):
    made = authorise(lift)

    entry = Entry.objects.of_stream(lift.pk).get(kind="contractor.authorised")
    assert entry.facts == {
        "contractor": str(made.contractor_id),
        "from_on": f"{made.from_on:%Y-%m-%d}",
        "to_on": None,
        "sha256": made.file.sha256,
    }


def test_a_lift_has_one_open_authorisation_for_a_contractor(lift, authorise):
    authorise(lift)

    with pytest.raises(contractors.AlreadyAuthorised):
        authorise(lift)

    assert Entry.objects.of_stream(lift.pk).filter(kind="contractor.authorised").count() == 1


def test_an_authorisation_ends_once(lift, authorise, office, today, now):
    made = authorise(lift)

    contractors.end(authorisation=made, to_on=today, by=office, at=now)
    with pytest.raises(contractors.CannotEnd):
        contractors.end(authorisation=made, to_on=today, by=office, at=now)

    assert ContractorAuthorisation.objects.get().to_on == today
    assert Entry.objects.of_stream(lift.pk).filter(kind="contractor.ended").count() == 1


def test_an_authorisation_does_not_end_before_it_began(lift, authorise, office, today, now):
    made = authorise(lift)

    with pytest.raises(contractors.CannotEnd):
        contractors.end(authorisation=made, to_on=today - timedelta(days=2), by=office, at=now)


@pytest.mark.parametrize(
    ("from_days", "to_days", "may"),
    [(-1, None, True), (0, None, True), (1, None, False), (-5, 0, False), (-5, 1, True)],
)
def test_a_contractor_works_while_its_paper_holds(lift, theirs, authorise, today, from_days, to_days, may):
    until = None if to_days is None else today + timedelta(days=to_days)
    authorise(lift, from_on=today + timedelta(days=from_days), to_on=until)

    assert queries.may_work(theirs, lift, today) == may


def test_a_paper_for_one_lift_is_none_for_another(lift, other_lift, theirs, authorise, today):
    authorise(lift)

    assert queries.may_work(theirs, lift, today)
    assert not queries.may_work(theirs, other_lift, today)


def test_who_works_for_us_no_more_gets_no_work(lift, contractor, theirs, authorise, today):
    authorise(lift)
    contractors.change(contractor=contractor, name="X", register_number="1", ended_on=today)

    assert not queries.may_work(theirs, lift, today)
    assert queries.may_work(theirs, lift, today - timedelta(days=1))


def test_our_own_work_everywhere(lift, technician, today):
    assert queries.may_work(technician, lift, today)


def test_no_breakdown_is_given_to_a_contractor_without_the_owners_paper(confirmed, theirs, lift, authorise, now):
    breakdown = confirmed()

    with pytest.raises(CannotClimb) as refused:
        breakdowns.assign(breakdown=breakdown, technician=theirs, by=None, at=now)
    breakdown.refresh_from_db()
    assert (refused.value.obstacle, breakdown.technician) == (Obstacle.NOT_AUTHORISED, None)

    authorise(lift)
    assert breakdowns.assign(breakdown=breakdown, technician=theirs, by=None, at=now).technician == theirs


def test_a_technician_comes_and_goes(contractor, technician):
    contractors.take_in(contractor=contractor, technician=technician)
    assert list(queries.people_of(contractor)) == [technician]

    contractors.take_in(contractor=None, technician=technician)
    assert technician in queries.our_own()
