"""What a person hands in is taken whole or refused with a reason: its size, and its first bytes against its name."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MOST = 10 * 1024 * 1024
PDF, JPEG = ("application/pdf", b"%PDF-"), ("image/jpeg", b"\xff\xd8\xff")
KINDS = {".pdf": PDF, ".jpg": JPEG, ".jpeg": JPEG}


class Refused(Exception):
    """Why the file is not taken, in words for who sent it."""


def accept(upload: "UploadedFile[bytes]") -> tuple[bytes, str]:
    """The bytes and their media type; raises Refused."""
    kind = KINDS.get(PurePath(upload.name or "").suffix.lower())
    if kind is None:
        raise Refused(_("Solo guardamos PDF y fotos JPG."))
    if (upload.size or 0) > MOST:
        raise Refused(_("Pesa más de %(most)s.") % {"most": filesizeformat(MOST)})
    media_type, mark = kind
    content = upload.read()
    if not content.startswith(mark):
        raise Refused(_("Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo y pruebe otra vez."))
    if media_type == PDF[0]:
        _look_into(content)
    return content, media_type


def _look_into(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_("El PDF está cortado: falta el final. Pruebe a guardarlo de nuevo."))
    if b"/Encrypt" in content:
        raise Refused(_("El PDF tiene contraseña. Guárdelo sin ella para que podamos leerlo dentro de unos años."))
