"""Rows of imported sheets, understood: a lift of a register, a breakdown of the past."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from maintenance.enums import Attribution, Cause, Communication, Directive, Doubt, Drive, Refusal, Use
from maintenance.rules import cells
from maintenance.rules.rows import ZONE, RowReader, Understood
from portal.lib.tables.mapping import SheetMapping
from portal.lib.text import timestamp

LIFT = frozenset({
    "building", "street", "city", "postcode", "region", "time_zone", "access", "name", "rae", "serial_number",
    "maker", "year", "directive", "drive", "stops", "load_kg", "speed", "travel", "use", "dwellings",
    "communication", "energy_class", "entered_on", "left_on", "record_complete_since",
})  # fmt: skip
LIFT_NEEDS = ("street", "city", "region", "name", "drive")
OUTAGE = frozenset({
    "lift", "rae", "reported_at", "restored_at", "arrived_at", "cause", "cause_words", "fix_words",
    "attribution", "entrapment", "stops_service", "words", "end_words",
})  # fmt: skip
OUTAGE_NEEDS = ("reported_at", "restored_at")

REGION = re.compile(r"^[A-Z]{2}-[A-Z0-9]{1,3}$")  # ISO 3166-2
LONG = timedelta(days=90)
FASTEST = Decimal("21")  # m/s; the fastest lift built makes 20.5
SLOWEST = Decimal("0.05")


def lift(texts: Mapping[str, str], mapping: SheetMapping, at: datetime) -> Understood:
    """A row of a register: one lift and its building."""
    row = RowReader(texts, mapping)
    sheet_day = mapping.taken_on or at.date()
    region = row.needed("region", 40)
    entered_on = _entered_on(row, sheet_day)
    left_on = row.day("left_on")
    if left_on and left_on <= entered_on:
        row.remark(Doubt.DAY, "left_on", left_on.isoformat())
        left_on = None
    row.found.values = {
        "building": _building(row, region),
        "lift": {
            "name": row.text("name", 80) or "Ascensor",
            "rae": row.text("rae", 40),
            "serial_number": row.text("serial_number", 60),
            "maker": row.text("maker", 80),
            "energy_class": row.text("energy_class", 3),
            "entered_on": entered_on,
            "left_on": left_on,
            "record_complete_since": row.day("record_complete_since"),
            **_measures(row, sheet_day),
            **_lists(row),
        },
    }
    return row.found


def _building(row: RowReader, region: str) -> dict[str, Any]:
    if region and not REGION.match(region):
        row.remark(Refusal.UNREADABLE, "region", region)
    zone = row.text("time_zone", 40) or ("Atlantic/Canary" if region == "ES-CN" else ZONE)
    if not cells.is_zone(zone):
        row.remark(Refusal.UNREADABLE, "time_zone", zone)
    return {
        "external_id": row.text("building", 80),
        "street": row.needed("street", 160),
        "city": row.needed("city", 120),
        "postcode": row.text("postcode", 12),
        "region": region,
        "time_zone": zone,
        "access": row.text("access", 240),
    }


def _entered_on(row: RowReader, sheet_day: date) -> date:
    found = row.day("entered_on")
    if found is None and "entered_on" in row.mapping.fields:
        row.remark(Doubt.ENTERED, "entered_on", f"{sheet_day:%d/%m/%Y}")
    return found or sheet_day


def _measures(row: RowReader, sheet_day: date) -> dict[str, Any]:
    return {
        "year": row.whole("year", 1850, sheet_day.year + 1, Doubt.YEAR),
        "stops": row.whole("stops", 2, 200, Doubt.STOPS),
        "load_kg": row.whole("load_kg", 10, 40_000, Doubt.LOAD),
        "speed": row.cents("speed", SLOWEST, FASTEST, Doubt.SPEED),
        "travel": row.cents("travel", Decimal("0.1"), Decimal(700), Doubt.AMOUNT),
        "dwellings": row.whole("dwellings", 1, 2000, Doubt.AMOUNT),
    }


def _lists(row: RowReader) -> dict[str, Any]:
    if not row.texts.get("drive", "").strip():
        row.remark(Doubt.NO_DRIVE)
    return {
        "drive": row.choice("drive", Drive, Drive.OTHER, Doubt.DRIVE),
        "directive": row.choice("directive", Directive, Directive.UNKNOWN),
        "use": row.choice("use", Use, Use.OTHER if row.texts.get("use") else Use.DWELLINGS),
        "communication": row.choice("communication", Communication, Communication.UNKNOWN),
    }


def outage(texts: Mapping[str, str], mapping: SheetMapping, at: datetime) -> Understood:
    """A row of past breakdowns: one that began and ended."""
    row = RowReader(texts, mapping)
    lift_name, rae = row.text("lift", 80), row.text("rae", 40)
    if not lift_name and not rae:
        row.remark(Refusal.MISSING, "lift" if "lift" in mapping.fields else "rae")
    reported_at, restored_at = row.moment("reported_at", at), row.moment("restored_at", at)
    _check_times(row, reported_at, restored_at)
    row.found.values = {
        "lift": lift_name,
        "rae": rae,
        "reported_at": reported_at and timestamp(reported_at),
        "restored_at": restored_at and timestamp(restored_at),
        "arrived_at": _arrived_at(row, reported_at, restored_at),
        "cause": row.choice("cause", Cause, Cause.UNKNOWN),
        "attribution": row.choice("attribution", Attribution, Attribution.UNKNOWN),
        "cause_words": row.text("cause_words", 240),
        "fix_words": row.text("fix_words", 240),
        "entrapment": cells.is_yes(row.text("entrapment", 80)),
        "stops_service": "stops_service" not in mapping.fields or cells.is_yes(row.text("stops_service", 80)),
        "words": row.text("words", 1000),
        "end_words": row.text("end_words", 1000),
    }
    return row.found


def _check_times(row: RowReader, reported_at: datetime | None, restored_at: datetime | None) -> None:
    if not row.texts.get("reported_at", "").strip():
        row.remark(Refusal.MISSING, "reported_at")
    if not row.texts.get("restored_at", "").strip():
        row.remark(Refusal.NO_END)
    if reported_at is None or restored_at is None:
        return
    if restored_at < reported_at:
        row.remark(Refusal.ENDS_BEFORE, value=f"{row.texts['reported_at']} – {row.texts['restored_at']}")
    elif restored_at - reported_at > LONG:
        row.remark(Doubt.LONG, value=str((restored_at - reported_at).days))


def _arrived_at(row: RowReader, reported_at: datetime | None, restored_at: datetime | None) -> str | None:
    text = row.text("arrived_at", 80)
    if not text or reported_at is None or restored_at is None:
        return None
    found = cells.moment(text, row.format("arrived_at"), row.zone("arrived_at"))
    if found is None or not reported_at <= found <= restored_at:
        row.remark(Doubt.DAY, "arrived_at", text)
        return None
    return timestamp(found)
