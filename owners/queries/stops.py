"""Stops of a lift as its service page lists them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from maintenance.enums import Why
from maintenance.models import Stop
from maintenance.rules.availability import EXCUSED
from owners.queries.lift_page import DAYS
from portal.web import pages, words

SHOWN = 100


def recent(lift_id: UUID, now: datetime) -> list[dict[str, Any]]:
    """Stops that touch the last ninety days, newest first, and whether each counts."""
    found = Stop.objects.filter(lift=lift_id).touching(now - timedelta(days=DAYS), now).order_by("-from_at", "-pk")
    return [_told(stop, now) for stop in found[:SHOWN]]


def _told(stop: Stop, now: datetime) -> dict[str, Any]:
    began = stop.from_at.astimezone(now.tzinfo)
    ended = stop.to_at.astimezone(now.tzinfo) if stop.to_at else None
    why = Why(stop.why)
    return {
        "why": str(why.label),
        "when": words.span(began, ended, now) if ended else words.since(began, now),
        "lasted": words.lasting(((ended or now) - began).total_seconds()),
        "counts": _("aparte") if why == Why.MAINS or why in EXCUSED else _("cuenta"),
        "url": pages.url_of("maintenance.breakdown", stop.breakdown_id) if stop.breakdown_id else "",
    }
