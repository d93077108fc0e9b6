"""What every put shares: what came of it, and why it cannot be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from owners.models import Owner
from owners.queries import scope
from portal.accounts.models import User
from portal.ledger.kinds import Origin
from portal.lib.shapes.misfits import Misfit, Unfit

ARCHIVE = timedelta(days=62)  # an invoice issued before that was sent when it was new


class Outcome(models.TextChoices):
    """What a put has done."""

    CREATED = "created"
    SAME = "same"
    CHANGED = "changed"


class CannotPut(Exception):
    """It does not fit beside what is here; the text says why, for people."""


class Differs(CannotPut):
    """It is here, and says something else that cannot be changed by a program."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(_("Ya está, y dice otra cosa en: %(names)s.") % {"names": ", ".join(names)})
        self.names = names


@dataclass(frozen=True)
class Told:
    """Who tells what of the thing that `source` calls `external_id`; `said` has passed its shape."""

    source: str
    external_id: str
    said: Mapping[str, Any]
    by: User
    at: datetime

    @property
    def named(self) -> dict[str, Any]:
        """How the thing is found."""
        return {"source": self.source, "external_id": self.external_id}

    @property
    def hand(self) -> dict[str, Any]:
        """Who writes, and when."""
        return {"by": self.by, "at": self.at}

    def origin_of(self, day: date) -> Origin:
        """Whether a day is of the archive."""
        return Origin.HISTORY if day < scope.today(self.at) - ARCHIVE else Origin.LIVE


@dataclass(frozen=True)
class Put:
    """What came of it."""

    key: UUID
    outcome: Outcome


def done(put: Callable[[Told], Put], told: Told) -> Put:
    """Does it; of two at once the second finds what the first has written. Raises CannotPut and Unfit."""
    try:
        return put(told)
    except (IntegrityError, CannotPut):
        pass  # perhaps because the other has just written it
    try:
        return put(told)
    except IntegrityError as other:
        raise CannotPut(_("No cabe junto a lo que ya hay: algún número o algún día es de otro.")) from other


def differing(held: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """The names of what is told otherwise than it is held."""
    return sorted(name for name in told if held[name] != told[name])


def refuse_other(held: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """Raises Differs unless all of it is as it is held."""
    if names := differing(held, told):
        raise Differs(names)


def owner_called(told: Told, name: str, where: str = "owner") -> Owner:
    """The owner of that identifier in the same source, or of that NIF; raises Unfit."""
    found = Owner.objects.filter(source=told.source, external_id=name).first()
    found = found or Owner.objects.filter(nif=name).exclude(nif="").first()
    if found is None:
        raise Unfit(Misfit.NOT_HERE, where, name)
    return found
