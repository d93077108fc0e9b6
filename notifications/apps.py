from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notifications.enums import ENDS
from portal.lib.guards import Guard


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Mensajes")
    guards: ClassVar = [
        Guard("notifications_delivery", ends=tuple(sorted(ENDS)), may_go=True),
        Guard("notifications_step"),
        Guard("notifications_conversation"),
        Guard("notifications_lineversion"),
    ]

    def ready(self) -> None:
        from notifications import followers, places
        from notifications.actions import handing
        from owners.queries import posting_runs
        from portal.jobs import actions as jobs
        from portal.ledger import following
        from portal.web import navigation, pages

        pages.register(
            owners_proof="notifications:publishing-proof",
            owners_firm="notifications:invoice-mailbox",
            owners_conversation="notifications:conversation-with-owner",
            owners_conversations="notifications:conversations",
        )
        navigation.add(*places.PLACES)
        following.follow(followers.MESSAGES)
        jobs.register(handing.KIND, handing.work)
        posting_runs.PRINTS.add(handing.KIND)
