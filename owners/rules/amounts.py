"""Amounts of money as people and machines type them."""

import re
from decimal import Decimal

MOST = Decimal("9999999999.99")  # twelve digits, two of them cents
DECIMAL, THOUSAND = re.compile(r"^\d+(?:[.,]\d{1,2})?$"), re.compile(r"^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


class NoAmount(ValueError):
    """The text is no amount."""


class Ambiguous(NoAmount):
    """«1.234» may be a thousand and some or one and some: it needs its cents."""


def read(text: str) -> Decimal:
    """The amount with two decimals; raises NoAmount. Comma and point both part cents; the other parts thousands.

    >>> read("1.234,56 €"), read("1,234.56"), read("-12,5")
    (Decimal('1234.56'), Decimal('1234.56'), Decimal('-12.50'))
    """
    plain = re.sub(r"[\s€'’]|EUR", "", text, flags=re.IGNORECASE).replace("\N{MINUS SIGN}", "-")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        raise Ambiguous(text)
    whole = _without_thousands(digits)
    if not whole.isascii() or not DECIMAL.match(whole):
        raise NoAmount(text)
    amount = Decimal(sign + whole.replace(",", ".")).quantize(Decimal("0.01"))
    if abs(amount) > MOST:
        raise NoAmount(text)
    return amount


def _without_thousands(digits: str) -> str:
    found = THOUSAND.match(digits)
    if not found:
        return digits
    mark, rest = found.group(1), digits[found.end() :]
    if rest and not re.fullmatch(r"[.,]\d{1,2}", rest):
        return digits
    if rest and rest[0] == mark:
        return digits
    return found.group().replace(mark, "") + rest
