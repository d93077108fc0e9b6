"""Finding an owner by name, NIF or street."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

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
    return _chosen(typed, mandates.owners_called)


def callers(typed: str) -> Chosen:
    """The same, and the owners of whoever is called so or has that telephone."""
    return _chosen(typed, mandates.owners_of_callers)


def _chosen(typed: str, called: Callable[[str], QuerySet[Owner]]) -> Chosen:
    wanted = typed.strip()[:80]
    found = list(called(wanted)[: FOUND + 1]) if wanted else []
    return Chosen(wanted, found[:FOUND], len(found) > FOUND)
