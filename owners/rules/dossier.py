"""The legal dossier of a lift: which papers its owner must have, since when, and what is still lacking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SOON = 60  # days before a paper runs out in which it is asked for anew


@dataclass(frozen=True)
class Ground:
    """Why a paper is asked for: its article, and the day from which that holds."""

    kind: str
    article: str
    since: date


# ITC AEM 1 (RD 355/2024), art. 4.8, which holds since 1 July 2024; the order is the law's.
LEGAL = tuple(
    Ground(kind, f"ITC AEM 1, art. 4.8.{letter}", date(2024, 7, 1))
    for letter, kind in zip(
        "abcdefg",
        ("registration", "conformity", "data_sheet", "manual", "log", "contract", "inspection"),
        strict=True,
    )
)
KINDS = frozenset(ground.kind for ground in LEGAL)
MONEY = frozenset({"contract"})  # papers with prices in them: for who sees money, unless somebody says otherwise

FILE_NAMES = {
    "registration": "registro_rae",
    "conformity": "declaracion_conformidad",
    "data_sheet": "ficha_tecnica",
    "manual": "manual",
    "log": "registro_mantenimiento",
    "contract": "contrato",
    "inspection": "certificado_inspeccion",
    "modification": "modificacion",
    "risks": "evaluacion_riesgos",
    "insurance": "seguro",
    "waste": "certificado_residuos",
    "minutes": "acta",
    "other": "papel",
}


def holds(ground: Ground, day: date) -> bool:
    """Whether the law asks for it on a day."""
    return ground.since <= day


def days_left(valid_until: date | None, day: date) -> int | None:
    """Days until its last day: 0 on that day, negative once it has run out, None when it never does."""
    return None if valid_until is None else (valid_until - day).days


def is_over(valid_until: date | None, day: date) -> bool:
    """Whether it has run out: the last day it holds is gone."""
    return valid_until is not None and valid_until < day


def runs_out(valid_until: date | None, day: date) -> bool:
    """Whether it should be asked for anew."""
    left = days_left(valid_until, day)
    return left is not None and left <= SOON


def lacking(held: Mapping[str, date | None], day: date) -> list[Ground]:
    """What is lacking of the dossier. `held` says of each kind that is there the last day on which it holds."""
    asked = [ground for ground in LEGAL if holds(ground, day)]
    return [ground for ground in asked if ground.kind not in held or is_over(held[ground.kind], day)]
