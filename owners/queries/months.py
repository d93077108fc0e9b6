"""What a month's archive holds for who asks, and where it lies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from owners.models import DocumentVersion, Invoice
from owners.queries import documents, invoice_page, scope
from owners.rules.months import before, days_of
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.jobs import archives
from portal.jobs.archives import Key
from portal.jobs.models import Job
from portal.lib import clock
from portal.web import words

ARCHIVE = "month.zip"
KIND = "owners.month"
FILES = {"invoice": Invoice.objects.all(), "paper": DocumentVersion.objects.all()}


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
    return archives.latest(KIND, person, parameters(month, papers=papers))


def root() -> Path:
    """Where archives lie, apart from the files that are named by their digest."""
    return Path(settings.PRIVATE_FILES) / "months"


def folder_of(job: Job) -> Path:
    """Its own folder."""
    return root() / str(job.pk)


def held(job: Job, person: User, at: datetime) -> list[File] | None:
    """The files within a finished archive; None when it is gone, or holds what the person may not have any more."""
    asked = job.parameters
    return archives.held(job, folder_of(job), lambda: keys(person, asked["month"], at, papers=asked["papers"]))


def keys(person: User, month: str, at: datetime, *, papers: bool) -> list[Key]:
    """Invoices issued in that month, then papers published in it, each in the order they were written."""
    invoices = _invoices(person, month, at).order_by("pk").values_list("pk", flat=True)
    versions = _versions(person, month, at).order_by("pk").values_list("pk", flat=True) if papers else []
    return [("invoice", str(key)) for key in invoices] + [("paper", str(key)) for key in versions]


def _invoices(person: User, month: str, at: datetime) -> QuerySet[Invoice]:
    first, after = days_of(month)
    rows = scope.invoice_files(person, at).standing()
    return rows.filter(issued_on__gte=first, issued_on__lt=after)


def _versions(person: User, month: str, at: datetime) -> QuerySet[DocumentVersion]:
    zone = companies.current().time_zone
    first, after = (clock.midnight(day, zone) for day in days_of(month))
    rows = documents.versions_seen(person, at).filter(superseded_by=None, document__withdrawal=None)
    return rows.filter(published_at__gte=first, published_at__lt=after)


def items(person: User, wanted: Sequence[Key], at: datetime) -> Iterator[Item]:
    """Those of them the person may have now, in their order."""
    invoices = {
        str(one.pk): one
        for one in scope.invoice_files(person, at)
        .standing()
        .filter(pk__in=[key for kind, key in wanted if kind == "invoice"])
        .select_related("owner", "file")
    }
    seen = documents.versions_seen(person, at).filter(document__withdrawal=None)
    versions = {str(one.pk): one for one in seen.filter(pk__in=[key for kind, key in wanted if kind == "paper"])}
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
    return archives.told(job, lambda one: held(one, person, at))
