"""A cache in Redis that is only ever a help: while Redis does not answer, nothing is found and nothing is kept.

A page then asks the database, as it does when the cache is empty. What must be counted is counted in the database.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NotReached
from redis.exceptions import TimeoutError as TooSlow

logger = logging.getLogger(__name__)
AGAIN = 60  # seconds until a process says once more that the cache is silent; pages ask it several times each
_quiet_until = 0.0


class ForgivingRedis(RedisCache):
    """Reads and writes that a dead Redis turns into misses; `clear` and `incr` still tell, for they are meant."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _or(default, super().get, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return _or({}, super().get_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(_or(False, super().has_key, key, version))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(_or(False, super().add, key, value, timeout, version))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        _or(None, super().set, key, value, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(_or(False, super().delete, key, version))


def _or(otherwise: Any, ask: Callable[..., Any], *args: Any) -> Any:
    try:
        return ask(*args)
    except (NotReached, TooSlow) as silent:
        _say(silent)
        return otherwise


def _say(silent: Exception) -> None:
    global _quiet_until  # noqa: PLW0603 - one of a process
    now = time.monotonic()
    if now >= _quiet_until:
        _quiet_until = now + AGAIN
        logger.warning("The cache does not answer, so the database is asked: %s", silent)
