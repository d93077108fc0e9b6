"""The demo's post: what went on paper of the month before the last was printed and posted when that month was over."""

from datetime import date, datetime, timedelta

from django.db import transaction

from owners import kinds
from owners.models import PostedPaper, Posting
from owners.queries import posting_runs, postings
from owners.queries.postings import INVOICE, Envelope
from owners.rules.terms import months_after
from portal.accounts.models import User
from portal.demo.cast import CAST
from portal.demo.founding import append_all
from portal.demo.world import ZONE
from portal.jobs.models import Job, JobState
from portal.ledger.kinds import Origin, Record
from portal.lib import clock
from portal.lib.text import canonical

OPENED = timedelta(hours=9, minutes=20)  # of the third day of the month after


@transaction.atomic
def bring(*, at: datetime) -> None:
    """Once for that month. Old facts, so nobody is told of them; its PDF is gone, as it would be by now."""
    first = months_after(clock.day_in(ZONE, at).replace(day=1), -2)
    known = posting_runs.runs(f"{first:%Y-%m}").exists()
    envelopes = [] if known else postings.month(first, at).envelopes
    if not envelopes:
        return
    when = clock.midnight(months_after(first, 1) + timedelta(days=2), ZONE) + OPENED
    office = User.objects.get(email=next(person.email for person in CAST if person.key == "office"))
    run = _run(first, envelopes, office, when)
    made = [(_posting(one, run, office, when), one) for one in envelopes]
    Posting.objects.bulk_create([posting for posting, _one in made])
    PostedPaper.objects.bulk_create(paper for posting, one in made for paper in _papers(posting, one))
    append_all([_entry(posting, one) for posting, one in made], at=at)


def _run(first: date, envelopes: list[Envelope], office: User, when: datetime) -> Job:
    papers = sum(len(one.papers) for one in envelopes)
    pages = len(envelopes) + papers
    told = {"envelopes": len(envelopes), "papers": papers, "pages": pages, "sheets": len(envelopes), "left_out": 0}
    return Job.objects.create(
        kind=posting_runs.KIND,
        params=canonical(posting_runs.parameters(f"{first:%Y-%m}", even=True, again=False)),
        state=JobState.DONE,
        done=len(envelopes),
        total=len(envelopes),
        result=canonical(told | {"size": pages * 12_000}),
        created_by=office,
        created_at=when,
        finished_at=when + timedelta(minutes=1),
    )


def _posting(one: Envelope, run: Job, office: User, when: datetime) -> Posting:
    day = clock.day_in(ZONE, when)
    return Posting(owner_id=one.owner, run=run, posted_on=day, by=office, at=when + timedelta(hours=3))


def _papers(posting: Posting, one: Envelope) -> list[PostedPaper]:
    return [
        PostedPaper(posting=posting, **{"invoice_id" if paper.kind == INVOICE else "bulletin_id": paper.key})
        for paper in one.papers
    ]


def _entry(posting: Posting, one: Envelope) -> Record:
    held = {
        "invoices": sorted(str(paper.key) for paper in one.papers if paper.kind == INVOICE),
        "bulletins": sorted(str(paper.key) for paper in one.papers if paper.kind != INVOICE),
    }
    return kinds.PAPERS_POSTED.of(posting, occurred_at=posting.at, origin=Origin.HISTORY, more=held)
