"""Which of the demo's visits and repairs have photos, and how they arrive: the chair's last visit, and some repairs.

The record names them as a phone would; the pictures are drawn and kept once the transaction that names them is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from maintenance.actions import photos
from maintenance.actions.enclosures import Enclosed, Found, Picture
from maintenance.enums import Cause, Severity
from portal.accounts.models import User
from portal.demo import pictures
from portal.demo.faults import Fault
from portal.demo.rounds import Visit

OF_VISIT = (
    ("closer", 50, "El cierre de la puerta de la 3.ª planta, ya ajustado"),
    ("cabinet", 20, "El cuadro de maniobra, limpio"),
    ("ropes", 29, "Los cables en su polea"),
)
PIT = "La luz del foso no enciende"
OF_REPAIRS = {
    Cause.DOORS: ("belt", "El operador de la puerta, tras el arreglo"),
    Cause.CONTROL: ("cabinet", "El cuadro de maniobra, tras el arreglo"),
}


@dataclass(frozen=True)
class Taken:
    """A picture on somebody's phone."""

    name: str
    sha256: str
    by: User


def of_visit(visit: Visit) -> Enclosed:
    """What comes with a visit that was told beforehand; nothing with the others."""
    if visit.appointment is None:
        return Enclosed()
    named = [_picture(name, visit.key, visit.started_at, item, words) for name, item, words in OF_VISIT]
    pit = _picture("pit", visit.key, visit.started_at, 62, "")
    found = Found(uuid5(NAMESPACE_URL, f"demo {visit.key}"), PIT, Severity.MINOR, 62, [pit.sha256])
    return Enclosed(photos=[*named, pit], findings=[found])


def of_repair(fault: Fault) -> list[Picture]:
    """What a repair of this cause is shown by."""
    if fault.cause not in OF_REPAIRS:
        return []
    name, words = OF_REPAIRS[fault.cause]
    return [_picture(name, fault.key, fault.restored_at - timedelta(minutes=20), None, words)]


def taken_on(visit: Visit, by: User) -> list[Taken]:
    """The pictures of a visit, still on the phone."""
    names = [*(name for name, *_rest in OF_VISIT), "pit"] if visit.appointment else []
    return [Taken(name, pictures.sha256_of(name, visit.key), by) for name in names]


def taken_after(fault: Fault, by: User) -> list[Taken]:
    """The picture of a repair, still on the phone."""
    name = OF_REPAIRS[fault.cause][0]
    return [Taken(name, pictures.sha256_of(name, fault.key), by)]


def bring(taken: list[Taken], *, at: datetime) -> None:
    """They reach the house."""
    for one in taken:
        photos.keep(sha256=one.sha256, drawn=pictures.drawn(one.name), by=one.by, at=at)


def _picture(name: str, of: str, at: datetime, item: int | None, words: str) -> Picture:
    return Picture(pictures.sha256_of(name, of), item, words, at + timedelta(minutes=12))
