import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from notifications import liveness
from notifications.actions import deliveries
from portal.ledger import following


class Command(BaseCommand):
    help = (
        "Follows facts and delivers messages without any broker, until it is stopped. Beside workers it does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *_args: Any, every: float, once: bool, **_options: Any) -> None:
        while True:
            close_old_connections()
            following.work(seconds=deliveries.TURN)
            deliveries.sweep(liveness.name())
            if once:
                return
            time.sleep(every)
