"""manage.py collect_messages [--prune]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.lib import translations


class Command(BaseCommand):
    help = "Brings the English catalogue up to the words of the sources; needs Babel."
    requires_system_checks: list[str] = []  # it only reads files

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prune", action="store_true", help="drop what no source says any more")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.LOCALE_PATHS[0]) / "en/LC_MESSAGES/django.po"
        catalogue = polib.pofile(str(path), wrapwidth=119)
        new = translations.refresh(catalogue, translations.found(Path(settings.BASE_DIR), _packages()))
        gone = catalogue.obsolete_entries()
        if options["prune"]:
            for entry in gone:
                catalogue.remove(entry)
        catalogue.save(str(path))
        kept = [entry for entry in catalogue if not entry.obsolete]
        waiting = len(catalogue.untranslated_entries())
        self.stdout.write(f"{len(kept)} in the sources, {len(new)} new, {len(gone)} gone, {waiting} to translate.")


def _packages() -> list[str]:
    """Our own packages: those whose folder stands beside manage.py."""
    ours = {config.name.partition(".")[0] for config in apps.get_app_configs()}
    return sorted(name for name in ours if (Path(settings.BASE_DIR) / name).is_dir())
