"""The annual report on paper: the year in figures beside the year before, month by month, and what was promised."""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from maintenance.documents import letterhead
from owners.documents import drawings, junta_sheet
from owners.models import Owner
from owners.queries import annual, scope
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words

STYLESHEETS = junta_sheet.STYLESHEETS
LIFTS = 40  # told one by one; of more, those with something to tell


def context(owner: Owner, year: int, at: datetime, *, whole: bool) -> dict[str, Any]:
    """What it says."""
    company, report = companies.current(), annual.of(owner, year, at, whole=whole)
    lifts = report.figures.lifts
    told = lifts if len(lifts) <= LIFTS else sorted(lifts, key=lambda one: -one.trouble)[:LIFTS]
    return {
        "company": company,
        "logo": letterhead.logo(company),
        "owner": owner,
        "report": report,
        "before": year - 1,
        "months": _columns(report.months, company.accent),
        "stood": annual.standing(report),
        "lifts": [junta_sheet.lift(one) for one in told] if whole else [],
        "left": len(lifts) - len(told),
        "costs": junta_sheet.costs(report.figures, company.accent) if whole else [],
        "today": words.long(scope.today(at), date.min),
        "language": translation.get_language() or "es",
    }


def render(owner: Owner, year: int, at: datetime, *, whole: bool) -> bytes:
    """The report as a PDF in the language of who reads it; raises PdfUnavailable without Pango."""
    html = render_to_string("owners/documents/annual_report.html", context(owner, year, at, whole=whole))
    return pdf.render(html, stylesheets=STYLESHEETS)


def _columns(stood: list[int], accent: str) -> list[tuple[str, str, Any]]:
    """A month each: its name, how long was stood, and a column of it."""
    most = max((*stood, 1))
    return [
        (name, long, drawings.column(seconds / most, f"{name}: {long}", accent=accent))
        for (name, long), seconds in zip(months(stood), stood, strict=True)
    ]


def months(stood: list[int]) -> list[tuple[str, str]]:
    """The name of each month, and how long was stood in it."""
    return [
        (words.short(date(2000, number, 1)).split()[-1].strip("."), words.lasting(seconds) if seconds else "–")
        for number, seconds in enumerate(stood, start=1)
    ]
