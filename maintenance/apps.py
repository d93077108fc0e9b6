from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.apart import Apart
from portal.lib.guards import Guard


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = _("Mantenimiento")
    guards: ClassVar = [
        Guard("maintenance_bulletin"),
        Guard("maintenance_work", ends=("done", "cancelled")),
        Guard("maintenance_command", may_fill=("outcome", "receipt"), may_blank=("body",)),
    ]
    apart: ClassVar = [
        Apart("maintenance_duty", same="technician_id", begins="from_at", ends="to_at", gone="removed_at")
    ]

    def ready(self) -> None:
        from maintenance import followers, kinds
        from maintenance.actions.imports import applying, outages, registers
        from portal.access.permissions import Permission
        from portal.ledger import following
        from portal.ledger.kinds import register
        from portal.web import navigation, parts
        from portal.web.navigation import Destination

        register(*kinds.ALL)
        applying.offer(registers.REGISTER)
        applying.offer(outages.OUTAGES)
        following.follow(followers.CARDS)
        following.follow(followers.BULLETINS)
        parts.add(parts.Part("maintenance/way_out.html", Permission.WORK_ON_LIFTS))
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
            Destination(
                "maintenance:planning",
                _("Planificación"),
                "list",
                office,
                25,
                holds=(
                    "maintenance:findings",
                    "maintenance:finding",
                    "maintenance:finding-withdrawal",
                    "maintenance:works",
                    "maintenance:work-new",
                    "maintenance:work",
                    "maintenance:work-beginning",
                    "maintenance:work-end",
                    "maintenance:work-cancellation",
                ),
            ),
            Destination("maintenance:duty", _("Guardia"), "clock", office, 28),
            Destination(
                "maintenance:visit-new",
                _("Revisiones"),
                "wrench",
                office,
                30,
                holds=("maintenance:visit", "maintenance:visit-joining"),
            ),
            Destination("maintenance:lifts", _("Ascensores"), "lift", office, 40),
        )
