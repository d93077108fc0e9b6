"""What was told by mail, by itself or within a summary."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet

from notifications.models import Message


def by_mail(told: QuerySet[Message]) -> QuerySet[Message]:
    """Those that went, or are to go."""
    return told.exclude(goes_at=None, digest=None)


def was_mailed_before(touchpoint: str, before: datetime, *, since: datetime) -> QuerySet[Message]:
    """Messages of a touchpoint about the outer row that went since the one moment and before the other."""
    alone = Q(goes_at__lte=before)
    gathered = Q(digest__composed_at__isnull=False, digest__due_at__lte=before)
    about = Message.objects.filter(touchpoint=touchpoint, entry__subject_id=OuterRef("pk"), created_at__gt=since)
    return about.filter(alone | gathered)
