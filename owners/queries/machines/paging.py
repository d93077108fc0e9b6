"""A page of rows by key, oldest first: a row that comes later is always on a later page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from portal.ledger.models import Entry

SIZE, MOST = 50, 200


def page(rows: QuerySet[Any], asked: dict[str, Any]) -> tuple[Sequence[Any], UUID | None]:
    """The rows after the key in `asked`, and the key to ask for the next; None on the last page."""
    limit = asked.get("limit", SIZE)
    if after := asked.get("after"):
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def since(rows: QuerySet[Any], asked: dict[str, Any], *, column: str = "subject_id") -> QuerySet[Any]:
    """Those of which the ledger tells something new; by `stream_id`, of which the own stream does."""
    moment: datetime | None = asked.get("updated_since")
    if moment is None:
        return rows
    return rows.filter(Exists(Entry.objects.filter(**{column: OuterRef("pk")}, recorded_at__gte=moment)))
