"""A nudge: wakes a worker after the transaction is safe.

The truth is always a row (Pending, Job, Delivery) that a sweep finds too, so a lost nudge costs seconds and nothing
else. That is why a broker that does not answer is logged and never stops the person who waits.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

from portal.lib.crash import crash_at

logger = logging.getLogger(__name__)
_gathered: ContextVar[set[str] | None] = ContextVar("gathered", default=None)


def on_commit(task: str, **kwargs: Any) -> None:
    """Sends the named task once the running transaction has committed."""
    given, nudge = _gathered.get(), f"{task} {sorted(kwargs.items())}"
    if given is not None and nudge in given:
        return
    if given is not None:
        given.add(nudge)
    transaction.on_commit(partial(_send, task, kwargs), robust=True)


@contextmanager
def gathered() -> Iterator[None]:
    """Within it the same nudge goes once, however often it is given: for whoever writes a hundred facts at a time."""
    token = _gathered.set(set())
    try:
        yield
    finally:
        _gathered.reset(token)


def _send(task: str, kwargs: dict[str, Any]) -> None:
    crash_at("after-commit")
    try:
        current_app.send_task(task, kwargs=kwargs, retry=False, ignore_result=True)
    except Exception:  # whatever a broker raises: the row is there, and a sweep finds it
        logger.warning("The broker took no nudge for %s; the sweep will find the work.", task, exc_info=True)
