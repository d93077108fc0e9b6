from datetime import date
from decimal import Decimal

from owners.actions import invoices
from owners.models import PostedPaper, Posting
from owners.queries import posting_runs
from portal.accounts.models import User
from portal.demo import posting
from portal.demo.cast import CAST
from portal.files import store
from portal.jobs.models import Job
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from tests.conftest import NOW


def test_the_month_before_the_last_went_by_post_once_and_nobody_is_told(owner, office, private_files):
    User.objects.filter(pk=office.pk).update(email=next(one.email for one in CAST if one.key == "office"))
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=NOW)
    stated = invoices.Stated("F26-9", "B47000001", date(2026, 9, 30), Decimal(1), Decimal(0), Decimal(1))
    invoices.announce(invoice=invoices.publish(owner=owner, file=file, stated=stated, by=None, at=NOW), at=NOW)

    for _time in range(2):
        posting.bring(at=NOW)

    run = Job.objects.get(kind=posting_runs.KIND)
    assert (run.parameters["month"], Posting.objects.get().owner, PostedPaper.objects.count()) == ("2026-09", owner, 1)
    assert Entry.objects.get(kind="papers.posted").origin == Origin.HISTORY
