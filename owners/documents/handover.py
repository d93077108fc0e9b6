"""What is written for an owner's pack: the register of each lift to read, the index of it all, and how to check it.

They are opened from a folder on somebody's disk: one page each, with its own looks and nothing from elsewhere.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.models import Owner
from owners.queries import agenda, dossiers, owner_page, record_tables, scope
from portal.accounts.models import User
from portal.company import queries as companies
from portal.web import words

CHECK = "python3 verify.py"
ROWS_COME_HERE = "[[rows]]"  # in the page as it is made; the rows themselves are read one by one


def record(lift: Lift) -> Iterator[str]:
    """The register of a lift: its visits and breakdowns as tables to read, row by row."""
    company = companies.current()
    said = {
        "lift": lift,
        "place": lift.place,
        "company": company,
        "kept": words.sentences(_("Lo lleva %(company)s.") % {"company": company.legal_name}),
        "tables": [
            (_("Revisiones"), record_tables.visit_columns()),
            (_("Averías"), record_tables.breakdown_columns()),
        ],
        "here": ROWS_COME_HERE,
        "language": translation.get_language() or "es",
    }
    head, between, foot = render_to_string("owners/documents/record.html", said).split(ROWS_COME_HERE)
    yield head
    yield from (_row(row) for row in record_tables.visits(lift))
    yield between
    yield from (_row(row) for row in record_tables.breakdowns(lift))
    yield foot


def _row(cells: list[str]) -> str:
    return f"<tr>{format_html_join('', '<td>{}</td>', ((cell,) for cell in cells))}</tr>\n"


def index(owner: Owner, person: User, rows: list[dict[str, Any]], at: datetime) -> str:
    """What there is, folder by folder, and what was open on the day of the pack."""
    money = owner_page.sees_money(person, owner, at)
    held = agenda.lifts(owner, at)
    papers = dossiers.of(held, at) if held else {}
    there = [{"folder": _folder(row["name"]), "file": row["name"].rpartition("/")[2], **row} for row in rows]
    order = sorted(there, key=lambda row: (_rank(row["kind"]), row["folder"], row["name"]))
    said = {
        "owner": owner,
        "company": companies.current(),
        "day": words.long(scope.today(at), scope.today(at).replace(year=1)),
        "lifts": held,
        "open": agenda.waiting(held, papers, at),
        "choices": agenda.choices(owner, at) if money else [],
        "agreed": agenda.agreed(owner, at) if money else [],
        "folders": [(name, list(some)) for name, some in groupby(order, key=lambda row: row["folder"])],
        "money": money,
        "command": CHECK,
        "language": translation.get_language() or "es",
    }
    return render_to_string("owners/documents/handover_index.html", said)


def instructions() -> str:
    """How anybody checks the pack, in plain text."""
    return render_to_string("owners/documents/handover_check.txt", {"command": CHECK, "with_a_hash": f"{CHECK} b7c1…"})


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _rank(kind: str) -> int:
    order = ("record", "visits", "breakdowns", "bulletin", "version", "invoice", "lift-history", "owner-history")
    return order.index("record") if kind in {"visits", "breakdowns"} else order.index(kind)
