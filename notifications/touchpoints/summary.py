"""Summaries: what waited to be told together, by place; the monthly one begins with what the month was."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.enums import Summary
from notifications.letter import Letter, Line, Part
from notifications.models import Digest, Message
from notifications.queries.months import OfLift
from portal.accounts.models import User
from portal.web import pages, words

FEW = 6  # lifts whose month is told one by one; of more, only those where something was
MOST = 60  # things told in one mail; the rest stand in the portal


def letter(digest: Digest, messages: Sequence[Message], month: Sequence[OfLift] = (), of: date | None = None) -> Letter:
    """The summary of these messages; `month` is what the month of that day was, lift by lift."""
    person = digest.person
    return Letter(
        title=_month_title(month, of) if of else _title(digest, messages),
        what_happened=_happened(digest, person, messages, of),
        why=_("Así pidió que le escribamos, o es lo que suele importar a quien tiene su papel. Puede cambiarlo."),
        action_words=_("Leer todo en el portal"),
        action_url=settings.SITE_URL + reverse("notifications:messages"),
        parts=(*(_month(month) if of else ()), *_gathered(messages[:MOST])),
        links=((_("Qué quiero saber"), settings.SITE_URL + reverse("notifications:preferences")),),
    )


def _title(digest: Digest, messages: Sequence[Message]) -> str:
    number = len(messages)
    if digest.kind == Summary.WEEKLY:
        return ngettext("Su semana: %(number)s noticia", "Su semana: %(number)s noticias", number) % {"number": number}
    return ngettext("Esta mañana: %(number)s noticia", "Esta mañana: %(number)s noticias", number) % {"number": number}


def _month_title(month: Sequence[OfLift], of: date) -> str:
    visits, breakdowns = sum(one.visits for one in month), sum(one.breakdowns for one in month)
    said = {
        "month": date_format(of, "F"),
        "visits": ngettext("%(n)s revisión", "%(n)s revisiones", visits) % {"n": visits},
        "breakdowns": ngettext("%(n)s avería", "%(n)s averías", breakdowns) % {"n": breakdowns}
        if breakdowns
        else _("ninguna avería"),
    }
    if len(month) == 1:
        return _("Su ascensor en %(month)s: %(visits)s, %(breakdowns)s") % said
    return _("Sus ascensores en %(month)s: %(visits)s, %(breakdowns)s") % said


def _happened(digest: Digest, person: User, messages: Sequence[Message], of: date | None) -> str:
    said = {"name": person.name, "number": len(messages)}
    more = len(messages) - MOST
    rest = _("Hay %(number)s más en el portal.") % {"number": more} if more > 0 else ""
    if of and not messages:
        return _("%(name)s: esto fue el mes. No hay nada más que contarle.") % said
    if of:
        return words.sentences(_("%(name)s: esto fue el mes, y lo que no corría prisa.") % said, rest)
    return words.sentences(_("%(name)s: esto es lo que no corría prisa, todo junto.") % said, rest)


def _month(month: Sequence[OfLift]) -> tuple[Part, ...]:
    """Each of a few lifts; of many, those with a breakdown or without a visit, and how the rest did."""
    told = list(month) if len(month) <= FEW else [one for one in month if one.breakdowns or one.is_open]
    lines = [Line(_lift(one), settings.SITE_URL + pages.url_for(one.lift)) for one in told[:MOST]]
    quiet = len(month) - len(told)
    if quiet:
        visited = sum(1 for one in month if one not in told and one.visits)
        lines.append(
            Line(
                ngettext(
                    "%(quiet)s ascensor sin averías; %(visited)s con revisión este mes",
                    "%(quiet)s ascensores sin averías; %(visited)s con revisión este mes",
                    quiet,
                )
                % {"quiet": quiet, "visited": visited}
            )
        )
    return (Part(_("El mes"), tuple(lines)),) if lines else ()


def _lift(one: OfLift) -> str:
    visits = ngettext("%(n)s revisión", "%(n)s revisiones", one.visits) % {"n": one.visits}
    breakdowns = ngettext("%(n)s avería", "%(n)s averías", one.breakdowns) % {"n": one.breakdowns}
    said = {
        "lift": str(one.lift),
        "visits": visits if one.visits else _("ninguna revisión"),
        "breakdowns": breakdowns if one.breakdowns else _("ninguna avería"),
    }
    if one.is_open:
        return _("%(lift)s: %(visits)s, %(breakdowns)s. Una sigue abierta.") % said
    return _("%(lift)s: %(visits)s, %(breakdowns)s.") % said


def _gathered(messages: Sequence[Message]) -> tuple[Part, ...]:
    places: dict[str, list[Line]] = defaultdict(list)
    for message in messages:
        when = date_format(message.created_at, "d/m")
        places[message.where].append(Line(message.title, message.url, when))
    return tuple(Part(place or _("Otras cosas"), tuple(lines)) for place, lines in places.items())
