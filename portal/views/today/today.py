"""Today, and trying again what was set aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.ledger import following
from portal.lib import clock
from portal.views.today import heading, queries
from portal.web.access import PersonRequest, post_only, requires


@requires(Permission.RUN_OFFICE)
def today(request: PersonRequest) -> HttpResponse:
    """Everything that waits; alone the part that is looked at anew every half minute."""
    day = queries.day(clock.now())
    page = {"day": day, "heading": heading.of(day.counts, (get_language() or "es")[:2])}
    return render(request, "today/today.html#day" if request.htmx else "today/today.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def attempt(request: PersonRequest, row: int) -> HttpResponse:
    """Puts one piece of work back in the queue."""
    aside = get_object_or_404(following.set_aside(), pk=row)
    if following.try_again(aside, at=clock.now()):
        messages.info(request, _("Se intenta otra vez."))
    return redirect("today")
