"""What a person or a machine hands in is taken whole or refused with a reason.

Its size, its first bytes against its name, then what stands inside: a PDF is looked into and kept byte for byte, a
photo is drawn anew, and a scanner is asked where there is one.
"""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.files import papers, pictures, scanning, store
from portal.files.models import File

MOST = 10 * 1024 * 1024
MOST_SHEET = 20 * 1024 * 1024
RESERVE = 1024 * 1024 * 1024  # of the disk, left to the database
PDF, JPEG = "application/pdf", "image/jpeg"
SHEETS = {
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".gz": "application/gzip",
    ".xz": "application/x-xz",
}
FORMS = {".pdf": "PDF", ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".heic": "HEIF"}


class Refused(Exception):
    """Why the file is not taken, in words for who sent it."""


@dataclass(frozen=True)
class Accepted:
    """Bytes that may be kept, whether a scanner saw them, and the names of the files a PDF holds."""

    content: bytes
    media_type: str
    scanned: bool
    enclosed: tuple[str, ...] = ()


def accept(upload: "UploadedFile[bytes]", *, most: int = MOST, may_hold: Collection[str] = ()) -> Accepted:
    """What may be kept of it; raises Refused. Call it before a transaction: it takes seconds."""
    if (upload.size or 0) > most:
        raise Refused(_("Pesa más de %(most)s.") % {"most": filesizeformat(most)})
    return accept_bytes(upload.read(), upload.name or "", may_hold=may_hold)


def accept_bytes(content: bytes, name: str, *, may_hold: Collection[str] = (), only: Collection[str] = ()) -> Accepted:
    """The same for bytes that came another way; of these forms alone, where some are named."""
    form = FORMS.get(PurePath(name).suffix.lower())
    if only and form not in only:
        raise Refused(_("Aquí solo se publican PDF; sueltos pueden ir la lista del ERP y las facturas XML."))
    if form is None:
        raise Refused(_("Solo guardamos PDF y fotos."))
    if _form_within(content) != form:
        raise Refused(_("Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo y pruebe otra vez."))
    _refuse_without_room(len(content))
    scanned = _scanned(content)
    try:
        if form == "PDF":
            return Accepted(content, PDF, scanned, papers.look(content, may_hold=may_hold).enclosed)
        return Accepted(pictures.draw(content).large, JPEG, scanned)
    except (papers.NoPaper, pictures.NoPicture) as unfit:
        raise Refused(str(unfit)) from unfit


def accept_sheet(content: bytes, name: str) -> Accepted:
    """A list or an XML that our own readers will read within limits: kept as it came, never shown; raises Refused."""
    if not content:
        raise Refused(_("El fichero está vacío."))
    if len(content) > MOST_SHEET:
        raise Refused(_("Pesa más de %(most)s.") % {"most": filesizeformat(MOST_SHEET)})
    _refuse_without_room(len(content))
    return Accepted(content, SHEETS.get(PurePath(name).suffix.lower(), "text/csv"), _scanned(content))


def keep(accepted: Accepted, *, at: datetime) -> File:
    """The row of the kept bytes."""
    return store.put(
        accepted.content, media_type=accepted.media_type, at=at, scanned_at=at if accepted.scanned else None
    )


def _form_within(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "PDF"
    try:
        return pictures.form_of(content)
    except pictures.NoPicture:
        return ""


def _refuse_without_room(size: int) -> None:
    """Raises Refused when the company's share of the disk is used up, or the disk is nearly full."""
    if settings.FILES_QUOTA:
        used = File.objects.aggregate(used=Sum("size"))["used"] or 0
        if used + size > settings.FILES_QUOTA:
            raise Refused(_("No queda sitio para más ficheros: avise a quien lleva el portal."))
    folder = Path(settings.PRIVATE_FILES)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < size + RESERVE:
        raise Refused(_("El disco está casi lleno: avise a quien lleva el portal."))


def _scanned(content: bytes) -> bool:
    try:
        return scanning.scan(content)
    except scanning.Infected as bad:
        raise Refused(_("El antivirus ha encontrado algo malo dentro. No lo guardamos.")) from bad
    except scanning.NoAnswer as silent:
        raise Refused(_("El antivirus no responde, así que no lo guardamos. Pruebe dentro de un rato.")) from silent
