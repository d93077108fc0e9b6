"""Amounts of money within a text: with comma or point, thousands apart or not, the minus before, behind or as brackets.

What could be read two ways is not read: `1.234` may be a thousand or one and a bit, `1.234.56` is neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# Groups of three by one and the same sign, then two to four decimals by the other. A percentage is no amount, and
# neither is a piece of a longer number, of a date or of an IBAN.
MONEY = re.compile(
    r"(?<![\d.,/'-])(?P<open>\()?(?P<minus>[-−–]\s?)?(?:€\s?|EUR\s?)?(?P<inner>-)?"
    r"(?P<whole>\d{1,3}(?:(?P<group>[.,' \u00a0\u202f])\d{3})(?:(?P=group)\d{3}){0,3}|\d{1,12})"
    r"(?P<point>[.,])(?P<cents>\d{2,4})(?![\d%]|[.,/]\d|\s?%)(?P<behind>-(?!\d))?(?P<close>\))?",
    re.ASCII,
)
WHOLE = re.compile(
    r"(?<![\d.,/-])(?P<minus>[-−–]\s?)?(?P<whole>\d{1,9})\s?(?:€|EUR\b|euros?\b)", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class Spotted:
    """An amount and where it ends in the text."""

    value: Decimal
    start: int
    end: int


def spotted(text: str) -> Iterator[Spotted]:
    """Every amount with its cents, in order; whole ones only with their currency."""
    found = [_money(match) for match in MONEY.finditer(text)] + [_whole(match) for match in WHOLE.finditer(text)]
    return iter(sorted((one for one in found if one), key=lambda one: one.start))


def amount(text: str) -> Decimal | None:
    """The amount that the whole text is, perhaps with its currency; None when it is none or could be two."""
    plain = re.sub(r"\s*(?:€|EUR|euros?)\s*", "", text.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"[-−]?\d{1,12}", plain, re.ASCII):
        return Decimal(plain.replace("−", "-"))
    if re.fullmatch(r"[-−]?\d{1,12}[.,]\d", plain, re.ASCII):
        return Decimal(plain.replace("−", "-").replace(",", "."))
    found = MONEY.fullmatch(plain)
    spot = _money(found) if found else None
    return spot.value if spot else None


def _money(match: re.Match[str]) -> Spotted | None:
    group, point = match["group"], match["point"]
    could_be_thousands = not group and len(match["cents"]) == 3 and match["whole"][0] != "0"
    if group == point or could_be_thousands:
        return None
    whole = re.sub(r"\D", "", match["whole"])
    value = Decimal(f"{whole}.{match['cents']}")
    is_negative = match["minus"] or match["inner"] or match["behind"] or (match["open"] and match["close"])
    return Spotted(-value if is_negative else value, match.start(), match.end())


def _whole(match: re.Match[str]) -> Spotted:
    value = Decimal(match["whole"])
    return Spotted(-value if match["minus"] else value, match.start(), match.end())
