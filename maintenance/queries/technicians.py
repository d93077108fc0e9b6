"""Who can be given work."""

from django.db import models

from maintenance.models import Technician


def working() -> models.QuerySet[Technician]:
    """Technicians who may sign in, by name."""
    return Technician.objects.filter(person__is_active=True).select_related("person").order_by("person__name", "pk")
