"""The places of first rank in the office's pages, and which pages each holds."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.web.navigation import Destination

PLACES = (
    Destination(
        "maintenance:call-new",
        _("Avisos"),
        "phone",
        Permission.RUN_OFFICE,
        20,
        holds=("maintenance:call", "maintenance:breakdown"),
    ),
    Destination(
        "maintenance:planning",
        _("Planificación"),
        "list",
        Permission.RUN_OFFICE,
        25,
        holds=(
            "maintenance:findings",
            "maintenance:finding",
            "maintenance:finding-withdrawal",
            "maintenance:routes",
            "maintenance:route-new",
            "maintenance:routeless",
            "maintenance:route",
            "maintenance:route-transfer",
            "maintenance:route-removal",
            "maintenance:works",
            "maintenance:work-new",
            "maintenance:work",
            "maintenance:work-beginning",
            "maintenance:work-end",
            "maintenance:work-cancellation",
        ),
    ),
    Destination("maintenance:duty", _("Guardia"), "clock", Permission.RUN_OFFICE, 28),
    Destination(
        "maintenance:visit-new",
        _("Revisiones"),
        "wrench",
        Permission.RUN_OFFICE,
        30,
        holds=("maintenance:visit", "maintenance:visit-joining"),
    ),
    Destination("maintenance:lifts", _("Ascensores"), "lift", Permission.RUN_OFFICE, 40),
)
