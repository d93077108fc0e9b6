"""A row of a sheet of owners, understood: an owner, one of its lifts, and who speaks for it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stdnum.es import nif

from maintenance.rules.rows import RowReader, Understood
from owners.enums import IntakeDoubt, IntakeRefusal
from portal.lib.tables.mapping import SheetMapping

KNOWN = frozenset({
    "name", "kind", "nif", "address", "lift", "rae", "from_on", "evidence",
    "chair_name", "chair_email", "chair_phone", "chair_from_on", "chair_to_on",
    "agency_name", "agency_nif", "agency_email", "agency_phone", "agency_from_on", "agency_to_on",
})  # fmt: skip
NEEDED = ("name",)
EMAIL = re.compile(r"^[^\s@<>\"',;]+@[^\s@<>\"',;]+\.[^\s@<>\"',;]{2,}$")
KINDS = {"H": "community", "E": "community", "P": "public", "Q": "public", "S": "public"}


def owner(texts: Mapping[str, str], mapping: SheetMapping, at: datetime) -> Understood:
    """One owner and one lift a row; an owner of three lifts has three rows."""
    row = RowReader(texts, mapping)
    sheet_day = mapping.taken_on or at.date()
    number = _nif(row, "nif")
    lift, rae = row.text("lift", 80), row.text("rae", 40)
    if not lift and not rae:
        row.remark(IntakeDoubt.NO_LIFT)
    row.found.values = {
        "owner": {
            "name": row.needed("name", 160),
            "kind": kind_of(number, row.text("kind", 40)),
            "nif": number,
            "address": row.text("address", 240),
        },
        "lift": lift or rae,
        "from_on": _since(row, "from_on", sheet_day),
        "chair": _speaker(row, "chair", sheet_day, at.date()),
        "agency": _speaker(row, "agency", sheet_day, at.date()),
        "evidence": row.text("evidence", 240),
    }
    return row.found


def kind_of(number: str, told: str = "") -> str:
    """What an owner is: as the sheet says, else by the first letter of its NIF; mostly a community."""
    if told in {"community", "company", "person", "public"}:
        return told
    if number[:1] in KINDS:
        return KINDS[number[:1]]
    if number[:1].isdigit() or number[:1] in {"X", "Y", "Z", "K", "L", "M"}:
        return "person"
    return "company" if number else "community"


def _nif(row: RowReader, name: str) -> str:
    number = re.sub(r"[\s.\-/]", "", row.text(name, 20)).upper()
    if number and not nif.is_valid(number):
        row.remark(IntakeDoubt.NIF, name)
    return number


def _since(row: RowReader, name: str, sheet_day: date) -> date:
    found = row.day(name)
    if found is None and name in row.mapping.fields:
        row.remark(IntakeDoubt.SINCE, name, f"{sheet_day:%d/%m/%Y}")
    return found or sheet_day


def _speaker(row: RowReader, who: str, sheet_day: date, today: date) -> dict[str, Any] | None:
    """The chair or the firm that speaks for the owner; None when the row names nobody, or nobody any more."""
    name, email, phone = row.text(f"{who}_name", 160), _email(row, f"{who}_email"), row.text(f"{who}_phone", 30)
    if not name:
        if email or phone:
            row.remark(IntakeDoubt.NAMELESS, f"{who}_name")
        return None
    from_on, to_on = row.day(f"{who}_from_on") or sheet_day, row.day(f"{who}_to_on")
    if to_on and to_on <= today:
        row.remark(IntakeDoubt.OVER, f"{who}_to_on")
        return None
    if to_on and to_on <= from_on:
        row.remark(IntakeRefusal.ENDS_BEFORE, f"{who}_to_on")
    number = {"nif": _nif(row, "agency_nif")} if who == "agency" else {}
    return {"name": name, "email": email, "phone": phone, "from_on": from_on, "to_on": to_on, **number}


def _email(row: RowReader, name: str) -> str:
    text = row.text(name, 254).lower()
    if text and not EMAIL.match(text):
        row.remark(IntakeDoubt.EMAIL, name)
        return ""
    return text
