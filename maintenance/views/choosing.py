"""The lift a page is about, found by typing."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from maintenance.models import Lift
from maintenance.queries import lifts
from maintenance.queries.lifts import Found
from portal.lib import keys


@dataclass(frozen=True)
class Choice:
    """What was typed, what it found, and the lift once it is chosen."""

    typed: str
    found: list[Found]
    lift: Lift | None


def choice(request: HttpRequest, at: datetime) -> Choice:
    """Reads `?q=` and `?lift=`; times are from here on those of the building."""
    typed, key = request.GET.get("q", "").strip()[:80], request.GET.get("lift", "")
    if not key:
        return Choice(typed, lifts.find(typed, now=at), None)
    lift = get_object_or_404(lifts.in_care(), pk=keys.read(key))
    timezone.activate(lift.building.time_zone)
    return Choice(typed, [], lift)
