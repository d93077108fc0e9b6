"""Reading the company's row; cached for a minute, since every page needs it, and asked of the cache once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from django.core.cache import cache

from portal.company.models import Company

KEY = "company"
_at_hand: ContextVar[dict[str, Company] | None] = ContextVar("company", default=None)


class NotOpened(RuntimeError):
    """No company has been opened here: `manage.py open_company` or `manage.py demo` begins one."""


def current() -> Company:
    """The company; raises NotOpened before there is one."""
    read = _at_hand.get()
    if read is None:
        return _kept()
    if KEY not in read:
        read[KEY] = _kept()
    return read[KEY]


def _kept() -> Company:
    found = cast("Company | None", cache.get(KEY))
    if found is None:
        found = Company.objects.filter(pk=1).first()
        if found is None:
            raise NotOpened
        cache.set(KEY, found, 60)
    return found


@contextmanager
def at_hand() -> Iterator[None]:
    """Within it the company is read once: a request asks for it ten times."""
    before = _at_hand.set({})
    try:
        yield
    finally:
        _at_hand.reset(before)


def forget() -> None:
    """Makes the next read see the row as it is now."""
    cache.delete(KEY)
    if read := _at_hand.get():
        read.clear()


def is_open() -> bool:
    """Whether a company has been opened here, asked of the database itself."""
    return Company.objects.exists()
