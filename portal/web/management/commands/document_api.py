"""Writes `docs/openapi.yaml`; with `--land` it becomes what is promised, once nothing breaks under the same version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.web import openapi


class Command(BaseCommand):
    help = "Writes docs/openapi.yaml from the code; --land makes it what later changes are held to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--land", action="store_true", help="keep it as what is promised from now on")

    def handle(self, *args: Any, land: bool, **options: Any) -> None:
        text = openapi.current()
        openapi.page().write_text(text)
        if not land:
            return
        before = openapi.landed()
        broken = openapi.broken(openapi.read(before.read_text()), openapi.read(text)) if before.exists() else []
        if broken:
            raise CommandError("This needs another version:\n" + "\n".join(broken))
        before.write_text(text)
