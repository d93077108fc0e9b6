"""Making the world from its seed: houses and lifts, owners, and who has spoken for them over the years."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from stdnum.es import dni

from maintenance.enums import Use
from portal.access.roles import Role
from portal.demo import cast, names, portfolio, sheets
from portal.demo.dice import throws
from portal.demo.portfolio import COMMUNITY, FIRST, NEIGHBOUR, Holding
from portal.demo.world import DAYS, ZONE, Holder, House, Lift, Person, Term, World
from portal.lib import clock

# To whom we write already, and for how many days; all others start silent.
SPEAKING = {
    "Calle Mayor 14": 44,
    "Calle Santiago 21": 25,
    "Paseo de Zorrilla 88": 12,
    "Plaza de Tenerías 3": 12,
    "Calle Colón 5": 12,
    "Calle Gamazo 18": 12,
}
# When the chair was last elected, in days ago: Pilar and Rosa have held it a while, Julián did until yesterday.
ELECTED = {"Calle Mayor 14": 300, "Calle Santiago 21": 320, "Calle Colón 5": 0}
CHAIRS = {("Calle Mayor 14", 0): "chair", ("Calle Santiago 21", 0): "neighbour", ("Calle Colón 5", 1): "former"}
ALSO = {"Calle Mayor 14": (("billing", Role.BILLING), ("resident", Role.RESIDENT))}


def build(seed: int, made_at: datetime, *, days: int = DAYS, most: int | None = None) -> World:
    """The world of a seed as it stands when the demo is made; `most` owners, for a small one."""
    maker = _Maker(seed, made_at, days)
    holders = tuple(maker.holder(holding) for holding in _holdings(seed)[:most])
    return World(
        seed=seed,
        made_at=made_at,
        began_on=maker.began_on,
        people=(*cast.CAST, *cast.TEAM, *maker.people),
        holders=holders,
    )


def _holdings(seed: int) -> list[Holding]:
    """Those one meets first, then the rest of the manager's sixty, then everybody else."""
    chance = throws(seed, "communities")
    doubles = portfolio.MANAGED_LIFTS - portfolio.MANAGED - sum(len(one.houses[0].lifts) - 1 for one in FIRST)
    rest = portfolio.MANAGED - len(FIRST)
    routes, taken = list(names.STREETS), {one.houses[0].street for one in (*FIRST, *portfolio.ALONE)}
    made = []
    for number in range(rest):
        route = routes[number % len(routes)]
        street, postcode = _free_street(chance, route, taken)
        lifts = (
            chance.choice((("Izquierda", "Derecha"), ("Escalera A", "Escalera B"))) if number < doubles else ("Único",)
        )
        made.append(Holding((portfolio.House(street, route, lifts, postcode),), is_managed=True))
    chance.shuffle(made)
    alone = [one for one in portfolio.ALONE if one is not NEIGHBOUR]
    return [FIRST[0], NEIGHBOUR, *FIRST[1:], *made, *alone, *portfolio.OTHERS]


def _free_street(chance: Random, route: str, taken: set[str]) -> tuple[str, str]:
    while True:
        name, postcode = chance.choice(names.STREETS[route])
        street = f"{name} {chance.randint(1, 48)}"
        if street not in taken:
            taken.add(street)
            return street, postcode


class _Maker:
    """Makes holders one after another; keeps the numbers and addresses already given."""

    def __init__(self, seed: int, made_at: datetime, days: int) -> None:
        self.chance = throws(seed, "world")
        self.made_at, self.made_on = made_at, clock.day_in(ZONE, made_at)
        self.began_on = self.made_on.replace(day=1) - timedelta(days=days)
        self.people: list[Person] = []
        self._addresses = {str(one.email).partition("@")[0] for one in (*cast.CAST, *cast.TEAM)}
        self._raes = self._throw_raes()
        self._digits = iter(self.chance.sample(range(4740000, 4799999), 200))

    def holder(self, holding: Holding) -> Holder:
        """An owner with its houses and people."""
        street = holding.houses[0].street
        name = holding.name or f"C.P. {street}"
        houses = tuple(self._house(house, holding.use) for house in holding.houses)
        managed = self.made_on - timedelta(days=self.chance.randint(400, 3600)) if holding.is_managed else None
        speaks = SPEAKING.get(street) if holding.kind == COMMUNITY else None
        return Holder(
            name=name,
            kind=holding.kind,
            nif=self._nif(holding),
            houses=houses,
            terms=tuple(self._terms(holding, name, street, houses[0].lifts[0])),
            managed_since=managed,
            speaks_since=self.made_at - timedelta(days=speaks) if speaks else None,
        )

    def _house(self, house: portfolio.House, use: Use) -> House:
        lifts = sheets.of_house(
            house, use, began_on=self.began_on, made_on=self.made_on, chance=self.chance, raes=self._raes
        )
        if house.street == "Calle Mayor 14":
            lifts = [sheets.the_chairs(lift) for lift in lifts]
        return House(house.street, house.postcode, house.city, tuple(lifts))

    def _terms(self, holding: Holding, name: str, street: str, lift: Lift) -> Iterator[Term]:
        if holding.kind != COMMUNITY:
            known = name if holding.kind == portfolio.PERSON else names.person(self.chance)
            yield Term(self._person(known), Role.MANAGER, lift.entered_on)
            return
        elected = self.made_on - timedelta(days=ELECTED.get(street, self.chance.randint(40, 330)))
        until = None
        for turn in range(4):
            person = CHAIRS.get((street, turn)) or self._person(names.person(self.chance))
            yield Term(person, Role.CHAIR, elected, until)
            until, elected = elected, elected - timedelta(days=365)
        for person, role in ALSO.get(street, ()):
            yield Term(person, role, self.made_on - timedelta(days=280))

    def _person(self, name: str) -> str:
        """Somebody new; one in eight has no e-mail, and gets paper."""
        key = f"p{len(self.people):03d}"
        email = names.address(name, self._addresses) if self.chance.random() < 7 / 8 else None
        self.people.append(Person(key, name, email, names.telephone(self.chance)))
        return key

    def _nif(self, holding: Holding) -> str:
        digits = holding.digits or next(self._digits)
        if holding.kind == portfolio.PERSON:
            return f"{digits:08d}{dni.calc_check_digit(f'{digits:08d}')}"
        return names.nif(holding.letter, digits)

    def _throw_raes(self) -> Iterator[str]:
        known = {rae for one in (*FIRST, *portfolio.ALONE) for rae in one.houses[0].raes}
        numbers = self.chance.sample(range(300, 5400), 400)
        return (rae for number in numbers if (rae := f"47-{number:06d}") not in known)
