"""A contract, told by a program: what was agreed once, then its new prices and its end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from maintenance.models import Lift
from maintenance.queries import imports
from owners.actions import contracts
from owners.actions.contracts import Says, Terms
from owners.actions.puts.putting import CannotPut, Differs, Outcome, Put, Told, owner_called, refuse_other
from owners.models import Contract
from portal.ledger.kinds import Origin
from portal.lib.shapes.misfits import Misfit, Unfit

TERMS = tuple(Terms.__dataclass_fields__)


@transaction.atomic
def put(told: Told) -> Put:
    """Writes a contract down, or what has been added to it."""
    said = told.said
    owner, lifts = owner_called(told, said["owner"]), _lifts(told)
    here = Contract.objects.filter(**told.named).first()
    if here is None:
        made = _enter(told, owner, lifts)
        _go_on(told, made, 1)
        return Put(made.pk, Outcome.CREATED)
    refuse_other(_held(here), _said(told, owner.pk, lifts))
    prices = list(here.prices.order_by("from_on").values("from_on", "monthly", "why"))
    if [dict(one) for one in said["prices"][: len(prices)]] != prices:
        raise Differs(["prices"])
    changed = _go_on(told, here, len(prices))
    return Put(here.pk, Outcome.CHANGED if changed else Outcome.SAME)


def _lifts(told: Told) -> list[Lift]:
    names = told.said["lifts"]
    known = imports.lifts_called(names, told.source)
    for number, name in enumerate(names):
        if name not in known:
            raise Unfit(Misfit.NOT_HERE, f"lifts[{number}]", name)
    return list(Lift.objects.filter(pk__in=known.values()))


def _enter(told: Told, owner: Any, lifts: list[Lift]) -> Contract:
    said = told.said
    try:
        return contracts.enter(
            owner=owner,
            lifts=lifts,
            terms=Terms(**{name: said[name] for name in TERMS}),
            clauses=[Says(**one) for one in said["clauses"]],
            monthly=said["prices"][0]["monthly"],
            **told.named,
            **told.hand,
            origin=Origin.HISTORY,
        )
    except contracts.AlreadyThere as taken:
        raise CannotPut(_("El titular ya tiene un contrato con ese número.")) from taken


def _go_on(told: Told, contract: Contract, known: int) -> bool:
    """Revises the price as often as it was, and ends it; answers whether anything was new."""
    said = told.said
    try:
        for one in said["prices"][known:]:
            contracts.revise_price(contract=contract, **one, **told.hand, origin=told.origin_of(one["from_on"]))
        if said["ended_on"] == contract.ended_on and said["why_ended"] == contract.why_ended:
            return len(said["prices"]) > known
        if contract.ended_on or said["ended_on"] is None:
            raise Differs(["ended_on"])
        end = {"ended_on": said["ended_on"], "why": said["why_ended"], "origin": told.origin_of(said["ended_on"])}
        contracts.end(contract=contract, **end, **told.hand)
    except (contracts.CannotRevise, contracts.CannotEnd) as cannot:
        raise CannotPut(_("Ese precio o ese final no caben: mire sus días.")) from cannot
    return True


def _held(contract: Contract) -> dict[str, Any]:
    clauses = contract.clauses.order_by("place").values("number", "words", "covers")
    return vars(contract) | {
        "owner": contract.owner_id,
        "lifts": set(contract.lifts.values_list("pk", flat=True)),
        "clauses": list(clauses),
    }


def _said(told: Told, owner: UUID, lifts: list[Lift]) -> Mapping[str, Any]:
    said = {name: told.said[name] for name in TERMS}
    return said | {
        "owner": owner,
        "lifts": {one.pk for one in lifts},
        "clauses": [dict(c) for c in told.said["clauses"]],
    }
