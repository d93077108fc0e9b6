"""manage.py rebuild_cards [--check]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maintenance.actions import cards
from maintenance.models import Lift
from portal.lib import clock


class Command(BaseCommand):
    help = "Makes every lift's card anew from the record, or says which differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; say which cards differ")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if not options["check"]:
            self.stdout.write(f"{cards.roll(at=at)} cards made.")
            return
        differing = cards.differing(Lift.objects.in_care().values_list("pk", flat=True), at=at)
        if differing:
            raise CommandError(f"{len(differing)} cards differ from the record: {', '.join(map(str, differing[:20]))}")
        self.stdout.write("Every card says what the record says.")
