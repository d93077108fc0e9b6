"""What workers do for owners on their own."""

import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from owners.actions import (
    ahead,
    annual_reports,
    enquiries,
    folder,
    handover,
    invoices,
    meetings,
    months,
    printing,
    quotes,
    surveys,
)
from portal.lib import clock

logger = logging.getLogger(__name__)


@shared_task(name="owners.announce")
def announce() -> None:
    """Announces the invoices whose undo hour is over."""
    invoices.announce_due(at=clock.now())


@shared_task(name="owners.remind")
def remind() -> None:
    """Reminds of quotes that run out."""
    quotes.remind_due(at=clock.now())


@shared_task(name="owners.tell_late")
def tell_late() -> None:
    """Writes down which enquiries are late; who asked and the office hear of it."""
    enquiries.tell_late(at=clock.now())


@shared_task(name="owners.ahead")
def tell_ahead() -> None:
    """Says ahead which debits come and which contracts renew themselves."""
    ahead.charges(at=clock.now())
    ahead.renewals(at=clock.now())


@shared_task(name="owners.meetings")
def tell_of_meetings() -> None:
    """Sends the sheet for each owners' meeting of the next fifteen days."""
    meetings.tell_ahead(at=clock.now())


@shared_task(name="owners.reports")
def close_year() -> None:
    """In January, prints the reports of the year that ended."""
    annual_reports.close_year(at=clock.now())


@shared_task(name="owners.ask")
def ask() -> None:
    """Asks who reported a breakdown how it was seen to, and once a year whether we are worth recommending."""
    surveys.ask_due(at=clock.now())


@shared_task(name="owners.tidy")
def tidy() -> None:
    """Deletes the archives of months and the packs asked for more than a week ago, and what was printed a month ago."""
    months.tidy(at=clock.now())
    handover.tidy(at=clock.now())
    printing.tidy(at=clock.now())


@shared_task(name="owners.watch")
def watch() -> None:
    """Takes what lies in the watched folder."""
    try:
        folder.look(Path(settings.PUBLISH_FOLDER), at=clock.now())
    except folder.Watched:
        return
    except OSError:
        logger.exception("The watched folder cannot be used")
