"""The report of the year that ended: printed ahead in January, so that nobody waits for it, and said once."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from owners.documents import annual_report
from owners.kinds import meetings as kinds
from owners.models import AnnualReport, Owner, Tenure
from owners.queries import people, scope
from owners.queries.speaking import FIRST
from portal.files import store
from portal.ledger import actions as ledger
from portal.lib import clock
from portal.lib.pdf import PdfUnavailable

JANUARY = 1
AT_ONCE = 40  # owners a run

logger = logging.getLogger(__name__)


def close_year(*, at: datetime) -> int:
    """Prints the reports of the year that ended, of owners we wrote to in it, and says so; answers of how many."""
    today = scope.today(at)
    if today.month != JANUARY:
        return 0
    made = 0
    for owner in list(_waiting(today.year - 1).order_by("pk")[:AT_ONCE]):
        try:
            made += _make(owner, today.year - 1, at)
        except PdfUnavailable as missing:
            logger.warning("No annual report could be printed: %s", missing)
            return made
    return made


def _waiting(year: int) -> QuerySet[Owner]:
    """Owners we wrote to before the year was over, with a lift of ours in it, of whom nothing is made yet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    over = clock.bounds(last, scope.zone())[1]
    held = Tenure.objects.filter(from_on__lte=last).filter(Q(to_on=None) | Q(to_on__gt=first))
    spoken = Owner.objects.filter(speaking_since__lt=over, pk__in=held.values("owner"))
    return spoken.exclude(annual_reports__year=year)


def _make(owner: Owner, year: int, at: datetime) -> bool:
    """False where somebody was faster."""
    rows = list(_printed(owner, year, at))
    try:
        with transaction.atomic():
            AnnualReport.objects.bulk_create(rows)
            ledger.append(kinds.YEAR_ENDED.of(rows[0], occurred_at=at), by=None, at=at)
    except IntegrityError:
        return False
    return True


def _printed(owner: Owner, year: int, at: datetime) -> Iterator[AnnualReport]:
    """First the one for who decides in the owner's language, then for who else reads it, and for who lives there."""
    first = people.language_of(owner, at)
    others = {told.person.language for told in people.told_of_owner(owner.pk, FIRST, at)} - {first}
    for language in (first, *sorted(others)):
        yield keep(owner, year, language, whole=True, at=at)
    yield keep(owner, year, first, whole=False, at=at)


def keep(owner: Owner, year: int, language: str, *, whole: bool, at: datetime) -> AnnualReport:
    """Prints one; its file is kept, its row not yet. Raises PdfUnavailable."""
    with translation.override(language):
        content = annual_report.render(owner, year, at, whole=whole)
    file = store.put(content, media_type="application/pdf", at=at)
    return AnnualReport(owner=owner, year=year, language=language, is_whole=whole, file=file, made_at=at)
