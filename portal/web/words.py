"""Days, hours and lengths of time as people say them, in the language of the page. Made once, in queries.

Moments come in already in the zone they are told in.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.utils import formats, translation
from django.utils.dateformat import format as dated
from django.utils.translation import get_language, ngettext, pgettext

Word = TypeVar("Word", bound=Callable[..., Any])


def remembered(word: Word) -> Word:
    """Keeps, per language, what a function says of a few plain values: a page says the same day a hundred times.

    For functions of nothing but their arguments, called without names.
    """
    known = lru_cache(maxsize=4096)(lambda _language, *values: word(*values))

    @wraps(word)
    def said(*values: Any) -> Any:
        return known(get_language(), *values)

    return said  # type: ignore[return-value]


gettext = remembered(translation.gettext)
_ = gettext


@remembered
def short(day: date, today: date | None = None) -> str:
    """12 nov.; with its year when that is not today's."""
    if today is None or day.year == today.year:
        return dated(day, pgettext("formato de fecha", "j b."))
    return dated(day, pgettext("formato de fecha", "j b. Y"))


@remembered
def long(day: date, today: date | None = None) -> str:
    """12 de noviembre; with its year when that is not today's."""
    if today is None or day.year == today.year:
        return dated(day, pgettext("formato de fecha", r"j \d\e F"))
    return dated(day, pgettext("formato de fecha", r"j \d\e F \d\e Y"))


@remembered
def month_within(day: date, today: date) -> str:
    """noviembre, or noviembre de 2025: within a sentence."""
    if day.year == today.year:
        return dated(day, "F")
    return dated(day, pgettext("formato de fecha", r"F \d\e Y"))


@remembered
def month(day: date, today: date) -> str:
    """Noviembre, or Noviembre de 2025."""
    return month_within(day, today).capitalize()


def figures(day: date) -> str:
    """12/11/2026."""
    return f"{day:%d/%m/%Y}"


def hour(at: datetime) -> str:
    """9:40."""
    return f"{at.hour}:{at.minute:02}"


def moment(at: datetime, now: datetime) -> str:
    """hoy a las 9:40 · ayer a las 19:15 · el 1 de octubre, a las 11:12."""
    days = (now.date() - at.date()).days
    if days == 0:
        return _("hoy a las %(hour)s") % {"hour": hour(at)}
    if days == 1:
        return _("ayer a las %(hour)s") % {"hour": hour(at)}
    return _("el %(day)s a las %(hour)s") % {"day": long(at.date(), now.date()), "hour": hour(at)}


def since(at: datetime, now: datetime) -> str:
    """desde las 9:40 · desde ayer, 19:15 · desde el 1 de octubre, 11:12."""
    days = (now.date() - at.date()).days
    if days == 0:
        return _("desde las %(hour)s") % {"hour": hour(at)}
    if days == 1:
        return _("desde ayer, %(hour)s") % {"hour": hour(at)}
    return _("desde el %(day)s, %(hour)s") % {"day": long(at.date(), now.date()), "hour": hour(at)}


def before(at: datetime, now: datetime) -> str:
    """antes de las 13:00 · antes de mañana, 9:00 · antes del 3 de diciembre, 9:00."""
    days = (at.date() - now.date()).days
    if days == 0:
        return _("antes de las %(hour)s") % {"hour": hour(at)}
    if days == 1:
        return _("antes de mañana, %(hour)s") % {"hour": hour(at)}
    return _("antes del %(day)s, %(hour)s") % {"day": long(at.date(), now.date()), "hour": hour(at)}


def span(began: datetime, ended: datetime, now: datetime) -> str:
    """12 nov., 10:12–10:58; two days when it ran over midnight."""
    day = short(began.date(), now.date())
    if began.date() == ended.date():
        return f"{day}, {hour(began)}–{hour(ended)}"
    return f"{day}, {hour(began)} – {short(ended.date(), now.date())}, {hour(ended)}"


@remembered
def year_month(day: date) -> str:
    """dic. 2025."""
    return dated(day, pgettext("formato de fecha", "b. Y"))


@remembered
def between(opens: date, closes: date, today: date) -> str:
    """del 2 al 20 de diciembre · del 25 de noviembre al 18 de diciembre."""
    if (opens.year, opens.month) == (closes.year, closes.month):
        return _("del %(first)s al %(last)s") % {"first": opens.day, "last": long(closes, today)}
    return _("del %(first)s al %(last)s") % {"first": long(opens, today), "last": long(closes, today)}


@remembered
def window(opens: date, closes: date, today: date) -> str:
    """2–20 dic. · 25 nov.–18 dic."""
    if (opens.year, opens.month) == (closes.year, closes.month):
        return f"{opens.day}–{short(closes, today)}"
    return f"{short(opens, today)}–{short(closes, today)}"


def lasting(seconds: float) -> str:
    """38 min · 3 h 10 min · 2 d 4 h: the two largest parts."""
    minutes = round(seconds / 60)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return (
            _("%(days)s d %(hours)s h") % {"days": days, "hours": hours} if hours else _("%(days)s d") % {"days": days}
        )
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"


def out_of(good: int, due: int) -> str:
    """11 de 12; a dash where nothing was due."""
    return _("%(good)s de %(due)s") % {"good": good, "due": due} if due else "–"


def percent(share: Decimal) -> str:
    """99,1 %."""
    return _("%(share)s %%") % {"share": formats.number_format(share, 1)}


def money(amount: Decimal, currency: str = "EUR") -> str:
    """1.234,56 € · €1,234.56; another currency by its code: 1.234,56 CHF."""
    figures = formats.number_format(abs(amount), 2, use_l10n=True, force_grouping=True)
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    if currency == "EUR":
        return sign + pgettext("dinero", "%(figures)s\N{NO-BREAK SPACE}€") % {"figures": figures}
    return f"{sign}{figures}\N{NO-BREAK SPACE}{currency}"


def figure(number: Decimal) -> str:
    """1,5 · 12: as many decimals as it has."""
    plain = number.normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return formats.number_format(plain, decimals, use_l10n=True, force_grouping=True)


def sentences(*parts: str) -> str:
    """Parts that say something, one after another; one that ends in «S. L.» ends there."""
    return " ".join(re.sub(r"(?<!\.)\.\.$", ".", part) for part in parts if part)


def wrong_code(left: int) -> str:
    """No es ese. Quedan 2 intentos."""
    if not left:
        return gettext("Este código ya no vale. Pida otro.")
    return ngettext("No es ese. Queda %(n)s intento.", "No es ese. Quedan %(n)s intentos.", left) % {"n": left}
