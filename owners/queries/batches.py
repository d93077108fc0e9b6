"""Batches and their papers, for the office: which waits, what it counts, what is doubtful, sure or refused."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums import BatchItemState, BatchSort
from owners.models import Batch, BatchItem, StandingRow
from owners.models.batch import UNSETTLED
from portal.company import queries as companies
from portal.jobs.models import JobState
from portal.lib import keys
from portal.web import words

State = BatchItemState
DOUBTFUL_SHOWN, PAGE = 5, 15
WITH = ("owner", "lift__building", "file", "invoice", "version__document", "standing__owner")
COUNTED = ("papers", "refused", "sure", "doubtful", "published", "reading", "withdrawn")


@dataclass(frozen=True)
class Figure:
    """So many papers, and what they come to."""

    count: int
    amount: Decimal

    @property
    def sum(self) -> str:
        return words.money(self.amount)


@dataclass(frozen=True)
class Aside:
    """A file that stands beside the papers, and what is to be said of it."""

    key: UUID
    name: str
    why: str
    is_list: bool


def every() -> QuerySet[Batch]:
    """All batches, for the office."""
    return Batch.objects.select_related("reading", "publishing", "by")


def items() -> QuerySet[BatchItem]:
    """All their files."""
    return BatchItem.objects.select_related("batch", *WITH)


def open_one() -> Batch | None:
    """The newest that still has something to publish, to write down or to look at."""
    waiting = BatchItem.objects.filter(batch=OuterRef("pk"), state__in=UNSETTLED)
    moving = StandingRow.objects.waiting().filter(list__item__batch=OuterRef("pk"))
    return every().filter(Exists(waiting) | Exists(moving), closed_at=None).order_by("-begun_at", "pk").first()


def counts(batch: Batch) -> dict[str, Figure]:
    """Papers by what became of them, with their sums; `papers` are all."""
    papers = batch.items.papers().order_by().values("state").annotate(n=Count("pk"), sum=Sum("total"))
    by_state = {row["state"]: (row["n"], row["sum"] or Decimal(0)) for row in papers}
    all_of_them = (sum(n for n, _sum in by_state.values()), sum((one for _n, one in by_state.values()), Decimal(0)))
    told = {"papers": all_of_them} | {state: by_state.get(state, (0, Decimal(0))) for state in COUNTED[1:]}
    return {name: Figure(count, total) for name, (count, total) in told.items()}


def title(batch: Batch, at: datetime) -> str:
    """Facturas de noviembre."""
    zone = ZoneInfo(companies.current().time_zone)
    begun, today = batch.begun_at.astimezone(zone).date(), at.astimezone(zone).date()
    month = date_format(begun, "F" if begun.year == today.year else "YEAR_MONTH_FORMAT")
    return _("Facturas de %(month)s") % {"month": month}


def beside(batch: Batch) -> list[Aside]:
    """Lists and XML of the batch that were not read whole, with why; and those that were refused."""
    rows = batch.items.exclude(sort=BatchSort.PAPER).exclude(why="").order_by("name", "pk")
    return [Aside(one.pk, one.name, one.why, one.sort == BatchSort.LIST) for one in rows[:10]]


def received(batch: Batch, figures: dict[str, Figure]) -> str:
    """300 PDF y remesa-noviembre.csv, leídos en 41 s."""
    n = figures["papers"].count
    told = ngettext("%(n)s PDF", "%(n)s PDF", n) % {"n": n}
    lists = list(
        batch.items.filter(sort=BatchSort.LIST, state=State.BESIDE).order_by("pk").values_list("name", flat=True)
    )
    xml = batch.items.filter(sort=BatchSort.EINVOICE, state=State.BESIDE).count()
    more = lists[:2] + ([f"{xml} XML"] if xml else [])
    if more and not n:
        told = ", ".join(more)
    elif more:
        told = _("%(first)s y %(more)s") % {"first": told, "more": ", ".join(more)}
    job = batch.reading
    if job and job.state == JobState.DONE and not figures["reading"].count:
        told = _("%(files)s, leídos en %(seconds)s s") % {"files": told, "seconds": job.outcome.get("seconds", 0)}
    return told


def doubtful(batch: Batch, *, every_one: bool) -> list[BatchItem]:
    """Those a person has to look at, by name; the first of them, or all."""
    rows = batch.items.papers().filter(state=State.DOUBTFUL).select_related(*WITH).order_by("name", "pk")
    return list(rows if every_one else rows[:DOUBTFUL_SHOWN])


def page_of(batch: Batch, state: State, *, after: str = "") -> tuple[list[BatchItem], str]:
    """Papers in a state by name, and the key of the next page."""
    rows = batch.items.papers().filter(state=state).select_related(*WITH).order_by("name", "pk")
    key = keys.read(after)
    if last := batch.items.filter(pk=key).first() if key else None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def digests(key: UUID) -> list[str]:
    """Of everything a batch has taken or refused."""
    return list(BatchItem.objects.filter(batch=key).order_by("pk").values_list("sha256", flat=True))


def first_sure(batch: Batch) -> BatchItem | None:
    """The first invoice that would be published: what is proved to oneself."""
    rows = items().filter(batch=batch, state=State.SURE, owner__isnull=False, total__isnull=False)
    return rows.select_related("owner__contact").order_by("pk").first()
