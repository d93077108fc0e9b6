"""The invoices and papers of a month in one ZIP."""

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema

from maintenance.api.documents import answers
from owners.actions import months as actions
from owners.api import shapes
from owners.queries import months as queries
from portal.access import grants
from portal.access.scopes import NEEDS, Scope
from portal.files import serving
from portal.jobs.models import JobState
from portal.lib import clock
from portal.lib.shapes.compounds import Fields, Maybe
from portal.lib.shapes.values import OneOf, Text, Whole
from portal.web.api import Problem
from portal.web.machines import TokenCall, answer, asked, by_token

NOT_YET = _("El ZIP de ese mes no está hecho, o ya no lo está: pídalo y espere a que diga «done».")


class ArchiveState(TextChoices):
    """How it is with an archive: what a job can be, never asked for, and over."""

    NONE = "none"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GONE = "gone"


ARCHIVE = Fields(
    {
        "state": OneOf(ArchiveState),
        "done": Whole(0, 10**6),
        "total": Maybe(Whole(0, 10**6)),
        "words": Text(1000),
        "size": Whole(0, 2**40),
        "files": Whole(0, 10**6),
    },
    called="Archive",
)
MONTH = OpenApiParameter("month", shapes.MONTH.schema(), OpenApiParameter.PATH)


@extend_schema(
    methods=["GET"],
    operation_id="read_month",
    parameters=[MONTH, shapes.CONDITION],
    responses=answers({200: ARCHIVE.schema(), 304: None}, *shapes.READ),
    summary="How it goes with the ZIP of a month",
)
@extend_schema(
    methods=["PUT"],
    operation_id="build_month",
    parameters=[MONTH],
    request=None,
    responses=answers({202: ARCHIVE.schema()}, *shapes.READ),
    summary="Build the ZIP of a month",
    description="Anew each time, unless it is being built. Papers are in it when the token is for documents too.",
)
@by_token("GET PUT", Scope.READ_INVOICES, Scope.READ_INVOICES)
def month(request: TokenCall, month: str) -> HttpResponse:
    """Asked for, then asked about until it is done."""
    asked(request, {})
    at, wanted = clock.now(), shapes.MONTH.read(month, "month")
    papers = _papers(request)
    if request.method == "PUT":
        job = actions.start(month=wanted, papers=papers, by=request.user, at=at)
        return answer(request, queries.told(job, request.user, at), status=202)
    return answer(request, queries.told(queries.latest(request.user, wanted, papers=papers), request.user, at))


@extend_schema(
    operation_id="read_month_file",
    parameters=[MONTH],
    responses={(200, "application/zip"): {"type": "string", "format": "binary"}} | answers({}, *shapes.READ, 409),
    summary="The ZIP of a month: files called NIF_day_number.pdf, and an index in CSV",
)
@by_token("GET", Scope.READ_INVOICES)
def month_file(request: TokenCall, month: str) -> HttpResponseBase:
    """Kept for a week, as long as all of it may still be read by who asks."""
    asked(request, {})
    job = queries.latest(request.user, shapes.MONTH.read(month, "month"), papers=_papers(request))
    inside = queries.held(job, request.user, clock.now()) if job and job.state == JobState.DONE else None
    if job is None or inside is None:
        raise Problem(409, "not-built", NOT_YET)
    plain: HttpRequest = request._request
    return serving.serve_archive(plain, queries.folder_of(job) / queries.ARCHIVE, inside, name=f"{month}.zip")


def _papers(request: TokenCall) -> bool:
    may = bool(NEEDS[Scope.READ_DOCUMENTS] & grants.of(request.user).permissions)
    return may and Scope.READ_DOCUMENTS in request.auth.reach
