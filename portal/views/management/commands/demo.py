"""manage.py demo [--seed 47]"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from maintenance.models import Lift, Visit
from owners.models import Owner
from portal.company import queries as companies
from portal.demo import course
from portal.lib import clock

SEED = 47


class Command(BaseCommand):
    help = "Makes the demo company, or takes it on to the present. Data stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another company (when it is made)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is no demo: DEMO=1 is not set, so nothing was written.")
        is_new = course.begun() is None
        if is_new and companies.is_open():
            raise CommandError(f"{companies.current()} is a real company, so nothing was written.")
        at = clock.now()
        if is_new:
            course.make(seed=options["seed"], at=at)
        lived = course.go_on(at=at)
        self.stdout.write(self._summary(is_new, lived))

    def _summary(self, is_new: bool, lived: course.Lived) -> str:
        if not is_new:
            return f"The demo is up to date: {lived.lived} things happened since the last start."
        lifts, owners, visits = Lift.objects.count(), Owner.objects.count(), Visit.objects.completed().count()
        return f"{companies.current()} is there: {lifts} lifts of {owners} owners, {visits} visits in three years."
