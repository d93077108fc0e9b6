"""Who may do and read what, printed from the tables that decide it."""

from django.http import HttpResponse
from django.shortcuts import render

from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role
from portal.web.access import PersonRequest, signed_in


@signed_in
def roles(request: PersonRequest) -> HttpResponse:
    """The roles with what each may do and read; the reader's own come first."""
    own = grants.of(request.user).roles
    table = [
        {
            "label": role.label,
            "is_own": role in own,
            "verbs": [permission.label for permission in Permission if permission in PERMISSIONS[role]],
            "reads": [audience.label for audience in Audience if audience in AUDIENCES[role]],
        }
        for role in sorted(Role, key=lambda role: role not in own)
    ]
    return render(request, "house/roles.html", {"roles": table})
