from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.guards import Guard


class AccessConfig(AppConfig):
    name = "portal.access"
    label = "access"
    verbose_name = _("Permisos")
    guards: ClassVar = [Guard("access_token", may_change=("last_used_at", "revoked_at", "revoked_by_id"))]
