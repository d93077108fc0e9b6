"""A month on paper, for the printer, and that it went to the post office. Nobody outside the office is ever handed the
file.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from owners import kinds
from owners.actions import printing
from owners.documents import cover_letter, envelope_list
from owners.models import PostedPaper, Posting
from owners.queries import posting_runs as runs
from owners.queries import postings, scope
from owners.queries.postings import INVOICE, Envelope
from owners.rules.envelopes import Filled, Slip
from owners.rules.months import days_of
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.ledger import actions as ledger
from portal.lib import clock

KIND = runs.KIND


class CannotPost(Exception):
    """The run is not printed, or not there any more; or the day is none on which it could have gone."""


def start(*, month: str, even: bool, again: bool, by: User, at: datetime) -> Job:
    """Begins to print it, unless that is being done already."""
    running = runs.runs(month).filter(finished_at=None).first()
    if running:
        return running
    return jobs.start(KIND, params=runs.parameters(month, even=even, again=again), by=by, at=at)


def work(job: Job) -> dict[str, Any]:
    """So many owners at a time, then all behind the list."""
    even, first = job.parameters["even"], days_of(job.parameters["month"])[0]
    with translation.override(job.created_by.language if job.created_by else "es"):
        today = scope.today(clock.now())
        return printing.work(
            job,
            listed=lambda: _listed(job, first),
            letter=lambda one, papers: cover_letter.render(one, papers, first=first, today=today),
            front=lambda rows: envelope_list.render(rows, first=first, today=today, even=even),
        )


def _listed(job: Job, first: date) -> list[Envelope]:
    month = postings.month(first, clock.now(), again=job.parameters["again"])
    if not month.envelopes:
        raise jobs.CannotGoOn(_("No hay nada que mandar por correo postal."))
    return month.envelopes


@transaction.atomic
def tell(*, run: Job, posted_on: date, by: User, at: datetime) -> int:
    """Writes that the envelopes went by post on that day; answers how many. Those written before stay as they were.

    An invoice withdrawn since it was printed is not said to have gone. Raises CannotPost.
    """
    rows = [row for row in runs.filled(run) if row.papers]
    printed_on = clock.day_in(scope.zone(), run.created_at)
    if run.state != JobState.DONE or not rows or not printed_on <= posted_on <= scope.today(at):
        raise CannotPost

    asked = [Posting(owner_id=UUID(row.owner), run=run, posted_on=posted_on, by=by, at=at) for row in rows]
    Posting.objects.bulk_create(asked, ignore_conflicts=True)
    written = set(Posting.objects.filter(run=run, pk__in=[one.pk for one in asked]).values_list("pk", flat=True))
    gone = runs.taken_back(rows)
    new = [(one, row) for one, row in zip(asked, rows, strict=True) if one.pk in written]
    papers = [_posted(one, slip) for one, row in new for slip in row.papers if slip.key not in gone]
    PostedPaper.objects.bulk_create(papers)

    ledger.append(*(_entry(one, row, gone, at) for one, row in new), by=by, at=at)
    return len(new)


def _posted(posting: Posting, slip: Slip) -> PostedPaper:
    of = "invoice_id" if slip.kind == INVOICE else "bulletin_id"
    return PostedPaper(posting=posting, **{of: UUID(slip.key)})


def _entry(posting: Posting, row: Filled, gone: dict[str, str], at: datetime) -> Any:
    lay = [slip for slip in row.papers if slip.key not in gone]
    held = {
        "invoices": sorted(slip.key for slip in lay if slip.kind == INVOICE),
        "bulletins": sorted(slip.key for slip in lay if slip.kind != INVOICE),
    }
    return kinds.PAPERS_POSTED.of(posting, occurred_at=at, more=held)
