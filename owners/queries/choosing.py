"""Finding an owner by name, NIF or street."""

from dataclasses import dataclass

from owners.models import Owner
from owners.queries import mandates

FOUND = mandates.FOUND


@dataclass(frozen=True)
class Chosen:
    """What was typed, and who is called so."""

    wanted: str
    found: list[Owner]
    has_more: bool


def owners(typed: str) -> Chosen:
    """The first twenty."""
    wanted = typed.strip()[:80]
    found = list(mandates.owners_called(wanted)[: FOUND + 1]) if wanted else []
    return Chosen(wanted, found[:FOUND], len(found) > FOUND)
