"""manage.py erase_entry STREAM NUMBER --reason CODE [--by EMAIL]"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import User
from portal.ledger import erasure
from portal.ledger.models import Entry
from portal.lib import clock


class Command(BaseCommand):
    help = "Blanks the text of one entry for good, and writes in its history that it was, when and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stream", type=UUID, help="key of the lift or the owner")
        parser.add_argument("number", type=int, help="number of the entry in its history")
        parser.add_argument("--reason", required=True, choices=erasure.Reason.values)
        parser.add_argument("--by", metavar="EMAIL", help="who orders it; nobody when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        entry = Entry.objects.of_stream(options["stream"]).filter(number=options["number"]).first()
        if entry is None:
            raise CommandError("There is no such entry.")
        try:
            written = erasure.erase(
                entry, reason=erasure.Reason(options["reason"]), by=_person(options["by"]), at=clock.now()
            )
        except erasure.CannotErase as gone:
            raise CommandError("This entry holds no text to erase.") from gone
        self.stdout.write(f"Entry {entry.number} is blank; entry {written.number} says why.")


def _person(email: str | None) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise CommandError(f"Nobody has the address {email}.")
    return found
