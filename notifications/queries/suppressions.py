"""Addresses that are written to no more."""

from notifications.models import Suppression


def of(address: str) -> Suppression | None:
    """Why this address gets nothing now, if it does not; upper and lower case are one."""
    return Suppression.objects.filter(address=address.lower(), lifted_at=None).first()
