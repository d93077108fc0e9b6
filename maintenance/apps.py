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
        Guard("maintenance_lapse"),
        Guard("maintenance_work", ends=("done", "cancelled")),
        Guard("maintenance_command", may_fill=("outcome", "receipt"), may_blank=("body",)),
    ]
    apart: ClassVar = [
        Apart("maintenance_duty", same="technician_id", begins="from_at", ends="to_at", gone="removed_at")
    ]

    def ready(self) -> None:
        from maintenance import followers, kinds
        from maintenance.actions.imports import applying, outages, registers
        from maintenance.places import PLACES
        from portal.access.permissions import Permission
        from portal.ledger import following
        from portal.ledger.kinds import register
        from portal.web import navigation, parts

        register(*kinds.ALL)
        applying.offer(registers.REGISTER)
        applying.offer(outages.OUTAGES)
        following.follow(followers.CARDS)
        following.follow(followers.BULLETINS)
        parts.add(parts.Part("maintenance/way_out.html", Permission.WORK_ON_LIFTS))
        navigation.add(*PLACES)
