"""The first library of plans: seventy items (`checklist.tsv` beside it), and which of them a visit owes.

A starting point for the company's own plan, written by this project; it claims to conform to no standard. Where the
trade's sources name two frequencies for an item, the more frequent one stands.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maintenance.enums import Drive, Frequency

SLUG = "ascensor"
NAME = "Plan de mantenimiento de ascensores"
LANGUAGES = ("es", "en")
WORDED = ("group", "text", "plain")

DRIVES = {Drive.TRACTION: {"E", "B"}, Drive.HYDRAULIC: {"H", "B"}, Drive.OTHER: {"B"}}
INCLUDED = {
    Frequency.MONTHLY: {"M"},
    Frequency.QUARTERLY: {"M", "T"},
    Frequency.HALF_YEARLY: {"M", "T", "S"},
    Frequency.YEARLY: {"M", "T", "S", "A"},
}


def library() -> list[dict[str, Any]]:
    """The seventy items as a plan template holds them."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        return [_item(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def due(lines: Iterable[dict[str, Any]], *, drive: str, scope: str) -> list[dict[str, Any]]:
    """The items a visit of this scope owes a lift of this drive; a wider scope includes the narrower ones."""
    drives, frequencies = DRIVES[Drive(drive)], INCLUDED[Frequency(scope)]
    return [line for line in lines if line["drives"] in drives and line["frequency"] in frequencies]


def _item(row: dict[str, str]) -> dict[str, Any]:
    worded = {name: {language: row[f"{name}_{language}"] for language in LANGUAGES} for name in WORDED}
    return {"number": int(row["number"]), **worded, "drives": row["drives"], "frequency": row["frequency"]}
