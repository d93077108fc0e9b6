"""The visits of a lift as a list, by key, each with the days since the one before."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from maintenance.enums import Frequency
from maintenance.models import Lift
from owners.queries import landings, scope
from owners.queries.timeline import Key
from portal.accounts.models import User
from portal.web import words

SIZE = 36
COLUMNS = (
    "pk", "started_at", "finished_at", "scope", "technician__person__name", "done_by", *landings.COUNTS,
)  # fmt: skip


def page(lift: Lift, person: User, at: datetime, *, before: str) -> tuple[list[dict[str, Any]], str]:
    """Rows newest first, and the key of the next page."""
    zone = ZoneInfo(lift.building.time_zone)
    done = scope.visits(person, at).completed().filter(lift=lift)
    if key := Key.read(before):
        done = done.filter(Q(finished_at__lt=key.occurred_at))
    found = list(done.order_by("-finished_at", "-pk").values(*COLUMNS)[: SIZE + 1])
    older = str(Key(found[SIZE - 1]["finished_at"], 0)) if len(found) > SIZE else ""
    earlier = [*found[1:], None]
    local = at.astimezone(zone)
    return [_row(row, earlier[number], zone, local) for number, row in enumerate(found[:SIZE])], older


def _row(row: dict[str, Any], earlier: dict[str, Any] | None, zone: ZoneInfo, local: datetime) -> dict[str, Any]:
    began, ended = row["started_at"].astimezone(zone), row["finished_at"].astimezone(zone)
    days = (ended.date() - earlier["finished_at"].astimezone(zone).date()).days if earlier else None
    return {
        "pk": row["pk"],
        "when": words.span(began, ended, local),
        "scope": str(Frequency(row["scope"]).label),
        "technician": row["technician__person__name"] or row["done_by"],
        "checked": landings.checked(row),
        "days": _("%(days)s días después de la anterior") % {"days": days} if days is not None else "",
    }
