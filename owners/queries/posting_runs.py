"""Printed months: where they lie, how it goes with one, what was in it, and whether it went to the post office."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.models import Invoice, Posting
from owners.queries import scope
from owners.queries.postings import INVOICE
from owners.rules.envelopes import Filled, Slip
from portal.files.bundles import Unread
from portal.files.models import File
from portal.jobs.models import Job, JobState
from portal.lib.text import canonical
from portal.web import words

KIND = "owners.post"
PRINTS = {KIND}  # the kinds of job whose print lies here; other apps add theirs
PRINTED = "month.pdf"


@dataclass(frozen=True)
class Run:
    """A printed month as its page tells it."""

    key: UUID
    state: str
    done: int
    total: int | None
    words: str
    told: str
    size: int
    left_out: list[tuple[str, Slip]]
    taken_back: list[str]
    posted: str


def parameters(month: str, *, even: bool, again: bool) -> dict[str, Any]:
    """What its job is asked with."""
    return {"month": month, "even": even, "again": again}


def runs(month: str) -> QuerySet[Job]:
    """Those of a month, newest first, whoever of the office asked for them."""
    ways = [parameters(month, even=even, again=again) for even in (True, False) for again in (True, False)]
    return Job.objects.filter(kind=KIND, params__in=[canonical(way) for way in ways]).order_by("-created_at", "-pk")


def every() -> QuerySet[Job]:
    """Every printed month."""
    return Job.objects.filter(kind=KIND)


def root() -> Path:
    """Where they lie, apart from the files that are named by their digest."""
    return Path(settings.PRIVATE_FILES) / "post"


def folder_of(job: Job) -> Path:
    """Its own folder."""
    return root() / str(job.pk)


def is_there(job: Job) -> bool:
    """Whether it can be taken away."""
    return job.state == JobState.DONE and (folder_of(job) / PRINTED).exists()


def filled(job: Job) -> list[Filled]:
    """What lies in each envelope; nothing once the run is gone."""
    kept = folder_of(job) / "filled.json"
    return [Filled.of(one) for one in json.loads(kept.read_text())] if is_there(job) else []


def files(job: Job) -> list[File]:
    """The files within."""
    listing = folder_of(job) / "files.json"
    return list(File.objects.filter(sha256__in=json.loads(listing.read_text()))) if listing.exists() else []


def taken_back(rows: list[Filled]) -> dict[str, str]:
    """Invoices withdrawn since they were printed: their keys and numbers."""
    keys = [paper.key for row in rows for paper in row.papers if paper.kind == INVOICE]
    gone = Invoice.objects.filter(pk__in=keys).exclude(withdrawn_at=None).order_by("number", "pk")
    return {str(key): number for key, number in gone.values_list("pk", "number")}


def told(job: Job, at: datetime) -> Run:
    """How it goes with it."""
    rows, outcome, state = filled(job), job.outcome, str(job.state)
    if state == JobState.DONE and not is_there(job):
        state = "gone"
    return Run(
        key=job.pk,
        state=state,
        done=job.done,
        total=job.total,
        words=outcome.get("error", "") if state == JobState.FAILED else job.words,
        told=_sums(outcome) if outcome.get("pages") is not None else "",
        size=outcome.get("size", 0),
        left_out=[(row.name, worded(slip)) for row in rows for slip in row.left_out],
        taken_back=list(taken_back(rows).values()),
        posted=_posted(job, at),
    )


def earlier(month: str, at: datetime) -> list[tuple[str, str]]:
    """Those before the last: when and by whom printed, and whether they went."""
    today, zone = scope.today(at), ZoneInfo(scope.zone())
    before = runs(month).filter(state=JobState.DONE).select_related("created_by")[1:9]
    return [
        (
            _("Impreso el %(day)s por %(name)s: %(told)s")
            % {
                "day": words.long(job.created_at.astimezone(zone).date(), today),
                "name": job.created_by.name if job.created_by else "",
                "told": _sums(job.outcome),
            },
            _posted(job, at) or _("No consta que se enviara."),
        )
        for job in before
    ]


def worded(slip: Slip) -> Slip:
    """With the reason in words."""
    return replace(slip, why=str(Unread(slip.why).label)) if slip.why else slip


def _sums(outcome: dict[str, Any]) -> str:
    """31 sobres, 58 papeles, 71 hojas."""
    envelopes, papers, sheets = (outcome.get(name, 0) for name in ("envelopes", "papers", "sheets"))
    return ", ".join(
        (
            ngettext("%(n)s sobre", "%(n)s sobres", envelopes) % {"n": envelopes},
            ngettext("%(n)s papel", "%(n)s papeles", papers) % {"n": papers},
            ngettext("%(n)s hoja", "%(n)s hojas", sheets) % {"n": sheets},
        )
    )


def _posted(job: Job, at: datetime) -> str:
    """Enviado por correo postal el 30 de noviembre: 31 sobres; lo anotó Carmen."""
    first = Posting.objects.filter(run=job).select_related("by").order_by("at", "pk").first()
    if first is None:
        return ""
    many = Posting.objects.filter(run=job).count()
    said = {"day": words.long(first.posted_on, scope.today(at)), "name": first.by.name, "n": many}
    return (
        ngettext(
            "%(n)s sobre enviado por correo postal el %(day)s; lo anotó %(name)s.",
            "%(n)s sobres enviados por correo postal el %(day)s; lo anotó %(name)s.",
            many,
        )
        % said
    )
