"""Addresses that are written to no more."""

from django.db import models

from notifications.models import Suppression


def of(address: str) -> Suppression | None:
    """Why this address gets nothing now, if it does not; upper and lower case are one."""
    return Suppression.objects.filter(address=address.lower(), lifted_at=None).first()


def standing() -> models.QuerySet[Suppression]:
    """All that are in force, the newest first."""
    return Suppression.objects.filter(lifted_at=None).order_by("-at", "-pk")
