"""What technicians write beside the points of a checklist, and what they say to the owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from maintenance.actions.visits import Reply
from maintenance.enums import Result
from portal.demo import names
from portal.demo.dice import pick, throws
from portal.demo.rounds import Visit

ADJUSTED, OBSERVED, PENDING = Result.ADJUSTED, Result.OBSERVED, Result.PENDING


@dataclass(frozen=True)
class Remark:
    """About one point: what it came to, the words beside it, and those for the owner."""

    number: int
    result: Result
    words: str
    to_owner: str


REMARKS = (
    Remark(
        1,
        ADJUSTED,
        "Cuarto barrido; había cajas guardadas.",
        "He barrido el cuarto de máquinas y he apartado unas cajas.",
    ),
    Remark(2, ADJUSTED, "Bombilla del cuarto cambiada.", "He cambiado una bombilla en el cuarto de máquinas."),
    Remark(
        2,
        OBSERVED,
        "El cuarto pasa de 35 grados por la tarde.",
        "En el cuarto de máquinas hace mucho calor: convendría más ventilación.",
    ),
    Remark(5, ADJUSTED, "Aceite del reductor repuesto.", "He repuesto aceite en la máquina."),
    Remark(5, OBSERVED, "Reductor con una fuga ligera.", "La máquina suda un poco de aceite: lo vigilamos."),
    Remark(7, ADJUSTED, "Freno ajustado.", "He ajustado el freno."),
    Remark(11, ADJUSTED, "Nivel de aceite repuesto.", "He repuesto aceite en la central."),
    Remark(
        12,
        OBSERVED,
        "Manguera con la goma cuarteada, sin fuga.",
        "Una manguera está vieja: no pierde, pero habrá que cambiarla.",
    ),
    Remark(
        13,
        PENDING,
        "Retén del pistón gastado: hay que cambiarlo.",
        "Queda un retén del pistón por cambiar; le mandamos presupuesto.",
    ),
    Remark(20, ADJUSTED, "Bornes apretados y contactores limpiados.", "He limpiado y apretado el cuadro eléctrico."),
    Remark(
        25,
        PENDING,
        "Batería de rescate agotada: hay que cambiarla.",
        "La batería de rescate está agotada; le mandamos presupuesto.",
    ),
    Remark(
        29,
        OBSERVED,
        "Cables con algún hilo roto, dentro de lo admitido.",
        "Los cables empiezan a gastarse: los medimos en cada revisión.",
    ),
    Remark(30, ADJUSTED, "Tensión de los cables igualada.", "He igualado la tensión de los cables."),
    Remark(36, ADJUSTED, "Dos luces de cabina cambiadas.", "He cambiado dos luces de la cabina."),
    Remark(36, OBSERVED, "Espejo con una esquina rota.", "El espejo de la cabina tiene una esquina rota."),
    Remark(
        37, ADJUSTED, "Batería de la luz de emergencia cambiada.", "He cambiado la batería de la luz de emergencia."
    ),
    Remark(38, ADJUSTED, "Volumen del altavoz subido.", "He subido el volumen del teléfono de la cabina."),
    Remark(40, ADJUSTED, "Pulsador de la 3.ª planta limpiado.", "He limpiado un botón que se quedaba hundido."),
    Remark(
        40,
        PENDING,
        "Pulsador de la 1.ª planta gastado.",
        "Queda un botón de cabina por cambiar: lo traigo en la próxima visita.",
    ),
    Remark(
        42,
        ADJUSTED,
        "Parada de la planta baja afinada 6 mm.",
        "He afinado la parada de la planta baja: dejaba un pequeño escalón.",
    ),
    Remark(43, ADJUSTED, "Etiqueta de inspección repuesta.", "He repuesto la etiqueta de la inspección."),
    Remark(
        45, ADJUSTED, "Correa del operador tensada.", "He tensado la correa de la puerta, por eso cerraba a golpes."
    ),
    Remark(46, ADJUSTED, "Cortina óptica limpiada y alineada.", "He limpiado la cortina de luz de la puerta."),
    Remark(47, ADJUSTED, "Carril limpiado: había gravilla.", "He limpiado el carril de la puerta: tenía gravilla."),
    Remark(
        47,
        PENDING,
        "Guiador inferior gastado. Hoy no afecta al uso.",
        "Queda un guiador gastado: le mandamos presupuesto.",
    ),
    Remark(
        49, ADJUSTED, "Contacto de la 2.ª planta ajustado.", "He ajustado el contacto de la puerta de la 2.ª planta."
    ),
    Remark(
        50,
        ADJUSTED,
        "Muelle de la puerta del portal tensado.",
        "He tensado el muelle de la puerta del portal para que cierre sola.",
    ),
    Remark(
        51,
        OBSERVED,
        "Mirilla de la 4.ª planta con una grieta.",
        "La mirilla de la 4.ª planta tiene una grieta; no hay peligro.",
    ),
    Remark(53, ADJUSTED, "Luz del rellano del 2.º cambiada.", "He cambiado la luz de un botón del rellano."),
    Remark(55, ADJUSTED, "Guías engrasadas.", "He engrasado las guías: hará menos ruido."),
    Remark(57, PENDING, "Dos luces del hueco fundidas.", "Quedan dos luces del hueco por cambiar; no afectan al uso."),
    Remark(61, ADJUSTED, "Foso limpiado.", "He limpiado el foso."),
    Remark(61, OBSERVED, "Humedad en el foso, sin agua.", "El foso tiene humedad: convendría mirar de dónde viene."),
    Remark(62, PENDING, "La luz del foso no enciende.", "Queda una luz del foso por cambiar: no afecta al uso."),
    Remark(67, ADJUSTED, "Batería del terminal cambiada.", "He cambiado la batería del teléfono de la cabina."),
    Remark(
        70,
        PENDING,
        "Falta el manual de funcionamiento en la carpeta.",
        "Falta el manual en la carpeta del ascensor: lo estamos pidiendo.",
    ),
)
BY_NUMBER: dict[int, list[Remark]] = {}
for _remark in REMARKS:
    BY_NUMBER.setdefault(_remark.number, []).append(_remark)

FOUND = {0: 0.52, 1: 0.34, 2: 0.14}  # how many points of a visit need a word
WEIGHTS = {ADJUSTED: 5, OBSERVED: 2, PENDING: 1}
ALL_WELL = {
    "": 3,
    "Todo en orden.": 5,
    "Todo en orden. Gracias por dejar libre el portal.": 1,
    "Revisado: queda bien.": 1,
}
UNSIGNED = ("No había nadie en la finca.", "No estaba la presidencia.", "El portero no trabaja por la tarde.")
SIGNED = 0.4


@dataclass(frozen=True)
class Words:
    """What a visit says."""

    replies: list[Reply]
    to_owner: str
    signed_by: str
    why_unsigned: str


def of(seed: int, visit: Visit, lines: Sequence[dict[str, Any]]) -> Words:
    """The answers to the points a visit owes, and the words around them."""
    chance = throws(seed, "words", visit.key)
    numbers = [line["number"] for line in lines]
    said = _appointed(visit) if visit.appointment else _thrown(chance, numbers)
    about = {remark.number: remark for remark in said}
    replies = [
        Reply(number, about[number].result, about[number].words) if number in about else Reply(number, Result.OK)
        for number in numbers
    ]
    signed = names.person(chance) if chance.random() < SIGNED else ""
    return Words(
        replies=replies,
        to_owner=" ".join(remark.to_owner for remark in said if remark.to_owner) or pick(chance, ALL_WELL),
        signed_by=signed,
        why_unsigned="" if signed else chance.choice(UNSIGNED),
    )


def _thrown(chance: Random, numbers: Sequence[int]) -> list[Remark]:
    known = [number for number in numbers if number in BY_NUMBER]
    found = sorted(chance.sample(known, min(pick(chance, FOUND), len(known))))
    return [pick(chance, {one: WEIGHTS[one.result] for one in BY_NUMBER[number]}) for number in found]


def _appointed(visit: Visit) -> list[Remark]:
    """The remarks told beforehand; the words for the owner stand with the first."""
    told = visit.appointment
    if told is None:
        return []
    return [Remark(*said, told.words_for_owner if place == 0 else "") for place, said in enumerate(told.said)]
