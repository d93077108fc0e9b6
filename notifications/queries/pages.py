"""Long lists a page at a time, newest first, each page going on from the last row of the one before."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from portal.lib import keys

PAGE = 50


def page(found: QuerySet[Any], after: str) -> tuple[list[Any], UUID | None]:
    """The rows after that one, or the first when it is none of them; and the key to go on from, while there are more.

    The rows are ordered by `created_at` and key, the newest first.
    """
    last = found.filter(pk=keys.read(after)).first()
    if last is not None:
        found = found.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None
