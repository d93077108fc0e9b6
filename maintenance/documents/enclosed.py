"""What came with a visit, as its bulletin prints it: photos, parts, findings, signatures, and the paper it corrects."""

import logging
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from maintenance.enums import Severity
from maintenance.models import Finding, Part, Photo, Visit
from maintenance.queries import visits
from maintenance.rules import strokes
from portal.files import store

Row = dict[str, Any]

logger = logging.getLogger(__name__)


def context(visit: Visit, *, number: str, late_photos: int = 0) -> Row:
    """Everything beyond the checklist."""
    rows = Photo.objects.of_visit(visit).select_related("thumbnail", "finding")
    photos = list(rows.order_by(F("item").asc(nulls_last=True), F("taken_at").asc(nulls_last=True), "pk"))
    return {
        "photos": [_photo(photo) for photo in _once(photos) if photo.thumbnail],
        "photos_missing": len({photo.sha256 for photo in photos if photo.thumbnail is None}),
        "parts": list(Part.objects.of_visit(visit).order_by("pk").values(*PART)),
        "findings": [_finding(one) for one in Finding.objects.of_visit(visit).order_by("item", "pk")],
        "settled": [one.words for one in Finding.objects.settled_on(visit).order_by("found_at", "pk")],
        "signature": strokes.picture(visit.signature),
        "customer_signature": strokes.picture(visit.customer_signature),
        "corrected": _corrected(visit, number, late_photos),
        "is_clock_wrong": visit.clock_skew_seconds != 0,
    }


PART = ("name", "quantity", "is_safety_component", "component_type", "serial_number")


def _once(photos: list[Photo]) -> list[Photo]:
    """Each picture once, though two findings may name it."""
    return list({photo.sha256: photo for photo in reversed(photos)}.values())[::-1]


def _photo(photo: Photo) -> Row:
    of_finding = photo.finding.words if photo.finding else ""
    said = photo.words or of_finding or (_("Punto %(number)s") % {"number": photo.item} if photo.item else "")
    return {"src": _source(photo), "alt": said or _("Foto de la revisión"), "words": said}


def _source(photo: Photo) -> str:
    """The thumbnail as an address that needs no fetching; a lost file does not hold the bulletin up."""
    try:
        return store.data_uri(photo.thumbnail.sha256) if photo.thumbnail else ""
    except store.Altered:
        logger.warning("The thumbnail of photo %s is not what was stored", photo.pk)
        return ""


def _finding(one: Finding) -> Row:
    return {
        "words": one.words,
        "severity": Severity(one.severity).label,
        "is_serious": one.severity == Severity.SERIOUS,
    }


def _corrected(visit: Visit, number: str, late_photos: int) -> Row | None:
    """Every paper this one takes the place of, and why: another record, words told anew, or late photos."""
    own = visit.bulletins.exclude(number=number).order_by("issued_at", "pk").last()
    joined = visits.joined_since(visit, own)
    papers = [*([own] if own else []), *visits.papers_of(joined)]
    if not papers:
        return None
    told_anew = "" if late_photos else visit.why_corrected
    return {
        "number": " y al ".join(paper.number for paper in papers),
        "why": joined[-1].why_joined if joined else told_anew,
        "late_photos": 0 if joined else late_photos,
    }
