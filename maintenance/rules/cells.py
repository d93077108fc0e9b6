"""A cell's text as a number, a day, a moment or one of a closed list; None when it is none."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar
from zoneinfo import ZoneInfo

from portal.lib.tables.mapping import folded

DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
CLOCKS = ("%H:%M", "%H:%M:%S")
YES = frozenset({"si", "s", "yes", "y", "true", "verdadero", "1", "x"})
ERRORS = re.compile(r"^#(n/[ad]|¡?(ref|valor|value|div/0|num|nulo|null)!|¿?(name|nombre)\?)$", re.IGNORECASE)
NUMBER = re.compile(r"^([+-]?[\d.,' ]*\d)\s*[^\d.,]{0,6}$")

Choice = TypeVar("Choice", bound=Enum)


def clean(text: str) -> str:
    """One line, without control characters."""
    plain = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())


def number(text: str, decimal: str) -> Decimal | None:
    """A number with a decimal comma or point and perhaps its unit: `1.050,5 kg` is 1050.5.

    Of two different signs the last is the decimal one. A lone point in a sheet of commas parts thousands before three
    figures (`1.050`), decimals before others (`0.63`).
    """
    found = NUMBER.match(text.strip())
    if not found:
        return None
    plain, group = found[1].replace(" ", "").replace("'", ""), "." if decimal == "," else ","
    both, lone = decimal in plain and group in plain, decimal not in plain and plain.count(group) == 1
    if (both and plain.rindex(group) > plain.rindex(decimal)) or (lone and len(plain.rpartition(group)[2]) != 3):
        decimal, group = group, decimal
    try:
        return Decimal(plain.replace(group, "").replace(decimal, "."))
    except InvalidOperation:
        return None


def day(text: str, form: str = "") -> date | None:
    """A day: as the mapping says, as ISO, or as Spain writes it."""
    found = _moment(text, (form,) if form else DAYS)
    return found.date() if found else None


def moment(text: str, form: str = "", zone: str = "Europe/Madrid") -> datetime | None:
    """A moment in UTC. An hour the clocks repeat is the first of the two; one they skip is the first that exists."""
    forms = (form,) if form else [f"{one} {clock}" for one in DAYS for clock in CLOCKS] + list(DAYS)
    found = _moment(text, forms)
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def choice(text: str, choices: type[Choice]) -> Choice | None:
    """The member of a closed list with that value or that label."""
    wanted = folded(text)
    for one in choices:
        if wanted in (folded(str(one.value)), folded(str(getattr(one, "label", "")))):
            return one
    return None


def is_yes(text: str) -> bool:
    """Whether the cell says yes."""
    return folded(text) in YES


def is_zone(text: str) -> bool:
    """Whether it names a time zone, e.g. Europe/Madrid."""
    try:
        return bool(ZoneInfo(text))
    except (KeyError, ValueError, OSError):
        return False


def is_error(text: str) -> bool:
    """Whether the cell holds a spreadsheet's error, e.g. #N/D."""
    return bool(ERRORS.match(text.strip()))


def _moment(text: str, forms: Iterable[str]) -> datetime | None:
    plain = text.strip()
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        pass
    for form in forms:
        try:
            return datetime.strptime(plain, form)  # noqa: DTZ007 - the zone is the building's, given by the caller
        except ValueError:
            continue
    return None
