"""The close of a month."""

from django.http import HttpResponse
from django.shortcuts import render

from owners.queries import closing
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.RUN_OFFICE)
def close(request: PersonRequest) -> HttpResponse:
    """What of a month is published, what lacks, what is doubtful and what goes on paper."""
    at = clock.now()
    told = closing.close(closing.month_of(request.GET.get("month", ""), at), at)
    return render(request, "owners/office/close.html", {"close": told})
