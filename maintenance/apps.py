from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = _("Mantenimiento")

    def ready(self) -> None:
        from maintenance import followers, kinds
        from portal.access.permissions import Permission
        from portal.ledger import following
        from portal.ledger.kinds import register
        from portal.web import navigation
        from portal.web.navigation import Destination

        register(*kinds.ALL)
        following.follow(followers.CARDS)
        following.follow(followers.BULLETINS)
        office = Permission.RUN_OFFICE
        navigation.add(
            Destination("maintenance:call-new", _("Avisos"), "phone", office, 20),
            Destination("maintenance:visit-new", _("Revisiones"), "wrench", office, 30),
            Destination("maintenance:lifts", _("Ascensores"), "lift", office, 40),
        )
