"""Kinds of facts: what an app declares in its `kinds.py` and registers in its `apps.py`.

Facts only grow: a new fact is added, an old one never changes its meaning; a changed meaning is a new version.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.models import Stream


class Origin(models.TextChoices):
    """Live facts may be spoken of; history was imported or written down long after: shown, never announced."""

    LIVE = "live", _("En su momento")
    HISTORY = "history", _("Del archivo")


class Group(models.TextChoices):
    """What a reader filters a timeline by."""

    VISITS = "visits", _("Revisiones")
    BREAKDOWNS = "breakdowns", _("Averías")
    WORKS = "works", _("Trabajos")
    INSPECTIONS = "inspections", _("Inspecciones")
    PAPERS = "papers", _("Papeles")
    INVOICES = "invoices", _("Facturas y contrato")
    OWNERSHIP = "ownership", _("Titularidad")
    ENQUIRIES = "enquiries", _("Consultas y reclamaciones")


class Shown(Enum):
    """Where a reader meets a fact: in the timeline, only under its filter, or only in its subject's own story."""

    TIMELINE = auto()
    FILTER = auto()
    STORY = auto()


@dataclass(frozen=True)
class Kind:
    """A kind of fact.

    `facts` maps each fact's name to how it is read off the subject; values are codes, numbers, times, UUIDs and
    digests, never a name, an address, a telephone or free text. `stream_of` reads the stream's key off the subject.
    `sentence` is what a timeline calls it, `group` the filter it falls under. The page of a kind is its subject's page,
    which the app that has it registers with `portal.web.pages`.
    """

    name: str
    version: int
    audience: Audience
    stream: Stream.Of
    sentence: Promise | str
    stream_of: Callable[[Any], UUID]
    facts: Mapping[str, Callable[[Any], Any]]
    group: Group
    shown: Shown = Shown.TIMELINE

    def of(
        self,
        subject: models.Model,
        *,
        occurred_at: datetime,
        origin: Origin = Origin.LIVE,
        corrects: int | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> "Record":
        """The fact about a subject, ready to append. `more` are facts the subject's row does not hold."""
        facts = {name: read(subject) for name, read in self.facts.items()} | dict(more or {})
        return Record(
            kind=self,
            stream_id=self.stream_of(subject),
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            occurred_at=occurred_at,
            origin=origin,
            corrects=corrects,
            facts=facts,
        )


@dataclass(frozen=True)
class Record:
    """A fact not yet written."""

    kind: Kind
    stream_id: UUID
    subject_label: str
    subject_id: UUID
    occurred_at: datetime
    origin: Origin
    corrects: int | None
    facts: Mapping[str, Any]


class UnknownKind(KeyError):
    """No app has registered this kind."""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Makes kinds known; raises ValueError for a name that is taken."""
    for kind in kinds:
        if _kinds.get(kind.name, kind) is not kind:
            raise ValueError(f"two kinds are called {kind.name}")
        _kinds[kind.name] = kind


def named(name: str) -> Kind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError as unknown:
        raise UnknownKind(name) from unknown


def registered() -> list[Kind]:
    """All kinds by name."""
    return [_kinds[name] for name in sorted(_kinds)]
