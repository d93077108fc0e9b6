"""A lift, told by a program, with the building it stands in and whose it is."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maintenance.actions import cards, lifts
from maintenance.actions.imports.registers import address_key, buildings
from maintenance.models import Lift
from owners.actions import owners as owning
from owners.actions.puts.putting import CannotPut, Outcome, Put, Told, owner_called, refuse_other
from owners.models import Owner, Tenure
from portal.ledger.kinds import Origin

HOUSE = ("street", "city", "postcode", "region", "time_zone")


@transaction.atomic
def put(told: Told) -> Put:
    """Takes a lift into care; one that is here stays as it is, and never changes hands by a program."""
    house = dict(told.said["building"])
    owner = owner_called(told, told.said["owner"]) if told.said["owner"] else None
    sheet = {name: value for name, value in told.said.items() if name not in {"building", "owner", "owned_from"}}
    here = Lift.objects.filter(**told.named).select_related("building").first()
    if here:
        refuse_other(vars(here) | {name: getattr(here.building, name) for name in HOUSE}, sheet | _plain(house))
        return Put(here.pk, Outcome.CHANGED if _hold(told, here, owner) else Outcome.SAME)
    if sheet["rae"] and Lift.objects.filter(region=house["region"], rae=sheet["rae"]).exists():
        raise CannotPut(_("Ya hay otro ascensor con ese RAE."))
    house["external_id"] = house["external_id"] or address_key(house)
    building = buildings([house], told.source)[house["external_id"]]
    refuse_other(vars(building), _plain(house))
    lift = lifts.enter(building=building, **told.named, **told.hand, **sheet, origin=Origin.HISTORY)
    _hold(told, lift, owner)
    cards.refresh([lift.pk], at=told.at)
    return Put(lift.pk, Outcome.CREATED)


def _plain(house: dict[str, Any]) -> dict[str, Any]:
    return {name: house[name] for name in HOUSE}


def _hold(told: Told, lift: Lift, owner: Owner | None) -> bool:
    """Writes whose it is, where nobody has it; answers whether that was written."""
    running = Tenure.objects.filter(lift=lift, to_on=None).first()
    if owner and running and running.owner_id != owner.pk:
        raise CannotPut(_("El ascensor ya tiene otro titular: anote el cambio a mano."))
    if owner is None or running:
        return False
    from_on = told.said["owned_from"] or lift.entered_on
    owning.hold(owner=owner, lift=lift, from_on=from_on, **told.hand, origin=Origin.HISTORY)
    return True
