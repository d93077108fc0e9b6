"""manage.py watch_folder PATH"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from owners.actions import folder
from portal.lib import clock


class Command(BaseCommand):
    help = "Takes the invoices and papers that lie whole in a folder into a batch, once; the office publishes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH", help="the folder; done/ and refused/ are made within")
        parser.add_argument("--steady", type=float, default=folder.STEADY, help="seconds a file must not have grown")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = folder.look(options["path"], at=clock.now(), steady=options["steady"])
        except folder.Watched as other:
            raise CommandError("Another process is looking at this folder now.") from other
        except OSError as unusable:
            raise CommandError(f"This folder cannot be used: {unusable}") from unusable
        self.stdout.write(f"{found.taken} taken, {found.refused} refused, {found.growing} not whole yet.")
