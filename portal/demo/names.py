"""Names for a company that does not exist: plausible ones, nobody's. Addresses of mail end in example.com."""

from random import Random

from stdnum.es import cif

from portal.lib.text import fold

FIRST = (
    "Adela Agustín Alicia Amparo Andrés Ángel Antonia Aurora Baltasar Beatriz Blanca Bruno Candela Carlos Cecilia "
    "Celia Clara Concha Daniel Diego Dolores Elena Elvira Emilio Esteban Eugenia Eusebio Fabián Felisa Fermín "
    "Gabriela Gloria Gregorio Guillermo Henar Hilario Inés Irene Isidro Jacinta Javier Jimena Joaquín Josefa Juana "
    "Laura Leandro Lorenzo Lucía Lourdes Marcelo Mario Matilde Mercedes Miguel Mónica Nicolás Noelia Olga Óscar "
    "Paloma Patricio Paula Pedro Ramiro Rebeca Ricardo Rocío Rodrigo Sara Saturnino Sebastián Silvia Susana Teodoro "
    "Teresa Tomás Valentina Vicente"
)
LAST = (
    "Abril Alcalde Alonso Arribas Asensio Ayuso Baeza Bayón Bermejo Blázquez Caballero Calleja Calvo Carbajo Casado "
    "Castaño Cebrián Cerezo Cuesta Delgado Escudero Espeso Fraile Frutos Gallego Garrote Gento Herrera Hidalgo "
    "Izquierdo Lázaro Llorente Lozano Luengo Manso Marcos Matesanz Merino Miguélez Monge Montero Nieto Olmedo Olmos "
    "Pascual Pastor Peláez Pinto Posada Quintana Redondo Rebollo Revilla Ríos Rivas Rojo Sacristán Salgado Sanz "
    "Serna Soto Tejedor Tomillo Toribio Valverde Vaquero Velasco Vela Villalba Yuste Zamarreño Zurdo"
)

# Streets the routes know, with their postcode; numbers are thrown.
STREETS: dict[str, tuple[tuple[str, str], ...]] = {
    "Centro": (
        ("Calle Regalado", "47002"),
        ("Calle Cánovas del Castillo", "47002"),
        ("Calle Platerías", "47003"),
        ("Calle Angustias", "47003"),
        ("Calle Torrecilla", "47003"),
        ("Calle San Blas", "47003"),
        ("Calle Muro", "47004"),
        ("Calle Gamazo", "47004"),
        ("Calle Muro de la Acera", "47004"),
        ("Plaza de Santa Cruz", "47002"),
    ),
    "Delicias": (
        ("Calle Embajadores", "47013"),
        ("Calle Caamaño", "47013"),
        ("Calle Canarias", "47012"),
        ("Avenida de Segovia", "47013"),
        ("Calle Andalucía", "47005"),
        ("Calle Trabajo", "47005"),
        ("Calle Cigüeña", "47012"),
        ("Paseo de San Vicente", "47013"),
    ),
    "Parquesol": (
        ("Calle Hernando de Acuña", "47014"),
        ("Calle Manuel Azaña", "47014"),
        ("Calle Amadeo Arias", "47014"),
        ("Calle Doctor Villacián", "47014"),
        ("Paseo de Zorrilla", "47006"),
        ("Calle Puente Colgante", "47006"),
        ("Avenida de Salamanca", "47014"),
        ("Calle Padre Llanos", "47009"),
    ),
    "Rondilla": (
        ("Calle Cardenal Torquemada", "47010"),
        ("Calle Tirso de Molina", "47010"),
        ("Paseo del Cauce", "47010"),
        ("Calle Cerrada", "47010"),
        ("Avenida de Palencia", "47010"),
        ("Calle Soto", "47010"),
        ("Calle Portillo de Balboa", "47010"),
        ("Calle Mirabel", "47010"),
    ),
}
MAKERS = {"Otis": 24, "Zardoya": 12, "Thyssen": 16, "Schindler": 16, "Orona": 14, "Kone": 8, "Fain": 5, "MP": 5}


def person(chance: Random) -> str:
    """A first name and a surname."""
    return f"{chance.choice(FIRST.split())} {chance.choice(LAST.split())}"


def address(name: str, taken: set[str]) -> str:
    """The person's mail, unlike those taken; it is taken from now on."""
    plain = ".".join(fold(name).split())
    tries = [plain, *(f"{plain}{number}" for number in range(2, 100))]
    found = next(one for one in tries if one not in taken)
    taken.add(found)
    return f"{found}@example.com"


def telephone(chance: Random) -> str:
    """A number of the row that nobody has."""
    return f"983 000 0{chance.randrange(100):02d}"


def nif(letter: str, digits: int) -> str:
    """A tax number with its check digit: H is a community of owners, B and A companies, P and Q public bodies."""
    number = f"{letter}{digits:07d}"
    check: str = cif.calc_check_digits(number)  # the same twice: as a digit and as a letter
    return number + check["PQ".count(letter)]
