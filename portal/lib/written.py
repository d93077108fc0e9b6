"""Amounts and days as the reader's language writes them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format

SIGNS = {"EUR": "€"}


def amount(value: Decimal, currency: str = "EUR") -> str:
    """Two decimals, thousands apart, the sign behind: `1.264,30 €`."""
    figure = number_format(value, decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{figure}\N{NO-BREAK SPACE}{SIGNS.get(currency, currency)}"


def day(value: date) -> str:
    """In figures: `05/11/2026`."""
    return date_format(value, "SHORT_DATE_FORMAT")
