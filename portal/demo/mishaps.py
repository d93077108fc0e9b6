"""What goes wrong by chance: month by month for every lift, in repeats, and in storms that darken a quarter at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from maintenance.enums import Answer, Cause, How
from portal.demo import names, plots
from portal.demo.cast import ROUTES
from portal.demo.dice import many, pick, throws
from portal.demo.faults import Call, Fault, Murmur, awake, duration, local, unfold
from portal.demo.plots import Plot
from portal.demo.world import ZONE, Lift, World
from portal.lib import clock

HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 9, 8, 7, 7, 7, 8, 8, 6, 6, 7, 8, 9, 9, 7, 4, 2)  # weights of the hours of a day
REPEATS, REPEATS_OF_THE_BAD = 0.12, 0.35  # the same again within 30 days
BAD = 4.0  # breakdowns a year from which a lift is one of the bad ones
MURMURS = 0.15  # calls about nothing, a lift and year
STORMS = {6: 0.35, 7: 0.4, 8: 0.4, 9: 0.3, 10: 0.15, 12: 0.15, 1: 0.2, 2: 0.1}  # a month's chance of one
STRUCK = 0.3  # of a quarter's lifts
CHANNELS = {How.PHONE: 60, How.LANDING: 20, How.PORTAL: 14, How.TECHNICIAN: 6}
ON_PAPER = {How.PHONE: 92, How.TECHNICIAN: 8}  # before the portal
PLACES = ("planta baja", "primera planta", "segunda planta", "tercera planta", "último piso", "")
BETWEEN = ("entre la planta baja y la 1.ª", "entre la 1.ª y la 2.ª", "entre la 2.ª y la 3.ª", "en la planta baja")
NOTHING = ("Dice que tardaba mucho en venir.", "Oye un ruido al arrancar.", "Cree que no para en su planta.")
PORTAL_SINCE = timedelta(days=45)


def faults(world: World, until: date) -> list[Fault]:
    """Every breakdown called in up to a day, by its moment; two of one lift never at once."""
    by_lift: dict[str, list[Fault]] = defaultdict(list)
    for code, lift in world.lifts.items():
        for month in _months(max(world.began_on, lift.entered_on), until):
            by_lift[code] += _of_month(world, lift, month)
    for month in _months(world.began_on, until):
        for fault in _storm(world, month):
            by_lift[fault.lift].append(fault)
    apart = [fault for found in by_lift.values() for fault in _apart(found)]
    first = local(world.began_on, time(0))
    return sorted(
        (fault for fault in apart if fault.reported_at >= first), key=lambda fault: (fault.reported_at, fault.key)
    )


def murmurs(world: World, until: date) -> Iterator[Murmur]:
    """Calls about nothing."""
    for code, lift in world.lifts.items():
        for month in _months(max(world.began_on, lift.entered_on), until):
            chance = throws(world.seed, "murmur", code, month)
            if chance.random() < MURMURS / 12:
                at = _moment(chance, month)
                call = _call(chance, world, at, words=chance.choice(NOTHING), stopped=Answer.NO)
                yield Murmur(f"m-{code}-{month:%y%m}", code, call, at + timedelta(minutes=chance.randint(40, 400)))


def _of_month(world: World, lift: Lift, month: date) -> Iterator[Fault]:
    chance = throws(world.seed, "faults", lift.code, month)
    again = REPEATS_OF_THE_BAD if lift.faults_a_year >= BAD else REPEATS
    for number in range(many(chance, lift.faults_a_year * (1 - again) / 12)):
        fault = _fault(world, chance, lift, f"f-{lift.code}-{month:%y%m}-{number}", _moment(chance, month))
        yield fault
        if fault.cause not in {Cause.POWER, Cause.NO_FAULT} and chance.random() < again:
            back_at = fault.restored_at + timedelta(days=chance.uniform(0.5, 26))
            yield _fault(world, chance, lift, f"{fault.key}-again", back_at, plot=fault.plot)


def _fault(world: World, chance: Random, lift: Lift, key: str, at: datetime, plot: Plot | None = None) -> Fault:
    lasted = duration(chance)
    minutes = lasted / timedelta(minutes=1)
    plot = plot or plots.plot(chance, plots.cause(chance, minutes), lift.drive, minutes)
    stops = chance.random() >= plots.RUNS_ON.get(plot.cause, 0)
    inside = stops and chance.random() < plots.INSIDE.get(plot.cause, 0)
    if inside:
        lasted = max(lasted, timedelta(minutes=chance.uniform(30, 50)))
    return unfold(
        chance,
        key=key,
        lift=lift.code,
        plot=plot,
        stops=stops,
        technician=on_duty(lift, at),
        calls=tuple(_calls(chance, world, at, plot, lasted, stops=stops, inside=inside)),
        restored_at=awake(at + lasted, at, chance),
    )


def _storm(world: World, month: date) -> Iterator[Fault]:
    """The power fails in a quarter, and comes back everywhere within minutes."""
    chance = throws(world.seed, "storm", month)
    if chance.random() >= STORMS.get(month.month, 0):
        return
    struck_at = local(month + timedelta(days=chance.randrange(28)), time(chance.randint(14, 21), chance.randrange(60)))
    back_at = struck_at + timedelta(minutes=chance.randint(25, 260))
    quarter, plot = chance.choice(list(ROUTES)), next(one for one in plots.PLOTS if one.cause == Cause.POWER)
    for code, lift in sorted(world.lifts.items()):
        if lift.route != quarter or chance.random() >= STRUCK or clock.day_in(ZONE, struck_at) < lift.entered_on:
            continue
        at = struck_at + timedelta(minutes=chance.uniform(1, 18))
        restored_at = back_at + timedelta(minutes=chance.uniform(1, 25))
        inside = chance.random() < plots.INSIDE[Cause.POWER]
        yield unfold(
            chance,
            key=f"s-{code}-{month:%y%m}",
            lift=code,
            plot=plot,
            stops=True,
            technician=on_duty(lift, at) if inside else None,
            calls=tuple(_calls(chance, world, at, plot, restored_at - at, stops=True, inside=inside))[:1],
            restored_at=max(restored_at, at + timedelta(minutes=25)),
        )


def _calls(
    chance: Random, world: World, at: datetime, plot: Plot, lasted: timedelta, *, stops: bool, inside: bool
) -> Iterator[Call]:
    """The first call, and those of neighbours who met the same lift a little later."""
    stopped = Answer.YES if stops else Answer.NO
    yield _call(chance, world, at, words=plot.told, stopped=stopped, inside=inside)
    others = many(chance, 0.35) if stops and lasted > timedelta(hours=1) else 0
    for number in range(min(others, 3)):
        later = at + min(lasted * 0.6, timedelta(hours=6)) * ((number + chance.random()) / 3) + timedelta(minutes=12)
        yield _call(chance, world, later, words=plot.told, stopped=stopped)


def _call(chance: Random, world: World, at: datetime, *, words: str, stopped: Answer, inside: bool = False) -> Call:
    channels = CHANNELS if at > world.made_at - PORTAL_SINCE else ON_PAPER
    how = How.PHONE if inside else pick(chance, channels)
    caller = "" if how in {How.TECHNICIAN, How.LANDING} else names.person(chance)
    return Call(
        at=at,
        how=how,
        caller=caller,
        phone=names.telephone(chance) if how == How.PHONE else "",
        inside=Answer.YES if inside else Answer.NO if how != How.LANDING else Answer.UNKNOWN,
        stopped=stopped,
        where=chance.choice(BETWEEN if inside else PLACES),
        words="Llama desde la cabina: está dentro y se encuentra bien." if inside else words,
    )


def on_duty(lift: Lift, at: datetime) -> str:
    """The route's technician in working hours; at other times each of the team in turn, a week long."""
    day = clock.day_in(ZONE, at)
    if day.weekday() < 5 and local(day, time(8)) <= at < local(day, time(18)):
        return ROUTES[lift.route]
    team = list(ROUTES.values())
    return team[day.isocalendar().week % len(team)]


def _apart(found: Iterable[Fault]) -> Iterator[Fault]:
    """Those that begin when the one before is over."""
    free_at = None
    for fault in sorted(found, key=lambda fault: (fault.reported_at, fault.key)):
        if free_at is None or fault.reported_at > free_at:
            yield fault
            free_at = fault.restored_at + timedelta(hours=1)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _moment(chance: Random, month: date) -> datetime:
    hour = pick(chance, dict(enumerate(HOURS)))
    days = ((month + timedelta(days=32)).replace(day=1) - month).days
    return local(month + timedelta(days=chance.randrange(days)), time(hour, chance.randrange(60)))
