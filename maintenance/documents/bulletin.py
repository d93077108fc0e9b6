"""The bulletin of a visit with everything the law lists (ITC AEM 1, RD 355/2024, art. 5.5.a), in Spanish."""

from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from maintenance.documents import enclosed, letterhead
from maintenance.enums import Condition, Frequency, Result
from maintenance.models import Visit
from maintenance.queries import visits
from maintenance.rules.intervals import Window
from portal.company import queries as companies
from portal.lib import clock, pdf

LANGUAGE = "es"
STYLESHEETS = ("web/documents/letterhead.css",)
OWED = frozenset({Result.PENDING, Result.NOT_DONE, Result.OBSERVED})


def context(visit: Visit, *, number: str, entry_hash: str, late_photos: int = 0) -> dict[str, Any]:
    """What the bulletin says. `entry_hash` is the ledger's for the visit as it was completed, or corrected.

    With `late_photos` it replaces one that lacked them, and nothing else has changed.
    """
    lift, zone = visit.lift, visit.lift.building.time_zone
    items = {line["number"]: line for line in visit.plan.lines} if visit.plan else {}
    replies = [_line(items.get(int(reply["number"]), {}), reply) for reply in visit.replies]
    window = visits.window_after(visit)
    return {
        "company": companies.current(),
        "logo": letterhead.logo(companies.current()),
        "number": number,
        "lift": lift,
        "building": lift.building,
        "technician": visit.technician.person.name if visit.technician else "",
        "done_for_us": visit.done_for_us,
        "licence": visit.technician.licence if visit.technician else "",
        "started_at": _local(visit.started_at, zone),
        "finished_at": _local(visit.finished_at, zone),
        "recorded_at": _local(visit.recorded_at, zone),
        "received_at": _local(visit.received_at, zone),
        "scope": Frequency(visit.scope).label,
        "arrival": Condition(visit.condition_on_arrival).label,
        "departure": Condition(visit.condition_on_departure).label,
        "is_stopped": visit.condition_on_departure == Condition.OUT_OF_SERVICE,
        "counts": _counts(visit),
        "groups": [(group, list(lines)) for group, lines in groupby(replies, key=lambda line: line["group"])],
        "left": visit.pending + visit.not_done,
        "owed": [line for line in replies if line["is_owed"]],
        "words": visit.words_for_owner,
        "signed_by": visit.signed_by,
        "why_unsigned": visit.why_unsigned,
        "plan": str(visit.plan or ""),
        "window": window,
        "next_visit": _next(window, visit, zone),
        "hash": entry_hash,
        "url": f"{settings.SITE_URL}/lifts/{lift.pk}/history/",
        "qr": _qr(f"{settings.SITE_URL}/lifts/{lift.pk}/history/?hash={entry_hash}"),
        **enclosed.context(visit, number=number, late_photos=late_photos),
    }


def render(visit: Visit, *, number: str, entry_hash: str, late_photos: int = 0) -> bytes:
    """The bulletin as a PDF; raises PdfUnavailable without Pango."""
    return pdf.render(
        page(visit, number=number, entry_hash=entry_hash, late_photos=late_photos), stylesheets=STYLESHEETS
    )


def page(visit: Visit, *, number: str, entry_hash: str, late_photos: int = 0) -> str:
    """The bulletin as the page that is printed."""
    zone = ZoneInfo(visit.lift.building.time_zone)
    with translation.override(LANGUAGE), timezone.override(zone):
        written = context(visit, number=number, entry_hash=entry_hash, late_photos=late_photos)
        return render_to_string("maintenance/documents/bulletin.html", written)


def _line(item: dict[str, Any], reply: dict[str, Any]) -> dict[str, Any]:
    result = Result(reply["result"])
    return {
        "number": reply["number"],
        "group": item.get("group", {}).get(LANGUAGE, ""),
        "text": item.get("text", {}).get(LANGUAGE, ""),
        "result": result.label,
        "words": reply.get("words", ""),
        "is_owed": result in OWED,
        "is_adjusted": result == Result.ADJUSTED,
    }


def _counts(visit: Visit) -> list[dict[str, Any]]:
    """How many points came to what, each with its word."""
    rows = [
        (visit.ok, ngettext("correcto", "correctos", visit.ok), False),
        (visit.adjusted, ngettext("ajustado", "ajustados", visit.adjusted), False),
        (visit.observed, ngettext("observación", "observaciones", visit.observed), True),
        (visit.pending, ngettext("pendiente", "pendientes", visit.pending), True),
        (visit.not_done, ngettext("no realizado", "no realizados", visit.not_done), True),
    ]
    return [{"many": many, "words": words, "is_owed": is_owed} for many, words, is_owed in rows]


def _qr(address: str) -> str:
    """The square a camera reads. A PNG: of drawings as SVG the process that prints keeps a little each time."""
    return str(segno.make(address, error="m").png_data_uri(scale=8))


def _next(window: Window | None, visit: Visit, zone: str) -> str:
    """When the next visit is due; where the law names no first day, only the last."""
    if window is None or visit.finished_at is None:
        return ""
    closes = f"{window.closes_on:%d/%m/%Y}"
    if window.opens_on == clock.day_in(zone, visit.finished_at):
        return f"Próxima revisión, no más tarde del {closes}."
    return f"Próxima revisión, entre el {window.opens_on:%d/%m/%Y} y el {closes}."


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)) if moment else None
