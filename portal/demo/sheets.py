"""A lift's sheet as it is thrown: what stands in such a house, how old it is and how it behaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maintenance.actions.lifts import LETTERS
from maintenance.enums import Communication, Directive, Drive, Use
from portal.demo import names, portfolio
from portal.demo.appointments import THE_CHAIRS
from portal.demo.dice import pick
from portal.demo.world import Lift

STOPS = {
    Use.DWELLINGS: (4, 9),
    Use.SINGLE_FAMILY: (2, 3),
    Use.PUBLIC: (2, 6),
    Use.OFFICES: (4, 9),
    Use.INDUSTRIAL: (2, 4),
}
LOADS = {
    Use.PUBLIC: {630: 4, 1000: 3, 1600: 1},
    Use.OFFICES: {450: 2, 630: 5, 1000: 1},
    Use.INDUSTRIAL: {1000: 3, 2000: 2},
}
USUAL_LOADS = {320: 4, 450: 7, 630: 2}
BAD = {("Paseo del Cauce 62", "Escalera B"): 5.2, ("Avenida de Segovia 61", "Derecho"): 4.6}
STRETCHED = {Use.PUBLIC: 1.25, Use.INDUSTRIAL: 1.2}


def of_house(
    house: portfolio.House, use: Use, *, began_on: date, made_on: date, chance: Random, raes: Iterator[str]
) -> list[Lift]:
    """The lifts of a house: of one age and make, as a house was built."""
    year = round(chance.triangular(1968, 2024, 2001))
    maker = pick(chance, names.MAKERS)
    stops = chance.randint(*STOPS[use])
    is_known = bool(house.raes or house.visited)
    entered_on = _entered_on(chance, year, began_on, began_on if is_known else made_on)
    lifts = []
    for place, name in enumerate(house.lifts):
        rae = house.raes[place] if place < len(house.raes) else next(raes)
        lift = _lift(chance, name, rae, maker, year, stops, use, house.route, entered_on)
        lifts.append(
            replace(
                lift,
                complete_since=began_on if is_known else _complete_since(chance, entered_on, began_on, made_on),
                faults_a_year=BAD.get((house.street, name), lift.faults_a_year),
                visited=house.visited[place] if house.visited else None,
            )
        )
    return lifts


def _lift(
    chance: Random, name: str, rae: str, maker: str, year: int, stops: int, use: Use, route: str, entered_on: date
) -> Lift:
    is_goods = name == "Montacargas"
    drive = Drive.HYDRAULIC if chance.random() < _hydraulic(stops, is_goods) else Drive.TRACTION
    return Lift(
        code="".join(chance.choice(LETTERS) for _ in range(6)),
        name=name,
        rae=rae,
        serial=f"{maker[:2].upper()}-{year}-{chance.randrange(1000, 9999)}",
        maker=maker,
        year=year,
        drive=drive,
        directive=_directive(year, use),
        stops=stops,
        load_kg=pick(chance, {1000: 2, 1500: 1} if is_goods else LOADS.get(use, USUAL_LOADS)),
        speed=_speed(drive, year, stops),
        use=use,
        dwellings=_dwellings(chance, use, stops),
        communication=_communication(chance, year),
        route=route,
        entered_on=entered_on,
        complete_since=None,
        faults_a_year=_faults(chance, year, use),
        turn=chance.randrange(12),
    )


def the_chairs(lift: Lift) -> Lift:
    """The lift the chair of the cast looks after: the one in every picture."""
    return replace(
        lift,
        code=THE_CHAIRS,
        serial="OT-2008-4471",
        maker="Otis",
        year=2008,
        drive=Drive.TRACTION,
        directive=Directive.D_95_16,
        stops=6,
        load_kg=450,
        speed=Decimal("1.00"),
        dwellings=12,
        communication=Communication.LTE_4G,
        entered_on=date(2012, 3, 1),
        faults_a_year=1.3,
    )


def _hydraulic(stops: int, is_goods: bool) -> float:
    if is_goods:
        return 0.6
    return 0.4 if stops <= 4 else 0.12 if stops <= 6 else 0.0


def _directive(year: int, use: Use) -> Directive:
    if use == Use.SINGLE_FAMILY and year >= 2010:
        return Directive.MACHINERY
    return Directive.BEFORE_95_16 if year < 1999 else Directive.D_95_16 if year < 2016 else Directive.D_2014_33


def _speed(drive: Drive, year: int, stops: int) -> Decimal:
    if drive == Drive.HYDRAULIC or year < 1985:
        return Decimal("0.63")
    return Decimal("1.60") if stops >= 9 else Decimal("1.00")


def _dwellings(chance: Random, use: Use, stops: int) -> int | None:
    if use == Use.SINGLE_FAMILY:
        return 1
    return (stops - 1) * chance.choice((2, 2, 3, 4)) if use == Use.DWELLINGS else None


def _communication(chance: Random, year: int) -> Communication:
    if year >= 2019:
        return Communication.LTE_4G
    weights = {Communication.GSM_2G: 8, Communication.LTE_4G: 7, Communication.PSTN: 3, Communication.UNKNOWN: 1}
    return pick(chance, weights)


def _faults(chance: Random, year: int, use: Use) -> float:
    """Between half a breakdown and two a year (DOMAIN §2.3), older and busier ones more often."""
    own = chance.lognormvariate(0, 0.4) * (1.2 if year < 1995 else 1.0) * STRETCHED.get(use, 0.95)
    return round(min(max(own, 0.5), 2.2), 2)


def _entered_on(chance: Random, year: int, began_on: date, last_on: date) -> date:
    """Mostly long ago; one house in twelve came within the last two years."""
    if chance.random() < 1 / 12 and last_on > began_on:
        most = min(700, (last_on - began_on).days)
        return last_on - timedelta(days=chance.randint(min(90, most), most))
    first = max(date(year, 7, 1), date(2004, 1, 1))
    last = began_on - timedelta(days=30)
    return first + timedelta(days=chance.randint(0, max((last - first).days, 0))) if first < last else last


def _complete_since(chance: Random, entered_on: date, began_on: date, made_on: date) -> date:
    """From when on nothing is missing; of a few houses the older papers were lost."""
    if entered_on > began_on:
        return entered_on
    return made_on - timedelta(days=chance.randint(50, 150)) if chance.random() < 0.03 else began_on
