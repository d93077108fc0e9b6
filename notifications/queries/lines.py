"""How the company has the lines of the catalogue: which are off, and in which words."""

from dataclasses import replace

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from notifications.letter import Letter
from notifications.models import LineVersion
from notifications.rules import wordings
from portal.accounts.models import User
from portal.company import queries as companies

Lines = dict[str, LineVersion]


def current() -> Lines:
    """The lines the company ever changed, as they are now."""
    newest = LineVersion.objects.filter(touchpoint=OuterRef("touchpoint")).order_by("-number").values("pk")[:1]
    return {one.touchpoint: one for one in LineVersion.objects.filter(pk=Subquery(newest))}


def history(touchpoint: str) -> QuerySet[LineVersion]:
    """Its versions, the latest first."""
    return LineVersion.objects.filter(touchpoint=touchpoint).select_related("by").order_by("-number")


def is_off(known: Lines, touchpoint: str) -> bool:
    """Whether the company does not send it."""
    return touchpoint in known and not known[touchpoint].is_on


def worded(letter: Letter, version: LineVersion | None, person: User) -> Letter:
    """The letter in the company's words, in the language that is on; as it was where there are none."""
    if version is None or not version.is_worded:
        return letter
    is_english = (get_language() or "").startswith("en")
    title, opening = (version.title_en, version.opening_en) if is_english else (version.title_es, version.opening_es)
    values = _values(letter, person)
    return replace(
        letter,
        title=wordings.fill(title, values) or letter.title,
        what_happened=wordings.fill(opening, values),
    )


def _values(letter: Letter, person: User) -> dict[str, str]:
    company = companies.current()
    return {
        "nombre": person.name,
        "asunto": letter.title,
        "hecho": letter.what_happened,
        "lugar": letter.where,
        "empresa": company.name,
        "telefono": company.office_phone or company.emergency_phone,
        "contacto": letter.contact.name if letter.contact else company.name,
    }
