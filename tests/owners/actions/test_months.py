"""A month in a ZIP: what is one's own, under names that tell, resumed where a killed worker left it, for a week."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from zipfile import ZipFile

import pytest

from maintenance.actions import cards
from owners.actions import invoices, months
from owners.actions import owners as owning
from owners.models import Mandate
from owners.queries import months as queries
from portal.files import store
from portal.files.models import AccessLog
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from tests.programs import Program

HEAD = ["fichero", "clase", "NIF", "titular", "número", "fecha", "total", "SHA-256", "nota"]


@pytest.fixture
def bill(owner, now, private_files):
    """Publishes and announces an invoice of October."""

    def publish(number, *, of=None, day=date(2026, 10, 31)):
        stated = invoices.Stated(number, "B47000001", day, Decimal(90), Decimal("18.90"), Decimal("108.90"))
        file = store.put(b"%PDF-1.7 " + number.encode(), media_type="application/pdf", at=now)
        made = invoices.publish(owner=of or owner, file=file, stated=stated, by=None, at=now)
        invoices.announce(invoice=made, at=now)
        return made

    return publish


@pytest.fixture
def built(now):
    """Builds a person's archive of October and opens it."""

    def build(person):
        job = months.start(month="2026-10", papers=True, by=person, at=now)
        jobs.run(job.pk)
        return ZipFile(queries.folder_of(job) / queries.ARCHIVE)

    return build


def _index(archive):
    text = archive.read("indice.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_it_holds_ones_own_of_that_month_byte_for_byte_with_an_index(bill, built, manager, other_owner, office, now):
    bill("F26-1")
    bill("F26-2", of=other_owner)
    bill("F26-3", day=date(2026, 11, 1))
    invoices.withdraw(invoice=bill("F26-4"), why="Equivocada", by=office, at=now)

    archive = built(manager)

    name = "H47218306_2026-10-31_F26-1.pdf"
    assert archive.namelist() == [name, "indice.csv"]
    assert archive.read(name) == b"%PDF-1.7 F26-1"
    assert _index(archive)[0] == HEAD
    assert _index(archive)[1][:7] == [
        name, "Factura", "H47218306", "C.P. Calle Mayor 14", "F26-1", "31/10/2026", "108,90",
    ]  # fmt: skip


def test_names_are_safe_and_no_two_are_alike_and_a_formula_is_none(bill, built, manager, owner):
    owner.__class__.objects.filter(pk=owner.pk).update(nif="../../H1", name="=HYPERLINK(1)")
    for number in ("A/1", "A-1", "a 1"):
        bill(number)

    archive = built(manager)

    assert archive.namelist()[:3] == [f"H1_2026-10-31_{end}.pdf" for end in ("A-1", "A-1-2", "a-1-3")]
    assert {row[3] for row in _index(archive)[1:]} == {"'=HYPERLINK(1)"}


def test_a_killed_worker_costs_one_piece_and_nothing_is_twice(bill, built, manager, now, monkeypatch):
    monkeypatch.setattr(months, "PIECE", 2)
    for number in range(5):
        bill(f"F26-{number}")
    job = months.start(month="2026-10", papers=True, by=manager, at=now)
    read, killed = store.read, []

    def killing(file):
        if len(killed) == 3:
            killed.append(file)
            raise KeyboardInterrupt
        killed.append(file)
        return read(file)

    monkeypatch.setattr(store, "read", killing)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    monkeypatch.setattr(store, "read", read)
    with (queries.folder_of(job) / "part.zip").open("ab") as part:
        part.write(b"half a piece")
    Job.objects.update(beat_at=now - timedelta(minutes=5))
    done = Job.objects.get().done

    jobs.run(job.pk)

    archive = ZipFile(queries.folder_of(job) / queries.ARCHIVE)
    assert (done, archive.testzip()) == (2, None)
    assert archive.namelist() == [f"H47218306_2026-10-31_F26-{number}.pdf" for number in range(5)] + ["indice.csv"]
    assert len(_index(archive)) == 6


def test_an_altered_file_is_named_and_not_handed_out(bill, built, manager):
    one = bill("F26-1")
    store.path_of(one.file.sha256).write_bytes(b"other")

    archive = built(manager)

    assert archive.namelist() == ["indice.csv"]
    assert _index(archive)[1][-1] == "No está entero: pídalo a la oficina."


def test_whose_mandate_ends_takes_away_nothing_more(bill, built, chair, client_of, now):
    bill("F26-1")
    built(chair)
    before = client_of(chair).get("/invoices/months/2026-10/file/")
    assert b"".join(before.streaming_content)

    owning.end_mandate(mandate=Mandate.objects.get(person=chair), to_on=now.date(), by=None, at=now)

    assert (before.status_code, before["Content-Type"]) == (200, "application/zip")
    assert client_of(chair).get("/invoices/months/2026-10/file/").status_code == 404


def test_a_withdrawn_invoice_ends_the_archive_that_holds_it(bill, built, chair, office, client_of, now):
    one = bill("F26-1")
    built(chair)

    invoices.withdraw(invoice=one, why="Equivocada", by=office, at=now)

    answer = client_of(chair).get("/invoices/months/2026-10/file/")
    assert (answer.status_code, answer["Location"]) == (302, "/invoices/months/2026-10/")


def test_each_file_within_is_logged_as_handed_out(bill, built, chair, client_of):
    made = [bill(f"F26-{number}").file_id for number in range(2)]
    built(chair)

    assert b"".join(client_of(chair).get("/invoices/months/2026-10/file/").streaming_content)

    logged = AccessLog.objects.values_list("file", "person", "route")
    assert sorted(logged) == sorted((one, chair.pk, "owners:month-file") for one in made)


def test_it_goes_after_a_week(bill, built, chair, now):
    bill("F26-1")
    built(chair)

    assert [months.tidy(at=now + timedelta(days=days)) for days in (6, 8)] == [0, 1]
    assert queries.told(Job.objects.get(), chair, now)["state"] == "gone"


def test_two_taps_from_the_list_of_invoices(bill, chair, client_of):
    bill("F26-1")
    page = client_of(chair)

    assert "Facturas de octubre en un ZIP" in page.get("/invoices/").content.decode()
    waiting = page.post("/invoices/months/2026-10/archive/", follow=True).content.decode()
    jobs.run(Job.objects.get().pk)
    ready = page.get("/invoices/months/2026-10/").content.decode()

    assert ("Empezamos enseguida" in waiting, "/invoices/months/2026-10/file/" in ready) == (True, True)


def test_a_manager_comes_to_it_from_all_her_lifts(manager, other_lift, owner, client_of, carded, now):
    owning.hold(owner=owner, lift=other_lift, from_on=now.date(), by=None, at=now)
    cards.refresh([other_lift.pk], at=now)

    page = client_of(manager).get("/lifts/").content.decode()
    assert '<a href="/invoices/months/2026-10/">Facturas de octubre en un ZIP</a>' in page


def test_a_program_asks_for_it_and_takes_it_away(bill, chair):
    bill("F26-1")
    told = Program(chair)

    early = told.get("months/2026-10/file")
    begun = told.put("months/2026-10", b"")
    jobs.run(Job.objects.get().pk)
    answer = told.get("months/2026-10/file")

    assert (early.status_code, begun.status_code, told.get("months/2026-10").json()["state"]) == (409, 202, "done")
    assert ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()[-1] == "indice.csv"
    assert AccessLog.objects.get().token.person == chair
