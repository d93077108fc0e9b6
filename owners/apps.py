from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OwnersConfig(AppConfig):
    name = "owners"
    verbose_name = _("Titulares")

    def ready(self) -> None:
        from owners import kinds
        from portal.access.permissions import Permission
        from portal.ledger.kinds import register
        from portal.web import navigation
        from portal.web.navigation import Destination

        register(*kinds.ALL)
        navigation.add(
            Destination("owners:lifts", _("Sus ascensores"), "lift", Permission.READ_OWN_LIFTS, 10),
            Destination("owners:bulletins", _("Papeles"), "file-text", Permission.READ_OWN_PAPERS, 20),
        )
