"""The terms of a contract: when it is renewed, and until when one may say no."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Term:
    """The running term: its first day after (when the next begins), and the last day on which notice is in time.

    The day of the notice does not count (Código Civil, art. 5.1), so that all of the agreed days lie between the two.
    """

    ends_on: date
    notice_by: date
    is_renewed: bool


def running(*, term_ends_on: date | None, renews_months: int, notice_days: int, today: date) -> Term | None:
    """The term that runs today; None for a contract without one, or whose only term is over."""
    if term_ends_on is None:
        return None
    ends_on, turns = term_ends_on, 0
    while renews_months and ends_on <= today:
        turns += 1
        ends_on = months_after(term_ends_on, renews_months * turns)
    if ends_on <= today:
        return None
    return Term(ends_on, notice_by(ends_on, notice_days), turns > 0)


def notice_by(ends_on: date, notice_days: int) -> date:
    """The last day on which saying no is in time."""
    return ends_on - timedelta(days=notice_days + 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
