"""What a month's archive holds for who asks, and where it lies."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from owners.models import DocumentVersion, Invoice
from owners.queries import documents, invoice_page, scope
from owners.rules.months import before, days_of
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.text import canonical
from portal.web import words

ARCHIVE = "month.zip"
KIND = "owners.month"


@dataclass(frozen=True)
class Item:
    """A file for the archive, what it is called there before another of that name, and its row of the index."""

    file: File
    name: str
    row: dict[str, Any]


def named(month: str, today: date) -> str:
    """What the month is called within a sentence: octubre, October, octubre de 2025."""
    name = words.month(days_of(month)[0], today)
    return name if (get_language() or "es").startswith("en") else name.lower()


def last(today: date) -> dict[str, str]:
    """The month a manager closes now: the last that is over."""
    month = before(today)
    return {"month": month, "name": named(month, today)}


def parameters(month: str, *, papers: bool) -> dict[str, Any]:
    """What its job is asked with."""
    return {"month": month, "papers": papers}


def latest(person: User, month: str, *, papers: bool) -> Job | None:
    """The last archive the person asked for of that month."""
    asked = canonical(parameters(month, papers=papers))
    return Job.objects.filter(kind=KIND, created_by=person, params=asked).order_by("-created_at", "-pk").first()


def root() -> Path:
    """Where archives lie, apart from the files that are named by their digest."""
    return Path(settings.PRIVATE_FILES) / "months"


def folder_of(job: Job) -> Path:
    """Its own folder."""
    return root() / str(job.pk)


def held(job: Job, person: User, at: datetime) -> list[File] | None:
    """The files within a finished archive; None when it is gone, or holds what the person may not have any more."""
    listing = folder_of(job) / "held.json"
    if job.state != JobState.DONE or not listing.exists():
        return None
    inside = json.loads(listing.read_text())
    there = {(kind, UUID(key)) for kind, key, _sha256 in inside}
    if not there <= set(keys(person, job.parameters["month"], at, papers=job.parameters["papers"])):
        return None
    return list(File.objects.filter(sha256__in={sha256 for _kind, _key, sha256 in inside}))


def keys(person: User, month: str, at: datetime, *, papers: bool) -> list[tuple[str, UUID]]:
    """Invoices issued in that month, then papers published in it, each in the order they were written."""
    invoices = _invoices(person, month, at).order_by("pk").values_list("pk", flat=True)
    versions = _versions(person, month, at).order_by("pk").values_list("pk", flat=True) if papers else []
    return [("invoice", key) for key in invoices] + [("paper", key) for key in versions]


def weight(found: Sequence[tuple[str, UUID]]) -> int:
    """How many bytes they are."""
    sums = 0
    for model, kind in ((Invoice, "invoice"), (DocumentVersion, "paper")):
        pks = [key for one, key in found if one == kind]
        for start in range(0, len(pks), 500):
            some = model._default_manager.filter(pk__in=pks[start : start + 500])
            sums += some.aggregate(sum=Sum("file__size"))["sum"] or 0
    return sums


def _invoices(person: User, month: str, at: datetime) -> QuerySet[Invoice]:
    first, after = days_of(month)
    rows = scope.invoice_files(person, at).standing()
    return rows.filter(issued_on__gte=first, issued_on__lt=after)


def _versions(person: User, month: str, at: datetime) -> QuerySet[DocumentVersion]:
    zone = companies.current().time_zone
    first, after = (clock.midnight(day, zone) for day in days_of(month))
    rows = documents.versions_seen(person, at).filter(superseded_by=None, document__withdrawal=None)
    return rows.filter(published_at__gte=first, published_at__lt=after)


def items(person: User, wanted: Sequence[tuple[str, UUID]], at: datetime) -> Iterator[Item]:
    """Those of them the person may have now, in their order."""
    invoices = {
        one.pk: one
        for one in scope.invoice_files(person, at)
        .standing()
        .filter(pk__in=[key for kind, key in wanted if kind == "invoice"])
        .select_related("owner", "file")
    }
    seen = documents.versions_seen(person, at).filter(document__withdrawal=None)
    versions = {one.pk: one for one in seen.filter(pk__in=[key for kind, key in wanted if kind == "paper"])}
    for kind, key in wanted:
        if kind == "invoice" and key in invoices:
            yield _invoice(invoices[key])
        elif kind == "paper" and key in versions:
            yield _paper(versions[key], at)


def _invoice(one: Invoice) -> Item:
    row = {
        "kind": "invoice",
        "key": str(one.pk),
        "what": str(one.get_kind_display()),
        "nif": one.owner.nif,
        "owner": one.owner.name,
        "number": one.number,
        "day": f"{one.issued_on:%d/%m/%Y}",
        "total": f"{one.total:.2f}".replace(".", ","),
        "sha256": one.file.sha256,
        "note": "",
    }
    return Item(one.file, invoice_page.file_name(one), row)


def _paper(one: DocumentVersion, at: datetime) -> Item:
    owner = documents.owner_of(one.document, at)
    row = {
        "kind": "paper",
        "key": str(one.pk),
        "what": str(one.document.get_kind_display()),
        "nif": owner.nif if owner else "",
        "owner": owner.name if owner else "",
        "number": one.document.title,
        "day": f"{one.valid_from:%d/%m/%Y}",
        "total": "",
        "sha256": one.file.sha256,
        "note": "",
    }
    return Item(one.file, documents.file_name(one, owner), row)


def unique(name: str, taken: set[str]) -> str:
    """The name without what no folder takes, and with a number where another has it already, letter case aside."""
    plain = re.sub(r"[^\w.-]+", "-", name).lstrip(".-")[-120:] or "_"
    stem, dot, ending = plain.rpartition(".")
    for number in range(1, len(taken) + 2):
        tried = plain if number == 1 else f"{stem}-{number}{dot}{ending}"
        if tried.casefold() not in taken:
            return tried
    raise AssertionError(name)


def told(job: Job | None, person: User, at: datetime) -> dict[str, Any]:
    """How it goes with it, in words and figures, for its page and for programs."""
    if job is None:
        return {"state": "none", "done": 0, "total": None, "words": "", "size": 0, "files": 0}
    outcome = job.outcome
    state = str(job.state)
    if state == JobState.DONE and held(job, person, at) is None:
        state = "gone"
    words = outcome.get("error", "") if state == JobState.FAILED else ""
    if state == "gone":
        words = _("Ya no está: se guarda siete días, y solo mientras lo que lleva dentro sea suyo.")
    return {
        "state": state,
        "done": job.done,
        "total": job.total,
        "words": words,
        "size": outcome.get("size", 0),
        "files": outcome.get("files", 0),
    }
