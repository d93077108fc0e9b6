"""My lifts: all of a person's lifts at a glance."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from owners.queries import papers, portfolio, scope
from owners.queries.portfolio import View
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.READ_OWN_LIFTS)
def lifts(request: PersonRequest) -> HttpResponse:
    """The table, or its next rows; who has one lift only goes straight to it."""
    at = clock.now()
    asked = request.GET.get("view", View.ALL)
    view = View(asked) if asked in View.values else View.ALL
    wanted, after = request.GET.get("q", "").strip()[:80], request.GET.get("after", "")
    table = portfolio.table(request.user, at, view=view, wanted=wanted, after=after)
    if not request.GET and len(table.rows) == 1:
        return redirect("owners:lift", lift=table.rows[0].pk)

    page = {"table": table, "view": view, "wanted": wanted}
    if request.htmx:
        return render(request, "owners/lifts.html#rows", page)
    counts = portfolio.counts(request.user, at)
    page |= {
        "counts": counts,
        "views": [(one, counts.of(one)) for one in View],
        "standing": portfolio.standing(request.user, at),
        "due": portfolio.due(request.user, at),
        "waiting": papers.waiting_count(request.user, at),
        "fleet": portfolio.fleet(counts),
        "owners": scope.owners(request.user, at).count(),
        "now": at,
    }
    return render(request, "owners/lifts.html", page)
