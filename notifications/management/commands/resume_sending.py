from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications.actions import sending
from portal.lib import clock


class Command(BaseCommand):
    help = "Sends again. What waited when it was paused is listed in the office as in doubt, and goes only if asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--send-waiting", action="store_true", help="let what waited leave too")

    def handle(self, *_args: Any, send_waiting: bool, **_options: Any) -> None:
        waited = sending.resume(releases=send_waiting, by=None, at=clock.now())
        self.stdout.write(
            f"Sending. {waited} that waited {'leave now' if send_waiting else 'are held for the office'}."
        )
