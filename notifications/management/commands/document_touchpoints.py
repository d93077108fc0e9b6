"""manage.py document_touchpoints"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from notifications import catalogue
from notifications.enums import Channel, Rhythm, Summary
from notifications.rules import digests
from notifications.silent import SILENT
from notifications.touchpoint import Touchpoint
from portal.access.roles import Role

HEAD = """# What people are told

Made from `notifications/catalogue.py` by `make documents`; a test fails when the two differ.

Each line is one declaration. The facts are kinds of the ledger: when one is written, the people named here are told.
A fact that reaches us later than *news for* is shown in the portal and not announced. *Rhythm* is how people of a role
hear of it who have chosen nothing: at once, with other things in their next summary, or only if they ask. Who manages
fewer than five lifts is written to like a chair.

The company may leave a line of service unsaid, or say it in its own words (`/office/touchpoints/`); never one the law
or safety asks, nor one a program reads.
"""
SUMMARIES = """
## The three summaries

What is gathered goes in the reader's next summary. A message says where each thing is read.
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
TITLES = ("key", "what it tells", "class", "facts", "who", "rhythm", "how", "news for")
SUMMARY_TITLES = ("key", "what it is", "when", "for whom, if he chose none")
WHEN = {
    Summary.DAILY: (
        "{at} on working days of the company's region, if there is something",
        "who manages five lifts or more",
    ),
    Summary.WEEKLY: ("{at} on the first working day of a week, if there is something", "nobody"),
    Summary.MONTHLY: ("{at} on the first of the month, also when nothing happened", "chairs and managers"),
}
RHYTHMS = {Rhythm.EACH: "at once", Rhythm.DIGEST: "in a summary", Rhythm.OFF: "only if asked for"}
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
        summaries = [_summary(kind) for kind in Summary]
        silent = [f"- `{kind}`: {why}" for kind, why in sorted(SILENT.items())]
    told = (HEAD, *_table(TITLES, rows), SUMMARIES, *_table(SUMMARY_TITLES, summaries))
    lines = (*told, AWAITED, *_table(AWAITING, awaited), SILENCE, *silent, HOUSE, *house, "")
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
        _rhythm(touchpoint),
        ", ".join(str(Channel(channel).label) for channel in touchpoint.channels),
        _span(touchpoint.stale_after),
    ]


def _who(touchpoint: Touchpoint) -> str:
    if touchpoint.mailbox:
        return "Firms' invoice mailboxes"
    return ", ".join(str(role.label) for role in Role if role in touchpoint.roles) or "Whom it is about"


def _rhythm(touchpoint: Touchpoint) -> str:
    """By role where roles differ, in one word where they do not."""
    if touchpoint.concerns is not None or touchpoint.mailbox or not touchpoint.roles:
        return "at once"
    said = {role: RHYTHMS[touchpoint.rhythm.get(role, Rhythm.EACH)] for role in Role if role in touchpoint.roles}
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return "; ".join(f"{role.label}: {rhythm}" for role, rhythm in said.items())


def _summary(kind: Summary) -> str:
    """One of the three: its key, when it comes, and for whom."""
    when, whom = WHEN[kind]
    key = f"{kind}_letter"
    at = f"{digests.AT[kind]:%H:%M}".removeprefix("0")
    return _row((f"`{key}`", str(catalogue.SUMMARIES[key]), when.format(at=at), whom))


def _span(span: timedelta) -> str:
    minutes = span.days * 1440 + span.seconds // 60
    number, unit = next((minutes // many, unit) for many, unit in UNITS if minutes % many == 0)
    return f"{number} {unit}" + ("s" if number > 1 else "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
