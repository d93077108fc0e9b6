"""The cast by name, and the technicians of the four routes."""

from portal.demo.world import Person

CAST = (
    Person("chair", "Pilar Ortega", "pilar.ortega@example.com", "983 000 041"),
    Person("manager", "Raquel Santos", "raquel.santos@example.com", "983 000 060"),
    Person("office", "Carmen Ruiz", "carmen.ruiz@example.com", "983 000 000"),
    Person("technician", "Marta Gil", "marta.gil@example.com"),
    Person("admin", "Nuria Vega", "nuria.vega@example.com"),
    Person("resident", "Luis Herrero", "luis.herrero@example.com", "983 000 042"),
    Person("billing", "Benito Ramos", "benito.ramos@example.com"),
    Person("neighbour", "Rosa Blanco", "rosa.blanco@example.com", "983 000 021"),
    Person("former", "Julián Arce", "julian.arce@example.com"),
    Person("colleague", "Iván Prado", "ivan.prado@example.com"),
)
TEAM = (
    Person("jorge", "Jorge Alonso", "jorge.alonso@example.com"),
    Person("sonia", "Sonia Lobo", "sonia.lobo@example.com"),
)
ROUTES = {"Centro": "technician", "Delicias": "colleague", "Parquesol": "jorge", "Rondilla": "sonia"}
YEARS_IN_THE_HOUSE = {"technician": 12, "colleague": 6, "jorge": 19, "sonia": 3}
