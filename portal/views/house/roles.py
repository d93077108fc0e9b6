"""Who may do and read what, printed from the tables that decide it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role
from portal.web.access import signed_in


@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """The roles with what each may do and read."""
    table = [
        {
            "label": role.label,
            "verbs": [permission.label for permission in Permission if permission in PERMISSIONS[role]],
            "reads": [audience.label for audience in Audience if audience in AUDIENCES[role]],
        }
        for role in Role
    ]
    return render(request, "house/roles.html", {"roles": table})
