"""My lifts: all of a person's lifts at a glance."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from owners.queries import months, overview, papers, portfolio, reach
from owners.queries.portfolio import View
from portal.access import grants
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
    seen = reach.seen(request.user, at)
    table = portfolio.table(seen, view=view, wanted=wanted, after=after)
    if not request.GET and len(table.rows) == 1:
        return redirect("owners:lift", lift=table.rows[0].pk)

    page = {"table": table, "view": view, "wanted": wanted}
    if request.htmx:
        return render(request, "owners/lifts.html#rows", page)
    counts = portfolio.counts(seen)
    page |= {
        "counts": counts,
        "filters": portfolio.filters(counts),
        "standing": overview.standing(seen),
        "due": overview.due(seen),
        "waiting": papers.waiting_count(seen),
        "fleet": overview.fleet(counts),
        "owners": seen.owners,
        "now": at,
        "last_month": months.last(seen.day) if grants.may(request.user, Permission.READ_OWN_MONEY) else None,
    }
    return render(request, "owners/lifts.html", page)
