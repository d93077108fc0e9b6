"""Who opened a bulletin, for the pages of the owner and of the office."""

from datetime import datetime
from zoneinfo import ZoneInfo

from maintenance.models import Bulletin
from maintenance.queries.receipts import Opened
from owners.models import Receipt
from portal.web import words


def of(bulletin: Bulletin, at: datetime) -> list[Opened]:
    """Who opened the bulletin and when, first to last."""
    zone = ZoneInfo(bulletin.visit.lift.building.time_zone)
    rows = Receipt.objects.filter(bulletin=bulletin).select_related("person").order_by("at", "pk")
    return [
        Opened(
            name=row.person.name,
            when=words.moment(row.at.astimezone(zone), at.astimezone(zone)),
            how=str(Receipt.How(row.how).label),
        )
        for row in rows
    ]
