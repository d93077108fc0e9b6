"""Checking a history: what we claim, whether it holds, whether a hash is in it, and the history itself to take away."""

from pathlib import Path
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from maintenance.models import Lift
from owners.queries import histories, scope
from portal.access.permissions import Permission
from portal.ledger import export, verify_history
from portal.lib import clock
from portal.web.access import PersonRequest, public, requires

READERS = (Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)


def _lift(request: PersonRequest, key: UUID) -> Lift:
    return get_object_or_404(scope.lifts(request.user, clock.now()).select_related("building"), pk=key)


@requires(*READERS)
def history(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The verdict, when asked for; and the place of a hash."""
    found = _lift(request, lift)
    known = request.GET.get("hash", "").strip().lower()[:64]
    asked = "check" in request.GET or bool(known)
    page = {
        "lift": found,
        "stream": histories.stream(found.pk),
        "verdict": histories.verdict(found.pk) if asked else None,
        "known": known,
        "place": histories.place(found, known, clock.now()) if known else None,
    }
    return render(request, "owners/history.html", page)


@requires(*READERS)
def download(request: PersonRequest, lift: UUID) -> StreamingHttpResponse:
    """The stream, an entry a line; entries for others go as links only."""
    found = _lift(request, lift)
    lines = export.lines(histories.stream(found.pk), scope.audiences_on(request.user, found, clock.now()))
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="historial-{found.code}.jsonl"'
    return response


@public
def verifier(request: PersonRequest) -> HttpResponse:
    """The program that checks a history without us."""
    program = Path(str(verify_history.__file__)).read_bytes()
    response = HttpResponse(program, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_history.py"'
    return response
