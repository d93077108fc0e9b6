"""What `open_company` asks, and what it says to an answer it cannot take."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

import holidays
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.es import nif

SPAIN = frozenset(holidays.country_holidays("ES").subdivisions)


class CannotTake(Exception):
    """The answer is not one; its text says why."""


@dataclass(frozen=True)
class Question:
    """One thing to know. `check` raises CannotTake; `usual` is taken when nothing is answered."""

    key: str
    words: Promise | str
    check: Callable[[str], None]
    usual: str = ""


def take(question: Question, answer: str) -> str:
    """The answer, tidied; raises CannotTake."""
    tidy = " ".join(answer.split()) or question.usual
    if not tidy:
        raise CannotTake(_("Falta: %(what)s.") % {"what": question.words})
    question.check(tidy)
    return tidy


def doubt(number: str) -> str:
    """What is odd about a NIF; a number that fails its check is taken all the same, since old ones exist."""
    return (
        "" if nif.is_valid(number) else _("El NIF %(nif)s no pasa su dígito de control. Compruébelo.") % {"nif": number}
    )


def _short(limit: int) -> Callable[[str], None]:
    def check(answer: str) -> None:
        if len(answer) > limit:
            raise CannotTake(_("Es demasiado largo: caben %(limit)s letras.") % {"limit": limit})

    return check


def _telephone(answer: str) -> None:
    if not re.fullmatch(r"\+?[\d ]{9,19}", answer):
        raise CannotTake(_("Escriba el teléfono con sus cifras, por ejemplo 900 000 000."))


def _region(answer: str) -> None:
    country, _dash, part = answer.partition("-")
    if not (re.fullmatch(r"[A-Z]{2}-[A-Z]{1,2}", answer) and (country != "ES" or part in SPAIN)):
        raise CannotTake(_("Escriba el código de la comunidad autónoma, por ejemplo ES-CL o ES-MD."))


def _zone(answer: str) -> None:
    if answer not in available_timezones():
        raise CannotTake(_("Escriba la zona horaria así: Europe/Madrid o Atlantic/Canary."))


def _email(answer: str) -> None:
    try:
        validate_email(answer)
    except ValidationError as wrong:
        raise CannotTake(_("Eso no es un correo: %(email)s.") % {"email": answer}) from wrong


COMPANY = (
    Question("name", gettext_lazy("nombre de la empresa"), _short(120)),
    Question("legal_name", gettext_lazy("razón social"), _short(160)),
    Question("nif", gettext_lazy("NIF"), _short(20)),
    Question("emergency_phone", gettext_lazy("teléfono de 24 horas"), _telephone),
    Question("region", gettext_lazy("comunidad autónoma (p. ej. ES-CL)"), _region),
    Question("time_zone", gettext_lazy("zona horaria"), _zone, usual="Europe/Madrid"),
)
ADMIN = (
    Question("admin_name", gettext_lazy("nombre de quien administrará la empresa"), _short(160)),
    Question("admin_email", gettext_lazy("su correo"), _email),
)
EVERY = COMPANY + ADMIN
