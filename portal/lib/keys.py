"""Keys of domain rows: UUIDv7, so that phone, import and server make them alike and rows sort by birth."""

import uuid
from typing import Any

from django.db import models
from uuid_utils import compat


def new_key() -> uuid.UUID:
    """A fresh UUIDv7 of the standard library's type."""
    return compat.uuid7()


def read(text: str) -> uuid.UUID | None:
    """The key that a piece of an address or of a form is; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class KeyField(models.UUIDField):  # type: ignore[type-arg]
    """The primary key of every domain row."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", new_key)
        kwargs.setdefault("editable", False)
        super().__init__(**kwargs)
