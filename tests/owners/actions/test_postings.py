"""A month on paper: who gets what in the order of the streets, printed once whole, and said to have gone once."""

from datetime import date, timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from owners.actions import consents, invoices, postings, printing
from owners.documents import cover_letter
from owners.enums import ConsentTo
from owners.models import Owner, PostedPaper, Posting, Receipt
from owners.queries import invoice_page, posting_runs
from owners.queries import postings as queries
from portal.files import store
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.ledger.models import Entry
from portal.lib import pdf as drawing
from tests.papers import pdf
from tests.portal.files.test_bundles import drawn

OCTOBER = date(2026, 10, 1)
needs_pango = pytest.mark.skipif(not drawing.is_available(), reason="no Pango here")


@pytest.fixture
def paper(published):
    """Publishes an invoice of October whose pages say its number."""

    def publish(number, *, pages=1, **more):
        return published(number, content=more.pop("content", drawn(number, pages=pages)), **more)

    return publish


@pytest.fixture
def addressed(owner, other_owner):
    """Two owners with an address, the second first in the street."""
    Owner.objects.filter(pk=owner.pk).update(address="Calle Mayor 14, 47001 Valladolid")
    Owner.objects.filter(pk=other_owner.pk).update(address="C/ Mayor, 2, 1.º B, 47001 Valladolid")


@pytest.fixture
def printed(office, now):
    """Prints October and answers its job."""

    def go(*, even=True, again=False):
        job = postings.start(month="2026-10", even=even, again=again, by=office, at=now)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    return go


def pages(job):
    return [page.extract_text() for page in PdfReader(posting_runs.folder_of(job) / posting_runs.PRINTED).pages]


def numbers(now, **how):
    found = queries.month(OCTOBER, now, **how)
    return [(one.name, [paper.number for paper in one.papers]) for one in found.envelopes]


def test_it_is_those_without_consent_in_the_order_of_the_streets(paper, addressed, other_owner, now):
    paper("F26-1")
    paper("F26-2", owner=other_owner)
    paper("F26-3", issued_on=date(2026, 11, 1))

    assert numbers(now) == [("C.P. Calle Santiago 21", ["F26-2"]), ("C.P. Calle Mayor 14", ["F26-1"])]


def test_who_took_them_electronically_gets_none_and_who_took_it_back_does(paper, owner, chair, now):
    paper("F26-1")
    given = consents.give(owner=owner, to=ConsentTo.INVOICES, wording=1, language="es", by=chair, at=now)
    electronic = numbers(now)
    consents.revoke(consent=given, by=chair, at=now)

    assert (electronic, len(numbers(now))) == ([], 1)


def test_bulletins_have_a_consent_of_their_own(visited, issued, owner, chair, paper, now):
    bulletin = issued(visited(40))
    paper("F26-1")
    consents.give(owner=owner, to=ConsentTo.INVOICES, wording=1, language="es", by=chair, at=now)
    month = bulletin.issued_at.date().replace(day=1)

    found = queries.month(month, now)

    assert [paper.number for one in found.envelopes for paper in one.papers] == [bulletin.number]


def test_a_bulletin_handed_over_on_paper_is_not_sent_again(visited, issued, owner, chair, now):
    bulletin = issued(visited(40))
    Receipt.objects.create(owner=owner, bulletin=bulletin, person=chair, how=Receipt.How.ON_PAPER, at=now)

    assert queries.month(bulletin.issued_at.date().replace(day=1), now).envelopes == []


def test_what_may_still_be_undone_is_counted_and_not_printed(paper, owner, office, now):
    paper("F26-1", announced=False)
    invoices.withdraw(invoice=paper("F26-2"), why="Equivocada", by=office, at=now)

    found = queries.month(OCTOBER, now)

    assert (found.envelopes, found.unannounced) == ([], 1)


def test_one_query_more_for_nobody(paper, addressed, other_owner, now, counting):
    paper("F26-1")
    with counting() as one:
        queries.month(OCTOBER, now)
    for number in range(2, 6):
        paper(f"F26-{number}", owner=other_owner)
    with counting() as many:
        queries.month(OCTOBER, now)

    assert len(many) == len(one)


@needs_pango
def test_the_list_then_each_letter_on_a_front_side_with_its_papers_as_they_are(paper, addressed, other_owner, printed):
    paper("F26-1", pages=3)
    paper("F26-2", owner=other_owner, pages=2)

    job = printed()

    said = pages(job)
    assert ["ensobrar" in said[0], said[1]] == [True, ""]
    assert ["C.P. Calle Santiago 21" in said[2], *said[3:6]] == [True, "F26-2 1", "F26-2 2", ""]
    assert ["C.P. Calle Mayor 14" in said[6], *said[7:]] == [True, "F26-1 1", "F26-1 2", "F26-1 3"]
    assert job.outcome == {
        "envelopes": 2, "papers": 2, "pages": 7, "sheets": 4, "left_out": 0,
        "size": (posting_runs.folder_of(job) / posting_runs.PRINTED).stat().st_size,
    }  # fmt: skip


@needs_pango
def test_what_cannot_be_read_is_named_and_stops_nobody(paper, addressed, other_owner, printed, now):
    locked = pdf(encryption=pikepdf.Encryption(owner="x", user="y"))
    paper("F26-1", content=locked)
    paper("F26-2", owner=other_owner)

    job = printed(even=False)

    told = posting_runs.told(job, now)
    assert [(name, slip.number, slip.why) for name, slip in told.left_out] == [
        ("C.P. Calle Mayor 14", "F26-1", "tiene contraseña")
    ]
    said = pages(job)
    assert (len(said), "F26-1, tiene contraseña" in said[0], said[2]) == (3, True, "F26-2 1")


@needs_pango
def test_a_killed_worker_costs_one_piece_and_no_letter_is_twice(
    paper, addressed, other_owner, office, printed, now, monkeypatch
):
    monkeypatch.setattr(printing, "PIECE", 1)
    paper("F26-1")
    paper("F26-2", owner=other_owner)
    job = postings.start(month="2026-10", even=False, again=False, by=office, at=now)
    render, drawn_for = cover_letter.render, []

    def killing(envelope, *given, **named):
        drawn_for.append(envelope.name)
        if len(drawn_for) == 2:
            raise KeyboardInterrupt
        return render(envelope, *given, **named)

    monkeypatch.setattr(cover_letter, "render", killing)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    Job.objects.update(beat_at=now - timedelta(minutes=5))
    done = Job.objects.get().done

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (done, drawn_for) == (1, ["C.P. Calle Santiago 21", "C.P. Calle Mayor 14", "C.P. Calle Mayor 14"])
    assert [said for said in pages(job) if said.startswith("F26")] == ["F26-2 1", "F26-1 1"]


@needs_pango
def test_said_twice_it_went_once_and_is_told_where_the_paper_is(paper, addressed, owner, office, printed, now):
    one = paper("F26-1")
    job = printed()

    many = [postings.tell(run=job, posted_on=now.date(), by=office, at=now) for _press in range(2)]

    entry = Entry.objects.get(kind="papers.posted")
    assert many == [1, 0]
    assert (entry.stream_id, entry.facts["posted_on"], entry.facts["invoices"]) == (
        owner.pk, now.date().isoformat(), [str(one.pk)],
    )  # fmt: skip
    assert ("Enviada por correo postal", "23 nov.") in invoice_page.happened(one, now)
    assert "1 sobre enviado por correo postal el 23 de noviembre" in posting_runs.told(job, now).posted


@needs_pango
def test_what_went_is_printed_again_only_when_asked(paper, addressed, office, printed, now):
    paper("F26-1")
    postings.tell(run=printed(), posted_on=now.date(), by=office, at=now)
    paper("F26-9")

    assert numbers(now) == [("C.P. Calle Mayor 14", ["F26-9"])]
    assert numbers(now, again=True) == [("C.P. Calle Mayor 14", ["F26-1", "F26-9"])]
    assert queries.month(OCTOBER, now).sent == 1


@needs_pango
def test_an_invoice_withdrawn_since_is_to_be_taken_out_and_is_not_said_to_have_gone(
    paper, addressed, office, printed, now
):
    kept, gone = paper("F26-1"), paper("F26-2")
    job = printed()
    invoices.withdraw(invoice=gone, why="Equivocada", by=office, at=now)

    told = posting_runs.told(job, now).taken_back
    postings.tell(run=job, posted_on=now.date(), by=office, at=now)

    assert (told, [one.invoice for one in PostedPaper.objects.all()]) == (["F26-2"], [kept])


@needs_pango
@pytest.mark.parametrize("days", [-1, 1])
def test_it_goes_neither_before_it_is_printed_nor_tomorrow(paper, addressed, office, printed, now, days):
    paper("F26-1")
    job = printed()

    with pytest.raises(postings.CannotPost):
        postings.tell(run=job, posted_on=now.date() + timedelta(days=days), by=office, at=now)

    assert Posting.objects.count() == 0


def test_with_nothing_to_send_nothing_is_printed(office, owner, printed):
    job = printed()

    assert (job.state, job.outcome["error"]) == (JobState.FAILED, "No hay nada que mandar por correo postal.")


def test_two_presses_are_one_run(paper, office, now):
    paper("F26-1")
    asked = [postings.start(month="2026-10", even=even, again=False, by=office, at=now) for even in (True, False)]

    assert asked[0] == asked[1]


@needs_pango
def test_it_goes_after_thirty_days(paper, addressed, office, printed, now):
    paper("F26-1")
    job = printed()

    assert [printing.tidy(at=now + timedelta(days=days)) for days in (29, 31)] == [0, 1]
    assert posting_runs.told(job, now).state == "gone"


@needs_pango
def test_an_altered_file_is_named(paper, addressed, printed, now):
    one = paper("F26-1")
    store.path_of(one.file.sha256).write_bytes(b"other")

    assert [slip.why for _name, slip in posting_runs.told(printed(), now).left_out] == [
        "no es el fichero que se guardó"
    ]
