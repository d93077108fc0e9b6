"""The sheet for an owners' meeting («hoja para la junta»): what the last twelve months were, what is to be decided.

One page for an owner with a few lifts. With many, the totals and those with something to tell come first, and the table
of all of them behind as an annexe.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.documents import letterhead
from maintenance.enums import Punctuality
from owners.documents import drawings
from owners.models import Owner
from owners.queries import agenda, dossiers, owner_page, people, scope, spending, years
from owners.queries.years import OfLift, Year
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words

STYLESHEETS = ("web/documents/letterhead.css", "owners/documents/year.css")
WHOLE = 4  # lifts told one by one on the first page
WORST = 6  # of more, so many with something to tell
CHOICES, OPEN, AGREED = 4, 5, 2  # rows of each the page has room for


def context(owner: Owner, at: datetime) -> dict[str, Any]:
    """What it says today."""
    company, today = companies.current(), scope.today(at)
    first, last = years.last_twelve_months(today)
    year = years.of(owner, first, last, scope.zone(), until=at, money=True)
    held = agenda.lifts(owner, at)
    papers = dossiers.of(held, at) if held else {}
    inspection = agenda.next_inspection(papers)
    url = settings.SITE_URL + reverse("owners:owner", args=[owner.pk])
    choices, waiting, agreed = agenda.choices(owner, at), agenda.waiting(held, papers, at), agenda.agreed(owner, at)
    return {
        "company": company,
        "logo": letterhead.logo(company),
        "owner": owner,
        "meeting": _meeting(owner, at),
        "span": words.between(first, last, date.min),
        "figures": figures(year),
        "lifts": [lift(one) for one in _told(year)],
        "annexe": [lift(one) for one in year.lifts] if len(year.lifts) > WHOLE else [],
        "is_part": len(year.lifts) > WHOLE,
        "costs": costs(year, company.accent),
        "choices": choices[:CHOICES],
        "more_choices": len(choices) - CHOICES,
        "open": waiting[:OPEN],
        "more_open": len(waiting) - OPEN,
        "agreed": agreed[:AGREED],
        "inspection": words.long(inspection, date.min) if inspection else "",
        "site": settings.SITE_URL.removeprefix("https://").removeprefix("http://"),
        "qr": str(segno.make(url, error="m").png_data_uri(scale=8, border=0)),
        "today": words.long(today, date.min),
        "language": translation.get_language() or "es",
    }


def of_owner(owner: Owner, at: datetime) -> bytes:
    """The sheet in the owner's language; raises PdfUnavailable without Pango."""
    with translation.override(people.language_of(owner, at)):
        return render(owner, at)


def render(owner: Owner, at: datetime) -> bytes:
    """The sheet as a PDF in the language of who prints it; raises PdfUnavailable without Pango."""
    return pdf.render(
        render_to_string("owners/documents/junta_sheet.html", context(owner, at)), stylesheets=STYLESHEETS
    )


def _meeting(owner: Owner, at: datetime) -> str:
    """Junta ordinaria del 14 de diciembre de 2026; empty when none is recorded."""
    found = agenda.meetings(owner, at).first()
    return owner_page.title(found, date.min) if found else ""


def _told(year: Year) -> Sequence[OfLift]:
    if len(year.lifts) <= WHOLE:
        return year.lifts
    worst = sorted(year.lifts, key=lambda one: -one.trouble)[:WORST]
    return [one for one in worst if one.trouble]


def figures(year: Year) -> list[tuple[str, str, str]]:
    """The year in four figures, each with what it is and what is to be said beside it."""
    if not year.counted:
        told = [("–", _("Sin registro completo todavía: no contamos lo que no sabemos entero."), "")]
    else:
        told = [
            (words.out_of(year.sum("on_time"), year.sum("due")), _("revisiones a tiempo"), _unpunctual(year)),
            (str(year.sum("breakdowns")), ngettext("avería", "averías", year.sum("breakdowns")), _foreign(year)),
            (words.lasting(year.sum("stopped")), _("sin servicio por averías"), _apart(year)),
        ]
    return [*told, (words.money(year.spent), _("facturado, sin impuestos"), "")] if year.costs else told


def _unpunctual(year: Year) -> str:
    late, missed = year.sum("late"), year.sum("missed")
    return " · ".join(
        part
        for part in (
            ngettext("%(n)s tarde", "%(n)s tarde", late) % {"n": late} if late else "",
            ngettext("%(n)s sin hacer", "%(n)s sin hacer", missed) % {"n": missed} if missed else "",
        )
        if part
    )


def _foreign(year: Year) -> str:
    foreign, trapped = year.sum("foreign"), year.sum("trapped")
    return " · ".join(
        part
        for part in (
            ngettext("%(n)s ajena al ascensor", "%(n)s ajenas al ascensor", foreign) % {"n": foreign}
            if foreign
            else "",
            ngettext("%(n)s con alguien dentro", "%(n)s con alguien dentro", trapped) % {"n": trapped}
            if trapped
            else "",
        )
        if part
    )


def _apart(year: Year) -> str:
    foreign, mains, planned = year.sum("stopped_foreign"), year.sum("mains"), year.sum("planned")
    return " · ".join(
        part
        for part in (
            _("%(long)s por causas ajenas") % {"long": words.lasting(foreign)} if foreign else "",
            _("aparte, %(long)s sin luz") % {"long": words.lasting(mains)} if mains else "",
            _("aparte, %(long)s por obras") % {"long": words.lasting(planned)} if planned else "",
        )
        if part
    )


def lift(one: OfLift) -> dict[str, Any]:
    """A row of the table: the lift, its visits drawn and told, breakdowns, and how long it stood."""
    row = {"name": one.lift.place, "rae": one.lift.rae, "since": "", "counts": one.since is not None}
    if one.since is None:
        return row
    told = words.out_of(one.on_time, one.due)
    worst = ngettext("%(n)s día", "%(n)s días", one.worst_days) % {"n": one.worst_days}
    beside = [
        _("%(late)s tarde, hasta %(days)s") % {"late": one.late, "days": worst} if one.late else "",
        _("%(n)s sin hacer") % {"n": one.missed} if one.missed else "",
        _early(one.codes.count(Punctuality.EARLY)),
    ]
    on_time = _("%(share)s a tiempo") % {"share": told}
    sentence = " · ".join(part for part in (on_time, *beside) if part)
    return row | {
        "strip": drawings.visits(one.codes, sentence),
        "visits": told,
        "beside": " · ".join(part for part in beside if part),
        "breakdowns": one.breakdowns,
        "foreign": one.foreign,
        "stopped": words.lasting(one.stopped) if one.stopped else "–",
    }


def _early(early: int) -> str:
    told = ngettext("%(n)s antes de tiempo, que no cuenta", "%(n)s antes de tiempo, que no cuentan", early)
    return told % {"n": early} if early else ""


def costs(year: Year, accent: str) -> list[tuple[str, str, Any]]:
    """What it cost by what for: label, amount, and a bar of its share of the dearest."""
    return [(label, amount, drawings.bar(share, accent=accent)) for label, amount, share in spending.shares(year.costs)]
