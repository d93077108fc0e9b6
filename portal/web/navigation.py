"""Where a person can go: each app registers its destinations in `apps.py`, by door."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.web import pages


@dataclass(frozen=True)
class Destination:
    """A page of first rank. `label` may depend on the person; `badge` counts what waits there.

    `holds` names the pages that belong to it though their addresses do not begin with its own.
    """

    url_name: str
    label: Promise | str
    icon: str
    permission: Permission
    order: int
    badge: Callable[[User], int] | None = None
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A destination as a page prints it."""

    label: str
    url: str
    icon: str
    is_current: bool
    badge: int


_destinations: list[Destination] = []


def add(*destinations: Destination) -> None:
    """Registers destinations."""
    _destinations.extend(one for one in destinations if one not in _destinations)


def links(request: HttpRequest, permissions: frozenset[Permission]) -> list[Link]:
    """What the person may open, in order; current is who holds this page, else the longest address that begins it."""
    open_to = sorted((one for one in _destinations if one.permission in permissions), key=lambda one: one.order)
    urls = [pages.address(one.url_name) for one in open_to]
    here = request.resolver_match.view_name if request.resolver_match else ""
    held = [url for one, url in zip(open_to, urls, strict=True) if here in one.holds]
    current = max(held or (url for url in urls if request.path.startswith(url)), key=len, default="")
    return [
        Link(str(one.label), url, one.icon, url == current, one.badge(request.user) if one.badge else 0)
        for one, url in zip(open_to, urls, strict=True)
        if isinstance(request.user, User)
    ]
