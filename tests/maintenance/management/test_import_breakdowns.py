import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from maintenance.actions.imports import applying, staging
from maintenance.actions.imports.staging import Source
from maintenance.models import Breakdown, Lift
from notifications.models import Delivery, Message
from owners.models import Owner
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from tests.maintenance.actions.imports.conftest import OUTAGES


@pytest.fixture
def outages(tmp_path, lift):
    """Forty past breakdowns of a lift that has an owner who listens, and their mapping."""
    path, mapping = tmp_path / "averias.csv", tmp_path / "averias.toml"
    lines = [f"{n};{lift.code};{n % 27 + 1:02d}/03/2019 08:00;28/03/2019 09:00;;" for n in range(40)]
    path.write_text("\n".join(["Aviso;Código;Desde;Hasta;Grupo;Nota", *lines]))
    mapping.write_text(OUTAGES)
    return path, mapping


def _run(path, mapping, *options):
    out = io.StringIO()
    call_command("import_breakdowns", str(path), "--mapping", str(mapping), *options, stdout=out)
    return out.getvalue()


def test_outages_come_in_and_nobody_is_told(outages, owner, chair, now, django_capture_on_commit_callbacks):
    Owner.objects.update(speaking_since=now - timedelta(days=30))
    Pending.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        printed = _run(*outages, "--apply")
        following.work()

    assert "40 filas escritas" in printed
    assert Breakdown.objects.count() == Entry.objects.filter(kind="breakdown.restored").count() == 40
    assert (Pending.objects.count(), Message.objects.count(), Delivery.objects.count()) == (0, 0, 0)
    assert User.objects.filter(pk=chair.pk).exists()


def test_an_import_left_midway_is_taken_up_again_by_the_same_command(outages, now):
    path, mapping = outages
    check = staging.check("breakdowns", Source(path, mapping.read_text()), by=None, at=now)
    left = applying.start(check, by=None, at=now)
    Job.objects.filter(pk=left.pk).update(state=JobState.RUNNING, beat_at=now)

    with time_machine.travel(now + timedelta(minutes=2), tick=True):
        printed = _run(path, mapping, "--apply")

    assert printed.startswith("Se retoma la importación que quedó a medias.\n40 filas escritas")
    assert (Breakdown.objects.count(), Job.objects.filter(kind="import.breakdowns").count()) == (40, 1)


def test_an_import_that_cannot_end_is_told_in_words(outages, now, monkeypatch):
    def fall(_job):
        raise jobs.CannotGoOn("Se acabó el disco.")

    monkeypatch.setitem(jobs._kinds, "import.breakdowns", fall)

    with pytest.raises(CommandError, match=r"La importación no pudo terminar: Se acabó el disco\."):
        _run(*outages, "--apply")

    assert Breakdown.objects.count() == 0


def test_a_sheet_of_lifts_nobody_knows_is_refused_row_by_row(outages):
    path, mapping = outages
    Lift.objects.update(code="OTHER1", rae="", external_id="")

    printed = _run(path, mapping, "--apply")

    assert "Filas: 40. Listas: 0. Ya estaban: 0. Rechazadas: 40." in printed
    assert "No hay nada nuevo que escribir." in printed
