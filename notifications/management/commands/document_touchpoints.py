"""manage.py document_touchpoints"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from notifications import catalogue
from notifications.enums import Channel
from notifications.silent import SILENT
from notifications.touchpoint import Touchpoint
from portal.access.roles import Role

HEAD = """# What people are told

Made from `notifications/catalogue.py` by `make documents`; a test fails when the two differ.

Each line is one declaration. The facts are kinds of the ledger: when one is written, the people named here are told.
A fact that reaches us later than *news for* is shown in the portal and not announced.
"""
AWAITED = """
## Still to come

Written down so that nobody forgets them: the fact each would follow is not written by anybody yet.
"""
SILENCE = """
## Facts nobody is written to about

They stand in the record, and whoever may read them finds them there.
"""
HOUSE = """
## The house itself

Besides, the house itself writes to whoever wants to come in:
"""
TITLES = ("key", "what it tells", "class", "facts", "who", "how", "news for")
UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))
AWAITING = ("key", "what it would tell", "class", "facts", "awaits")


class Command(BaseCommand):
    help = "Writes docs/touchpoints.md from the catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        (Path(settings.BASE_DIR) / "docs/touchpoints.md").write_text(page())


def page() -> str:
    """The whole page."""
    with translation.override("en"):
        rows = [_row(_cells(touchpoint)) for touchpoint in catalogue.ALL]
        house = [f"- `{key}`: {label}" for key, label in catalogue.HOUSE.items()]
        awaited = [_row(_awaiting(touchpoint)) for touchpoint in catalogue.AWAITED]
        silent = [f"- `{kind}`: {why}" for kind, why in sorted(SILENT.items())]
    lines = (HEAD, *_table(TITLES, rows), AWAITED, *_table(AWAITING, awaited), SILENCE, *silent, HOUSE, *house, "")
    return "\n".join(lines)


def _table(titles: Sequence[str], rows: Iterable[str]) -> list[str]:
    return [_row(titles), _row("---" for _title in titles), *rows]


def _awaiting(touchpoint: Touchpoint) -> list[str]:
    facts = ", ".join(f"`{name}`" for name in sorted(touchpoint.triggers))
    return [f"`{touchpoint.key}`", str(touchpoint.label), str(touchpoint.kind.label), facts, touchpoint.awaits]


def _cells(touchpoint: Touchpoint) -> list[str]:
    return [
        f"`{touchpoint.key}`",
        str(touchpoint.label),
        str(touchpoint.kind.label),
        ", ".join(f"`{name}`" for name in sorted(touchpoint.triggers)),
        _who(touchpoint),
        ", ".join(str(Channel(channel).label) for channel in touchpoint.channels),
        _span(touchpoint.stale_after),
    ]


def _who(touchpoint: Touchpoint) -> str:
    if touchpoint.mailbox:
        return "Firms' invoice mailboxes"
    return ", ".join(str(role.label) for role in Role if role in touchpoint.roles) or "Whom it is about"


def _span(span: timedelta) -> str:
    minutes = span.days * 1440 + span.seconds // 60
    number, unit = next((minutes // many, unit) for many, unit in UNITS if minutes % many == 0)
    return f"{number} {unit}" + ("s" if number > 1 else "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
