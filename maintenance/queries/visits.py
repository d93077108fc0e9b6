"""Visits as the office reads them, and what the days of others make of one: whether it was in time, what follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance import kinds
from maintenance.enums import Condition, Frequency, Punctuality
from maintenance.models import Bulletin, Lift, Visit
from maintenance.rules import intervals
from maintenance.rules.intervals import Box, Window
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from portal.lib import clock
from portal.web import pages, words

TOLD = (kinds.VISIT_COMPLETED.name, kinds.VISIT_CORRECTED.name, kinds.VISIT_JOINED.name)
COUNTS = ("ok", "adjusted", "observed", "pending", "not_done")
LAST = 24  # two years of monthly visits: enough to find the nearest to a day


@dataclass(frozen=True)
class Told:
    """A visit as its page says it."""

    when: str
    scope: str
    counts: str
    condition: str
    signature: str
    window: str
    bulletin: str
    bulletin_url: str
    awaits_bulletin: bool
    url: str


def every() -> models.QuerySet[Visit]:
    """Visits with what their page says, also a record that was joined to another's."""
    return Visit.objects.told().select_related("lift__building", "technician__person", "contractor", "plan")


def last_entry(visit: Visit) -> Entry | None:
    """The newest fact of what was done on a visit."""
    return Entry.objects.of_stream(visit.lift_id).filter(subject_id=visit.pk, kind__in=TOLD).order_by("-number").first()


def joined_since(visit: Visit, paper: Bulletin | None) -> list[Visit]:
    """Records joined to a visit after its last paper, or ever when it has none; in order."""
    joined = visit.joined.filter(joined_at__gt=paper.issued_at) if paper else visit.joined.all()
    return list(joined.order_by("joined_at", "pk"))


def papers_of(visits: Collection[Visit]) -> list[Bulletin]:
    """The papers of these visits that hold, in order."""
    return list(Bulletin.objects.filter(visit__in=visits, corrected_by=None).order_by("issued_at", "pk"))


def days_of(lift: Lift, *, until: datetime | None = None) -> list[date]:
    """The last days a lift was visited, at its place."""
    done = Visit.objects.completed().filter(lift=lift, finished_at__isnull=False).order_by("-finished_at", "-pk")
    done = done.filter(finished_at__lte=until) if until else done
    moments = done.values_list("finished_at", flat=True)[:LAST]
    return [clock.day_in(lift.building.time_zone, moment) for moment in moments if moment]


def window_after(visit: Visit, days: Collection[date] | None = None) -> Window | None:
    """When the next visit was due after this one; `days` are those its lift was visited, when they are known."""
    if visit.finished_at is None:
        return None
    day = clock.day_in(visit.lift.building.time_zone, visit.finished_at)
    known = days_of(visit.lift, until=visit.finished_at) if days is None else days
    return intervals.next_visit_window([day, *(one for one in known if one <= day)], visit.lift.facts)


def box_of(visit: Visit, days: Collection[date]) -> Box | None:
    """How punctual a visit was; None of the first on record, and of all before the record is complete."""
    lift = visit.lift
    if visit.finished_at is None or lift.record_complete_since is None:
        return None
    day, since_on = clock.day_in(lift.building.time_zone, visit.finished_at), lift.record_complete_since
    told = intervals.boxes(days, lift.facts, day)
    rated = (box for box in told if box.on == day and box.code not in {Punctuality.DUE, Punctuality.MISSED})
    return next((box for box in rated if box.began_on >= max(since_on, lift.entered_on)), None)


def of_lift(lift: Lift, *, now: datetime, most: int = 4) -> list[tuple[Visit, Told]]:
    """The last visits of a lift."""
    rows = (
        every().filter(lift=lift, joined_to=None).prefetch_related("bulletins").order_by("-finished_at", "-pk")[:most]
    )
    days = days_of(lift)
    return [(visit, told(visit, now=now, days=days)) for visit in rows]


def told(visit: Visit, *, now: datetime, days: Collection[date] | None = None) -> Told:
    """What the page of a visit says."""
    local = timezone.localtime(now)
    paper = bulletin(visit)
    return Told(
        when=when(visit, local),
        scope=str(Frequency(visit.scope).label),
        counts=counts({name: getattr(visit, name) for name in COUNTS}),
        condition=str(Condition(visit.condition_on_departure).label),
        signature=visit.signed_by or visit.why_unsigned,
        window=_window(window_after(visit, days), local),
        bulletin=paper.number if paper else "",
        bulletin_url=pages.url_for(paper) if paper else "",
        awaits_bulletin=_awaits_bulletin(visit, paper),
        url=pages.url_for(visit),
    )


def bulletin(visit: Visit) -> Bulletin | None:
    """The bulletin that holds: the last one."""
    return max(visit.bulletins.all(), key=lambda one: (one.issued_at, one.pk), default=None)


def _awaits_bulletin(visit: Visit, last: Bulletin | None) -> bool:
    """Whether a paper is on its way: the first one, or one that takes the place of the last."""
    if visit.origin != Origin.LIVE or visit.joined_to_id:
        return False
    return last is None or last.number != visit.bulletin_number


def when(visit: Visit, local: datetime) -> str:
    """From arrival to departure; nothing of a visit that is not over."""
    if visit.started_at is None or visit.finished_at is None:
        return ""
    return words.span(timezone.localtime(visit.started_at), timezone.localtime(visit.finished_at), local)


def counts(told: Mapping[str, int]) -> str:
    """32 correctos · 1 ajustado · 1 pendiente."""
    parts = [
        (told["ok"], ngettext("%(n)s correcto", "%(n)s correctos", told["ok"])),
        (told["adjusted"], ngettext("%(n)s ajustado", "%(n)s ajustados", told["adjusted"])),
        (told["observed"], ngettext("%(n)s con observación", "%(n)s con observaciones", told["observed"])),
        (told["pending"], ngettext("%(n)s pendiente", "%(n)s pendientes", told["pending"])),
        (told["not_done"], ngettext("%(n)s sin hacer", "%(n)s sin hacer", told["not_done"])),
    ]
    return " · ".join(said % {"n": count} for count, said in parts if count) or _("ningún punto")


def _window(window: Window | None, local: datetime) -> str:
    return words.window(window.opens_on, window.closes_on, local.date()) if window else ""
