from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.guards import Guard


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = _("Mantenimiento")
    guards: ClassVar = [
        Guard("maintenance_bulletin"),
        Guard("maintenance_command", may_fill=("outcome", "receipt"), may_blank=("body",)),
    ]

    def ready(self) -> None:
        from maintenance import followers, kinds
        from maintenance.actions.imports import applying, outages, registers
        from portal.access.permissions import Permission
        from portal.ledger import following
        from portal.ledger.kinds import register
        from portal.web import navigation
        from portal.web.navigation import Destination

        register(*kinds.ALL)
        applying.offer(registers.REGISTER)
        applying.offer(outages.OUTAGES)
        following.follow(followers.CARDS)
        following.follow(followers.BULLETINS)
        office = Permission.RUN_OFFICE
        navigation.add(
            Destination(
                "maintenance:call-new",
                _("Avisos"),
                "phone",
                office,
                20,
                holds=("maintenance:call", "maintenance:breakdown"),
            ),
            Destination("maintenance:planning", _("Planificación"), "list", office, 25),
            Destination("maintenance:duty", _("Guardia"), "clock", office, 28),
            Destination("maintenance:visit-new", _("Revisiones"), "wrench", office, 30, holds=("maintenance:visit",)),
            Destination("maintenance:lifts", _("Ascensores"), "lift", office, 40),
        )
