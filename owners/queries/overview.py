"""What stands above the table of lifts: what is the matter now, what is due, and the whole as a strip."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from maintenance.enums import Status
from maintenance.models import LiftCard
from owners.queries import states
from owners.queries.portfolio import SOON, Counts, closes_by
from owners.queries.reach import Seen
from portal.web import pages, strips, words
from portal.web.words import gettext as _

NOW_SHOWN, DUE_SHOWN = 12, 6
PLACE = {"street": F("lift__building__street"), "name": F("lift__name")}


@dataclass(frozen=True)
class Standing:
    """A lift that stands still or was reported, with the page of its breakdown when there is one."""

    url: str
    story: str
    street: str
    name: str
    state: states.State


def standing(seen: Seen) -> list[Standing]:
    """What stands still or was reported, worst first, each told in sentences."""
    cards = seen.cards().filter(rank__lte=LiftCard.RANK[Status.REPORTED])
    told = cards.annotate(**PLACE, zone=F("lift__building__time_zone"))
    found: list[Any] = list(
        told.only("status", "since", "stale_at", "open_breakdowns").order_by("rank", "-since", "lift")[:NOW_SHOWN]
    )
    stories = states.open_stories(found)
    return [
        Standing(
            url=pages.url_of("maintenance.lift", card.pk),
            story=pages.url_for(stories[card.pk]) if card.pk in stories else "",
            street=card.street,
            name=card.name,
            state=states.state(card, stories.get(card.pk), zone=ZoneInfo(card.zone), now=seen.at),
        )
        for card in found
    ]


def due(seen: Seen) -> list[dict[str, Any]]:
    """Visits late or near their last day, nearest promise first."""
    found = seen.cards().filter(closes_by(seen.today + SOON)).order_by("window_closes_on", "lift")
    rows: QuerySet[LiftCard, Any] = found.values("pk", "window_closes_on", **PLACE)
    return [_due(row, row["window_closes_on"], seen.today) for row in rows[:DUE_SHOWN]]


def _due(row: dict[str, Any], closes_on: date, today: date) -> dict[str, Any]:
    return {
        "url": pages.url_of("maintenance.lift", row["pk"]),
        "street": row["street"],
        "name": row["name"],
        "days": abs((closes_on - today).days),
        "is_late": closes_on < today,
        "limit": words.long(closes_on, today),
    }


def fleet(known: Counts) -> SafeString:
    """The whole portfolio as a strip: a bar a lift, or their share when there are many."""
    scale = max(1, -(-known.total // 120))
    parts = (("out_of_order", known.stopped), ("reported", known.reported), ("unknown", known.unknown))
    bars = [code for code, many in parts for _bar in range(-(-many // scale))]
    bars += ["no_fault"] * (known.quiet // scale)
    sentence = _("%(stopped)s parados, %(reported)s sin confirmar, %(unknown)s sin datos, %(quiet)s sin fallos")
    return strips.fleet_strip(bars, sentence % {**known.__dict__, "quiet": known.quiet})
