"""Handing a file to who may have it: through nginx (`X-Accel-Redirect`) or as a plain response.

Whatever somebody opens is logged. A small picture that comes with a page is not: sixty rows would say nothing that the
page does not; and its reader's browser, and no other, keeps it for an hour.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from portal.access.models import Token
from portal.accounts.models import User
from portal.files import store, verification
from portal.files.models import AccessLog, File, Verification
from portal.lib import clock

KEPT = 3600  # seconds
INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def serve(request: HttpRequest, file: File, *, name: str, download: bool = False) -> HttpResponse:
    """The file as a response, logged. The caller has found the file through a scope."""
    response = _response(file, name=name, inline=file.media_type in INLINE and not download)
    response["Cache-Control"] = "private, no-store"
    log(request, [file])
    return response


def serve_made(content: bytes, *, name: str) -> HttpResponse:
    """A PDF that was made for this answer alone, of what the caller may read; it is no file, and not logged."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, _printable(name)) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


def serve_archive(
    request: HttpRequest, path: Path, files: Iterable[File], *, name: str, media_type: str = "application/zip"
) -> HttpResponseBase:
    """A ZIP, or many papers as one, below the private folder. Whoever takes it away was handed each of these files."""
    response: HttpResponseBase
    if settings.FILES_ACCEL:
        response = HttpResponse()
        below = path.relative_to(settings.PRIVATE_FILES)
        response["X-Accel-Redirect"] = f"{settings.FILES_ACCEL.rstrip('/')}/{below}"
    else:
        response = FileResponse(path.open("rb"))
    response["Content-Type"] = media_type
    response["Content-Disposition"] = content_disposition_header(True, _printable(name)) or "attachment"
    response["Cache-Control"] = "private, no-store"
    log(request, files)
    return response


def show(file: File, *, name: str) -> HttpResponse:
    """A small picture of a page. The caller has found the file through a scope."""
    response = _response(file, name=name, inline=True)
    response["Cache-Control"] = f"private, max-age={KEPT}"
    return response


def _response(file: File, *, name: str, inline: bool) -> HttpResponse:
    response = _accelerated(file) if settings.FILES_ACCEL else HttpResponse(_whole(file))
    response["Content-Type"] = file.media_type
    response["Content-Disposition"] = content_disposition_header(not inline, _printable(name)) or "attachment"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response._csp_config = {"default-src": ["'none'"], "sandbox": []}  # type: ignore[attr-defined]
    return response


def _printable(name: str) -> str:
    """The name without line breaks and what else no header may hold; names come from imports too."""
    return "".join(char for char in name if char.isprintable())


def _whole(file: File) -> bytes:
    """Its bytes; raises Altered when they are not what was stored, and the office is told so from then on."""
    try:
        return store.read(file)
    except store.Altered:
        verification.note(file, at=clock.now())
        raise


def _accelerated(file: File) -> HttpResponse:
    """The way for nginx, which would hand out whatever lies there: so it is looked at before."""
    if verification.state_of(file) != Verification.State.WHOLE:
        verification.note(file, at=clock.now())
        raise store.Altered(file.sha256)
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{settings.FILES_ACCEL.rstrip('/')}/{store.relative(file.sha256)}"
    return response


def log(request: HttpRequest, files: Iterable[File]) -> None:
    """Writes that these files were handed out: one row each, also of several within one archive."""
    token = getattr(request, "auth", None)
    one: dict[str, Any] = {
        "person": request.user if isinstance(request.user, User) else None,
        "token": token if isinstance(token, Token) else None,
        "at": clock.now(),
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "address": request.META.get("REMOTE_ADDR") or None,
    }
    AccessLog.objects.bulk_create((AccessLog(file=file, **one) for file in files), batch_size=500)
