"""The works of the play: one in every state on its first day, then a repair every week. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from maintenance.enums import WorkKind
from maintenance.rules.workdays import monday
from owners.rules.terms import months_after
from portal.demo import workdays
from portal.demo.appointments import THE_CHAIRS
from portal.demo.dice import throws
from portal.demo.faults import local
from portal.demo.world import World

INVOICED = 2  # the day on which the invoices of the month before are there
LAMPS = "Luces LED en la cabina"
REPAIRS = (
    ("Cambiar los rodamientos de la polea", "Rodamientos nuevos; ya no suena al arrancar."),
    ("Cambiar la correa del operador de puertas", "Correa nueva y puertas ajustadas en todas las plantas."),
    ("Cambiar el guiador inferior de la puerta", "Guiador nuevo; la puerta cierra sin golpe."),
    ("Cambiar el cable del limitador", "Cable nuevo; probado con la cabina llena y vacía."),
)


@dataclass(frozen=True)
class Ordered:
    """A work as the play knows it; `end` is what was done, or why it was not."""

    lift: str
    kind: WorkKind
    words: str
    planned_at: datetime
    from_at: datetime
    to_at: datetime
    end: str
    stops: bool = True
    is_given: bool = True
    of_finding: bool = False
    cancelled_at: datetime | None = None

    @property
    def key(self) -> str:
        """Its name in the play."""
        return f"{self.lift} {self.planned_at:%y%m%d%H}"

    @property
    def begun_at(self) -> datetime:
        """A little after its hour."""
        return self.from_at + timedelta(minutes=6)

    @property
    def ended_at(self) -> datetime:
        """A little before it was expected to end."""
        return self.to_at - timedelta(minutes=35)


def lamps_on(world: World) -> date:
    """When the chair's lamps were put in: within the last month that was invoiced, so that a line leads to them."""
    back = 1 if world.made_on.day > INVOICED else 2
    return workdays.until(months_after(world.made_on.replace(day=1), -back).replace(day=25))


def told(world: World, until: datetime) -> list[Ordered]:
    """All that are planned up to a moment, with what becomes of them."""
    houses = ((world.at(one.lift), one) for one in _first(world))
    first = [replace(one, lift=code) for code, one in houses if code]
    return [*(one for one in first if one.planned_at <= until), *_weekly(world, until)]


def _first(world: World) -> Iterator[Ordered]:
    """One in every state, each by its street."""
    repair, upgrade, other = WorkKind.REPAIR, WorkKind.UPGRADE, WorkKind.OTHER
    lamps, today = lamps_on(world), world.made_on
    past, before = (workdays.until(today - timedelta(days=days)) for days in (6, 1))
    after = workdays.after(today)
    soon, later, late = (workdays.after(today, days) for days in (3, 15, 17))
    yield Ordered(
        "Calle Mayor 14", upgrade, LAMPS, _at(lamps, 10, -3), _at(lamps, 9), _at(lamps, 13),
        "Luces LED y sensor puestos: se apagan cuando no hay nadie.", stops=False,
    )  # fmt: skip
    yield Ordered(
        "Calle Mayor 14", repair, "Cambiar la luz del foso", _at(today, 17, -1), _at(soon, 9), _at(soon, 11),
        "Luz del foso cambiada.", stops=False, of_finding=True,
    )  # fmt: skip
    yield Ordered(
        "Calle Santiago 21", repair, "Cambiar el contrapeso de la puerta", _at(today, 12, -13), _at(past, 8),
        _at(past, 13), "Contrapeso nuevo; la puerta de la 2.ª planta cierra sola.",
    )  # fmt: skip
    yield Ordered(
        "Plaza de Tenerías 3", upgrade, "Cambiar la botonera de la cabina, con braille y voz", _at(today, 11, -12),
        _at(before, 8), _at(after, 18), "Botonera nueva; probada en todas las plantas.", stops=False,
    )  # fmt: skip
    yield Ordered(
        "Calle Gamazo 18", repair, "Cambiar los cables de tracción", _at(today, 12, -20), _at(today, 8, -4),
        _at(today, 17, -4), "La comunidad prefiere verlo antes en la junta de enero.", cancelled_at=_at(today, 10, -8),
    )  # fmt: skip
    yield Ordered(
        "Calle Colón 5", other, "Impermeabilizar el foso", _at(today, 13, -2), _at(later, 8), _at(late, 14),
        "Foso impermeabilizado.", is_given=False,
    )  # fmt: skip


def _weekly(world: World, until: datetime) -> Iterator[Ordered]:
    """Every Monday since: one that is planned for the Thursday of the next week."""
    managed = [code for code in world.managed if code != THE_CHAIRS]
    day = monday(world.made_on) + timedelta(days=7)
    while managed and _at(day, 10) <= until:
        chance = throws(world.seed, "works", day)
        words, end = chance.choice(REPAIRS)
        times = (_at(day, 10), _at(day, 9, 10), _at(day, 12, 10))
        yield Ordered(chance.choice(managed), WorkKind.REPAIR, words, *times, end)
        day += timedelta(days=7)


def _at(day: date, hour: int, away: int = 0) -> datetime:
    return local(day + timedelta(days=away), time(hour))
