"""The strip of visits in words: its sentence, its legend, the law it is measured by. The page prints no other."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Punctuality
from maintenance.models import Lift, LiftCard
from maintenance.queries.lifts import left
from maintenance.rules import law
from maintenance.rules.intervals import Box
from portal.web import words


def under(card: LiftCard) -> str:
    """a tiempo · 2 tarde, hasta 4 días · 2 sin hacer · 1 antes de tiempo, que no cuenta."""
    parts = [_("a tiempo")]
    if card.visits_late:
        days = ngettext("%(n)s día", "%(n)s días", card.visits_worst_days) % {"n": card.visits_worst_days}
        told = _("%(late)s tarde, %(days)s") if card.visits_late == 1 else _("%(late)s tarde, hasta %(days)s")
        parts.append(told % {"late": card.visits_late, "days": days})
    if missed := card.visits.count(Punctuality.MISSED):
        parts.append(_("%(missed)s sin hacer") % {"missed": missed})
    if early := card.visits.count(Punctuality.EARLY):
        told = ngettext("%(n)s antes de tiempo, que no cuenta", "%(n)s antes de tiempo, que no cuentan", early)
        parts.append(told % {"n": early})
    return " · ".join(parts)


def begins(card: LiftCard) -> str:
    """The month of the first box."""
    return words.year_month(card.visits_from_on) if card.visits_from_on else ""


def legend(card: LiftCard) -> list[tuple[str, str]]:
    """What each kind of box that is there means."""
    return [(code.value, str(code.label)) for code in Punctuality if code in card.visits]


def last_of(codes: str) -> str:
    """The letter of the last visit that was done; none for one that only begins the count."""
    return codes.rstrip(Punctuality.DUE + Punctuality.MISSED)[-1:]


def last_words(code: str) -> str:
    """How punctual the last visit was, in a table's cell."""
    if code == Punctuality.EARLY:
        return _("antes de tiempo")
    return str(Punctuality(code).label) if code else ""


def window(opens_on: date | None, closes_on: date | None, today: date) -> str:
    """2–20 dic.; 3 días tarde, once it is over."""
    if opens_on is None or closes_on is None:
        return "–"
    if closes_on < today:
        return left((closes_on - today).days)
    return words.window(opens_on, closes_on, today)


def rule(lift: Lift, today: date) -> str:
    """What the law asks of this lift today, with its article."""
    found = law.interval(lift.facts, today)
    if found.months:
        told = _("La ley pide una revisión cada cuatro meses en un ascensor como este (%(article)s).")
        return told % {"article": found.article}
    return _(
        "La ley pide que entre dos revisiones pasen de %(earliest)s a %(latest)s días (%(article)s); una que llega "
        "antes no cuenta. Cada revisión se mide por la ley de su fecha."
    ) % {"earliest": found.earliest, "latest": found.latest, "article": found.article}


def said_of(box: Box | None) -> str:
    """How punctual one visit was, in a sentence; nothing of the first on record."""
    if box is None:
        return ""
    if box.code == Punctuality.LATE:
        return left(-box.days)
    if box.code == Punctuality.EARLY:
        days = (box.on - box.began_on).days
        return _("Antes de tiempo: %(days)s días después de la anterior. No cuenta como revisión periódica.") % {
            "days": days
        }
    if box.code == Punctuality.ON_TIME:
        return _("A tiempo")
    return _("No sabemos qué plazo regía entonces")
