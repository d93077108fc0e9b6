"""The front door: everybody to his own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.access import grants
from portal.access.permissions import Permission
from portal.web.access import public

DOORS = (
    (Permission.RUN_OFFICE, "today"),
    (Permission.WORK_ON_LIFTS, "field:shell"),
    (Permission.READ_OWN_LIFTS, "owners:lifts"),
    (Permission.READ_OWN_MONEY, "owners:invoices"),
)


@public
def home(request: HttpRequest) -> HttpResponse:
    """Who is in goes through his door; who is not signs in."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    held = grants.of(request.user).permissions
    return redirect(next((door for permission, door in DOORS if permission in held), "account"))
