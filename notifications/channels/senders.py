"""Whoever a setting names takes parcels out of the house: a function of a parcel. What else its module has stands
beside it.
"""

from collections.abc import Callable
from sys import modules
from typing import Any

from django.utils.module_loading import import_string

from notifications.channels import Undeliverable
from notifications.rules.retrying import Refusal


def named(name: str) -> Callable[[Any], None]:
    """The function of that name; a wrong name is mended by who set it, and costs no letter. Raises Undeliverable."""
    try:
        found: Callable[[Any], None] = import_string(name)
    except ImportError as unknown:
        raise Undeliverable(f"no such sender: {unknown}", refusal=Refusal.OURS) from unknown
    return found


def beside(sender: str, name: str) -> Any:
    """What the module of the sender has of that name; None without it, or without such a sender."""
    if not sender:
        return None
    try:
        found = import_string(sender)
    except ImportError:
        return None
    return getattr(modules.get(getattr(found, "__module__", "")), name, None)
