"""Where a thing's page is. The app that owns the page registers it in `apps.py`, so a lower floor need not know it."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

NOBODY = UUID(int=0)
_pages: dict[str, str] = {}


def register(**pages: str) -> None:
    """Says which URL name shows a model's row, e.g. `maintenance_visit="owners:visit"`; its one argument is the key."""
    _pages.update({label.replace("_", ".", 1): url_name for label, url_name in pages.items()})


def url_of(label: str, key: Any) -> str:
    """The address of a row's page by its model label, of a list's where there is no key; empty when it has none."""
    url_name = _pages.get(label)
    return address(url_name, key) if url_name else ""


def url_for(thing: Model) -> str:
    """The address of a row's page."""
    return url_of(thing._meta.label_lower, thing.pk)


def address(url_name: str, key: UUID | None = None) -> str:
    """The address of a page that needs no key, or one. The resolver is asked once a name, not once a row."""
    if key is None:
        return _whole(url_name)
    before, after = _around(url_name)
    return f"{before}{key}{after}"


@cache
def _whole(url_name: str) -> str:
    return reverse(url_name)


@cache
def _around(url_name: str) -> tuple[str, str]:
    """What stands before and after the key."""
    before, after = reverse(url_name, args=[NOBODY]).split(str(NOBODY))
    return before, after
