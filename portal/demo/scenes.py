"""What is not left to chance: the faults one meets first, and that at every moment one lift stands and one call waits.

A lift stands still over two nights, waiting for a part; before it runs, the next one stands. A call waits until
somebody has looked, at the next round hour; then the next one waits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from random import Random

from maintenance.enums import Answer, Cause, How
from portal.demo import names, plots
from portal.demo.dice import throws
from portal.demo.faults import Call, Fault, Murmur, absences, local, promised, unfold
from portal.demo.mishaps import on_duty
from portal.demo.plots import Plot
from portal.demo.world import World

Span = tuple[datetime, datetime]

BELT = Plot(
    Cause.DOORS,
    "No cierra la puerta de cabina.",
    "Correa del operador de puertas gastada.",
    "Correa del operador cambiada y puerta probada en todas las plantas.",
)
SENSOR = Plot(
    Cause.CONTROL,
    "Se ha parado entre dos plantas y ya no responde.",
    "El detector de plantas perdía la señal.",
    "Detector de plantas cambiado; recorrido probado.",
    part=True,
)
DRIVE = Plot(
    Cause.DRIVE,
    "Hace un zumbido y no se mueve, escalera B.",
    "Variador averiado; el recambio llega por la mañana.",
    "Variador cambiado y ajustado; ascensor probado con carga.",
    part=True,
)
WAITING = (
    ("Plaza de Tenerías 3", 15, "No acude a la 2.ª planta."),
    ("Calle Dos de Mayo 11", 48, "Oye un ruido al arrancar."),
)
ROUND_HOURS = (time(11, 5), time(18, 20))
LONGEST = timedelta(days=16)


def reserved(world: World) -> dict[str, list[Span]]:
    """When chance leaves the lifts of the first day's scenes alone."""
    alone = {
        world.at("Calle Mayor 14"): (150, 20),
        world.at("Paseo de Zorrilla 88", "Escalera B"): (20, 4),
        **{world.at(street): (16, 3) for street, _ago, _words in WAITING},
    }
    found: dict[str, list[Span]] = defaultdict(list)
    for code, (before, after) in alone.items():
        if code:
            found[code].append((world.made_at - timedelta(days=before), world.made_at + timedelta(days=after)))
    return found


def faults(world: World, by_chance: Iterable[Fault], until: datetime) -> Iterator[Fault]:
    """The scripted breakdowns called in up to a moment."""
    scripted = [*_of_the_chair(world), *_first_standing(world), *_standing(world, by_chance, until)]
    return (fault for fault in scripted if fault.reported_at <= until)


def murmurs(world: World, broken: Iterable[Fault], until: datetime) -> Iterator[Murmur]:
    """The calls that wait, each until a little after the next round hour."""
    slots = list(_slots(world, until))
    for street, ago, words in WAITING:
        if code := world.at(street):
            at = world.made_at - timedelta(minutes=ago)
            yield _waiting(world, f"w-{code}", code, at, slots[0], words)
    busy = _busy(broken)
    for at, following in pairwise(slots):
        chance = throws(world.seed, "waiting", at)
        code = _free(chance, list(world.lifts), busy, (at - LONGEST, following))
        if code and at <= until:
            yield _waiting(world, f"w-{code}-{at:%y%m%d%H}", code, at, following, "Tarda mucho en cerrar la puerta.")


def _of_the_chair(world: World) -> Iterator[Fault]:
    code = world.at("Calle Mayor 14")
    if code:
        first, second = world.made_on - timedelta(days=84), world.made_on - timedelta(days=53)
        after = first + timedelta(days=1)
        yield _scripted(world, "c-sensor", code, SENSOR, local(first, time(18, 20)), local(after, time(10, 10)))
        yield _scripted(world, "c-belt", code, BELT, local(second, time(8, 2)), local(second, time(11, 12)))


def _first_standing(world: World) -> Iterator[Fault]:
    code = world.at("Paseo de Zorrilla 88", "Escalera B")
    if not code:
        return
    before, after = world.made_on - timedelta(days=1), world.made_on + timedelta(days=1)
    fault = _scripted(world, "c-drive", code, DRIVE, local(before, time(19, 15)), local(after, time(13, 40)))
    found_at = local(before, time(20, 41))
    yield replace(
        fault,
        technician="technician",
        confirmed_at=local(before, time(19, 21)),
        assigned_at=local(before, time(19, 24)),
        set_out_at=local(before, time(19, 38)),
        arrived_at=local(before, time(19, 57)),
        found_at=found_at,
        news_by=local(before, time(21, 0)),
        promises=tuple(promised(found_at, fault.restored_at)),
        absences=tuple(absences(fault.plot, found_at, fault.restored_at)),
    )


def _standing(world: World, by_chance: Iterable[Fault], until: datetime) -> Iterator[Fault]:
    """From the second day on: one begins at noon every other day, and the one before ends that afternoon."""
    busy, day = _busy([*by_chance, *_first_standing(world)]), world.made_on + timedelta(days=1)
    managed = [code for code in world.managed if code != world.at("Calle Mayor 14")]
    parts = [plot for plot in plots.PLOTS if plot.part and plot.drive is None and plot.cause not in plots.RUNS_ON]
    while local(day, time(12, 0)) <= until:
        chance = throws(world.seed, "standing", day)
        at = local(day, time(12, 5)) + timedelta(minutes=chance.randint(0, 25))
        back_at = local(day + timedelta(days=2), time(13, 35)) + timedelta(minutes=chance.randint(0, 40))
        if code := _free(chance, managed, busy, (at - LONGEST, back_at)):
            busy[code].append((at, back_at))
            yield _scripted(world, f"c-{code}-{day:%y%m%d}", code, chance.choice(parts), at, back_at)
        day += timedelta(days=2)


def _scripted(world: World, key: str, code: str, plot: Plot, at: datetime, restored_at: datetime) -> Fault:
    chance = throws(world.seed, "scripted", key)
    call = Call(
        at=at,
        how=How.PHONE,
        caller=names.person(chance),
        phone=names.telephone(chance),
        inside=Answer.NO,
        stopped=Answer.YES,
        where="planta baja",
        words=plot.told,
    )
    return unfold(
        chance,
        key=key,
        lift=code,
        plot=plot,
        stops=True,
        technician=on_duty(world.lifts[code], at),
        calls=(call,),
        restored_at=restored_at,
    )


def _slots(world: World, until: datetime) -> Iterator[datetime]:
    """The round hours after the first two hours, one past the end included."""
    day = world.made_on
    while True:
        for hour in ROUND_HOURS:
            at = local(day, hour) + timedelta(minutes=throws(world.seed, "slot", day, hour).randint(0, 20))
            if at > world.made_at + timedelta(hours=2):
                yield at
                if at > until:
                    return
        day += timedelta(days=1)


def _waiting(world: World, key: str, code: str, at: datetime, following: datetime, words: str) -> Murmur:
    call = Call(at, How.LANDING, "", "", Answer.NO, Answer.NO, "", words)
    return Murmur(key, code, call, following + timedelta(minutes=10))


def _busy(faults_known: Iterable[Fault]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for fault in faults_known:
        found[fault.lift].append((fault.reported_at, fault.restored_at))
    return found


def _free(chance: Random, codes: list[str], busy: dict[str, list[Span]], wanted: Span) -> str | None:
    """A lift nothing happens to in a span."""
    shuffled = chance.sample(codes, len(codes))
    return next((code for code in shuffled if not _touches(busy.get(code, []), wanted)), None)


def _touches(spans: list[Span], wanted: Span) -> bool:
    return any(begins < wanted[1] and wanted[0] < ends for begins, ends in spans)


def leaves_alone(found: Iterable[Fault], spans: dict[str, list[Span]]) -> list[Fault]:
    """The faults that touch no reserved span."""
    return [one for one in found if not _touches(spans.get(one.lift, []), (one.reported_at, one.restored_at))]
