"""Rellano: the transparency portal of lift (elevator) maintenance.

The floors of the house stand here, each a package that knows those below it and none above;
the three apps of the trade (maintenance, owners, notifications) stand beside it.
`docs/architecture.md` draws the whole.
"""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
