"""Plan templates: what a visit's checklist is made of. A version once published stays as it is."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from maintenance.models import PlanTemplate
from maintenance.rules import checklist


@transaction.atomic
def publish(*, slug: str, name: str, items: Sequence[dict[str, Any]], at: datetime) -> PlanTemplate:
    """Makes the next version when it would say anything new; answers the version in force."""
    text = json.dumps(list(items), ensure_ascii=False)
    last = PlanTemplate.objects.filter(slug=slug).order_by("-version").first()
    if last is not None and (last.name, last.items) == (name, text):
        return last

    version = last.version + 1 if last else 1
    return PlanTemplate.objects.create(slug=slug, version=version, name=name, items=text, published_at=at)


def publish_library(*, at: datetime) -> PlanTemplate:
    """Publishes the library the house brings along."""
    return publish(slug=checklist.SLUG, name=checklist.NAME, items=checklist.library(), at=at)
