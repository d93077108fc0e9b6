from typing import Any, ClassVar

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.lib import guards
from portal.lib.guards import Guard


class LedgerConfig(AppConfig):
    name = "portal.ledger"
    label = "ledger"
    verbose_name = _("Libro")
    # The one UPDATE that passes blanks an entry's text for good; see erasure.erase.
    guards: ClassVar = [Guard("ledger_entry", may_blank=("body", "salt"))]

    def ready(self) -> None:
        from portal.ledger import erasure
        from portal.ledger.kinds import register

        register(erasure.ERASED)
        post_migrate.connect(_remake, sender=self)  # sent once for every app, after all have migrated


def _remake(using: str = "default", **_kwargs: Any) -> None:
    guards.remake(using)
