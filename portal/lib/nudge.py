"""A nudge: wakes a worker after the transaction is safe.

The truth is always a row (Pending, Job, Delivery) that a sweep finds too, so a lost nudge costs seconds and nothing
else. That is why a broker that does not answer is logged and never stops the person who waits.
"""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def on_commit(task: str, **kwargs: Any) -> None:
    """Sends the named task once the running transaction has committed."""
    transaction.on_commit(partial(_send, task, kwargs), robust=True)


def _send(task: str, kwargs: dict[str, Any]) -> None:
    try:
        current_app.send_task(task, kwargs=kwargs, retry=False, ignore_result=True)
    except Exception:
        logger.warning("The broker took no nudge for %s; the sweep will find the work.", task, exc_info=True)
