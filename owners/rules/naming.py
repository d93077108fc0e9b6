"""Names of files, predictable so that managers' software files them by itself."""

from datetime import date


def file_name(whose: str, day: date, what: str, ending: str = ".pdf") -> str:
    """`NIF_day_what.pdf`; a number keeps its letters, figures, points and dashes, and whose it is may be unknown."""
    plain = "".join(char if char.isalnum() or char in "-_." else "-" for char in what)
    return "_".join(part for part in (whose, f"{day:%Y-%m-%d}", plain) if part) + ending
