from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.actions.imports import applying, staging
from maintenance.actions.imports.staging import Source
from maintenance.models import StagedRow
from notifications.models import Message
from owners.actions import owners as owning
from owners.models import Agency, Mandate, Owner, Tenure
from portal.access.roles import Role
from portal.accounts.models import Invitation, User
from portal.jobs import actions as jobs
from portal.jobs.models import JobState
from portal.ledger import verification
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending

MAPPING = """
sheet = "owners"
source = "erp"
taken_on = 2026-10-31
key = "Cliente"
[fields]
name = "Nombre"
nif = "CIF"
lift = "RAE"
from_on = "Alta"
chair_name = "Presidente"
chair_email = "Correo"
chair_to_on = "Hasta"
agency_name = "Administrador"
evidence = { constant = "Importado" }
"""
HEADER = "Cliente;Nombre;CIF;RAE;Alta;Presidente;Correo;Hasta;Administrador\n"
ONE = "C1;C.P. Mayor 14;H47218300;47-003128;1/2/2020;Pilar Ortega;pilar@example.com;;Fincas Pisuerga\n"
TWO = "C2;C.P. Santiago 21;;47-001942;1/2/2020;Rosa Blanco;;1/6/2027;FINCAS PISUERGA\n"


@pytest.fixture
def checked(company, lift, other_lift, tmp_path, now):
    def check(*rows):
        path = tmp_path / "titulares.csv"
        path.write_text(HEADER + "".join(rows))
        return staging.check("owners", Source(path, MAPPING), by=None, at=now)

    return check


@pytest.fixture
def applied(checked, now):
    def apply(*rows):
        job = applying.start(checked(*rows), by=None, at=now)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    return apply


def _said(job):
    return [(row.state, row.words) for row in StagedRow.objects.filter(job=job).order_by("line")]


def _counts():
    return [model.objects.count() for model in (Owner, Tenure, Mandate, Agency, User)]


def test_owners_come_in_with_their_lifts_their_chairs_and_their_firm(applied, lift, now):
    applied(ONE, TWO)

    one = Owner.objects.get(external_id="C1")
    assert (one.name, one.nif, one.kind, one.source, one.speaking_since) == (
        "C.P. Mayor 14",
        "H47218300",
        "community",
        "erp",
        None,
    )
    assert "mayor" in one.search
    assert list(one.tenures.values_list("lift", "from_on", "to_on")) == [(lift.pk, date(2020, 2, 1), None)]
    held = {(m.role, str(m.person or m.agency), m.from_on, m.to_on, m.evidence) for m in Mandate.objects.all()}
    assert held == {
        (Role.CHAIR, "Pilar Ortega", date(2026, 10, 31), None, "Importado"),
        (Role.MANAGER, "Fincas Pisuerga", date(2026, 10, 31), None, "Importado"),
        (Role.CHAIR, "Rosa Blanco", date(2026, 10, 31), date(2027, 6, 1), "Importado"),
    }
    assert Agency.objects.count() == 1
    assert set(one.mandates.held_on(now.date()).values_list("role", flat=True)) == {Role.CHAIR, Role.MANAGER}


def test_people_are_written_down_and_nobody_is_told_or_invited(applied):
    applied(ONE, TWO)

    assert sorted(User.objects.filter(mandates__role=Role.CHAIR).values_list("name", "email")) == [
        ("Pilar Ortega", "pilar@example.com"),
        ("Rosa Blanco", None),
    ]
    assert not User.objects.get(name="Rosa Blanco").has_usable_password()
    assert [
        Pending.objects.filter(entry__origin=Origin.HISTORY).count(),
        Message.objects.count(),
        Invitation.objects.count(),
    ] == [0, 0, 0]


def test_what_is_written_is_history_in_the_owners_stream(applied):
    applied(ONE, TWO)

    entries = Entry.objects.filter(stream__in=Owner.objects.values("pk"))
    assert {entry.origin for entry in entries} == {Origin.HISTORY}
    assert sorted(entries.values_list("kind", flat=True)) == [
        "mandate.ended",
        "mandate.given",
        "mandate.given",
        "mandate.given",
        "mandate.given",
        "tenure.began",
        "tenure.began",
    ]
    assert all(verification.verify(stream).holds for stream in verification.streams())


def test_a_second_run_changes_nothing(applied, checked):
    applied(ONE, TWO)
    before, entries = _counts(), Entry.objects.count()

    again = checked(ONE, TWO)
    applied(ONE, TWO)

    assert _said(again) == [("done", "Ya estaba."), ("done", "Ya estaba.")]
    assert (_counts(), Entry.objects.count()) == (before, entries)


def test_what_a_row_adds_to_an_owner_that_is_here_is_written(applied, checked):
    applied(ONE)

    job = checked(ONE.replace("Pilar Ortega;pilar@example.com", "Luis Herrero;luis@example.com"))

    assert _said(job) == [("ready", "")]


def test_a_lift_never_changes_hands_by_a_sheet(owner, lift, checked):
    job = checked(ONE.replace("H47218300", ""), ONE.replace("C1", "C3").replace("H47218300", ""))

    assert [state for state, _ in _said(job)] == ["refused", "refused"]
    assert _said(job)[0][1] == "El ascensor ya tiene otro titular: anote el cambio a mano."


def test_two_owners_of_one_lift_in_the_sheet_are_refused_from_the_second_on(checked):
    job = checked(ONE, TWO.replace("47-001942", "47-003128"))

    assert [state for state, _ in _said(job)] == ["ready", "refused"]


def test_an_owner_with_the_same_nif_is_the_one_that_is_here(owner, lift, applied, checked):
    Owner.objects.update(nif="H47218300")

    assert _said(checked(ONE)) == [("ready", "Ya hay un titular con ese NIF; se usa el que está.")]
    applied(ONE)
    assert Owner.objects.get() == owner
    assert owner.mandates.count() == 2


def test_two_owners_with_one_nif_are_refused(checked):
    job = checked(ONE, TWO.replace(";;47-001942", ";H47218300;47-001942"))

    assert _said(job)[1] == ("refused", "Ese NIF ya es de otro titular (línea 2).")


def test_one_address_is_one_person_whatever_the_names(applied, checked):
    rows = (ONE, TWO.replace("Rosa Blanco;", "Rosa Blanco;PILAR@example.com"))

    assert _said(checked(*rows))[1] == (
        "ready",
        "El correo ya es de alguien con otro nombre; vale la persona que ya está.",
    )
    applied(*rows)
    assert list(User.objects.filter(mandates__role=Role.CHAIR).distinct().values_list("name", flat=True)) == [
        "Pilar Ortega"
    ]


def test_an_unknown_lift_is_refused_and_another_name_told(checked):
    job = checked(ONE.replace("47-003128", "99"), ONE, ONE.replace("C.P. Mayor 14", "Comunidad Mayor"))

    assert _said(job) == [
        ("refused", "No consta ningún ascensor «99»."),
        ("ready", ""),
        ("ready", "El mismo titular tiene otro nombre en la línea 3; vale aquel."),
    ]


def test_a_lift_that_found_an_owner_meanwhile_is_left_to_the_office(checked, lift, now):
    job = applying.start(checked(ONE.replace("H47218300", ""), TWO), by=None, at=now)
    other = owning.prepare(name="Otra", nif="")
    other.save(force_insert=True)
    owning.hold(owner=other, lift=lift, from_on=date(2020, 1, 1), by=None, at=now)

    jobs.run(job.pk)

    job.refresh_from_db()
    rows = StagedRow.objects.filter(job=job.parameters["check"]).order_by("line")
    assert [(row.state, row.words) for row in rows] == [
        (
            "refused",
            "No cabe junto a lo que ya hay. El ascensor ya tiene otro titular: anote el cambio a mano.",
        ),
        ("done", ""),
    ]
    assert (job.outcome["written"], Owner.objects.filter(external_id="C1").exists()) == (1, False)


def test_an_import_of_owners_killed_midway_goes_on(checked, now, monkeypatch):
    class Killed(BaseException):
        pass

    def dying(*args, **kwargs):
        raise Killed

    job = applying.start(checked(ONE, TWO), by=None, at=now)
    monkeypatch.setattr(owning, "give_mandate", dying)
    with pytest.raises(Killed):
        jobs.run(job.pk)
    assert _counts()[:3] == [0, 0, 0]
    monkeypatch.undo()

    with time_machine.travel(now + timedelta(minutes=5)):
        jobs.sweep()

    job.refresh_from_db()
    assert (job.state, _counts()[:3]) == (JobState.DONE, [2, 2, 4])


def test_the_streams_of_known_owners_are_held_before_any_is_written_to(applied):
    applied(ONE, TWO)
    known = {owner.pk.hex for owner in Owner.objects.all()}

    with CaptureQueriesContext(connection) as asked:
        applied(TWO.replace("Rosa Blanco", "Eva Sanz"), ONE.replace("Pilar Ortega;pilar@", "Luis Gil;luis@"))

    heads = [query["sql"].replace("-", "") for query in asked if 'FROM "ledger_stream"' in query["sql"]]
    locked = [{key for key in known if key in sql} for sql in heads]
    assert (locked[0], {len(keys) for keys in locked[1:]}) == (known, {1})
