"""What breaks, in everybody's words: what the caller says, what it was, how it was mended, and to whom it is put down.

Shares after DOMAIN §2.2 and §2.3: doors above all, then the controller; what takes long waits for a part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from maintenance.enums import Attribution, Cause, Drive
from portal.demo.dice import pick

USER, THIRD, MAINS, WEAR, OURS = (
    Attribution.USER,
    Attribution.THIRD_PARTY,
    Attribution.MAINS,
    Attribution.WEAR,
    Attribution.MAINTAINER,
)


@dataclass(frozen=True)
class Plot:
    """One way a lift fails. `part` says it waits for one; `drive`, that only such lifts can."""

    cause: Cause
    told: str
    found: str
    fixed: str
    down_to: Attribution = WEAR
    part: bool = False
    drive: Drive | None = None


PLOTS = (
    Plot(
        Cause.DOORS,
        "No cierra la puerta de cabina.",
        "Correa del operador de puertas gastada.",
        "Correa del operador cambiada y ajustada.",
    ),
    Plot(
        Cause.DOORS,
        "La puerta abre y cierra sin parar.",
        "La cortina de luz de la puerta no veía bien.",
        "Cortina de luz limpiada y alineada.",
    ),
    Plot(
        Cause.DOORS,
        "No arranca, la puerta se queda a medias.",
        "Suciedad en el carril de la puerta.",
        "Carril limpiado y guiadores revisados.",
        USER,
    ),
    Plot(
        Cause.DOORS,
        "Cierra, pero no se mueve.",
        "El contacto de la cerradura de una planta no hacía bien.",
        "Contacto de la cerradura ajustado.",
    ),
    Plot(
        Cause.DOORS,
        "Se queda con la puerta abierta en la planta baja.",
        "Guiador de la puerta gastado.",
        "Guiadores de la puerta cambiados.",
    ),
    Plot(
        Cause.DOORS,
        "La puerta pega un golpe y no cierra.",
        "Motor del operador de puertas averiado.",
        "Motor del operador cambiado y probado en todas las plantas.",
        part=True,
    ),
    Plot(
        Cause.DOORS,
        "No cierra la puerta de una planta.",
        "Cerradura de una puerta de piso rota.",
        "Cerradura de la puerta de piso cambiada.",
        part=True,
    ),
    Plot(
        Cause.DOORS,
        "Se ha descolgado una hoja de la puerta.",
        "Puerta de piso forzada: una hoja fuera de su guía.",
        "Hoja colocada y colgadores cambiados.",
        THIRD,
        part=True,
    ),
    Plot(
        Cause.CONTROL,
        "No responde a las llamadas.",
        "Un relé del cuadro de maniobra quedaba pegado.",
        "Relé cambiado y maniobra probada.",
    ),
    Plot(
        Cause.CONTROL,
        "Se ha parado entre dos plantas.",
        "El detector de plantas perdía la señal.",
        "Detector limpiado y ajustado; recorrido probado.",
    ),
    Plot(
        Cause.CONTROL,
        "Está parado y no se enciende nada.",
        "Placa de maniobra averiada.",
        "Placa de maniobra cambiada y configurada.",
        part=True,
    ),
    Plot(
        Cause.DRIVE,
        "Hace ruido y se para.",
        "Variador averiado.",
        "Variador cambiado y ajustado.",
        part=True,
        drive=Drive.TRACTION,
    ),
    Plot(
        Cause.DRIVE,
        "Da un tirón al parar.",
        "El freno de la máquina pedía ajuste.",
        "Freno ajustado y probado con carga.",
        OURS,
        drive=Drive.TRACTION,
    ),
    Plot(
        Cause.DRIVE,
        "Sube muy despacio y se para.",
        "Una válvula de la central hidráulica no abría.",
        "Válvula limpiada y aceite repuesto.",
        drive=Drive.HYDRAULIC,
    ),
    Plot(
        Cause.DRIVE,
        "Se queda hundido respecto al suelo.",
        "Retén del pistón gastado: perdía aceite.",
        "Retén del pistón cambiado.",
        part=True,
        drive=Drive.HYDRAULIC,
    ),
    Plot(
        Cause.SAFETY,
        "Se para de golpe y vuelve a arrancar.",
        "Un contacto de la cadena de seguridad abría con el traqueteo.",
        "Contacto fijado y cadena de seguridad comprobada.",
    ),
    Plot(
        Cause.SAFETY,
        "Se ha bloqueado al bajar.",
        "El limitador de velocidad había saltado.",
        "Limitador revisado y rearmado; recorrido probado.",
    ),
    Plot(
        Cause.BUTTONS,
        "El botón del segundo no funciona.",
        "Pulsador de cabina gastado.",
        "Pulsador cambiado.",
    ),
    Plot(
        Cause.BUTTONS,
        "El indicador no dice la planta.",
        "Indicador de cabina sin segmentos.",
        "Indicador cambiado.",
        part=True,
    ),
    Plot(
        Cause.BUTTONS,
        "No se ilumina el botón del rellano.",
        "Botonera de rellano con un cable suelto.",
        "Cable de la botonera fijado.",
    ),
    Plot(
        Cause.COMMS,
        "El teléfono de la cabina no da señal.",
        "Batería del teléfono de cabina agotada.",
        "Batería cambiada y llamada de prueba recibida.",
    ),
    Plot(
        Cause.COMMS,
        "La llamada de prueba no ha llegado.",
        "La tarjeta del teléfono de cabina perdió la línea.",
        "Línea recuperada con el operador; llamada de prueba recibida.",
        THIRD,
    ),
    Plot(
        Cause.SUSPENSION,
        "Hace un ruido raro al subir.",
        "Un cable de tracción con hilos rotos.",
        "Cables de tracción cambiados.",
        part=True,
        drive=Drive.TRACTION,
    ),
    Plot(
        Cause.GUIDING,
        "Vibra mucho en los pisos altos.",
        "Rozaderas de la cabina gastadas.",
        "Rozaderas cambiadas y guías engrasadas.",
    ),
    Plot(
        Cause.SHAFT,
        "Huele a humedad y se ha parado.",
        "Agua en el foso.",
        "Foso vaciado y secado; contacto del foso cambiado.",
        THIRD,
        part=True,
    ),
    Plot(
        Cause.POWER,
        "Se ha ido la luz y el ascensor no va.",
        "Corte de luz en el edificio.",
        "La luz volvió; ascensor probado.",
        MAINS,
    ),
    Plot(
        Cause.USER,
        "Se ha quedado abierto.",
        "Un objeto encajado en el carril de la puerta.",
        "Objeto retirado; puerta probada.",
        USER,
    ),
    Plot(
        Cause.USER,
        "Pita y no arranca.",
        "Demasiado peso en la cabina durante una mudanza.",
        "Cabina descargada; ascensor probado.",
        USER,
    ),
    Plot(
        Cause.VANDALISM,
        "Han roto los botones.",
        "Botonera de cabina golpeada.",
        "Botonera cambiada.",
        THIRD,
        part=True,
    ),
    Plot(
        Cause.VANDALISM,
        "Han metido algo en la cerradura.",
        "Papel y pegamento en la cerradura de una planta.",
        "Cerradura limpiada y probada.",
        THIRD,
    ),
    Plot(
        Cause.EXTERNAL,
        "Los albañiles han dejado polvo y no cierra.",
        "Polvo de una obra del portal en las puertas.",
        "Puertas y carriles limpiados.",
        THIRD,
    ),
    Plot(
        Cause.NO_FAULT,
        "No venía al llamarlo.",
        "Funcionaba al llegar; lo probamos en todas las plantas.",
        "Ningún fallo encontrado; memoria de errores leída.",
        Attribution.UNKNOWN,
    ),
)

SHARES: Mapping[Cause, float] = {
    Cause.DOORS: 58,
    Cause.CONTROL: 8.5,
    Cause.DRIVE: 4.5,
    Cause.SAFETY: 3.5,
    Cause.BUTTONS: 5,
    Cause.COMMS: 2.5,
    Cause.SUSPENSION: 0.4,
    Cause.GUIDING: 1.2,
    Cause.SHAFT: 0.8,
    Cause.POWER: 2,
    Cause.USER: 5,
    Cause.VANDALISM: 2.5,
    Cause.EXTERNAL: 1.6,
    Cause.NO_FAULT: 6,
}
# How much likelier a cause is behind what was over within three quarters of an hour, and what took a working day.
QUICK = {
    Cause.NO_FAULT: 1.8,
    Cause.USER: 1.8,
    Cause.DRIVE: 0.3,
    Cause.SUSPENSION: 0,
    Cause.SHAFT: 0,
    Cause.VANDALISM: 0.5,
}
LONG = {Cause.DRIVE: 3, Cause.CONTROL: 1.8, Cause.SUSPENSION: 4, Cause.SHAFT: 3, Cause.NO_FAULT: 0.1, Cause.USER: 0.1}
QUICK_MINUTES, LONG_MINUTES = 45, 480
INSIDE = {
    Cause.DOORS: 0.16,
    Cause.CONTROL: 0.22,
    Cause.DRIVE: 0.2,
    Cause.SAFETY: 0.25,
    Cause.POWER: 0.12,
    Cause.USER: 0.06,
}
RUNS_ON = {Cause.BUTTONS: 0.75, Cause.COMMS: 1.0, Cause.GUIDING: 0.85, Cause.DOORS: 0.05}


def cause(chance: Random, minutes: float) -> Cause:
    """What it came from, given how long it took."""
    factors = QUICK if minutes < QUICK_MINUTES else LONG if minutes > LONG_MINUTES else {}
    return pick(chance, {one: share * factors.get(one, 1) for one, share in SHARES.items()})


def plot(chance: Random, of: Cause, drive: Drive, minutes: float) -> Plot:
    """A plot of that cause such a lift can have; one that waits for a part when it took long."""
    fitting = [one for one in PLOTS if one.cause == of and one.drive in {None, drive}]
    wanted = [one for one in fitting if one.part == (minutes > LONG_MINUTES)]
    if not fitting:
        return plot(chance, Cause.DOORS, drive, minutes)
    return chance.choice(wanted or fitting)
