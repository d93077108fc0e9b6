"""What stands against the record of a visit before anything is written."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from maintenance.enums import Objection

Found = tuple[Objection, object]


def begun(told: Mapping[str, Any], now: datetime) -> Found | None:
    """Against a visit that is said to have begun."""
    return (Objection.NOT_YET, "") if told["started_at"] > now else None


def told_whole(told: Mapping[str, Any], items: Collection[int], now: datetime) -> Found | None:
    """Against a whole record; `items` are the numbers the plan has."""
    if told["finished_at"] < told["started_at"]:
        return Objection.ENDS_BEFORE, ""
    if max(_happened(told)) > now:
        return Objection.NOT_YET, ""
    for number in _named(told):
        if number not in items:
            return Objection.NOT_IN_PLAN, number
    return None if told["signature"] else (Objection.NO_SIGNATURE, "")


def _happened(told: Mapping[str, Any]) -> list[datetime]:
    """The moments the record itself stands on."""
    return [told["finished_at"], told["recorded_at"], *(one["at"] for one in told["answers"])]


def _named(told: Mapping[str, Any]) -> list[int]:
    named = [one["number"] for one in told["answers"]]
    return named + [one["item"] for one in (*told["photos"], *told["findings"]) if one["item"] is not None]
