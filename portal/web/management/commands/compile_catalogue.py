"""manage.py compile_catalogue"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.lib import translations


class Command(BaseCommand):
    help = "Compiles the catalogues that changed, without GNU gettext."
    requires_system_checks: list[str] = []  # setting up calls it first of all

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for made in translations.compile_stale(Path(folder)):
                if options["verbosity"]:
                    self.stdout.write(f"{made} compiled.")
