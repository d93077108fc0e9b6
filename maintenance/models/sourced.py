"""Rows that may come from elsewhere, known there by another name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sourced(models.Model):
    """Source and external id: what makes an import idempotent. Both empty for rows born here."""

    source = models.CharField(_("procedencia"), max_length=40, blank=True)
    external_id = models.CharField(_("identificador en origen"), max_length=80, blank=True)

    class Meta:
        abstract = True


def one_per_source(name: str) -> models.UniqueConstraint:
    """The constraint every Sourced model carries under its own name."""
    return models.UniqueConstraint(fields=["source", "external_id"], condition=~models.Q(external_id=""), name=name)
