"""manage.py verify_ledger [STREAM ...]"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from portal.ledger import verification


class Command(BaseCommand):
    help = "Says whether every history is what was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("streams", nargs="*", type=UUID, help="keys of lifts or owners; all when none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = broken = 0
        for stream in options["streams"] or verification.streams():
            verdict = verification.verify(stream)
            checked += 1
            if not verdict.holds:
                broken += 1
                self.stdout.write(f"{stream}: entry {verdict.broken_at} does not fit ({verdict.why})")
        if broken:
            raise CommandError(f"{broken} of {checked} histories do not hold.")
        self.stdout.write(f"{checked} histories hold.")
