"""Whose lifts the demo company looks after: the houses one meets first, and everybody who is no community."""

from dataclasses import dataclass

from maintenance.enums import Use
from owners.models import Owner

COMMUNITY, COMPANY, PERSON, PUBLIC = (Owner.Kind.COMMUNITY, Owner.Kind.COMPANY, Owner.Kind.PERSON, Owner.Kind.PUBLIC)
MANAGED = 60  # communities of Fincas Pisuerga
MANAGED_LIFTS = 74


@dataclass(frozen=True)
class House:
    """A house as it is told here. `raes` may be fewer than the lifts; `visited` is days since the last visit."""

    street: str
    route: str
    lifts: tuple[str, ...] = ("Único",)
    postcode: str = "47001"
    city: str = "Valladolid"
    raes: tuple[str, ...] = ()
    visited: tuple[int, ...] = ()


@dataclass(frozen=True)
class Holding:
    """An owner and the houses it holds lifts in. A community is named by its street.

    `letter` begins the tax number; `digits` follow when they are not thrown.
    """

    houses: tuple[House, ...]
    name: str = ""
    kind: Owner.Kind = COMMUNITY
    letter: str = "H"
    use: Use = Use.DWELLINGS
    is_managed: bool = False
    digits: int = 0


def _community(
    street: str,
    route: str,
    lifts: str = "Único",
    *,
    postcode: str = "47001",
    rae: str = "",
    visited: tuple[int, ...] = (),
    managed: bool = True,
    digits: int = 0,
) -> Holding:
    house = House(street, route, tuple(lifts.split("|")), postcode, raes=tuple(rae.split()), visited=visited)
    return Holding((house,), is_managed=managed, digits=digits)


# The first page of the manager's sixty; `visited` is what her table says on the first day.
FIRST = (
    _community("Calle Mayor 14", "Centro", "Ascensor principal", rae="47-003128", visited=(11,), digits=4721830),
    _community(
        "Paseo de Zorrilla 88",
        "Centro",
        "Escalera A|Escalera B",
        postcode="47007",
        rae="47-001941 47-001942",
        visited=(18, 18),
        digits=4710297,
    ),
    _community("Plaza de Tenerías 3", "Centro", postcode="47006", rae="47-004410", visited=(13,), digits=4733012),
    _community("Calle Nebrija 9", "Delicias", postcode="47010", rae="47-002618", visited=(48,), digits=4715664),
    _community(
        "Calle Imperial 22", "Delicias", "Principal", postcode="47003", rae="47-003540", visited=(43,), digits=4728145
    ),
    _community("Calle Colón 5", "Centro", postcode="47005", rae="47-003771", visited=(6,), digits=4726553),
    _community(
        "Avenida de Salamanca 31",
        "Parquesol",
        "Portal 1|Portal 2",
        postcode="47014",
        rae="47-002207",
        visited=(20, 20),
        digits=4709021,
    ),
    _community("Calle Labradores 7", "Centro", postcode="47004", rae="47-000865", visited=(10,), digits=4704489),
    _community(
        "Calle Gamazo 18",
        "Centro",
        "Izquierda|Derecha",
        postcode="47004",
        rae="47-001187 47-001188",
        visited=(19, 19),
        digits=4711902,
    ),
    _community("Calle Panaderos 41", "Delicias", postcode="47004", rae="47-004102", visited=(14,), digits=4730771),
    _community(
        "Paseo del Cauce 62",
        "Rondilla",
        "Escalera A|Escalera B",
        postcode="47010",
        rae="47-002933",
        visited=(7, 7),
        digits=4718836,
    ),
    _community(
        "Calle Santiago 11",
        "Centro",
        "Principal|Montacargas",
        rae="47-000411 47-000412",
        visited=(17, 17),
        digits=4707310,
    ),
)
NEIGHBOUR = _community("Calle Santiago 21", "Centro", "Izquierdo|Derecho", rae="47-002942 47-002943", managed=False)
ALONE = (
    NEIGHBOUR,
    _community("Calle Cervantes 18", "Delicias", rae="47-001377", visited=(48,), managed=False),
    _community("Calle Mantería 9", "Centro", postcode="47004", rae="47-002217", visited=(44,), managed=False),
)


def _owner(name: str, letter: str, use: Use, *houses: House) -> Holding:
    kind = PERSON if letter == "X" else PUBLIC if letter in "PQ" else COMPANY
    return Holding(houses, name, kind, letter, use)


def _several(street: str, route: str, many: int, *, postcode: str = "47008", goods: bool = False) -> House:
    lifts = ["Principal"] if many == 1 else [f"Ascensor {number}" for number in range(1, many + 1)]
    return House(street, route, (*lifts[: many - goods], *(["Montacargas"] if goods else [])), postcode)


def _town(city: str, postcode: str, street: str = "Plaza Mayor 1") -> House:
    return House(street, "Rondilla", ("Principal",), postcode, city)


def _rented(street: str, route: str, many: int = 1, **fields: tuple[str, ...] | tuple[int, ...]) -> House:
    lifts = {1: ("Único",), 2: ("Izquierdo", "Derecho")}[many]
    return House(street, route, lifts, "47012", **fields)  # type: ignore[arg-type]


OTHERS = (
    _owner(
        "Viviendas del Esgueva, S. L.",
        "B",
        Use.DWELLINGS,
        _rented("Avenida de Segovia 61", "Delicias", 2),
        _rented("Avenida de Segovia 63", "Delicias", 2),
        _rented("Calle Dos de Mayo 11", "Delicias"),
    ),
    _owner("Tórtola Cinco, S. L.", "B", Use.DWELLINGS, _rented("Calle Tórtola 5", "Delicias", visited=(43,))),
    _owner(
        "Inmuebles Arca Real, S. L.",
        "B",
        Use.DWELLINGS,
        _rented("Calle Arca Real 62", "Delicias", visited=(38,)),
        _rented("Calle Arca Real 64", "Delicias", 2),
    ),
    _owner(
        "Clínica San Gregorio, S. A.",
        "A",
        Use.PUBLIC,
        _several("Paseo de San Isidro 12", "Delicias", 6),
        _several("Calle Morena 3", "Delicias", 2),
    ),
    _owner("Hotel Ribera del Esgueva, S. L.", "B", Use.PUBLIC, _several("Calle Esgueva 9", "Centro", 4, goods=True)),
    _owner("Hotel Plaza Vieja, S. L.", "B", Use.PUBLIC, _several("Calle Conde Ansúrez 4", "Centro", 3, goods=True)),
    _owner("Hostal Los Arces, S. L.", "B", Use.PUBLIC, _several("Calle Estación 18", "Centro", 1)),
    _owner("Residencia Virgen del Río, S. L.", "B", Use.PUBLIC, _several("Camino de la Esperanza 40", "Rondilla", 4)),
    _owner("Residencia Los Pinares, S. L.", "B", Use.PUBLIC, _several("Carretera de Rueda 55", "Parquesol", 3)),
    _owner(
        "Centro Comercial Las Riberas, S. A.",
        "A",
        Use.PUBLIC,
        _several("Avenida de Zamora 101", "Parquesol", 9, goods=True),
    ),
    _owner(
        "Supermercados Cereal, S. A.",
        "A",
        Use.INDUSTRIAL,
        _several("Calle Canarias 40", "Delicias", 1, goods=True),
        _several("Calle Soto 51", "Rondilla", 1, goods=True),
        _several("Calle Padre Llanos 6", "Parquesol", 1, goods=True),
        _several("Avenida de Palencia 33", "Rondilla", 1, goods=True),
    ),
    _owner(
        "Aparcamientos Pisuerga, S. L.",
        "B",
        Use.PUBLIC,
        _several("Plaza del Poniente 6", "Centro", 2),
        _several("Plaza de San Miguel 1", "Centro", 2),
        _several("Calle Panaderos 60", "Delicias", 2),
    ),
    _owner("Oficinas Torre del Campo, S. L.", "B", Use.OFFICES, _several("Avenida del Monte 20", "Parquesol", 6)),
    _owner(
        "Gestora de Oficinas Duque, S. A.",
        "A",
        Use.OFFICES,
        _several("Calle Duque de la Victoria 19", "Centro", 3),
        _several("Calle Miguel Íscar 7", "Centro", 2),
    ),
    _owner("Asesores del Norte, S. L.", "B", Use.OFFICES, _several("Calle Regalado 8", "Centro", 2)),
    _owner("Fundación Colegio Santa Clara", "G", Use.PUBLIC, _several("Calle Santa Clara 15", "Rondilla", 2)),
    _owner(
        "Rentas Castellanas, S. L.",
        "B",
        Use.DWELLINGS,
        _rented("Calle Embajadores 12", "Delicias", 2),
        _rented("Calle Caamaño 70", "Delicias"),
        _rented("Calle Trabajo 27", "Delicias", 2),
        _rented("Calle Tirso de Molina 8", "Rondilla"),
        _rented("Calle Mirabel 19", "Rondilla"),
        _rented("Calle Puente Colgante 44", "Parquesol", 2),
    ),
    _owner(
        "Alquileres Campo Grande, S. A.",
        "A",
        Use.DWELLINGS,
        _rented("Calle Hernando de Acuña 30", "Parquesol", 2),
        _rented("Calle Manuel Azaña 4", "Parquesol", 2),
        _rented("Calle Amadeo Arias 14", "Parquesol"),
        _rented("Calle Doctor Villacián 9", "Parquesol", 2),
    ),
    _owner(
        "Cooperativa de Viviendas La Rubia",
        "F",
        Use.DWELLINGS,
        _rented("Calle Cigüeña 2", "Delicias", 2),
        _rented("Calle Cigüeña 4", "Delicias", 2),
        _rented("Calle Cigüeña 6", "Delicias", 2),
    ),
    _owner(
        "Patronato de Cultura de la Ribera",
        "Q",
        Use.PUBLIC,
        _several("Calle Angustias 26", "Rondilla", 2),
        _several("Calle Torrecilla 5", "Centro", 1),
        _several("Calle San Blas 13", "Rondilla", 2),
        _several("Paseo de San Vicente 70", "Delicias", 1),
    ),
    _owner(
        "Consorcio de Deportes de la Ribera",
        "Q",
        Use.PUBLIC,
        _several("Calle Portillo de Balboa 25", "Rondilla", 2),
        _several("Calle Cerrada 30", "Rondilla", 1),
    ),
    _owner(
        "Mancomunidad Tierra de Pinares",
        "P",
        Use.PUBLIC,
        _town("Laguna de Duero", "47140"),
        _town("Tudela de Duero", "47320"),
        _town("Portillo", "47160"),
        _town("Íscar", "47420"),
        _town("Olmedo", "47410", "Plaza de Santa María 2"),
    ),
    _owner(
        "Fundación Residencias Universitarias de la Ribera",
        "G",
        Use.PUBLIC,
        _several("Paseo de Belén 30", "Rondilla", 4),
        _several("Calle Real de Burgos 2", "Rondilla", 3),
    ),
    _owner(
        "Harinas del Duero, S. A.", "A", Use.INDUSTRIAL, _several("Calle del Cobalto 5", "Parquesol", 3, goods=True)
    ),
    _owner("Bodegas Cerro Blanco, S. L.", "B", Use.INDUSTRIAL, _town("Rueda", "47490", "Carretera de Nava 3")),
    _owner("Imprenta Pincia, S. L.", "B", Use.INDUSTRIAL, _several("Calle del Níquel 11", "Parquesol", 1)),
    _owner("Teatro Las Comedias, S. L.", "B", Use.PUBLIC, _several("Calle Platerías 21", "Centro", 2, goods=True)),
    _owner("Gimnasios Olmo, S. L.", "B", Use.PUBLIC, _several("Calle Amadeo Arias 40", "Parquesol", 1)),
    _owner("Elvira Salgado", "X", Use.SINGLE_FAMILY, _rented("Camino Viejo de Simancas 21", "Parquesol")),
    _owner("Teodoro Villalba", "X", Use.SINGLE_FAMILY, _rented("Calle del Almendro 6", "Parquesol")),
    _owner("Henar Castaño", "X", Use.SINGLE_FAMILY, _rented("Camino del Prado 17", "Rondilla")),
)
