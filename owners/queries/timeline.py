"""The timeline of a lift: its entries newest first, each as the landing a page prints. Paged by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.queries import landings
from owners.queries.landings import Landing
from portal.access.audiences import Audience
from portal.ledger import erasure, kinds
from portal.ledger.kinds import Group, Shown
from portal.ledger.models import Entry
from portal.lib.text import timestamp
from portal.web import words

SIZE = 30
COLUMNS = ("number", "kind", "occurred_at", "subject_label", "subject_id", "corrects", "body")


@dataclass(frozen=True)
class Key:
    """Where a page begins: strictly after this entry."""

    occurred_at: datetime
    number: int

    def __str__(self) -> str:
        return f"{timestamp(self.occurred_at)}_{self.number}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key as it stands in an address; None when it is not one."""
        moment, _, number = text.partition("_")
        try:
            occurred_at = datetime.fromisoformat(moment)
        except ValueError:
            return None
        if occurred_at.tzinfo is None or not number.isascii() or not number.isdigit() or len(number) > 9:
            return None
        return cls(occurred_at, int(number))


@dataclass(frozen=True)
class Month:
    """The landings of a month, under its name."""

    name: str
    landings: list[Landing]


@dataclass(frozen=True)
class Page:
    """A page of the timeline; `older` is the key of the next one, empty on the last."""

    months: list[Month]
    older: str


def page(lift: Lift, audiences: frozenset[Audience], *, group: Group | None, before: Key | None, now: datetime) -> Page:
    """One page, for who belongs to these audiences."""
    zone = ZoneInfo(lift.building.time_zone)
    rows = _rows(lift.pk, audiences, group, before)
    erased = _erased(lift.pk, rows[:SIZE], zone)
    shown = landings.of(
        rows[:SIZE],
        zone=zone,
        now=now.astimezone(zone),
        whole=group is not None,
        erased=erased,
        pictured=Audience.OWNER in audiences,
    )
    older = str(Key(rows[SIZE - 1]["occurred_at"], rows[SIZE - 1]["number"])) if len(rows) > SIZE else ""
    return Page(_by_month(shown, now.astimezone(zone)), older)


def groups(audiences: frozenset[Audience]) -> list[Group]:
    """The filters that can show this reader anything."""
    there = {kind.group for kind in kinds.registered() if kind.audience in audiences}
    return [group for group in (Group.VISITS, Group.BREAKDOWNS, Group.WORKS, Group.PAPERS) if group in there]


def _rows(
    lift_id: UUID, audiences: frozenset[Audience], group: Group | None, before: Key | None
) -> list[dict[str, Any]]:
    entries = Entry.objects.of_stream(lift_id).read_by(audiences).filter(kind__in=_kinds(group))
    if before is not None:
        same = Q(occurred_at=before.occurred_at, number__lt=before.number)
        entries = entries.filter(Q(occurred_at__lt=before.occurred_at) | same, occurred_at__lte=before.occurred_at)
    return list(entries.newest_first().values(*COLUMNS)[: SIZE + 1])


def _erased(lift_id: UUID, rows: list[dict[str, Any]], zone: ZoneInfo) -> dict[int, str]:
    """When and why a text went, by the number of its entry; asked only when one did."""
    gone = [row["number"] for row in rows if row["body"] == ""]
    if not gone:
        return {}
    entries = list(Entry.objects.of_stream(lift_id).filter(number__in=gone))
    known = erasure.of(entries)
    return {
        entry.number: erasure.sentence(known[entry.pk], day=words.long(known[entry.pk].at.astimezone(zone).date()))
        for entry in entries
        if entry.pk in known
    }


def _kinds(group: Group | None) -> list[str]:
    if group is None:
        return [kind.name for kind in kinds.registered() if kind.shown is Shown.TIMELINE]
    return [kind.name for kind in kinds.registered() if kind.group is group and kind.shown is not Shown.STORY]


def _by_month(shown: Iterable[Landing], today: datetime) -> list[Month]:
    by_month = groupby(shown, key=lambda landing: (landing.on.year, landing.on.month))
    return [Month(words.month(date(year, month, 1), today.date()), list(some)) for (year, month), some in by_month]


def nothing(group: Group | None) -> str:
    """What stands where there is no entry."""
    if group is None:
        return _("Todavía no hay nada anotado de este ascensor.")
    return _("Nada anotado aquí todavía.")
