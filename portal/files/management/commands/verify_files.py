"""manage.py verify_files"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.files import verification
from portal.lib import clock


class Command(BaseCommand):
    help = "Looks at every stored file now and names those whose bytes are not what was stored."

    def handle(self, *args: Any, **options: Any) -> None:
        looked = sum(verification.everything(at=clock.now()))
        damaged = list(verification.damaged())
        for one in damaged:
            self.stdout.write(f"{one.file.sha256} {one.state} since {one.since:%Y-%m-%d %H:%M} UTC")
        if damaged:
            raise CommandError(f"{len(damaged)} of {looked} files are not what was stored.")
        self.stdout.write(f"{looked} files are what was stored.")
