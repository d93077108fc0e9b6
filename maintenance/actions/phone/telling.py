"""What a handler is given, and a payload's fields as the actions want them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maintenance.actions.enclosures import Enclosed, Fitted, Found, Picture
from maintenance.actions.visits import CompletedWork, Reply, Scan, Signatures
from maintenance.models import PlanTemplate, Technician
from portal.accounts.models import User

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """A command on its way to be done: times moved, who says it, when it reached us."""

    subject: UUID
    payload: Payload
    technician: Technician
    by: User
    at: datetime
    skew_seconds: int


@dataclass(frozen=True)
class Done:
    """What the phone goes on with, and the photos it still has to send."""

    subject: UUID
    photos: tuple[str, ...] = ()


def scan(told: Payload) -> Scan:
    """What was scanned, or why nothing was."""
    if "why" in told:
        return Scan(why_not=told["why"])
    return Scan(place=told["place"], code=told["code"], at=told["at"])


def pictures(told: list[Payload]) -> list[Picture]:
    """Photos as the record names them."""
    return [Picture(**one) for one in told]


def parts(told: list[Payload]) -> list[Fitted]:
    """Parts that were fitted."""
    return [Fitted(**one) for one in told]


def work(told: Told, plan: PlanTemplate) -> CompletedWork:
    """The record of a visit."""
    said = told.payload
    signature, customer = said["signature"], said["customer"]
    return CompletedWork(
        technician=told.technician,
        plan=plan,
        replies=[Reply(**one) for one in said["answers"]],
        signed_by=customer.get("name", ""),
        why_unsigned=customer.get("why", ""),
        scan=scan(said["scan"]),
        signatures=Signatures(signature["path"], signature["at"], customer.get("path", "")),
        enclosed=_enclosed(said),
        skew_seconds=told.skew_seconds,
        **{name: said[name] for name in AS_TOLD},
    )


AS_TOLD = (
    "scope", "on_the_way_at", "started_at", "finished_at", "recorded_at", "condition_on_arrival",
    "condition_on_departure", "words_for_owner",
)  # fmt: skip


def _enclosed(said: Payload) -> Enclosed:
    return Enclosed(
        photos=pictures(said["photos"]),
        parts=parts(said["parts"]),
        findings=[_found(one) for one in said["findings"]],
        settled=said["settled"],
    )


def _found(one: Payload) -> Found:
    return Found(
        key=one["id"], words=one["words"], severity=one["severity"], item=one["item"], photos=tuple(one["photos"])
    )


def named_photos(said: Payload) -> tuple[str, ...]:
    """The digests a payload names, each once, in its order."""
    named = [one["sha256"] for one in said.get("photos", ())]
    for finding in said.get("findings", ()):
        named += finding["photos"]
    return tuple(dict.fromkeys(named))
