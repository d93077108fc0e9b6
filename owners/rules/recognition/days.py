"""Days within a text: in figures (day before month, unless the paper shows otherwise), ISO, or in Spanish words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})[-/](?P<m>\d{2})[-/](?P<d>\d{2})(?![\d-])")
FIGURES = re.compile(r"(?<![\d./-])(?P<d>\d{1,2})(?P<by>[./-])(?P<m>\d{1,2})(?P=by)(?P<y>\d{4}|\d{2})(?![\d/-]|\.\d)")
WORDS = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:\s+de\s+|\s+|-)(?P<m>" + "|".join(month[:3] + r"[a-z]*" for month in MONTHS) + r")\.?"
    r"(?:\s+del?\s+|\s+|-)(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True)
class Spotted:
    """A day and where it stands in the text."""

    value: date
    start: int
    end: int


def spotted(text: str, *, month_first: bool = False) -> Iterator[Spotted]:
    """Every day, in order."""
    found = [_spot(match, int(match["m"]), int(match["d"])) for match in ISO.finditer(text)]
    for match in FIGURES.finditer(text):
        day, month = (match["m"], match["d"]) if month_first else (match["d"], match["m"])
        found.append(_spot(match, int(month), int(day)))
    found += [_spot(match, _month(match["m"]), int(match["d"])) for match in WORDS.finditer(text)]
    return iter(sorted((one for one in found if one), key=lambda one: one.start))


def is_month_first(text: str) -> bool:
    """Whether some day of the text can only be read with the month before it, and none only the other way."""
    pairs = [(int(match["d"]), int(match["m"])) for match in FIGURES.finditer(text) if match["by"] == "/"]
    return any(second > 12 >= first for first, second in pairs) and not any(first > 12 for first, _second in pairs)


def day(text: str) -> date | None:
    """The day that the whole text is, perhaps with its hour."""
    found = next(spotted(text), None)
    rest = f"{text[: found.start]}{text[found.end :]}" if found else "?"
    return found.value if found and re.fullmatch(r"\s*|[T ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*", rest) else None


def month_name(value: date) -> str:
    """In Spanish, small letters."""
    return MONTHS[value.month - 1]


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, start=1) if name[:3] == word[:3].lower())


def _spot(match: re.Match[str], month: int, day_of_month: int) -> Spotted | None:
    year = int(match["y"])
    year += 2000 if year < 100 else 0
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        return None
    return Spotted(found, match.start(), match.end()) if FIRST_YEAR <= year <= LAST_YEAR else None
