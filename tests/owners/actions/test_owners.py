from datetime import date, timedelta

import pytest
from django.db import transaction

from owners.actions import owners as owning
from owners.models import Agency, Mandate, Tenure
from portal.access.roles import Role
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from portal.ledger.verification import verify
from tests.conftest import LONG_AGO, person

FIRST = date(2026, 12, 1)


def _facts(kind: str) -> list[tuple]:
    return [(entry.stream_id, entry.facts) for entry in Entry.objects.filter(kind=kind).order_by("pk")]


def test_an_owner_is_found_without_accents_by_name_nif_and_address():
    owner = owning.prepare(name="C.P. Núñez de Arce, 3", nif="H47000001", address="Calle Núñez de Arce 3")

    assert owner.search == "c.p. nunez de arce 3 h47000001 calle nunez de arce 3"


def test_a_lift_changes_hands_on_a_day_and_both_owners_read_it(lift, owner, other_owner, office, now):
    owning.hold(owner=other_owner, lift=lift, from_on=FIRST, by=office, at=now)

    held = list(Tenure.objects.filter(lift=lift).order_by("from_on").values_list("owner", "from_on", "to_on"))
    assert held == [(owner.pk, LONG_AGO, FIRST), (other_owner.pk, FIRST, None)]
    assert _facts("tenure.ended") == [(owner.pk, {"lift": str(lift.pk), "to_on": "2026-12-01"})]
    assert _facts("tenure.began")[-1] == (other_owner.pk, {"lift": str(lift.pk), "from_on": "2026-12-01"})


@pytest.mark.parametrize(
    ("day", "holds_first", "holds_second"),
    [(FIRST - timedelta(days=1), 1, 0), (FIRST, 0, 1), (FIRST + timedelta(days=1), 0, 1)],
)
def test_on_the_day_itself_it_is_the_new_owners(lift, owner, other_owner, now, day, holds_first, holds_second):
    owning.hold(owner=other_owner, lift=lift, from_on=FIRST, by=None, at=now)

    held = Tenure.objects.held_on(day).filter(lift=lift)
    assert (held.filter(owner=owner).count(), held.filter(owner=other_owner).count()) == (holds_first, holds_second)


def test_a_tenure_of_the_past_is_told_as_history_with_its_predecessors_end(lift, owner, other_owner, now):
    owning.hold(owner=other_owner, lift=lift, from_on=FIRST, by=None, at=now, origin=Origin.HISTORY)

    origins = Entry.objects.filter(kind__in=["tenure.ended", "tenure.began"]).order_by("-pk")
    assert [entry.origin for entry in origins[:2]] == ["history", "history"]


def test_a_tenure_that_would_end_before_it_began_changes_nothing(lift, owner, other_owner, now):
    before = Entry.objects.count()

    with pytest.raises(owning.CannotEnd), transaction.atomic():
        owning.hold(owner=other_owner, lift=lift, from_on=LONG_AGO, by=None, at=now)

    assert Tenure.objects.get(lift=lift).owner == owner
    assert Entry.objects.count() == before


def test_an_ended_tenure_does_not_end_again(owner, now):
    tenure = owner.tenures.get()
    owning.end_tenure(tenure=tenure, to_on=FIRST, by=None, at=now)

    with pytest.raises(owning.CannotEnd), transaction.atomic():
        owning.end_tenure(tenure=tenure, to_on=FIRST + timedelta(days=9), by=None, at=now)

    assert Tenure.objects.get(pk=tenure.pk).to_on == FIRST


def test_a_mandate_is_given_and_written_without_a_name(owner, office, now):
    who = person("Pilar Ortega")

    owning.give_mandate(owner=owner, role=Role.CHAIR, person=who, from_on=FIRST, evidence="Acta 7", by=office, at=now)

    stream, facts = _facts("mandate.given")[-1]
    assert (stream, facts) == (
        owner.pk,
        {"role": "chair", "person": str(who.pk), "agency": None, "from_on": "2026-12-01", "evidence": None},
    )
    assert "Pilar" not in Entry.objects.order_by("-pk").first().body


def test_the_same_mandate_is_given_once(owner, chair, now):
    before = Entry.objects.count()

    with pytest.raises(owning.AlreadyHeld), transaction.atomic():
        owning.give_mandate(owner=owner, role=Role.CHAIR, person=chair, from_on=FIRST, by=None, at=now)

    assert (owner.mandates.count(), Entry.objects.count()) == (1, before)


def test_a_mandate_that_ended_can_be_given_again(owner, chair, now):
    owning.end_mandate(mandate=chair.mandates.get(), to_on=FIRST, by=None, at=now)

    owning.give_mandate(owner=owner, role=Role.CHAIR, person=chair, from_on=FIRST, by=None, at=now)

    assert list(Mandate.objects.held_on(FIRST).filter(person=chair).values_list("from_on", flat=True)) == [FIRST]


def test_a_mandate_ends_once_and_says_so(owner, chair, office, now):
    given = chair.mandates.get()
    owning.end_mandate(mandate=given, to_on=FIRST, by=office, at=now)

    with pytest.raises(owning.CannotEnd), transaction.atomic():
        owning.end_mandate(mandate=given, to_on=FIRST, by=office, at=now)

    assert _facts("mandate.ended") == [(owner.pk, {"role": "chair", "to_on": "2026-12-01"})]


def test_a_mandate_does_not_end_before_it_began(chair, now):
    with pytest.raises(owning.CannotEnd), transaction.atomic():
        owning.end_mandate(mandate=chair.mandates.get(), to_on=LONG_AGO - timedelta(days=1), by=None, at=now)

    assert chair.mandates.get().to_on is None


def test_a_firm_speaks_for_an_owner_as_a_person_does(owner, now):
    agency = Agency.objects.create(name="Fincas Pisuerga")

    owning.give_mandate(owner=owner, role=Role.MANAGER, agency=agency, from_on=FIRST, by=None, at=now)

    assert _facts("mandate.given")[-1][1]["agency"] == str(agency.pk)


def test_an_owners_stream_holds_after_all_that(lift, owner, other_owner, chair, now):
    owning.end_mandate(mandate=chair.mandates.get(), to_on=FIRST, by=None, at=now)
    owning.hold(owner=other_owner, lift=lift, from_on=FIRST, by=None, at=now)

    assert (verify(owner.pk).holds, verify(other_owner.pk).holds) == (True, True)
