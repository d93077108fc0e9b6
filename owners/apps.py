from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.guards import Guard


class OwnersConfig(AppConfig):
    name = "owners"
    verbose_name = _("Titulares")
    guards: ClassVar = [Guard("owners_receipt")]

    def ready(self) -> None:
        from maintenance.actions.imports import applying
        from maintenance.queries import readers as known_readers
        from maintenance.queries import receipts as known_receipts
        from owners import kinds
        from owners.actions import intake
        from owners.queries import readers, receipts
        from portal.access.permissions import Permission
        from portal.ledger.kinds import register
        from portal.web import navigation, pages
        from portal.web.navigation import Destination

        register(*kinds.ALL)
        applying.offer(intake.OWNERS)
        known_readers.register(readers.of)
        known_receipts.register(receipts.of)
        pages.register(
            maintenance_lift="owners:lift",
            maintenance_visit="owners:visit",
            maintenance_breakdown="owners:breakdown",
            maintenance_bulletin="owners:bulletin",
            maintenance_photo="owners:photo",
            maintenance_thumbnail="owners:photo-thumbnail",
        )
        navigation.add(
            Destination(
                "owners:lifts",
                _("Sus ascensores"),
                "lift",
                Permission.READ_OWN_LIFTS,
                10,
                holds=("owners:visit", "owners:breakdown"),
            ),
            Destination("owners:bulletins", _("Papeles"), "file-text", Permission.READ_OWN_PAPERS, 20),
        )
