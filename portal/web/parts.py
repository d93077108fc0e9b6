"""What a floor above adds to every page of who may do something: each app registers its parts in `apps.py`."""

from dataclasses import dataclass

from portal.access.permissions import Permission


@dataclass(frozen=True)
class Part:
    """A template that stands before the page's own content, for whoever holds the permission."""

    template: str
    permission: Permission


_parts: list[Part] = []


def add(*parts: Part) -> None:
    """Registers parts."""
    _parts.extend(one for one in parts if one not in _parts)


def templates(permissions: frozenset[Permission]) -> list[str]:
    """The parts of a person's pages, in the order they were registered."""
    return [one.template for one in _parts if one.permission in permissions]
