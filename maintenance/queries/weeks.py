"""A week as addresses and pages name it: 2026-W48."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as dated
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maintenance.rules import workdays
from portal.web import words


@dataclass(frozen=True)
class Day:
    """A day of a week: its name in three letters and in full, whether it is today, and its holiday."""

    on: date
    weekday: str
    label: str
    is_today: bool
    is_past: bool
    holiday: str

    @property
    def works(self) -> bool:
        """Whether rounds go out."""
        return self.on.weekday() < 5 and not self.holiday


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday."""

    monday: date
    today: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def code(self) -> str:
        """2026-W48."""
        year, number, _day = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def span(self) -> str:
        """del 23 al 29 de noviembre."""
        return words.between(self.monday, self.sunday, self.today)

    @property
    def before(self) -> "Week":
        return Week(self.monday - timedelta(days=7), self.today)

    @property
    def after(self) -> "Week":
        return Week(self.monday + timedelta(days=7), self.today)

    @property
    def is_now(self) -> bool:
        return self.monday <= self.today <= self.sunday

    @property
    def is_past(self) -> bool:
        return self.sunday < self.today

    def days(self, region: str) -> list[Day]:
        """Its days, with the holidays of a region."""
        return [_day(one, self.today, region) for one in workdays.week(self.monday)]


def read(code: str, today: date) -> Week:
    """The week of that name; what is none is this week."""
    year, _w, number = code.partition("-W")
    try:
        return Week(date.fromisocalendar(int(year), int(number), 1), today)
    except (ValueError, OverflowError):
        return Week(workdays.monday(today), today)


def short(day: date, today: date) -> str:
    """hoy · mañana · mar. 24 · mar. 1 dic.: a day in a narrow place."""
    if day == today:
        return _("hoy")
    if day == today + timedelta(days=1):
        return _("mañana")
    number = str(day.day) if (day.year, day.month) == (today.year, today.month) else words.short(day, today)
    return f"{weekday(day, 'D')} {number}"


def weekday(day: date, letter: str) -> str:
    """Its name, short for D and long for l; Spanish writes it small, English does not."""
    name = dated(day, letter)
    return name.lower() if (get_language() or "es").startswith("es") else name


def _day(day: date, today: date, region: str) -> Day:
    return Day(
        on=day,
        weekday=weekday(day, "D"),
        label=f"{dated(day, 'l').capitalize()}, {words.long(day, today)}",
        is_today=day == today,
        is_past=day < today,
        holiday=workdays.holiday(day, region),
    )
