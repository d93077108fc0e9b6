"""Months as they stand in an address: 2026-10."""

import re
from datetime import date

LIKE = r"(19[7-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])"


def days_of(month: str) -> tuple[date, date]:
    """The first day of a month and the first after it; raises ValueError for what is no month."""
    if not re.fullmatch(LIKE, month, re.ASCII):
        raise ValueError(month)
    first = date.fromisoformat(f"{month}-01")
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def before(day: date) -> str:
    """The last month that is over."""
    return f"{day.year - (day.month == 1)}-{(day.month - 2) % 12 + 1:02d}"


def following(day: date, today: date) -> str:
    """The month after; empty when it has not begun."""
    after = days_of(f"{day:%Y-%m}")[1]
    return f"{after:%Y-%m}" if after <= today else ""
