"""manage.py document_touchpoints"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from notifications import catalogue
from notifications.enums import Channel
from notifications.touchpoint import Touchpoint
from portal.access.roles import Role

HEAD = """# What people are told

Made from `notifications/catalogue.py` by `make documents`; a test fails when the two differ.

Each line is one declaration. The facts are kinds of the ledger: when one is written, the people named here are told.
A fact that reaches us later than *news for* is shown in the portal and not announced.
"""
HOUSE = """
Besides, the house itself writes to whoever wants to come in:
"""


class Command(BaseCommand):
    help = "Writes docs/touchpoints.md from the catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        (Path(settings.BASE_DIR) / "docs/touchpoints.md").write_text(page())


def page() -> str:
    """The whole page."""
    with translation.override("en"):
        rows = [_row(_cells(touchpoint)) for touchpoint in catalogue.ALL]
        house = [f"- `{key}`: {label}" for key, label in catalogue.HOUSE.items()]
    titles = ("key", "what it tells", "class", "facts", "who", "how", "news for")
    return "\n".join((HEAD, _row(titles), _row("---" for _title in titles), *rows, HOUSE, *house, ""))


def _cells(touchpoint: Touchpoint) -> list[str]:
    return [
        f"`{touchpoint.key}`",
        str(touchpoint.label),
        str(touchpoint.kind.label),
        ", ".join(f"`{name}`" for name in sorted(touchpoint.triggers)),
        ", ".join(str(role.label) for role in Role if role in touchpoint.roles) or "Firms' invoice mailboxes",
        ", ".join(str(Channel(channel).label) for channel in touchpoint.channels),
        _span(touchpoint.stale_after),
    ]


def _span(span: timedelta) -> str:
    return f"{span.days} days" if span.days else f"{span.seconds // 60} minutes"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
