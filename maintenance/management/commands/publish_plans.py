"""manage.py publish_plans"""

from typing import Any

from django.core.management.base import BaseCommand

from maintenance.actions import plans
from portal.lib import clock


class Command(BaseCommand):
    help = "Publishes the library of plans; a version that says the same is not made twice."

    def handle(self, *args: Any, **options: Any) -> None:
        template = plans.publish_library(at=clock.now())
        self.stdout.write(f"{template}: {len(template.lines)} items.")
