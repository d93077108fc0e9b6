"""Streams, entries, and the work that still follows them."""

import json
from collections.abc import Collection
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.chain import START
from portal.lib.keys import KeyField


class Stream(models.Model):
    """The head of one chain: a lift's or an owner's. Its key is the lift's or the owner's own."""

    class Of(models.TextChoices):
        LIFT = "lift", _("Ascensor")
        OWNER = "owner", _("Titular")

    id = KeyField()
    of = models.CharField(_("de"), max_length=5, choices=Of)
    length = models.PositiveIntegerField(_("entradas"), default=0)
    head = models.CharField(_("última huella"), max_length=64, default=START)

    class Meta:
        verbose_name = _("historial")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name that is hashed, e.g. `lift/0198…`."""
        return f"{self.of}/{self.id}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_stream(self, stream_id: Any) -> "EntryQuerySet":
        return self.filter(stream_id=stream_id)

    def read_by(self, audiences: Collection[str]) -> "EntryQuerySet":
        """Entries written for one of these audiences."""
        return self.filter(audience__in=audiences)

    def newest_first(self) -> "EntryQuerySet":
        """The order of a timeline."""
        return self.order_by("-occurred_at", "-number")


class Entry(models.Model):
    """One fact. `body` and `salt` are sealed; the other columns are there to ask by."""

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries", verbose_name=_("historial"))
    number = models.PositiveIntegerField(_("número"))
    kind = models.CharField(_("clase"), max_length=60)
    occurred_at = models.DateTimeField(_("ocurrió"))
    recorded_at = models.DateTimeField(_("anotado"))
    audience = models.CharField(_("para"), max_length=9, choices=Audience)
    origin = models.CharField(_("origen"), max_length=7)
    subject_label = models.CharField(_("de qué"), max_length=60)
    subject_id = models.UUIDField(_("de cuál"))
    corrects = models.PositiveIntegerField(_("corrige"), null=True)
    body = models.TextField(_("texto sellado"))
    salt = models.BinaryField(_("sal"), max_length=16)
    seal = models.CharField(_("sello"), max_length=64)
    hash = models.CharField(_("huella"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrada")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "number"], name="numbers_are_single_in_a_stream"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="numbers_begin_at_one"),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | models.Q(corrects__lt=models.F("number")),
                name="corrects_something_earlier",
            ),
            models.CheckConstraint(condition=models.Q(origin__in=["live", "history"]), name="origin_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stream", "-occurred_at", "-number"], name="timeline"),
            models.Index(fields=["stream", "kind", "-occurred_at", "-number"], name="timeline_of_a_kind"),
            models.Index(fields=["subject_id"], name="entries_of_a_subject"),
            models.Index(fields=["hash"], name="entry_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id} {self.number} {self.kind}"

    @property
    def is_erased(self) -> bool:
        """Whether its text was blanked for good."""
        return self.body == ""

    @cached_property
    def text(self) -> dict[str, Any]:
        """The sealed text, read; empty when erased."""
        return dict(json.loads(self.body)) if self.body else {}

    @property
    def facts(self) -> dict[str, Any]:
        """What the kind says happened."""
        return dict(self.text.get("facts", {}))


class Pending(models.Model):
    """Work that follows a fact and is not done yet; the row goes in the transaction that does it."""

    follower = models.CharField(_("quién"), max_length=40)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name=_("entrada"))
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="+", verbose_name=_("historial"))
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_at = models.DateTimeField(_("próximo intento"))
    taken_until = models.DateTimeField(_("en manos hasta"), null=True)
    error = models.TextField(_("qué pasó"), blank=True)
    set_aside_at = models.DateTimeField(_("apartado"), null=True)

    class Meta:
        verbose_name = _("pendiente")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "entry"], name="a_fact_is_followed_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["follower", "stream", "entry"], name="pending_in_order"),
            models.Index(fields=["set_aside_at", "next_at"], name="pending_due"),
        ]

    def __str__(self) -> str:
        return f"{self.follower}: {self.entry_id}"
