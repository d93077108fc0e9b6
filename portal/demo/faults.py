"""A breakdown from the first call to the lift running again, with what was promised meanwhile. Moments stand in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from maintenance.enums import Answer, Cause, How, Leaving
from portal.demo.plots import Plot
from portal.demo.world import ZONE
from portal.lib import clock

MEDIAN_MINUTES, AT_LEAST, SIGMA, AT_MOST = 56, 16, 2.45, 15 * 1440
NEWS = (time(9, 0), time(13, 0), time(17, 0))  # the hours by which we promise news, and give it a little before
EACH_NEWS = timedelta(days=2)  # how long we give news at each of them; then once a day
STEPS = (  # least and most minutes after the step before, and the most of the whole a step may take
    ("confirmed_at", 2, 9, 0.12),
    ("assigned_at", 1, 12, 0.06),
    ("set_out_at", 1, 35, 0.12),
    ("arrived_at", 8, 24, 0.3),
    ("freed_at", 2, 9, 0.1),
    ("found_at", 5, 40, 0.2),
)
SENT = {"assigned_at", "set_out_at", "arrived_at", "freed_at"}  # only when somebody is sent
HOME = time(20, 30)  # who works on a lift goes home about then, and comes back in the morning
BACK = time(8, 10)
EVENING = timedelta(hours=6)  # what is found after midnight still belongs to the evening before
BEFORE, SOON = timedelta(minutes=13), timedelta(minutes=40)
PART_TAKES = timedelta(minutes=55)  # to fit what was missing and try the lift


@dataclass(frozen=True)
class Call:
    """Somebody told us. `caller` is a name; nobody's when the lift or the technician said it."""

    at: datetime
    how: How
    caller: str
    phone: str
    inside: Answer
    stopped: Answer
    where: str
    words: str


@dataclass(frozen=True)
class Promise:
    """Said at a moment: by when there will be news, and when it should run again."""

    at: datetime
    news_by: datetime
    back_at: datetime


@dataclass(frozen=True)
class Absence:
    """The technician goes before the lift runs, why, and when there is somebody again."""

    at: datetime
    because: Leaving
    back_at: datetime


@dataclass(frozen=True)
class Fault:
    """A breakdown. Who waits for a mains failure to end sends nobody: then there is no technician and no arrival."""

    key: str
    lift: str
    plot: Plot
    stops: bool
    inside: bool
    calls: tuple[Call, ...]
    technician: str | None
    confirmed_at: datetime
    news_by: datetime
    assigned_at: datetime | None
    set_out_at: datetime | None
    arrived_at: datetime | None
    freed_at: datetime | None
    found_at: datetime
    restored_at: datetime
    promises: tuple[Promise, ...]
    absences: tuple[Absence, ...] = ()

    @property
    def reported_at(self) -> datetime:
        return self.calls[0].at

    @property
    def cause(self) -> Cause:
        return self.plot.cause


@dataclass(frozen=True)
class Murmur:
    """A call that turned out to be no breakdown: somebody looked, and the lift ran."""

    key: str
    lift: str
    call: Call
    settled_at: datetime


def duration(chance: Random) -> timedelta:
    """From the call to the lift running again.

    Shaped after 79,615 outages of 2,298 lifts of Deutsche Bahn, 2018–2019: median 55 min, three in four under 220, nine
    in ten under 945, one in a hundred over eleven days. Ours begin at a quarter of an hour, which a technician needs.
    """
    minutes = AT_LEAST + (MEDIAN_MINUTES - AT_LEAST) * chance.lognormvariate(0, SIGMA)
    return timedelta(minutes=round(min(minutes, AT_MOST), 1))


def unfold(
    chance: Random,
    *,
    key: str,
    lift: str,
    plot: Plot,
    stops: bool,
    technician: str | None,
    calls: tuple[Call, ...],
    restored_at: datetime,
) -> Fault:
    """The story between the call and the end, each step taking what a part of the whole allows."""
    inside = calls[0].inside == Answer.YES
    steps = _steps(chance, calls[0].at, restored_at, inside=inside, is_sent=technician is not None)
    promises = tuple(promised(steps["found_at"], restored_at))
    return Fault(
        key=key,
        lift=lift,
        plot=plot,
        stops=stops,
        inside=inside,
        calls=calls,
        technician=technician,
        news_by=rounded(promises[0].at if promises else restored_at, 10),
        restored_at=restored_at,
        promises=promises,
        absences=tuple(absences(plot, steps["found_at"], restored_at)) if steps["arrived_at"] else (),
        **steps,
    )


def _steps(chance: Random, began_at: datetime, restored_at: datetime, *, inside: bool, is_sent: bool) -> dict[str, Any]:
    """When each step was taken; None for those that were not."""
    whole, moment = (restored_at - began_at) / timedelta(minutes=1), began_at
    found: dict[str, Any] = dict.fromkeys(name for name, *_numbers in STEPS)
    for name, least, most, share in STEPS:
        if (name in SENT and not is_sent) or (name == "freed_at" and not inside):
            continue
        hurried = 4 if inside and name == "set_out_at" else most
        moment += timedelta(minutes=round(min(chance.uniform(least, hurried), whole * share), 1))
        found[name] = moment
    return found


def promised(found_at: datetime, restored_at: datetime) -> Iterator[Promise]:
    """News is given a little before it was promised, until the lift runs; none when that is soon."""
    said_at, back_at = found_at + timedelta(minutes=4), rounded(restored_at, 30)
    if restored_at - said_at < SOON:
        return
    while True:
        hours = NEWS if said_at - found_at < EACH_NEWS else NEWS[1:2]
        news_by = _next_hour(said_at + timedelta(minutes=50), hours)
        yield Promise(said_at, news_by, back_at)
        if restored_at <= news_by:
            return
        said_at = news_by - BEFORE


def absences(plot: Plot, found_at: datetime, restored_at: datetime) -> Iterator[Absence]:
    """A missing part is fetched; other work that runs into the evening goes on the next morning."""
    left_at = found_at + timedelta(minutes=20)
    if plot.part:
        back_at = restored_at - PART_TAKES
        if back_at - left_at > SOON:
            yield Absence(left_at, Leaving.PART, back_at)
        return
    day = clock.day_in(ZONE, found_at - EVENING)
    while (back_at := local(day + timedelta(days=1), BACK)) < restored_at:
        yield Absence(max(left_at, local(day, HOME)), Leaving.CONTINUES, back_at)
        day += timedelta(days=1)


def _next_hour(moment: datetime, hours: tuple[time, ...]) -> datetime:
    day = clock.day_in(ZONE, moment)
    ways = (local(one, hour) for one in (day, day + timedelta(days=1)) for hour in hours)
    return next(one for one in ways if one >= moment)


def awake(moment: datetime, began_at: datetime, chance: Random) -> datetime:
    """Nobody finishes a long repair at night: it goes on the next morning."""
    at = moment.astimezone(ZoneInfo(ZONE))
    if moment - began_at < timedelta(hours=3) or time(7, 45) <= at.time() <= time(21, 30):
        return moment
    morning = at.date() + timedelta(days=1 if at.time() > time(12, 0) else 0)
    return local(morning, time(8, 5)) + timedelta(minutes=chance.randint(5, 150))


def rounded(moment: datetime, minutes: int) -> datetime:
    """The next round ten, or half hour, a little ahead."""
    step = timedelta(minutes=minutes)
    whole = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return whole + ((moment - whole) // step + 1) * step


def local(day: date, moment: time) -> datetime:
    """A moment of the place, in UTC."""
    return datetime.combine(day, moment, ZoneInfo(ZONE)).astimezone(ZoneInfo("UTC"))
