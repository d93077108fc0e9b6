from typing import Any

from django.core.management.base import BaseCommand

from notifications.actions import sending
from notifications.enums import Paused
from portal.lib import clock


class Command(BaseCommand):
    help = "Nothing that waits leaves any more, until `resume_sending`. For whoever restores the snapshot of a machine."

    def handle(self, *_args: Any, **_options: Any) -> None:
        sending.pause(because=Paused.ASKED, at=clock.now())
        self.stdout.write("Sending is paused.")
