"""Reading the company's row; cached for a minute, since every page needs it."""

from typing import cast

from django.core.cache import cache

from portal.company.models import Company

KEY = "company"


class NotOpened(RuntimeError):
    """No company has been opened here: `manage.py open_company` or `manage.py demo` begins one."""


def current() -> Company:
    """The company; raises NotOpened before there is one."""
    found = cast("Company | None", cache.get(KEY))
    if found is None:
        found = Company.objects.filter(pk=1).first()
        if found is None:
            raise NotOpened
        cache.set(KEY, found, 60)
    return found


def forget() -> None:
    """Makes the next read see the row as it is now."""
    cache.delete(KEY)


def is_open() -> bool:
    """Whether a company has been opened here, asked of the database itself."""
    return Company.objects.exists()
