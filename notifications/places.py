"""The place of first rank of what people were told."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.web.navigation import Destination

PLACES = (
    Destination(
        "notifications:messages",
        _("Mensajes"),
        "mail",
        Permission.READ_OWN_LIFTS,
        40,
        holds=("notifications:message", "notifications:preferences", "notifications:phones"),
    ),
)
