"""The pack of an owner: all that is his to have, checked without us, for a week, and by who decides."""

import csv
import io
import subprocess
import sys
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import translation

from owners.actions import documents, handover
from owners.actions import owners as owning
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.models import Mandate
from owners.queries import handover as queries
from portal.access.audiences import Audience
from portal.files import store
from portal.files.models import AccessLog
from portal.jobs import actions as jobs
from portal.ledger.models import Entry


@pytest.fixture
def lived(visited, issued, filed, published, standing, other_owner, owner, now):
    """A visit with its bulletin, a manual in two versions, invoices, a breakdown; and a neighbour's things."""
    issued(visited(20))
    manual = filed(DocumentKind.MANUAL)
    newer = store.put(b"%PDF-1.7 newer", media_type="application/pdf", at=now)
    documents.supersede(replaced=manual, sheet=Sheet(newer, now.date()), by=None, at=now)
    filed(DocumentKind.MANUAL, about=other_owner.tenures.get().lift, title="De otro")
    filed(DocumentKind.CONTRACT, about=owner, audience=Audience.BILLING)
    published("F26-1")
    published("F26-2", announced=False)
    published("F26-3", owner=other_owner, content=b"%PDF-1.7 other")


@pytest.fixture
def built(owner, now):
    """Builds a person's pack; answers its job."""

    def build(person):
        job = handover.start(owner=owner, by=person, at=now)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    return build


def _opened(job):
    return ZipFile(queries.folder_of(job) / queries.ARCHIVE)


NAMES = [
    "SHA256SUMS",
    "boletines/47-003128/H47218306_2026-11-03_boletin.pdf",
    "facturas/H47218306_2026-10-31_F26-1.pdf",
    "historia/47-003128.jsonl",
    "historia/LEAME.txt",
    "historia/titular.jsonl",
    "index.html",
    "papeles/contrato/H47218306_2026-08-15_contrato.pdf",
    "papeles/manual/H47218306_2026-08-15_manual.pdf",
    "papeles/manual/H47218306_2026-11-23_manual.pdf",
    "registro/47-003128/averias.csv",
    "registro/47-003128/registro.html",
    "registro/47-003128/revisiones.csv",
    "verify.py",
    "verify_history.py",
]


def test_it_holds_all_that_is_the_owners_and_nothing_of_a_neighbour(lived, built, chair, office):
    packs = [_opened(built(person)) for person in (chair, office)]

    assert [sorted(pack.namelist()) for pack in packs] == [NAMES, NAMES]
    rows = list(csv.reader(io.StringIO(packs[0].read(NAMES[-3]).decode("utf-8-sig")), delimiter=";"))
    assert [row[:4] for row in rows[1:]] == [["03/11/2026", "10:14", "11:00", "Marta Gil"]]
    index = packs[0].read("index.html").decode()
    assert all(f'href="{name}"' in index for name in NAMES if name.endswith((".pdf", ".csv", ".jsonl")))
    assert packs[0].read("historia/titular.jsonl") == packs[1].read("historia/titular.jsonl")
    assert b'"audience":"office"' not in packs[1].read("historia/titular.jsonl").replace(b"\\", b"")


def test_anybody_checks_it_with_plain_python_and_what_was_touched_is_named(lived, built, chair, owner, tmp_path):
    _opened(built(chair)).extractall(tmp_path)
    known = Entry.objects.of_stream(owner.pk).order_by("number").first().hash

    def verify(*hashes):
        run = [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), *hashes]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    whole = verify(known)
    history, paper = tmp_path / "historia/titular.jsonl", tmp_path / NAMES[1]
    history.write_text(history.read_text().replace("mandate.given", "mandate.taken"))
    paper.write_bytes(b"other")
    (tmp_path / NAMES[2]).unlink()
    code, said = verify("f" * 64)

    assert whole[0] == 0, whole
    assert code == 1
    assert [line for line in said.splitlines() if not line.startswith("historia/titular.jsonl: Entry")] == [
        f"{NAMES[1]} is not the file that was put in.",
        f"{NAMES[2]} is missing.",
        "historia/titular.jsonl is not the file that was put in.",
        f"The hash {'f' * 64} is in none of the histories.",
    ]


def test_it_is_in_its_readers_language(lived, built, chair):
    type(chair).objects.filter(pk=chair.pk).update(language="en")
    chair.refresh_from_db()

    names = _opened(built(chair)).namelist()

    with translation.override("en"):
        assert "invoices/H47218306_2026-10-31_F26-1.pdf" in names


def test_a_killed_worker_goes_on_and_what_it_had_is_not_twice(lived, built, chair, owner, now, monkeypatch):
    monkeypatch.setattr(handover, "PIECE", 4)
    job, read, asked = handover.start(owner=owner, by=chair, at=now), store.read, []

    def killing(file):
        asked.append(file)
        if len(asked) == 5:
            raise KeyboardInterrupt
        return read(file)

    monkeypatch.setattr(store, "read", killing)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    type(job).objects.update(beat_at=now - timedelta(minutes=5))
    jobs.run(job.pk)

    assert sorted(_opened(job).namelist()) == NAMES


def test_who_stands_for_the_owner_no_more_takes_it_no_more_and_after_a_week_it_is_gone(
    lived, built, chair, client_of, owner, now
):
    job, client = built(chair), client_of(chair)
    url = f"/owners/{owner.pk}/handover/file/"

    taken = client.get(url)
    logged = AccessLog.objects.filter(person=chair).count()
    held = queries.held(job, chair, now)
    owning.end_mandate(mandate=Mandate.objects.get(person=chair), to_on=now.date(), by=None, at=now)

    assert b"".join(taken.streaming_content)[:2] == b"PK"
    assert (taken.status_code, taken["Content-Type"], logged) == (200, "application/zip", len(held))
    assert "expediente_H47218306_2026-11-23.zip" in taken["Content-Disposition"]
    assert (queries.owner_of(job, chair, now), queries.held(job, chair, now)) == (None, None)
    assert client_of(chair).get(url).status_code == 404
    assert [handover.tidy(at=now + timedelta(days=days)) for days in (6, 8)] == [0, 1]
