"""By which day an enquiry is answered: the soonest of what the laws ask and of what the house promises.

A term in working days leaves out weekends and the holidays of the building's region; one in plain days that ends on
such a day ends on the working day before, when somebody is here to answer. The day it was received does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from maintenance.rules import workdays
from owners.enums.enquiries import EnquiryKind, TermKind

EVERY = frozenset(EnquiryKind)


@dataclass(frozen=True)
class Term:
    """So many days to answer in, for whom, since when, and where it is written."""

    kind: TermKind
    days: int
    in_working_days: bool
    asked: frozenset[EnquiryKind]
    since: date
    source: str
    only_billing: bool = False


@dataclass(frozen=True)
class Deadline:
    """The last day to answer, and the term it comes from."""

    on: date
    term: Term


def _promise(asked: EnquiryKind, days: int) -> Term:
    return Term(TermKind.PROMISE, days, True, frozenset({asked}), date(2026, 1, 1), "")


TERMS = (
    _promise(EnquiryKind.CALL, 1),
    _promise(EnquiryKind.ANOMALY, 1),
    _promise(EnquiryKind.QUESTION, 5),
    Term(
        TermKind.CONSUMERS, 15, False, frozenset({EnquiryKind.COMPLAINT}), date(2007, 12, 1),
        "TRLGDCU (RDL 1/2007), art. 21.3; BOE-A-2007-20555",
    ),
    # In force since 28 December 2025, with twelve months to adapt.
    Term(
        TermKind.CARE, 15, True, EVERY, date(2026, 12, 28),
        "Ley 10/2025, art. 17.1; BOE-A-2025-26698",
    ),
    Term(
        TermKind.CARE, 5, False, EVERY, date(2026, 12, 28),
        "Ley 10/2025, art. 17.3; BOE-A-2025-26698", only_billing=True,
    ),
)  # fmt: skip


def deadline(asked: EnquiryKind, received_on: date, region: str, *, is_billing: bool, under_care_law: bool) -> Deadline:
    """When an enquiry of a day must be answered. `is_billing` is asked about money, `under_care_law` about us."""
    held = [term for term in _held(received_on, under_care_law) if asked in term.asked]
    named = [term for term in held if is_billing or not term.only_billing]
    ends = [Deadline(_last_day(term, received_on, region), term) for term in named]
    return min(ends, key=lambda one: one.on)


def _held(day: date, under_care_law: bool) -> Iterator[Term]:
    return (term for term in TERMS if term.since <= day and (under_care_law or term.kind != TermKind.CARE))


def _last_day(term: Term, received_on: date, region: str) -> date:
    if term.in_working_days:
        return after(received_on, term.days, region)
    day = received_on + timedelta(days=term.days)
    while not workdays.works(day, region):
        day -= timedelta(days=1)
    return day


def after(day: date, many: int, region: str) -> date:
    """The working day that comes so many working days after a day."""
    while many:
        day += timedelta(days=1)
        many -= workdays.works(day, region)
    return day
