"""The register of lifts: a sheet a lift, with its building."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from maintenance.actions import cards, lifts
from maintenance.actions.imports import sheets
from maintenance.actions.imports.sheets import Candidate, Pen, Seen, Sheet
from maintenance.enums import Doubt, Refusal
from maintenance.models import Building, Lift, StagedRow
from maintenance.rules import sheets as rules
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.text import canonical, fold

COMPARED = ("name", "rae", "serial_number", "maker", "year", "drive", "stops", "load_kg", "speed")


def check(rows: Sequence[Candidate], seen: Seen) -> None:
    """Says which lifts are here already, which share a number or an address, and counts how makers are written."""
    here = {
        lift.external_id: lift
        for lift in Lift.objects.filter(source=seen.source, external_id__in=[row.key for row in rows])
    }
    numbers = _numbers(rows)
    for row in rows:
        sheet, building = row.found.values["lift"], row.found.values["building"]
        if sheet["maker"]:
            seen.makers[sheet["maker"]] += 1
        building["external_id"] = building["external_id"] or address_key(building)
        if row.key in here:
            _compare(row, here[row.key])
            continue
        _check_number(row, sheet["rae"], building["region"], numbers, seen)
        _check_address(row, building, seen)


def write(rows: Sequence[StagedRow], pen: Pen) -> None:
    """Takes lifts into care, and the buildings they stand in."""
    here = set(
        Lift.objects.filter(source=pen.source, external_id__in=[row.external_id for row in rows]).values_list(
            "external_id", flat=True
        )
    )
    wanted = {row.external_id: row.plain for row in rows if row.external_id not in here}
    houses = buildings([values["building"] for values in wanted.values()], pen.source)
    new = [
        lifts.prepare(
            building=houses[values["building"]["external_id"]],
            source=pen.source,
            external_id=key,
            **_typed(Lift, values["lift"]),
        )
        for key, values in wanted.items()
    ]
    Lift.objects.bulk_create(new)

    ledger.append(*(lifts.entered(lift, origin=Origin.HISTORY) for lift in new), by=pen.by, at=pen.at)


def touched(rows: Sequence[StagedRow], source: str) -> set[UUID]:
    """The lifts of these rows."""
    keys = [row.external_id for row in rows]
    return set(Lift.objects.filter(source=source, external_id__in=keys).values_list("pk", flat=True))


def settle(lift_ids: Sequence[UUID], _source: str, at: datetime) -> None:
    """Their first cards."""
    cards.refresh(lift_ids, at=at)


def _compare(row: Candidate, lift: Lift) -> None:
    """A lift that is here stays as it is; what the sheet says otherwise is reported."""
    row.is_here = True
    row.remark(Doubt.ALREADY)
    told = json.loads(canonical({name: row.found.values["lift"][name] for name in COMPARED}))
    held = json.loads(canonical({name: getattr(lift, name) for name in COMPARED}))
    for name in COMPARED:
        if told[name] and told[name] != held[name]:
            row.remark(Doubt.DIFFERS, of=sheets.title(Lift, name), value=str(told[name]))


def _numbers(rows: Iterable[Candidate]) -> dict[tuple[str, str], str]:
    """Registered numbers that are taken, each with the lift that has it."""
    told = {row.found.values["lift"]["rae"] for row in rows} - {""}
    taken = Lift.objects.filter(rae__in=told).select_related("building")
    return {(lift.region, lift.rae): str(lift) for lift in taken}


def _check_number(row: Candidate, rae: str, region: str, taken: dict[tuple[str, str], str], seen: Seen) -> None:
    if not rae:
        return
    if lift := taken.get((region, rae)):
        row.remark(Refusal.SAME_RAE, value=lift)
    elif (first := seen.notes["rae"].setdefault((region, rae), row.line)) != row.line:
        row.remark(Refusal.SAME_RAE, value=_("línea %(line)s") % {"line": first})


def _check_address(row: Candidate, building: dict[str, Any], seen: Seen) -> None:
    address = hash(fold(building["street"], building["postcode"], building["city"]))
    line, first = seen.notes["address"].setdefault(hash(building["external_id"]), (row.line, address))
    if first != address:
        row.remark(Doubt.OTHER_ADDRESS, value=str(line))


def address_key(building: dict[str, Any]) -> str:
    """What names a building that has no identifier where it comes from: its address."""
    address = fold(building["street"], building["postcode"], building["city"])
    return f"@{address}" if len(address) < 80 else f"@{hashlib.sha256(address.encode()).hexdigest()}"


def buildings(told: Iterable[dict[str, Any]], source: str) -> dict[str, Building]:
    """The buildings by their identifier; those not here yet are written."""
    wanted: dict[str, dict[str, Any]] = {}
    for building in told:
        wanted.setdefault(building["external_id"], building)
    found = Building.objects.filter(source=source, external_id__in=wanted)
    here = {building.external_id: building for building in found}
    new = [Building(source=source, **columns) for key, columns in wanted.items() if key not in here]
    Building.objects.bulk_create(new)
    return here | {building.external_id: building for building in new}


def _typed(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    """Staged values as the model's fields read them: a day is a day again, not its text."""
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, Field)}
    return {name: fields[name].to_python(value) for name, value in values.items()}


REGISTER = Sheet(
    name="register",
    known=rules.LIFT,
    needed=rules.LIFT_NEEDS,
    read=rules.lift,
    check=check,
    write=write,
    touched=touched,
    settle=settle,
)
